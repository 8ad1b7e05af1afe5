"""Who asks: what a handler takes to know it, and under whose name a decision is kept."""

from dataclasses import dataclass, field
from typing import Annotated, Final

from fastapi import Depends, Form, Request

from talentwire.api.access import Scope
from talentwire.errors import BadValueError


@dataclass(frozen=True)
class Asker:
    """Who asks.

    Attributes:
        name: of the token; empty where the server has no log-in.
        scopes: what they may do.
        number: of the token; None where the server has no log-in.
        seal: the secret from which the seals of their forms are made; empty unless they logged in by a page.

    """

    name: str
    scopes: frozenset[Scope]
    number: int | None = None
    seal: bytes = field(default=b"", repr=False)


ANYBODY: Final = Asker("", frozenset(Scope))
"""Whoever asks a server without log-in."""


def asker(request: Request) -> Asker:
    """Who asks; somebody without any scope where nobody said so."""
    found: Asker | None = getattr(request.state, "asker", None)
    return found or Asker("", frozenset())


Who = Annotated[Asker, Depends(asker)]
"""What a handler takes to know who asks."""


def signed(who: Asker, by: str | None) -> str:
    """Under whose name a decision is kept: that of the token, or the one that is given where there is no log-in.

    Raises:
        BadValueError: when nobody is named, or another than the token's.

    """
    given = (by or "").strip()
    if not who.name:
        if not given:
            raise BadValueError("say who decides, in `by`")
        return given
    if given and given != who.name:
        raise BadValueError(f"decisions by this token are kept under the name {who.name!r}: leave `by` out")
    return who.name


def _signed_form(who: Who, by: Annotated[str, Form(max_length=400)] = "") -> str:
    return who.name or signed(who, by)


By = Annotated[str, Depends(_signed_form)]
"""What the handler of a form takes to know who decides: the token's name, or the field ``by`` without log-in."""
