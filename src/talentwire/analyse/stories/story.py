"""Stories: which documents belong together, and which of them came first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from talentwire.analyse.stories.compare import Fold
from talentwire.analyse.stories.groups import Groups
from talentwire.model.values import PartialDate

SURE: Final = 0.8
"""The score from which one retelling joins two groups by itself."""
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


def stories(documents: Sequence[Dated], folds: Iterable[Fold]) -> tuple[Story, ...]:
    """The stories that documents tell.

    Copies and sure translations join their documents. A less sure translation joins two groups when at least half of
    the smaller one is folded with the other: a chain of retellings does not make one story of two. A part joins its
    whole

    * when the whole is older than all its parts, which were cut from it;
    * else when it is an excerpt, and the whole holds no part of another story.

    So an anthology, which prints several reports, is a story by itself, and they are not one through it.

    Args:
        documents: in the order in which they were recorded.
        folds: between any of them; others are passed over. Their order does not count.

    Returns:
        Every document in exactly one story; stories in the order of their first recorded documents.

    """
    dates = {one.digest: one.date for one in documents}
    groups = Groups(dates)
    known = sorted({fold for fold in folds if fold.left in dates and fold.right in dates}, key=_rank)
    for fold in known:
        if fold.kind == "copy" or (fold.kind == "translation" and fold.score >= SURE):
            groups.join(fold.left, fold.right)
    _join_retellings([fold for fold in known if fold.kind == "translation"], groups)
    for part, whole in _belonging([fold for fold in known if fold.part], groups, dates):
        groups.join(part, whole)
    order = {digest: place for place, digest in enumerate(dates)}
    return tuple(_story(members, dates, order) for members in groups.all())


def _rank(fold: Fold) -> tuple[float, str, str, str]:
    return -fold.score, fold.left, fold.right, fold.kind


def _story(members: Sequence[str], dates: Mapping[str, PartialDate | None], order: Mapping[str, int]) -> Story:
    told = tuple(sorted(members, key=lambda one: (_first_day(dates[one]), order[one], one)))
    return Story(members[0], told[0], told)


def _first_day(day: PartialDate | None) -> date:
    return day.first() if day else _NEVER


def _join_retellings(folds: Sequence[Fold], groups: Groups) -> None:
    """Join by the less sure retellings, the surest first."""
    beside: defaultdict[str, set[str]] = defaultdict(set)
    for fold in folds:
        beside[fold.left].add(fold.right)
        beside[fold.right].add(fold.left)
    for fold in folds:
        if groups.top(fold.left) != groups.top(fold.right):
            few, many = sorted((groups.members(fold.left), groups.members(fold.right)), key=len)
            inside = set(many)
            if 2 * sum(not beside[one].isdisjoint(inside) for one in few) >= len(few):
                groups.join(fold.left, fold.right)


def _belonging(
    excerpts: Iterable[Fold], groups: Groups, dates: Mapping[str, PartialDate | None]
) -> list[tuple[str, str]]:
    """The parts that belong to their wholes, with them."""
    parts: defaultdict[str, list[Fold]] = defaultdict(list)
    for fold in excerpts:
        parts[fold.whole].append(fold)
    joined: list[tuple[str, str]] = []
    for whole, inside in sorted(parts.items()):
        told = {groups.top(fold.part) for fold in inside} - {groups.top(whole)}
        older = all(_is_older(dates[whole], dates[fold.part]) for fold in inside)
        joined += [(fold.part, whole) for fold in inside if older or (fold.kind == "excerpt" and len(told) == 1)]
    return joined


def _is_older(one: PartialDate | None, other: PartialDate | None) -> bool:
    return one is not None and other is not None and one.last() < other.first()
