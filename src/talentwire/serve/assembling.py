"""The server put together of its parts."""

from collections.abc import Callable, Collection, Sequence

from fastapi import FastAPI

from talentwire.api import Talentwire
from talentwire.serve.alerting.running import service as alerts
from talentwire.serve.pages import routes as pages
from talentwire.serve.pages.entering import door
from talentwire.serve.rest.routes import ROUTERS
from talentwire.serve.web.access.entrance import LOCAL, Entrance
from talentwire.serve.web.app import Parts, Service, make_app
from talentwire.serve.web.lending import Lender


def assemble(
    make: Callable[[], Talentwire], *, hosts: Collection[str] = LOCAL, entrance: Entrance | None = None, size: int = 4,
    stale: float = 0, beside: Sequence[Callable[[Lender], Service]] = (),
) -> FastAPI:  # fmt: skip
    """The server over a ledger.

    Args:
        make: opens the ledger, for every request that is answered beside others.
        hosts: names under which it may be asked, without log-in.
        entrance: the same where there is more to say of how it is entered.
        size: how many requests are answered at a time.
        stale: seconds for which an answer may be given on after the ledger has moved on; 0 makes every answer anew.
        beside: what else works while it serves.

    """
    parts = Parts(ROUTERS, pages.router, pages.trouble, door, (*_services(), *beside))
    return make_app(make, parts, entrance or Entrance(frozenset(hosts)), size=size, stale=stale)


def _services() -> tuple[Callable[[Lender], Service], ...]:
    """What else is served or done: alerts; agents, where the extra for them is installed."""
    try:
        from talentwire.serve.agents.server import service
    except ImportError:
        return (alerts,)
    return (service, alerts)
