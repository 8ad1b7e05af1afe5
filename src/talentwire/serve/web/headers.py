"""What every answer of the server says to browsers, and which requests are not even looked at.

The rules follow OWASP's Application Security Verification Standard, chapters 3 (web front ends) and 4 (web services).
"""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from talentwire.serve.web.access.entrance import Entrance
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
_TLS: Final = {"Strict-Transport-Security": "max-age=31536000"}
"""For a year browsers ask this name under TLS alone; names below it are others' to decide on."""
_PROXIED: Final = (
    "this came through a proxy, and the server has no log-in: start it with --behind-proxy and the address of the proxy"
)
_UNSAFE: Final = (
    "this came without TLS: ask through the proxy, which has to send `X-Forwarded-Proto: https` and to be named with "
    "--behind-proxy"
)
_HEALTH: Final = "/healthz"
_FORWARDED: Final = ("forwarded", "x-forwarded-for", "x-forwarded-host")
"""What a proxy says of whom it asks for."""
_ADDRESS: Final = 16_000
_HEAD: Final = 32_000
_FIELDS: Final = 100
"""Bytes of an address and of all headers, and headers, at most."""
_CHANGING: Final = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_SAME: Final = frozenset({"same-origin", "none"})


class Guard:
    """Refuses requests that another site makes a browser send, and requests that are too large.

    A page elsewhere can make a browser ask a server on the reader's own machine. It cannot change the name under which
    the browser asks, nor hide that the request comes from elsewhere.

    Args:
        app: what answers the others.
        entrance: under which names the server may be asked, without ports, and how.
        largest: bytes of a request at most.

    """

    def __init__(self, app: ASGIApp, entrance: Entrance, largest: int = 20_000_000) -> None:
        self._app = app
        self._entrance = entrance
        self._headers = {**HEADERS, **(_TLS if entrance.secure else {})}
        self._largest = largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refused = _too_long(scope) or self._refused(scope, Headers(scope=scope))
        if refused is not None:
            await problem(*refused)(scope, receive, _with_headers(send, self._headers))
            return
        await self._app(scope, _limited(receive, self._largest), _with_headers(send, self._headers))

    def _refused(self, scope: Scope, headers: Headers) -> tuple[int, str] | None:
        if (refused := self._wrong_way(scope, headers)) is not None:
            return refused
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > self._largest:
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"a request may have {self._largest:,} bytes at most"
        if scope["method"] in _CHANGING and not _own(headers):
            return HTTPStatus.FORBIDDEN, "this changes the ledger, and another site asked for it"
        return None

    def _wrong_way(self, scope: Scope, headers: Headers) -> tuple[int, str] | None:
        """Refuse what does not come under the server's name, or not as it has to."""
        host = urlsplit(f"//{headers.get('host', '')}").hostname or ""
        if host not in self._entrance.hosts:
            return HTTPStatus.MISDIRECTED_REQUEST, f"this server does not answer for {host[:80] or 'nobody'}"
        if self._entrance.behind_proxy and scope["scheme"] != "https" and scope["path"] != _HEALTH:
            return HTTPStatus.FORBIDDEN, _UNSAFE
        if self._entrance.access is None and any(name in headers for name in _FORWARDED):
            return HTTPStatus.FORBIDDEN, _PROXIED
        return None


def _too_long(scope: Scope) -> tuple[int, str] | None:
    """Refuse a head that no browser and no program of good will sends, before anything in it is looked at."""
    if len(scope.get("raw_path", b"")) + len(scope.get("query_string", b"")) > _ADDRESS:
        return HTTPStatus.REQUEST_URI_TOO_LONG, f"an address may have {_ADDRESS:,} bytes at most"
    head = scope["headers"]
    if len(head) > _FIELDS or sum(len(name) + len(value) for name, value in head) > _HEAD:
        return (
            HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
            f"a request may have {_FIELDS} headers with {_HEAD:,} bytes at most, cookies among them",
        )
    return None


def _own(headers: Headers) -> bool:
    """Whether a request comes from a page of this server, or from no page at all."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in _SAME
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")


def _with_headers(send: Send, more: Mapping[str, str]) -> Send:
    async def answer(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in more.items():
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
