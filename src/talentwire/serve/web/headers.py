"""What every answer of the server says to browsers, and which requests are not even looked at.

The rules follow OWASP's Application Security Verification Standard, chapters 3 (web front ends) and 4 (web services).
"""

from collections.abc import Collection
from http import HTTPStatus
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from talentwire.serve.web.problems import problem

HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
"""What a browser may do with an answer: load nothing from elsewhere, show it in no frame, tell nobody of it."""
_CHANGING: Final = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_SAME: Final = frozenset({"same-origin", "none"})


class Guard:
    """Refuses requests that another site makes a browser send, and requests that are too large.

    A page elsewhere can make a browser ask a server on the reader's own machine. It cannot change the name under which
    the browser asks, nor hide that the request comes from elsewhere.

    Args:
        app: what answers the others.
        hosts: names under which the server may be asked, without ports; none is any.
        largest: bytes of a request at most.

    """

    def __init__(self, app: ASGIApp, hosts: Collection[str] = (), largest: int = 20_000_000) -> None:
        self._app = app
        self._hosts = frozenset(hosts)
        self._largest = largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refused = self._refused(scope["method"], Headers(scope=scope))
        if refused is not None:
            await problem(*refused)(scope, receive, _with_headers(send))
            return
        await self._app(scope, _limited(receive, self._largest), _with_headers(send))

    def _refused(self, method: str, headers: Headers) -> tuple[int, str] | None:
        host = urlsplit(f"//{headers.get('host', '')}").hostname or ""
        if self._hosts and host not in self._hosts:
            return HTTPStatus.MISDIRECTED_REQUEST, f"this server does not answer for {host[:80] or 'nobody'}"
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > self._largest:
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"a request may have {self._largest:,} bytes at most"
        if method in _CHANGING and not _own(headers):
            return HTTPStatus.FORBIDDEN, "this changes the ledger, and another site asked for it"
        return None


def _own(headers: Headers) -> bool:
    """Whether a request comes from a page of this server, or from no page at all."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in _SAME
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")


def _with_headers(send: Send) -> Send:
    async def answer(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return answer


def _limited(receive: Receive, largest: int) -> Receive:
    """The body of a request as it comes, cut off where it is longer than it said."""
    read = 0

    async def limited() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > largest:
            return {"type": "http.disconnect"}
        return message

    return limited
