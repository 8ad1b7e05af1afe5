"""Finds the phrases for dates that a pack lists; what they mean is worked out in ``dates.py``."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from typing import Final

from talentwire.errors import PackError
from talentwire.lang.pack import LanguagePack
from talentwire.lang.patterns import any_of, fixed_words, form, names, required
from talentwire.lang.words import DateRule

_YEAR: Final = r"(?:19|20)\d\d(?!\d|[.,'’]\d)"
_ISO: Final = r"(?:19|20)\d\d-(?:0\d|1[0-2])(?:-[0-3]\d)?(?![\d-])"
_NUMERIC: Final = r"\d{1,2}[./][ ]?\d{1,2}[./][ ]?(?:19|20)\d\d(?!\d)|\d\d\.\d\d\.\d\d(?![\d.])"
_TOKEN: Final = re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{2,4}|[^\W_]+")
_LATE: Final = ("month", "weekday", "season", "quarter", "step", "steps", "year", "iso", "numeric", "dayth")
"""Slots rare enough to look for first."""
_PHRASE: Final = "phrase"
_REACH: Final = 48
"""No phrase is longer than this on either side of its rare part."""


@dataclass(frozen=True, slots=True)
class Told:
    """A phrase for a date as found: ``start:end``, the rule, what fills its slots, and where the first of them is."""

    start: int
    end: int
    rule: DateRule
    slots: Mapping[str, str]
    core: int


class DateForms:
    """The date phrases of one language, as one expression."""

    def __init__(self, pack: LanguagePack) -> None:
        words = pack.words.dates
        spoken = any_of([*pack.words.numbers.values, *pack.words.numbers.weak])
        ordinal = any_of(words.ordinal)
        slots = {
            "day": rf"(?:0?[1-9]|[12]\d|3[01])(?!\d)(?:{ordinal})?(?!\w)",
            "dayth": rf"(?:0?[1-9]|[12]\d|3[01])(?:{ordinal})(?!\w)",
            "month": rf"(?:{names(words.months)})(?!\w)",
            "weekday": rf"(?:{names(words.weekdays)})(?!\w)",
            "season": rf"(?:{names(words.seasons)})(?!\w)",
            "quarter": rf"(?:{names(words.quarters)})(?!\w)",
            "step": rf"(?:{any_of(words.steps)})(?!\w)",
            "steps": rf"(?:{any_of(pack.words.units.time)})(?!\w)",
            "number": rf"(?:\d{{1,3}}(?!\d)|(?:{spoken})(?!\w))",
            "year": _YEAR,
            "iso": _ISO,
            "numeric": _NUMERIC,
        }
        self.rules = words.rules
        shapes = [form(rule.form, slots, f"{rule.file}: {rule.entry}") for rule in self.rules]
        edge = r"(?<!\w)(?<!\d[.,:/])(?<!\w[-/])"
        self._kinds: defaultdict[str, set[str]] = defaultdict(set)
        self._find: defaultdict[str, list[tuple[int, re.Pattern[str]]]] = defaultdict(list)
        for index, (rule, shape) in enumerate(zip(self.rules, shapes, strict=True)):
            pattern = re.compile(rf"{edge}(?=\w){shape}(?!\w)", re.IGNORECASE)
            self._find[self._kind(rule)].append((index, pattern))
        self._note_words(pack)
        self._keys = {i: [slot for slot in slots if f"{{{slot}}}" in rule.form] for i, rule in enumerate(self.rules)}

    def _kind(self, rule: DateRule) -> str:
        """By what a rule is looked for: a slot that it always has, or else its words."""
        always = re.sub(r"\([^()]*\)", "", required(rule.form))
        for slot in _LATE:
            if f"{{{slot}}}" in always:
                return slot
        fixed = fixed_words(rule.form)
        if not fixed:
            raise PackError(f"{rule.file}: {rule.entry}: {rule.form!r} needs a slot or a word of two letters or more")
        for word in fixed:
            self._kinds[word].add(_PHRASE)
        return _PHRASE

    def _note_words(self, pack: LanguagePack) -> None:
        """Note for every name of a month, weekday… the slots it can fill, under the longest of its words."""
        words = pack.words.dates
        filling = {
            "month": words.months, "weekday": words.weekdays, "season": words.seasons, "quarter": words.quarters,
            "step": words.steps, "steps": pack.words.units.time,
        }  # fmt: skip
        for slot, known in filling.items():
            for name in known:
                self._kinds[max(re.findall(r"[^\W_]+", name), key=len).lower()].add(slot)

    def _kinds_of(self, token: str) -> Iterable[str]:
        if not token[0].isdigit():
            return self._kinds.get(token.lower(), ())
        if not token.isalnum():
            return ("numeric",)
        if not token.isdigit():
            return ("dayth",) if len(token) <= 4 else ()
        return ("year", "iso") if len(token) == 4 and token[:2] in {"19", "20"} else ()

    def _windows(self, text: str, start: int, end: int) -> Mapping[str, list[tuple[int, int]]]:
        """For each kind of rule the stretches of the text around the words it is looked for by."""
        windows: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for match in _TOKEN.finditer(text, start, end):
            for kind in self._kinds_of(match.group()):
                left, right = max(start, match.start() - _REACH), min(end, match.end() + _REACH)
                known = windows[kind]
                if known and known[-1][1] >= left:
                    known[-1] = (known[-1][0], right)
                else:
                    known.append((left, right))
        return windows

    def scan(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Told]:
        """The date phrases of a text, in order, none over another; of two that overlap, the earlier rule wins."""
        matches: list[tuple[int, re.Match[str]]] = []
        for kind, windows in self._windows(text, start, len(text) if end is None else end).items():
            for index, pattern in self._find.get(kind, ()):
                matches += [(index, match) for left, right in windows for match in pattern.finditer(text, left, right)]
        taken: list[tuple[int, int]] = []
        chosen: list[tuple[int, re.Match[str]]] = []
        for index, group in groupby(sorted(matches, key=lambda item: item[0]), key=lambda item: item[0]):
            free = [match for _, match in group if not _overlaps(taken, match.start(), match.end())]
            chosen += [(index, match) for match in free]
            taken = sorted([*taken, *(match.span() for match in free)]) if free else taken
        for index, match in sorted(chosen, key=lambda item: item[1].start()):
            yield self._told(match, index)

    def _told(self, match: re.Match[str], index: int) -> Told:
        found = {slot: match[slot] for slot in self._keys[index]}
        starts = [match.start(slot) for slot, said in found.items() if said is not None]
        slots = {slot: said for slot, said in found.items() if said is not None}
        return Told(match.start(), match.end(), self.rules[index], slots, min(starts, default=match.start()))


def _overlaps(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a span shares characters with one of the spans, which are in order and apart."""
    index = bisect_right(taken, (start, end))
    return (index > 0 and taken[index - 1][1] > start) or (index < len(taken) and taken[index][0] < end)


@cache
def _compiled(pack: LanguagePack) -> DateForms:
    return DateForms(pack)


@lru_cache(maxsize=8)
def told_dates(text: str, pack: LanguagePack) -> tuple[Told, ...]:
    """The date phrases of a text; those of the last few texts are kept, as numbers and dates both ask for them."""
    return tuple(_compiled(pack).scan(text))


def told_at_head(text: str, pack: LanguagePack, length: int) -> Iterator[Told]:
    """The date phrases in the first characters of a text."""
    return _compiled(pack).scan(text, 0, min(len(text), length))
