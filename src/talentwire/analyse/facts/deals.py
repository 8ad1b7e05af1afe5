"""When claims are about the same deal, and to whose deals it belongs.

Deals are put together so that what is told of one house depends on few other claims: a claim that names both parties
joins others on the same pair; one that names no buyer joins a deal in which its house is bought, or others like it; one
that names no target joins a deal of its buyer only where the same story tells of one. So a new deal concerns the deals
of its own parties and those in its own story, and no others.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from talentwire.analyse.facts.cluster import Cluster, Rules, gather
from talentwire.analyse.facts.reading import Reading
from talentwire.analyse.facts.report import World
from talentwire.analyse.facts.settings import DAYS
from talentwire.analyse.facts.values import near_sum

MUTUAL: Final = frozenset({"merger", "joint_venture"})
"""Kinds of deals in which either party may be the buyer."""
BUYER: Final = "buyer"
TARGET: Final = "target"
_PARTIES: Final = (BUYER, TARGET)
_WHOLE: Final = frozenset({"acquisition", "merger"})
_PART: Final = frozenset({"stake", "investment"})
_NEAREST: Final = 12
_STEP: Final = 30
"""Days by which deals of one house are looked up."""


class Told(NamedTuple):
    """Claims on one deal.

    Attributes:
        house: whose deals it belongs to: the house that is bought or bought into, in the end; empty for nobody.
        readings: the claims.

    """

    house: str
    readings: Sequence[Reading]


def gather_deals(readings: Iterable[Reading], world: World) -> list[Told]:
    """Put claims about the same deal together, whatever their order."""
    by_sides: dict[tuple[bool, bool], list[Reading]] = defaultdict(list)
    for reading in sorted(readings, key=_in_time):
        by_sides[BUYER in reading.ids, TARGET in reading.ids].append(reading)
    pairs = gather(by_sides[True, True], Rules(lambda one: _pairs(one, world), _all_alike, distance))
    joined: dict[int, list[Reading]] = defaultdict(list)
    alone = [*by_sides[False, False]]
    for homes, halves in (
        (_OfTarget(pairs, world), by_sides[False, True]),
        (_InStory(pairs), by_sides[True, False]),
    ):
        for half in halves:
            home = homes.find(half)
            if home is None:
                alone.append(half)
            else:
                joined[id(home)].append(half)
    found = [Told(_most(pair.readings, world), (*pair.readings, *joined[id(pair)])) for pair in pairs]
    others = gather(alone, Rules(lambda one: _alone(one, world), _all_alike, distance))
    return [*found, *(Told(house_of(one.readings[0], world), one.readings) for one in others)]


def house_of(reading: Reading, world: World) -> str:
    """The house to whose deals a claim belongs: of the target or, where none is told, of the buyer."""
    named = reading.ids.get(TARGET) or reading.ids.get(BUYER) or ("",)
    return _chain(named[0], world)[-1]


def sides(reading: Reading, world: World) -> frozenset[str]:
    """The houses to whose deals a claim may belong, by what else is told of the same parties."""
    buyers = {_chain(one, world)[-1] for one in reading.ids.get(BUYER, ())}
    return frozenset({house_of(reading, world), *buyers})


def _in_time(reading: Reading) -> tuple[int, tuple[str, str]]:
    return reading.at, reading.order


def _all_alike(_: Reading) -> int:
    return 0


def _chain(entity: str, world: World) -> tuple[str, ...]:
    return entity, *world.above(entity)


def _pairs(reading: Reading, world: World) -> tuple[str, ...]:
    """Who buys whom; of a merger that somebody vouches for, also the other way round."""
    buyers, targets = sorted(reading.wide[BUYER]), sorted(_chain(reading.ids[TARGET][0], world))
    found = [f"{buyer} > {target}" for buyer in buyers for target in targets]
    if is_mutual(reading):
        found += [f"{target} > {buyer}" for buyer in buyers for target in targets]
    return tuple(found)


def is_mutual(reading: Reading) -> bool:
    """Whether a claim stands for a deal that may be told from either side."""
    denied = reading.against or any(one.verdict == "deny" for one in reading.remarks)
    return reading.get("kind") in MUTUAL and not denied


def _alone(reading: Reading, world: World) -> tuple[str, ...]:
    for slot in (TARGET, BUYER):
        if named := reading.ids.get(slot):
            return tuple(f"{slot} {one}" for one in _chain(named[0], world))
    return ("",)


def _most(readings: Iterable[Reading], world: World) -> str:
    """The house that most of the claims say is bought."""
    votes = Counter(house_of(one, world) for one in readings)
    return min(votes, key=lambda house: (-votes[house], house))


class _OfTarget:
    """Deals by whom they are about, for claims that do not say who buys; what they join does not change for others."""

    def __init__(self, pairs: Iterable[Cluster], world: World) -> None:
        self._world = world
        self._held: dict[tuple[str, int], dict[int, Cluster]] = defaultdict(dict)
        for pair in pairs:
            named = {one for told in pair.readings for one in _chain(told.ids[TARGET][0], world)}
            for step in {day // _STEP for day in _days(pair)}:
                for one in named:
                    self._held[one, step][id(pair)] = pair

    def find(self, half: Reading) -> Cluster | None:
        """The deal that a claim tells of."""
        near: dict[int, Cluster] = {}
        named = _chain(half.ids[TARGET][0], self._world)
        first, last = half.span.first // _STEP, half.span.last // _STEP
        for away in range(DAYS["deal"] // _STEP + 2):
            steps = range(first, last + 1) if not away else (first - away, last + away)
            for step in steps:
                for one in named:
                    near.update(self._held.get((one, step), {}))
            if len(near) >= _NEAREST:
                break
        return _nearest(half, near.values())


def _days(pair: Cluster) -> Iterator[int]:
    for span in filter(None, (pair.span, pair.spread, pair.dated)):
        yield from range(span.first, span.last, _STEP)
        yield span.last


class _InStory:
    """Deals by the story and their buyer, for claims that do not say who is bought."""

    def __init__(self, pairs: Iterable[Cluster]) -> None:
        self._held: dict[tuple[str, str], list[tuple[Reading, Cluster]]] = defaultdict(list)
        for pair in pairs:
            for told in pair.readings:
                for buyer in told.wide[BUYER]:
                    self._held[told.story, buyer].append((told, pair))

    def find(self, half: Reading) -> Cluster | None:
        """The deal that a claim tells of: that of the claim in its story which is most like it."""
        near = {told.id: (told, pair) for buyer in half.wide[BUYER] for told, pair in self._held[half.story, buyer]}
        ordered = sorted(near.values(), key=lambda one: _in_time(one[0]))
        best = _nearest(half, (Cluster(told) for told, _ in ordered))
        return near[best.readings[0].id][1] if best else None


def _nearest(half: Reading, near: Iterable[Cluster]) -> Cluster | None:
    found = [
        (away, -len(one.stories), _in_time(one.readings[0]), one) for one in near if _fits(away := distance(one, half))
    ]
    return min(found, key=lambda one: one[:3])[3] if found else None


def _fits(away: float | None) -> bool:
    return away is not None


def distance(cluster: Cluster, reading: Reading) -> float | None:
    """How far a claim is from a deal, in days; None where it is about another one."""
    gap = cluster.gap(reading)
    if gap > DAYS["deal"] or not _same_parties(cluster, reading):
        return None
    sums = cluster.says("amount", reading.get("amount"), near_sum)
    if gap > DAYS["tranche"] and (sums is False or not _kinds(cluster, reading)) and _both_closed(cluster, reading):
        return None
    if not _kinds(cluster, reading) and not (gap <= DAYS["tranche"] and sums is not False):
        return None
    return gap + (0 if sums else 0.5)


def _same_parties(cluster: Cluster, reading: Reading) -> bool:
    agreed = [cluster.names(slot, reading) for slot in _PARTIES]
    if False not in agreed and True in agreed:
        return True
    kinds = {*cluster.values.get("kind", ()), reading.get("kind")}
    return bool(kinds & MUTUAL) and _turned(cluster, reading)


def _turned(cluster: Cluster, reading: Reading) -> bool:
    """Whether the buyer of one is the target of the other, both ways."""
    ways = ((BUYER, TARGET), (TARGET, BUYER))
    return all(not cluster.wide.get(here, set()).isdisjoint(reading.ids.get(there, ())) for here, there in ways)


def _both_closed(cluster: Cluster, reading: Reading) -> bool:
    return cluster.final and reading.final


def _kinds(cluster: Cluster, reading: Reading) -> bool:
    """Whether the kinds of the deal do not contradict: a stake is no takeover."""
    kind = reading.get("kind")
    known = set(cluster.values.get("kind", ()))
    if not kind or not known or kind in known:
        return True
    return any(_sort(kind) == _sort(other) or "licence_hire" in (kind, other) for other in known)


def _sort(kind: str) -> str:
    return "whole" if kind in _WHOLE else "part" if kind in _PART else kind
