"""What programs get, as OpenAPI tells it: the forms of claims follow from the kinds in ``model/claims.py``."""

from datetime import datetime
from typing import Annotated, Any, Final, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, create_model

from talentwire.model.claims import KINDS, NAMED, Content, Slot, Status, slots

T = TypeVar("T")
DATE: Final = "ISO 8601 prefix: `2025`, `2025-07` or `2025-07-15`"


class Sum(BaseModel):
    """A sum of money."""

    value: int | float
    currency: str = Field(description="ISO 4217 code")
    bound: Literal["min", "max", "approx"] | None = Field(None, description="at least, up to, or about")


class _Claim(BaseModel):
    """One thing that one document says."""

    model_config = ConfigDict(extra="forbid")

    id: str = Field(
        description="content hash: the same claim has the same id everywhere", examples=["4f9eb22468a1c7d0"]
    )
    status: Status = Field(description="how far the document goes")
    source: str | None = Field(None, description="whom the document names as saying so, other than its author")
    date: str | None = Field(None, description=f"when it happened or will: {DATE}")
    evidence: str = Field(description="the document's own words that say all of it, to the letter")
    start: int | None = Field(description="where the evidence begins in the document's text, in code points")
    end: int | None = Field(description="where it ends")
    document: str = Field(description="id of the document", examples=["en-wire.txt"])
    title: str | None = None
    url: str | None = None
    document_date: str | None = Field(None, description=DATE)
    lang: str | None = Field(None, description="language of the document", examples=["de"])
    extractor: str = Field(description="who read it")
    trigger: str | None = Field(None, description="the rule that opened it")
    written: dict[str, str] = Field(description="names as the document writes them, by slot, where they were repaired")
    recorded_at: datetime
    retracted_at: datetime | None = None
    implicit: list[str] | None = Field(None, description="slots filled from outside the document's words")


def _type_of(slot: Slot) -> Any:
    """What a slot holds in JSON: one name, or a list where the document gives several."""
    if slot.type in NAMED or slot.default == ():
        return str | list[str]
    if slot.choices:
        return Literal[slot.choices]
    return {"money": Sum, "number": int | float, "flag": bool}.get(slot.type, str)


def _shape(kind: type[Content]) -> Any:
    """The form of a kind's claims."""
    held: dict[str, Any] = {"type": (Literal[kind.type], ...)}
    for slot in slots(kind):
        held[slot.name] = (_type_of(slot) | None, Field(None, description=slot.doc))
    return create_model(kind.__name__, __base__=_Claim, __doc__=(kind.__doc__ or "").strip(), **held)


SHAPES: Final[dict[str, Any]] = {name: _shape(kind) for name, kind in KINDS.items()}
"""The forms of claims, by kind."""


def _union(shapes: list[Any]) -> Any:
    found = shapes[0]
    for one in shapes[1:]:
        found = found | one
    return Annotated[found, Field(discriminator="type")]


ANY_CLAIM: Final[Any] = _union(list(SHAPES.values()))


class NameLine(BaseModel):
    """A name in a slot: as the document writes it, as it was read, and whom it means."""

    slot: str = Field(examples=["to_org"])
    written: str
    name: str
    entity: str
    id: str = Field(examples=["org:brumelune"])


class Explained(BaseModel):
    """Where a claim comes from."""

    claim: ANY_CLAIM
    document: dict[str, Any] = Field(description="the whole document, as `/documents/ID` has it")
    context: str = Field(description="the words around the evidence")
    marked: tuple[int, int] = Field(description="where the evidence stands in the context")
    names: list[NameLine]
    others: list[ANY_CLAIM] = Field(description="claims of other documents about the same thing")


class Paged(BaseModel, Generic[T]):
    """A page of a list."""

    items: list[T]
    next: str | None = Field(description="cursor of the page behind this one; null on the last")
