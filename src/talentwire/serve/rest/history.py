"""What was read when, and what people decided, over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from talentwire.serve.rest.filters import AsOf
from talentwire.serve.rest.giving import given, moment
from talentwire.serve.rest.list_shapes import DecisionShape, RunShape
from talentwire.serve.rest.paging import Paging, Place
from talentwire.serve.rest.shapes import Paged
from talentwire.serve.web.wire import Wire, WireAnew

router = APIRouter(tags=["history"])


@router.get("/runs", response_model=Paged[RunShape])
def runs(wire: WireAnew, asked: Annotated[Paging, Query()]) -> Response:
    """What was recorded when, by what, and how much of it was skipped, newest first."""
    before = Place.parse(asked.cursor).after or None  # a run has no moment of the recorded axis, but a number
    found = [vars(one) for one in wire.ledger().runs(limit=asked.limit + 1, before=before)]
    here = found[: asked.limit]
    return given({"items": here, "next": str(Place(here[-1]["id"], "")) if len(found) > len(here) else None})


class Listing(AsOf, Paging):
    """Which decisions, and which page of them."""


@router.get("/decisions", response_model=Paged[DecisionShape])
def decisions(wire: Wire, asked: Annotated[Listing, Query()]) -> Response:
    """What people decided, the newest first, with the numbers by which it can be undone."""
    place = Place.parse(asked.cursor)
    as_of = asked.as_of or place.moment or None
    found = wire.decide.all(as_of=as_of, limit=asked.limit + 1, offset=place.after)
    return given(place.page([vars(one) for one in found], asked.limit, moment(wire)))
