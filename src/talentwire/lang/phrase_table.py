"""Phrases of a pack, found in a row of tokens.

A phrase is written as words. ``(a|b)`` stands for either, ``(a|)`` may be left out, ``wechsel*`` for any ending, and
``…`` for up to ``GAP`` other tokens of the same sentence ("kehrt … zurück"). Long words are also found without their
accents and with German umlauts written out, as damaged texts have them.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Generic, TypeVar

from talentwire.lang.folding import fold
from talentwire.lang.tokens import tokenise

GAP = 14
_LONG = 7
_STEM = 3
"""Letters of a starred first word by which its phrases lie."""
_CHOICE = re.compile(r"\(([^()]*)\)")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A phrase at tokens ``first:last``; ``tail`` is where its part after a gap stands, if it has one."""

    first: int
    last: int
    payload: T
    tail: tuple[int, int] | None = None

    @property
    def length(self) -> int:
        """Tokens matched, gaps not counted."""
        return self.last - self.first + (self.tail[1] - self.tail[0] if self.tail else 0)


def lower(word: str) -> str:
    """A word as phrases compare it: case folded, apostrophes straight."""
    return word.casefold().replace("’", "'")


def expand(phrase: str) -> Iterator[str]:
    """Every phrase that the choices of ``phrase`` stand for."""
    parts = _CHOICE.split(phrase)
    choices = [part.split("|") if i % 2 else [part] for i, part in enumerate(parts)]
    for chosen in product(*choices):
        yield " ".join("".join(chosen).split())


@lru_cache(maxsize=1 << 16)
def _damaged(word: str) -> tuple[str, str]:
    """A word as damaged texts write it: without accents, and with its umlauts written out."""
    if len(word) < _LONG or word.isascii():
        return word, word
    return ((fold(word) or word) if word.isalpha() else word), word.translate(_UMLAUTS)


def _variants(phrase: str) -> Iterable[str]:
    """The phrase as it is and as damaged texts write its long words, each form once."""
    if phrase.isascii():
        return (phrase,)
    words = [_damaged(word) for word in phrase.split()]
    return dict.fromkeys([phrase, " ".join(bare for bare, _ in words), " ".join(out for _, out in words)])


@lru_cache(maxsize=1 << 16)
def _word_tokens(word: str) -> tuple[str, ...]:
    """The tokens of one word of a phrase; an ending star stays on its token."""
    stem = word.removesuffix("*")
    elided = stem[-1:] in "'’" and len(stem) > 1  # "d'" is one token only where a word follows
    starts, ends = tokenise(stem + "a" * elided)
    kept = slice(len(starts) - elided)
    out = [lower(stem[s:e]) for s, e in zip(starts[kept], ends[kept], strict=True)]
    if word.endswith("*") and out:
        out[-1] += "*"
    return tuple(out)


def _tokens(part: str) -> tuple[str, ...]:
    """The tokens of a gapless part."""
    return tuple(token for word in part.split() for token in _word_tokens(word))


def _fits(pattern: tuple[str, ...], words: Sequence[str], at: int, limit: int) -> bool:
    """Whether the tokens at ``at`` are those of the pattern; a plain loop, because this is where time goes."""
    if at + len(pattern) > limit:
        return False
    for wanted in pattern:
        word = words[at]
        if word != wanted and not (wanted[-1] == "*" and len(wanted) > 1 and word.startswith(wanted[:-1])):
            return False
        at += 1
    return True


class _Tails(Generic[T]):
    """What may follow a gap, by its first word."""

    def __init__(self) -> None:
        self._exact: dict[str, list[tuple[tuple[str, ...], T]]] = defaultdict(list)
        self._stems: list[tuple[tuple[str, ...], T]] = []

    def add(self, tail: tuple[str, ...], payload: T) -> None:
        rows = self._stems if tail[0].endswith("*") else self._exact[tail[0]]
        rows.append((tail, payload))

    def at(self, words: Sequence[str], index: int, limit: int) -> Iterator[tuple[tuple[str, ...], T]]:
        for tail, payload in (*self._exact.get(words[index], ()), *self._stems):
            if _fits(tail, words, index, limit):
                yield tail, payload


class PhraseTable(Generic[T]):
    """Phrases with what they stand for.

    Phrases lie by their first word (or the beginning of it, before a star), those with a gap also by the first word
    behind the gap, so that a pack of many thousand phrases costs a few look-ups a token.
    """

    def __init__(self, entries: Iterable[tuple[str, T]] = ()) -> None:
        """Take in ``(phrase, payload)`` pairs."""
        self._exact: dict[str, list[tuple[tuple[str, ...], T]]] = defaultdict(list)
        self._stems: dict[str, list[tuple[tuple[str, ...], T]]] = defaultdict(list)
        self._gapped: dict[str, dict[tuple[str, ...], _Tails[T]]] = defaultdict(dict)
        self._seen: set[tuple[tuple[str, ...], tuple[str, ...], int]] = set()
        for phrase, payload in entries:
            self.add(phrase, payload)

    def __contains__(self, word: str) -> bool:
        """Whether some phrase starts with this word."""
        return word in self._exact or word in self._gapped

    def add(self, phrase: str, payload: T) -> None:
        """Take in one phrase."""
        for plain in expand(lower(phrase)):
            for form in _variants(plain):
                head, _, tail = form.partition("…")
                self._add(_tokens(head), _tokens(tail), payload)

    def _add(self, first: tuple[str, ...], tail: tuple[str, ...], payload: T) -> None:
        row = (first, tail, id(payload))
        if not first or row in self._seen:
            return
        self._seen.add(row)
        key = first[0]
        if tail:
            self._gapped[key].setdefault(first, _Tails()).add(tail, payload)
        elif key.endswith("*"):
            self._stems[key[:-1][:_STEM]].append((first, payload))
        else:
            self._exact[key].append((first, payload))

    def add_name(self, name: str, payload: T) -> None:
        """Take in a name to the letter: nothing in it is a choice, a gap or a star."""
        starts, ends = tokenise(name)
        first = tuple(lower(name[s:e]) for s, e in zip(starts, ends, strict=True))
        if first:
            self._exact[first[0]].append((first, payload))

    def at(self, words: Sequence[str], index: int, limit: int) -> Iterator[Found[T]]:
        """The phrases that start at token ``index`` and end before ``limit``.

        One with a gap comes once for every place where its part after the gap stands, the nearest first.
        """
        word = words[index]
        for rows in (self._exact.get(word), self._stems.get(word[:_STEM])):
            for first, payload in rows or ():
                if _fits(first, words, index, limit):
                    yield Found(index, index + len(first), payload)
        for first, tails in self._gapped.get(word, {}).items():
            if _fits(first, words, index, limit):
                end = index + len(first)
                for at in range(end, min(end + GAP, limit)):
                    for tail, payload in tails.at(words, at, limit):
                        yield Found(index, end, payload, (at, at + len(tail)))

    def longest(self, words: Sequence[str], index: int, limit: int) -> Found[T] | None:
        """The longest phrase that starts at token ``index``."""
        return max(self.at(words, index, limit), key=lambda found: found.length, default=None)

    def scan(self, words: Sequence[str], first: int, last: int) -> Iterator[Found[T]]:
        """The longest phrase at every token of ``first:last``, those inside a longer one left out."""
        index = first
        while index < last:
            found = self.longest(words, index, last)
            if found is not None:
                yield found
                index = found.last
            else:
                index += 1
