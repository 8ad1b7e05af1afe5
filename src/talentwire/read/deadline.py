"""An end to whatever a server does: a connection that is cut when time is up, however slowly its bytes still drip."""

import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

import httpx


class Deadline:
    """Cuts the connections of a request when time is up."""

    def __init__(self) -> None:
        self._sockets: list[socket.socket] = []
        self._late = threading.Event()
        self.extensions = {"trace": self._watch}
        """What the request is to be sent with."""

    @property
    def passed(self) -> bool:
        """Whether time was up; an answer that was cut looks whole where its length was not announced."""
        return self._late.is_set()

    def _watch(self, event: str, info: Mapping[str, Any]) -> None:
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            self._sockets.append(info["return_value"].get_extra_info("socket"))

    def cut(self) -> None:
        """End what is under way."""
        self._late.set()
        for one in self._sockets:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)


@contextmanager
def in_time(seconds: float) -> Iterator[Deadline]:
    """A deadline for the request inside the block.

    Raises:
        httpx.ReadTimeout: when what is inside failed because time was up.

    """
    deadline = Deadline()
    timer = threading.Timer(seconds, deadline.cut)
    timer.daemon = True
    timer.start()
    try:
        yield deadline
    except httpx.TransportError as error:
        raise httpx.ReadTimeout("too late") if deadline.passed else error from None
    finally:
        timer.cancel()
