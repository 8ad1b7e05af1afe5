"""Answers that many readers ask for are made once.

A server that is read while documents come in would otherwise make every page anew for every reader. What was made for
one is kept in memory and given to all who ask the same in the same way:

- as long as the ledger stays as it is;
- and for a while after it has moved on, while one request makes the answer anew in the background
  (``stale-while-revalidate``, RFC 5861), so that nobody waits for what somebody else is making already.

Whoever changes the ledger through this server sees what they did: all that was made before is made anew then.
"""

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from hashlib import blake2b
from http import HTTPStatus
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from talentwire.errors import TalentwireError
from talentwire.record.since import Position

_LOOK: Final = 0.5
"""Seconds between two looks at how far the ledger has come."""
_REST: Final = 1 / 6
"""Part of that time for which an answer is left as it is, so that a stream of documents keeps no server busy."""
_WAITING: Final = 9
"""How many times that time more it may be given on while the new one is being made."""
_BYTES: Final = 64_000_000
_LARGEST: Final = 4_000_000
_NEVER: Final = ("/static/", "/healthz", "/metrics", "/mcp", "/log-in", "/log-out", "/api/v1/export/")
_PARTS: Final = ("accept", "accept-language", "cookie", "authorization")
LOG: Final = logging.getLogger("talentwire.serve")
_READING: Final = frozenset({"GET", "HEAD"})


@dataclass(slots=True)
class _Kept:
    """An answer as it was sent.

    Attributes:
        start: its status and headers.
        body: its bytes.
        route: what answered, for the log.
        position: where the ledger stood when it was begun.
        changes: how often the ledger had been changed through this server.
        at: the moment at which it was begun.
        until: the moment from which it is too old; infinite while the ledger has not moved on.

    """

    start: Message
    body: bytes
    route: object
    position: Position
    changes: int
    at: float
    until: float = float("inf")

    @property
    def tag(self) -> str:
        """Its ETag."""
        return next((value.decode() for name, value in self.start["headers"] if name == b"etag"), "")

    @property
    def for_all(self) -> bool:
        """Whether it may be given to whoever asks the same in the same way: it holds for a state of the ledger."""
        personal = any(name == b"set-cookie" for name, _ in self.start["headers"])
        return self.start["status"] == 200 and bool(self.tag) and not personal and len(self.body) <= _LARGEST


