"""Claims over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from talentwire.analyse import flat
from talentwire.serve import forms
from talentwire.serve.rest.filters import Asked, AsOf, part
from talentwire.serve.rest.giving import Id, given, moment
from talentwire.serve.rest.shapes import ANY_CLAIM, Explained, Paged
from talentwire.serve.web.wire import Wire

router = APIRouter(tags=["claims"])


@router.get("/claims", response_model=Paged[ANY_CLAIM])
def claims(wire: Wire, asked: Annotated[Asked, Query()]) -> Response:
    """Claims, newest first; names count in all their forms."""
    place, wanted = part(asked.wanted(), asked)
    found = [flat.entry_json(entry) for entry in wire.claims(wanted)]
    return given(place.page(found, asked.limit, moment(wire)))


@router.get("/claims/{claim}", response_model=Explained)
def claim(wire: Wire, claim: Id, when: Annotated[AsOf, Query()]) -> Response:
    """Where a claim comes from: its words in their context, the rule, and whom its names mean."""
    return given(forms.explanation(wire.explain(claim, as_of=when.as_of)))
