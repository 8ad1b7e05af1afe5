"""Sums, numbers and days as a sentence says them: $2.4 billion, 2,4 Milliarden Dollar, 2,4 milliards de dollars."""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Final

from talentwire.analyse.answers.wording import Words
from talentwire.analyse.sentences.names import french
from talentwire.model.values import Money, Number, PartialDate

_DIGITS: Final = 4
_SPACE: Final = "\u00a0"


class Phrase(str):
    """Words that stand behind a preposition; French ones elide: ``{amount:de}`` gives "d’environ 3 millions"."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        return french(spec, str(self)) if spec else str(self)


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "data" / "values.toml").read_text("utf-8"))


@cache
def _numbers(lang: str) -> Words:
    return Words("telling", lang)


def number(value: Number, lang: str) -> str:
    """A number with the separators of the language."""
    return _numbers(lang).number(value, _decimals(value))


def _decimals(value: Number) -> int:
    """So many digits stand behind the point, up to three."""
    return len(f"{value:.3f}".rstrip("0").partition(".")[2])


def spelled(value: Number, lang: str) -> str:
    """A small number in letters, as it stands in a text; others in figures."""
    words = _data()["small"][lang]
    return words[int(value) - 2] if value in range(2, 2 + len(words)) else number(value, lang)


def share(value: float, lang: str) -> str:
    """A share in per cent, ``value`` from 0 to 100."""
    return _numbers(lang).share(value / 100)


def money(amount: Money, lang: str) -> Phrase:
    """A sum in words, with its bound."""
    said = _sum(amount, lang)
    return Phrase(_data()["bounds"][amount.bound][lang].format(sum=said) if amount.bound else said)


def _sum(amount: Money, lang: str) -> str:
    value, size = _scaled(abs(amount.value), lang)
    figures = ("−" if amount.value < 0 else "") + number(value, lang)
    known = _data()["currencies"].get(amount.currency, {}).get(lang)
    if lang == "en":
        sign = known or f"{amount.currency} "
        return f"{sign}{figures}{' ' + size if size else ''}"
    scaled = f"{figures}{_SPACE}{size}" if size else figures
    if known is None:
        known = amount.currency
    if lang == "de":
        return f"{scaled} {known}"
    unit = known if isinstance(known, str) else known[0 if not size and value < 2 else 1]
    return f"{scaled} {french('de', unit)}" if size else f"{scaled} {unit}"


def _scaled(value: Number, lang: str) -> tuple[float, str]:
    """A value in the largest size that it fills, with the word for it; small ones as they are."""
    for size, (one, several) in _data()["sizes"][lang].items():
        if value >= int(size):
            scaled = float(f"{value / int(size):.{_DIGITS}g}")
            single = scaled < 2 if lang == "fr" else scaled == 1
            return scaled, one if single else several
    return value, ""


def day(when: date | PartialDate, lang: str) -> str:
    """A day, a month or a year: 15 July 2025, 15. Juli 2025, 15 juillet 2025."""
    known = PartialDate.of(when) if isinstance(when, date) else when
    if not known.month:
        return f"{known.year}"
    month = _data()["months"][lang][known.month - 1]
    if not known.day:
        return f"{month} {known.year}"
    dot = "." if lang == "de" else "er" if lang == "fr" and known.day == 1 else ""
    return f"{known.day}{dot}{_SPACE}{month} {known.year}"


def on_day(when: date | PartialDate, lang: str) -> str:
    """A day with its preposition: on 15 July 2025, im Juli 2025, en 2025."""
    before = {
        "en": {"day": "on ", "month": "in ", "year": "in "},
        "de": {"day": "am ", "month": "im ", "year": "im Jahr "},
        "fr": {"day": "le ", "month": "en ", "year": "en "},
    }
    return _after(before[lang], when, lang)


def back_to(when: date | PartialDate, lang: str) -> str:
    """A day as that to which something goes back: to July 2025, auf den 15. Juli 2025, au 15 juillet 2025."""
    before = {
        "en": {"day": "to ", "month": "to ", "year": "to "},
        "de": {"day": "auf den ", "month": "auf ", "year": "auf das Jahr "},
        "fr": {"day": "au ", "month": "à ", "year": "à "},
    }
    return _after(before[lang], when, lang)


def _after(before: Mapping[str, str], when: date | PartialDate, lang: str) -> str:
    """A day behind the preposition that fits how exact it is."""
    known = PartialDate.of(when) if isinstance(when, date) else when
    return before["day" if known.day else "month" if known.month else "year"] + day(known, lang)


def stretch(first: date, last: date, lang: str) -> str:
    """The days from one to another: 14–20 July 2025, 14.–20. Juli 2025, du 14 au 20 juillet 2025."""
    if first == last:
        return f"du {day(first, lang)}" if lang == "fr" else day(first, lang)
    begin = day(first, lang)
    if (first.year, first.month) == (last.year, last.month):
        begin = {"en": f"{first.day}", "de": f"{first.day}.", "fr": "1er" if first.day == 1 else f"{first.day}"}[lang]
    elif first.year == last.year:
        begin = begin.rpartition(" ")[0]
    if lang == "fr":
        return f"du {begin} au {day(last, lang)}"
    return f"{begin}{'–' if begin.rstrip('.').isdecimal() else ' – '}{day(last, lang)}"
