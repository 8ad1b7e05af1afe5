"""The gate: every request passes it, and it lets through whoever may ask what they ask."""

import base64
import binascii
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from typing import Any, Final

from anyio import CapacityLimiter, to_thread
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from talentwire.api.access import Access, Token
from talentwire.errors import LedgerError
from talentwire.serve.web.access import kept, seals
from talentwire.serve.web.access.asker import ANYBODY, Asker
from talentwire.serve.web.access.entrance import Entrance
from talentwire.serve.web.access.limits import Sort, place
from talentwire.serve.web.access.needed import OPEN, READING, needed
from talentwire.serve.web.problems import Page, for_people, gone, problem

_AT_ONCE: Final = 8
"""Requests at most whose tokens are looked up at a time."""
_REALM: Final = 'Bearer realm="talentwire"'
_FILES: Final = "/static/"
LOG: Final = logging.getLogger("talentwire.access")
_SAYS: Final = {
    "nobody": "this server answers who has a token: send it as `Authorization: Bearer TOKEN`",
    "scheme": "`Authorization` must be `Bearer` and a token",
    "unknown": "this is no token of this server: see whether it is complete",
    "ended": "the session is over: log in again",
}


@dataclass(frozen=True)
class Refusal:
    """Somebody who is not let in.

    Attributes:
        status: 401 where nobody valid asks, 403 where a form is not ours.
        why: ``nobody``, ``scheme``, ``unknown``, ``expired``, ``revoked``, ``ended`` or ``seal``.
        token: that is valid no more.
        form: what they wanted to send.
        asker: who sends a form that is not ours.

    """

    status: HTTPStatus = HTTPStatus.UNAUTHORIZED
    why: str = "nobody"
    token: Token | None = None
    form: kept.Kept | None = field(default=None, repr=False)
    asker: Asker | None = None

    def __str__(self) -> str:
        if self.token and self.why == "expired":
            return f"the token {self.token.name!r} expired on {(self.token.expires_at or '')[:10]}: ask for a new one"
        if self.token and self.why == "revoked":
            return f"the token {self.token.name!r} was revoked on {(self.token.revoked_at or '')[:10]}"
        return _SAYS.get(self.why, "this form was not made for this session: open its page again")


Door = Callable[[Request, Refusal], Response]
"""Makes the page at which people log in."""


