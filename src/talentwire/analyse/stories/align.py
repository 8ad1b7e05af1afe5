"""How the names and figures of two texts lie beside each other."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from talentwire.analyse.stories.sketch import Anchor, Sketch

LEAD = 0.35
"""The part of a text that holds its news; what follows is background."""


@dataclass(frozen=True)
class Alignment:
    """What two texts share of names and figures.

    Attributes:
        names, numbers: shared words, in the order of the left text.
        weight: of everything shared.
        left, right: the share of each text's weight that the other has, 0 to 1.
        left_lead, right_lead: the same for what stands in its lead.
        left_numbers, right_numbers: the same for figures alone.
        order: the share of the shared weight that stands in the same order in both.

    """

    names: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    weight: float = 0.0
    left: float = 0.0
    right: float = 0.0
    left_lead: float = 0.0
    right_lead: float = 0.0
    left_numbers: float = 0.0
    right_numbers: float = 0.0
    order: float = 0.0


def align(left: Sketch, right: Sketch) -> Alignment:
    """Lay the anchors of two sketches beside each other."""
    mine = {anchor.key: anchor for anchor in left.anchors}
    theirs = {anchor.key: anchor for anchor in right.anchors}
    shared = [key for key in mine if key in theirs]
    pairs = [(mine[key], theirs[key]) for key in shared]
    weights = [min(a.weight, b.weight) for a, b in pairs]
    if not shared:
        return Alignment()
    known = set(shared)
    return Alignment(
        names=tuple(a.word for a, _ in pairs if not a.is_figure),
        numbers=tuple(a.word for a, _ in pairs if a.is_figure),
        weight=sum(weights),
        left=_share(left.anchors, known),
        right=_share(right.anchors, known),
        left_lead=_share(_lead(left), known),
        right_lead=_share(_lead(right), known),
        left_numbers=_share([a for a in left.anchors if a.is_figure], known),
        right_numbers=_share([a for a in right.anchors if a.is_figure], known),
        order=_ordered([b.place for _, b in pairs], weights) / sum(weights),
    )


def _lead(sketch: Sketch) -> list[Anchor]:
    return [anchor for anchor in sketch.anchors if anchor.place <= LEAD * sketch.length]


def _share(anchors: Sequence[Anchor], known: set[str]) -> float:
    whole = sum(anchor.weight for anchor in anchors)
    return sum(anchor.weight for anchor in anchors if anchor.key in known) / whole if whole else 0.0


def _ordered(places: Sequence[int], weights: Sequence[float]) -> float:
    """The largest weight of places that ascend: a longest ascending row, each place weighed."""
    ends: list[int] = []  # ascending places at which a row may end, each with the weight of the best row up to there
    best: list[float] = []
    for place, weight in zip(places, weights, strict=True):
        at = bisect_left(ends, place)
        total = (best[at - 1] if at else 0.0) + weight
        while at < len(ends) and best[at] <= total:
            del ends[at], best[at]
        if at == len(ends) or ends[at] != place:
            ends.insert(at, place)
            best.insert(at, total)
    return best[-1] if best else 0.0
