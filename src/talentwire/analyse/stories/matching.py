"""Which names of two texts are the same, also where a machine has garbled one of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from talentwire.analyse.stories.figures import SIGNS

_HEAD: Final = 4
"""Letters that two spellings of a name begin with at least."""
_ALIKE: Final = 0.7
"""The share of the longer spelling that both begin with."""


def matched(left: Iterable[str], right: Iterable[str]) -> dict[str, str]:
    """The keys of the left text with those of the right one that mean the same, in the order of the left one.

    A name without the same one on the other side is taken for one that begins alike: "suleymanqui" (a blank is lost),
    "anthropisch", "sedlmayer". Figures must be the same.
    """
    theirs = dict.fromkeys(right)
    found = {key: key for key in left if key in theirs}
    free: defaultdict[str, list[str]] = defaultdict(list)
    for key in theirs:
        if key not in found and key[0] not in SIGNS:
            free[key[:_HEAD]].append(key)
    pairs: dict[str, str] = {}
    for key in left:
        if key in found:
            pairs[key] = key
        elif key[0] not in SIGNS and (other := _closest(key, free[key[:_HEAD]])):
            pairs[key] = other
            free[key[:_HEAD]].remove(other)
    return pairs


def _closest(key: str, others: list[str]) -> str | None:
    best = max(others, key=lambda other: (_common(key, other), other), default=None)
    return best if best and _common(key, best) >= _ALIKE else None


def _common(one: str, other: str) -> float:
    """The share of the longer word that both begin with; 0 for less than five letters."""
    size = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        size += 1
    return size / max(len(one), len(other)) if size > _HEAD else 0.0
