"""What may stand around a number in one language, as expressions: currencies, magnitudes, units, bounds, ranges."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from talentwire.lang.pack import LanguagePack
from talentwire.lang.patterns import BLANK, GAP, Before, any_of, first_words
from talentwire.lang.signs import signs
from talentwire.model.values import Bound

_I: Final = re.IGNORECASE
_NEXT: Final = re.compile(r"[\s-]{0,4}([^\W_]*)")
_LINK: Final = rf"(?:{GAP}|-)"
"""Between a number and the words that belong to it."""


def _key(phrase: str) -> str:
    """A phrase as the pack writes it."""
    return re.sub(r"\s+", " ", phrase).replace("’", "'").lower()


class QuantityForms:
    """The expressions of one pack; each is matched at, or searched right before, a number."""

    def __init__(self, pack: LanguagePack) -> None:
        self.words = words = pack.words
        shared = signs()
        money = words.money
        symbols, codes = any_of(shared.currencies), any_of(shared.codes)
        of = rf"(?:{GAP}?(?:{any_of(money.of)}))?" if money.of else ""
        spoken = f"(?i:{any_of(money.words)})"
        self._currencies = {**shared.currencies, **shared.codes}
        self._money_before = re.compile(rf"(?:(?P<sign>{symbols})|(?<!\w)(?P<code>{codes})){BLANK}{{0,2}}$")
        self._money_lasts = frozenset(sign[-1] for sign in self._currencies)
        self.money_first = re.compile(rf"(?:(?:{symbols})|(?:{codes})){BLANK}{{0,2}}")
        self.money_after = re.compile(
            rf"{of}(?:{_LINK}?(?P<word>{spoken})(?!\w)|{_LINK}?(?P<code>{codes})(?!\w)|{BLANK}{{0,2}}-?(?P<sign>{symbols}))"
        )
        self.sign_inside = re.compile(rf"{BLANK}?(?P<sign>{symbols}){BLANK}?")
        self._magnitude = re.compile(rf"{_LINK}?(?P<word>{any_of(words.numbers.magnitudes)})(?!\w)", _I)
        self._short = re.compile(rf"(?P<gap>{BLANK}?)(?P<word>{any_of(words.numbers.short)})(?!\w)")
        self._collective = re.compile(rf"{GAP}(?P<word>{any_of(words.numbers.collective)})(?!\w)", _I)
        self.half_after = re.compile(rf"{GAP}?(?:{any_of(words.numbers.half_after)})(?!\w)", _I)
        self._units(pack)
        self._around(pack)
        numbers = words.numbers
        partners = [*numbers.magnitudes, *numbers.collective, *numbers.fractions, *numbers.half_after, *numbers.ratio]
        partners += [*numbers.counted, *words.units.power, *words.units.percent, *shared.power]
        self._heads = frozenset(word[:3] for word in first_words(partners))

    def _units(self, pack: LanguagePack) -> None:
        words, shared = pack.words, signs()
        units = words.units
        self._power_words = units.power
        self.power = re.compile(
            rf"{_LINK}?(?:(?P<sign>{any_of(shared.power)})|(?P<word>(?i:{any_of(units.power)})))(?!\w)"
        )
        percents = any_of(word for word in units.percent if word[-1].isalnum())
        marks = any_of(word for word in units.percent if not word[-1].isalnum())
        self.percent = re.compile(rf"{_LINK}?(?:(?:{percents})(?!\w)|(?:{marks}))", _I)
        self.time = re.compile(rf"{_LINK}?(?P<word>{any_of(units.time)})(?!\w)", _I)
        self.other = re.compile(rf"{_LINK}?(?:(?i:{any_of(units.other)})|(?:{any_of(shared.other)}))(?!\w)")
        ages = any_of(units.ages)
        self.ages = re.compile(rf"{_LINK}?(?:(?:{any_of(units.time)}))?(?:{GAP}|-)?(?:{ages})(?!\w)", _I)
        self.fraction = re.compile(rf"{_LINK}(?P<word>{any_of(words.numbers.fractions)})(?!\w)", _I)
        noun = rf"(?:{GAP}(?:{any_of(words.numbers.counted)}))?"  # "un poste sur dix"
        self.ratio = re.compile(rf"{noun}{GAP}(?:{any_of(words.numbers.ratio)}){GAP}", _I)

    def _around(self, pack: LanguagePack) -> None:
        numbers, bounds = pack.words.numbers, pack.words.bounds
        dashes = any_of(word for word in bounds.ranges if not word[-1].isalnum())
        spoken = any_of(word for word in bounds.ranges if word[-1].isalnum())
        self.range = re.compile(rf"{GAP}(?:{spoken}){GAP}|{BLANK}?(?:{dashes}){BLANK}?", _I)
        self.range_end = re.compile(rf"{GAP}(?:{any_of(bounds.between.values())}){GAP}", _I)
        self.between = Before(bounds.between)
        self._bound_before = Before(bounds.before)
        after = any_of(word for word in bounds.after if word[-1].isalnum())
        marks = any_of(word for word in bounds.after if not word[-1].isalnum())
        self._bound_after = re.compile(rf"{GAP}?(?P<word>{after})(?!\w)|(?P<sign>{marks})(?!\w)", _I)
        self.vague = Before(numbers.vague)
        self.label = Before(numbers.labels)
        self.next_word = re.compile(
            rf"(?:{GAP}|-)(?P<of>(?:{any_of(pack.words.money.of)}){GAP}?)?(?P<word>[^\W\d_][\w-]*)"
        )

    def may_follow(self, text: str, position: int) -> bool:
        """Whether the next word can make a number of an article: a quick look, to be followed by a proper one."""
        match = _NEXT.match(text, position)
        word = match.group(1) if match else ""
        return not word or word[:3].lower() in self._heads

    def money_before(self, text: str, position: int) -> re.Match[str] | None:
        """The currency sign or code right before a position."""
        before = text[max(0, position - 3) : position].rstrip()
        if not before or before[-1] not in self._money_lasts:
            return None
        return self._money_before.search(text, max(0, position - 12), position)

    def currency(self, match: re.Match[str]) -> tuple[str, str]:
        """The currency of a match, and the word that named it, empty for signs and codes."""
        groups = match.groupdict()
        written = groups.get("sign") or groups.get("code")
        if written:
            return self._currencies[written], ""
        word = _key(groups["word"] or "")
        return self.words.money.words[word], word

    def magnitude(self, text: str, position: int) -> tuple[int, int] | None:
        """The factor of a magnitude word at a position, and where it ends."""
        match = self._magnitude.match(text, position)
        return (self.words.numbers.magnitudes[_key(match["word"])], match.end()) if match else None

    def short(self, text: str, position: int, *, money: bool) -> tuple[int, int] | None:
        """The same for an abbreviation; without a currency it must touch the number and be a plain one."""
        match = self._short.match(text, position)
        if not match:
            return None
        paid = money or bool(self.money_after.match(text, match.end()))
        plain = not match["gap"] and (match["word"] in {"k", "K", "M", "B"} or len(match["word"]) > 1)
        return (self.words.numbers.short[match["word"]], match.end()) if paid or plain else None

    def collective(self, text: str, position: int) -> tuple[int, int] | None:
        """The same for a round number by its word."""
        match = self._collective.match(text, position)
        return (self.words.numbers.collective[_key(match["word"])], match.end()) if match else None

    def megawatts(self, match: re.Match[str]) -> float:
        """The megawatts of a unit of power."""
        return (
            signs().power[match["sign"]]
            if match["sign"]
            else self._power_words[_lower_key(match["word"], self._power_words)]
        )

    def bound_before(self, text: str, position: int) -> Bound | None:
        """The bound that the words right before a position set."""
        phrase = self.phrase_of_bound(text, position)
        return self.words.bounds.before[phrase] if phrase else None

    def phrase_of_bound(self, text: str, position: int) -> str:
        """The words right before a position that set a bound; empty where none do."""
        return self._bound_before.find(text, position) or ""

    def bound_after(self, text: str, position: int) -> tuple[Bound, int] | None:
        """The bound that the words right after a number set, and where they end."""
        match = self._bound_after.match(text, position)
        return (self.words.bounds.after[_key(match["word"] or match["sign"])], match.end()) if match else None

    def time_unit(self, match: re.Match[str]) -> str:
        """``years``, ``months``… of a unit of time."""
        return self.words.units.time[_key(match["word"])]


def _lower_key(word: str, table: Mapping[str, float]) -> str:
    return next(key for key in table if key.lower() == _key(word))


@cache
def quantity_forms(pack: LanguagePack) -> QuantityForms:
    """The expressions of a pack, compiled once."""
    return QuantityForms(pack)
