"""The market itself: people come, move, found and leave, day by day; nothing here knows of news.

The process is a simple one, so that its truth is known: everybody leaves a house at a rate of its own, whatever they
did before; most go to another house, drawn by appeal. Memory holds those who are in the market now, not what happened.
"""

import random
from collections.abc import Iterator
from datetime import date
from heapq import heappop, heappush
from itertools import accumulate
from typing import Any, Final

from synthetic import names
from synthetic.business import Business
from synthetic.events import Event, House, Job, poisson, rounded
from synthetic.names import Person
from synthetic.roles import BOARD, FOUNDER, ROLES, Role
from talentwire.model.values import Money

START: Final = date(2021, 1, 4)
YEAR: Final = 365.25
TO_OTHERS, OUT, FOUND = 0.74, 0.90, 0.93
"""Of those who leave: up to the first share straight to another house, then out of the market, then to found one; the
rest rests for a while in between."""


class Market:
    """Houses and people, from one day to the next.

    Args:
        seed: the same gives the same world.
        people: how many are in the market; as many come as leave.

    """

    def __init__(self, seed: int, people: int) -> None:
        self.seed = seed
        self.chance = random.Random(f"market {seed}")
        self.day = START.toordinal()
        self.jobs: dict[int, Job] = {}
        self.houses: list[House] = []
        self.people = people
        self.named = self._events = 0
        self._later: list[tuple[int, int, str, tuple[Any, ...]]] = []
        self.most = max(9, int(1.6 * self._few(people)))
        self._today: list[Event] = []
        for _ in range(self._few(people)):
            self.add_house()
        self.business = Business(self)
        for _ in range(people):
            self._already_there()

    @staticmethod
    def _few(people: int) -> int:
        return max(6, min(400, 6 + people // 25))

    # -- what others use

    def person(self, number: int) -> Person:
        """Somebody of this market."""
        return names.person(number, self.seed)

    def tell(self, kind: str, prominence: float, **slots: Any) -> Event:
        """Note that something happened today."""
        self._events += 1
        event = Event(f"e{self._events}", self.day, kind, min(1.0, max(0.02, prominence)), slots)
        self._today.append(event)
        return event

    def later(self, days: int, what: str, *given: Any) -> None:
        """Let something happen in so many days."""
        self._events += 1
        heappush(self._later, (self.day + days, self._events, what, given))

    def add_house(self) -> House:
        """A new house."""
        chance, at = self.chance, len(self.houses)
        fame = 1 / (1 + 0.12 * at) if at < self._few(self.people) else chance.uniform(0.05, 0.3)
        made = House(
            names.house(at, self.seed), fame, fame * chance.uniform(0.5, 1.5), chance.uniform(0.10, 0.38),
            (1 + at) ** -0.7, staff=int(3000 * fame**2) + 40, worth=4e10 * fame**2 + 2e8,
        )  # fmt: skip
        self.houses.append(made)
        return made

    def other(self, house: House) -> House:
        """Another house, those of more appeal more often."""
        while (found := self.chance.choices(self.houses, cum_weights=self._appeals)[0]) is house:
            pass
        return found

    def move(self, number: int, target: House | None, **more: Any) -> Event:
        """Somebody goes from their house to another, or out of the market."""
        job = self.jobs.pop(number)
        job.house.members.remove(number)
        fame = max(job.house.fame, target.fame if target else 0)
        prominence = (0.55 * job.prominence + 0.45 * fame) * (1 if target else 0.6)
        role = more.pop("role", None) or self._next_role(job.role)
        if target:
            self.jobs[number] = Job(target, self.day, role, job.prominence)
            target.members.append(number)
        ends = {"from": job.house.name, "to": target.name if target else None}
        return self.tell(
            "move", prominence, person=self.person(number), **ends, was=job.role, role=role if target else None,
            since=date.fromordinal(job.since), **more,
        )  # fmt: skip

    def heads(self) -> dict[str, int]:
        """How many are in each house now."""
        return {house.name: len(house.members) for house in self.houses}

    # -- the days

    def days(self) -> Iterator[list[Event]]:
        """What happens on each day, without end; the first has who is there."""
        while True:
            self._weigh()
            while self._later and self._later[0][0] <= self.day:
                _, _, what, given = heappop(self._later)
                getattr(self, what)(*given)
            for _ in range(poisson(self.chance, self._leaving[-1] / YEAR)):
                self._leave()
            self.business.run(len(self.jobs))
            today, self._today = self._today, []
            yield today
            self.day += 1

    def _weigh(self) -> None:
        self._appeals = list(accumulate(house.appeal for house in self.houses))
        self._leaving = list(accumulate(house.leaving * len(house.members) for house in self.houses))

    def _leave(self) -> None:
        house = self.chance.choices(self.houses, cum_weights=self._leaving)[0]
        if not house.members:
            return
        number, lot = self.chance.choice(house.members), self.chance.random()
        if lot < TO_OTHERS or (OUT <= lot < FOUND and len(self.houses) >= self.most):
            self._go_over(number, self.other(house))
        elif lot < OUT:
            self.move(number, None)
            self._come()
        elif lot < FOUND:
            founded = self.add_house()
            self.move(number, founded, role=FOUNDER, founded=True)
            self._weigh()
        else:
            job = self.jobs[number]
            target, away = self.other(house), self.chance.randint(25, 140)
            self.move(number, None, rest=True, joins=target.name)
            self.later(away, "return_to", number, target, job.prominence, job.role)

    def _go_over(self, number: int, target: House) -> None:
        told = self.move(number, target)
        if self.chance.random() < 0.15:
            self.business.offer(told, self.jobs[number], "taken")

    def return_to(self, number: int, target: House, prominence: float, was: Role) -> None:
        """Somebody who rested begins at another house."""
        self._join(number, target, prominence, self._next_role(was), rested=True)

    def _come(self) -> None:
        """Somebody new joins a house."""
        number, self.named = self.named, self.named + 1
        target = self.chance.choices(self.houses, cum_weights=self._appeals)[0]
        self._join(number, target, self.chance.random() ** 2.5, self.chance.choice(ROLES))

    def _join(self, number: int, target: House, prominence: float, role: Role, **more: Any) -> None:
        self.jobs[number] = Job(target, self.day, role, prominence)
        target.members.append(number)
        weight = (0.55 * prominence + 0.45 * target.fame) * 0.8
        self.tell("move", weight, person=self.person(number), **{"from": None, "to": target.name}, role=role, **more)

    def _already_there(self) -> None:
        number, self.named = self.named, self.named + 1
        house = self.chance.choices(self.houses, [one.size for one in self.houses])[0]
        since = self.day - min(4000, int(self.chance.expovariate(house.leaving) * YEAR))
        job = Job(house, since, self.chance.choice(ROLES), self.chance.random() ** 2.5)
        self.jobs[number] = job
        house.members.append(number)
        self.tell(
            "there", 0.3 * job.prominence, person=self.person(number), org=house.name, role=job.role,
            since=date.fromordinal(since),
        )  # fmt: skip

    def _next_role(self, role: Role) -> Role:
        return role if role in ROLES and self.chance.random() < 0.4 else self.chance.choice(ROLES)

    def answer(self, victim: House, raider: House) -> None:
        """A house that was raided pays its people to stay, and may take one back."""
        amount = Money(rounded(10 ** self.chance.uniform(5.5, 7)), "USD")
        self.tell("retention", 0.3 + 0.4 * victim.fame, payer=victim.name, amount=amount)
        if raider.members and self.chance.random() < 0.4:
            self.move(self.chance.choice(raider.members), victim)
            self._weigh()

    def opening(self, house: House, slots: dict[str, Any]) -> None:
        """A place with machines opens."""
        self.tell("opening", 0.3 + 0.4 * house.fame, **slots)

    def promote(self, number: int) -> None:
        """Somebody takes another position in their house."""
        job = self.jobs[number]
        new = self.chance.choice([one for one in ROLES if one is not job.role])
        self.tell(
            "inner", 0.4 * job.prominence + 0.3 * job.house.fame, person=self.person(number), to=job.house.name,
            was=job.role, role=new,
        )  # fmt: skip
        job.role = new

    def seat(self, number: int) -> None:
        """Somebody joins the board of another house, and keeps their job."""
        job = self.jobs[number]
        other = self.other(job.house).name
        self.tell("board", 0.5 * job.prominence + 0.3, person=self.person(number), to=other, role=BOARD)
