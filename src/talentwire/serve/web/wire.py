"""How a handler gets at the ledger: a parameter of type ``Wire``."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends, Request

from talentwire.api import Talentwire
from talentwire.serve.web import tags
from talentwire.serve.web.lending import Lender


def lent(request: Request) -> Iterator[Talentwire]:
    """An open ledger for a request, which ends here where the reader has the answer already."""
    lender: Lender = request.app.state.lender
    with lender.lent() as wire:
        tags.look(request, wire.ledger().kept.position())
        yield wire


Wire = Annotated[Talentwire, Depends(lent)]
"""What a handler takes to ask the ledger."""
