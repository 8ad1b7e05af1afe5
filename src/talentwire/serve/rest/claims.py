"""Claims over HTTP."""

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends

from talentwire.analyse import flat
from talentwire.record.answers import ClaimFilter
from talentwire.serve import forms
from talentwire.serve.rest.filters import wanted
from talentwire.serve.rest.paging import Cursor, Limit, Place
from talentwire.serve.rest.shapes import ANY_CLAIM, Paged
from talentwire.serve.web.app import Wire

router = APIRouter(tags=["claims"])


@router.get("/claims", response_model=Paged[ANY_CLAIM], response_model_exclude_unset=True)
def claims(
    wire: Wire, asked: Annotated[ClaimFilter, Depends(wanted)], limit: Limit = 50, cursor: Cursor = None
) -> dict[str, Any]:
    """Claims, newest first; names count in all their forms."""
    place = Place.parse(cursor)
    asked = replace(asked, as_of=asked.as_of or place.moment or None, limit=limit + 1, offset=place.after)
    found = [flat.entry_json(entry) for entry in wire.claims(asked)]
    return place.page(found, limit, wire.ledger().kept.position().moment)


@router.get("/claims/{claim}")
def claim(wire: Wire, claim: str) -> dict[str, Any]:
    """Where a claim comes from: its words in their context, the rule, and whom its names mean."""
    return forms.explanation(wire.explain(claim))
