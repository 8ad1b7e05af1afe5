"""Second spells: the same way gone twice, and the same position held twice, are two things."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from talentwire.analyse.facts.cluster import Cluster, gather
from talentwire.analyse.facts.people import MOVES, POSITIONS, is_inner
from talentwire.analyse.facts.reading import Reading, words
from talentwire.analyse.facts.settings import DAYS, settings
from talentwire.analyse.facts.values import same_text

_BACK = 30
"""Days that a way back takes at least, so that two news of one week are no return."""


class Exit(NamedTuple):
    """Someone left a house, or its board.

    Attributes:
        day: when.
        until: the day up to which texts may lag behind and still call them what they no longer are.
        orgs: ids of the house, and of what it belongs to.
        seat: the ``job`` or the ``board`` that was left.
        role: the position that was left, where it may be that alone.
        fact: id of the fact.
        why: the exit in words.

    """

    day: int
    until: int
    orgs: frozenset[str]
    seat: str
    role: str | None
    fact: str
    why: str

    def ends(self, orgs: Iterable[str], role: str | None) -> bool:
        """Whether it ends a position in one of these organisations."""
        if self.orgs.isdisjoint(orgs) or self.seat != seat_of(role):
            return False
        return self.role is None or role is None or same_text(self.role, role)


def gather_moves(readings: list[Reading]) -> list[Cluster]:
    """The moves of one person, each spell by itself."""
    clusters = gather(readings, MOVES)
    if len(clusters) < 2:
        return clusters
    ways = [(c, c.dated.first if c.dated else c.span.first) for c in clusters if c.final and not _inner(c)]
    return [part for cluster in clusters for part in _way_twice(cluster, ways)]


def _inner(cluster: Cluster) -> bool:
    return is_inner(cluster.readings[0])


def _way_twice(cluster: Cluster, ways: list[tuple[Cluster, int]]) -> list[Cluster]:
    """The cluster, cut where its person had gone back in between and later claims are sure to be new."""
    target = cluster.wide.get("to_org")
    first, last = cluster.span
    if not target or last - first <= _BACK:
        return [cluster]
    backs = [
        day
        for other, day in ways
        if other is not cluster and first < day < last and not target.isdisjoint(other.wide.get("from_org", ()))
    ]
    if not backs:
        return [cluster]
    before = [r for r in cluster.readings if r.at <= min(backs) or not r.dated]
    after = [r for r in cluster.readings if r.at > min(backs)]
    sure = any(r.dated and r.dated.narrow for r in after) or len({r.story for r in after}) > 1
    if not sure:
        return [cluster]
    before = [r for r in before if r.at <= min(backs)]
    return [_regrouped(before), _regrouped(after)] if before and after else [cluster]


def _regrouped(readings: list[Reading]) -> Cluster:
    cluster = Cluster(readings[0])
    for reading in readings[1:]:
        cluster.add(reading)
    return cluster


def gather_positions(readings: list[Reading], exits: list[Exit]) -> list[Cluster]:
    """The positions of one person, each spell by itself."""
    return [part for cluster in gather(readings, POSITIONS) for part in _spells(cluster, exits)]


def seat_of(role: str | None) -> str:
    """Which kind of leaving ends a position: of the ``job``, of the ``board``, or none (``lasting``)."""
    said = words(role or "")
    if said and said <= settings().lasting:
        return "lasting"
    return "board" if said & settings().board else "job"


def _spells(cluster: Cluster, exits: list[Exit]) -> list[Cluster]:
    """The readings of one position, cut where it was left and is held again later."""
    role = next(iter(cluster.values.get("role", ())), None)
    ends = {e.until for e in exits if e.ends(cluster.wide.get("org", ()), role)}
    ends |= {r.at + DAYS["position"] for r in cluster.readings if not r.get("current") and r.firm}
    held = [r for r in cluster.readings if r.get("current")]
    if not ends or not held:
        return [cluster]
    ordered = sorted(ends)
    parts: dict[int, list[Reading]] = defaultdict(list)
    for reading in held:
        parts[bisect_left(ordered, reading.at)].append(reading)
    starts = sorted((min(r.at for r in part), number) for number, part in parts.items())
    for reading in cluster.readings:
        if not reading.get("current"):
            parts[_before(starts, reading.at)].append(reading)
    return [_regrouped(sorted(part, key=lambda r: (r.at, r.order))) for _, part in sorted(parts.items())]


def _before(starts: list[tuple[int, int]], day: int) -> int:
    """The number of the last spell that had begun by a day; -1 for one before all of them."""
    at = bisect_right(starts, (day, len(starts) + 10**6))
    return starts[at - 1][1] if at else -1
