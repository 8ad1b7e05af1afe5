"""Copies are not read twice: the same text gets the claims of the first, and what is nearly the same is left out.

A near copy has to share nearly all runs of words with a text that was read, in both directions, and to bring no name,
no figure and no word that could turn a sentence round which the other does not have: a correction, or a form letter
filled in for somebody else, is read. How far back copies are looked for is bounded, so that memory is, too; what is
missed is read once more, with the same result.
"""

from __future__ import annotations

import re
from array import array
from collections import OrderedDict, deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from talentwire.analyse.stories.sample import Sample, hashed
from talentwire.model.claims import Claim
from talentwire.model.document import Document, digest

KEPT: Final = 4_000
"""Documents of an input among which copies are looked for: the last ones that were read."""
_SAME: Final = 0.9
"""The share of the runs of words from which two texts are nearly the same, in both directions."""
_LOOKED_UP: Final = 8
"""Of the smallest hashes of a text; two texts that share nine tenths of all share one of these but for one in 10^8."""
_COMPARED: Final = 8
_WORD: Final = re.compile(r"[^\W_]+(?:[.,]\d+)*")
_LEAST_WORDS: Final = 40
"""Shorter texts are alike by chance, and read as quickly."""


@dataclass(frozen=True, slots=True)
class Held:
    """A document that was read, as far as copies of it need it."""

    place: str
    sample: Sample
    telling: frozenset[int] | array[int]
    lang: str | None


@dataclass(frozen=True, slots=True)
class Kept:
    """Claims of a text that was read."""

    place: str
    claims: tuple[Claim, ...]


class Copies:
    """The documents of one input that were read, the last ``kept`` of them."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._exact: OrderedDict[str, Kept] = OrderedDict()
        self._held: dict[int, Held] = {}
        self._order: deque[int] = deque()
        self._by_hash: dict[int, list[int]] = {}
        self._next = 0

    def same(self, document: Document) -> Kept | None:
        """Claims of the same text with the same date, to which relative dates refer."""
        return self._exact.get(_identity(document))

    def near(self, document: Document) -> str | None:
        """The place of a document that was read of which this one is nearly a copy."""
        sample = Sample.of(document.text)
        if sample.total < _LEAST_WORDS:
            return None
        telling = _telling(document.text)
        for number in self._candidates(sample):
            held = self._held[number]
            shared = sample.overlap(held.sample)
            alike = min(shared.left, shared.right) >= _SAME and held.lang == document.lang
            if alike and telling.issubset(held.telling):
                return held.place
        return None

    def add(self, document: Document, claims: Sequence[Claim]) -> None:
        """Remember a document that was read."""
        place = document.place or document.id
        self._exact[_identity(document)] = Kept(place, tuple(claims))
        if len(self._exact) > self._kept:
            self._exact.popitem(last=False)
        sample = Sample.of(document.text)
        number, self._next = self._next, self._next + 1
        self._held[number] = Held(place, sample, array("I", sorted(_telling(document.text))), document.lang)
        for one in sample.runs[:_LOOKED_UP]:
            self._by_hash.setdefault(one, []).append(number)
        self._order.append(number)
        if len(self._order) > self._kept:
            self._drop(self._order.popleft())

    def _candidates(self, sample: Sample) -> list[int]:
        """Documents with which it shares most of the smallest hashes, the best first."""
        hits: dict[int, int] = {}
        for one in sample.runs[:_LOOKED_UP]:
            for number in self._by_hash.get(one, ()):
                hits[number] = hits.get(number, 0) + 1
        return sorted(hits, key=lambda number: (-hits[number], number))[:_COMPARED]

    def _drop(self, number: int) -> None:
        for one in self._held.pop(number).sample.runs[:_LOOKED_UP]:
            left = [held for held in self._by_hash[one] if held != number]
            if left:
                self._by_hash[one] = left
            else:
                del self._by_hash[one]


def carried(kept: Kept, document: Document) -> tuple[Claim, ...]:
    """The claims as those of a copy: the same words at the same place of another document."""
    return tuple(replace(claim, document=document.digest) for claim in kept.claims)


def _identity(document: Document) -> str:
    return digest(document.text, str(document.date or ""), document.lang or "")


def _telling(text: str) -> frozenset[int]:
    """Hashes of the words that tell one report from another: names, figures, and in scripts without capitals all.

    Words of up to five letters go with the one before, so that "will not join" is not "will join".
    """
    words = _WORD.findall(text)
    found: set[int] = set()
    for at, word in enumerate(words):
        if not word[0].islower():
            found.add(hashed(word))
        elif len(word) <= 5 and at:
            found.add(hashed(f"{words[at - 1]} {word}"))
    return frozenset(found)
