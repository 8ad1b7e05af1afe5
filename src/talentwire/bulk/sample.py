"""A fair sample of sentences that comes out the same however the work is divided.

Every sentence gets a number from its words and a seed, and those with the smallest numbers are kept (a bottom-k sample:
Cohen and Kaplan, "Summarizing data using bottom-k sketches", 2007). Samples of parts put together are the sample of the
whole, which a reservoir filled in the order of arrival is not.
"""

from __future__ import annotations

import hashlib
import heapq
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, NamedTuple

SIZE: Final = 20
SEED: Final = 1
_SENTENCE: Final = re.compile(r"[^\s.!?…。！？][^.!?…。！？\n]{20,}[.!?…。！？]?")
_LONGEST: Final = 300


class Drawn(NamedTuple):
    """A sentence with its number and where it stands."""

    number: int
    place: str
    sentence: str


@dataclass
class Sample:
    """Sentences drawn from texts, each with the same chance; equal sentences count once.

    Attributes:
        size: how many are kept.
        seed: another one draws others.

    """

    size: int = SIZE
    seed: int = SEED
    _heap: list[tuple[int, Drawn]] = field(default_factory=list, repr=False)
    _held: set[int] = field(default_factory=set, repr=False)

    def add_text(self, place: str, text: str) -> None:
        """Draw from the sentences of a text; what looks like a menu or a caption is too short to be one."""
        for found in _SENTENCE.finditer(text):
            words = " ".join(found[0].split())
            if " " in words:
                self._add(Drawn(self._number(words), place, words[:_LONGEST]))

    def add(self, drawn: Iterable[Drawn]) -> None:
        """Put another sample of the same seed to this one."""
        for one in drawn:
            self._add(one)

    def drawn(self) -> list[Drawn]:
        """The sample, in the order of its numbers."""
        return sorted(one for _, one in self._heap)

    def _number(self, words: str) -> int:
        salted = hashlib.blake2b(words.encode("utf-8", "replace"), digest_size=8, salt=self.seed.to_bytes(8, "big"))
        return int.from_bytes(salted.digest(), "big")

    def _add(self, one: Drawn) -> None:
        if one.number in self._held or (len(self._heap) == self.size and one.number >= -self._heap[0][0]):
            return
        self._held.add(one.number)
        heapq.heappush(self._heap, (-one.number, one))
        if len(self._heap) > self.size:
            self._held.discard(-heapq.heappop(self._heap)[0])
