"""Sources watched beside a server: in a thread of its own, with an open ledger of its own, until the server ends."""

import logging
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final

from anyio import to_thread

from talentwire.api import Talentwire
from talentwire.errors import TalentwireError
from talentwire.pipeline import Step
from talentwire.read.feeds.source import WatchFile
from talentwire.serve.web.app import Service
from talentwire.serve.web.lending import Lender

LOG: Final = logging.getLogger("talentwire.watch")
_AGAIN: Final = 60.0
"""Seconds until it is tried again when something stood in the way."""


def watching(make: Callable[[], Talentwire], file: WatchFile) -> Callable[[Lender], Service]:
    """The part of a server that watches the sources of a file.

    Args:
        make: opens the ledger.
        file: the sources and the manners.

    """

    def service(_: Lender) -> Service:
        @asynccontextmanager
        async def running() -> AsyncIterator[None]:
            stop = threading.Event()
            thread = threading.Thread(target=_watch, args=(make, file, stop), name="watch", daemon=True)
            thread.start()
            try:
                yield
            finally:
                stop.set()  # the item in work is recorded first
                await to_thread.run_sync(thread.join)

        return Service((), running)

    return service


def _watch(make: Callable[[], Talentwire], file: WatchFile, stop: threading.Event) -> None:
    """Watch until it is time to end, whatever goes wrong."""
    while not stop.is_set():
        try:
            with make() as wire:
                wire.watch(file, stop, Noted())
        except TalentwireError as error:
            LOG.warning("watch", extra={"wrong": str(error)})
        except Exception:
            LOG.exception("watch")
        stop.wait(_AGAIN)


class Noted:
    """Notes in the log how it goes: of sources, and never of what an article says."""

    def __init__(self) -> None:
        self._problems: dict[str, str] = {}

    def expects(self, items: int) -> None:
        """Items are going to be read."""

    def read(self, name: str, step: Step) -> None:
        """An item was read."""

    def visited(self, name: str, new: int, problem: str | None) -> None:
        """A source was visited; a problem that stays the same is noted once."""
        if problem is None:
            self._problems.pop(name, None)
            if new:
                LOG.info("watch", extra={"source": name, "new": new})
        elif self._problems.get(name) != problem:
            self._problems[name] = problem
            LOG.warning("watch", extra={"source": name, "problem": problem})

    def trouble(self, said: str) -> None:
        """Something stands in the way of all of it."""
        LOG.warning("watch", extra={"wrong": said})
