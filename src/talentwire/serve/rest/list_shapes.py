"""What programs get of names, documents, runs and decisions, and what they hand over, as OpenAPI tells it."""

from datetime import datetime
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from talentwire.model.entities import EntityType
from talentwire.serve.rest.fact_shapes import ListedShape
from talentwire.serve.rest.shapes import ANY_CLAIM, DATE, Paged

_EXAMPLE: Final[JsonDict] = {
    "id": "wire-1",
    "url": "https://news.example/brumelune",
    "title": "Brumelune hires",
    "date": "2025-07-15",
    "text": "Ada Brandt joins Brumelune from Google DeepMind as chief scientist.",
}


class NamedShape(BaseModel):
    """Someone or something with a name."""

    id: str = Field(description="stable: type and key of the name", examples=["org:brumelune"])
    type: EntityType
    name: str = Field(examples=["Brumelune"])
    names: list[str] = Field(description="every form of the name that was read", examples=[["Brumelune"]])
    times: int = Field(description="how often", examples=[14])


class NamePage(BaseModel):
    """What the ledger holds of a person or an organisation."""

    name: str = Field(examples=["Brumelune"])
    type: EntityType
    aliases: list[str] = Field(description="every other form seen or known")
    units: list[str] = Field(description="what belongs to the organisation and is on its page too")
    left_out: int = Field(description="how many older claims are not on the page")
    sections: dict[str, list[ANY_CLAIM]] = Field(description="claims, newest first, by heading")


class FoundShape(Paged[ANY_CLAIM]):
    """What a search finds."""

    names: list[NamedShape] = Field(description="who is called so, on the first page")


class Edit(BaseModel):
    """Characters of the text that were read as others."""

    start: int
    end: int
    text: str


class TextShape(BaseModel):
    """A document as it was read."""

    id: str = Field(examples=["en-wire.txt"])
    url: str | None
    title: str | None
    date: str | None = Field(description=DATE, examples=["2025-07-15"])
    lang: str | None = Field(examples=["en"])
    outlet: str | None
    place: str | None = Field(description="where it was read from")
    text: str
    edits: list[Edit]
    repaired: str | None = Field(None, description="the text with the edits")
    digest: str


class WholeDocument(TextShape):
    """A document with its claims."""

    recorded_at: datetime
    claims: list[ANY_CLAIM]
    left_out: int = Field(description="how many more claims it has")
    story: list[ListedShape] = Field(description="other documents that tell the same story")


class Given(BaseModel):
    """A document that is handed over."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    text: str = Field(description="all of it, as plain text", min_length=1)
    id: str | None = Field(None, description="the name it goes by; by default one that follows from text and date")
    url: str | None = Field(None, description="where it can be read")
    title: str | None = None
    date: str | None = Field(None, description=f"day it was published: {DATE}")
    lang: str | None = Field(None, description="ISO 639-1 code; by default found out")
    outlet: str | None = Field(None, description="who published it; by default as the address tells")


class SkippedShape(BaseModel):
    """What gave no document or no claims, and why."""

    place: str = Field(description="which of the documents", examples=["document 2"])
    reason: str = Field(examples=['has no "text"'])


class NoteShape(BaseModel):
    """An oddity of a document that was read all the same."""

    place: str = Field(examples=["document 1"])
    text: str


class ReportShape(BaseModel):
    """What recording documents did."""

    ids: list[str] = Field(description="the documents that the ledger holds now", examples=[["wire-1"]])
    documents: int = Field(description="recorded now", examples=[1])
    known_documents: int = Field(description="in the ledger before, so that nothing was to do", examples=[0])
    claims: int = Field(description="claims that the recorded documents hold", examples=[2])
    kinds: dict[str, int] = Field(examples=[{"move": 1, "position": 1}])
    new: int = Field(description="claims entered", examples=[2])
    known: int = Field(description="claims that stood in the ledger already", examples=[0])
    retracted: int = Field(description="claims that a newer reading no longer holds", examples=[0])
    refused: int = Field(description="claims whose evidence does not stand in the document", examples=[0])
    unknown_language: list[str] = Field(description="documents in a language that nothing here reads")
    skipped: list[SkippedShape]
    notes: list[NoteShape]
    usage: dict[str, Any] | None = Field(description="what a model that was asked cost")


class RunShape(BaseModel):
    """One run of a program that recorded something."""

    id: int = Field(examples=[1])
    command: str = Field(examples=["ingest"])
    program: str = Field(description="version of Talentwire")
    extractor: str = Field(description="who read", examples=["builtin"])
    version: str = Field(description="of the extractor")
    packs: str | None
    started: datetime
    ended: datetime | None = Field(description="null while it runs, or where it was cut off")
    documents: int | None
    claims: int | None
    skipped: int | None
    usage: dict[str, Any] | None = Field(description="what a model that was asked cost")


class DecisionShape(BaseModel):
    """Something that a person put right."""

    id: int = Field(description="the number by which it can be undone", examples=[3])
    verb: str = Field(examples=["merge"])
    by: str = Field(examples=["Mara"])
    reason: str
    about: str = Field(examples=["Brumelune and Brumelune SAS"])
    recorded_at: datetime
    undone_at: datetime | None
    undone_by: int | None = Field(description="number of the decision that undid it")
