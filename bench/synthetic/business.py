"""What houses do beside taking people one by one: raids, offers, deals, rounds, machines, staffs, models."""

from datetime import date
from typing import TYPE_CHECKING, Final

from synthetic import names
from synthetic.events import Event, House, Job, poisson, rounded
from synthetic.roles import ROLES
from talentwire.model.values import Money

if TYPE_CHECKING:
    from synthetic.market import Market

RATES: Final = {
    "raid": 0.16, "staff": 0.9, "cut": 0.12, "release": 0.6, "round": 0.3, "stake": 0.1, "licence": 0.05,
    "acquisition": 0.04, "site": 0.22, "board": 0.12,
}  # fmt: skip
"""How often each house does it in a year."""
OWN_RATES: Final = {"refused": 0.05, "promotion": 0.08, "line": 0.05, "rumour": 0.12, "seen": 0.1}
"""How often it happens to each person in a year."""


def dollars(value: float, digits: int = 2) -> Money:
    """A sum as it is told: with few digits."""
    return Money(rounded(value, digits), "USD")


class Business:
    """Draws what houses do on a day."""

    def __init__(self, market: "Market") -> None:
        self.market = market
        self.chance = market.chance
        self.sites = self.funds = 0

    def run(self, people: int) -> None:
        """A day."""
        year = 365.25
        for what, rate in RATES.items():
            for _ in range(poisson(self.chance, rate * len(self.market.houses) / year)):
                house = self.chance.choice(self.market.houses)
                getattr(self, what)(house)
        for what, rate in OWN_RATES.items():
            for _ in range(poisson(self.chance, rate * people / year)):
                self._of_one(what)

    def _of_one(self, what: str) -> None:
        house = self._with_people(1)
        if not house:
            return
        number = self.chance.choice(house.members)
        match what:
            case "refused":
                self.refused(number)
            case "promotion":
                self.market.promote(number)
            case "line":
                self.line(house, number)
            case "seen":
                self.seen(house, number)
            case _:
                self.rumour(number)

    def _with_people(self, least: int) -> House | None:
        held = [one for one in self.market.houses if len(one.members) >= least]
        return self.chance.choices(held, [len(one.members) for one in held])[0] if held else None

    # -- people

    def raid(self, house: House) -> None:
        """A house takes several from another within weeks; the other pays its people to stay."""
        victim = self._with_people(8)
        if victim is None or victim is house:
            return
        count = self.chance.randint(3, min(9, len(victim.members) // 2))
        taken = self.chance.sample(victim.members, count)
        market, weight = self.market, 0.35 + 0.3 * max(house.fame, victim.fame)
        market.tell("group", weight, count=count, **{"from": victim.name, "to": house.name},
                    people=tuple(map(market.person, taken)))  # fmt: skip
        for number in taken:
            if number in market.jobs and market.jobs[number].house is victim:
                market.move(number, house, raid=True)
        market.later(self.chance.randint(8, 40), "answer", victim, house)
        market._weigh()

    def offer(self, move: Event, job: Job, outcome: str) -> None:
        """What somebody was paid to come."""
        self.market.tell(
            "offer", 0.2 + 0.6 * job.prominence, payer=move.slots["to"], person=move.slots["person"], outcome=outcome,
            amount=self._package(job), at=move.slots["from"],
        )  # fmt: skip

    def _package(self, job: Job) -> Money:
        return dollars(10 ** self.chance.uniform(6.0, 7.0 + 1.3 * job.prominence))

    def refused(self, number: int) -> None:
        """Somebody is offered much, and stays."""
        job = self.market.jobs[number]
        self.market.tell(
            "offer", 0.2 + 0.6 * job.prominence, payer=self.market.other(job.house).name,
            person=self.market.person(number), outcome="refused", amount=self._package(job), at=job.house.name,
        )  # fmt: skip

    def line(self, house: House, number: int) -> None:
        """Somebody reports to somebody else of the house from now on."""
        if len(house.members) > 1:
            boss = self.chance.choice([one for one in house.members if one != number])
            job = self.market.jobs[number]
            self.market.tell("line", 0.15 + 0.4 * job.prominence, person=self.market.person(number), org=house.name,
                             role=job.role, boss=self.market.person(boss))  # fmt: skip

    def seen(self, house: House, number: int) -> None:
        """Somebody is spoken of as what they are."""
        job = self.market.jobs[number]
        self.market.tell("seen", 0.5 * job.prominence, person=self.market.person(number), org=house.name, role=job.role,
                         since=date.fromordinal(job.since))  # fmt: skip

    def rumour(self, number: int) -> None:
        """What might be said of somebody without being so; whether it is said depends on the news."""
        job = self.market.jobs[number]
        ends = {"from": job.house.name, "to": self.market.other(job.house).name}
        self.market.tell(
            "rumour", 0.5 * job.prominence + 0.4 * job.house.fame, person=self.market.person(number), was=job.role,
            **ends, role=self.chance.choice(ROLES), since=date.fromordinal(job.since),
            lot=round(self.chance.random(), 6),
        )  # fmt: skip

    # -- money

    def round(self, house: House) -> None:
        """New money for a house."""
        self.funds += 1
        house.worth *= self.chance.uniform(0.9, 2.2)
        amount = dollars(house.worth * self.chance.uniform(0.05, 0.2))
        self.market.tell(
            "round", 0.25 + 0.6 * house.fame, org=house.name, amount=amount,
            valuation=dollars(house.worth), investor=names.investor(self.funds % 150, self.market.seed),
        )  # fmt: skip

    def _deal(self, kind: str, house: House, **more: object) -> None:
        target = self.market.other(house)
        self.market.tell("deal", 0.3 + 0.5 * house.fame, deal=kind, buyer=house.name, target=target.name, **more)

    def stake(self, house: House) -> None:
        """A house buys a share of another."""
        share = self.chance.choice((5, 10, 15, 20, 25, 30, 49))
        self._deal("stake", house, stake=share, amount=dollars(10 ** self.chance.uniform(7.5, 9.6)))

    def acquisition(self, house: House) -> None:
        """A house buys another; its people go on working under its name."""
        self._deal("acquisition", house, amount=dollars(10 ** self.chance.uniform(8, 10)))

    def licence(self, house: House) -> None:
        """A house licenses what another made and takes some of its people."""
        target = self._with_people(7)
        if target is None or target is house:
            return
        count = self.chance.randint(2, min(6, len(target.members) // 2))
        amount = dollars(count * 10 ** self.chance.uniform(7, 8.3))
        self.market.tell("deal", 0.4 + 0.5 * house.fame, deal="licence_hire", buyer=house.name, target=target.name,
                         amount=amount, count=count)  # fmt: skip
        for number in self.chance.sample(target.members, count):
            self.market.move(number, house, deal=True)
        self.market._weigh()

    # -- machines and staff

    def site(self, house: House) -> None:
        """A house plans a place with machines, which opens later."""
        self.sites += 1
        count = rounded(10 ** self.chance.uniform(3, 4.2 + house.fame))
        opens = self.market.day + self.chance.randint(120, 500)
        slots = {
            "owner": house.name, "facility": names.site(self.sites, self.market.seed), "count": count,
            "chip": self.chance.choice(names.CHIPS), "power": max(2, rounded(count * 0.0014)),
            "capex": dollars(count * self.chance.uniform(3e4, 5e4)), "place": self.chance.choice(names.PLACES),
            "opens": date.fromordinal(opens),
        }  # fmt: skip
        self.market.tell("site", 0.3 + 0.4 * house.fame, **slots)
        self.market.later(opens - self.market.day, "opening", house, slots)

    def staff(self, house: House) -> None:
        """A house says how many work there."""
        house.staff = max(30, int(house.staff * self.chance.uniform(1.0, 1.3)))
        self.market.tell("staff", 0.1 + 0.4 * house.fame, org=house.name, change="size", count=rounded(house.staff))

    def cut(self, house: House) -> None:
        """A house dismisses a part of its staff."""
        count = rounded(house.staff * self.chance.uniform(0.04, 0.2))
        house.staff -= count
        self.market.tell("staff", 0.2 + 0.5 * house.fame, org=house.name, change="cut", count=max(3, count))

    def release(self, house: House) -> None:
        """A house brings out a model, or puts it off."""
        late = self.chance.random() < 0.2
        house.models += not late
        self.market.tell("release", 0.15 + 0.5 * house.fame, org=house.name, event="delay" if late else "launch",
                         product=names.product(house.name, house.models + late))  # fmt: skip

    def board(self, house: House) -> None:
        """Somebody known joins a board."""
        if house.members:
            self.market.seat(self.chance.choice(house.members))