class Remembering:
    """Keeps answers and gives them to all who ask the same.

    Args:
        app: what makes the answers.
        position: tells how far the ledger has come.
        stale: seconds for which an answer may be given on after the ledger has moved on.
        clock: tells seconds; there for tests.

    """

    def __init__(
        self, app: ASGIApp, position: Callable[[], Position], stale: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        self._app = app
        self._ask = position
        self._stale = stale
        self._clock = clock
        self._held: OrderedDict[bytes, _Kept] = OrderedDict()
        self._bytes = 0
        self._making: dict[tuple[bytes, int], asyncio.Task[_Kept]] = {}
        self._changes = 0
        self._position: Position | None = None
        self._looked = float("-inf")
        self._looking: asyncio.Task[None] | None = None
        self._turn = asyncio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Give what is kept, or what is made now."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif scope["method"] not in _READING:
            await self._changed(scope, receive, send)
        elif scope["method"] == "HEAD" or scope["path"].startswith(_NEVER) or _wants_new(scope):
            await self._app(scope, receive, send)
        else:
            await self._give(scope, receive, send)

    async def _changed(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._app(scope, receive, send)
        finally:
            if not scope["path"].startswith(_NEVER):
                self._changes += 1
                self._looked = float("-inf")

    async def _give(self, scope: Scope, receive: Receive, send: Send) -> None:
        position = await self._now()
        if position is None:  # the ledger cannot be asked: whoever makes the answer says why
            await self._app(scope, receive, send)
            return
        key = _key(scope)
        kept = self._fresh(key, position)
        if kept is None:
            await self._make_and_send(key, position, scope, receive, send)
            return
        due = kept.until != float("inf") and self._clock() >= kept.at + self._stale * _REST
        if due and (key, self._changes) not in self._making:
            self._start(key, self._in_turn(key, position, dict(scope)))
        await _send(kept, scope, send)

    def _fresh(self, key: bytes, position: Position) -> _Kept | None:
        """What may be given still."""
        kept = self._held.get(key)
        if kept is None or kept.changes != self._changes:
            return None
        self._held.move_to_end(key)
        if kept.position != position and kept.until == float("inf"):
            kept.until = self._clock() + self._stale
        being_made = (key, self._changes) in self._making
        longest = kept.until + (self._stale * _WAITING if being_made else 0)
        return kept if self._clock() < longest else None

    async def _make_and_send(
        self, key: bytes, position: Position, scope: Scope, receive: Receive, send: Send
    ) -> None:  # fmt: skip
        making, first = self._making.get((key, self._changes)), False
        if making is None:
            making, first = self._start(key, self._made(key, position, dict(scope), receive)), True
        made = await asyncio.shield(making)
        if first or made.for_all:
            await _send(made, scope, send)
        else:
            await self._app(scope, receive, send)

    def _start(self, key: bytes, made: Coroutine[Any, Any, _Kept]) -> asyncio.Task[_Kept]:
        place = key, self._changes  # who asks after a change is not given what was begun before it
        task = self._making[place] = asyncio.ensure_future(made)

        def done(_: object) -> None:
            self._making.pop(place, None)
            if not task.cancelled() and (error := task.exception()):  # whoever waits for it is told by the framework
                LOG.warning("an answer could not be made", exc_info=error)

        task.add_done_callback(done)
        return task

    async def _in_turn(self, key: bytes, position: Position, scope: Scope) -> _Kept:
        """Make an answer that nobody waits for, after those that were to be made before."""
        async with self._turn:
            return await self._made(key, position, scope, _nothing_more)

    async def _made(self, key: bytes, position: Position, scope: Scope, receive: Receive) -> _Kept:
        """Make an answer, and keep it if it is for everybody."""
        scope["headers"] = [one for one in scope["headers"] if one[0] not in (b"if-none-match", b"if-modified-since")]
        scope["state"] = dict(scope.get("state", {}))
        changes, begun = self._changes, self._clock()
        start: Message = {}
        parts: list[bytes] = []

        async def collect(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            elif message["type"] == "http.response.body":
                parts.append(message.get("body", b""))

        await self._app(scope, receive, collect)
        made = _Kept(start, b"".join(parts), scope.get("route"), position, changes, begun)
        if made.for_all:
            self._keep(key, made)
        elif start["status"] != HTTPStatus.SERVICE_UNAVAILABLE:  # what could not be made just then may be given on
            self._drop(key)
        return made

    def _keep(self, key: bytes, kept: _Kept) -> None:
        self._drop(key)
        self._held[key] = kept
        self._bytes += len(kept.body)
        while self._bytes > _BYTES:
            self._drop(next(iter(self._held)))

    def _drop(self, key: bytes) -> None:
        gone = self._held.pop(key, None)
        self._bytes -= len(gone.body) if gone else 0

    async def _now(self) -> Position | None:
        """How far the ledger has come, looked up every now and then."""
        if self._clock() - self._looked >= _LOOK:
            if self._looking is None:
                self._looking = asyncio.ensure_future(self._look())
            await asyncio.shield(self._looking)
        return self._position

    async def _look(self) -> None:
        try:
            self._position = await run_in_threadpool(self._ask)
        except TalentwireError:
            self._position = None
        finally:
            self._looked = self._clock()
            self._looking = None


def _wants_new(scope: Scope) -> bool:
    return "no-cache" in Headers(scope=scope).get("cache-control", "")


def _key(scope: Scope) -> bytes:
    headers = Headers(scope=scope)
    parts = [scope["path"], scope["query_string"].decode("latin-1"), *(headers.get(one, "") for one in _PARTS)]
    parts.append("gzip" if "gzip" in headers.get("accept-encoding", "") else "")
    return blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=16).digest()


async def _send(kept: _Kept, scope: Scope, send: Send) -> None:
    scope["route"] = kept.route
    given = [one.strip() for one in Headers(scope=scope).get("if-none-match", "").split(",")]
    if kept.tag and kept.tag in given:
        few = [(name, value) for name, value in kept.start["headers"] if name in (b"etag", b"cache-control", b"vary")]
        await send({"type": "http.response.start", "status": 304, "headers": few})
        await send({"type": "http.response.body", "body": b""})
        return
    await send(kept.start)
    await send({"type": "http.response.body", "body": kept.body})


async def _nothing_more() -> Message:
    """What an answer that is made in the background hears of its reader: nothing, who has the one before."""
    await asyncio.Event().wait()
    raise AssertionError("nothing comes")
