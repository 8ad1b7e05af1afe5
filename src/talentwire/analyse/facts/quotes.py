"""Quotations put together: by their words, and in one story across languages by their place."""

from collections import defaultdict
from itertools import pairwise

from talentwire.analyse.facts.cluster import Cluster, gather
from talentwire.analyse.facts.reading import Reading
from talentwire.analyse.facts.things import QUOTES


def gather_quotes(readings: list[Reading]) -> list[list[Reading]]:
    """What one speaker said, each saying with everywhere it is told."""
    clusters = gather(readings, QUOTES)
    home = {id(r): at for at, cluster in enumerate(clusters) for r in cluster.readings}
    joined = _Joined(len(clusters))
    for story in _translated(readings):
        for left, right in pairwise(story):
            for mine, theirs in zip(left, right, strict=True):
                joined.join(home[id(mine)], home[id(theirs)])
    return joined.groups(clusters)


def _translated(readings: list[Reading]) -> list[list[list[Reading]]]:
    """Stories that are told in several languages, as the speaker's sayings of each document, in their order.

    Only documents with equally many sayings are set side by side: which is which is not sure otherwise.
    """
    stories: dict[str, dict[str, list[Reading]]] = defaultdict(lambda: defaultdict(list))
    for reading in readings:
        stories[reading.story][reading.report.entry.document_id].append(reading)
    found: list[list[list[Reading]]] = []
    for documents in stories.values():
        langs = {group[0].report.entry.lang for group in documents.values()}
        if len(langs) < 2:
            continue
        by_number: dict[int, list[list[Reading]]] = defaultdict(list)
        for _, group in sorted(documents.items()):
            by_number[len(group)].append(sorted(group, key=_place))
        found.extend(groups for groups in by_number.values() if len(groups) > 1)
    return found


def _place(reading: Reading) -> tuple[int, str]:
    span = reading.claim.span
    return (span.start if span else 0), reading.id


class _Joined:
    """Groups of clusters that turned out to be one."""

    def __init__(self, size: int) -> None:
        self._above = list(range(size))

    def top(self, at: int) -> int:
        while self._above[at] != at:
            self._above[at] = self._above[self._above[at]]
            at = self._above[at]
        return at

    def join(self, left: int, right: int) -> None:
        self._above[max(self.top(left), self.top(right))] = min(self.top(left), self.top(right))

    def groups(self, clusters: list[Cluster]) -> list[list[Reading]]:
        found: dict[int, list[Reading]] = defaultdict(list)
        for at, cluster in enumerate(clusters):
            found[self.top(at)].extend(cluster.readings)
        return list(found.values())
