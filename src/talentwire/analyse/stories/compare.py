"""Whether two documents tell one story because one was made from the other, and what speaks for it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final, Literal

from talentwire.analyse.stories.align import Alignment, align
from talentwire.analyse.stories.sample import Overlap
from talentwire.analyse.stories.sketch import Sketch
from talentwire.model.entities import Feature

FoldKind = Literal["copy", "excerpt", "translation"]
BY: Final = "rule:stories 1"
"""Who says so, for the ledger; the number changes with the rule."""
_COPY: Final = 0.5
"""The share of both texts that stands in the other, to the word, from which they are copies."""
_EXCERPT: Final = 0.5
_HITS: Final = 8
"""Sampled runs that two texts must share at least."""
_PART: Final = 0.4
_HEAD: Final = 0.25
_TAIL: Final = 0.15
_FOLDS: Final = 1.0


@dataclass(frozen=True)
class Fold:
    """Two documents that tell one story, one made from the other or both from a third.

    Attributes:
        left, right: digests of the two, the smaller first.
        kind: copy (most of both is the same, to the word), excerpt (one stands in the other), translation (another
            language or other words, with the same names and figures in the same order).
        score: how sure, 0.5 to 1.
        reasons: what speaks for it and against.
        part: digest of the document that is an excerpt of the other; empty where neither is.

    """

    left: str
    right: str
    kind: FoldKind
    score: float
    reasons: tuple[Feature, ...] = ()
    part: str = ""


def compare(a: Sketch, b: Sketch) -> Fold | None:
    """Whether two documents fold, and why; None where they do not. The order of the two does not count."""
    left, right = sorted((a, b), key=_identity)
    overlap = left.sample.overlap(right.sample)
    return _copied(left, right, overlap) or _retold(left, right)


def _identity(sketch: Sketch) -> tuple[str, int, str, str]:
    return sketch.digest, sketch.length, sketch.lang or "", str(sketch.date or "")


def _copied(left: Sketch, right: Sketch, overlap: Overlap) -> Fold | None:
    more, less = max(overlap.left, overlap.right), min(overlap.left, overlap.right)
    few = min(left.sample.total, right.sample.total)
    if overlap.hits < min(_HITS, few) or more < _EXCERPT:
        return None
    reasons = (
        Feature("same words", round(overlap.left, 2), f"{overlap.left:.0%} of the left text stands in the right one"),
        Feature("same words", round(overlap.right, 2), f"{overlap.right:.0%} of the right text stands in the left one"),
    )
    if less >= _COPY:
        return Fold(left.digest, right.digest, "copy", round((more + less) / 2, 3), reasons)
    begins = overlap.right_from if overlap.left > overlap.right else overlap.left_from
    if less < _PART and (begins > _HEAD or less < _TAIL):
        return None
    part = left if overlap.left > overlap.right else right
    return Fold(left.digest, right.digest, "excerpt", round(more, 3), reasons, part.digest)


def _retold(left: Sketch, right: Sketch) -> Fold | None:
    found = align(left, right)
    reasons = _reasons(found)
    total = sum(reason.value for reason in reasons) - 9.74
    if total < _FOLDS:
        return None
    return Fold(left.digest, right.digest, "translation", round(1 / (1 + math.exp(-total)), 3), reasons)


def _reasons(found: Alignment) -> tuple[Feature, ...]:
    more, less = max(found.left, found.right), min(found.left, found.right)
    numbers = (found.left_numbers + found.right_numbers) / 2
    lead = (found.left_lead + found.right_lead) / 2
    listed = ", ".join(found.names[:8])
    return (
        Feature("evidence", round(2.7 * math.log1p(found.weight), 2), f"both name {listed}"),
        Feature(
            "coverage",
            round(2.02 * more + 0.79 * less, 2),
            f"{more:.0%} and {less:.0%} of their names and figures are shared",
        ),
        Feature(
            "figures",
            round(2.22 * numbers, 2),
            f"{numbers:.0%} of the figures are shared: {', '.join(found.numbers[:6])}",
        ),
        Feature(
            "order", round(1.14 * found.order, 2), f"{found.order:.0%} of what they share stands in the same order"
        ),
        Feature("lead", round(1.74 * lead, 2), f"{lead:.0%} of what opens one stands in the other"),
    )
