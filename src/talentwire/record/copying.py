"""A whole ledger copied: into a file that is a ledger itself, and from such a file back, into either database.

A copy is of one state, however others write meanwhile, and is there whole or not at all. A file is copied with SQLite's
``VACUUM INTO`` (sqlite.org/lang_vacuum.html), which leaves behind what was deleted; a ledger on a server row by row.
"""

import os
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Table, exists, func, insert, select

from talentwire.errors import LedgerError
from talentwire.record import files
from talentwire.record.said import sentences
from talentwire.record.schema import claim, document, meta, metadata, run
from talentwire.record.store import Store
from talentwire.record.upgrading import WRITERS

_AT_ONCE: Final = 2_000
"""Rows in memory."""
_OF_PLACE: Final = ("version", "views", WRITERS)
"""What each database notes of itself."""


class Copied(NamedTuple):
    """What was copied, and where to."""

    place: str
    documents: int
    claims: int


def back_up(store: Store, path: Path) -> Copied:
    """Copy a ledger into a new file, which is a ledger in SQLite itself; it may be in use meanwhile.

    Raises:
        LedgerError: when something stands at the path, or the file cannot be written.

    """
    if path.exists():
        raise LedgerError(f"{path} exists, and a backup is never written over another: name another file")
    if not path.parent.is_dir():
        raise LedgerError(f"{path} cannot be written, because the folder {path.parent} does not exist: make it first")
    part = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    with sentences(str(path)):
        try:
            if store.is_postgres:
                with closing(Store(str(part), create=True)) as target, store.reading() as connection:
                    _copy_rows(connection, target)
            else:
                with store.reading() as connection:  # of a moment at which the file is the one that was opened
                    connection.exec_driver_sql("SELECT 1 FROM meta")
                with closing(store.engine.raw_connection()) as raw:
                    raw.driver_connection.execute("VACUUM INTO ?", (str(part),))  # type: ignore[union-attr]
            found = _counted(part)
            with part.open("rb") as file:
                os.fsync(file.fileno())
            part.rename(path)
        finally:
            for end in ("", "-wal", "-shm", "-journal"):
                part.with_name(part.name + end).unlink(missing_ok=True)
    return Copied(str(path), *found)


def restore(path: Path, store: Store) -> Copied:
    """Copy everything from the file of a ledger, which may be an older one, into a ledger that holds nothing yet.

    Raises:
        LedgerError: when the file is no ledger, or the other one holds something.

    """
    files.check(path, create=False, reads=True)
    with store.reading() as connection:
        _refuse_filled(connection, store.shown)
    with _opened(path) as source, source.reading() as connection:
        _copy_rows(connection, store)
        store.settle()
        documents, claims = (connection.scalar(select(func.count()).select_from(one)) or 0 for one in (document, claim))
    return Copied(str(store.shown), documents, claims)


def _refuse_filled(connection: Connection, shown: str | None) -> None:
    if connection.scalar(select(exists().where(run.c.id.is_not(None)))):
        raise LedgerError(f"{shown} holds a ledger already: a backup is restored into a new file or an empty database")


@contextmanager
def _opened(path: Path) -> Iterator[Store]:
    """The ledger in a file, which stays as it is: an older one is brought up to date in a copy."""
    beside = path.parent if os.access(path.parent, os.W_OK) else None
    with TemporaryDirectory(prefix=".talentwire-", dir=beside) as folder:
        copy = Path(folder) / "copy.db"
        address = f"{path.resolve().as_uri()}?mode=ro"
        with (
            sentences(str(path)),
            closing(sqlite3.connect(address, uri=True)) as held,
            closing(sqlite3.connect(copy)) as other,
        ):
            held.backup(other)
        with closing(Store(str(copy), create=False)) as store:
            yield store


def _counted(path: Path) -> tuple[int, int]:
    """Documents and claims that stand in a copy, after SQLite has found it sound."""
    with closing(sqlite3.connect(path)) as connection:
        (said,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        if said != "ok":
            raise LedgerError(f"the backup is damaged ({said}): see whether the disk is sound, and make another one")
        counts = (connection.execute(f"SELECT count(*) FROM {one}").fetchone()[0] for one in ("document", "claim"))  # noqa: S608
        documents, claims = counts
        connection.execute("PRAGMA journal_mode = DELETE")  # one file, also after it was looked at
    return documents, claims


def _copy_rows(source: Connection, target: Store) -> None:
    """Every row of every table, in one transaction; indexes are made when all rows are there, which is faster."""
    with target.writing() as connection:
        _refuse_filled(connection, target.shown)
        if not target.is_postgres:
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")  # decisions name later ones
        indexes = [one for table in metadata.sorted_tables for one in table.indexes]
        for index in indexes:
            index.drop(connection)
        for table in metadata.sorted_tables:
            write = _copy if target.is_postgres else _insert
            write(connection, table, _rows(source, table))
        for index in indexes:
            index.create(connection)


def _rows(source: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    asked = select(table).order_by(*table.primary_key.columns)
    if table is meta:
        asked = asked.where(meta.c.name.not_in(_OF_PLACE))
    for some in source.execute(asked, execution_options={"yield_per": _AT_ONCE}).mappings().partitions():
        yield [dict(row) for row in some]


def _insert(connection: Connection, table: Table, parts: Iterator[list[dict[str, Any]]]) -> None:
    for rows in parts:
        connection.execute(insert(table), rows)


def _copy(connection: Connection, table: Table, parts: Iterator[list[dict[str, Any]]]) -> None:
    """By ``COPY``: one statement for a table, at whose end references are looked at."""
    quote = connection.dialect.identifier_preparer.quote
    columns = list(table.columns)
    made = [one.type.dialect_impl(connection.dialect).bind_processor(connection.dialect) for one in columns]
    names = ", ".join(quote(one.name) for one in columns)
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f"COPY {quote(table.name)} ({names}) FROM STDIN") as copy:
        for rows in parts:
            for row in rows:
                copy.write_row(
                    [make(row[c.name]) if make else row[c.name] for c, make in zip(columns, made, strict=True)]
                )
