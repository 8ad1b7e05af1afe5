"""The newsletter of a week over HTTP: sentences with their sources, for programs that lay it out themselves."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from talentwire.analyse.digest.issue import Part
from talentwire.analyse.digest.week import asked_days
from talentwire.analyse.facts.fact import Stage
from talentwire.serve.digest.forms import as_json
from talentwire.serve.rest.answer_shapes import Coverage
from talentwire.serve.rest.filters import AsOf, Date
from talentwire.serve.rest.giving import given
from talentwire.serve.web.wire import WholeWire

router = APIRouter(tags=["answers"])
_ID = "4f9eb22468a1c7d0"


class Sentence(BaseModel):
    """A sentence with its sources."""

    text: str = Field(examples=["Ada Brandt leaves Stratohaven for Brumelune."])
    sources: list[int] = Field(description="numbers in `sources`", examples=[[1, 2]])
    facts: list[str] = Field(description="ids of the facts that it tells", examples=[[_ID]])


class ItemShape(BaseModel):
    """Something of the week; a denial stands behind what it denies."""

    stage: Stage | None = Field(description="how far it has come; null for figures and what was withdrawn")
    sentences: list[Sentence]


class PostShape(BaseModel):
    """A row of the job board; what is not told is null."""

    model_config = ConfigDict(populate_by_name=True)

    who: str | None = Field(examples=["Ada Brandt"])
    left: str | None = Field(alias="from", examples=["Stratohaven"])
    joined: str | None = Field(alias="to", examples=["Brumelune"])
    role: str | None = Field(examples=["chief scientist"])
    stage: Stage
    sentence: Sentence


class SectionShape(BaseModel):
    """A part of the issue."""

    part: Part
    title: str
    intro: str | None
    posts: list[PostShape]
    items: list[ItemShape]
    more: int = Field(description="how many others were left out for length; `all=true` has them")


class SourceShape(BaseModel):
    """Where a sentence comes from."""

    number: int = Field(examples=[1])
    claim: str = Field(examples=[_ID])
    fact: str = Field(examples=[_ID])
    document: str = Field(description="digest of the document")
    outlet: str
    title: str | None
    url: str | None
    day: str = Field(examples=["2025-07-15"])
    who: str | None = Field(description="whom the document names as saying so")
    lang: str | None
    words: str = Field(description="the evidence, to the letter")


class House(BaseModel):
    """Who came to an organisation and who left it."""

    house: str
    came: int
    went: int


class DigestShape(BaseModel):
    """An issue."""

    week: str | None = Field(description="null for days that are no whole week", examples=["2025-W29"])
    since: str = Field(examples=["2025-07-14"])
    until: str = Field(examples=["2025-07-20"])
    lang: Literal["en", "de", "fr"]
    as_of: str | None
    whole: bool
    title: str
    opening: str
    method: str = Field(description="what counts and how it was chosen")
    words: int = Field(description="how many words it has, without its sources")
    coverage: Coverage
    sections: list[SectionShape]
    figures: list[House]
    sources: list[SourceShape]


class Asked(AsOf):
    """Which issue is wanted."""

    week: Date = Field("", description="by default the last full week of the ledger", examples=["2025-W29"])
    since: Date = Field("", description="instead of a week: the first day", examples=["2025-07-01"])
    until: Date = Field("", description="the last day", examples=["2025-07-31"])
    lang: Literal["en", "de", "fr"] = Field("en", description="the language that it is written in")
    whole: bool = Field(False, alias="all", description="leave nothing out for length")


@router.get("/digest", response_model=DigestShape)
def digest(wire: WholeWire, asked: Annotated[Asked, Query()]) -> Response:
    """The newsletter of a week: what its documents tell first or otherwise than before, in sentences with sources."""
    days = asked_days(asked.week, asked.since, asked.until)
    return given(as_json(wire.digest(days, lang=asked.lang, as_of=asked.as_of, whole=asked.whole)))
