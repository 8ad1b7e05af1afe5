"""When a bare number counts something, and when it is a year, a version, a rank or a part of a name."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import Final

from talentwire.lang.amounts import Amount
from talentwire.lang.dates import calendar_spans
from talentwire.lang.pack import LanguagePack
from talentwire.lang.quantity_forms import quantity_forms
from talentwire.model.values import Bound

_YEARS: Final = range(1900, 2101)
_NEAR_YEARS: Final = range(1990, 2036)
_BEFORE: Final = re.compile(r"(?:[\w/.,:+*=_~-]?[/_#@§^=*+\\]|\w[-.,:’'])$")
_AFTER: Final = re.compile(r"[/:×^_][\w]|\.\d|-\d|[°²³]|['’]s\b")
_LEADING_ZERO: Final = re.compile(r"0\d")
_MARK: Final = re.compile(r"[.)](?:\s|[^\W\d_])")
_WORD_AFTER: Final = re.compile(r"[^\W\d_]+")
_NAME_BEFORE: Final = re.compile(r"(?<![\w.])([A-Z][\w.-]*)[ \u00a0]$")
_GLUED: Final = 4
"""Letters a word needs that follows a number without a blank to be taken for a word that lost it."""


class CountRules:
    """Judges the bare numbers of one text."""

    def __init__(self, text: str, pack: LanguagePack) -> None:
        self.text = text
        self._pack = pack
        self._forms = quantity_forms(pack)
        self._numbers = pack.words.numbers

    @cached_property
    def _spans(self) -> tuple[list[int], list[int]]:
        spans = calendar_spans(self.text, self._pack)
        return [start for start, _ in spans], [end for _, end in spans]

    def date_end(self, position: int) -> int | None:
        """The end of the date or time of day that a position lies in; None where it lies in none."""
        starts, ends = self._spans
        index = bisect_right(starts, position) - 1
        return ends[index] if index >= 0 and ends[index] > position else None

    def years(self, left: Amount, right: Amount) -> bool:
        """Whether two numbers are the ends of a span of years."""
        bare = left.unit is None and left.currency is None and left.factor == right.factor == 1
        return bare and all(_YEARS.start <= amount.value < _YEARS.stop for amount in (left, right))

    def counts(self, amount: Amount, bound: Bound | None) -> bool:
        """Whether a number without currency and unit counts something."""
        if amount.written.collective or (amount.factor > 1 and amount.written.words):
            return True
        if amount.written.words:
            return self._word_counts(amount)
        return not self._is_name(amount) and not self._is_year(amount, bound) and not self._is_rank(amount)

    def _word_counts(self, amount: Amount) -> bool:
        said = self.text[amount.number_start : amount.end].lower()
        following = self._following(amount.end)
        if self._hyphenated(amount.end, following):
            return False
        if said not in self._numbers.needs_noun:
            return True
        return following[:1].islower() and following.lower() not in self._pack.words.function

    def _following(self, position: int) -> str:
        match = self._forms.next_word.match(self.text, position)
        return match["word"] if match else ""

    def _hyphenated(self, position: int, following: str) -> bool:
        """Whether a hyphen ties the number to a word that nobody counts ("4-bit")."""
        if self.text[position : position + 1] != "-" or not following:
            return False
        return following.partition("-")[0].lower() not in self._numbers.counted

    def _is_name(self, amount: Amount) -> bool:
        """Whether digits are part of a code, a version or the name of a model, or the mark of a bullet."""
        text, start, end = self.text, amount.number_start, amount.end
        if _BEFORE.search(text[max(0, start - 2) : start]) or _AFTER.match(text, end) or self._is_mark(start, end):
            return True
        if _LEADING_ZERO.match(text, start) or self._forms.label.find(text, start):
            return True
        touching = _WORD_AFTER.match(text, end)
        if touching and (len(touching.group()) < _GLUED or not touching.group()[0].isupper()):
            return True
        return self._hyphenated(end, self._following(end)) or self._is_version(amount)

    def _is_mark(self, start: int, end: int) -> bool:
        return bool(_MARK.match(self.text, end)) and not self.text[self.text.rfind("\n", 0, start) + 1 : start].strip()

    def _is_version(self, amount: Amount) -> bool:
        """Whether a small number behind a name is its version ("Llama 4")."""
        small = amount.value < 10 or amount.value % 1
        name = _NAME_BEFORE.search(self.text, max(0, amount.start - 40), amount.start)
        if not small or not name or amount.factor > 1:
            return False
        return name.group(1).lower() not in self._pack.words.function and (
            self._following(amount.end).lower() not in self._numbers.counted
        )

    def _is_year(self, amount: Amount, bound: Bound | None) -> bool:
        digits = self.text[amount.number_start : amount.end]
        if len(digits) != 4 or not digits.isdecimal() or int(digits) not in _YEARS:
            return False
        year = int(digits)
        counted = self._following(amount.end).lower() in self._numbers.counted
        if year in _NEAR_YEARS and year != 2000:
            return not (counted and bound)
        return not (counted or bound)

    def _is_rank(self, amount: Amount) -> bool:
        """Whether the full stop behind a number makes it an ordinal."""
        words = self._pack.words.sentences
        if not words.ordinal_dot or self.text[amount.end : amount.end + 1] != ".":
            return False
        word = _WORD_AFTER.match(self.text, amount.end + 2)
        return bool(word and (word.group()[0].islower() or word.group().lower() in words.after_ordinal))

    def may_be_money(self, position: int) -> bool:
        """Whether what follows a bare magnitude leaves it a sum: no noun for things does."""
        match = self._forms.next_word.match(self.text, position)
        if not match:
            return True
        word = match["word"]
        if word.lower() in self._numbers.money_nouns or word.lower() in self._pack.words.function:
            return True
        if match["of"] or word.lower() in self._numbers.counted:
            return False
        return word[0].islower()
