"""Weeks as ISO 8601 counts them, from Monday to Sunday, and other stretches of days."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Self

from talentwire.errors import BadValueError
from talentwire.model.values import PartialDate

_WEEK: Final = re.compile(r"(\d{4})-?W(\d{1,2})", re.IGNORECASE)
_LONGEST: Final = 400


@dataclass(frozen=True, slots=True)
class Week:
    """The days that an issue is about, both ends included.

    Raises:
        BadValueError: when it ends before it begins, or is longer than a year and a month.

    """

    since: date
    until: date

    def __post_init__(self) -> None:
        if self.until < self.since:
            raise BadValueError(f"an issue cannot end on {self.until}, before it begins on {self.since}")
        if (self.until - self.since).days > _LONGEST:
            raise BadValueError(f"an issue is about {_LONGEST} days at most: {self.since} to {self.until} is longer")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``2025-W29``.

        Raises:
            BadValueError: when it is no week.

        """
        found = _WEEK.fullmatch(text.strip())
        try:
            if found is None:
                raise ValueError
            first = date.fromisocalendar(int(found[1]), int(found[2]), 1)
            return cls(first, first + timedelta(6))
        except (ValueError, OverflowError):
            raise BadValueError(f"a week must look like 2025-W29, not {text!r}") from None

    @classmethod
    def of(cls, day: date) -> "Week":
        """The week that holds a day."""
        first = day - timedelta(min(day.weekday(), (day - date.min).days))
        return cls(first, first + timedelta(min(6, (date.max - first).days)))

    @classmethod
    def last_full(cls, day: date) -> "Week":
        """The last week that is over when a day is."""
        here = cls.of(day)
        return here if day == here.until else here.moved(-1)

    def moved(self, by: int) -> "Week":
        """As many days, so many times later; the same where the calendar ends."""
        days = (self.until - self.since).days + 1
        try:
            return type(self)(self.since + timedelta(by * days), self.until + timedelta(by * days))
        except OverflowError:
            return self

    @property
    def name(self) -> str:
        """``2025-W29`` for a whole week, else nothing."""
        year, week, day = self.since.isocalendar()
        return f"{year:04d}-W{week:02d}" if day == 1 and (self.until - self.since).days == 6 else ""

    @property
    def number(self) -> int:
        """The number of the week in its year; 0 for other stretches."""
        return self.since.isocalendar().week if self.name else 0

    def has(self, day: date) -> bool:
        """Whether a day is in it."""
        return self.since <= day <= self.until

    def __str__(self) -> str:
        return self.name or f"{self.since}..{self.until}"


def asked_days(week: str = "", since: str = "", until: str = "") -> Week | None:
    """The days that somebody asks for; None for the last full week.

    Args:
        week: ``2025-W29``.
        since: instead of a week the first day; a month or a year gives its first.
        until: the last day; without it, the seventh.

    Raises:
        BadValueError: when a week and days are named, an end without a beginning, or what is no date.

    """
    if week and (since or until):
        raise BadValueError("name a week, or its first and last day, not both")
    if week:
        return Week.parse(week)
    if not since:
        if until:
            raise BadValueError(f"from which day to {until}? name the first as well")
        return None
    first = PartialDate.parse(since).first()
    last = PartialDate.parse(until).last() if until else first + timedelta(min(6, (date.max - first).days))
    return Week(first, last)
