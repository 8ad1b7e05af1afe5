"""How an older ledger becomes a newer one, and a new one begins."""

from typing import Final

from sqlalchemy import Connection, delete, insert, inspect, select

from talentwire.errors import LedgerError
from talentwire.model.document import digest
from talentwire.record import operating
from talentwire.record.schema import meta, metadata
from talentwire.record.views import views

__all__ = ["VERSION", "bring_up_to_date", "is_current", "operating"]

VERSION: Final = 4
NEW: Final = "what is new"
"""Stands for the making of every table that is missing; those that are missing after the last statement are made then.

Indexes that are missing are made at the end.
"""
MIGRATIONS: Final[dict[int, tuple[str, ...]]] = {
    2: (
        "DROP TABLE judgement",  # no command wrote any
        NEW,
        "ALTER TABLE claim ADD COLUMN decision INTEGER REFERENCES decision (id)",
        "ALTER TABLE claim ADD COLUMN retracted_decision INTEGER REFERENCES decision (id)",
        # every retraction by a person becomes a decision, so that it can be undone
        "INSERT INTO decision (id, verb, by, reason, about, recorded_at) "
        "SELECT row_number() OVER (ORDER BY retracted_at, id), 'retract', min(retracted_by), min(retracted_reason), "
        "'claim ' || id, retracted_at FROM claim WHERE retracted_at IS NOT NULL AND retracted_run IS NULL "
        "GROUP BY retracted_at, id",
        "UPDATE claim SET retracted_decision = (SELECT d.id FROM decision d WHERE d.recorded_at = claim.retracted_at) "
        "WHERE retracted_at IS NOT NULL AND retracted_run IS NULL",
        "UPDATE party SET type = 'person', key = (SELECT min(p.key) FROM party p WHERE p.type = 'person' AND "
        "p.name = party.name) WHERE type = 'party' AND name IN (SELECT name FROM party p WHERE p.type = 'person')",
        "UPDATE party SET type = 'org' WHERE type = 'party'",
        "DROP INDEX ix_party_key",
        "DROP INDEX claim_entry",
        "ALTER TABLE party ADD COLUMN day TEXT NOT NULL DEFAULT ''",
        "UPDATE party SET day = (SELECT day_from FROM claim WHERE claim.entry = party.entry)",
        "INSERT INTO meta (name, value) VALUES ('unlinked', 'documents of version 1 have no names and stories yet')",
    ),
    3: (NEW,),  # tables of what is kept: all of it is worked out when it is first asked for
    4: (NEW,),  # tables of record/operating
}
"""By number: the statements that lead from the version before to it, in words that both databases understand."""


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
            if statement == NEW:
                metadata.create_all(connection)
            else:
                connection.exec_driver_sql(statement)
        _make_missing(connection)
        _put(connection, "version", str(number))
    _write_views(connection)


def _make_missing(connection: Connection) -> None:
    metadata.create_all(connection)
    there = inspect(connection)
    for table in metadata.sorted_tables:
        known = {index["name"] for index in there.get_indexes(table.name)}
        for index in sorted(table.indexes, key=lambda one: str(one.name)):
            if index.name not in known:
                index.create(connection)


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
