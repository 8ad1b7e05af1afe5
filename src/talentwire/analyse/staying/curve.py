"""How many stay how long: the product-limit estimate (Kaplan and Meier 1958) with late entry and open ends.

Whoever was first heard of some time after joining counts from then on, not before; whoever is still there counts until
the last day known. An exit and an open end of the same day: the exit comes first.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import exp, log, sqrt
from typing import Final, NamedTuple

from talentwire.analyse.answers.shares import LEAST, Bounds, Share, Z, wilson

YEAR: Final = 365.25
"""Days of a year."""


class Watched(NamedTuple):
    """The days of somebody's stay on which an exit would have been known.

    Attributes:
        entry: days since the beginning of the stay when watching began.
        end: days since the beginning when it ended.
        left: whether it ended with an exit.

    """

    entry: int
    end: int
    left: bool


class Step(NamedTuple):
    """A day of the stay on which somebody left.

    Attributes:
        day: days since the beginning.
        at_risk: people who were watched that day.
        left: those of them who left.
        stay: the share that stays longer.
        bounds: its interval, after Greenwood, on the scale of log(-log).

    """

    day: int
    at_risk: int
    left: int
    stay: float
    bounds: Bounds


class Median(NamedTuple):
    """Days after which half have left; None where the curve, or its bound, comes down to a half on no day known."""

    day: int | None
    low: int | None
    high: int | None


@dataclass(frozen=True)
class Curve:
    """The share that stays, by days since the beginning.

    Attributes:
        n: people who were watched for a day at least.
        steps: the days on which somebody left.
        entries: days on which watching began, sorted.
        ends: days on which it ended, sorted.
        until: the last day up to which never fewer than ``LEAST`` people were watched; 0 where that was never so.

    """

    n: int
    steps: tuple[Step, ...]
    entries: tuple[int, ...]
    ends: tuple[int, ...]
    until: int

    @classmethod
    def of(cls, watched: Iterable[Watched]) -> "Curve":
        """The curve of people; those who were watched for no day do not count."""
        held = [one for one in watched if one.end > one.entry]
        entries = tuple(sorted(one.entry for one in held))
        ends = tuple(sorted(one.end for one in held))
        gone = Counter(one.end for one in held if one.left)
        return cls(len(held), tuple(_steps(gone, entries, ends)), entries, ends, _until(entries, ends))

    @property
    def left(self) -> int:
        """People who left."""
        return sum(step.left for step in self.steps)

    @property
    def told(self) -> bool:
        """Whether there are enough people for any share."""
        return self.until > 0

    def at_risk(self, day: int) -> int:
        """People who were watched on a day."""
        return _at_risk(day, self.entries, self.ends)

    def left_by(self, day: int) -> int:
        """People who had left by a day."""
        return sum(step.left for step in self.steps if step.day <= day)

    def stay(self, day: int) -> Share | None:
        """The share that stays longer, with its interval; None where too few were watched up to then."""
        if day > self.until:
            return None
        step = self.last(day)
        if step is None:
            least = min(self.at_risk(one) for one in {1, day, *_changes(self.entries, self.ends, day)})
            return Share(1.0, *wilson(least, least))
        return Share(step.stay, *step.bounds)

    def last(self, day: int) -> Step | None:
        """The last step by a day."""
        at = bisect_left(self.steps, day + 1, key=lambda step: step.day)
        return self.steps[at - 1] if at else None

    @property
    def median(self) -> Median:
        """After how many days half have left, with the interval of Brookmeyer and Crowley (1982)."""
        known = [step for step in self.steps if step.day <= self.until]
        return Median(
            next((one.day for one in known if one.stay <= 0.5), None),
            next((one.day for one in known if one.bounds.low <= 0.5), None),
            next((one.day for one in known if one.bounds.high <= 0.5), None),
        )


def _steps(gone: Counter[int], entries: tuple[int, ...], ends: tuple[int, ...]) -> Iterable[Step]:
    stay, spread = 1.0, 0.0
    for day, left in sorted(gone.items()):
        at_risk = _at_risk(day, entries, ends)
        stay *= 1 - left / at_risk
        spread += left / (at_risk * (at_risk - left)) if at_risk > left else 0.0
        yield Step(day, at_risk, left, stay, _bounds(stay, spread, at_risk))


def _at_risk(day: int, entries: tuple[int, ...], ends: tuple[int, ...]) -> int:
    """Those who came before the day and had not gone before it."""
    return bisect_left(entries, day) - bisect_left(ends, day)


def _bounds(stay: float, spread: float, at_risk: int) -> Bounds:
    """Greenwood's interval on the scale of log(-log), which keeps it between 0 and 1; Wilson's, when all have left."""
    if stay <= 0:
        return wilson(0, at_risk)
    away = Z * sqrt(spread) / log(stay)
    return Bounds(exp(log(stay) * exp(-away)), exp(log(stay) * exp(away)))


def _until(entries: tuple[int, ...], ends: tuple[int, ...]) -> int:
    """The last day up to which enough people were watched on every one."""
    last = max(ends, default=0)
    for day in sorted({1, *_changes(entries, ends, last)}):
        if _at_risk(day, entries, ends) < LEAST:
            return day - 1
    return last


def _changes(entries: tuple[int, ...], ends: tuple[int, ...], last: int) -> set[int]:
    """The days up to a last one on which the number of those watched may be another than the day before."""
    return {day + 1 for day in (*entries, *ends) if 1 <= day < last}
