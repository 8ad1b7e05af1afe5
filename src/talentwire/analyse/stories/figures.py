"""Numbers, percentages, days and times of day as any language writes them, read fast and without a fixed grammar.

``lang.quantities`` reads a sum with its currency, bound and unit as one careful reading of one language. Here a number
only has to come out the same from the two sides of a translation, however garbled: "14,3 Milliarden Dollar", "$14.3
billion" and "14,3 $ milliards" are all 14.3e9. The words come from the language packs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

from talentwire.lang.folding import fold
from talentwire.lang.pack import languages, load_pack

_NUMBER: Final = re.compile(
    r"(?P<clock>(?<![\d.,:])(?:[01]?\d|2[0-3])(?:[:h][0-5]\d|\.[0-5]\d(?= ?Uhr))(?![\d]))"
    r"|(?P<digits>(?<![\w.,])\d{1,3}(?:[.,'’\u00a0\u202f\u2009 ]\d{3})+(?:[.,]\d{1,2})?(?!\d)"
    r"|(?<![A-Za-z\d])\d{1,15}(?:[.,]\d{1,9})?(?!\d))"
    r"|(?P<word>(?<![^\W_])[^\W\d_]{2,24}(?![^\W_]))"
)
_PERCENT: Final = re.compile(
    r"[ \u00a0\u202f-]?(?:%|(?:per ?cent|percent|Prozent|pour ?cents?|por ciento|per cento|procent)\b)", re.IGNORECASE
)
_NEXT: Final = re.compile(r"[ \u00a0\u202f$€£-]{0,4}([^\W\d_]{1,14})")
SIGNS: Final = "#%@~"
"""What the key of a number, a percentage, a day and a time of day begins with."""
_BILLION: Final = 10**9
_FRACTION: Final = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_YEARS: Final = range(1990, 2036)


class Figure(NamedTuple):
    """A number in a text: where it stands, its key, and how much it tells, 0 to 1."""

    start: int
    key: str
    weight: float


@dataclass(frozen=True)
class Counting:
    """The words that a language counts with, in small letters."""

    values: Mapping[str, int]
    magnitudes: Mapping[str, int]
    short: Mapping[str, int]
    months: Mapping[str, int]


def figures(text: str, lang: str | None) -> Iterator[Figure]:
    """The figures of a text, in order, in linear time."""
    words = counting(lang)
    busy = 0
    for match in _NUMBER.finditer(text):
        if match.start() < busy:
            continue
        found = _figure(text, match, words)
        if found:
            figure, busy = found
            yield figure


def _figure(text: str, match: re.Match[str], words: Counting) -> tuple[Figure, int] | None:
    if clock := match["clock"]:
        return Figure(match.start(), "~" + re.sub(r"\D", ":", clock).zfill(5), 0.5), match.end()
    if match["word"]:
        said = words.values.get(match["word"].lower())
        value, plain = (None, False) if said is None else (float(said), False)
    else:
        value, plain = _value(match["digits"]), True
    if value is None:
        return None
    return _with_unit(text, match, value, words, plain=plain)


def _with_unit(
    text: str, match: re.Match[str], value: float, words: Counting, *, plain: bool
) -> tuple[Figure, int] | None:
    start, end = match.span()
    if percent := _PERCENT.match(text, end):
        return Figure(start, f"%{value:g}", 0.6), percent.end()
    following = _NEXT.match(text, end)
    word = following.group(1) if following else ""
    if plain and (day := _day(text, match, value, word, words)):
        return day
    factor = words.magnitudes.get(word.lower()) or words.short.get(word, 0)
    if factor and following:
        if plain and factor >= _BILLION and _FRACTION.fullmatch(match["digits"]):
            value /= 1000  # "1.125 billion", but "14.300 millones"
        return _told(start, value * factor), following.end()
    return _told(start, value), end


def _day(text: str, match: re.Match[str], value: float, word: str, words: Counting) -> tuple[Figure, int] | None:
    """A day of a month: "3 août", "3. August", "August 3"."""
    if not (value == int(value) and 1 <= value <= 31) or len(match["digits"]) > 2:
        return None
    dotted = re.compile(r"\.? ?(?:de )?([^\W\d_]{3,12})").match(text, match.end())
    month = words.months.get(dotted.group(1).lower()) if dotted else None
    if month is None:
        before = re.search(r"([^\W\d_]{3,12})\.? $", text[max(0, match.start() - 14) : match.start()])
        month = words.months.get(before.group(1).lower()) if before else None
    end = dotted.end() if dotted and words.months.get(dotted.group(1).lower()) else match.end()
    return (Figure(match.start(), f"@{month:02d}-{int(value):02d}", 0.4), end) if month else None


def _value(digits: str) -> float | None:
    """The value of a number in digits, whatever marks its language uses: translations leave those of the original."""
    plain = re.sub(r"['’\s]", "", digits)
    marks = [char for char in plain if char in ".,"]
    if plain[0] == "0" and plain[1:2].isdigit():
        return None  # a code
    groups = re.split(r"[.,]", plain)
    if len(set(marks)) == 2:
        groups = ["".join(groups[:-1]), groups[-1]]
    elif marks and plain[0] != "0" and all(len(group) == 3 for group in groups[1:]):
        groups = ["".join(groups)]  # 2.340 and 2,340 are more often two thousand than two and a third
    return float(".".join(groups)) if len(groups) < 3 else None


def _told(start: int, value: float) -> Figure:
    return Figure(start, f"#{value:.4g}", _weight(value))


def _weight(value: float) -> float:
    """How much a number tells: 7 next to nothing, a year little, 1,347 or 14.3 billion much."""
    if value == int(value) and int(value) in _YEARS:
        return 0.1
    digits = len(f"{value:.4g}".split("e")[0].replace(".", "").strip("0"))
    if value < 13:
        return 0.15 if digits == 1 else 0.3
    if value < 100:
        return 0.3 if digits == 1 else 0.5
    return (0.5, 0.8, 1.0)[min(digits, 3) - 1]


@cache
def counting(lang: str | None) -> Counting:
    """The words of a language; of all languages together where it has no pack, English first."""
    if lang in languages():
        return _counting(str(lang))
    others = [_counting(code) for code in sorted(languages(), key=lambda code: code != "en", reverse=True)]
    return Counting(
        {word: value for one in others for word, value in one.values.items()},
        {word: value for one in others for word, value in one.magnitudes.items()},
        {word: value for one in others for word, value in one.short.items()},
        {word: value for one in others for word, value in one.months.items()},
    )


def _counting(lang: str) -> Counting:
    words = load_pack(lang).words
    numbers = words.numbers
    weak = {*numbers.weak, *numbers.needs_noun, *numbers.bare}
    values = {word: value for word, value in numbers.values.items() if word not in weak and " " not in word}
    values |= {word: value for word, value in numbers.collective.items() if " " not in word}
    months = {fold(name): month for name, month in words.dates.months.items()}
    months |= {name.lower(): month for name, month in words.dates.months.items()}
    return Counting(values, numbers.magnitudes, numbers.short, months)
