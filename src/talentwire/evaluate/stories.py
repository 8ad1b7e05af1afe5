"""How well documents are folded into stories, against gold: every pair of documents in one story counts once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations
from typing import Any

from talentwire.evaluate.gold import Gold
from talentwire.evaluate.match import Counts

Pair = tuple[str, str]


@dataclass(frozen=True)
class StoryReport:
    """Pairs of documents that tell one story, by their names.

    Attributes:
        documents: how many there were.
        right: pairs in one story, as in gold.
        wrong: pairs in one story that gold keeps apart.
        missed: pairs of gold that were kept apart.

    """

    documents: int
    right: tuple[Pair, ...]
    wrong: tuple[Pair, ...]
    missed: tuple[Pair, ...]

    @property
    def counts(self) -> Counts:
        """How many pairs were right, found and expected."""
        return Counts(len(self.right), len(self.right) + len(self.wrong), len(self.right) + len(self.missed))

    def to_json(self) -> dict[str, Any]:
        """The figures by name, rounded to three digits, and the pairs."""
        p, r, f1 = (round(rate, 3) for rate in self.counts.rates())
        pairs = self.documents * (self.documents - 1) // 2
        return {"precision": p, "recall": r, "f1": f1, "gold": self.counts.expected, "pairs": pairs, **asdict(self)}


def compare_stories(golds: Sequence[Gold], found: Iterable[Iterable[str]]) -> StoryReport:
    """Compare stories with those of gold documents.

    Args:
        golds: the documents; one that repeats another (``same_story``) is in its story.
        found: the names of the documents in each story.

    """
    docs = {gold.doc for gold in golds}
    links = {gold.doc: gold.same_story for gold in golds if gold.same_story in docs}
    expected: defaultdict[str, list[str]] = defaultdict(list)
    for doc in docs:
        expected[_first(doc, links)].append(doc)
    wanted, told = _pairs(expected.values()), _pairs(found)
    return StoryReport(
        len(docs), tuple(sorted(wanted & told)), tuple(sorted(told - wanted)), tuple(sorted(wanted - told))
    )


def _first(doc: str, links: Mapping[str, str | None]) -> str:
    """The document at the end of the chain of repetitions; the smallest name of a ring."""
    seen = [doc]
    while (above := links.get(seen[-1])) and above not in seen:
        seen.append(above)
    return seen[-1] if not above else min(seen[seen.index(above) :])


def _pairs(groups: Iterable[Iterable[str]]) -> set[Pair]:
    return {pair for group in groups for pair in combinations(sorted(group), 2)}
