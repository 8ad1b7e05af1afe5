"""The tables of a ledger, the views for people at a SQL prompt, and how an older ledger becomes a newer one.

Rows are added and never rewritten: an entry of ``claim`` or ``judgement`` may get the moment at which it was
retracted, a ``run`` its end, nothing else changes. Moments are UTC in ISO 8601 with microseconds, as text of one width.
"""

from typing import Any, Final

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Numeric,
    Select,
    Table,
    Text,
    cast,
    delete,
    func,
    insert,
    inspect,
    select,
)

from talentwire.errors import LedgerError
from talentwire.model.claims import KINDS, Content, Slot, slots
from talentwire.model.document import digest

VERSION: Final = 1
MIGRATIONS: Final[dict[int, tuple[str, ...]]] = {}
"""By number: the statements that lead from the version before to it, in words that both databases understand."""

metadata = MetaData()
_LIST: Final = JSON(none_as_null=True)

meta = Table("meta", metadata, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))

run = Table(
    "run",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("command", Text, nullable=False),
    Column("program", Text, nullable=False, comment="version of Talentwire"),
    Column("extractor", Text, nullable=False, comment="its name, or editor:<name>"),
    Column("version", Text, nullable=False),
    Column("packs", Text, comment="digest of the language packs"),
    Column("started", Text, nullable=False),
    Column("ended", Text),
    Column("documents", Integer),
    Column("claims", Integer),
    Column("skipped", Integer),
)

document = Table(
    "document",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("id", Text, nullable=False, index=True, comment="several versions of a document share it"),
    Column("title", Text),
    Column("url", Text),
    Column("place", Text),
    Column("date", Text, comment="ISO 8601 prefix"),
    Column("lang", Text),
    Column("outlet", Text),
    Column("run", ForeignKey("run.id"), nullable=False),
    Column("recorded_at", Text, nullable=False, index=True),
    Column("text", Text, nullable=False),  # last, so that reading the others does not pass over it
)

reading = Table(
    "reading",
    metadata,
    Column("document", ForeignKey("document.digest"), primary_key=True),
    Column("extractor", Text, primary_key=True),
    Column("recorded_at", Text, primary_key=True, index=True),
    Column("version", Text, nullable=False),
    Column("run", ForeignKey("run.id"), nullable=False),
    comment="which version of an extractor read a document; the last row of a pair counts",
)

