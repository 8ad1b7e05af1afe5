"""Heads and groups counted: for a route, for an organisation, for a stretch of time."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from heapq import nlargest
from itertools import chain
from typing import Final, NamedTuple, TypeVar

from talentwire.analyse.answers.answer import Cell, Row
from talentwire.analyse.facts.fact import Stage
from talentwire.analyse.flows.groups import Group
from talentwire.analyse.flows.heads import Head

Key = TypeVar("Key", bound=Hashable)


_HAPPENED: Final = (Stage.REPORTED, Stage.CONFIRMED)
_UNSURE: Final = (Stage.PLANNED, Stage.RUMOURED)


class Counted(NamedTuple):
    """Heads and groups in numbers.

    Attributes:
        n: named heads that happened.
        low: heads that groups which happened add, at least.
        high: the same, at most.
        unsure: named heads that are announced or rumoured.

    """

    n: int
    low: int
    high: int
    unsure: int


@dataclass(frozen=True)
class Tally:
    """Some heads and groups.

    Attributes:
        heads: named persons.
        groups: unnamed groups.

    """

    heads: tuple[Head, ...] = ()
    groups: tuple[Group, ...] = ()

    def of(self, *stages: Stage) -> "Tally":
        """Those that have come so far."""
        return Tally(
            tuple(one for one in self.heads if one.stage in stages),
            tuple(one for one in self.groups if one.stage in stages),
        )

    @cached_property
    def happened(self) -> "Tally":
        """Those that are more than announced or rumoured."""
        return self.of(Stage.REPORTED, Stage.CONFIRMED)

    @property
    def unsure(self) -> "Tally":
        """Those that are announced or rumoured."""
        return self.of(Stage.PLANNED, Stage.RUMOURED)

    @property
    def n(self) -> int:
        """Named heads."""
        return len(self.heads)

    @property
    def bounds(self) -> tuple[int, int]:
        """Heads that the groups add, at least and at most."""
        return sum(one.low for one in self.groups), sum(one.high for one in self.groups)

    @property
    def counted(self) -> "Counted":
        """What it amounts to, in numbers; counted once, and there are many of them."""
        held: Counted | None = self.__dict__.get("_counted")
        if held is None:
            held = self.__dict__["_counted"] = self._count()
        return held

    def _count(self) -> "Counted":
        n = unsure = low = high = 0
        for head in self.heads:
            if head.stage in _HAPPENED:
                n += 1
            elif head.stage in _UNSURE:
                unsure += 1
        for group in self.groups:
            if group.stage in _HAPPENED:
                low, high = low + group.low, high + group.high
        return Counted(n, low, high, unsure)

    @property
    def size(self) -> tuple[int, int, int]:
        """What it is sorted by: named heads that happened, groups, the rest."""
        held = self.counted
        return held.n, held.high, held.unsure

    @cached_property
    def days(self) -> list[date]:
        """When they moved."""
        return sorted([*(one.day for one in self.heads), *(one.day for one in self.groups)])

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """Ids of the facts that tell of them."""
        told = [*(one.facts for one in self.heads), *(one.facts for one in self.groups)]
        return tuple(dict.fromkeys(chain.from_iterable(told)))

    def split(self, key: Callable[[Head | Group], Key]) -> dict[Key, "Tally"]:
        """Tallies by a key."""
        heads: dict[Key, list[Head]] = defaultdict(list)
        groups: dict[Key, list[Group]] = defaultdict(list)
        for head in self.heads:
            heads[key(head)].append(head)
        for group in self.groups:
            groups[key(group)].append(group)
        return {one: Tally(tuple(heads[one]), tuple(groups[one])) for one in {**heads, **groups}}

    def where(self, wanted: Callable[[Head | Group], bool]) -> "Tally":
        """Those that are wanted."""
        return Tally(tuple(filter(wanted, self.heads)), tuple(filter(wanted, self.groups)))


def together(tallies: Iterable[Tally]) -> Tally:
    """Several tallies as one."""
    held = list(tallies)
    return Tally(tuple(h for one in held for h in one.heads), tuple(g for one in held for g in one.groups))


def named(tally: Tally) -> Cell:
    """The named heads, with the facts that tell of them."""
    return Cell(tally.n, Tally(tally.heads).facts)


def unnamed(tally: Tally) -> Cell:
    """The bounds of what groups add; empty where there is none."""
    if not tally.groups:
        return Cell(None)
    low, high = tally.bounds
    return Cell(None, Tally((), tally.groups).facts, low, high)


def both(tally: Tally) -> Cell:
    """The named heads, and around them what they are with the groups."""
    if not tally.groups:
        return named(tally)
    low, high = tally.bounds
    return Cell(tally.n, tally.facts, tally.n + low, tally.n + high)


COUNTS = ("heads", "confirmed", "unnamed", "announced", "rumoured")
"""The columns of a count."""


def counts(tally: Tally) -> Row:
    """The cells of a count: what happened, by name and in groups, and what is announced or rumoured, apart."""
    return {
        "heads": named(tally.happened),
        "confirmed": named(tally.of(Stage.CONFIRMED)),
        "unnamed": unnamed(tally.happened),
        "announced": both(tally.of(Stage.PLANNED)),
        "rumoured": both(tally.of(Stage.RUMOURED)),
    }


def ranked(tallies: dict[Key, Tally], name: Callable[[Key], str], top: int) -> list[tuple[Key, Tally]]:
    """Tallies, the greatest first, those alike by name; the order of those behind the first so many does not matter."""
    sizes = {key: tally.size for key, tally in tallies.items()}
    if len(sizes) > top + 1:
        least = nlargest(top, sizes.values())[-1]
        near = [key for key, size in sizes.items() if size >= least]
    else:
        near = list(sizes)
    near.sort(key=lambda key: (*(-n for n in sizes[key]), name(key)))
    first = dict.fromkeys(near)
    return [(key, tallies[key]) for key in (*first, *(one for one in sizes if one not in first))]


def first_and_rest(tallies: Sequence[tuple[Key, Tally]], top: int) -> tuple[Sequence[tuple[Key, Tally]], Tally, int]:
    """The first tallies, the rest as one, and how many the rest are; a rest of one is shown itself."""
    if len(tallies) <= top + 1:
        return tallies, Tally(), 0
    return tallies[:top], together(tally for _, tally in tallies[top:]), len(tallies) - top
