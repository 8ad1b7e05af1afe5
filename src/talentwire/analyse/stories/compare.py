"""Whether two documents tell one story because one was made from the other, and what speaks for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, cast

from talentwire.analyse.stories.align import align
from talentwire.analyse.stories.retelling import retold
from talentwire.analyse.stories.sketch import Sketch
from talentwire.analyse.stories.wording import same_words
from talentwire.model.entities import Feature

FoldKind = Literal["copy", "excerpt", "quotation", "translation"]
BY: Final = "rule:stories 1"
"""Who says so, for the ledger; the number changes with the rule."""

_COMMON: Final = 3
"""Names and figures below which two texts without a shared run of words need no closer look."""


@dataclass(frozen=True)
class Fold:
    """Two documents of which one was made from the other, or both from a third.

    Attributes:
        left, right: digests of the two, the smaller first.
        kind: ``copy`` (most of both is the same, to the word), ``excerpt`` (one is cut from the other), ``quotation``
            (one stands in the other among other things) or ``translation`` (the same in another language, or retold).
        score: how sure, 0 to 1.
        reasons: what speaks for it and against.
        part: digest of the document that stands in the other, for an excerpt and a quotation; else empty.

    """

    left: str
    right: str
    kind: FoldKind
    score: float
    reasons: tuple[Feature, ...] = ()
    part: str = ""

    @property
    def whole(self) -> str:
        """Digest of the document in which the part stands; empty where there is none."""
        return "" if not self.part else self.right if self.part == self.left else self.left


def compare(a: Sketch, b: Sketch) -> Fold | None:
    """Whether two documents fold, and why; None where they do not. The order of the two does not count."""
    left, right = sorted((a, b), key=_identity)
    shared = left.sample.overlap(right.sample)
    if not shared.hits and len(left.by_key.keys() & right.by_key.keys()) < _COMMON:
        return None
    found = align(left, right)
    if wording := same_words(shared, found):
        part = "" if wording.kind == "copy" else (left if wording.left_is_part else right).digest
        kind = cast(FoldKind, wording.kind)
        return Fold(left.digest, right.digest, kind, wording.score, wording.reasons, part)
    told = retold(found)
    return Fold(left.digest, right.digest, "translation", *told) if told else None


def _identity(sketch: Sketch) -> tuple[str, int, str, str]:
    return sketch.digest, sketch.length, sketch.lang or "", str(sketch.date or "")
