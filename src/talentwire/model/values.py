"""Values that fill slots: sums, quantities, partial dates, intervals. They parse, print and compare."""

import calendar
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, Self, cast, get_args

from talentwire.errors import BadValueError

Bound = Literal["min", "max", "approx"]
Number = int | float

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_CURRENCY = re.compile(r"[A-Z]{3}")
_TOLERANCE = 0.01


def tidy(value: Number) -> Number:
    """The number without a needless fraction: 2.0 becomes 2, 2.5 stays."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def close(left: Number, right: Number) -> bool:
    """Whether two numbers agree within one per cent, the tolerance of the contract."""
    return abs(left - right) <= _TOLERANCE * max(abs(left), abs(right))


def number(value: object, what: str) -> Number:
    """A number as JSON has it.

    Raises:
        BadValueError: when it is none, or beyond what a float holds, so that nobody could count with it; ``what`` says
            in its text what it was to be.

    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadValueError(f"{what} must be a number, not {value!r}")
    try:
        is_finite = math.isfinite(value)
    except OverflowError:  # a whole number of more than 308 digits
        is_finite = False
    if not is_finite:
        raise BadValueError(f"{what} must be finite and below 1e308, not {str(value)[:40]}")
    return tidy(value)


def _bound(value: object) -> Bound | None:
    if value is None or value in get_args(Bound):
        return cast(Bound | None, value)
    raise BadValueError(f"bound must be one of min, max, approx, not {value!r}")


@dataclass(frozen=True, slots=True)
class Money:
    """A sum in a currency.

    Attributes:
        value: amount in whole units of the currency (dollars, not cents).
        currency: ISO 4217 code, for example ``USD``.
        bound: ``min`` for "at least", ``max`` for "up to", ``approx`` for "about".

    """

    value: Number
    currency: str
    bound: Bound | None = None

    def __post_init__(self) -> None:
        if not _CURRENCY.fullmatch(self.currency):
            raise BadValueError(f"currency must be an ISO 4217 code, not {self.currency!r}")

    @classmethod
    def from_json(cls, data: object) -> Self:
        """Read ``{"value": …, "currency": …, "bound": …}``.

        Raises:
            BadValueError: when a part is missing or has the wrong type.

        """
        if not isinstance(data, Mapping) or "value" not in data or "currency" not in data:
            raise BadValueError(f"money must be an object with value and currency, not {data!r}")
        return cls(number(data["value"], "value"), str(data["currency"]), _bound(data.get("bound")))

    def to_json(self) -> dict[str, object]:
        """The form ``from_json`` reads; ``bound`` only where there is one."""
        plain: dict[str, object] = {"value": self.value, "currency": self.currency}
        return {**plain, "bound": self.bound} if self.bound else plain

    def agrees(self, other: "Money") -> bool:
        """Same currency and the same value within one per cent; bounds do not count."""
        return self.currency == other.currency and close(self.value, other.value)

    def __str__(self) -> str:
        sign = {"min": "≥ ", "max": "≤ ", "approx": "~ "}.get(self.bound or "", "")
        for size, letter in ((10**12, "tn"), (10**9, "bn"), (10**6, "m"), (10**3, "k")):
            if abs(self.value) >= size:
                return f"{sign}{self.currency} {self.value / size:,.4g}{letter}"
        return f"{sign}{self.currency} {self.value:,}"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with a unit, as read from a text: ``mw``, ``percent``, ``count``, ``years``…"""

    value: Number
    unit: str
    bound: Bound | None = None

    def __str__(self) -> str:
        sign = {"min": "≥ ", "max": "≤ ", "approx": "~ "}.get(self.bound or "", "")
        return f"{sign}{self.value:,} {self.unit}"


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A day, a month or a year, printed as an ISO 8601 prefix: ``2025-07-15``, ``2025-07``, ``2025``."""

    year: int
    month: int = 0
    day: int = 0

    def __post_init__(self) -> None:
        try:
            date(self.year, self.month or 1, self.day or 1)
        except ValueError as error:
            raise BadValueError(f"no such date: {self} ({error})") from None
        if self.day and not self.month:
            raise BadValueError(f"a day needs a month: {self.year}-?-{self.day}")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an ISO 8601 prefix.

        Raises:
            BadValueError: when the text is not ``YYYY[-MM[-DD]]`` or names no real day.

        """
        found = _ISO.fullmatch(text.strip())
        if not found:
            raise BadValueError(f"a date must look like 2025, 2025-07 or 2025-07-15, not {text!r}")
        return cls(*(int(part) for part in found.groups(default="0")))

    @classmethod
    def of(cls, day: date) -> Self:
        """The partial date that names this whole day."""
        return cls(day.year, day.month, day.day)

    def first(self) -> date:
        """The first day it may mean."""
        return date(self.year, self.month or 1, self.day or 1)

    def last(self) -> date:
        """The last day it may mean."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def interval(self) -> "Interval":
        """All the days it may mean."""
        return Interval(self.first(), self.last())

    def agrees(self, other: "PartialDate") -> bool:
        """Whether one is a prefix of the other."""
        left, right = str(self), str(other)
        return left.startswith(right) or right.startswith(left)

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"]
        if self.month:
            parts.append(f"{self.month:02d}")
        if self.day:
            parts.append(f"{self.day:02d}")
        return "-".join(parts)


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from ``start`` to ``end``, both included; ``None`` is open."""

    start: date | None = None
    end: date | None = None

    def __post_init__(self) -> None:
        if self.start and self.end and self.start > self.end:
            raise BadValueError(f"an interval ends before it starts: {self}")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``2025``, ``2025-03..2025-06``, ``..2024`` or ``2024-05-01..``.

        Raises:
            BadValueError: when an end is no date or lies before the start.

        """
        left, dots, right = text.strip().partition("..")
        if not dots:
            whole = PartialDate.parse(left)
            return cls(whole.first(), whole.last())
        return cls(
            PartialDate.parse(left).first() if left.strip() else None,
            PartialDate.parse(right).last() if right.strip() else None,
        )

    def contains(self, day: date) -> bool:
        """Whether the day lies inside."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def overlaps(self, other: "Interval") -> bool:
        """Whether the two share a day."""
        starts_in_time = self.start is None or other.end is None or self.start <= other.end
        ends_in_time = self.end is None or other.start is None or other.start <= self.end
        return starts_in_time and ends_in_time

    def __str__(self) -> str:
        return f"{self.start or ''}..{self.end or ''}"
