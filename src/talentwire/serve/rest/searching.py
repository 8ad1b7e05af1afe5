"""Search over HTTP: who is called so, and what is said in these words."""

from dataclasses import replace
from typing import Annotated, Final

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.responses import Response

from talentwire.analyse import flat
from talentwire.errors import BadValueError
from talentwire.serve import forms
from talentwire.serve.rest.filters import Name, Narrowed, part
from talentwire.serve.rest.giving import given, moment
from talentwire.serve.rest.list_shapes import FoundShape
from talentwire.serve.rest.paging import Paging
from talentwire.serve.web.wire import Wire

router = APIRouter(tags=["search"])
_NAMES: Final = 24


class Sought(Narrowed, Paging):
    """What is searched for, and which page of it."""

    q: Name = Field(
        description="a name or a part of it, or words of the evidence", min_length=1, examples=["Brumelune"]
    )


@router.get("/search", response_model=FoundShape)
def search(wire: Wire, asked: Annotated[Sought, Query()]) -> Response:
    """Who is called so (up to 24, most often named first), and the claims whose evidence has these words."""
    if not asked.q.strip():
        raise BadValueError("q holds blanks alone: say what to search for")
    place, wanted = part(replace(asked.wanted(), text=asked.q), asked)
    who = wire.who(wanted.as_of)
    names = who.find(asked.q)[:_NAMES] if place.after == 0 else []
    found = [flat.entry_json(entry) for entry in wire.claims(wanted)]
    named = [forms.entity(one, who.spellings(one)) for one in names]
    return given({"names": named, **place.page(found, asked.limit, moment(wire))})