claim = Table(
    "claim",
    metadata,
    Column("entry", Integer, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, comment="content hash; comes back when a retracted claim comes back"),
    Column("document", ForeignKey("document.digest"), nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("slots", JSON, nullable=False),
    Column("status", Text, nullable=False),
    Column("source", Text),
    Column("date", Text, comment="ISO 8601 prefix"),
    Column("valid_from", Text, comment="first day the date may mean"),
    Column("valid_to", Text, comment="last day the date may mean"),
    Column("day_from", Text, nullable=False, comment="valid_from, else the document's; empty where neither is known"),
    Column("day_to", Text, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("folded", Text, nullable=False, comment="the evidence without case and accents, for searching"),
    Column("evidence_start", Integer),
    Column("evidence_end", Integer),
    Column("written", _LIST, comment="names as the document writes them, by slot"),
    Column("implicit", _LIST),
    Column("optional", Boolean, nullable=False),
    Column("extractor", Text, nullable=False, comment="name and version, as the claim has it"),
    Column("reader", Text, nullable=False, comment="name of the extractor, or editor:<name>"),
    Column("rule", Text, comment="the rule that opened it"),
    Column("run", ForeignKey("run.id"), nullable=False),
    Column("recorded_at", Text, nullable=False),
    Column("retracted_at", Text),
    Column("retracted_by", Text),
    Column("retracted_reason", Text),
    Column("retracted_run", ForeignKey("run.id"), comment="null where a person retracted it"),
)
_LIVE: Final = claim.c.retracted_at.is_(None)
Index("claim_entry", claim.c.id, claim.c.recorded_at, unique=True)
Index("claim_live", claim.c.id, claim.c.reader, unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE)
_GONE: Final = claim.c.retracted_at.is_not(None)
Index("claim_retracted", claim.c.retracted_at, sqlite_where=_GONE, postgresql_where=_GONE)
Index("claim_recorded", claim.c.recorded_at)
Index("claim_day", claim.c.day_from, claim.c.recorded_at)
Index("claim_kind", claim.c.kind, claim.c.day_from)

party = Table(
    "party",
    metadata,
    Column("entry", ForeignKey("claim.entry"), primary_key=True),
    Column("slot", Text, primary_key=True, comment="source for whom the document names as saying so"),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("type", Text, nullable=False, comment="person, org, facility, product, or party where it may be several"),
    Column("name", Text, nullable=False, index=True),
    Column("written", Text),
    Column("key", Text, nullable=False, index=True),
    sqlite_with_rowid=False,
)

judgement = Table(
    "judgement",
    metadata,
    Column("entry", Integer, primary_key=True, autoincrement=False),
    Column("left", Text, nullable=False),
    Column("right", Text, nullable=False),
    Column("verdict", Text, nullable=False, comment="same, different or unsure"),
    Column("score", Float),
    Column("decided_by", Text, nullable=False),
    Column("recorded_at", Text, nullable=False),
    Column("retracted_at", Text),
)
_STANDS: Final = judgement.c.retracted_at.is_(None)
Index(
    "judgement_live",
    judgement.c.left,
    judgement.c.right,
    unique=True,
    sqlite_where=_STANDS,
    postgresql_where=_STANDS,
)


def _columns(slot: Slot) -> list[Any]:
    """The columns a slot has in its view: one, or three for money; several names stand as a JSON list."""
    held = claim.c.slots[slot.name]
    match slot.type:
        case "money":
            return [
                cast(claim.c.slots[slot.name, "value"].as_string(), Numeric).label(f"{slot.name}_value"),
                claim.c.slots[slot.name, "currency"].as_string().label(f"{slot.name}_currency"),
                claim.c.slots[slot.name, "bound"].as_string().label(f"{slot.name}_bound"),
            ]
        case "number":
            return [cast(held.as_string(), Numeric).label(slot.name)]
        case "flag":
            return [held.as_boolean().label(slot.name)]
        case _:
            words = held.as_string()
            return [(func.coalesce(words, slot.default) if slot.default else words).label(slot.name)]


def _history(kind: type[Content]) -> Select[Any]:
    return (
        select(
            claim.c.id.label("claim"),
            document.c.id.label("document"),
            document.c.title,
            document.c.url,
            document.c.date.label("published"),
            document.c.lang,
            claim.c.date,
            claim.c.status,
            claim.c.source,
            *(column for slot in slots(kind) for column in _columns(slot)),
            claim.c.evidence,
            claim.c.extractor,
            claim.c.recorded_at,
            claim.c.retracted_at,
            claim.c.retracted_by,
            claim.c.retracted_reason,
        )
        .join_from(claim, document, claim.c.document == document.c.digest)
        .where(claim.c.kind == kind.type)
    )


def views(connection: Connection) -> dict[str, str]:
    """By name, in the order to create them: ``move_history`` has every entry, ``move`` those that stand, and so on."""
    quote = connection.dialect.identifier_preparer.quote
    texts = {}
    for name, kind in KINDS.items():
        compiled = _history(kind).compile(dialect=connection.dialect, compile_kwargs={"literal_binds": True})
        past = quote(f"{name}_history")
        texts[f"{name}_history"] = f"CREATE VIEW {past} AS {compiled}"
        standing = f"SELECT * FROM {past} WHERE retracted_at IS NULL"  # noqa: S608 (a name from KINDS)
        texts[name] = f"CREATE VIEW {quote(name)} AS {standing}"
    return texts


def is_current(connection: Connection) -> bool:
    """Whether the ledger needs nothing done: its tables and views are those of this program.

    Raises:
        LedgerError: when the tables are not a ledger's, or those of a newer program.

    """
    tables = set(inspect(connection).get_table_names())
    if not tables & set(metadata.tables):
        return False
    missing = set(metadata.tables) - tables
    version = _get(connection, "version") if "meta" in tables else None
    if not (version or "").isdigit():
        raise LedgerError(f"holds tables, but no ledger (no version is noted in it); {_OTHER}")
    if int(version or 0) > VERSION:
        raise LedgerError(
            f"was written by a newer Talentwire (ledger version {version}, this program knows {VERSION}): "
            "upgrade with `pip install --upgrade talentwire`"
        )
    if int(version or 0) == VERSION and missing:
        raise LedgerError(f"is damaged: it lacks {', '.join(sorted(missing))}; restore it from a copy")
    return int(version or 0) == VERSION and _get(connection, "views") == _views_digest(connection)


_OTHER: Final = "name another place for the ledger"


def bring_up_to_date(connection: Connection) -> None:
    """Create the tables, or apply the migrations that are still missing, and write the views anew.

    The caller holds the one write transaction, so that a ledger is never half of a version.
    """
    if is_current(connection):  # another process was faster
        return
    if not inspect(connection).has_table("meta"):
        metadata.create_all(connection)
        _put(connection, "version", str(VERSION))
    for number in range(int(_get(connection, "version") or 0) + 1, VERSION + 1):
        for statement in MIGRATIONS[number]:
            connection.exec_driver_sql(statement)
        _put(connection, "version", str(number))
    _write_views(connection)


def _write_views(connection: Connection) -> None:
    quote = connection.dialect.identifier_preparer.quote
    texts = views(connection)
    for name in reversed(texts):
        connection.exec_driver_sql(f"DROP VIEW IF EXISTS {quote(name)}")
    for text in texts.values():
        connection.exec_driver_sql(text)
    _put(connection, "views", _views_digest(connection))


def _views_digest(connection: Connection) -> str:
    return digest(*views(connection).values())


def _get(connection: Connection, name: str) -> str | None:
    return connection.scalar(select(meta.c.value).where(meta.c.name == name))


def _put(connection: Connection, name: str, value: str) -> None:
    connection.execute(delete(meta).where(meta.c.name == name))
    connection.execute(insert(meta).values(name=name, value=value))
