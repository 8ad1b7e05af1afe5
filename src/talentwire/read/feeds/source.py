"""A source that is watched, and the file that says which there are."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

FeedKind = Literal["feed", "sitemap", "links", "page", "imap", "mail"]
Take = Literal["auto", "item", "page"]
KINDS: Final[dict[str, FeedKind]] = {
    "feed": "feed", "rss": "feed", "atom": "feed", "json": "feed", "sitemap": "sitemap", "links": "links",
    "page": "page", "imap": "imap", "mail": "mail",
}  # fmt: skip
"""By the words that may stand in a file."""
HALF_AN_HOUR: Final = 1_800.0


@dataclass(frozen=True, kw_only=True)
class FeedSource:
    """One source.

    Attributes:
        name: under which its health is shown.
        kind: what sort of source it is.
        url: where it is; of a mailbox the address without a password, of mails in files the path.
        every: seconds between two visits.
        text: whether an item is read from the feed, from its page, or from wherever all of it is.
        match: only items of addresses in which this is found.
        outlet: who publishes it; stronger than what it says itself.
        lang: the language it is written in; stronger than what it says itself.
        days: how old an item may be when it is first seen; None for any age.
        senders: only mails from these addresses or domains.
        path: of mails in files.
        mailbox: how a mailbox is reached.

    """

    name: str
    kind: FeedKind
    url: str
    every: float = HALF_AN_HOUR
    text: Take = "auto"
    match: re.Pattern[str] | None = None
    outlet: str | None = None
    lang: str | None = None
    days: int | None = None
    senders: tuple[str, ...] = ()
    path: Path | None = None
    mailbox: "Mailbox | None" = None

    @property
    def is_mail(self) -> bool:
        """Whether it brings mails, which are read whole when they are listed."""
        return self.kind in ("imap", "mail")


@dataclass(frozen=True, kw_only=True)
class Mailbox:
    """How a mailbox is reached.

    Attributes:
        host: name of the server.
        user: who logs in.
        password_env: environment variable that holds the password.
        port: usually 993.
        folder: which of its folders is read.
        tls: whether the connection is private.

    """

    host: str
    user: str
    password_env: str
    port: int = 993
    folder: str = "INBOX"
    tls: bool = True


@dataclass(frozen=True, kw_only=True)
class WatchFile:
    """Which sources are watched and with what manners.

    Attributes:
        path: where the file stands.
        sources: in its order.
        delay: seconds between two requests to one host, at least.
        contact: a page or a mail address that servers are told, so that somebody can complain.
        allow_private: whether addresses inside this machine and its network are asked too.
        timeout: seconds until an answer must have arrived.
        max_bytes: the largest answer that is read.
        max_items: how many items of a source are read at a visit.
        at_once: how many sources are visited at a time.

    """

    path: Path
    sources: tuple[FeedSource, ...]
    delay: float = 2.0
    contact: str | None = None
    allow_private: bool = False
    timeout: float = 30.0
    max_bytes: int = 10_000_000
    max_items: int = 200
    at_once: int = 4

    @property
    def name(self) -> str:
        """By which the ledger knows the file."""
        return self.path.name
