"""What is watched, and how it goes with it, over HTTP."""

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from starlette.responses import Response

from talentwire.serve import health
from talentwire.serve.rest.giving import given
from talentwire.serve.rest.paging import Paging, Place
from talentwire.serve.rest.shapes import Paged
from talentwire.serve.web.wire import WireAnew

router = APIRouter(tags=["history"])


class TroubleShape(BaseModel):
    """An item that was passed over, or that could not be read yet, and why."""

    title: str | None
    url: str | None = Field(examples=["https://wire.example/talent/1"])
    reason: str = Field(examples=["answered 404 Not Found"])
    at: datetime


class SourceShape(BaseModel):
    """A source that is watched, and how it goes with it."""

    name: str = Field(examples=["the-wire"])
    kind: Literal["feed", "sitemap", "links", "page", "imap", "mail"]
    address: str = Field(examples=["https://wire.example/talent/feed.xml"])
    file: str = Field(description="name of the file that names it", examples=["watch.toml"])
    state: Literal["new", "ok", "failing", "gone", "left"] = Field(
        description="not visited yet; well; its last visit failed; gone for good; named by no file any more"
    )
    visited: datetime | None = Field(description="when it was last visited")
    succeeded: datetime | None = Field(description="when it last answered as it should")
    found: datetime | None = Field(description="when it last brought something new")
    due: datetime | None = Field(description="when it is visited next; null for at once, or never")
    failures: int = Field(description="visits in a row that failed", examples=[0])
    problem: str | None = Field(description="why the last one did", examples=["answered 404 Not Found"])
    moved: str | None = Field(description="where it has gone for good")
    notes: list[str] = Field(description="oddities of what it brought last")
    waiting: int = Field(description="items that are to be read", examples=[0])
    read: int = Field(description="items that were read", examples=[12])
    known: int = Field(description="items that another source brought first", examples=[1])
    skipped: int = Field(description="items that were passed over", examples=[2])
    left_out: int = Field(description="items of its last list that were not wanted", examples=[0])
    troubles: list[TroubleShape] = Field(description="the last items that were passed over or could not be read yet")


@router.get("/sources", response_model=Paged[SourceShape])
def sources(wire: WireAnew, asked: Annotated[Paging, Query()]) -> Response:
    """What `talentwire watch` watches, and how it goes with each source; those first that are watched still."""
    place = Place.parse(asked.cursor)
    found = wire.sources()[place.after : place.after + asked.limit + 1]
    return given(place.page([health.as_json(one) for one in found], asked.limit, ""))
