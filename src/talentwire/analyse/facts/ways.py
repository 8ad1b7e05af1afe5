"""Moves and exits found by the organisation and the day, so that a long career takes no longer than it must."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Generic, NamedTuple, TypeVar

from talentwire.analyse.facts.fact import Fact
from talentwire.analyse.facts.relations import House, happened_on, value_of
from talentwire.analyse.facts.report import World
from talentwire.analyse.facts.settings import settings
from talentwire.analyse.facts.values import same_text
from talentwire.analyse.facts.words import words

T = TypeVar("T")
_MANY = 64
"""So many things of one house are looked at in turn; a career that needs more is no career."""


class ByHouse(Generic[T]):
    """Things that happened in houses, by day."""

    def __init__(self) -> None:
        self._at: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
        self._things: list[T] = []

    def add(self, house: House, day: int, thing: T) -> None:
        """Note that a thing happened in a house on a day."""
        number = len(self._things)
        self._things.append(thing)
        for one in house.ids:
            insort(self._at["in", one], (day, number))
        for one in house.above:
            insort(self._at["below", one], (day, number))

    def since(self, house: House, day: int) -> Iterator[tuple[int, T]]:
        """Things that happened on a day or later in the house, in what it belongs to, or in its parts."""
        yield from self._after(self._keys(house), day)

    def within(self, orgs: Iterable[str], day: int) -> Iterator[tuple[int, T]]:
        """Things that happened on a day or later in one of these organisations, and in no other."""
        yield from self._after([("in", one) for one in orgs], day)

    @staticmethod
    def _keys(house: House) -> list[tuple[str, str]]:
        return [*(("in", one) for one in house.ids | house.above), *(("below", one) for one in house.ids)]

    def _after(self, keys: Iterable[tuple[str, str]], day: int) -> Iterator[tuple[int, T]]:
        found: set[tuple[int, int]] = set()
        for key in keys:
            if key in self._at:
                line = self._at[key]
                start = bisect_left(line, (day, -1))
                found.update(islice(line, start, start + _MANY))
        for at, number in sorted(found):
            yield at, self._things[number]


class Way(NamedTuple):
    """A move with where it led from and to."""

    fact: Fact
    day: int
    left: House
    joined: House
    seat: str

    @classmethod
    def of(cls, fact: Fact, world: World) -> "Way":
        """The way of a move."""
        seat = str(value_of(fact, "seat") or "job")
        day = happened_on(fact).toordinal()
        return cls(fact, day, House.of(fact, "from_org", world), House.of(fact, "to_org", world), seat)

    @property
    def inner(self) -> bool:
        """Whether the move stays in one house."""
        return self.left.same(self.joined)

    def elsewhere(self, other: "Way") -> bool:
        """Whether two moves from one house lead to two that have nothing in common."""
        apart = self.left.same(other.left) and not self.joined.same(other.joined)
        return apart and self.seat == other.seat and not self.inner and not other.inner


class Exit(NamedTuple):
    """Someone left a house, or its board.

    Attributes:
        day: when.
        until: the day up to which texts may lag behind and still call them what they no longer are.
        house: what was left; with ``whole``, also what it belongs to.
        seat: the ``job`` or the ``board`` that was left.
        role: the position that was left, where it may be that alone.
        fact: id of the fact.
        why: the exit in words.

    """

    day: int
    until: int
    house: House
    seat: str
    role: str | None
    fact: str
    why: str

    def ends(self, role: str | None) -> bool:
        """Whether it ends a position of this role in the house."""
        if self.seat != seat_of(role):
            return False
        return self.role is None or (role is not None and same_text(self.role, role))


def seat_of(role: str | None) -> str:
    """Which kind of leaving ends a position: of the ``job``, of the ``board``, or none (``lasting``)."""
    said = words(role or "")
    if said and said <= settings().lasting:
        return "lasting"
    return "board" if said & settings().board else "job"
