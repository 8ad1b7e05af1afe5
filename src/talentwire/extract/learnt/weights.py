"""The weights of the learnt choice: one small table a question, in which signs are found by their checksum.

The file is made by ``training/chooser/train.py``: a line of JSON with the questions in order, their biases and scales,
and the thresholds, then for every question ``2 ** BITS`` signed bytes, all of it deflated.
"""

from __future__ import annotations

import json
import zlib
from array import array
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

FILE: Final = Path(__file__).parent.parent / "data" / "chooser.bin"
BITS: Final = 17
MASK: Final = (1 << BITS) - 1
WORDS: Final = 0.5
"""What a sign of words counts beside one of places; so the training holds it down more."""


_KEPT: Final = 100_000
"""Signs whose checksum is remembered."""

Signs = tuple[list[str], list[str]]
"""Signs of places, and signs of words."""
Keys = tuple[set[int], set[int]]


@lru_cache(_KEPT)
def key(sign: str) -> int:
    """Where a sign stands in a table."""
    return zlib.crc32(sign.encode("utf-8", "replace")) & MASK


def keys_of(signs: Signs) -> Keys:
    """Where signs of places and of words stand in a table, each once."""
    places, words = ({key(sign) for sign in some} for some in signs)
    return places, words - places


@dataclass(frozen=True)
class Weights:
    """The weights of every question, and what goes with them.

    Attributes:
        tables: for every question the weight of each sign, in steps of its scale.
        scales: for every question the size of a step.
        biases: for every question where it begins.
        settings: thresholds and the like, as the trainer chose them.

    """

    tables: dict[str, array[int]]
    scales: dict[str, float]
    biases: dict[str, float]
    settings: dict[str, Any]

    def points(self, question: str, keys: Keys) -> float:
        """The points of a candidate whose signs stand there."""
        table, (places, words) = self.tables[question], keys
        steps = sum([table[at] for at in places]) + WORDS * sum([table[at] for at in words])
        return self.biases[question] + self.scales[question] * steps

    def strongest(self, question: str, signs: Signs, most: int) -> list[str]:
        """The signs that speak most for a candidate."""
        table, (places, words) = self.tables[question], signs
        steps = {sign: WORDS * table[key(sign)] for sign in words} | {sign: table[key(sign)] for sign in places}
        ranked = sorted(steps, key=lambda sign: -steps[sign])
        return [sign for sign in ranked[:most] if steps[sign] > 0]


def pack(weights: Weights) -> bytes:
    """The weights as a file."""
    names = list(weights.tables)
    head = {"questions": names, "scales": weights.scales, "biases": weights.biases, "settings": weights.settings}
    tables = b"".join(weights.tables[name].tobytes() for name in names)
    return zlib.compress(json.dumps(head).encode() + b"\n" + tables, 9)


def unpack(data: bytes) -> Weights:
    """The weights of a file."""
    line, _, tables = zlib.decompress(data).partition(b"\n")
    head = json.loads(line)
    size = 1 << BITS
    parts = {name: array("b", tables[at * size : (at + 1) * size]) for at, name in enumerate(head["questions"])}
    return Weights(parts, head["scales"], head["biases"], head["settings"])


@cache
def load(path: Path = FILE) -> Weights | None:
    """The weights that come with the package; None where they are not there."""
    return unpack(path.read_bytes()) if path.is_file() else None
