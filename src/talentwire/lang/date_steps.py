"""Calendar arithmetic with partial dates: the nearest March, last Thursday, two months before."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from talentwire.errors import BadValueError
from talentwire.model.values import PartialDate

_FAR_DAY: Final = 270
_FAR_MONTH: Final = 300
"""Days after which the nearest past one is too long ago to be named without its year: the next one is meant."""


def make(year: int, month: int = 0, day: int = 0) -> PartialDate | None:
    """The date, or None where there is no such day."""
    try:
        return PartialDate(year, month, day)
    except BadValueError:
        return None


def month_shift(year: int, month: int, shift: int) -> tuple[int, int]:
    """The month so many months on."""
    index = year * 12 + month - 1 + shift
    return index // 12, index % 12 + 1


def nearest(anchor: PartialDate, month: int, day: int, pick: str, *, ahead: bool) -> PartialDate | None:
    """The month, or the day of it, that is meant without a year.

    Args:
        anchor: the date of the telling.
        month: the month.
        day: the day, 0 for none.
        pick: ``last`` and ``next`` are strictly before and after the anchor; else the nearest that makes sense.
        ahead: whether the words around point to the future.

    """
    if not anchor.month:
        return make(anchor.year, month, day)
    here = (anchor.month, anchor.day if day and anchor.day else 0)
    there = (month, day if here[1] else 0)
    past = anchor.year - (there > here or (pick == "last" and there == here))
    coming = anchor.year + (there < here or (pick == "next" and there == here))
    if pick in {"last", "next"}:
        return make(past if pick == "last" else coming, month, day)
    first = make(past, month, day), make(coming, month, day)
    back = (anchor.first() - first[0].first()).days if first[0] else 999
    forth = (first[1].first() - anchor.first()).days if first[1] else 999
    soon = ahead and (coming == anchor.year or forth <= _FAR_DAY)
    return first[1] if soon or back > (_FAR_DAY if day else _FAR_MONTH) else first[0]


def weekday(anchor: PartialDate, wanted: int, pick: str, *, ahead: bool) -> PartialDate:
    """The day of the week (Monday is 1): the most recent, or the next; the anchor itself where it has no day."""
    if not anchor.day:
        return anchor
    day = anchor.first()
    back = (day.isoweekday() - wanted) % 7
    if pick == "next" or (ahead and pick == "recent"):
        forth = (wanted - day.isoweekday()) % 7
        return PartialDate.of(day + timedelta(days=forth or (7 if pick == "next" else 0)))
    return PartialDate.of(day - timedelta(days=back or (7 if pick == "last" else 0)))


def season(anchor: PartialDate, first: int, pick: str, *, ahead: bool) -> PartialDate:
    """The year of a season that starts with the month ``first``: the latest begun, or the next."""
    begun = not anchor.month or anchor.month >= first
    running = begun and anchor.month <= first + 2
    if pick == "next" or (ahead and pick == "recent"):
        return PartialDate(anchor.year if not begun or (running and pick != "next") else anchor.year + 1)
    return PartialDate(anchor.year if begun and not (pick == "last" and running) else anchor.year - 1)


def step(base: PartialDate, unit: str, count: int) -> PartialDate | None:
    """The date so many steps on, as exact as the step: a week or weekend gives its month, a quarter its year."""
    if unit in {"year", "century"}:
        return make(base.year + count * (100 if unit == "century" else 1))
    if unit in {"month", "quarter", "half"}:
        if not base.month:
            return base if not count else None
        size = {"month": 1, "quarter": 3, "half": 6}[unit]
        year, month = month_shift(base.year, base.month, count * size)
        return make(year, month if unit == "month" else 0)
    return _days(base, unit, count)


def _days(base: PartialDate, unit: str, count: int) -> PartialDate | None:
    if not base.day:
        return base if abs(count) <= 1 else None
    day = base.first()
    try:
        if unit == "hour":
            return PartialDate.of(day + timedelta(days=int(count / 24)))
        if unit == "day":
            return PartialDate.of(day + timedelta(days=count))
        middle = 6 if unit == "weekend" else 4
        there = week_day(day, middle, count)
        if unit == "weekend" and not count and there > day:
            there -= timedelta(days=7)
    except OverflowError:
        return None
    return make(there.year, there.month)


def week_day(day: date, wanted: int, weeks: int) -> date:
    """The day of the week (Monday is 1) in the week that lies so many weeks on."""
    return day + timedelta(days=wanted - day.isoweekday() + 7 * weeks)
