"""Dates in running text, absolute and relative, and the date of the document itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Final

from talentwire.lang.date_forms import Told, told_at_head, told_dates
from talentwire.lang.date_steps import make, nearest, season, step, week_day, weekday
from talentwire.lang.pack import LanguagePack
from talentwire.lang.patterns import BLANK, any_of
from talentwire.lang.signs import signs
from talentwire.model.values import PartialDate

_HEAD: Final = 400
"""Characters in which a document tells its own date."""
_SHORT_LINE: Final = 120
_STORY: Final = 600
"""Characters back to the last date told, beyond which "two days later" has lost its start."""
_YEARS: Final = range(1990, 2036)
"""What a four-digit number by itself is taken for a year."""
_CLAUSE: Final = re.compile(r"[.,;:!?()|\n–—„“”\"«»]")
_DASH: Final = re.compile(r"[\s).]*(?:[-–—]|\()")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """``start:end`` of a date and what it means; ``relative`` where that depends on the document's own date."""

    start: int
    end: int
    date: PartialDate
    relative: bool


class _Reader:
    """Works out what date phrases of one language mean."""

    def __init__(self, pack: LanguagePack) -> None:
        words = pack.words
        self.dates = words.dates
        self.numbers = words.numbers
        self.months = {name.lower(): number for name, number in self.dates.months.items()}
        self.weekdays = {name.lower(): number for name, number in self.dates.weekdays.items()}
        self.seasons = {name.lower(): number for name, number in self.dates.seasons.items()}
        self.time = words.units.time
        self.clock = re.compile(rf"(?<![\w.,:])(?:{'|'.join(self.dates.clock)})" if self.dates.clock else r"(?!)")
        function = any_of(words.function)
        tail = rf"(?:{BLANK}+(?:{function})(?!\w)){{0,2}}{BLANK}*[-’']?$"
        self.next_before = re.compile(rf"(?<!\w)(?:{any_of(self.dates.next_before)}){tail}", re.IGNORECASE)
        self.past_before = re.compile(rf"(?<!\w)(?:{any_of(self.dates.past_before)}){tail}", re.IGNORECASE)
        self.own = re.compile(rf"(?<!\w)(?:{any_of(self.dates.own)})[\s:,|–-]*(?:\w+[\s:]+)?$", re.IGNORECASE)
        shared = signs()
        things = [*words.numbers.counted, *words.numbers.magnitudes, *words.money.words, *words.units.percent]
        things += [*words.units.power, *words.units.time, *words.units.other]
        self.thing = re.compile(
            rf"[\s-]?(?:(?:{any_of(things)}|(?-i:{any_of(shared.codes)}))(?!\w)|(?:{any_of(shared.currencies)}|%))",
            re.IGNORECASE,
        )

    def plausible(self, text: str, told: Told) -> bool:
        """Whether a year by itself is one, not a number of things or part of a name."""
        if not told.rule.bare:
            return True
        if int(told.slots["year"]) not in _YEARS or self.thing.match(text, told.end):
            return False
        before = text[max(0, told.start - 12) : told.start]
        return not re.search(r"(?:[$€£#.+]|[^\s\d][/:-]|(?<!\w)[A-Z]{2,}[ -])$", before)

    def ahead(self, text: str, told: Told) -> bool:
        """Whether the words around point to the future."""
        before = text[max(0, told.core - 60) : told.core]
        if self.past_before.search(before):
            return False
        if self.next_before.search(before):
            return True
        left = _CLAUSE.split(text[max(0, told.start - 80) : told.start])[-1]
        right = _CLAUSE.split(text[told.end : told.end + 60], maxsplit=1)[0]
        words = {word.lower() for word in re.findall(r"[^\W\d_]+", f"{left} {right}")}
        endings = self.dates.next_endings
        return not words.isdisjoint(self.dates.next_around) or any(
            len(word) > 4 and word.endswith(endings) for word in words
        )

    def absolute(self, told: Told) -> PartialDate | None:
        """What a phrase with a year means; None for the others."""
        slots = told.slots
        if "iso" in slots:
            return make(*(int(part) for part in slots["iso"].split("-")))
        if "numeric" in slots:
            return self.numeric(slots["numeric"])
        if "year" not in slots:
            return None
        return make(int(slots["year"]), self.month(told), self.day(told))

    def numeric(self, said: str) -> PartialDate | None:
        """A date in digits, in the order the language has; where it has none and both ways fit, the year alone."""
        left, right, year = (int(part) for part in re.split(r"[./]", said))
        year += 2000 if year < 100 else 0
        if self.dates.numeric == "unknown" and left <= 12 and right <= 12 and left != right and "." not in said:
            return make(year)
        turned = (self.dates.numeric == "mdy" and right > 12) or (self.dates.numeric == "unknown" and right > 12)
        month, day = (left, right) if turned or self.dates.numeric == "mdy" else (right, left)
        return make(year, month, day) or make(year, day, month)

    def month(self, told: Told) -> int:
        return self.months.get(told.slots.get("month", "").lower(), 0)

    def day(self, told: Told) -> int:
        digits = re.match(r"\d+", told.slots.get("day") or told.slots.get("dayth") or "")
        return int(digits.group()) if digits else 0

    def count(self, told: Told) -> int:
        said = told.slots.get("number")
        if said is None:
            return told.rule.shift
        number = int(said) if said.isdigit() else self.numbers.values.get(said.lower(), 1)
        return number * told.rule.shift

    def unit(self, told: Told) -> str | None:
        if told.rule.unit != "step":
            return told.rule.unit
        if "steps" in told.slots:
            return self.time[told.slots["steps"].lower()].removesuffix("s")
        return self.dates.steps.get(told.slots.get("step", "").lower(), "year")

    def relative(self, told: Told, base: PartialDate, *, ahead: bool) -> PartialDate | None:
        """What a phrase without a year means, told at ``base``."""
        pick, slots, unit = told.rule.pick, told.slots, self.unit(told)
        if "month" in slots and unit == "year":
            return make(base.year + told.rule.shift, self.month(told), self.day(told))
        if "month" in slots:
            return nearest(base, self.month(told), self.day(told), pick, ahead=ahead)
        if "weekday" in slots and unit != "day":
            return self.day_of_week(told, base, unit, ahead=ahead)
        if "season" in slots:
            return season(base, self.seasons[slots["season"].lower()], pick, ahead=ahead)
        if unit:
            return step(base, unit, self.count(told))
        return self.day_of_month(base, self.day(told))

    def day_of_week(self, told: Told, base: PartialDate, unit: str | None, *, ahead: bool) -> PartialDate:
        wanted = self.weekdays[told.slots["weekday"].lower()]
        if unit == "week" and base.day:
            return PartialDate.of(week_day(base.first(), wanted, told.rule.shift))
        return weekday(base, wanted, told.rule.pick, ahead=ahead)

    def day_of_month(self, base: PartialDate, day: int) -> PartialDate | None:
        if not base.month or not day:
            return None
        if base.day and day > base.day:
            base = PartialDate.of(base.first().replace(day=1) - timedelta(days=1))
        return make(base.year, base.month, day)


