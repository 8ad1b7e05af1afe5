"""What a sum may be: "up to 100 million" is no value, but an upper end; and what can be said of many such sums."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import floor, inf, isfinite
from typing import Final

from talentwire.analyse.answers.answer import Cell
from talentwire.model.values import Bound

MEDIAN_FROM: Final = 3
"""Sums of which a median is given."""
QUARTILES_FROM: Final = 8
"""Sums of which quartiles are given."""


@dataclass(frozen=True, slots=True)
class Range:
    """All that a number above zero may be.

    Attributes:
        low: lower end; 0 where none is told.
        high: upper end; infinite where none is told.

    """

    low: float
    high: float

    @classmethod
    def of(cls, value: float, bound: Bound | None = None) -> "Range":
        """What is told by a number with its bound; "about" is taken for the number itself."""
        if bound == "min":
            return cls(value, inf)
        return cls(0.0, value) if bound == "max" else cls(value, value)

    @property
    def point(self) -> float | None:
        """The number, where it can only be one."""
        return self.low if self.low == self.high else None

    @property
    def ends(self) -> tuple[float | None, float | None]:
        """Both ends, each None where it is not told."""
        return self.low or None, self.high if isfinite(self.high) else None

    @property
    def told(self) -> float:
        """The number to sort and place it by: its upper end, or its lower one where that is all that is told."""
        return self.high if isfinite(self.high) else self.low

    def __add__(self, other: "Range") -> "Range":
        return Range(self.low + other.low, self.high + other.high)

    def times(self, factor: float) -> "Range":
        """The same, so many times."""
        return Range(self.low * factor, self.high * factor)

    def over(self, other: "Range") -> "Range":
        """What comes of dividing by another; an upper end over one that may be nothing is not told."""
        low = self.low / other.high if other.high else inf
        high = self.high / other.low if other.low else inf
        return Range(low, high)

    def hull(self, other: "Range") -> "Range":
        """What either may be."""
        return Range(min(self.low, other.low), max(self.high, other.high))

    def cell(self, facts: Iterable[str] = ()) -> Cell:
        """As a cell: the number, or its ends."""
        if self.point is not None:
            return Cell(self.point, tuple(facts))
        low, high = self.ends
        return Cell(None, tuple(facts), low, high)


def reach(ranges: Sequence[Range]) -> Range:
    """From the least to the greatest that any of them may be.

    Raises:
        ValueError: when there is none.

    """
    return Range(min(one.low for one in ranges), max(one.high for one in ranges))


def quantile(ranges: Sequence[Range], share: float) -> Range:
    """What a quantile of sums may be of which only bounds are known.

    A quantile never falls when a value rises. So it lies between the quantile of the lower ends and that of the upper
    ends, whatever the true sums are. Between two values it is interpolated (Hyndman and Fan's type 7).
    """
    return Range(_of(sorted(one.low for one in ranges), share), _of(sorted(one.high for one in ranges), share))


def _of(values: Sequence[float], share: float) -> float:
    at = share * (len(values) - 1)
    below = floor(at)
    part = at - below
    if not part or values[below] == values[below + 1]:
        return values[below]
    return values[below] + part * (values[below + 1] - values[below])


@dataclass(frozen=True, slots=True)
class Placed:
    """How many sums lie surely below another, surely above it, and how many may be either or the same."""

    below: int = 0
    above: int = 0
    open: int = 0


def placed(mine: Range, others: Iterable[Range]) -> Placed:
    """Where a sum stands among others."""
    below = above = unsure = 0
    for other in others:
        if other.high < mine.low:
            below += 1
        elif other.low > mine.high:
            above += 1
        else:
            unsure += 1
    return Placed(below, above, unsure)
