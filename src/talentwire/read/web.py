"""Web pages, from public addresses only.

A name is resolved once, every address it has must be public, and the connection goes to the address that was checked,
so that a name cannot point elsewhere a moment later. Redirects are followed by hand, each one checked in the same way.
The environment's proxy settings are not used, since a proxy would resolve the name again.
"""

import io
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from pathlib import PurePosixPath
from typing import Final

import httpx

from talentwire.errors import ReadError
from talentwire.read.deadline import in_time
from talentwire.read.files import SUFFIXES, Kind, why
from talentwire.read.formats import Source
from talentwire.read.options import ReadOptions, Skipped

AGENT: Final = "talentwire/0.1 (news reader)"
_HEADERS: Final = {"User-Agent": AGENT, "Accept": "text/html, text/*;q=0.9, */*;q=0.5", "Accept-Encoding": "gzip"}
_TRANSLATED: Final = IPv6Network("64:ff9b::/96")  # IPv4 addresses as IPv6 networks see them
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD: Final = frozenset({301, 308})
_TYPES: Final[dict[str, Kind]] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/markdown": "markdown",
    "application/json": "json",
    "application/x-ndjson": "jsonl",
    "application/jsonl": "jsonl",
    "application/json-lines": "jsonl",
}
_FEEDS: Final = frozenset({"application/rss+xml", "application/atom+xml"})
_UNKNOWN: Final = frozenset({"", "text/plain", "application/octet-stream", "binary/octet-stream"})


class UnreachableError(ReadError):
    """A server that gave no answer just then: unknown name, refused connection, too slow, broken off."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered.

    Attributes:
        url: where the answer came from, after redirects.
        status: its number.
        reason: the words that came with it.
        headers: as they came; names in any case.
        body: unpacked; only of an answer with status 200.
        moved: the address that it was permanently sent on to, where every redirect on the way was permanent.

    """

    url: str
    status: int
    reason: str = ""
    headers: Mapping[str, str] = field(default_factory=httpx.Headers)
    body: bytes = field(default=b"", repr=False)
    moved: str | None = None

    @property
    def charset(self) -> str | None:
        """The charset that its header names."""
        return httpx.Response(200, headers={"content-type": self.headers.get("content-type", "")}).charset_encoding

    @property
    def media_type(self) -> str:
        """Its content type without parameters, in lower case."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def said(self) -> str:
        """Status and words, for messages."""
        return f"answered {self.status} {self.reason}".rstrip()


def fetch(url: str, options: ReadOptions) -> Source | Skipped:
    """Fetch a page into memory.

    Args:
        url: An ``http`` or ``https`` address.
        options: Time, size, and whether addresses inside this machine and its network are allowed.

    Returns:
        Its bytes with what its server says of them, or why there are none.

    """
    try:
        return source(url, ask(url, options))
    except ReadError as error:
        return Skipped(url, str(error))


def ask(
    url: str, options: ReadOptions, headers: Mapping[str, str] | None = None,
    on_way: Callable[[httpx.URL], None] = lambda _: None, *, cut: bool = False,
) -> Reply:  # fmt: skip
    """Ask for an address and follow its redirects, each checked as the address itself.

    Args:
        url: An ``http`` or ``https`` address.
        options: Time for all of it, size, and whether addresses inside this machine and its network are allowed.
        headers: What else is said; stronger than what is said anyway.
        on_way: Hears of every address before it is asked, and may refuse or wait, which does not count as time.
        cut: Take the beginning of an answer that is too large.

    Raises:
        UnreachableError: when there is no answer just then.
        ReadError: when the address, or one that it leads to, is not to be asked, or the answer is too large.

    """
    try:
        return _follow(url, options, {**_HEADERS, **(headers or {})}, on_way, cut=cut)
    except httpx.TimeoutException:
        raise UnreachableError(f"did not answer within {options.timeout:g} seconds") from None
    except httpx.InvalidURL as error:
        raise ReadError(f"cannot be fetched: {why(error)}") from None
    except (httpx.HTTPError, OSError, zlib.error) as error:
        raise UnreachableError(f"cannot be fetched: {why(error)}") from None


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a name."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise UnreachableError(f"cannot be fetched: the name {host} is not known") from None
    return [str(entry[4][0]) for entry in found]


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet, seen through what wraps IPv4 in IPv6."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    inner = _wrapped(found) if isinstance(found, IPv6Address) else None
    return all(one.is_global and not one.is_multicast for one in (found, inner) if one is not None)


def _wrapped(address: IPv6Address) -> IPv4Address | None:
    if address in _TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


class CheckedTransport(httpx.BaseTransport):
    """Sends a request to an address of its host that was checked, under the host's own name."""

    def __init__(self, options: ReadOptions) -> None:
        self._options = options
        # no connection serves two requests: it was made for the name of the first, and several share an address
        self._transport = httpx.HTTPTransport(verify=_certificates(), limits=httpx.Limits(max_keepalive_connections=0))

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Resolve, check, connect; the ``Host`` header and the certificate's name stay those of the request."""
        host = request.url.host
        address = checked_address(self._options, host, request.url.port or {"https": 443}.get(request.url.scheme, 80))
        request.extensions = {**request.extensions, "sni_hostname": host}
        request.url = request.url.copy_with(host=address)
        return self._transport.handle_request(request)

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()


