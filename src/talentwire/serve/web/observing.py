"""How the server is: a line of JSON for every request, ``/healthz`` for who starts it, ``/metrics`` for Prometheus."""

import json
import logging
import time
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from talentwire import __version__
from talentwire.errors import LedgerError, TalentwireError
from talentwire.record.since import Position
from talentwire.serve.web.lending import Lender
from talentwire.serve.web.problems import gone, problem

LOG: Final = logging.getLogger("talentwire.serve")
_SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Figures:
    """What is counted while the server runs."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.asked = Counter(
            "talentwire_requests", "Requests that were answered.", ("method", "route", "status"), registry=self.registry
        )
        self.took = Histogram(
            "talentwire_request_seconds", "How long answers took.", ("route",), buckets=_SECONDS, registry=self.registry
        )
        self.claims = Gauge("talentwire_claims", "Claims that stand.", registry=self.registry)
        self.documents = Gauge("talentwire_documents", "Documents in the ledger.", registry=self.registry)
        self.position: Position | None = None
        Gauge("talentwire_info", "The version.", ("version",), registry=self.registry).labels(__version__).set(1)


class Observer:
    """Counts every request and writes a line about it; never what was asked for or who asked."""

    def __init__(self, app: ASGIApp, figures: Figures) -> None:
        self._app = app
        self._figures = figures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer and note."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        status = int(HTTPStatus.INTERNAL_SERVER_ERROR)

        async def noted(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        try:
            await self._app(scope, receive, noted)
        finally:
            self._note(scope, status, time.perf_counter() - began)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", "(none)")  # the pattern: an address may hold a name
        self._figures.asked.labels(scope["method"], route, status).inc()
        self._figures.took.labels(route).observe(seconds)
        LOG.info(
            "request",
            extra={"method": scope["method"], "route": route, "status": status, "ms": round(seconds * 1e3, 1)},
        )


class JsonLines(logging.Formatter):
    """A log record as a line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        own = logging.makeLogRecord({}).__dict__.keys() | {"message", "asctime", "taskName", "color_message"}
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, Any] = {"at": at, "level": record.levelname.lower(), "what": record.getMessage()}
        line.update((name, value) for name, value in record.__dict__.items() if name not in own)
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def health(lender: Lender, *, frank: bool = True) -> Response:
    """Whether the ledger can be asked; to strangers no more than that."""
    try:
        with lender.lent() as wire:
            began = wire.ledger().began()
    except LedgerError as error:
        return problem(HTTPStatus.SERVICE_UNAVAILABLE, str(error) if frank else gone(error))
    except TalentwireError as error:
        return problem(HTTPStatus.SERVICE_UNAVAILABLE, str(error))
    more = {"version": __version__, "ledger_began": began} if frank else {}
    return JSONResponse({"status": "ok", **more})


def metrics(lender: Lender, figures: Figures) -> Response:
    """Everything that is counted, as Prometheus reads it."""
    with lender.lent() as wire:
        position = wire.ledger().kept.position()
        if position != figures.position:  # counting all takes a while in a large ledger
            counts = wire.ledger().counts()
            figures.claims.set(counts.claims)
            figures.documents.set(counts.documents)
            figures.position = position
    return Response(generate_latest(figures.registry), media_type=CONTENT_TYPE_LATEST)
