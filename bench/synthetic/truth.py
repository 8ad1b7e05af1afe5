"""The true market, out of its events: who went from where to where, who stayed how long, what runs where."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from synthetic.events import Event
from talentwire.analyse.staying.curve import Curve, Watched


class Head(NamedTuple):
    """A change of house: who, from where, to where (empty: from or to nowhere in the market), when."""

    person: str
    source: str
    target: str
    day: date


@dataclass
class Truth:
    """What happened in a world.

    Attributes:
        heads: changes of house.
        events: every event by its id.
        spells: for each house, for how long each person was there and watched, as the curve wants it.
        people: how many were ever in the market.
        first, last: its days.

    """

    events: dict[str, Event]
    first: date
    last: date
    heads: list[Head] = field(default_factory=list)
    spells: dict[str, list[Watched]] = field(default_factory=lambda: defaultdict(list))
    people: int = 0

    @classmethod
    def of(cls, events: Iterable[Event], first: date, last: date) -> "Truth":
        """The truth of a world that was followed from a first to a last day."""
        held = cls({event.id: event for event in events}, first, last)
        held._follow()
        return held

    def _follow(self) -> None:
        since: dict[str, tuple[str, date]] = {}
        resting: dict[str, int] = {}
        for event in self.events.values():
            if event.kind == "there":
                since[event.slots["person"].name] = (event.slots["org"], event.slots["since"])
            elif event.kind == "move":
                self._moved(event, since, resting)
        self.people = len({e.slots["person"].number for e in self.events.values() if e.kind in ("there", "move")})
        for house, begun in since.values():
            self._spell(house, begun, self.last, left=False)

    def _moved(self, event: Event, since: dict[str, tuple[str, date]], resting: dict[str, int]) -> None:
        person, source, target = (event.slots[one] for one in ("person", "from", "to"))
        if source:
            house, begun = since.pop(person.name)
            self._spell(house, begun, event.date, left=True)
        if target:
            since[person.name] = (target, event.date)
        if event.slots.get("rest"):
            resting[person.name] = len(self.heads)
        if event.slots.get("rested"):
            at = resting.pop(person.name)
            self.heads[at] = self.heads[at]._replace(target=target, day=event.date)
        else:
            self.heads.append(Head(person.name, source or "", target or "", event.date))

    def _spell(self, house: str, begun: date, end: date, *, left: bool) -> None:
        entry = max(0, (self.first - begun).days)
        self.spells[house].append(Watched(entry, (end - begun).days, left))

    def curve(self, house: str = "") -> Curve:
        """How many stay how long, of one house or of all."""
        return Curve.of(self.spells[house] if house else [one for held in self.spells.values() for one in held])

    @property
    def routes(self) -> Counter[tuple[str, str]]:
        """How many went from one house to another."""
        return Counter((head.source, head.target) for head in self.heads if head.source and head.target)

    def running(self) -> Mapping[str, tuple[str, int]]:
        """The sites that run on the last day: owner and number of accelerators."""
        return {
            e.slots["facility"]: (e.slots["owner"], e.slots["count"])
            for e in self.events.values() if e.kind == "opening" and e.date <= self.last
        }  # fmt: skip

    def prices(self) -> list[tuple[str, str, float]]:
        """What was paid per head for people who came with a licence: buyer, target, dollars."""
        return [
            (e.slots["buyer"], e.slots["target"], e.slots["amount"].value / e.slots["count"])
            for e in self.events.values() if e.kind == "deal" and e.slots["deal"] == "licence_hire"
        ]  # fmt: skip
