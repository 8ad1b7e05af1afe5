"""How the names, figures and claims of two texts lie beside each other."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Final, NamedTuple

from talentwire.analyse.stories.matching import matched
from talentwire.analyse.stories.sayings import Said
from talentwire.analyse.stories.sketch import Sketch

_PARTS: Final = ("all", "figures", "lead", "own")
_TICKER: Final = 4
"""Times of day from which a text is a ticker."""


class Share(NamedTuple):
    """How much of each of two texts the other one has, 0 to 1."""

    left: float = 0.0
    right: float = 0.0

    @property
    def more(self) -> float:
        """Of the one of which the other has more."""
        return max(self.left, self.right)

    @property
    def less(self) -> float:
        """Of the one of which the other has less."""
        return min(self.left, self.right)

    @property
    def mean(self) -> float:
        """Of both."""
        return (self.left + self.right) / 2


@dataclass(frozen=True)
class Alignment:
    """What two texts share.

    Attributes:
        names, numbers: shared words, in the order of the left text.
        weight: of all shared names and figures.
        all, figures, lead, own: the share of the weight of all of them, of the figures, of what stands in the lead, and
            of the names that few texts have.
        named: weight of the shared names.
        apart: weight of what only one of the two has, of the one of which that is less.
        order: the share of the shared weight that stands in the same order in both.
        claims: the share of the claims to which the other text has one of the same kind about the same.
        contradicted: claims that one text opens with denying and the other does not deny.
        clocks: the share of the times of day that a ticker does not have in common with another; 0 unless both are.
        days: how far apart the two are dated at least; 0 where a date is not known.

    """

    names: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    weight: float = 0.0
    all: Share = Share()
    figures: Share = Share()
    lead: Share = Share()
    own: Share = Share()
    named: float = 0.0
    apart: float = 0.0
    order: float = 0.0
    claims: Share = Share()
    contradicted: int = 0
    clocks: float = 0.0
    days: int = 0


def align(left: Sketch, right: Sketch) -> Alignment:
    """Lay two sketches beside each other."""
    mine, theirs = left.by_key, right.by_key
    same = matched(mine, theirs)
    pairs = [(mine[one], theirs[other]) for one, other in same.items()]
    weights = [min(a.weight, b.weight) for a, b in pairs]
    known = {*same, *same.values()}
    shares = {part: Share(_share(left.weights[part], known), _share(right.weights[part], known)) for part in _PARTS}
    return Alignment(
        names=tuple(a.word for a, _ in pairs if not a.is_figure),
        numbers=tuple(a.word for a, _ in pairs if a.is_figure),
        weight=sum(weights),
        all=shares["all"],
        figures=shares["figures"],
        lead=shares["lead"],
        own=shares["own"],
        named=sum(weight for weight, (a, _) in zip(weights, pairs, strict=True) if not a.is_figure),
        apart=min(
            sum(one.weights["all"].values()) * (1 - share)
            for one, share in zip((left, right), shares["all"], strict=True)
        ),
        order=_ordered([b.place for _, b in pairs], weights) / sum(weights) if pairs else 0.0,
        claims=Share(_answered(left.said, right.said), _answered(right.said, left.said)),
        contradicted=_contradicted(left.said, right.said) + _contradicted(right.said, left.said),
        clocks=_clocks(left, right),
        days=_days(left, right),
    )


def _apart(part: Mapping[str, float], known: Set[str]) -> float:
    return sum(weight for key, weight in part.items() if key not in known)


def _share(part: Mapping[str, float], known: Set[str]) -> float:
    whole = sum(part.values())
    return sum(weight for key, weight in part.items() if key in known) / whole if whole else 0.0


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


def _alike(one: Said, other: Said) -> bool:
    return one.kind == other.kind and len(one.parts & other.parts) > 1


def _answered(claims: Sequence[Said], others: Sequence[Said]) -> float:
    return sum(any(_alike(one, other) for other in others) for one in claims) / len(claims) if claims else 0.0


def _contradicted(claims: Sequence[Said], others: Sequence[Said]) -> int:
    """Denied claims that the other text has, but does not deny."""
    count = 0
    for one in claims:
        if one.denied:
            same = [other.denied for other in others if _alike(one, other)]
            count += bool(same) and not any(same)
    return count


def _clocks(left: Sketch, right: Sketch) -> float:
    mine, theirs = left.weights["times"], right.weights["times"]
    least = min(len(mine), len(theirs))
    return 1 - len(mine.keys() & theirs.keys()) / least if least >= _TICKER else 0.0


def _days(left: Sketch, right: Sketch) -> int:
    if left.date is None or right.date is None:
        return 0
    first, second = sorted((left.date, right.date))
    return max(0, (second.first() - first.last()).days)
