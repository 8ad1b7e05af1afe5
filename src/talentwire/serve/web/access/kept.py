"""A form that came without a valid session is kept: it goes to the log-in page and back, and is sent when wanted."""

import json
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import ClientDisconnect, Request
from starlette.types import Message, Receive

from talentwire.serve.web.access.seals import FIELD

FORM: Final = "application/x-www-form-urlencoded"
LARGEST: Final = 64_000
"""Bytes of a form at most; nobody types more into one."""
_FIELDS: Final = 50


@dataclass(frozen=True)
class Kept:
    """What somebody wanted to send: the address on this server, and the fields with their values."""

    to: str
    fields: tuple[tuple[str, str], ...]

    def text(self) -> str:
        """As a text that a page carries along."""
        return json.dumps([self.to, self.fields])

    @classmethod
    def parse(cls, text: str) -> "Kept | None":
        """What a page carried along; None where it is nothing that this server made."""
        try:
            to, fields = json.loads(text)
            found = cls(home(str(to), ""), tuple((str(name), str(value)) for name, value in fields[:_FIELDS]))
        except (ValueError, TypeError, LookupError, RecursionError):
            return None
        return found if found.to else None


def is_form(request: Request) -> bool:
    """Whether a request brings the fields of a form of ours."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower() == FORM


async def read(request: Request) -> tuple[list[tuple[str, str]] | None, Receive]:
    """The fields of a form, and how they are received once more by whoever comes next; None where it is too large."""
    body = b""
    try:
        async for piece in request.stream():
            body += piece
            if len(body) > LARGEST:
                return None, request.receive
    except ClientDisconnect:
        return None, request.receive
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await request.receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    try:
        fields = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=_FIELDS)
    except ValueError:
        return None, again
    return fields, again


def kept(request: Request, fields: list[tuple[str, str]]) -> Kept:
    """The form of a request, without the seal that holds no more."""
    query = f"?{request.url.query}" if request.url.query else ""
    to = home(request.scope["path"] + query)
    return Kept(to, tuple((name, value) for name, value in fields if name != FIELD))


def home(address: str, otherwise: str = "/") -> str:
    """An address on this very server, with which nobody is sent elsewhere; else another."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return otherwise
    local = address.startswith("/") and not address.startswith("//") and not parts.scheme and not parts.netloc
    clean = address.isprintable() and "\\" not in address
    return address if local and clean else otherwise
