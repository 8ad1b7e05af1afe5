"""People, organisations and everybody else with a name, over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.responses import Response

from talentwire.model.entities import EntityType
from talentwire.serve import forms
from talentwire.serve.rest.filters import AsOf, When
from talentwire.serve.rest.giving import Name, given, moment
from talentwire.serve.rest.list_shapes import NamedShape, NamePage
from talentwire.serve.rest.paging import Paging, Place
from talentwire.serve.rest.shapes import Paged
from talentwire.serve.web.wire import Wire

router = APIRouter(tags=["names"])


@router.get("/people/{name:path}", response_model=NamePage)
def person(wire: Wire, name: Name, when: Annotated[When, Query()]) -> Response:
    """What the ledger holds of a person, in sections; the newest 2,000 claims."""
    return given(forms.page(wire.person(name, as_of=when.as_of, during=when.during)))


@router.get("/organisations/{name:path}", response_model=NamePage)
def organisation(wire: Wire, name: Name, when: Annotated[When, Query()]) -> Response:
    """An organisation with what belongs to it: who came, who went, positions, deals, money, machines."""
    return given(forms.page(wire.org(name, as_of=when.as_of, during=when.during)))


class Listing(AsOf, Paging):
    """Which names, and which page of them."""

    type: EntityType | None = Field(None, description="only these", examples=["org"])


@router.get("/entities", response_model=Paged[NamedShape])
def entities(wire: Wire, asked: Annotated[Listing, Query()]) -> Response:
    """Everybody and everything with a name in the ledger, with the names that were taken for it."""
    place = Place.parse(asked.cursor)
    found = wire.entities(as_of=asked.as_of or place.moment or None)
    chosen = [one for one in found if asked.type in (None, one[0].type)][place.after : place.after + asked.limit + 1]
    return given(place.page([forms.entity(*one) for one in chosen], asked.limit, moment(wire)))