def checked_address(options: ReadOptions, host: str, port: int) -> str:
    """The address to connect to for a name: resolved once, and every address of the name checked.

    Raises:
        UnreachableError: when the name is not known.
        ReadError: when an address of it is not public, and others are not allowed.

    """
    addresses = resolve(host, port)
    if not options.allow_private and not all(map(is_public, addresses)):
        raise ReadError(f"leads to {host}, which is no public address; set allow_private to fetch from there")
    return addresses[0]


@cache
def _certificates() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=True)  # for SSL_CERT_FILE


def _follow(
    url: str, options: ReadOptions, headers: Mapping[str, str], on_way: Callable[[httpx.URL], None], *, cut: bool
) -> Reply:  # fmt: skip
    left = options.timeout
    here, moved, permanent = _sound(httpx.URL(url)), None, True
    with httpx.Client(transport=CheckedTransport(options), timeout=options.timeout, trust_env=False) as client:
        for _ in range(options.max_redirects + 1):
            on_way(here)
            began = time.monotonic()
            with _answer(client, here, began + left, headers) as response:
                if response.status_code not in _REDIRECTS or "location" not in response.headers:
                    body = _body(response, options, cut=cut) if response.status_code == 200 else b""
                    return Reply(str(here), response.status_code, response.reason_phrase, response.headers, body, moved)
                here = _sound(here.join(response.headers["location"]))
                permanent = permanent and response.status_code in _FOR_GOOD
                moved = str(here) if permanent else None
            left -= time.monotonic() - began
    raise ReadError(f"redirects more than {options.max_redirects} times")


def _sound(url: httpx.URL) -> httpx.URL:
    if url.scheme not in {"http", "https"} or not url.host:
        raise ReadError(f"leads to {url}, which is no http or https address")
    if url.userinfo:
        raise ReadError("carries a user name or password, which would end up in the ledger; leave it out")
    return url.copy_with(fragment=None)


@contextmanager
def _answer(
    client: httpx.Client, url: httpx.URL, deadline: float, headers: Mapping[str, str]
) -> Iterator[httpx.Response]:
    """Send a request; cut the connection when time is up, however slowly its bytes still drip."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpx.ReadTimeout("too late")
    with in_time(left) as end:
        with client.stream("GET", url, headers=headers, timeout=left, extensions=end.extensions) as response:
            yield response
        if end.passed:
            raise httpx.ReadTimeout("too late")


def source(url: str, reply: Reply) -> Source:
    """What a server answered to a request for a page, for reading.

    Raises:
        ReadError: when it is no page.

    """
    if reply.status != 200:
        raise ReadError(reply.said)
    kind = _kind(reply.media_type, httpx.URL(reply.url))
    return Source(reply.url, url.partition("#")[0], io.BytesIO(reply.body), kind, reply.charset, reply.url)


def _kind(content_type: str, url: httpx.URL) -> Kind | None:
    if content_type in _TYPES:
        return _TYPES[content_type]
    if content_type in _FEEDS:
        raise ReadError("is a feed, not a page; give the addresses of its articles")
    if content_type in _UNKNOWN:
        return SUFFIXES.get(PurePosixPath(url.path).suffix.lower())
    if content_type.startswith("text/") or content_type.endswith(("xml", "json")):
        return None
    raise ReadError(f"is {content_type}, not text")


def _body(response: httpx.Response, options: ReadOptions, *, cut: bool) -> bytes:
    """The bytes, unpacked here so that a small answer cannot grow without limit."""
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in {"identity", "gzip", "x-gzip", "deflate", ""}:
        raise ReadError(f"came packed as {encoding}, which was not asked for")
    packed = encoding not in {"identity", ""}
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 32) if packed else None
    pieces: list[bytes] = []
    left = options.max_bytes
    for piece in response.iter_raw():
        if unpack:
            piece = unpack.decompress(unpack.unconsumed_tail + piece, left + 1)
        left -= len(piece)
        if left < 0 and cut:
            return b"".join([*pieces, piece])[: options.max_bytes]
        if left < 0:
            raise ReadError(options.too_large())
        pieces.append(piece)
    return b"".join(pieces)
