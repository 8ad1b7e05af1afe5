"""How many people a sum is for: the head counts that the ledger holds for an organisation about a day, each a fact."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from talentwire.analyse.answers.basis import Basis
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
        self._sizes: dict[str, list[Fact]] = defaultdict(list)
        self._leaving: dict[str, list[Fact]] = defaultdict(list)
        for fact in basis.facts:
            if fact.kind == "workforce" and _is_size(fact):
                self._sizes[value_of(fact, "org") or ""].append(fact)
            elif fact.kind == "move" and fact.stands and fact.status.happened and value_of(fact, "seat") != "board":
                self._leaving[basis.house(value_of(fact, "from_org") or "")].append(fact)

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
        leaving = self._leaving.get(self._basis.house(source), ()) if source and target else ()
        near = [one for one in leaving if -BEFORE <= (happened_on(one) - day).days <= AFTER]
        moves = [one for one in near if self._goes(one, source, target)]
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

    def _goes(self, move: Fact, source: str, target: str) -> bool:
        """Whether a move from the house of an organisation leads to another; inside a house, from that very one."""
        house, goal = self._basis.house(target), self._basis.house(value_of(move, "to_org") or "")
        apart = self._basis.house(source) != house
        return goal == house and (apart or value_of(move, "from_org") == source)

    def _near(self, org: str, day: date) -> Iterator[Heads]:
        for fact in self._sizes.get(org, ()):
            told = happened_on(fact)
            number = _number(fact.slots["count"])
            if number and abs((told - day).days) <= NEAR:
                part = value_of(fact, "group") or ""
                counted = Counted.TEAM if part else Counted.STAFF
                yield Heads(counted, number, part, told, (fact.id,), fact.slots["count"].contested)


def _is_size(fact: Fact) -> bool:
    """Whether a fact is the size of a staff that is believed, whether or not it has changed since."""
    return fact.stands and fact.status.happened and value_of(fact, "change") == "size" and "count" in fact.slots


def _number(belief: Belief) -> Range | None:
    """A head count with everything that sources say of it; None where that is nobody."""
    values = [float(value.value) for value in belief.values if value.value > 0]
    if not values:
        return None
    return Range(min(values), max(values)) if belief.contested else Range.of(values[0])
