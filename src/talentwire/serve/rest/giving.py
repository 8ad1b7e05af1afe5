"""How answers are given: as they are, since their forms are described and not made here."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import Path
from starlette.responses import JSONResponse, Response

from talentwire.api import Talentwire

Id = Annotated[
    str, Path(max_length=300, description="its id, or at least six characters of it", examples=["4f9eb22468a1c7d0"])
]
Name = Annotated[
    str,
    Path(max_length=300, description="in any of its forms; a part of it, where that is clear", examples=["Brumelune"]),
]


def given(found: Mapping[str, Any], status: int = 200) -> Response:
    """An answer as it is."""
    return JSONResponse(found, status_code=status)


def moment(wire: Talentwire) -> str:
    """The moment of the last change, as of which the pages behind a first one are."""
    return wire.ledger().kept.position().moment
