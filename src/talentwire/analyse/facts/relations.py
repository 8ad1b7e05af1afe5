"""What facts say of each other's time and houses."""

from datetime import date
from typing import Any, NamedTuple

from talentwire.analyse.facts.fact import Fact
from talentwire.analyse.facts.reading import NARROW, day_of
from talentwire.analyse.facts.report import World
from talentwire.model.values import Interval


class House(NamedTuple):
    """The organisations that a slot names, and what they belong to."""

    ids: frozenset[str]
    above: frozenset[str]

    @classmethod
    def of(cls, fact: Fact, slot: str, world: World) -> "House":
        """The house in a slot of a fact; an empty one where nothing is said of it."""
        belief = fact.slots.get(slot)
        if belief is None:
            return cls(frozenset(), frozenset())
        ids = frozenset(value.value for value in belief.values)
        return cls(ids, frozenset(up for one in ids for up in world.above(one)))

    def same(self, other: "House") -> bool:
        """Whether the two are one, or one belongs to the other."""
        return not (self.ids | self.above).isdisjoint(other.ids) or not self.ids.isdisjoint(other.above)


def value_of(fact: Fact, slot: str) -> Any:
    """What is believed of a slot, or nothing."""
    belief = fact.slots.get(slot)
    return belief.value if belief else None


def happened_on(fact: Fact) -> date:
    """The day on which it happened: the first of its own date, or the day of the first document that tells it.

    Where its own date leaves it open, the day that is nearest to the first document.
    """
    dated = value_of(fact, "date")
    if dated is None:
        return fact.first_seen
    first: date = dated.first()
    last: date = dated.last()
    if first <= fact.first_seen <= last:
        return fact.first_seen
    return last if last < fact.first_seen and (last - first).days > NARROW else first


def last_word(fact: Fact) -> date:
    """The last day on which anybody said so."""
    return max((witness.day for witness in fact.supporters), default=fact.last_seen)


def apart(start: int | date | None, end: int | date | None) -> Interval:
    """The days from one to the other; an end before the start counts as the start."""
    first = day_of(start) if isinstance(start, int) else start
    last = day_of(end) if isinstance(end, int) else end
    if first and last and last < first:
        last = first
    return Interval(first, last)


def way(fact: Fact) -> str:
    """The name of the text that says which way somebody went in a move of which an end is told."""
    joined, left = "to_org" in fact.slots, "from_org" in fact.slots
    if value_of(fact, "seat") == "board":
        return "board_joins" if joined else "board_leaves"
    if joined and left:
        inside = value_of(fact, "from_org") == value_of(fact, "to_org")
        return "move_within" if inside else "move_changes"
    return "move_joins" if joined else "move_leaves"
