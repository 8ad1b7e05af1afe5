"""A sample of a text's word sequences, by which copies and excerpts are told without keeping the text.

Every run of four words is hashed, and the smallest hashes are kept with the place where they stood (a bottom-k sketch:
Cohen and Kaplan, "Summarizing data using bottom-k sketches", 2007). Two samples tell how much of one text stands in the
other, in both directions, also where one is many times as long.
"""

from __future__ import annotations

import base64
import re
import struct
import unicodedata
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple, Self

SIZE: Final = 128
"""Hashes kept of a text: the error of a share is about ±4 per cent (one standard deviation)."""
RUN: Final = 4
"""Words in a run: shorter ones are chance, longer ones miss a text with a few words changed."""
PLACES: Final = 255
_MASK: Final = 0xFFFFFFFF
_WORD: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u9fff]+")
"""A word; in Chinese and Japanese, where nothing parts words, a character."""
_MARKS: Final = re.compile("[\u0300-\u036f]")


class Overlap(NamedTuple):
    """What two texts share, estimated.

    Attributes:
        left: the share of the left text that stands in the right one, 0 to 1.
        right: the other way round.
        hits: sampled runs that both have.
        least: runs of the shorter one that could have been shared.
        left_from, left_to, right_from, right_to: where in each text, 0 to 1, the shared runs stand.

    """

    left: float = 0.0
    right: float = 0.0
    hits: int = 0
    least: int = 0
    left_from: float = 0.0
    left_to: float = 0.0
    right_from: float = 0.0
    right_to: float = 0.0


@dataclass(frozen=True, slots=True)
class Run:
    """A sampled run of words: its hash, and where it first stands, in parts of 255."""

    hash: int
    place: int


@dataclass(frozen=True)
class Sample:
    """The smallest hashes of a text's runs of words, in order.

    Attributes:
        runs: the sample.
        total: how many different runs the text has.

    """

    runs: tuple[Run, ...] = ()
    total: int = 0

    @classmethod
    def of(cls, text: str) -> Self:
        """The sample of a text, in time linear in its length; case, accents and punctuation do not count."""
        words = _words(text)
        first: dict[int, int] = {}
        for at in range(max(1, len(words) - RUN + 1) if words else 0):
            first.setdefault(hashed(" ".join(words[at : at + RUN])), at)
        last = max(1, len(words) - RUN)
        least = sorted(first)[:SIZE]
        return cls(tuple(Run(one, first[one] * PLACES // last) for one in least), len(first))

    @property
    def whole(self) -> bool:
        """Whether the sample holds every run of the text."""
        return self.total <= len(self.runs)

    @cached_property
    def places(self) -> dict[int, int]:
        """The place of each hash."""
        return {run.hash: run.place for run in self.runs}

    def overlap(self, other: Sample) -> Overlap:
        """What the two texts share: hashes below the largest that both samples reach are a fair sample of both."""
        if not self.runs or not other.runs:
            return Overlap()
        limit = min(one.runs[-1].hash for one in (self, other) if not one.whole) if self._limited(other) else _MASK
        left = [one for one in self.places if one <= limit]
        right = [one for one in other.places if one <= limit]
        shared = self.places.keys() & set(right)
        if not shared:
            return Overlap()
        mine, theirs = _reach([self.places[one] for one in shared]), _reach([other.places[one] for one in shared])
        return Overlap(
            len(shared) / len(left), len(shared) / len(right), len(shared), min(len(left), len(right)), *mine, *theirs
        )

    def _limited(self, other: Sample) -> bool:
        return not (self.whole and other.whole)

    def to_json(self) -> list[str | int]:
        """Five bytes a run in base 64, and the number of runs."""
        packed = b"".join(struct.pack(">IB", run.hash, run.place) for run in self.runs)
        return [base64.b64encode(packed).decode("ascii"), self.total]

    @classmethod
    def from_json(cls, data: Sequence[str | int]) -> Self:
        """Read what ``to_json`` wrote."""
        packed = base64.b64decode(str(data[0]))
        return cls(tuple(Run(*one) for one in struct.iter_unpack(">IB", packed)), int(data[1]))


def hashed(text: str) -> int:
    """A number of 32 bits that is the same on every machine."""
    mixed = zlib.crc32(text.encode("utf-8", "surrogatepass"))
    mixed = ((mixed ^ (mixed >> 16)) * 0x45D9F3B) & _MASK  # spreads neighbours, which a checksum does not
    return mixed ^ (mixed >> 16)


def _words(text: str) -> list[str]:
    plain = text.casefold()
    if not plain.isascii():
        plain = _MARKS.sub("", unicodedata.normalize("NFKD", plain))
    return _WORD.findall(plain)


def _reach(places: Sequence[int]) -> tuple[float, float]:
    """Where the middle nine tenths of the places lie, so that one stray run does not stretch them."""
    ordered = sorted(places)
    cut = len(ordered) // 20
    return ordered[cut] / PLACES, ordered[-1 - cut] / PLACES
