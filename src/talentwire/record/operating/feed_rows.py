"""What is kept of sources that are watched: tables, and their rows as they are handed on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import JSON, Boolean, Column, Index, Integer, Table, Text

from talentwire.record.schema import metadata

WAITING: Final = "waiting"
READ: Final = "read"
KNOWN: Final = "known"
SKIPPED: Final = "skipped"

feed_source = Table(
    "feed_source",
    metadata,
    Column("name", Text, primary_key=True),
    Column("file", Text, nullable=False, comment="name of the file that names it"),
    Column("kind", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("active", Boolean, nullable=False, comment="whether the file still names it"),
    Column("visited", Text, comment="when it was last visited"),
    Column("succeeded", Text, comment="when it last answered as it should"),
    Column("found", Text, comment="when it last brought something new"),
    Column("due", Text, comment="when it is visited next; null for at once, or where it is gone"),
    Column("gone", Boolean, nullable=False, comment="its server says that it is gone for good"),
    Column("failures", Integer, nullable=False, comment="visits in a row that failed"),
    Column("problem", Text, comment="why the last visit failed"),
    Column("moved", Text, comment="where it has gone for good"),
    Column("notes", JSON(none_as_null=True), comment="oddities of what it brought last"),
    Column("left_out", Integer, nullable=False, comment="items of its last list that were not wanted"),
    Column("cursor", Text, comment="how far a mailbox was read"),
    comment="what is watched, and how it goes",
)

feed_answer = Table(
    "feed_answer",
    metadata,
    Column("source", Text, primary_key=True),
    Column("address", Text, primary_key=True),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("mark", Text, comment="what its index said of it"),
    comment="by what servers tell whether something has changed since it was read",
)

feed_item = Table(
    "feed_item",
    metadata,
    Column("source", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("number", Integer, nullable=False, comment="its place in the list, the newest first"),
    Column("mark", Text, nullable=False, comment="changes when it does"),
    Column("document", Text, nullable=False, comment="digest of the id of its document"),
    Column("title", Text),
    Column("url", Text),
    Column("outcome", Text, nullable=False, comment="waiting, read, known or skipped"),
    Column("reason", Text),
    Column("tries", Integer, nullable=False),
    Column("due", Text, comment="when it is tried again"),
    Column("entered", Text, nullable=False),
    Column("settled", Text),
    Column("held", JSON(none_as_null=True), comment="all that is needed to read it, until it is read"),
    comment="what a source has listed",
)
Index("feed_item_waiting", feed_item.c.source, feed_item.c.outcome, feed_item.c.number)
Index("feed_item_document", feed_item.c.document)


@dataclass(frozen=True)
class Watched:
    """A source as a file names it."""

    name: str
    kind: str
    address: str


@dataclass(frozen=True)
class Held:
    """An item as it is kept until it is read.

    Attributes:
        key: what tells it from the others of its source.
        mark: what changes when it does.
        document: id of its document.
        title: its headline.
        url: where it can be read.
        item: all that is needed to read it.
        tries: how often that was tried.

    """

    key: str
    mark: str
    document: str
    title: str | None = None
    url: str | None = None
    item: Mapping[str, Any] = field(default_factory=dict)
    tries: int = 0


@dataclass(frozen=True)
class Answered:
    """By what a server tells whether an answer is still the same."""

    etag: str | None = None
    last_modified: str | None = None
    mark: str | None = None


@dataclass(frozen=True)
class Visit:
    """What a visit of a source found.

    Attributes:
        items: all that it lists, the newest first.
        answers: by address.
        cursor: how far a mailbox was read.
        notes: oddities.
        left_out: how many items were not wanted.
        moved: where the source has gone for good.
        unchanged: it is as it was, and all but the time of the visit stays.

    """

    items: Sequence[Held] = ()
    answers: Mapping[str, Answered] = field(default_factory=dict)
    cursor: str | None = None
    notes: Sequence[str] = ()
    left_out: int = 0
    moved: str | None = None
    unchanged: bool = False


@dataclass(frozen=True)
class Trouble:
    """An item that was passed over, and why."""

    title: str | None
    url: str | None
    reason: str
    at: str


@dataclass(frozen=True)
class Health:
    """How it goes with a source.

    Attributes:
        name: of the source.
        kind: what sort of source it is.
        address: where it is.
        file: which names it.
        state: ``new``, ``ok``, ``failing``, ``gone``, or ``left`` where the file names it no more.
        visited: when it was last visited.
        succeeded: when it last answered as it should.
        found: when it last brought something new.
        due: when it is visited next; None for at once, or never.
        failures: visits in a row that failed.
        problem: why the last one did.
        moved: where it has gone for good.
        notes: oddities of what it brought last.
        waiting: items that are to be read.
        read: items that were read.
        known: items that the ledger held, or that another source brought first.
        skipped: items that were passed over.
        left_out: items of the last list that were not wanted.
        troubles: the last items that were passed over, with reasons.

    """

    name: str
    kind: str
    address: str
    file: str
    state: str
    visited: str | None
    succeeded: str | None
    found: str | None
    due: str | None
    failures: int
    problem: str | None
    moved: str | None
    notes: tuple[str, ...]
    waiting: int
    read: int
    known: int
    skipped: int
    left_out: int
    troubles: tuple[Trouble, ...] = ()
