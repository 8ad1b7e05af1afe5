"""Claims about the same thing, put together: each joins the nearest group that it fits, or opens one.

Groups are found by keys, and only the latest few under a key are compared, so that time grows with the number of
claims, however many are about one subject.
"""

from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any, Final, NamedTuple

from talentwire.analyse.facts.reading import Reading, Span
from talentwire.model.claims import Status

_NEAREST: Final = 12
_KEPT: Final = 8
"""Different values of a slot that a group compares with; more of them would be noise."""


class Cluster:
    """Claims about one thing, with what comparing needs of them.

    Attributes:
        readings: the claims.
        ids, wide: entities in each slot, alone and with what they belong to.
        values: different values of the other slots, at most a few each.
        span: days of the claims' own dates and, where they have none, of their documents.
        spread: all days on which they may have happened.
        dated: days of the claims' own dates, where they are narrow.
        firm, final: whether one claim is more than talk; whether one says that it happened.
        failed: the last day on which one said that it came to nothing.
        stories: the stories it is in.

    """

    __slots__ = ("dated", "failed", "final", "firm", "ids", "readings", "span", "spread", "stories", "values", "wide")

    def __init__(self, first: Reading) -> None:
        self.readings: list[Reading] = []
        self.ids: dict[str, set[str]] = {}
        self.wide: dict[str, set[str]] = {}
        self.values: dict[str, list[Any]] = {}
        self.span = Span(first.at, first.at)
        self.spread = first.span
        self.dated: Span | None = None
        self.firm = self.final = False
        self.failed: int | None = None
        self.stories: set[str] = set()
        self.add(first)

    def add(self, reading: Reading) -> None:
        """Put a claim to the others."""
        self.readings.append(reading)
        self.stories.add(reading.story)
        for slot, ids in reading.ids.items():
            self.ids.setdefault(slot, set()).update(ids)
            self.wide.setdefault(slot, set()).update(reading.wide[slot])
        for slot in _PLAIN.get(reading.claim.kind, ()):
            self._note(slot, reading.get(slot))
        self.span = _around(self.span, Span(reading.at, reading.at))
        self.spread = _around(self.spread, reading.span)
        if reading.dated and reading.dated.narrow:
            self.dated = _around(self.dated or reading.dated, reading.dated)
        self.firm |= reading.firm
        self.final |= reading.final
        if reading.status is Status.FAILED:
            self.failed = max(self.failed or 0, reading.at)

    def _note(self, slot: str, value: Any) -> None:
        if value is None or value == ():
            return
        known = self.values.setdefault(slot, [])
        if len(known) < _KEPT and value not in known:
            known.append(value)

    def gap(self, reading: Reading) -> int:
        """Days between a claim and those that are here already."""
        if reading.dated and reading.dated.narrow and self.dated:
            return self.dated.gap(reading.dated)
        return (self.spread if reading.dated else self.span).gap(reading.span)

    def names(self, slot: str, reading: Reading) -> bool | None:
        """Whether a claim names the same in a slot; None where either names nobody there."""
        here, there = self.ids.get(slot), reading.ids.get(slot)
        if not here or not there:
            return None
        return not self.wide[slot].isdisjoint(there) or not here.isdisjoint(reading.wide[slot])

    def says(self, slot: str, value: Any, same: Callable[[Any, Any], bool]) -> bool | None:
        """Whether a value of a slot has been said already; None where there is none on either side."""
        known = self.values.get(slot)
        if not known or value is None or value == ():
            return None
        return any(same(one, value) for one in known)


_PLAIN: Final = {
    "move": ("headcount", "from_role", "to_role"),
    "position": ("role",),
    "deal": ("kind", "amount"),
    "funding": ("kind", "amount", "valuation"),
    "pay": ("kind", "amount", "recipient"),
    "compute": ("accelerators", "accelerator_type", "power_mw", "capex", "location"),
    "workforce": ("change", "group", "count", "percent"),
    "release": ("event",),
}


def _around(left: Span, right: Span) -> Span:
    return Span(min(left.first, right.first), max(left.last, right.last))


class Rules(NamedTuple):
    """What makes claims of a kind one thing.

    Attributes:
        keys: under which a claim is found again; claims with no key in common are never compared.
        whole: sorts claims: those that say all of it (0) come before those that say a part.
        distance: how far a claim is from a group; None where it is about something else.

    """

    keys: Callable[[Reading], tuple[str, ...]]
    whole: Callable[[Reading], int]
    distance: Callable[[Cluster, Reading], float | None]


def gather(readings: Iterable[Reading], rules: Rules) -> list[Cluster]:
    """Put claims about the same thing together, whatever their order."""
    clusters: list[Cluster] = []
    index: dict[str, dict[int, Cluster]] = {}
    for reading in sorted(readings, key=lambda r: (rules.whole(r), r.at, r.order)):
        keys = rules.keys(reading)
        home = _nearest(reading, keys, index, rules)
        if home is None:
            home = Cluster(reading)
            clusters.append(home)
        else:
            home.add(reading)
        for key in keys:
            under = index.setdefault(key, {})
            under.pop(id(home), None)  # the one used last comes last
            under[id(home)] = home
    return clusters


def _nearest(
    reading: Reading, keys: tuple[str, ...], index: dict[str, dict[int, Cluster]], rules: Rules
) -> Cluster | None:
    best: tuple[float, int] | None = None
    found: Cluster | None = None
    seen: set[int] = set()
    for key in keys:
        for cluster in islice(reversed(index.get(key, {}).values()), _NEAREST):
            if id(cluster) in seen:
                continue
            seen.add(id(cluster))
            distance = rules.distance(cluster, reading)
            if distance is not None and (best is None or (distance, -len(cluster.stories)) < best):
                best, found = (distance, -len(cluster.stories)), cluster
    return found
