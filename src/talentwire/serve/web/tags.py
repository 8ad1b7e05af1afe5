"""Answers that a reader has already are not sent again: an ETag says for which state of the ledger one holds."""

from hashlib import blake2b
from typing import Final

from fastapi import Request
from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from talentwire import __version__
from talentwire.record.since import Position

_VARIES: Final = "Accept, Accept-Language, Cookie, Authorization"


class KnownError(Exception):
    """The reader has the answer already."""

    def __init__(self, tag: str) -> None:
        super().__init__(tag)
        self.tag = tag


def tag_of(request: Request, position: Position) -> str:
    """The ETag of the answer to a request: it changes with the ledger, the program, and who asks in what language."""
    asked = [str(request.headers.get(name.strip().lower(), "")) for name in _VARIES.split(",")]
    parts = [__version__, str(position), request.url.path, request.url.query, *asked]
    return f'W/"{blake2b(chr(0).join(parts).encode(), digest_size=12).hexdigest()}"'


def look(request: Request, position: Position) -> None:
    """Note the ETag of the answer, or end here where the reader has it.

    Raises:
        KnownError: when the reader has this very answer.

    """
    if request.method not in ("GET", "HEAD"):
        return
    tag = tag_of(request, position)
    given = [one.strip() for one in request.headers.get("if-none-match", "").split(",")]
    if tag in given:
        raise KnownError(tag)
    request.state.tag = tag


def known(_: Request, error: KnownError) -> Response:
    """The answer to a reader who has it."""
    return Response(status_code=304, headers={"ETag": error.tag, **_CACHED})


_CACHED: Final = {"Cache-Control": "private, no-cache", "Vary": f"{_VARIES}, Accept-Encoding"}


class Tags:
    """Puts the ETag on answers that hold for a state of the ledger."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer."""

        async def tagged(message: Message) -> None:
            tag = scope.get("state", {}).get("tag")
            if message["type"] == "http.response.start" and message["status"] == 200 and tag:
                MutableHeaders(scope=message).update({"ETag": tag, **_CACHED})
            await send(message)

        await self._app(scope, receive, tagged)
