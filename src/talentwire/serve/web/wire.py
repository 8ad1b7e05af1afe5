"""How a handler gets at the ledger: a parameter of type ``Wire``."""

from collections.abc import Iterator
from typing import Annotated
from urllib.parse import unquote

from fastapi import Depends, Request

from talentwire.api import Talentwire
from talentwire.errors import BadValueError
from talentwire.serve.web import tags
from talentwire.serve.web.lending import Lender


def lent(request: Request) -> Iterator[Talentwire]:
    """An open ledger for a request, which ends here where the reader has the answer already.

    Raises:
        BadValueError: when the address holds what no ledger can be asked for.

    """
    yield from _lent(request, whole=False)


def lent_whole(request: Request) -> Iterator[Talentwire]:
    """The open ledger that holds all facts in memory, likewise.

    Raises:
        BadValueError: when the address holds what no ledger can be asked for.

    """
    yield from _lent(request, whole=True)


def _lent(request: Request, *, whole: bool) -> Iterator[Talentwire]:
    if "\0" in request.scope["path"] + unquote(request.url.query):
        raise BadValueError("an address cannot hold the character NUL: no name or text has it")
    lender: Lender = request.app.state.lender
    with lender.lent(whole=whole) as wire:
        tags.look(request, wire.ledger().kept.position())
        yield wire


def lent_anew(request: Request) -> Iterator[Talentwire]:
    """An open ledger for a request whose answer may change while the ledger stays as it is."""
    lender: Lender = request.app.state.lender
    with lender.lent() as wire:
        yield wire


Wire = Annotated[Talentwire, Depends(lent, scope="function")]
"""What a handler takes to ask the ledger; it is given back before the answer is sent, however slowly that is read."""
WholeWire = Annotated[Talentwire, Depends(lent_whole, scope="function")]
"""The same for what is asked of all facts."""
WireAnew = Annotated[Talentwire, Depends(lent_anew, scope="function")]
"""The same for what is no part of the ledger's state: runs, which may have recorded nothing."""
