"""What programs get of facts and stories, as OpenAPI tells it."""

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, Field

from talentwire.analyse.facts.fact import Stage, VoiceKind
from talentwire.model.claims import KINDS
from talentwire.serve.rest.shapes import ANY_CLAIM, DATE, Sum

_ID = "4f9eb22468a1c7d0"


class Part(BaseModel):
    """One reason: what it counts for, below 0 against."""

    name: str = Field(examples=["outlet"])
    value: float = Field(examples=[0.7])
    sentence: str = Field(description="the reason as a person reads it")


class Sure(BaseModel):
    """How far a fact is believed, from 0 to 1, and the parts it is computed from."""

    value: float = Field(ge=0, le=1, examples=[0.86])
    parts: list[Part]


class Said(BaseModel):
    """One thing that claims say of a slot."""

    value: Sum | str | bool | int | float | dict[str, Any] = Field(
        description="id of an entity, a sum, a number, a date or a text", examples=["person:ada brandt"]
    )
    shown: str = Field(description="how a person reads it", examples=["Ada Brandt"])
    claims: list[str] = Field(description="ids of the claims that say so", examples=[[_ID]])
    stories: int = Field(description="how many independent stories that is", examples=[2])


class Believed(BaseModel):
    """What is believed of a slot, and all that is said of it."""

    contested: bool = Field(description="whether two of the values cannot both be so")
    values: list[Said] = Field(description="the one believed first")


class Tied(BaseModel):
    """Another fact, and what it has to do with this one."""

    fact: str = Field(examples=[_ID])
    why: str


class Step(BaseModel):
    """A step in the history of a fact."""

    day: date
    stage: Stage
    who: str = Field(description="who says so")
    concerned: bool = Field(description="whether it is the company or the person concerned")
    claim: str = Field(examples=[_ID])
    words: str = Field(description="the evidence, or the reason that a person gave")


class Witnessed(BaseModel):
    """A claim for a fact or against it."""

    claim: str = Field(examples=[_ID])
    document: str = Field(description="digest of the document")
    story: str = Field(description="id of the story that the document tells")
    who: str
    voice: VoiceKind
    concerned: bool
    day: date


class FactShape(BaseModel):
    """What is believed after weighing the claims about one thing."""

    id: str = Field(description="id of the first claim about it that was recorded", examples=[_ID])
    kind: Literal[tuple(KINDS)] = Field(examples=["move"])  # type: ignore[valid-type]
    says: str | None = Field(description="in a line; null for a quotation", examples=["Ada Brandt → Brumelune"])
    status: Stage = Field(description="how far it has come")
    stands: bool = Field(description="whether it is believed: not denied, failed, reversed, nor replaced")
    confidence: Sure
    slots: dict[str, Believed] = Field(description="by slot, as claims of the kind have them")
    holds: str | None = Field(description="when it held, as far as known", examples=["2025-07-01.."])
    ended_by: Tied | None = Field(description="what ended it; it was true all the same")
    superseded_by: Tied | None = Field(description="what took its place; it is believed no more")
    rivals: list[str] = Field(description="facts that cannot be so if this one is")
    stories: int = Field(description="how many independent stories tell it", examples=[2])
    outlets: int = Field(examples=[2])
    documents: int = Field(examples=[3])
    first_seen: date
    last_seen: date
    history: list[Step] = Field(description="how it came about, oldest first")
    supporters: list[Witnessed]
    deniers: list[Witnessed]


class WholeFact(FactShape):
    """A fact with all its claims."""

    entries: list[ANY_CLAIM] = Field(description="its claims, those for it first")


class ListedShape(BaseModel):
    """A document without its text."""

    digest: str = Field(examples=["0b0e3c1f5a7d49d2b3a8c6e1f2a40917"])
    id: str = Field(examples=["en-wire.txt"])
    title: str | None
    url: str | None
    outlet: str | None
    lang: str | None = Field(examples=["en"])
    date: str | None = Field(description=DATE, examples=["2025-07-15"])
    claims: int = Field(description="how many of its claims stand", examples=[12])


class Folding(BaseModel):
    """Why two documents are one story."""

    left: str = Field(description="digest")
    right: str = Field(description="digest")
    kind: str = Field(examples=["copy"])
    score: float
    reasons: list[Part]


class StoryShape(BaseModel):
    """Documents that tell one story."""

    story: str = Field(description="its id: the digest of the first of its documents that was recorded")
    origin: str = Field(description="digest of the document that came first")
    documents: list[ListedShape] = Field(description="the origin first")
    folds: list[Folding]
