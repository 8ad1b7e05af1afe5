"""The questions with numbers for answers, each with a form for what may be asked."""

from collections.abc import Mapping
from typing import Any, Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from talentwire.analyse.answers.answer import Answer, Cell
from talentwire.analyse.answers.asked import Period
from talentwire.analyse.facts.fact import Stage
from talentwire.api import Talentwire
from talentwire.api.catalogue import SHARED, Question, question, shared
from talentwire.errors import BadValueError, NotFoundError
from talentwire.serve.answer_cells import cell_text, coverage_line, is_number, words_of
from talentwire.serve.asking import Shape, shaped
from talentwire.serve.pages.look import Look, Seen
from talentwire.serve.pages.plain import drawn
from talentwire.serve.web.problems import status_of
from talentwire.serve.web.wire import WholeWire

router = APIRouter()
_TYPES: Final = {
    Shape.JSON: "application/json", Shape.CSV: "text/csv; charset=utf-8", Shape.PNG: "image/png",
    Shape.SVG: "image/svg+xml", Shape.HTML: "text/html; charset=utf-8",
}  # fmt: skip
_NOT_OPTIONS: Final = ("format", "lang", "as_of")
_SHAPES: Final = [one for one in _TYPES if one is not Shape.HTML]
_STAGES: Final = [one for one in Stage if one.positive]
_LISTED: Final = 400
"""Facts that a page lists."""


@router.get("/ask/{name}")
def ask(wire: WholeWire, look: Seen, name: str, request: Request) -> Response:
    """An answer as a page, or as a file."""
    asked = question(name)
    given = dict(request.query_params)
    form = given.pop("format", "")
    missing = [one.name for one in asked.options if one.default is None and not given.get(one.name)]
    if missing:
        return _page(look, asked, given, None, "")
    try:
        answer = _answer(wire, look, asked, given)
    except (BadValueError, NotFoundError) as error:
        plain = set(given) <= set(_NOT_OPTIONS)  # nothing was asked for yet: what is missing is no mistake
        return _page(look, asked, given, None, str(error), 200 if plain else int(status_of(error)))
    return _file(answer, form) if form else _page(look, asked, given, answer, "")


def _answer(wire: Talentwire, look: Look, asked: Question, given: Mapping[str, str]) -> Answer:
    filters = {key: given[key] for key in SHARED if given.get(key)}
    options = {key: value for key, value in given.items() if key not in SHARED and key not in _NOT_OPTIONS}
    return asked.ask(wire, shared({**filters, "lang": look.lang, "as_of": look.as_of}), options)


def _file(answer: Answer, form: str) -> Response:
    """An answer as a file to keep.

    Raises:
        BadValueError: when there is no such form.

    """
    if form not in _TYPES:
        raise BadValueError(f"there is no form {form!r}; there are {', '.join(_TYPES)}")
    name = f'attachment; filename="{answer.question}.{form}"'
    return Response(shaped(answer, Shape(form)), media_type=_TYPES[Shape(form)], headers={"Content-Disposition": name})


def _page(
    look: Look, asked: Question, given: Mapping[str, str], answer: Answer | None, wrong: str, status: int = 200
) -> Response:
    form: dict[str, Any] = {"asked": asked, "given": given, "wrong": wrong, "stages": _STAGES, "periods": list(Period)}
    if answer is None:
        return look.page("answer.html", status=status, answer=None, **form)
    words = words_of(answer)
    columns = [c.name for c in answer.columns if any(is_number(row[c.name]) for row in answer.rows if c.name in row)]
    return look.page(
        "answer.html", **form, answer=answer, numbers=set(columns), drawn=drawn(answer),
        coverage=coverage_line(answer, words), facts=list(answer.facts.values())[:_LISTED], shapes=_SHAPES,
        shown=lambda cell, column: cell_text(cell, column, words), receipts=_receipts,
    )  # fmt: skip


def _receipts(row: Mapping[str, Cell]) -> list[str]:
    """The facts behind a row, each once."""
    return list(dict.fromkeys(fact for cell in row.values() for fact in cell.facts))
