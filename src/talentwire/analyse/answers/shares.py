"""Shares of few cases, with their intervals."""

from math import sqrt
from typing import Final, NamedTuple

FEW: Final = 5
"""Below so many cases no share is given."""
LEAST: Final = 12
"""Below so many cases no share is given that will be quoted alone: its interval may be wider than a half."""
Z: Final = 1.959963984540054
"""Standard errors to each side that hold 95 of 100 samples."""


class Bounds(NamedTuple):
    """The ends of an interval, from 0 to 1."""

    low: float
    high: float


class Share(NamedTuple):
    """A share from 0 to 1 and the ends of its interval."""

    value: float
    low: float
    high: float


def wilson(some: int, of: int) -> Bounds:
    """The 95 % interval of a share; of no case, everything that is possible.

    Source:
        The score interval of E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
        Journal of the American Statistical Association 22 (1927), which holds for small numbers too.

    """
    if of <= 0:
        return Bounds(0.0, 1.0)
    middle = (some + Z**2 / 2) / (of + Z**2)
    around = Z / (of + Z**2) * sqrt(some * (of - some) / of + Z**2 / 4)
    return Bounds(0.0 if some == 0 else middle - around, 1.0 if some == of else middle + around)


def share(some: int, of: int, least: int = FEW) -> Share | None:
    """A share with its 95 % interval, after ``wilson``; None where there are fewer than the least number of cases."""
    return Share(some / of, *wilson(some, of)) if of >= max(1, least) else None
