"""Second spells: the same way gone twice, and the same position held twice, are two things."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from typing import Final

from talentwire.analyse.facts.cluster import Cluster, gather
from talentwire.analyse.facts.people import MOVES, POSITIONS, is_inner
from talentwire.analyse.facts.reading import Reading
from talentwire.analyse.facts.relations import House
from talentwire.analyse.facts.settings import DAYS
from talentwire.analyse.facts.ways import ByHouse, Exit

_BACK: Final = 30
"""Days that a way back takes at least, so that two news of one week are no return."""
Exits = ByHouse[Exit]


def gather_moves(readings: list[Reading]) -> list[Cluster]:
    """The moves of one person, each spell by itself."""
    clusters = gather(readings, MOVES)
    if len(clusters) < 2:
        return clusters
    ways: ByHouse[Cluster] = ByHouse()
    for cluster in clusters:
        if cluster.final and not is_inner(cluster.readings[0]):
            left = House(frozenset(cluster.wide.get("from_org", ())), frozenset())
            ways.add(left, cluster.dated.first if cluster.dated else cluster.span.first, cluster)
    return [part for cluster in clusters for part in _way_twice(cluster, ways)]


def _way_twice(cluster: Cluster, ways: ByHouse[Cluster]) -> list[Cluster]:
    """The cluster, cut where its person had gone back in between and later claims are sure to be new."""
    first, last = cluster.span
    if last - first <= _BACK:
        return [cluster]
    leaving = ways.within(sorted(cluster.wide.get("to_org", ())), first + 1)
    back = next((day for day, other in leaving if other is not cluster and day < last), None)
    if back is None:
        return [cluster]
    before = [r for r in cluster.readings if r.at <= back]
    after = [r for r in cluster.readings if r.at > back]
    sure = any(r.dated and r.dated.narrow for r in after) or len({r.story for r in after}) > 1
    return [_regrouped(before), _regrouped(after)] if sure and before and after else [cluster]


def _regrouped(readings: list[Reading]) -> Cluster:
    cluster = Cluster(readings[0])
    for reading in readings[1:]:
        cluster.add(reading)
    return cluster


def gather_positions(readings: list[Reading], exits: Exits) -> list[Cluster]:
    """The positions of one person, each spell by itself."""
    return [part for cluster in gather(readings, POSITIONS) for part in _spells(cluster, exits)]


def _spells(cluster: Cluster, exits: Exits) -> list[Cluster]:
    """The readings of one position, cut where it was left and is held again later."""
    role = next(iter(cluster.values.get("role", ())), None)
    left = exits.within(sorted(cluster.wide.get("org", ())), cluster.span.first - DAYS["position"])
    ends = {e.until for _, e in left if e.ends(role)}
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
