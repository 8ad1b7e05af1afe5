"""What leads from an older ledger to a newer one, and how a new one begins.

The steps of a version that was published never change: a ledger may stand in the middle of them. Columns and tables
that programs of the version before read stay, so that those which are open go on reading.
"""

from typing import Final

from sqlalchemy import Connection, delete, insert, inspect, select

from talentwire.errors import LedgerError
from talentwire.model.document import digest
from talentwire.record import operating
from talentwire.record.schema import TIDIED, meta, metadata
from talentwire.record.steps import NEW, Brought, Fence, Index, Said, Step, Without
from talentwire.record.views import views

__all__ = ["MIGRATIONS", "VERSION", "get", "is_current", "make", "operating", "path", "put", "write_views"]

VERSION: Final = 5


def _refers(column: str) -> tuple[Said, ...]:
    """A new column of claims with the number of a decision; PostgreSQL looks at what is there without a lock."""
    named = f"claim_{column}_fkey"
    add = f"ALTER TABLE claim ADD COLUMN {column} INTEGER"
    key = f"ADD CONSTRAINT {named} FOREIGN KEY ({column}) REFERENCES decision (id) NOT VALID"
    return (
        Said(f"{add} REFERENCES decision (id)", f"{add}, {key}"),
        Said(None, f"ALTER TABLE claim VALIDATE CONSTRAINT {named}"),
    )


MIGRATIONS: Final[dict[int, tuple[Step, ...]]] = {
    2: (
        Fence(),
        "DROP TABLE judgement",  # no command wrote any
        NEW,
        *_refers("decision"),
        *_refers("retracted_decision"),
        # every retraction by a person becomes a decision, so that it can be undone
        "INSERT INTO decision (id, verb, by, reason, about, recorded_at) "
        "SELECT row_number() OVER (ORDER BY retracted_at, id), 'retract', min(retracted_by), min(retracted_reason), "
        "'claim ' || id, retracted_at FROM claim WHERE retracted_at IS NOT NULL AND retracted_run IS NULL "
        "GROUP BY retracted_at, id",
        "UPDATE claim SET retracted_decision = (SELECT d.id FROM decision d WHERE d.recorded_at = claim.retracted_at) "
        "WHERE retracted_at IS NOT NULL AND retracted_run IS NULL",
        Brought(
            "UPDATE party SET type = 'person', key = (SELECT min(p.key) FROM party p WHERE p.type = 'person' AND "
            "p.name = party.name) WHERE type = 'party' AND entry > :low AND entry <= :high AND "
            "name IN (SELECT p.name FROM party p WHERE p.type = 'person')",
            "claim", "entry",
        ),
        Without("ix_party_key"),
        Without("claim_entry"),
        "ALTER TABLE party ADD COLUMN day TEXT NOT NULL DEFAULT ''",
        Brought(
            "UPDATE party SET type = CASE type WHEN 'party' THEN 'org' ELSE type END, "  # those left are organisations
            "day = (SELECT day_from FROM claim WHERE claim.entry = party.entry) WHERE entry > :low AND entry <= :high",
            "claim", "entry",
        ),
        Index(),
        "INSERT INTO meta (name, value) VALUES ('unlinked', 'documents of version 1 have no names and stories yet')",
    ),
    3: (NEW,),  # tables of what is kept: all of it is worked out when it is first asked for
    4: (NEW,),  # tables of record/operating
    5: (*(Said(None, tidied) for tidied in TIDIED), "ALTER TABLE run ADD COLUMN usage TEXT"),
}  # fmt: skip
"""By number: the steps that lead from the version before to it."""


def path(version: int) -> list[tuple[int, int, Step]]:
    """All steps from a version to this program's, each with the version that it is of and its number among those."""
    wanted = range(version + 1, VERSION + 1)
    steps = [(number, at, step) for number in wanted for at, step in enumerate(MIGRATIONS[number])]
    return [*steps, (VERSION, len(MIGRATIONS[VERSION]), NEW), (VERSION, len(MIGRATIONS[VERSION]) + 1, Index())]


def is_current(connection: Connection) -> bool:
    """Whether the ledger needs nothing done: its tables and views are those of this program.

    Raises:
        LedgerError: when the tables are not a ledger's, or those of a newer program.

    """
    tables = set(inspect(connection).get_table_names())
    if not tables & set(metadata.tables):
        return False
    missing = set(metadata.tables) - tables
    version = get(connection, "version") if "meta" in tables else None
    if not (version or "").isdigit():
        raise LedgerError(f"holds tables, but no ledger (no version is noted in it); {_OTHER}")
    if int(version or 0) > VERSION:
        raise LedgerError(
            f"was written by a newer Talentwire (ledger version {version}, this program knows {VERSION}): "
            "upgrade with `pip install --upgrade talentwire`"
        )
    if int(version or 0) == VERSION and missing:
        raise LedgerError(f"is damaged: it lacks {', '.join(sorted(missing))}; restore it from a copy")
    return int(version or 0) == VERSION and get(connection, "views") == _views_digest(connection)


_OTHER: Final = "name another place for the ledger"


def make(connection: Connection) -> None:
    """Make the tables and views of a new ledger."""
    metadata.create_all(connection)
    put(connection, "version", str(VERSION))
    write_views(connection)


def write_views(connection: Connection) -> None:
    """Write the views of this program in the place of those that are there."""
    quote = connection.dialect.identifier_preparer.quote
    texts = views(connection)
    for name in reversed(texts):
        connection.exec_driver_sql(f"DROP VIEW IF EXISTS {quote(name)}")
    for one in texts.values():
        connection.exec_driver_sql(one)
    put(connection, "views", _views_digest(connection))


def _views_digest(connection: Connection) -> str:
    return digest(*views(connection).values())


def get(connection: Connection, name: str) -> str | None:
    """What is noted in the ledger under a name."""
    return connection.scalar(select(meta.c.value).where(meta.c.name == name))


def put(connection: Connection, name: str, value: str) -> None:
    """Note it, in the place of what was noted before."""
    connection.execute(delete(meta).where(meta.c.name == name))
    connection.execute(insert(meta).values(name=name, value=value))
