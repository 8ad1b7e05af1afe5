"""Stories: which documents belong together, and which of them came first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from talentwire.analyse.stories.compare import Fold
from talentwire.model.values import PartialDate

_NEVER: Final = date.max


class Dated(NamedTuple):
    """A document by its digest, with its own date as far as known."""

    digest: str
    date: PartialDate | None = None


@dataclass(frozen=True)
class Story:
    """Documents that tell one story.

    Attributes:
        id: the digest of the first recorded of its documents, which stays when documents are added behind it.
        origin: digest of the document that came first: by its own date, else as recorded.
        documents: digests of all of them, the origin first, then by date.

    """

    id: str
    origin: str
    documents: tuple[str, ...]


class _Sets:
    """Groups that grow together."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def top(self, one: str) -> str:
        while (above := self._above.get(one, one)) != one:
            self._above[one] = self._above.get(above, above)
            one = above
        return one

    def join(self, left: str, right: str) -> None:
        """The smaller name stays on top, so that the order of joining does not count."""
        low, high = sorted((self.top(left), self.top(right)))
        self._above[high] = low


def stories(documents: Sequence[Dated], folds: Iterable[Fold]) -> tuple[Story, ...]:
    """The stories that documents tell.

    Copies and translations join their documents. An excerpt joins its whole, unless the whole holds excerpts of several
    stories and is not older than all of them: then it is an anthology, and a story by itself.

    Args:
        documents: in the order in which they were recorded.
        folds: between any of them; others are passed over. Their order does not count.

    Returns:
        Every document in exactly one story; stories in the order of their first recorded documents.

    """
    order = {one.digest: place for place, one in enumerate(documents)}
    days = {one.digest: one.date.first() if one.date else _NEVER for one in documents}
    known = [fold for fold in folds if fold.left in order and fold.right in order]
    sets = _Sets()
    for fold in known:
        if not fold.part:
            sets.join(fold.left, fold.right)
    for part, whole in _joined([fold for fold in known if fold.part], sets, days):
        sets.join(part, whole)
    members: defaultdict[str, list[str]] = defaultdict(list)
    for one in documents:
        members[sets.top(one.digest)].append(one.digest)
    return tuple(_story(group, days, order) for group in members.values())


def _story(group: Sequence[str], days: dict[str, date], order: dict[str, int]) -> Story:
    told = tuple(sorted(group, key=lambda digest: (days[digest], order[digest], digest)))
    return Story(group[0], told[0], told)


def _joined(excerpts: Iterable[Fold], sets: _Sets, days: dict[str, date]) -> list[tuple[str, str]]:
    """The excerpts that belong to their wholes, as part and whole."""
    parts: defaultdict[str, set[str]] = defaultdict(set)
    for fold in excerpts:
        parts[fold.left if fold.part == fold.right else fold.right].add(fold.part)
    joined: list[tuple[str, str]] = []
    for whole, inside in sorted(parts.items()):
        groups = {sets.top(part) for part in inside} - {sets.top(whole)}
        older = all(days[whole] < days[part] for part in inside)
        if len(groups) <= 1 or older:
            joined += [(part, whole) for part in sorted(inside)]
    return joined
