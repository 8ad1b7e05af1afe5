"""Numbers as a language writes them, in digits and in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final

from talentwire.lang.pack import LanguagePack
from talentwire.lang.patterns import GAP, any_of, first_words, literal
from talentwire.lang.words import NumberWords

_BLANKS: Final = "\u00a0\u202f\u2009 "
_WORD: Final = re.compile(r"(?<!\w)\w+")
_HEAD: Final = 3
"""Letters by which a word is seen not to start a number."""
_LONGEST: Final = 15
"""Digits in a row beyond which they are no number but a code."""


@dataclass(frozen=True, slots=True)
class Written:
    """``start:end`` of a number and its value; ``weak`` for an article that may be one, ``words`` for number words.

    ``collective`` is a round number by its word ("vingtaine"), ``share`` one that is per cent already ("half of").
    """

    start: int
    end: int
    value: Decimal
    weak: bool = False
    words: bool = False
    collective: bool = False
    share: bool = False


def _digits(words: NumberWords) -> str:
    """An expression for a number in digits; the marks are sorted out when it is read."""
    marks = "".join(_BLANKS if mark == " " else mark for mark in words.groups)
    marks = re.escape(marks + ("." if "." not in marks else "") + ("," if "," not in marks else ""))
    return (
        rf"\d{{1,3}}(?:(?P<mark>[{marks}])\d{{3}}(?!\d))(?:(?P=mark)\d{{3}}(?!\d)){{0,4}}(?:[.,]\d{{1,4}})?(?!\d)"
        + (rf"|\d{{1,{_LONGEST}}}(?:[.,]\d{{1,9}})?(?!\d)")
    )


def _atoms(words: NumberWords) -> str:
    return any_of(words.values)


def _run(words: NumberWords) -> str:
    """An expression for number words in a row; which of them belong together is sorted out when they are read."""
    atoms = f"(?:{_atoms(words)})"
    if words.glued:
        joiners = any_of([*words.unit_joiner, *words.hundred_joiners])
        return rf"(?<!\w){atoms}(?:(?:{joiners})?{atoms}){{0,9}}(?!\w)"
    joiners = any_of([*words.ten_joiners, *words.hundred_joiners, *words.unit_joiner])
    return rf"(?<!\w){atoms}(?:(?:{joiners}){atoms}(?!\w)){{0,9}}(?!\w)"


class Numbers:
    """Reads the numbers of one language."""

    __slots__ = ("_atom", "_heads", "_words", "find")

    def __init__(self, words: NumberWords) -> None:
        self._words = words
        mixed = any_of(words.mixed)
        weak = any_of(words.weak)
        collective = any_of(words.collective)
        article = rf"(?:(?:{weak}){GAP}(?=(?:{any_of(words.bare)})(?!\w)))?"
        phrases = [*words.values, *words.mixed, *words.weak, *words.collective, *words.shares]
        self._heads = frozenset(word[:_HEAD] for word in first_words(phrases))
        self._atom = re.compile(_atoms(words), re.IGNORECASE)
        self.find = re.compile(
            rf"(?<![\w])(?P<digits>{_digits(words)})|(?P<share>(?<!\w)(?:{any_of(words.shares)})(?!\w))"
            rf"|(?P<mixed>(?<!\w)(?:{mixed})(?![^\W\d_]))"
            rf"|(?P<run>{article}{_run(words)})|(?P<weak>(?<!\w)(?:{weak})(?!\w))|(?P<collective>(?<!\w)(?:{collective})(?!\w))",
            re.IGNORECASE,
        )

    def search(self, text: str, position: int) -> re.Match[str] | None:
        """The first match of ``find`` from a position on, tried only at words that may start a number."""
        for word in _WORD.finditer(text, position):
            start = word.group()[:_HEAD]
            if start[0].isdigit() or start.lower() in self._heads:
                match = self.find.match(text, word.start())
                if match:
                    return match
        return None

    def read(self, match: re.Match[str]) -> Written | None:
        """The number that a match of ``find`` holds; None where it is only half a word."""
        if match["digits"] is not None:
            return Written(match.start(), match.end(), self.value(match["digits"]))
        said = _plain(match.group())
        if match["share"] is not None:
            return Written(match.start(), match.end(), Decimal(self._words.shares[said]), words=True, share=True)
        if match["mixed"] is not None:
            return Written(match.start(), match.end(), Decimal(str(self._words.mixed[said])), words=True)
        if match["weak"] is not None or said in self._words.weak:
            return Written(match.start(), match.end(), Decimal(1), weak=True, words=True)
        if match["collective"] is not None:
            value = Decimal(self._words.collective[said])
            return Written(match.start(), match.end(), value, words=True, collective=True)
        return self._spoken(match)

    def value(self, digits: str) -> Decimal:
        """The value of a number in digits.

        The language's own decimal mark is always that; another mark parts groups where it is followed by three digits
        and the language uses it so, and else is a decimal mark from abroad.
        """
        plain = re.sub(rf"[{_BLANKS}'’]", "", digits)
        own, other = self._words.decimal, "." if self._words.decimal == "," else ","
        if own in plain:
            return Decimal(plain.replace(other, "").replace(own, ".")) if plain.count(own) == 1 else _ungrouped(plain)
        grouped = re.fullmatch(rf"[1-9]\d{{0,2}}(?:{re.escape(other)}\d{{3}})+", plain)
        if grouped and other in self._words.groups:
            return Decimal(plain.replace(other, ""))
        return Decimal(plain.replace(other, ".")) if plain.count(other) <= 1 else _ungrouped(plain)

    def _spoken(self, match: re.Match[str]) -> Written | None:
        """The first number of a run of number words."""
        text, total, group = match.string, 0, 0
        end = self._behind_article(match)
        joiner, last = "", 10**7
        values = 0
        while True:
            atom = self._atom.match(text, end + len(joiner), match.end())
            if not atom:
                break
            size = self._words.values[atom.group().lower()]
            added = self._add(group, size, joiner.strip(" -"), first=not values, last=last)
            if added is None:
                break
            values += 1
            if size >= 1000:
                total, group, last = total + max(group, 1) * size, 0, size
            else:
                group = added
            end = atom.end()
            joiner = self._joiner(text, end, match.end())
        said = _plain(text[match.start() : end])
        alone = said in self._words.bare
        if not values or alone:
            return None
        return Written(match.start(), end, Decimal(total + group), weak=said in self._words.weak, words=True)

    def _behind_article(self, match: re.Match[str]) -> int:
        """Where the number words start, behind the article of "a hundred"."""
        first = re.compile(rf"(?:{any_of(self._words.weak)}){GAP}", re.IGNORECASE).match(match.string, match.start())
        after = first.end() if first else match.start()
        bare = re.compile(any_of(self._words.bare), re.IGNORECASE).match(match.string, after)
        return after if first and bare else match.start()

    def _joiner(self, text: str, position: int, limit: int) -> str:
        options = [*self._words.unit_joiner, *self._words.ten_joiners, *self._words.hundred_joiners]
        for option in sorted(options, key=len, reverse=True):
            found = re.compile(literal(option), re.IGNORECASE).match(text, position, limit)
            if found:
                return found.group()
        return ""

    def _add(self, group: int, size: int, joiner: str, *, first: bool, last: int) -> int | None:
        """The number so far with one more word; None where the word starts another number."""
        if first:
            return size
        rest = group % 100
        if size >= 1000:
            return group if size < last and group else None
        if size == 100:
            return group * 100 if 0 < group < 100 else None
        if rest == 0:
            return group + size if group >= 100 or last < 10**7 else None
        unit_first = joiner and joiner in self._words.unit_joiner
        if unit_first:
            return group + size if rest < 10 and size >= 20 else None
        fits = rest in self._words.teens_after and size < 20
        return group + size if fits or (rest >= 20 and rest % 10 == 0 and size < 10) else None


def _ungrouped(plain: str) -> Decimal:
    return Decimal(re.sub(r"[.,]", "", plain))


def _plain(phrase: str) -> str:
    """A phrase as the pack writes it: small letters, plain blanks and apostrophes."""
    return re.sub(r"\s+", " ", phrase).replace("’", "'").lower()


@cache
def numbers(pack: LanguagePack) -> Numbers:
    """The reader of a pack's numbers, made once."""
    return Numbers(pack.words.numbers)
