"""Candidates by their marks, in memory: what an index of a table does in a ledger."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable
from typing import Final

from talentwire.analyse.stories.compare import Fold, compare
from talentwire.analyse.stories.sketch import Sketch

KEPT: Final = 24
"""Documents kept under one mark: the last ones, since copies come soon after one another. It bounds what one document
is compared with, whatever all documents share: a footer, or two names that stand in everything."""


COMPARED: Final = 48
"""Candidates that a document is compared with: those with which it shares most marks."""


class Shelf:
    """Sketches by their marks."""

    def __init__(self) -> None:
        self._by_mark: defaultdict[str, deque[Sketch]] = defaultdict(lambda: deque(maxlen=KEPT))

    def candidates(self, sketch: Sketch) -> list[Sketch]:
        """The sketches on the shelf that share a mark, those that share most first."""
        shared: Counter[str] = Counter()
        found: dict[str, Sketch] = {}
        for mark in sketch.marks:
            for one in self._by_mark.get(mark, ()):
                shared[one.digest] += 1
                found[one.digest] = one
        most = sorted(shared, key=lambda digest: (-shared[digest], digest))[:COMPARED]
        return [found[digest] for digest in most]

    def add(self, sketch: Sketch) -> None:
        """Put a sketch on the shelf."""
        for mark in sketch.marks:
            self._by_mark[mark].append(sketch)


def fold_all(sketches: Iterable[Sketch]) -> list[Fold]:
    """The folds between sketches, each compared with the candidates before it."""
    shelf, folds = Shelf(), []
    for sketch in sketches:
        folds += [fold for one in shelf.candidates(sketch) if (fold := compare(sketch, one))]
        shelf.add(sketch)
    return folds
