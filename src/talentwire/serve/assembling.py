"""The server put together of its parts."""

from collections.abc import Callable, Collection

from fastapi import FastAPI

from talentwire.api import Talentwire
from talentwire.serve.pages import routes as pages
from talentwire.serve.rest.routes import ROUTERS
from talentwire.serve.web.app import LOCAL, Parts, Service, make_app
from talentwire.serve.web.lending import Lender


def assemble(make: Callable[[], Talentwire], *, hosts: Collection[str] = LOCAL, size: int = 4) -> FastAPI:
    """The server over a ledger.

    Args:
        make: opens the ledger, for every request that is answered beside others.
        hosts: names under which it may be asked.
        size: how many requests are answered at a time.

    """
    return make_app(make, Parts(ROUTERS, pages.router, pages.trouble, _services()), hosts=hosts, size=size)


def _services() -> tuple[Callable[[Lender], Service], ...]:
    """What else is served; agents, where the extra for them is installed."""
    try:
        from talentwire.serve.agents.server import service
    except ImportError:
        return ()
    return (service,)
