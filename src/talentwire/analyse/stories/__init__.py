"""Which documents tell one story: copies, excerpts and translations of one report, and which of them came first."""

from talentwire.analyse.stories.compare import BY, Fold, FoldKind, compare
from talentwire.analyse.stories.shelf import COMPARED, KEPT, Shelf, fold_all
from talentwire.analyse.stories.sketch import Sketch
from talentwire.analyse.stories.story import Dated, Story, stories

__all__ = [
    "BY",
    "COMPARED",
    "KEPT",
    "Dated",
    "Fold",
    "FoldKind",
    "Shelf",
    "Sketch",
    "Story",
    "compare",
    "fold_all",
    "stories",
]
