"""Rates of exchange by day, from a table that somebody gives; without one, no sum is converted.

The table says what a unit of a currency is worth in US dollars on a day. A sum is converted at the rate of its day or,
where the table has none, at the nearest earlier one; never at a later one, which nobody could have known.
"""

import csv
import math
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from talentwire.errors import BadValueError
from talentwire.model.toml import parsed
from talentwire.model.values import PartialDate

USD: Final = "USD"
_COLUMNS: Final = ("date", "currency", "usd")
_CODE: Final = re.compile(r"[A-Z]{3}")
_ENTRY: Final = re.compile(r"^\s*\[\[\s*rate\s*\]\]")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")


class Rate(NamedTuple):
    """What a unit of a currency was worth in US dollars on a day."""

    day: date
    currency: str
    usd: float

    def __str__(self) -> str:
        return f"1 {self.currency} = {self.usd:.6g} {USD} ({self.day})"


@dataclass(frozen=True)
class Rates:
    """A table of rates.

    Attributes:
        by_currency: the rates of each currency, by day.

    """

    by_currency: Mapping[str, tuple[Rate, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, rates: Iterable[Rate]) -> "Rates":
        """A table of these rates."""
        found: dict[str, list[Rate]] = {}
        for rate in sorted(rates):
            found.setdefault(rate.currency, []).append(rate)
        return cls({currency: tuple(held) for currency, held in found.items()})

    @classmethod
    def load(cls, file: Path) -> "Rates":
        """The table in a file: CSV with the columns ``date,currency,usd``, or TOML with entries ``[[rate]]``.

        Raises:
            BadValueError: naming the file and the line that cannot be used.

        """
        try:
            text = file.read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            why = getattr(error, "strerror", None) or "it is not UTF-8"
            raise BadValueError(f"cannot read the rates in {file}: {why}") from None
        entries = _from_toml(text, file) if file.suffix.lower() == ".toml" else _from_csv(text, file)
        return cls.of(_checked(entries, file))

    def on(self, currency: str, day: date) -> Rate | None:
        """The rate of a day, or the nearest earlier one; None where there is none."""
        if currency == USD:
            return Rate(day, USD, 1.0)
        held = self.by_currency.get(currency, ())
        at = bisect_right(held, day, key=lambda rate: rate.day)
        return held[at - 1] if at else None

    def convert(self, value: float, source: str, target: str, day: date) -> float | None:
        """A value of one currency in another, at the rates of a day; None where one of them has none."""
        left, right = self.on(source, day), self.on(target, day)
        if source == target:
            return value
        return value * left.usd / right.usd if left and right else None


_Entry = tuple[int, Mapping[str, object]]


def _from_csv(text: str, file: Path) -> Iterator[_Entry]:
    lines = text.splitlines()
    first = lines[0] if lines else ""
    reader = csv.DictReader(lines, delimiter=";" if ";" in first else ",", skipinitialspace=True)
    names = [name.strip().lower() for name in reader.fieldnames or ()]
    if missing := [name for name in _COLUMNS if name not in names]:
        raise BadValueError(f"{file}, line 1: a table of rates needs the column {missing[0]}; {', '.join(_COLUMNS)}")
    reader.fieldnames = names
    for row in reader:
        yield reader.line_num, {name: (row.get(name) or "").strip() for name in _COLUMNS}


def _from_toml(text: str, file: Path) -> Iterator[_Entry]:
    try:
        entries = parsed(text).get("rate")
    except BadValueError as error:
        raise BadValueError(f"{file} is not TOML: {error}") from None
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise BadValueError(f"{file}: rates stand in entries [[rate]] with {', '.join(_COLUMNS)}")
    lines = [number for number, line in enumerate(text.splitlines(), 1) if _ENTRY.match(line)]
    for at, entry in enumerate(entries):
        yield (lines[at] if at < len(lines) else 1), entry


def _checked(entries: Iterable[_Entry], file: Path) -> Iterator[Rate]:
    """The rates of a file.

    Raises:
        BadValueError: naming the line of one that cannot be used, or that says otherwise than an earlier line.

    """
    known: dict[tuple[date, str], tuple[int, float]] = {}
    for line, entry in entries:
        where = f"{file}, line {line}"
        rate = Rate(_day(entry.get("date"), where), _code(entry.get("currency"), where), _usd(entry.get("usd"), where))
        if rate.currency == USD and rate.usd != 1:
            raise BadValueError(f"{where}: a dollar is worth a dollar, not {rate.usd:g}")
        before = known.get(rate[:2])
        if before and before[1] != rate.usd:
            raise BadValueError(f"{where}: line {before[0]} has another rate for {rate.currency} on {rate.day}")
        if not before:
            known[rate[:2]] = (line, rate.usd)
            yield rate


def _day(value: object, where: str) -> date:
    text = str(value or "").strip()
    if not _DAY.fullmatch(text):
        raise BadValueError(f"{where}: the date must be a day like 2025-07-15, not {text!r}")
    try:
        return PartialDate.parse(text).first()
    except BadValueError as error:
        raise BadValueError(f"{where}: {error}") from None


def _code(value: object, where: str) -> str:
    text = str(value or "").strip().upper()
    if not _CODE.fullmatch(text):
        raise BadValueError(f"{where}: the currency must be an ISO 4217 code like EUR, not {text!r}")
    return text


def _usd(value: object, where: str) -> float:
    try:
        number = float(str(value))
    except ValueError:
        number = math.nan
    if isinstance(value, bool) or not (math.isfinite(number) and number > 0):
        raise BadValueError(f"{where}: usd must be a number above 0, what one unit is worth in dollars, not {value!r}")
    return number
