"""What people put right, over HTTP: who is who, what a claim should say, and the undoing of it."""

import math
from collections.abc import Callable
from http import HTTPStatus
from typing import Annotated, Any, Final

from fastapi import APIRouter
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from starlette.responses import Response

from talentwire.analyse import flat
from talentwire.model.entities import EntityType
from talentwire.record.answers import Decision, Entry
from talentwire.serve.rest.giving import given
from talentwire.serve.rest.list_shapes import DecisionShape
from talentwire.serve.rest.shapes import ANY_CLAIM
from talentwire.serve.web.access.asker import Asker, Who, signed
from talentwire.serve.web.problems import CHANGING, described
from talentwire.serve.web.wire import Wire

router = APIRouter(prefix="/decisions", tags=["decisions"], responses=described(HTTPStatus.CONFLICT, *CHANGING))
_NO_NUL: Final = r"^[^\x00]*$"
_LARGEST: Final = 10**18
_DEEPEST: Final = 4
Text = Annotated[str, StringConstraints(min_length=1, max_length=1_000, pattern=_NO_NUL)]


class Signed(BaseModel):
    """Who decides, and why; both are kept with the decision."""

    model_config = ConfigDict(extra="forbid")

    by: Text | None = Field(
        None, description="name of the person who decides; needed where there is no log-in, else that of the token",
        examples=["Mara"],
    )  # fmt: skip
    reason: Text = Field(description="why", examples=["the company's own page says so"])


class Merging(Signed):
    """Two names that mean the same."""

    name: Text = Field(examples=["Brumelune SAS"])
    other: Text = Field(examples=["Brumelune"])
    type: EntityType | None = Field(
        None, description="what they are the names of, where that is not clear", examples=["org"]
    )
    document: Text | None = Field(
        None, description="the first name means so in this document alone", examples=["en-wire.txt"]
    )


class Splitting(Signed):
    """Names that do not mean the same."""

    name: Text = Field(examples=["Brumelune Bank"])
    other: Text | None = Field(None, description="the other name; or `document`", examples=["Brumelune"])
    type: EntityType | None = Field(
        None, description="what they are the names of, where that is not clear", examples=["org"]
    )
    document: Text | None = Field(
        None, description="the name means somebody else in this document", examples=["en-wire.txt"]
    )


class OnClaim(Signed):
    """A word on a claim."""

    claim: Text = Field(description="its id, or at least six characters of it", examples=["4f9eb22468a1c7d0"])


def _sound(changes: dict[str, Any]) -> dict[str, Any]:
    """Values that any database can keep and any program can read.

    Raises:
        ValueError: when one is none.

    """
    waiting: list[tuple[Any, int]] = [(changes, 0)]
    while waiting:
        value, depth = waiting.pop()
        if depth > _DEEPEST:
            raise ValueError("holds lists or objects too deep inside each other")
        if isinstance(value, str) and ("\0" in value or value.encode("utf-8", "replace").decode() != value):
            raise ValueError("holds characters that are no Unicode text")
        if isinstance(value, int | float) and not (math.isfinite(value) and abs(value) <= _LARGEST):
            raise ValueError(f"holds a number that is none, or beyond {_LARGEST:.0e}")
        if isinstance(value, dict):
            waiting += [(one, depth + 1) for pair in value.items() for one in pair]
        elif isinstance(value, list):
            waiting += [(one, depth + 1) for one in value]
    return changes


class Correcting(OnClaim):
    """A better claim, with the same words of the same document as evidence."""

    changes: Annotated[dict[str, Any], AfterValidator(_sound)] = Field(
        description="by slot, `status`, `source`, `date` or `evidence`: the right value, as claims have it; null for "
        "nothing",
        min_length=1,
        examples=[{"to_org": "Meta", "date": "2025-07"}],
    )


class Undoing(Signed):
    """A decision to undo."""

    number: int | None = Field(
        None, ge=1, le=2**31 - 1, description="of the decision; by default the person's own last", examples=[3]
    )
    reason: Text = Field("undone", description="why")


class Decided(BaseModel):
    """What was decided, and what the claim says now where it is about one."""

    decision: DecisionShape
    claim: ANY_CLAIM | None = Field(None, description="the claim as it is now")
    undone: DecisionShape | None = Field(None, description="the decision that was undone")


def _made(decision: Decision, **more: Any) -> Response:
    return given({"decision": vars(decision), **more}, HTTPStatus.CREATED)


@router.post("/merge", response_model=Decided, status_code=HTTPStatus.CREATED)
def merge(wire: Wire, who: Who, asked: Merging) -> Response:
    """Say that two names mean the same; no claim is rewritten, and it can be undone."""
    made = wire.decide.merge(
        asked.name, asked.other, by=signed(who, asked.by), reason=asked.reason, kind=asked.type, document=asked.document
    )
    return _made(made)


@router.post("/split", response_model=Decided, status_code=HTTPStatus.CREATED)
def split(wire: Wire, who: Who, asked: Splitting) -> Response:
    """Say that two names do not mean the same, or that a name means somebody else in one document."""
    made = wire.decide.split(
        asked.name, asked.other, by=signed(who, asked.by), reason=asked.reason, kind=asked.type, document=asked.document
    )
    return _made(made)


def _on_claim(decide: Callable[..., tuple[Decision, Entry]], who: Asker, asked: OnClaim) -> Response:
    made, entry = decide(asked.claim, by=signed(who, asked.by), reason=asked.reason)
    return _made(made, claim=flat.entry_json(entry))


@router.post("/retract", response_model=Decided, status_code=HTTPStatus.CREATED)
def retract(wire: Wire, who: Who, asked: OnClaim) -> Response:
    """Take a claim out of the ledger; no program brings it back, and it can be undone."""
    return _on_claim(wire.decide.retract, who, asked)


@router.post("/confirm", response_model=Decided, status_code=HTTPStatus.CREATED)
def confirm(wire: Wire, who: Who, asked: OnClaim) -> Response:
    """Say that what a claim says is so, and how you know."""
    return _on_claim(wire.decide.confirm, who, asked)


@router.post("/deny", response_model=Decided, status_code=HTTPStatus.CREATED)
def deny(wire: Wire, who: Who, asked: OnClaim) -> Response:
    """Say that what a claim says is not so; the claim stays, with the denial beside it."""
    return _on_claim(wire.decide.deny, who, asked)


@router.post("/correct", response_model=Decided, status_code=HTTPStatus.CREATED)
def correct(wire: Wire, who: Who, asked: Correcting) -> Response:
    """Put a better claim in the place of one: the old one is retracted, the new one bears the person's name."""
    made, entry = wire.decide.correct(asked.claim, asked.changes, by=signed(who, asked.by), reason=asked.reason)
    return _made(made, claim=flat.entry_json(entry))


@router.post("/undo", response_model=Decided, status_code=HTTPStatus.CREATED)
def undo(wire: Wire, who: Who, asked: Undoing) -> Response:
    """Undo a decision: what it changed is as it was, and both stay in the history."""
    made, old = wire.decide.undo(asked.number, by=signed(who, asked.by), reason=asked.reason)
    return _made(made, undone=vars(old))
