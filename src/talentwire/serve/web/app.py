"""The server as one ASGI application: pages for people, and ``/api/v1`` for programs."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter, FastAPI
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.routing import BaseRoute

from talentwire import __version__
from talentwire.api import Talentwire
from talentwire.serve.web import observing, problems, tags
from talentwire.serve.web.access.asker import Who
from talentwire.serve.web.access.described import describe
from talentwire.serve.web.access.entrance import Entrance
from talentwire.serve.web.access.gate import Door, Gate
from talentwire.serve.web.access.noting import noting
from talentwire.serve.web.headers import Guard
from talentwire.serve.web.lending import Lender
from talentwire.serve.web.remembering import Remembering

API: Final = "/api/v1"
_ABOUT: Final = (
    "Who moved, who bought whom, who pays what and who has the machines: typed claims read from the news, each with "
    "the words that prove it, and the facts, flows and figures that follow from them."
)


@dataclass(frozen=True)
class Service:
    """Something that is served at an address of its own.

    Attributes:
        routes: its addresses.
        running: in which it works.

    """

    routes: tuple[BaseRoute, ...]
    running: Callable[[], AbstractAsyncContextManager[object]]


@dataclass(frozen=True)
class Parts:
    """What a server is made of.

    Attributes:
        resources: for programs, under ``/api/v1``.
        pages: for people.
        trouble: makes the page that says what went wrong.
        door: makes the page at which people log in.
        services: what else is served, made when the ledgers that are lent are there.

    """

    resources: tuple[APIRouter, ...]
    pages: APIRouter
    trouble: problems.Page
    door: Door
    services: tuple[Callable[[Lender], Service], ...] = ()


def make_app(
    make: Callable[[], Talentwire], parts: Parts, entrance: Entrance, *, size: int = 4, stale: float = 0
) -> FastAPI:
    """The server.

    Args:
        make: opens the ledger, for every request that is answered beside others.
        parts: what it is made of.
        entrance: under which names it may be asked, and whether with log-in.
        size: how many requests are answered at a time.
        stale: seconds for which an answer may be given on after the ledger has moved on; 0 makes every answer anew.

    """
    lender, figures = Lender(make, size, stale=stale), observing.Figures()
    services = [start(lender) for start in parts.services]

    @asynccontextmanager
    async def living(_: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as working:
            if entrance.access:
                await working.enter_async_context(noting(entrance.access))
            for one in services:
                await working.enter_async_context(one.running())
            yield
        lender.close()

    app = FastAPI(
        title="Talentwire", version=__version__, description=_ABOUT, lifespan=living, docs_url=None, redoc_url=None,
        openapi_url=f"{API}/openapi.json",
        middleware=[
            Middleware(observing.Observer, figures=figures),
            Middleware(Guard, entrance=entrance),
            Middleware(Gate, entrance=entrance, door=parts.door, page=parts.trouble),
            *([Middleware(Remembering, position=lender.position, stale=stale)] if stale else []),
            Middleware(tags.Tags),
            Middleware(GZipMiddleware, minimum_size=1_000),
        ],
    )  # fmt: skip
    app.state.lender, app.state.entrance = lender, entrance
    always = (*problems.ALWAYS, *(problems.LOGGED_IN if entrance.access else ()))
    for router in parts.resources:
        app.include_router(router, prefix=API, responses=problems.described(*always))
    app.include_router(parts.pages)
    for one in services:
        app.router.routes.extend(one.routes)
    problems.install(app, parts.trouble, frank=entrance.access is None)
    app.add_exception_handler(tags.KnownError, tags.known)  # type: ignore[arg-type]

    _tells_of_itself(app, lender, figures)
    if entrance.access:
        describe(app)
    return app


def _tells_of_itself(app: FastAPI, lender: Lender, figures: observing.Figures) -> None:
    @app.get("/healthz", include_in_schema=False)
    def healthz(who: Who) -> Response:
        return observing.health(lender, frank=bool(who.scopes))

    @app.get("/metrics", include_in_schema=False)
    def metrics() -> Response:
        return observing.metrics(lender, figures)
