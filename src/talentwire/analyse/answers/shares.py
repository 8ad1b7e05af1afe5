"""Shares of few cases, with their intervals."""

from math import sqrt
from typing import Final, NamedTuple

FEW: Final = 5
"""Below so many cases no share is given."""
_Z: Final = 1.959964
"""Standard errors to each side that hold 95 of 100 samples."""


class Share(NamedTuple):
    """A share from 0 to 1 and the ends of its interval."""

    value: float
    low: float
    high: float


def share(some: int, of: int) -> Share | None:
    """A share with its 95 % interval; None where there are fewer than ``FEW`` cases.

    Source:
        The score interval of E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
        Journal of the American Statistical Association 22 (1927), which holds for small numbers too.

    """
    if of < FEW:
        return None
    middle = (some + _Z**2 / 2) / (of + _Z**2)
    around = _Z / (of + _Z**2) * sqrt(some * (of - some) / of + _Z**2 / 4)
    return Share(some / of, max(0.0, middle - around), min(1.0, middle + around))
