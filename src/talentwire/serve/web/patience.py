"""How long the server waits for a slow client, and how many it has at a time.

uvicorn waits for ever for a request that does not end and for a reader that does not read. Here every connection has a
watch: a request must be there after some seconds, what is sent and what is read must come on at a least rate, and
beyond a number of connections a new one is sent away.
"""

import asyncio
import json
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from talentwire.serve.web.problems import TYPE

_RETRY: Final = 5


@dataclass(frozen=True)
class Patience:
    """How long is waited, and for how many.

    Attributes:
        head: seconds until the head of a request must be there.
        pause: seconds after which it is looked whether a body comes on, or an answer is read.
        rate: bytes a second that must have come or gone in between.
        most: connections at a time.

    """

    head: float = 10
    pause: float = 20
    rate: float = 500
    most: int = 500


class PatientProtocol(H11Protocol):
    """A connection that is watched."""

    patience = Patience()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to watch, or send away who is one too many."""
        super().connection_made(transport)  # type: ignore[arg-type]
        self._watch: asyncio.TimerHandle | None = None
        self._reader: asyncio.TimerHandle | None = None
        self._waits_for: Any = None
        self._came = 0
        if len(self.connections) > self.patience.most:
            self._send_away(HTTPStatus.SERVICE_UNAVAILABLE, "too many ask at a time: ask again in a while")
            return
        self._look()

    def connection_lost(self, exc: Exception | None) -> None:
        """Watch no more."""
        for one in (self._watch, self._reader):
            if one:
                one.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what came."""
        self._came += len(data)
        if self.transport.is_closing():
            return
        super().data_received(data)
        self._look()

    def on_response_complete(self) -> None:
        """Go on to the next request."""
        super().on_response_complete()
        self._look()

    def pause_writing(self) -> None:
        """The client reads more slowly than it is answered."""
        self.flow.pause_writing()
        self._reader = self.loop.call_later(self.patience.pause, self._look_at_reader, self._unread())

    def resume_writing(self) -> None:
        """The client has read."""
        if self._reader:
            self._reader.cancel()
        self.flow.resume_writing()

    # ---- the watch

    def _look(self) -> None:
        """Wait for what has to come next: a head, a body, or nothing."""
        state = self.conn.their_state
        waits = state if state in (h11.IDLE, h11.SEND_BODY) and not self.transport.is_closing() else None
        if waits is h11.IDLE and self.timeout_keep_alive_task is not None:
            waits = None  # between two requests, where the server waits anyway
        if waits is self._waits_for:
            return
        self._waits_for = waits
        if self._watch:
            self._watch.cancel()
            self._watch = None
        if waits is h11.IDLE:
            self._watch = self.loop.call_later(self.patience.head, self._late, "the request did not come to its end")
        elif waits is h11.SEND_BODY:
            self._watch = self.loop.call_later(self.patience.pause, self._look_at_body, self._came)

    def _look_at_body(self, before: int) -> None:
        if self.flow.read_paused or self._came - before >= self.patience.pause * self.patience.rate:
            self._watch = self.loop.call_later(self.patience.pause, self._look_at_body, self._came)
        else:
            self._late("the body of the request came too slowly")

    def _look_at_reader(self, before: int) -> None:
        now = self._unread()
        if before - now >= self.patience.pause * self.patience.rate:
            self._reader = self.loop.call_later(self.patience.pause, self._look_at_reader, now)
        else:
            self.transport.abort()  # what it has not read yet is dropped

    def _unread(self) -> int:
        return self.transport.get_write_buffer_size()

    def _late(self, why: str) -> None:
        if self.cycle is None or self.cycle.response_complete:
            self._send_away(HTTPStatus.REQUEST_TIMEOUT, f"{why} in time")
        elif not self.cycle.response_started:
            self._send_away(HTTPStatus.REQUEST_TIMEOUT, f"{why}: it is not waited for any longer")
        else:
            self.transport.abort()

    def _send_away(self, status: HTTPStatus, detail: str) -> None:
        """Say why, and end the connection; nothing of the application is asked."""
        body = json.dumps({"type": "about:blank", "title": status.phrase, "status": int(status), "detail": detail})
        retry = f"Retry-After: {_RETRY}\r\n" if status is HTTPStatus.SERVICE_UNAVAILABLE else ""
        head = (
            f"HTTP/1.1 {int(status)} {status.phrase}\r\nContent-Type: {TYPE}\r\nContent-Length: {len(body)}\r\n"
            f"Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n{retry}Connection: close\r\n\r\n"
        )
        self.transport.write((head + body).encode())
        self.transport.close()


def patient(patience: Patience) -> type[PatientProtocol]:
    """A connection that is watched so."""
    return type("Patient", (PatientProtocol,), {"patience": patience})
