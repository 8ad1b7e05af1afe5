"""Unnamed groups that change house: how many heads they may add to those that have a name.

A group of eight and three of them by name are eight heads, not eleven. So each group counts with bounds: at least those
that no named person and no other group may be, at most those that none of the same report is.
"""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor
from typing import Final, Generic, TypeVar

from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.facts.fact import Fact, Stage
from talentwire.analyse.facts.relations import happened_on, value_of
from talentwire.analyse.flows.heads import NOT_TOLD, Head, believed, stands
from talentwire.lang.families import family_of

NEAR: Final = 122
"""Days between a group and a named person, or another group, that may be part of it."""


@dataclass(frozen=True, slots=True)
class Group:
    """Unnamed people who change house.

    Attributes:
        source: id of the organisation left; empty where it is not told.
        target: id of the organisation joined; empty where it is not told.
        day: when it happened, or was first told.
        stage: how far it has come.
        family: family of their positions.
        low: heads that it adds at least.
        high: heads that it adds at most.
        facts: id of the fact.

    """

    source: str
    target: str
    day: date
    stage: Stage
    family: str
    low: int
    high: int
    facts: tuple[str, ...]


def groups(basis: Basis, named: Sequence[Head]) -> tuple[list[Group], int]:
    """The groups with what each adds to the named heads, by day; and how many groups are of untold size."""
    told = [fact for fact in basis.facts if stands(fact) and "person" not in fact.slots]
    sized = [fact for fact in told if "headcount" in fact.slots]
    stories = {fact.id: frozenset(w.story for w in fact.supporters) for fact in basis.facts if fact.kind == "move"}
    whole = [one for fact in sized if (one := _whole(fact, basis))]
    whole.sort(key=lambda one: (not (one.source and one.target), one.high, one.day, one.facts))
    people: _Near[Head] = _Near(basis)
    counted: _Near[Group] = _Near(basis)
    for head in named:
        people.add(head)
    for group in whole:
        counted.add(_remainder(group, people.to(group), counted.to(group), basis, stories))
    return sorted(counted.held, key=lambda one: (one.day, one.facts)), len(told) - len(sized)


One = TypeVar("One", Head, Group)


class _Near(Generic[One]):
    """Heads or groups, found by their houses and days, so that a group need not be compared with all of them."""

    def __init__(self, basis: Basis) -> None:
        self.held: list[One] = []
        self._basis = basis
        self._by_end: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)

    def add(self, one: One) -> None:
        """Keep it."""
        for end in self._ends(one):
            insort(self._by_end[end], (one.day.toordinal(), len(self.held)))
        self.held.append(one)

    def to(self, group: Group) -> list[One]:
        """Those that share an end with a group and are near to it in time, in the order in which they were added."""
        day = group.day.toordinal()
        found: set[int] = set()
        for end in self._ends(group):
            days = self._by_end.get(end, [])
            first, last = (bisect_left(days, (edge, -1)) for edge in (day - NEAR, day + NEAR + 1))
            found.update(at for _, at in days[first:last])
        return [self.held[at] for at in sorted(found)]

    def _ends(self, one: Head | Group) -> list[tuple[str, str]]:
        ends = (("source", one.source), ("target", one.target))
        return [(side, self._basis.house(org)) for side, org in ends if org != NOT_TOLD]


def _whole(fact: Fact, basis: Basis) -> Group | None:
    """A group with all its heads; None for one that stays in its house or is of nobody."""
    source, target = (believed(fact.slots.get(slot), basis) for slot in ("from_org", "to_org"))
    sizes = [value.value for value in fact.slots["headcount"].values if value.value > 0]
    if basis.house(source) == basis.house(target) or not sizes:
        return None
    family = family_of(value_of(fact, "to_role") or value_of(fact, "from_role"))
    low, high = floor(min(sizes)), ceil(max(sizes))
    return Group(source, target, happened_on(fact), fact.status, family, low, high, (fact.id,))


def _remainder(
    group: Group, named: Sequence[Head], others: Sequence[Group], basis: Basis, stories: dict[str, frozenset[str]]
) -> Group:
    """The group without those who may be counted already."""

    def told_together(facts: tuple[str, ...]) -> bool:
        mine = stories.get(group.facts[0], frozenset())
        return any(not mine.isdisjoint(stories.get(one, frozenset())) for one in facts)

    people = [head for head in named if _may_be_part(head, group, basis)]
    parts = [other for other in others if _may_be_part(other, group, basis)]
    sure = {head.person for head in people if told_together(head.facts)}
    low = group.low - len({head.person for head in people}) - sum(part.high for part in parts)
    high = group.high - len(sure) - sum(part.low for part in parts if told_together(part.facts))
    return Group(
        group.source, group.target, group.day, group.stage, group.family, max(0, low), max(0, high), group.facts
    )


def _may_be_part(one: Head | Group, group: Group, basis: Basis) -> bool:
    """Whether a person or a smaller group may be part of a group: about the same time, the same way as far as told."""
    if abs((one.day - group.day).days) > NEAR or (group.stage.happened and not one.stage.happened):
        return False
    ends = [
        (basis.house(mine), basis.house(theirs))
        for mine, theirs in ((one.source, group.source), (one.target, group.target))
    ]
    if any(mine and theirs and mine != theirs for mine, theirs in ends):
        return False
    return any(mine == theirs != NOT_TOLD for mine, theirs in ends)
