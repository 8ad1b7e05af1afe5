"""Facts and stories over HTTP: what is believed, and which documents tell the same."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.responses import Response

from talentwire.analyse import flat
from talentwire.serve import fact_forms
from talentwire.serve.rest.fact_shapes import FactShape, StoryShape, WholeFact
from talentwire.serve.rest.filters import Asked, AsOf, Name, part
from talentwire.serve.rest.giving import Id, given, moment
from talentwire.serve.rest.paging import Paging, Place
from talentwire.serve.rest.shapes import Paged
from talentwire.serve.web.wire import WholeWire, Wire

router = APIRouter(tags=["facts"])


@router.get("/facts", response_model=Paged[FactShape])
def facts(wire: WholeWire, asked: Annotated[Asked, Query()]) -> Response:
    """What is believed, last told first: claims on one thing weighed together, copies counted once.

    Every fact is weighed with all claims about its subject, also those that the filter does not let through.
    """
    place, wanted = part(asked.wanted(), asked)
    found = [fact_forms.fact(one) for one in wire.facts(wanted)]
    return given(place.page(found, asked.limit, moment(wire)))


@router.get("/facts/{fact}", response_model=WholeFact)
def fact(wire: Wire, fact: Id, when: Annotated[AsOf, Query()]) -> Response:
    """What is believed of one thing and how sure, how it came about, and every claim for it and against it."""
    found = wire.fact(fact, as_of=when.as_of)
    entries = [flat.entry_json(found.entries[one]) for one in found.fact.claims if one in found.entries]
    return given({**fact_forms.fact(found.fact), "entries": entries})


class Told(AsOf, Paging):
    """Which stories, and which page of them."""

    document: Name | None = Field(
        None, description="only the story that this document tells, also if it tells it alone", examples=["en-wire.txt"]
    )


@router.get("/stories", response_model=Paged[StoryShape])
def stories(wire: Wire, asked: Annotated[Told, Query()]) -> Response:
    """Which documents tell one story: copies, excerpts and translations, the origin first; last recorded first."""
    place = Place.parse(asked.cursor)
    found = wire.stories(asked.document, as_of=asked.as_of or place.moment or None)
    here = [fact_forms.story(one) for one in found[place.after : place.after + asked.limit + 1]]
    return given(place.page(here, asked.limit, moment(wire)))
