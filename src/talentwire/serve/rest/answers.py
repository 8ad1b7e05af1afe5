"""Questions with numbers for answers, over HTTP."""

from typing import Any

from fastapi import APIRouter, Request

from talentwire.api.catalogue import QUESTIONS, SHARED, question, shared
from talentwire.serve import answer_forms
from talentwire.serve.web.wire import Wire

router = APIRouter(tags=["answers"])


@router.get("/answers")
def catalogue() -> dict[str, Any]:
    """What may be asked, and with which options beside the filters that all questions share."""
    options = {name: question(name) for name in QUESTIONS}
    return {
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
    }


@router.get("/answers/{name}")
def answer(wire: Wire, name: str, request: Request) -> dict[str, Any]:
    """An answer: rows of numbers with their bounds and facts, what was counted, and how much the ledger saw.

    Parameters are the filters that all questions share and the options of the question; `/answers` has them.
    """
    given = dict(request.query_params)
    filters: dict[str, str] = {key: given.pop(key) for key in SHARED if key in given}
    return answer_forms.as_json(question(name).ask(wire, shared(filters), given))
