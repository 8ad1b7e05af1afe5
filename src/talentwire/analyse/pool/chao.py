"""The number of those who were never met, estimated from how many were met once and how many twice.

Chao, A. (1984), Nonparametric estimation of the number of classes in a population, Scandinavian Journal of Statistics
11, 265-270; Chao, A. (1987), Estimating the population size for capture-recapture data with unequal catchability,
Biometrics 43, 783-791. The forms are those of Colwell's EstimateS: bias-corrected estimate, its variance, and an
interval that is log-normal in the number of the unseen, so that it never falls below the number seen.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import exp, log, sqrt
from typing import Final

NORMAL: Final = 1.96
"""The quantile of a normal distribution for an interval of 95 per cent."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What counts of sightings say of the number of all.

    Attributes:
        seen: how many were met at all.
        sightings: how often they were met together.
        once: how many were met once (``f1``).
        twice: how many were met twice (``f2``).
        total: the estimate for the number of all, a lower bound where some are met more easily than others.
        low: lower end of its interval of 95 per cent.
        high: upper end.

    """

    seen: int
    sightings: int
    once: int
    twice: int
    total: float
    low: float
    high: float

    @property
    def again(self) -> int:
        """How many were met more than once."""
        return self.seen - self.once

    @property
    def coverage(self) -> float | None:
        """Good and Turing's estimate of the chance that the next sighting is of somebody seen before."""
        return 1 - self.once / self.sightings if self.sightings else None


def chao1(counts: Iterable[int]) -> Estimate:
    """The bias-corrected estimate Chao1 with its interval.

    Args:
        counts: how often each was met; zeros are left out.

    """
    held = [count for count in counts if count > 0]
    by_count = Counter(held)
    seen, sightings, once, twice = len(held), sum(held), by_count[1], by_count[2]
    unseen = once * (once - 1) / (2 * (twice + 1))
    total = seen + unseen
    low, high = _interval(seen, unseen, _variance(seen, once, twice)) if unseen else _all_seen(seen, sightings)
    return Estimate(seen, sightings, once, twice, total, low, high)


def _variance(seen: int, once: int, twice: int) -> float:
    """The variance of the estimate: equation 6 of EstimateS or, where nobody was met twice, 7."""
    pairs, skew = once * (once - 1) / 2, once * (2 * once - 1) ** 2 / 4
    if twice == 0:
        return max(0.0, pairs + skew - once**4 / (4 * (seen + pairs)))
    more = twice + 1
    return pairs / more + skew / more**2 + once**2 * twice * (once - 1) ** 2 / (4 * more**4)


def _interval(seen: int, unseen: float, variance: float) -> tuple[float, float]:
    """The log-normal interval around the number of all (equation 13 of EstimateS, after Chao 1987)."""
    wide = exp(NORMAL * sqrt(log(1 + variance / unseen**2)))
    return seen + unseen / wide, seen + unseen * wide


def _all_seen(seen: int, sightings: int) -> tuple[float, float]:
    """The interval where at most one was met once, so that all seem to be seen (equation 14 of EstimateS)."""
    if not seen:
        return 0.0, 0.0
    missed = exp(-sightings / seen)
    middle, spread = seen / (1 - missed), NORMAL * sqrt(seen * missed) / (1 - missed)
    return max(float(seen), middle - spread), middle + spread
