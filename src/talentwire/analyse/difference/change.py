"""What a difference between two moments is made of."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final

from talentwire.analyse.facts.fact import Fact


class Topic(StrEnum):
    """What changes are about, in the order in which they are told."""

    MOVES = "moves"
    DEALS = "deals"
    MONEY = "money"
    MACHINES = "machines"
    WORKFORCE = "workforce"
    RELEASES = "releases"
    STATEMENTS = "statements"
    DENIALS = "denials"
    CORRECTIONS = "corrections"


TOPICS: Final = {
    "move": Topic.MOVES, "position": Topic.MOVES, "deal": Topic.DEALS, "funding": Topic.MONEY, "pay": Topic.MONEY,
    "compute": Topic.MACHINES, "workforce": Topic.WORKFORCE, "release": Topic.RELEASES, "quote": Topic.STATEMENTS,
}  # fmt: skip
"""By kind of fact what a change of it is about, unless it is a denial or a correction."""


class Became(StrEnum):
    """What became of a fact between two moments.

    Attributes:
        NEW: it was not told before.
        SURER: a rumour was announced, a plan reported, a report confirmed.
        REVIVED: it was not believed before, and is now.
        FIGURE: another value is believed.
        CONTESTED: somebody says otherwise.
        ENDED: it was true and is over.
        MORE: more is known of it.
        DENIED: it is denied and believed no more.
        FAILED: it came to nothing.
        REVERSED: it happened and was undone.
        REPLACED: something else took its place.
        DISPUTED: somebody new denies it, and it is believed all the same.
        CORRECTED: a claim of it was put right.
        UNSURER: it is less sure than it was.
        GONE: all its claims were taken out.
        JOINED: it is one with another fact.
        SPLIT: it was part of another fact.

    """

    NEW = "new"
    SURER = "surer"
    REVIVED = "revived"
    FIGURE = "figure"
    CONTESTED = "contested"
    ENDED = "ended"
    MORE = "more"
    DENIED = "denied"
    FAILED = "failed"
    REVERSED = "reversed"
    REPLACED = "replaced"
    DISPUTED = "disputed"
    CORRECTED = "corrected"
    UNSURER = "unsurer"
    GONE = "gone"
    JOINED = "joined"
    SPLIT = "split"


DENIALS: Final = frozenset({Became.DENIED, Became.FAILED, Became.REVERSED, Became.REPLACED, Became.DISPUTED})
CORRECTIONS: Final = frozenset({Became.CORRECTED, Became.UNSURER, Became.GONE, Became.JOINED, Became.SPLIT})


@dataclass(frozen=True, slots=True)
class ValueChange:
    """What was believed of a slot and what is; nothing where it was or is not told."""

    slot: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one fact.

    Attributes:
        became: the weightiest thing that became of it.
        before: the fact as it was; None for a new one. For one that was split off, what it was part of.
        after: the fact as it is; None for one that is gone. For one that was joined, what it is part of.
        values: what is believed otherwise.

    """

    became: Became
    before: Fact | None
    after: Fact | None
    values: tuple[ValueChange, ...] = ()

    @property
    def fact(self) -> Fact:
        """The fact that it is about: as it is, or as it was where it is no more."""
        found = self.before if self.became is Became.JOINED else self.after or self.before
        if found is None:
            raise ValueError("a change is of some fact")
        return found

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The fact as it is and as it was; the ones that are told first."""
        return tuple(one for one in (self.after, self.before) if one)

    @property
    def topic(self) -> Topic:
        """What it is about."""
        if self.became in CORRECTIONS:
            return Topic.CORRECTIONS
        new = self.became is Became.NEW and not self.fact.stands
        return Topic.DENIALS if new or self.became in DENIALS else TOPICS[self.fact.kind]


@dataclass(frozen=True)
class Difference:
    """What changed in a ledger between two moments.

    Attributes:
        since: the first moment.
        until: the second; empty for now.
        changes: by topic, in each the weightiest first.
        retold: how many facts were only told again.

    """

    since: str
    until: str
    changes: tuple[Change, ...]
    retold: int = 0

    def of(self, topic: Topic) -> tuple[Change, ...]:
        """The changes about something."""
        return self._by_topic.get(topic, ())

    @cached_property
    def _by_topic(self) -> dict[Topic, tuple[Change, ...]]:
        found: dict[Topic, list[Change]] = defaultdict(list)
        for change in self.changes:
            found[change.topic].append(change)
        return {topic: tuple(held) for topic, held in found.items()}


_SMALL: Final = frozenset({Became.ENDED, Became.CONTESTED})


def ordered(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Changes by topic; in each, what happened before what holds or is said, then what more stories tell."""
    places = {topic: place for place, topic in enumerate(Topic)}

    def order(change: Change) -> tuple[int, int, int, float, int, str]:
        fact = change.fact
        small = change.became in _SMALL or fact.kind in ("position", "quote")
        tier = 2 if change.became is Became.MORE else int(small)
        return (
            places[change.topic], tier, -fact.stories, -fact.confidence.value, -fact.last_seen.toordinal(),
            fact.id,
        )  # fmt: skip

    return tuple(sorted(changes, key=order))
