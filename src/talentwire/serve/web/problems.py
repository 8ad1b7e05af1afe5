"""What goes wrong as a program reads it: ``application/problem+json`` (RFC 9457), one helpful sentence each."""

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Final, Literal

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from talentwire.errors import BadValueError, ConflictError, GroundingError, LedgerError, NotFoundError, TalentwireError
from talentwire.serve.web.lending import BusyError

TYPE: Final = "application/problem+json"
_STATUS: Final[tuple[tuple[type[TalentwireError], HTTPStatus], ...]] = (
    (NotFoundError, HTTPStatus.NOT_FOUND),
    (BadValueError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (GroundingError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (ConflictError, HTTPStatus.CONFLICT),
    (BusyError, HTTPStatus.SERVICE_UNAVAILABLE),
    (LedgerError, HTTPStatus.SERVICE_UNAVAILABLE),
)
_WAIT: Final = "5"
GONE: Final = "the ledger cannot be asked just then: ask again in a while; the server's log says more"
"""What is said where strangers may read it: where the ledger is concerns only who runs the server."""
_LOG: Final = logging.getLogger("talentwire.serve")
_PROGRAMS: Final = ("/api/", "/mcp")
"""Where addresses for programs begin."""
Page = Callable[[Request, int, str], Response]
"""Makes a page of a status and a sentence."""


def status_of(error: TalentwireError) -> HTTPStatus:
    """The status of an answer that is an error."""
    return next((status for kind, status in _STATUS if isinstance(error, kind)), HTTPStatus.BAD_REQUEST)


class Problem(BaseModel):
    """What went wrong (RFC 9457)."""

    type: Literal["about:blank"] = Field(description="nothing more is said of problems of this type")
    title: str = Field(description="the phrase of the status", examples=["Not Found"])
    status: int = Field(examples=[404])
    detail: str = Field(
        description="one sentence that says what is wrong and what would help",
        examples=["the ledger knows no person called 'Nobody'"],
    )


def described(*statuses: HTTPStatus) -> dict[int | str, dict[str, Any]]:
    """These problems as answers of an address, for its description."""
    schema = Problem.model_json_schema()
    return {int(one): {"description": _MEANING[one], "content": {TYPE: {"schema": schema}}} for one in sorted(statuses)}


_MEANING: Final = {
    HTTPStatus.BAD_REQUEST: "the body is no JSON",
    HTTPStatus.UNAUTHORIZED: "there is no token with the request, or it is valid no more",
    HTTPStatus.FORBIDDEN: "the token has not the scope that this needs; or this changes the ledger, and another site "
    "asked for it",
    HTTPStatus.NOT_FOUND: "the ledger does not know it, or not as of that moment",
    HTTPStatus.CONFLICT: "people decided otherwise before; the detail has the chain of what they decided",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "the body is too large",
    HTTPStatus.REQUEST_URI_TOO_LONG: "the address is too long",
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE: "there are too many headers, or they are too long",
    HTTPStatus.MISDIRECTED_REQUEST: "this server does not answer under that name",
    HTTPStatus.TOO_MANY_REQUESTS: "too much was asked; `Retry-After` says how many seconds to wait",
    HTTPStatus.UNPROCESSABLE_ENTITY: "a value makes no sense; the detail says which and what it should look like",
    HTTPStatus.SERVICE_UNAVAILABLE: "the ledger cannot be asked just then; `Retry-After` says when to ask again",
}
ALWAYS: Final = (
    HTTPStatus.NOT_FOUND, HTTPStatus.REQUEST_URI_TOO_LONG, HTTPStatus.MISDIRECTED_REQUEST,
    HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, HTTPStatus.SERVICE_UNAVAILABLE,
)  # fmt: skip
"""Problems that any address may have."""
LOGGED_IN: Final = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS)
"""Problems that any address may have where there is a log-in."""
CHANGING: Final = (HTTPStatus.BAD_REQUEST, HTTPStatus.FORBIDDEN, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
"""Problems that an address may have which changes the ledger."""


def problem(status: int, detail: str, **more: object) -> Response:
    """A problem, with whatever else helps."""
    found = HTTPStatus(status)
    sound = detail.encode("utf-8", "replace").decode()  # halves of surrogate pairs can come in JSON, but not go out
    body = {"type": "about:blank", "title": found.phrase, "status": int(found), "detail": sound, **more}
    headers = {"Retry-After": _WAIT} if found is HTTPStatus.SERVICE_UNAVAILABLE else {}
    return JSONResponse(body, status_code=found, headers=headers, media_type=TYPE)


def gone(error: LedgerError) -> str:
    """What strangers are told of a ledger that cannot be asked; the log is told the rest."""
    _LOG.warning("ledger", extra={"detail": str(error)})
    return GONE


def for_people(request: Request) -> bool:
    """Whether a request is a browser's, for a page."""
    return "text/html" in request.headers.get("accept", "") and not request.scope["path"].startswith(_PROGRAMS)


def install(app: FastAPI, page: Page, *, frank: bool = True) -> None:
    """Let everything that goes wrong end in a problem; what nobody foresaw says nothing of the inside.

    Args:
        app: the server.
        page: makes the page that people are shown.
        frank: whether it says where the ledger is and what its database says; else only the log does.

    """

    def answer(request: Request, status: int, detail: str, **more: object) -> Response:
        return page(request, status, detail) if for_people(request) else problem(status, detail, **more)

    @app.exception_handler(TalentwireError)
    def refused(request: Request, error: TalentwireError) -> Response:
        if isinstance(error, LedgerError) and not frank:
            return answer(request, status_of(error), gone(error))
        return answer(request, status_of(error), str(error))

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> Response:
        wrong = [{"where": ".".join(map(str, one["loc"])), "what": str(one["msg"])} for one in error.errors()]
        detail = "; ".join(f"{one['where']}: {one['what']}" for one in wrong)
        return answer(request, HTTPStatus.UNPROCESSABLE_ENTITY, detail, errors=wrong)

    @app.exception_handler(HTTPException)
    def refused_by_framework(request: Request, error: HTTPException) -> Response:
        made = answer(request, error.status_code, str(error.detail))
        made.headers.update(error.headers or {})
        return made

    @app.exception_handler(Exception)
    def unforeseen(request: Request, error: Exception) -> Response:
        said = f"unexpected {type(error).__name__}: the server's log shows where"
        return answer(request, HTTPStatus.INTERNAL_SERVER_ERROR, said)
