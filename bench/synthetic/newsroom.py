"""Who writes of what, and when: reports, copies, translations, errors, rumours, denials, corrections, newsletters.

Whether and how an event is told hangs on the event alone: with more coverage everything is told that was told with
less, with more noise everything errs that erred with less. So worlds of one seed can be compared.
"""

import random
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from heapq import heappop, heappush
from typing import Final

from synthetic import names, pages
from synthetic.events import Event, poisson
from synthetic.names import PLACES, misspelt
from synthetic.outlets import Outlet, Press
from synthetic.pages import Page
from synthetic.plans import Plan, before, erring, plan
from synthetic.sentences import Unit, Voice

AHEAD: Final = 60
"""Days by which what happens is known before it is written of, for talks come before the deed."""
_ITEMS: Final = {
    "move.new": "move.item", "move.join": "move.item_join", "move.leave": "move.item_leave", "group.new": "group.item",
    "move.found": "move.item",
}  # fmt: skip


@dataclass(frozen=True)
class Dials:
    """What can be turned, each from 0 to 1.

    Attributes:
        coverage: how much of what happens is told; 1 is everything, and less leaves the less prominent out first.
        noise: how often outlets err, misspell names, spread rumours.

    """

    coverage: float = 0.7
    noise: float = 0.3

    def told(self, prominence: float) -> float:
        """The chance that something of a prominence is told at all."""
        return float(self.coverage ** (1 / (0.3 + 1.4 * prominence))) if self.coverage else 0.0


@dataclass(slots=True)
class Telling:
    """A document that will be written."""

    outlet: Outlet
    told: Plan
    extra: tuple[Unit, ...] = ()
    kind: str = "report"
    of: "Telling | None" = None
    page: Page | None = None


_BACKGROUND: Final = frozenset((
    "move.new", "round.new", "staff.size", "staff.cut", "release.launch", "release.delay", "site.plan", "site.runs",
    "position.since", "deal.stake", "deal.acquisition",
))  # fmt: skip
"""What may be told again as background."""
_HOUSES: Final = ("from", "to", "org")
OUTSIDE: Final = 1_000_000
"""Numbers from which on people watch the market and are not in it."""
MISSPELT: Final = 0.25
"""Names that are misspelt for each error of an outlet: where noise is 1, three of a hundred in a daily."""
FRESH: Final = 40
"""Days for which something without a date is told again."""