@cache
def _reader(pack: LanguagePack) -> _Reader:
    return _Reader(pack)


def find_dates(text: str, pack: LanguagePack, anchor: PartialDate | None) -> list[FoundDate]:
    """Find the dates of a text.

    Args:
        text: Any text.
        pack: The pack of its language.
        anchor: The document's own date, from which relative dates count; without it only dates with a year are found.

    Returns:
        The dates in order, none over another.

    """
    reader = _reader(pack)
    found: list[FoundDate] = []
    for told in told_dates(text, pack):
        if not reader.plausible(text, told):
            continue
        date = reader.absolute(told)
        relative = date is None
        base = _story(found, told) if told.rule.start == "story" else anchor
        if relative and base and "year" not in told.slots:
            date = reader.relative(told, base, ahead=reader.ahead(text, told))
            if date and anchor and told.rule.start == "story" and date.first() > anchor.last():
                continue  # a story does not end after it was told
        if date:
            found.append(FoundDate(told.start, told.end, date, relative))
    return found


def _story(found: list[FoundDate], told: Told) -> PartialDate | None:
    """The date last told before a phrase that counts from there."""
    if not found or told.start - found[-1].end > _STORY:
        return None
    return found[-1].date


def calendar_spans(text: str, pack: LanguagePack) -> list[tuple[int, int]]:
    """Where digits belong to a date or a time of day, so that they count nothing; in order, none over another."""
    reader = _reader(pack)
    spans = [(told.start, told.end) for told in told_dates(text, pack) if reader.plausible(text, told)]
    spans += [match.span() for match in reader.clock.finditer(text)]
    apart: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if apart and start < apart[-1][1]:
            start, end = apart[-1][0], max(end, apart.pop()[1])
        apart.append((start, end))
    return apart


def dateline(text: str, pack: LanguagePack) -> PartialDate | None:
    """The date that a document gives itself at its head, complete with the year; None where it does not.

    A date in the running text is not taken for it, unless it opens its line before a dash or has its weekday.
    """
    reader = _reader(pack)
    months: list[PartialDate] = []
    for told in told_at_head(text, pack, _HEAD):
        date = reader.absolute(told)
        if date is None or not date.month:
            continue
        marked = bool(reader.own.search(text[max(0, told.start - 40) : told.start]))
        if date.day and (marked or "weekday" in told.slots or _heads_line(text, told, pack)):
            return date
        if marked:
            months.append(date)
    return months[0] if months else None


def _heads_line(text: str, told: Told, pack: LanguagePack) -> bool:
    """Whether a date stands by itself, or before the dash of a dateline, rather than in a sentence."""
    start = text.rfind("\n", 0, told.start) + 1
    end = text.find("\n", told.end)
    before = text[start : told.start].strip()
    if told.start - start <= 80 and _DASH.match(text, told.end):
        return True
    last = before.split()[-1].lower() if before else ""
    short = (len(text) if end < 0 else end) - start <= _SHORT_LINE
    return short and last not in pack.words.function
