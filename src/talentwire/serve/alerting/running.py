"""Alerts in the background of a server: it looks every few seconds whether the ledger has come further."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from threading import Event
from typing import Final

from anyio import to_thread

from talentwire.api import Talentwire
from talentwire.errors import TalentwireError
from talentwire.serve.sending.delivering import Deliverer
from talentwire.serve.web.app import Service
from talentwire.serve.web.lending import Lender

LOG: Final = logging.getLogger("talentwire.alerts")
EVERY: Final = 3.0
"""Seconds from one look to the next."""


@dataclass
class Watch:
    """Looks what happened, and sends what is due.

    Args:
        lender: of the server, from which it gets an open ledger of its own.

    """

    lender: Lender
    _wire: Talentwire | None = None
    _ending: Event = field(default_factory=Event)

    def look(self) -> None:
        """Look once; whatever goes wrong is noted, and looked at again the next time."""
        try:
            self._look()
        except TalentwireError as error:
            LOG.warning("alerts", extra={"wrong": str(error)})
        except Exception:
            LOG.exception("alerts")

    def _look(self) -> None:
        if self._wire is None:
            self._wire = self.lender.apart()
        wire, began = self._wire, time.perf_counter()
        if not wire.alerts.kept.any():
            return
        behind = wire.alerts.kept.behind(str(wire.ledger().kept.position()))
        found = wire.alerts.check() if behind else {}
        sent = Deliverer(wire.alerts, wire.config, ending=self._ending.is_set).deliver()
        if found or sent.sent or sent.failed:
            ms = round((time.perf_counter() - began) * 1e3, 1)
            events = sum(found.values())
            LOG.info("alerts", extra={"events": events, "sent": sent.sent, "failed": sent.failed, "ms": ms})

    def end(self) -> None:
        """Come to an end soon."""
        self._ending.set()


def service(lender: Lender, every: float = EVERY) -> Service:
    """The watch as a part of a server, without an address of its own.

    Args:
        lender: of the server.
        every: seconds from one look to the next.

    """
    watch = Watch(lender)

    async def go_on() -> None:
        while True:
            await asyncio.sleep(every)
            await to_thread.run_sync(watch.look)

    @asynccontextmanager
    async def running() -> AsyncIterator[None]:
        task = asyncio.create_task(go_on())
        try:
            yield
        finally:
            watch.end()
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    return Service((), running)
