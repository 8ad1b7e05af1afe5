"""Requests with manners: what robots.txt allows, one at a time to each host, with pauses, and only what has changed."""

import re
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import partial
from typing import Final

import httpx

from talentwire.errors import ReadError
from talentwire.read.feeds.hosts import Hosts, LaterError, Stop, Turn
from talentwire.read.feeds.item import Tag
from talentwire.read.feeds.robots import LARGEST, Robots
from talentwire.read.feeds.source import WatchFile
from talentwire.read.options import ReadOptions
from talentwire.read.web import AGENT, Reply, UnreachableError, ask, checked_address

_NOT_MODIFIED: Final = 304
_GONE: Final = 410
_TOO_MANY: Final = 429
_PASSING: Final = frozenset({408, 425, _TOO_MANY})
_SECONDS: Final = re.compile(r"\s*(\d{1,9})\s*")
_LONGEST_REST: Final = 7 * 86_400.0
_MOST_PATIENT: Final = 3_600.0
FEEDS: Final = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, "
    "application/json;q=0.8, */*;q=0.5"
)


class GoneError(ReadError):
    """The server says that the address is gone for good."""


class ForbiddenError(ReadError):
    """The site does not allow programs to read the address."""


class Polite:
    """Asks for addresses as the manners of a file want it; may be used by several threads.

    Args:
        file: the manners.
        stop: tells when to end.
        clock: tells the time in seconds.

    """

    def __init__(self, file: WatchFile, stop: Stop, clock: Callable[[], float] = time.monotonic) -> None:
        self.options = ReadOptions(
            max_bytes=file.max_bytes, allow_private=file.allow_private, timeout=file.timeout, on_note=lambda _: None
        )
        self._delay = file.delay
        self._agent = AGENT.replace(")", f"; {_plain(file.contact)})") if file.contact else AGENT
        self._hosts = Hosts(stop, clock)
        self._robots = Robots(self._robots_txt, clock)

    def get(self, url: str, *, tag: Tag | None = None, accept: str = "") -> Reply:
        """Ask for an address, where robots.txt allows it and when it is its host's turn.

        Args:
            url: the address.
            tag: what was told of the last answer, so that it is not sent again.
            accept: which content types are wanted.

        Returns:
            An answer with status 200, or with 304 where nothing has changed.

        Raises:
            GoneError: when it is gone for good.
            ForbiddenError: when robots.txt does not allow it.
            LaterError: when it is worth trying again.
            StoppedError: when the work is to end.
            ReadError: when it is not.

        """
        headers = {"User-Agent": self._agent, **(tag.headers if tag else {})}
        if accept:
            headers["Accept"] = accept
        turn = self._hosts.turn()
        try:
            reply = ask(url, self.options, headers, partial(self._on_way, turn))
        except UnreachableError as error:
            raise LaterError(str(error)) from None
        finally:
            turn.end()
        return self._sound(reply)

    def _on_way(self, turn: Turn, url: httpx.URL) -> None:
        """Before each request: whose turn it is, what the site allows, and how long it wants to be left alone."""
        self._public(url)
        turn.at(_host(url))
        rules = self._robots.of(_origin(url))
        if rules.unreachable:
            raise LaterError(f"is not read, because robots.txt of {url.host} {rules.unreachable}")
        if not rules.allows(str(url)):
            raise ForbiddenError(f"is not read, because robots.txt of {url.host} does not allow it")
        if rules.delay > _MOST_PATIENT:
            raise ForbiddenError(f"is not read, because {url.host} wants more than an hour between two requests")
        turn.pause(max(self._delay, rules.delay))

    def _public(self, url: httpx.URL) -> None:
        """Refuse an address inside before its robots.txt is asked for, which would only say that it cannot be."""
        checked_address(self.options, url.host, url.port or (443 if url.scheme == "https" else 80))

    def _robots_txt(self, url: str) -> Reply:
        options = replace(self.options, max_bytes=LARGEST)
        return ask(url, options, {"User-Agent": self._agent, "Accept": "text/plain, */*;q=0.5"}, self._waited, cut=True)

    def _waited(self, url: httpx.URL) -> None:
        host = self._hosts.known(_host(url))
        self._hosts.pause(host, self._delay)

    def _sound(self, reply: Reply) -> Reply:
        if reply.status in (200, _NOT_MODIFIED):
            return reply
        if reply.status == _GONE:
            raise GoneError("answered 410 Gone: it is not there any more, for good")
        if reply.status in _PASSING or reply.status >= 500:
            wait = _retry_after(reply.headers.get("retry-after"))
            if wait is not None:
                self._hosts.rest(_host(httpx.URL(reply.url)), wait)
            raise LaterError(reply.said, wait)
        raise ReadError(reply.said)


def tag_of(reply: Reply) -> Tag | None:
    """What a server tells to recognise this answer by; what is too long to be sent back is not kept."""
    found = [reply.headers.get(name) for name in ("etag", "last-modified")]
    etag, modified = (one if one and len(one) <= 500 and one.isprintable() and one.isascii() else None for one in found)
    return Tag(etag, modified) if etag or modified else None


def _retry_after(written: str | None) -> float | None:
    """Seconds that a server asks to wait, given as a number or a moment."""
    if not written:
        return None
    if found := _SECONDS.fullmatch(written):
        return min(float(found[1]), _LONGEST_REST)
    try:
        moment = parsedate_to_datetime(written[:100])
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max(0.0, (moment - datetime.now(UTC)).total_seconds()), _LONGEST_REST)


def _host(url: httpx.URL) -> str:
    return f"{url.host}:{url.port or ''}".lower()


def _origin(url: httpx.URL) -> str:
    return f"{url.scheme}://{url.netloc.decode('ascii')}"


def _plain(text: str) -> str:
    """A text that can stand in a header."""
    return "".join(sign for sign in text if " " <= sign <= "~" and sign not in "()")
