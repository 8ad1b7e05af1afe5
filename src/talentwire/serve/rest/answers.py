"""Questions with numbers for answers, over HTTP."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from talentwire.api.catalogue import QUESTIONS, SHARED, Option, question, shared
from talentwire.serve import answer_forms
from talentwire.serve.rest.answer_shapes import AnswerShape, CatalogueShape
from talentwire.serve.rest.giving import given
from talentwire.serve.web.wire import WholeWire

router = APIRouter(tags=["answers"])


@router.get("/answers", response_model=CatalogueShape)
def catalogue() -> Response:
    """What may be asked, and with which options beside the filters that all questions share."""
    options = {name: question(name) for name in QUESTIONS}
    return given({
        "filters": list(SHARED),
        "questions": [
            {
                "name": name,
                "about": one.about,
                "options": [
                    {"name": o.name, "choices": list(o.choices) or None, "default": o.default} for o in one.options
                ],
            }
            for name, one in options.items()
        ],
    })  # fmt: skip


def _parameters() -> list[dict[str, Any]]:
    """The filters and all options, as parameters."""
    found = [_parameter(name, "a filter that all questions share") for name in SHARED]
    options: dict[str, list[tuple[str, Option]]] = {}
    for name in QUESTIONS:
        for one in question(name).options:
            options.setdefault(one.name, []).append((name, one))
    return found + [
        _parameter(name, "; ".join(f"{asked}: {_told(one)}" for asked, one in several))
        for name, several in options.items()
        if name not in SHARED
    ]


def _told(one: Option) -> str:
    """What an option may be, and what it is by default."""
    default = "must be given" if one.default is None else f"by default {one.default}" if one.default else "optional"
    return ", ".join(filter(None, [" or ".join(one.choices), default]))


def _parameter(name: str, about: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "description": about, "schema": {"type": "string"}}


Which = Annotated[str, Path(description=f"one of {', '.join(QUESTIONS)}", examples=["flows"])]
_MORE: Final = {"parameters": _parameters()}
_NAMED: Final = 20
Most = Annotated[
    int,
    Query(
        alias=answer_forms.FACTS, ge=0, le=1_000_000,
        description="how many of the facts behind it each cell names at most; of ten times as many it is told what "
        "they say, those of the first rows",
    ),
]  # fmt: skip


@router.get("/answers/{name}", response_model=AnswerShape, openapi_extra=_MORE)
def answer(wire: WholeWire, name: Which, request: Request, most: Most = _NAMED) -> Response:
    """An answer: rows of numbers with their bounds and facts, what was counted, and how much the ledger saw.

    Parameters are the filters that all questions share and the options of the question; `/answers` has them.
    """
    options = {key: value for key, value in request.query_params.items() if key != answer_forms.FACTS}
    filters: dict[str, str] = {key: options.pop(key) for key in SHARED if key in options}
    return given(answer_forms.as_json(question(name).ask(wire, shared(filters), options), most))
