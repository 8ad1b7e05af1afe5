"""A tie between two houses, and how far it has come."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple, Self

from talentwire.analyse.facts.fact import Fact, Stage
from talentwire.model.values import Interval

_RANK: Final = (Stage.RUMOURED, Stage.PLANNED, Stage.REPORTED, Stage.CONFIRMED)


class Kind(StrEnum):
    """What ties two houses, the strongest first."""

    ACQUISITION = "acquisition"
    MERGER = "merger"
    STAKE = "stake"
    INVESTMENT = "investment"
    JOINT_VENTURE = "joint_venture"
    LICENCE_HIRE = "licence_hire"
    DEAL = "deal"
    INVESTOR = "investor"
    BOTH = "both"
    SITE = "site"
    MOVED = "moved"


class Told(NamedTuple):
    """A fact behind a tie.

    Attributes:
        id: of the fact.
        stage: how far it has come.
        sure: how far it is believed.

    """

    id: str
    stage: Stage
    sure: float

    @classmethod
    def of(cls, fact: Fact) -> Self:
        """What a tie needs of a fact."""
        return cls(fact.id, fact.status, fact.confidence.value)


class Tie(NamedTuple):
    """Something that two houses share.

    Attributes:
        left: id of one organisation; who buys, invests or is left comes first.
        right: id of the other.
        kind: what ties them.
        facts: the facts that tell it.
        since: from when, as far as known.
        until: up to when; None where it still holds, or where it is something that happened.
        through: the person or the site that they share; empty where there is none.

    """

    left: str
    right: str
    kind: Kind
    facts: tuple[Told, ...]
    since: date
    until: date | None = None
    through: str = ""

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the facts."""
        return tuple(one.id for one in self.facts)

    @property
    def stage(self) -> Stage:
        """How far it has come: as far as the least sure of its facts."""
        return min((one.stage for one in self.facts), key=_RANK.index)

    @property
    def sure(self) -> float:
        """How far the least believed of its facts is believed."""
        return min(one.sure for one in self.facts)

    def held(self, during: Interval | None) -> bool:
        """Whether it held, or happened, in a stretch of time."""
        if during is None:
            return True
        lasts = self.kind in (Kind.BOTH, Kind.SITE)
        return during.overlaps(Interval(self.since, self.until)) if lasts else during.contains(self.since)


def ranked(ties: Iterable[Tie]) -> list[Tie]:
    """Ties, the strongest kind first, in each the newest."""
    kinds = list(Kind)
    return sorted(ties, key=lambda one: (kinds.index(one.kind), -one.since.toordinal(), one.through, one.ids))