class Newsroom:
    """All outlets at work.

    Args:
        seed: the same gives the same news of the same events.
        dials: coverage and noise.
        press: the outlets.

    """

    def __init__(self, seed: int, dials: Dials, press: Press) -> None:
        self.seed, self.dials, self.press = seed, dials, press
        self._due: list[tuple[int, int, Telling]] = []
        self._queued = self._written = 0
        self._houses: dict[str, None] = {}
        self._memory: dict[str, deque[Unit]] = {}
        self._recent: deque[tuple[int, Unit]] = deque()

    # -- what happened

    def hear(self, event: Event) -> None:
        """Decide who will write of an event."""
        chance = random.Random(f"news {self.seed} {event.id}")
        for slot in ("from", "to"):
            if name := event.slots.get(slot):
                self._houses.setdefault(name)
        lot = chance.random()
        share = self.dials.told(event.prominence)
        if event.kind == "there":
            return
        if event.kind == "rumour":
            if event.slots["lot"] < self.dials.noise and lot < share:
                self._rumour(event, chance)
            return
        if event.kind == "move" and event.slots["from"] and event.slots["to"]:
            self._ahead_of(event, chance, share)
        if lot < share:
            self._reports(plan(event), event, chance, 1 + poisson(chance, 2.2 * event.prominence))
            self._remember(plan(event).units[0])

    def _remember(self, unit: Unit) -> None:
        """Keep for each house what may be told again as background: of its moves and its business, the last few."""
        if unit.key not in _BACKGROUND:
            return
        if unit.key == "move.new":
            unit = replace(unit, key="move.old")
        for slot in _HOUSES:
            if name := unit.slots.get(slot):
                self._memory.setdefault(name, deque(maxlen=5)).append(unit)

    def _ahead_of(self, event: Event, chance: random.Random, share: float) -> None:
        """What is told of a move before it: a plan, or talks, which may be denied although they are true."""
        lots = [chance.random() for _ in range(5)]
        early = chance.randint(5, 45)
        if lots[0] < share * 0.3 and not event.slots.get("raid"):
            self._reports(before(event, "move.planned"), event, chance, 1 + (lots[1] < 0.3), -min(early, 30))
        elif lots[2] < share * 0.3 * event.prominence:
            self._reports(before(event, "move.talks"), event, chance, 1 + (lots[1] < 0.4), -early)
            if lots[3] < 0.3 * self.dials.noise:
                self._reports(before(event, "move.denied"), event, chance, 1, 1 - early)

    def _rumour(self, event: Event, chance: random.Random) -> None:
        """Something is said that is not so; it is denied, comes to nothing, or nobody speaks of it again."""
        form = chance.choices(("move.talks", "move.told", "move.new"), (0.6, 0.25, 0.15))[0]
        self._reports(before(event, form), event, chance, 1 + poisson(chance, 1.2 * event.prominence))
        fate, wait = chance.random(), chance.randint(3, 20)
        if fate < 0.45:
            self._reports(before(event, "move.denied"), event, chance, 1 + (chance.random() < 0.4), wait)
        elif fate < 0.6:
            self._reports(before(event, "move.failed"), event, chance, 1, wait + 15)

    # -- who writes

    def _reports(self, told: Plan, event: Event, chance: random.Random, count: int, days: int = 0) -> None:
        for outlet in self.press.reporters(chance, count):
            wait = 0 if outlet.manner == "wire" else min(6, int(chance.expovariate(0.7)))
            errs, turn = chance.random(), chance.random()
            own = told
            if errs < self.dials.noise * outlet.errs and days >= 0:
                own = erring(told, list(self._houses)[:400], chance)
            telling = Telling(outlet, own, self._extra(own, event, chance))
            day = event.day + days + wait
            self._queue(day, telling)
            self._taken_over(telling, event, chance, day)
            if own.wrong and turn < 0.5:
                title = "correction" if own.wrong.key == "correction.move" else "org"
                right = Telling(outlet, Plan(title, (own.wrong,)))
                self._queue(day + chance.randint(1, 10), right)

    def _extra(self, told: Plan, event: Event, chance: random.Random) -> tuple[Unit, ...]:
        """What stands below the lead: what somebody said, and what had happened before at the house."""
        unit, found = told.units[0], []
        slots = unit.slots
        if unit.key in ("move.new", "move.join") and event.kind == "move" and chance.random() < 0.4:
            said = {"person": slots["person"], "role": slots["role"], "org": slots["to"]}
            said |= {"place": chance.choice(PLACES), "outlet": chance.choice(self.press.all).name}
            found.append(Unit("quote.stays", said, event.day, event.id))
        if chance.random() < 0.6:
            outside = names.person(OUTSIDE + chance.randrange(OUTSIDE), self.seed)
            said = {"person": outside, "place": chance.choice(PLACES), "outlet": chance.choice(self.press.all).name}
            found.append(Unit("quote.outside", said, event.day, event.id))
        known = {
            one.event: one for slot in _HOUSES for one in self._memory.get(slots.get(slot) or "", ())
            if one.event != event.id and (one.key == "move.old" or event.day - one.day < FRESH)
        }  # fmt: skip
        return (*found, *chance.sample(list(known.values()), min(len(known), poisson(chance, 0.5))))

    def _taken_over(self, telling: Telling, event: Event, chance: random.Random, day: int) -> None:
        """Others copy it, change it a little, or translate it."""
        for _ in range(poisson(chance, 0.25 + 0.9 * event.prominence)):
            kind = chance.choices(("exact", "near", "translation"), (0.35, 0.35, 0.3))[0]
            taker = self.press.taker(chance, telling.outlet, abroad=kind == "translation")
            wait = chance.randint(0, 2) + (kind == "translation")
            self._queue(day + wait, Telling(taker, telling.told, telling.extra, kind, telling))

    def _queue(self, day: int, telling: Telling) -> None:
        self._queued += 1
        heappush(self._due, (day, self._queued, telling))

    # -- what is written

    def publish(self, today: int) -> Iterator[Page]:
        """Everything that is due up to a day, in order, and the newsletters of that day."""
        while self._due and self._due[0][0] <= today:
            day, _, telling = heappop(self._due)
            yield self._write(telling, day)
        while self._recent and self._recent[0][0] < today - 6:
            self._recent.popleft()
        for outlet in self.press.newsletters:
            if outlet.weekday == date.fromordinal(today).weekday():
                yield from self._digest(outlet, today)

    def _page(self, outlet: Outlet, day: int, kind: str) -> Page:
        self._written += 1
        return Page(f"w{self.seed}-{self._written:07d}", outlet, date.fromordinal(day), "", [], [], kind)

    def _voice(self, page: Page, units: tuple[Unit, ...]) -> Voice:
        chance = random.Random(f"page {page.id}")
        wrong = {}
        for one in pages.people_in(units):
            lot, turn = chance.random(), chance.randrange(1_000)
            if lot < MISSPELT * self.dials.noise * page.outlet.errs:
                wrong[one.number] = turn
        return Voice(page.outlet.lang, page.day, chance, wrong, chance.choice(self.press.all).name)

    def _write(self, telling: Telling, day: int) -> Page:
        page = telling.page = self._page(telling.outlet, day, telling.kind)
        units = (*telling.told.units, *telling.extra)
        page.events = tuple(dict.fromkeys(unit.event for unit in units))
        voice = self._voice(page, units)
        source = telling.of.page if telling.of else None
        if source:
            page.repeats = source.id
        match telling.kind:
            case "exact" if source:
                page.names = source.names
                return pages.exact(page, source)
            case "near" if source:
                page.names = source.names
                return pages.near(page, source, voice)
            case _:
                _note_names(page, units, voice)
        made = pages.report(page, telling.told.title, telling.told.units, telling.extra, voice)
        if telling.kind == "report":
            self._recent.extend((day, unit) for unit in telling.told.units if unit.key in _ITEMS)
            return made
        return pages.machine(made, voice) if voice.chance.random() < 0.3 + 0.5 * self.dials.noise else made

    def _digest(self, outlet: Outlet, today: int) -> Iterator[Page]:
        fresh = {unit.event: unit for _, unit in self._recent}
        if len(fresh) < 3:
            return
        page = self._page(outlet, today, "digest")
        chance = random.Random(f"digest {page.id}")
        chosen = chance.sample(list(fresh.values()), min(10, len(fresh)))
        items = [replace(unit, key=_ITEMS[unit.key]) for unit in chosen[:5]]
        lines = [replace(unit, key="move.line") for unit in chosen[5:] if _has_both_ends(unit)]
        page.events = tuple(unit.event for unit in (*items, *lines))
        voice = self._voice(page, (*items, *lines))
        _note_names(page, (*items, *lines), voice)
        yield pages.digest(page, items, lines, voice)


def _has_both_ends(unit: Unit) -> bool:
    return all(unit.slots.get(slot) for slot in ("person", "from", "to"))


def _note_names(page: Page, units: tuple[Unit, ...], voice: Voice) -> None:
    page.names = {misspelt(one.name, voice.wrong[one.number]): one.name for one in pages.people_in(units)
                  if one.number in voice.wrong}  # fmt: skip
