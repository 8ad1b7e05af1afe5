"""Newsletters in a mailbox over IMAP: only read, nothing is marked, moved or deleted."""

import imaplib
import os
import re
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import Final

from talentwire.errors import ReadError
from talentwire.read.feeds.hosts import LaterError
from talentwire.read.feeds.item import Listing, clean, today
from talentwire.read.feeds.mail import is_from, mail
from talentwire.read.feeds.source import FeedSource, Mailbox
from talentwire.read.files import why
from talentwire.read.options import ReadOptions
from talentwire.read.web import checked_address

_UID: Final = re.compile(rb"UID (\d+)")
_SIZE: Final = re.compile(rb"RFC822\.SIZE (\d+)")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_PATIENCE: Final = 10
"""Times the time of an answer in which a visit to a mailbox must be over."""


def new_letters(
    source: FeedSource, cursor: str | None, options: ReadOptions, most: int,
    environment: Mapping[str, str] | None = None,
) -> Listing:  # fmt: skip
    """The mails that came since the last time.

    Args:
        source: names the mailbox.
        cursor: how far it was read: its validity and the last number, ``12345:678``.
        options: time, size, and whether addresses inside this machine and its network are allowed.
        most: how many at most; the others come at the next time.
        environment: where the password is.

    Raises:
        LaterError: when the server does not answer.
        ReadError: when there is no password, or the server refuses it.

    """
    box = source.mailbox
    if box is None:
        raise ReadError("names no mailbox")
    password = (os.environ if environment is None else environment).get(box.password_env)
    if not password:
        raise ReadError(f"needs a password: put it into the environment variable {box.password_env}")
    address = checked_address(options, box.host, box.port)
    try:
        with _logged_in(box, address, password, options.timeout) as server:
            return _since(server, source, cursor, options, most)
    except imaplib.IMAP4.readonly:
        raise LaterError("changed to read-only while it was read") from None
    except imaplib.IMAP4.abort as error:
        raise LaterError(f"broke off: {clean(str(error), 120)}") from None
    except imaplib.IMAP4.error as error:
        raise ReadError(f"was refused by the server: {_said(error)}") from None
    except (OSError, EOFError) as error:
        raise LaterError(f"cannot be reached: {why(error)}") from None


def _since(server: imaplib.IMAP4, source: FeedSource, cursor: str | None, options: ReadOptions, most: int) -> Listing:
    folder = source.mailbox.folder if source.mailbox else "INBOX"
    status, told = server.select(_quoted(folder), readonly=True)
    if status != "OK":
        raise ReadError(f"has no folder {folder!r}, or it cannot be opened: {clean(_text(told), 120)}")
    validity = _text(server.response("UIDVALIDITY")[1]) or "0"
    known, _, last = (cursor or "").partition(":")
    after = int(last) if known == validity and last.isdecimal() else 0
    listing = Listing(cursor=f"{validity}:{after}")
    if cursor and known != validity:
        listing.note("was numbered anew by its server; mails that were read before are known by their message-ids")
    numbers = _numbers(server, after)
    if not after and source.days is not None and numbers:
        recent = _recent(server, source.days)
        listing.cursor = f"{validity}:{max(uid for uid, _ in numbers)}"
        numbers = [one for one in numbers if one[0] in recent]
    for number, size in numbers[:most]:
        if size > options.max_bytes:
            listing.note(f"mail {number} is larger than max_bytes and was passed over")
        elif (data := _fetched(server, number, options.max_bytes)) is not None:
            _take(listing, data, source)
        listing.cursor = f"{validity}:{number}"
    return listing


def _take(listing: Listing, data: bytes, source: FeedSource) -> None:
    if is_from(data, source.senders):
        listing.items.append(mail(data, source))
    else:
        listing.left_out += 1


def _numbers(server: imaplib.IMAP4, after: int) -> list[tuple[int, int]]:
    """Numbers and sizes of the mails behind one, in order."""
    _, told = server.uid("FETCH", f"{after + 1}:*", "(UID RFC822.SIZE)")
    found: dict[int, int] = {}
    for line in told or ():
        raw = line[0] if isinstance(line, tuple) else line
        if isinstance(raw, bytes) and (uid := _UID.search(raw)):
            size = _SIZE.search(raw)
            found[int(uid[1])] = int(size[1]) if size else 0
    return sorted((uid, size) for uid, size in found.items() if uid > after)  # "n:*" names the last one in any case


def _recent(server: imaplib.IMAP4, days: int) -> set[int]:
    """Numbers of the mails that came in the last days; the protocol has months in English."""
    since = today() - timedelta(days=days)
    _, told = server.uid("SEARCH", "SINCE", f"{since.day}-{_MONTHS[since.month - 1]}-{since.year}")
    return {int(word) for word in _text(told).split() if word.isdecimal()}


def _fetched(server: imaplib.IMAP4, number: int, largest: int) -> bytes | None:
    """A whole mail, without its being marked as seen."""
    _, told = server.uid("FETCH", str(number), f"(BODY.PEEK[]<0.{largest}>)")
    return next((part[1] for part in told or () if isinstance(part, tuple) and len(part) > 1), None)


def _text(told: object) -> str:
    parts = told if isinstance(told, list) else [told]
    return b" ".join(part for part in parts if isinstance(part, bytes)).decode("utf-8", "replace")


def _said(error: Exception) -> str:
    held = error.args[0] if error.args else ""
    return clean(held.decode("utf-8", "replace") if isinstance(held, bytes) else str(held), 120) or "no reason given"


def _quoted(folder: str) -> str:
    """The name of a folder as the protocol writes it: modified UTF-7, in quotation marks."""
    parts = re.split(r"([^\x20-\x7e]+)", folder.replace("&", "&-"))
    for number in range(1, len(parts), 2):
        coded = parts[number].encode("utf-7").decode("ascii")
        parts[number] = "&" + coded.strip("+-").replace("/", ",") + "-"
    whole = "".join(parts).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{whole}"'


@contextmanager
def _logged_in(box: Mailbox, address: str, password: str, timeout: float) -> Iterator[imaplib.IMAP4]:
    """A connection that is cut when time is up, however slowly its bytes still drip."""
    server = _Private(box, address, timeout) if box.tls else _Open(box, address, timeout)
    cut = threading.Timer(timeout * _PATIENCE, _cut, [server.sock])
    cut.daemon = True
    cut.start()
    try:
        server.login(box.user, password)
        yield server
    finally:
        with suppress(OSError, imaplib.IMAP4.error):
            server.logout()
        with suppress(OSError):
            server.shutdown()
        cut.cancel()


def _cut(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


class _Open(imaplib.IMAP4):
    """A connection to the address that was checked."""

    def __init__(self, box: Mailbox, address: str, timeout: float) -> None:
        self._address = address
        super().__init__(box.host, box.port, timeout)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        return socket.create_connection((self._address, self.port), timeout)


class _Private(imaplib.IMAP4_SSL):
    """The same with a certificate that is for the name."""

    def __init__(self, box: Mailbox, address: str, timeout: float) -> None:
        self._address = address
        super().__init__(box.host, box.port, ssl_context=ssl.create_default_context(), timeout=timeout)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        plain = socket.create_connection((self._address, self.port), timeout)
        private: socket.socket = self.ssl_context.wrap_socket(plain, server_hostname=self.host)
        return private
