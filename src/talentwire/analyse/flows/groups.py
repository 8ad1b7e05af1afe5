"""Unnamed groups that change house: how many heads they may add to those that have a name.

A group of eight and three of them by name are eight heads, not eleven. So each group counts with bounds: at least those
that no named person and no other group may be, at most those that none of the same report is.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import ceil, floor
from typing import Final, Generic, NamedTuple, TypeVar

from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.answers.parts import Held, House, Part, Sight, Some, Told
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


class Unnamed(NamedTuple):
    """The unnamed groups of a subject.

    Attributes:
        groups: each with all its heads.
        sizeless: how many are of untold size.

    """

    groups: tuple[Group, ...]
    sizeless: int


def groups(basis: Basis, named: Sequence[Head]) -> tuple[tuple[Group, ...], int]:
    """The groups with what each adds to the named heads, by day; and how many groups are of untold size."""
    return basis.held.once(_Groups(tuple(named), basis.house))


@dataclass(frozen=True, eq=False)
class _Groups:
    """Counts the groups beside the named heads, which are always the same for the same facts."""

    named: tuple[Head, ...]
    house: House

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Groups)

    def __hash__(self) -> int:
        return hash(_Groups)

    def __call__(self, held: Held) -> tuple[tuple[Group, ...], int]:
        told = held.parts(UNNAMED).values()
        whole = [group for one in told for group in one.groups]
        whole.sort(key=lambda one: (not (one.source and one.target), one.high, one.day, one.facts))
        sights = held.sights(("move",))
        near: _Near[Head] = _Near(whole, self.house)
        counted: _Near[Group] = _Near(whole, self.house)
        for head in self.named:
            near.add(head)
        found = []
        for group in whole:
            found.append(_remainder(group, near.to(group), counted.to(group), sights))
            counted.add(found[-1])
        return tuple(sorted(found, key=lambda one: (one.day, one.facts))), sum(one.sizeless for one in told)


One = TypeVar("One", Head, Group)
_Way = tuple[str, str]


class _Near(Generic[One]):
    """Heads or groups that may be part of some groups, found by their ways.

    Args:
        groups: of which they may be part.
        house: which house an organisation belongs to.

    """

    def __init__(self, groups: Iterable[Group], house: House) -> None:
        self._house = house
        self._held: dict[_Way, list[One]] = {way: [] for group in groups for way in self._ways_to(group)}

    def add(self, one: One) -> None:
        """Keep it."""
        source, target = self._house(one.source), self._house(one.target)
        for way in {(source, target), (source, _ANY), (_ANY, target)}:
            if way in self._held:
                self._held[way].append(one)

    def to(self, group: Group) -> list[One]:
        """Those that may be part of a group: about the same time, the same way as far as told."""
        day, happened = group.day.toordinal(), group.stage.happened
        return [
            one
            for way in self._ways_to(group)
            for one in self._held[way]
            if -NEAR <= one.day.toordinal() - day <= NEAR and (one.stage.happened or not happened)
        ]

    def _ways_to(self, group: Group) -> tuple[_Way, ...]:
        """The ways of those that share an end with a group and go nowhere else."""
        source, target = self._house(group.source), self._house(group.target)
        if NOT_TOLD not in (source, target):
            return (source, target), (source, NOT_TOLD), (NOT_TOLD, target)
        return ((source, _ANY),) if source != NOT_TOLD else ((_ANY, target),)


_ANY: Final = "*"


def _unnamed(_: str, facts: Sequence[Fact], house: House) -> Unnamed | None:
    told = [fact for fact in facts if stands(fact) and "person" not in fact.slots]
    sized = [fact for fact in told if "headcount" in fact.slots]
    whole = (_whole(fact, Some(facts, house)) for fact in sized)
    return Unnamed(tuple(one for one in whole if one), len(told) - len(sized)) if told else None


UNNAMED: Final = Part("unnamed", ("move",), Unnamed, _unnamed)


def _whole(fact: Fact, basis: Told) -> Group | None:
    """A group with all its heads; None for one that stays in its house or is of nobody."""
    source, target = (believed(fact.slots.get(slot), basis) for slot in ("from_org", "to_org"))
    sizes = [value.value for value in fact.slots["headcount"].values if value.value > 0]
    if basis.house(source) == basis.house(target) or not sizes:
        return None
    family = family_of(value_of(fact, "to_role") or value_of(fact, "from_role"))
    low, high = floor(min(sizes)), ceil(max(sizes))
    return Group(source, target, happened_on(fact), fact.status, family, low, high, (fact.id,))


def _remainder(group: Group, people: Sequence[Head], parts: Sequence[Group], sights: Mapping[str, Sight]) -> Group:
    """The group without those who may be counted already."""
    mine = frozenset(sights[group.facts[0]].stories)

    def told_together(facts: tuple[str, ...]) -> bool:
        return any(not mine.isdisjoint(sights[one].stories) for one in facts)

    sure = {head.person for head in people if told_together(head.facts)}
    low = group.low - len({head.person for head in people}) - sum(part.high for part in parts)
    high = group.high - len(sure) - sum(part.low for part in parts if told_together(part.facts))
    return replace(group, low=max(0, low), high=max(0, high))
