"""A fact and its parts: what is believed, how it came about, who says so and who denies it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import prod
from typing import Any, Literal

from talentwire.model.claims import Status
from talentwire.model.entities import Feature
from talentwire.model.values import Interval

VoiceKind = Literal["editor", "concerned", "outlet", "named", "document", "unnamed"]


class Stage(StrEnum):
    """How far a fact has come."""

    RUMOURED = "rumoured"
    PLANNED = "planned"
    REPORTED = "reported"
    CONFIRMED = "confirmed"
    DENIED = "denied"
    FAILED = "failed"
    REVERSED = "reversed"

    @property
    def positive(self) -> bool:
        """Whether the thing is believed to have happened, to hold or to come."""
        return self not in (Stage.DENIED, Stage.FAILED, Stage.REVERSED)

    @property
    def happened(self) -> bool:
        """Whether it is more than a rumour or a plan."""
        return self in (Stage.REPORTED, Stage.CONFIRMED)


@dataclass(frozen=True, slots=True)
class Value:
    """One thing that claims say of a slot.

    Attributes:
        value: an entity's id, a sum, a number, a date or a text.
        shown: how a person reads it.
        claims: ids of the entries that say so, in the order in which they were recorded.
        stories: how many independent stories that is.
        weight: how far it is believed, from 0 to 1.

    """

    value: Any
    shown: str
    claims: tuple[str, ...]
    stories: int
    weight: float


@dataclass(frozen=True, slots=True)
class Belief:
    """What is believed of a slot, and all that is said of it.

    Attributes:
        slot: name of the slot; ``date`` for when it happened or will.
        values: every value, the one believed first.
        contested: whether two of them cannot both be so.

    """

    slot: str
    values: tuple[Value, ...]
    contested: bool = False

    @property
    def value(self) -> Any:
        """The value believed."""
        return self.values[0].value

    @property
    def shown(self) -> str:
        """The value believed, for a person."""
        return self.values[0].shown


@dataclass(frozen=True, slots=True)
class Witness:
    """A claim that stands for a fact or against it.

    Attributes:
        claim: id of the entry.
        document: id of its document.
        story: the story of the document.
        who: whoever says so: a source, the outlet, or the document.
        voice: what sort of voice that is.
        concerned: whether it is the company or the person whom the claim is about.
        day: day of the document.
        by: id of the source that the document names; empty where it speaks for itself.
        outlet: who published the document; empty where that is not known.
        status: how far the claim goes.
        words: the evidence.

    """

    claim: str
    document: str
    story: str
    who: str
    voice: VoiceKind
    concerned: bool
    day: date
    by: str = ""
    outlet: str = ""
    status: Status = Status.ASSERTED
    words: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A step in the history of a fact.

    Attributes:
        day: day of the document, or of a person's decision.
        stage: what the claim says of the fact.
        status: the status of the claim in its document's words; nothing for a person's decision.
        claim: id of the entry.
        words: the evidence, or the reason that a person gave.
        who: who says so.
        concerned: whether it is the company or the person concerned.

    """

    day: date
    stage: Stage
    status: Status | None
    claim: str
    words: str
    who: str
    concerned: bool


@dataclass(frozen=True, slots=True)
class Link:
    """Another fact and what it has to do with this one, in a sentence."""

    fact: str
    why: str


@dataclass(frozen=True, slots=True)
class Confidence:
    """How far a fact is believed, from 0 to 1, and the parts it is computed from."""

    value: float
    parts: tuple[Feature, ...]


DECIDED = "decision"
"""Name of the part that a person's decision is."""


def combine(parts: tuple[Feature, ...]) -> float:
    """The belief that parts amount to.

    A person's decision counts alone. Otherwise the belief is ``1 - (1 - a)(1 - b)…`` over the parts above 0, each the
    belief in one independent voice, times ``(1 - d)(1 - e)…`` over the parts below 0, each what a denial takes away.
    """
    for part in parts:
        if part.name == DECIDED:
            return part.value
    doubt = prod(1 - part.value for part in parts if part.value > 0)
    left = prod(1 + part.value for part in parts if part.value < 0)
    return round((1 - doubt) * left, 6)


@dataclass(frozen=True, slots=True)
class Fact:
    """What is believed after weighing the claims about one thing.

    Attributes:
        id: id of the first claim about it that was recorded.
        subject: whom or what it is about; facts of one subject are weighed together.
        kind: kind of its claims.
        slots: what is believed of every slot that a claim fills, and of the date.
        status: how far it has come.
        history: how it came about, oldest first.
        supporters: claims that say so.
        deniers: claims that say it is not so, or came to nothing.
        dismissed: claims about it that a person took out; they count for nothing.
        stories: number of independent stories.
        outlets: number of outlets.
        documents: number of documents.
        first_seen: day of the first document.
        last_seen: day of the last.
        holds: the days on which it held, as far as known; None for what does not last.
        ended_by: what ended it; it was true all the same.
        superseded_by: what took its place; it is believed no more.
        rivals: facts that cannot be so if this one is.
        confidence: how far it is believed, and why.

    """

    id: str
    subject: str
    kind: str
    slots: Mapping[str, Belief]
    status: Stage
    history: tuple[Step, ...]
    supporters: tuple[Witness, ...]
    deniers: tuple[Witness, ...]
    stories: int
    outlets: int
    documents: int
    first_seen: date
    last_seen: date
    confidence: Confidence
    holds: Interval | None = None
    ended_by: Link | None = None
    superseded_by: Link | None = None
    rivals: tuple[str, ...] = ()
    dismissed: tuple[Witness, ...] = ()

    @property
    def stands(self) -> bool:
        """Whether it is believed: not denied, failed, reversed, nor superseded."""
        return self.status.positive and self.superseded_by is None

    @property
    def claims(self) -> tuple[str, ...]:
        """Ids of all its claims: those for it, those against it, and those that a person took out."""
        return tuple(witness.claim for witness in (*self.supporters, *self.deniers, *self.dismissed))

    @property
    def contested(self) -> tuple[str, ...]:
        """Names of the slots of which contradicting things are said."""
        return tuple(name for name, belief in self.slots.items() if belief.contested)
