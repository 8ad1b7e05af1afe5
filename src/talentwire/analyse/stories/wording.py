"""Whether two texts are one text: copies, and excerpts of one another, told by the words they share."""

from __future__ import annotations

from typing import Final, NamedTuple

from talentwire.analyse.stories.align import Alignment
from talentwire.analyse.stories.sample import Overlap
from talentwire.model.entities import Feature

SHARED: Final = 0.5
"""The share of a text that must stand in the other one, to the word."""
_COPY: Final = 0.5
"""The share that the longer text must have in common with the shorter one to be its copy, with additions."""
_PART: Final = 0.08
"""The share of a longer text below which an excerpt is nothing but a phrase."""
_HEAD: Final = 0.25
"""Where in a longer text an excerpt must begin: one that is cut is cut from below."""
_HITS: Final = 6
"""Sampled runs that two texts must share at least; all of them, where there are fewer."""
_NEWS: Final = 1.5
"""Weight of names and figures of its own that makes a text news of its own, whatever words stand around it."""


class Wording(NamedTuple):
    """What two texts have in common, to the word: ``copy``, ``excerpt`` (one is cut from the other) or ``quotation``
    (one stands somewhere in the other), whether the left one is the part, a score and reasons."""

    kind: str
    left_is_part: bool
    score: float
    reasons: tuple[Feature, ...]


def same_words(shared: Overlap, found: Alignment) -> Wording | None:
    """Whether two texts are one to the word; None where they are not."""
    more, less = max(shared.left, shared.right), min(shared.left, shared.right)
    if shared.hits < min(_HITS, shared.least) or more < SHARED or less < _PART or _is_frame(more, found):
        return None
    left_is_part = shared.left > shared.right
    begins = shared.right_from if left_is_part else shared.left_from
    kind = "copy" if less >= _COPY else "excerpt" if begins <= _HEAD else "quotation"
    reasons = (
        Feature("words", round(shared.left, 2), f"{shared.left:.0%} of the left text stands in the right one"),
        Feature("words", round(shared.right, 2), f"{shared.right:.0%} of the right text stands in the left one"),
    )
    return Wording(kind, left_is_part, round((more + less) / 2 if kind == "copy" else more, 3), reasons)


def _is_frame(more: float, found: Alignment) -> bool:
    """Whether the shared words are what stands around any news: a page's frame, a legal notice, a form."""
    return more < 1 and found.apart >= _NEWS and found.all.more < SHARED