class Gate:
    """Lets through whoever may ask what they ask, and says to the others what is missing.

    Args:
        app: what answers.
        entrance: how the server is entered.
        door: makes the page at which people log in.
        page: makes the page that says what went wrong.

    """

    def __init__(self, app: ASGIApp, entrance: Entrance, door: Door, page: Page) -> None:
        self._app = app
        self._entrance = entrance
        self._door = door
        self._page = page
        self._lookups = CapacityLimiter(_AT_ONCE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._http(scope, receive, send)
        elif scope["type"] == "websocket":  # nothing is served so
            await send({"type": "websocket.close", "code": 1008})

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        access = self._entrance.access
        if access is None:
            found: Asker | Refusal = ANYBODY
        else:
            send = _private(send)
            try:
                found = await to_thread.run_sync(partial(self._identified, request, access), limiter=self._lookups)
            except LedgerError as error:
                await self._said(request, HTTPStatus.SERVICE_UNAVAILABLE, gone(error))(scope, receive, send)
                return
        answer, again = await self._judged(request, found)
        await (answer or self._app)(scope, again, send)

    async def _judged(self, request: Request, found: Asker | Refusal) -> tuple[Response | None, Receive]:
        """The answer to whoever is not let through, or None; and how the body of the request is received then."""
        asker = found if isinstance(found, Asker) else None
        scopes = needed(request.method, request.scope["path"])
        request.state.asker = asker
        if wait := self._too_many(request, asker):
            return self._slower(request, wait), request.receive
        if scopes == OPEN:
            return None, request.receive
        if isinstance(found, Refusal):
            return await self._stranger(request, found), request.receive
        if missing := scopes - found.scopes:
            return self._not_allowed(request, found, sorted(missing)), request.receive
        if found.seal and request.method not in READING:
            return await self._sealed(request, found)
        return None, request.receive

    # ---- who it is

    def _identified(self, request: Request, access: Access) -> Asker | Refusal:
        """Who asks: by a token, else by a session."""
        if request.scope["path"].startswith(_FILES):  # which are everybody's
            return Refusal()
        if "authorization" in request.headers:
            secret = _secret(request.headers["authorization"], reads=request.method in READING)
            if secret is None:
                return Refusal(why="scheme")
            token, state = access.look(secret)
            return _asker(token) if token and state == "valid" else Refusal(why=state, token=token)
        if session := self._entrance.session(request.cookies):
            token, state = access.session(session)
            if token and state == "valid":
                return _asker(token, seals.seal_of(session))
            return Refusal(why="ended")
        return Refusal()

    # ---- who is not let through

    def _too_many(self, request: Request, asker: Asker | None) -> int:
        """The seconds that somebody has to wait; 0 for nobody."""
        address = place(request.client.host if request.client else "")
        who = f"token {asker.number}" if asker and asker.number is not None else address
        if request.method == "POST" and request.scope["path"] == "/log-in":
            return self._entrance.limits.hit(Sort.LOG_IN, address)
        reads = request.method in READING or request.scope["path"] == "/mcp"
        return self._entrance.limits.hit(Sort.READ if reads else Sort.CHANGE, who)

    def _slower(self, request: Request, wait: int) -> Response:
        noted(request, "too much")
        made = self._said(request, HTTPStatus.TOO_MANY_REQUESTS, f"too much is asked at a time: wait {wait} seconds")
        made.headers["Retry-After"] = str(wait)
        return made

    async def _stranger(self, request: Request, refusal: Refusal) -> Response:
        if refusal.why != "nobody":
            noted(request, refusal.why, refusal.token.id if refusal.token else None)
        if for_people(request):
            form = None
            if request.method not in READING and kept.is_form(request):
                fields, _ = await kept.read(request)
                form = kept.kept(request, fields) if fields is not None else None
            made = self._door(request, Refusal(refusal.status, refusal.why, refusal.token, form))
        else:
            made = problem(refusal.status, str(refusal))
        wrong = "" if refusal.why in ("nobody", "ended") else ', error="invalid_token"'
        made.headers["WWW-Authenticate"] = _REALM + wrong
        return made

    def _not_allowed(self, request: Request, asker: Asker, missing: list[Any]) -> Response:
        noted(request, f"lacks {' '.join(missing)}", asker.number)
        has = ", ".join(sorted(asker.scopes))
        detail = f"this needs the scope {' and '.join(missing)}, and the token {asker.name!r} has {has}"
        made = self._said(request, HTTPStatus.FORBIDDEN, detail)
        made.headers["WWW-Authenticate"] = f'{_REALM}, error="insufficient_scope", scope="{" ".join(missing)}"'
        return made

    async def _sealed(self, request: Request, asker: Asker) -> tuple[Response | None, Receive]:
        """Nothing for a form that this server made for this session, with the body that was read from it."""
        if seals.matches(request.headers.get(seals.HEADER, ""), asker.seal):
            return None, request.receive
        refusal = Refusal(HTTPStatus.FORBIDDEN, "seal", asker=asker)
        fields, again = await kept.read(request) if kept.is_form(request) else (None, request.receive)
        if fields is None:
            return self._said(request, HTTPStatus.FORBIDDEN, str(refusal)), again
        if any(name == seals.FIELD and seals.matches(value, asker.seal) for name, value in fields):
            return None, again
        noted(request, "seal", asker.number)
        if not for_people(request):
            return problem(HTTPStatus.FORBIDDEN, str(refusal)), again
        form = kept.kept(request, fields)
        return self._door(request, Refusal(refusal.status, refusal.why, form=form, asker=asker)), again

    def _said(self, request: Request, status: HTTPStatus, detail: str) -> Response:
        return self._page(request, status, detail) if for_people(request) else problem(status, detail)


def noted(request: Request, outcome: str, token: int | None = None) -> None:
    """Write down who was let in or not: the number of the token and where they came from, never a secret or a name."""
    came = request.client.host if request.client else ""
    LOG.info("access", extra={"outcome": outcome, "token": token, "from": came})


def _secret(header: str, *, reads: bool) -> str | None:
    """The token in a header; None where there is none.

    Programs that know names and passwords alone, as those do that follow feeds, may send it as the password when they
    read. They are not asked to, so that no browser learns to send it by itself.
    """
    scheme, _, given = header.partition(" ")
    if scheme.lower() == "bearer":
        return given.strip()
    if scheme.lower() == "basic" and reads:
        try:
            return base64.b64decode(given.strip(), validate=True).decode().partition(":")[2]
        except (ValueError, binascii.Error):
            return None
    return None


def _asker(token: Token, seal: bytes = b"") -> Asker:
    return Asker(token.name, token.scopes, token.id, seal)


def _private(send: Send) -> Send:
    """Answers to people who logged in stay with them: no page of them is kept, not even by their own browser."""

    async def answer(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if headers.get("content-type", "").startswith("text/html"):
                headers["Cache-Control"] = "no-store"
            headers.setdefault("Cache-Control", "private, no-cache")
            if "public" not in headers["Cache-Control"]:
                headers.add_vary_header("Cookie")
                headers.add_vary_header("Authorization")
        await send(message)

    return answer
