"""What goes wrong as a program reads it: ``application/problem+json`` (RFC 9457), one helpful sentence each."""

from http import HTTPStatus
from typing import Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from talentwire.errors import BadValueError, ConflictError, LedgerError, NotFoundError, TalentwireError
from talentwire.serve.web.lending import BusyError

TYPE: Final = "application/problem+json"
_STATUS: Final[tuple[tuple[type[TalentwireError], HTTPStatus], ...]] = (
    (NotFoundError, HTTPStatus.NOT_FOUND),
    (BadValueError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (ConflictError, HTTPStatus.CONFLICT),
    (BusyError, HTTPStatus.SERVICE_UNAVAILABLE),
    (LedgerError, HTTPStatus.SERVICE_UNAVAILABLE),
)
_WAIT: Final = "5"


def status_of(error: TalentwireError) -> HTTPStatus:
    """The status of an answer that is an error."""
    return next((status for kind, status in _STATUS if isinstance(error, kind)), HTTPStatus.BAD_REQUEST)


def problem(status: int, detail: str, **more: object) -> Response:
    """A problem, with whatever else helps."""
    found = HTTPStatus(status)
    body = {"type": "about:blank", "title": found.phrase, "status": int(found), "detail": detail, **more}
    headers = {"Retry-After": _WAIT} if found is HTTPStatus.SERVICE_UNAVAILABLE else {}
    return JSONResponse(body, status_code=found, headers=headers, media_type=TYPE)


def refuse(error: TalentwireError) -> Response:
    """What Talentwire refuses, as a problem."""
    return problem(status_of(error), str(error))


def install(app: FastAPI) -> None:
    """Let everything that goes wrong end in a problem; what nobody foresaw says nothing of the inside."""

    @app.exception_handler(TalentwireError)
    def refused(_: Request, error: TalentwireError) -> Response:
        return refuse(error)

    @app.exception_handler(RequestValidationError)
    def invalid(_: Request, error: RequestValidationError) -> Response:
        wrong = [{"where": ".".join(map(str, one["loc"])), "what": str(one["msg"])} for one in error.errors()]
        detail = "; ".join(f"{one['where']}: {one['what']}" for one in wrong)
        return problem(HTTPStatus.UNPROCESSABLE_ENTITY, detail, errors=wrong)

    @app.exception_handler(HTTPException)
    def refused_by_framework(_: Request, error: HTTPException) -> Response:
        answer = problem(error.status_code, str(error.detail))
        answer.headers.update(error.headers or {})
        return answer

    @app.exception_handler(Exception)
    def unforeseen(_: Request, error: Exception) -> Response:
        kind = type(error).__name__
        return problem(HTTPStatus.INTERNAL_SERVER_ERROR, f"unexpected {kind}: the server's log shows where")
