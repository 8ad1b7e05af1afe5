"""Claims over HTTP."""

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Query

from talentwire.analyse import flat
from talentwire.serve import forms
from talentwire.serve.rest.filters import Filters
from talentwire.serve.rest.paging import Paging, Place
from talentwire.serve.rest.shapes import ANY_CLAIM, Paged
from talentwire.serve.web.wire import Wire

router = APIRouter(tags=["claims"])


class Asked(Filters, Paging):
    """Which claims, and which page of them."""


@router.get("/claims", response_model=Paged[ANY_CLAIM], response_model_exclude_unset=True)
def claims(wire: Wire, asked: Annotated[Asked, Query()]) -> dict[str, Any]:
    """Claims, newest first; names count in all their forms."""
    place = Place.parse(asked.cursor)
    wanted = asked.wanted()
    wanted = replace(wanted, as_of=wanted.as_of or place.moment or None, limit=asked.limit + 1, offset=place.after)
    found = [flat.entry_json(entry) for entry in wire.claims(wanted)]
    return place.page(found, asked.limit, wire.ledger().kept.position().moment)


@router.get("/claims/{claim}")
def claim(wire: Wire, claim: str) -> dict[str, Any]:
    """Where a claim comes from: its words in their context, the rule, and whom its names mean."""
    return forms.explanation(wire.explain(claim))
