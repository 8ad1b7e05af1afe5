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
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Sample:
    """The smallest hashes of a text's runs of words.

    Attributes:
        hashes: in order, four bytes each.
        places: where each run first stands, in parts of 255, a byte each.
        total: how many different runs the text has.

    """

    hashes: bytes = b""
    places: bytes = b""
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
        places = bytes(min(PLACES, first[one] * PLACES // last) for one in least)
        return cls(struct.pack(f">{len(least)}I", *least), places, len(first))

    @property
    def runs(self) -> tuple[int, ...]:
        """The hashes as numbers."""
        return struct.unpack(f">{len(self.places)}I", self.hashes)

    @property
    def whole(self) -> bool:
        """Whether the sample holds every run of the text."""
        return self.total <= len(self.places)

    def overlap(self, other: Sample) -> Overlap:
        """What the two texts share: hashes below the largest that both samples reach are a fair sample of both."""
        mine, theirs = self.runs, other.runs
        common = set(mine).intersection(theirs)
        if not common:
            return Overlap()
        limit = min((runs[-1] for one, runs in ((self, mine), (other, theirs)) if not one.whole), default=_MASK)
        shared = [one for one in common if one <= limit]
        if not shared:
            return Overlap()
        left, right = bisect_right(mine, limit), bisect_right(theirs, limit)
        reach = (*_reach(shared, mine, self.places), *_reach(shared, theirs, other.places))
        return Overlap(len(shared) / left, len(shared) / right, len(shared), min(left, right), *reach)

    def to_json(self) -> list[str | int]:
        """Five bytes a run in base 64, and the number of runs."""
        return [base64.b64encode(self.hashes + self.places).decode("ascii"), self.total]

    @classmethod
    def from_json(cls, data: Sequence[str | int]) -> Self:
        """Read what ``to_json`` wrote."""
        packed = base64.b64decode(str(data[0]))
        size = len(packed) // 5
        return cls(packed[: 4 * size], packed[4 * size :], int(data[1]))


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


def _reach(shared: Sequence[int], runs: Sequence[int], places: bytes) -> tuple[float, float]:
    """Where in a text the middle nine tenths of the shared runs stand, so that one stray run does not stretch them."""
    where = dict(zip(runs, places, strict=True))
    ordered = sorted(where[one] for one in shared)
    cut = len(ordered) // 20
    return ordered[cut] / PLACES, ordered[-1 - cut] / PLACES
