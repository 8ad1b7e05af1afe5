"""How many people a sum is for: the head counts that the ledger holds for an organisation about a day, each a fact."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Final

from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.answers.parts import Held, House, Part
from talentwire.analyse.facts.fact import Belief, Fact
from talentwire.analyse.facts.relations import happened_on, value_of
from talentwire.analyse.money.ranges import Range

NEAR: Final = 366
"""Days between a size of a staff and what it is set against."""
BEFORE: Final = 92
AFTER: Final = 183
"""Days around a deal in which people who go the same way are taken to go with it."""


class Counted(StrEnum):
    """Which heads are counted."""

    NAMED = "named"
    GROUP = "group"
    TEAM = "team"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Heads:
    """A head count.

    Attributes:
        counted: which heads.
        number: how many, from the lowest to the highest that is told.
        part: which part of a staff, in the words of a source; empty for all of it.
        day: of the count.
        facts: ids of the facts that tell it.
        contested: whether sources contradict each other.

    """

    counted: Counted
    number: Range
    part: str
    day: date
    facts: tuple[str, ...]
    contested: bool = False


class HeadCounts:
    """The head counts of a ledger: sizes of staffs, and who went from where to where."""

    def __init__(self, basis: Basis) -> None:
        self._basis = basis
        self._sizes: dict[str, list[Heads]] = defaultdict(list)
        for fact in basis.of("workforce"):
            if _is_size(fact):
                self._sizes[value_of(fact, "org") or ""] += _heads(fact)
        for sizes in self._sizes.values():
            sizes.sort(key=lambda one: (one.day, one.facts))

    @cached_property
    def _moves(self) -> dict[tuple[str, str], list[tuple[int, str]]]:
        """Moves that happened by the houses that they lead from and to, by day; no question of staffs needs them."""
        return self._basis.held.once(_ways)

    def staff(self, org: str, day: date) -> Heads | None:
        """The size of a whole staff that was told nearest to a day, within a year of it."""
        sizes = [one for one in self._near(org, day) if not one.part]
        return min(sizes, key=lambda one: (abs((one.day - day).days), one.day), default=None)

    def teams(self, org: str, day: date) -> tuple[Heads, ...]:
        """Sizes of parts of a staff that were told within a year of a day, for each part the nearest."""
        nearest: dict[str, Heads] = {}
        for one in sorted(self._near(org, day), key=lambda one: (abs((one.day - day).days), one.day)):
            if one.part:
                nearest.setdefault(one.part.casefold(), one)
        return tuple(nearest.values())

    def gone(self, source: str, target: str, day: date) -> Iterator[Heads]:
        """Who went from one organisation to another about a day: those with a name, and groups with a number."""
        moves = list(self._going(source, target, day)) if source and target else []
        named = [one for one in moves if "person" in one.slots]
        people = {value_of(one, "person") for one in named}
        if people:
            days = [happened_on(one) for one in named]
            least = Range.of(len(people), "min")  # more may have gone of whom nobody wrote
            yield Heads(Counted.NAMED, least, "", min(days), tuple(one.id for one in named))
        for one in moves:
            size = one.slots.get("headcount")
            if size is not None and "person" not in one.slots and (number := _number(size)):
                yield Heads(Counted.GROUP, number, "", happened_on(one), (one.id,), size.contested)

    def _going(self, source: str, target: str, day: date) -> Iterator[Fact]:
        """Moves from the house of one organisation to that of another; inside a house, from that very one."""
        route = (self._basis.house(source), self._basis.house(target))
        held = self._moves.get(route, [])
        first, last = day.toordinal() - BEFORE, day.toordinal() + AFTER
        start = bisect_left(held, first, key=lambda one: one[0])
        near = held[start : bisect_right(held, last, key=lambda one: one[0])]
        for move in self._basis.held.look([id_ for _, id_ in near]).values() if near else ():
            if route[0] != route[1] or value_of(move, "from_org") == source:
                yield move

    def _near(self, org: str, day: date) -> list[Heads]:
        held = self._sizes.get(org, [])
        first, last = day.toordinal() - NEAR, day.toordinal() + NEAR
        start = bisect_left(held, first, key=lambda one: one.day.toordinal())
        return held[start : bisect_right(held, last, key=lambda one: one.day.toordinal())]


def _ways(held: Held) -> dict[tuple[str, str], list[tuple[int, str]]]:
    found: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    for went in held.parts(WENT).values():
        for source, target, day, fact in went:
            found[source, target].append((day, fact))
    for moves in found.values():
        moves.sort()
    return found


def _went(_: str, facts: Sequence[Fact], house: House) -> tuple[tuple[str, str, int, str], ...] | None:
    """Moves that happened: from which house to which, on which day, and the id of the fact."""
    found = []
    for fact in facts:
        if fact.kind == "move" and fact.stands and fact.status.happened and value_of(fact, "seat") != "board":
            source, target = (house(value_of(fact, slot) or "") for slot in ("from_org", "to_org"))
            if source and target:
                found.append((source, target, happened_on(fact).toordinal(), fact.id))
    return tuple(found) or None


WENT: Final = Part("went", ("move",), tuple[tuple[str, str, int, str], ...], _went)


def _heads(fact: Fact) -> list[Heads]:
    """The head count of a fact; none where it counts nobody."""
    belief, part = fact.slots["count"], value_of(fact, "group") or ""
    number = _number(belief)
    counted = Counted.TEAM if part else Counted.STAFF
    return [Heads(counted, number, part, happened_on(fact), (fact.id,), belief.contested)] if number else []


def _is_size(fact: Fact) -> bool:
    """Whether a fact is the size of a staff that is believed, whether or not it has changed since."""
    return fact.stands and fact.status.happened and value_of(fact, "change") == "size" and "count" in fact.slots


def _number(belief: Belief) -> Range | None:
    """A head count with everything that sources say of it; None where that is nobody."""
    values = [float(value.value) for value in belief.values if value.value > 0]
    if not values:
        return None
    return Range(min(values), max(values)) if belief.contested else Range.of(values[0])
