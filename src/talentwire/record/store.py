"""Where a ledger lives: addresses, connections and what a database says when something is wrong."""

import json
import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, select
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import StaticPool

from talentwire.errors import LedgerError
from talentwire.record import files, migrations
from talentwire.record.files import APPLICATION_ID, BUSY_SECONDS, Which
from talentwire.record.said import sentences
from talentwire.record.schema import GROWING, meta
from talentwire.record.upgrading import WRITERS, Told, Upgrade

_ERASING_SECONDS: Final = 10
_BUSY: Final = "another program is reading the ledger, so the log beside it still holds deleted pages"
_ALONE: Final = (
    f"SELECT pg_advisory_xact_lock({APPLICATION_ID}), set_config('talentwire.version', '{migrations.VERSION}', true)"
)
"""Waits until no other program writes; what is set tells a fence (see ``upgrading``) that this one knows of it."""
_WRITERS: Final = select(meta.c.value).where(meta.c.name == WRITERS)
_FORMS: Final = "a path, sqlite:///path or postgresql://user@host/database"


class Store:
    """A database that holds a ledger: many may read at once, one writes at a time."""

    def __init__(self, address: str, *, create: bool, told: Told | None = None) -> None:
        """Open the database and bring it up to date; ``told`` hears how far that is, where it takes a while.

        Raises:
            LedgerError: when the address or what stands there cannot be used as a ledger.

        """
        url = _url(address)
        self.shown = url.database if _is_file(url) else url.render_as_string(hide_password=True)
        self._held = threading.local()
        self._file: tuple[Path, Which] | None = None
        with files.ONE_AT_A_TIME if _is_file(url) else nullcontext():
            if _is_file(url):
                with sentences(self.shown):
                    files.check(Path(url.database or ""), create=create)
            self._engine = _engine(url, self.shown)
            try:
                self._bring_up_to_date(create or url.database in (None, "", ":memory:"), told)
                if _is_file(url):
                    path = Path(url.database or "").absolute()
                    self._file = path, files.opened(path)
            except BaseException:
                self.close()
                raise

    def close(self) -> None:
        """Give back every connection."""
        self._engine.dispose()
        if self._file and self._engine.pool.checkedout() == 0:  # type: ignore[attr-defined]
            files.closed(self._file[1])
            self._file = None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the ledger, whatever others write meanwhile."""
        held: Connection | None = getattr(self._held, "connection", None)
        if held is not None:
            with sentences(self.shown):
                yield held
            return
        options: dict[str, Any] = {"isolation_level": "REPEATABLE READ"} if self.is_postgres else {}
        with sentences(self.shown):
            self._still_there()
            with self._engine.connect() as connection:
                connection.execution_options(**options)
                with connection.begin():
                    yield connection

    def _still_there(self) -> None:
        """Refuse to go on with a file that was moved away or replaced, which an open connection does not notice.

        Raises:
            LedgerError: when the file that was opened does not stand there any more.

        """
        if self._file is None:
            return
        path, was = self._file
        if not path.exists():
            raise LedgerError(f"{self.shown} is not there any more: put it back where it was")
        if files.which(path) != was:
            raise LedgerError(f"{self.shown} is another file than the one that was opened: open it anew")

    @contextmanager
    def one_state(self) -> Iterator[None]:
        """All reading of this thread inside the block sees one and the same state of the ledger; nothing may write."""
        with self.reading() as connection:
            before = getattr(self._held, "connection", None)
            self._held.connection = connection
            try:
                yield
            finally:
                self._held.connection = before

    @property
    def reads_one_state(self) -> bool:
        """Whether this thread is inside a block in which all reading sees one state, so that nothing may write."""
        return getattr(self._held, "connection", None) is not None

    @contextmanager
    def writing(self, *, whoever: bool = False) -> Iterator[Connection]:
        """The one write transaction: all of it is kept or nothing.

        Args:
            whoever: let it through whatever the version of the ledger; for what brings it up to date.

        Raises:
            LedgerError: when the ledger is brought up to date by a newer program, or was.

        """
        options = {"isolation_level": "READ COMMITTED"} if self.is_postgres else {}  # sees what the one before wrote
        with sentences(self.shown):
            self._still_there()
            with self._engine.connect() as connection:
                connection.execution_options(writes=True, **options)
                with connection.begin():
                    if self.is_postgres:
                        connection.exec_driver_sql(_ALONE)
                    if not whoever:
                        self._check_version(connection)
                    yield connection

    def _check_version(self, connection: Connection) -> None:
        """Refuse to write what a newer program would not understand.

        Raises:
            LedgerError: when the ledger is brought up to date by one, or was.

        """
        writers = connection.scalar(_WRITERS)
        if writers is not None and int(writers) > migrations.VERSION:
            raise LedgerError(
                f"{self.shown} is being brought up to version {writers} by a newer Talentwire, or was: this one, which "
                f"knows version {migrations.VERSION}, writes nothing more to it; end it and upgrade with "
                "`pip install --upgrade talentwire`"
            )

    def settle(self) -> None:
        """Let PostgreSQL tidy up after very many rows have come: only then does it use its indexes to the full.

        Nobody is kept from reading or writing meanwhile. Where it is refused, the server does it by itself, later.
        """
        if not self.is_postgres:
            return
        with suppress(LedgerError), sentences(self.shown), closing(self._engine.raw_connection()) as held:
            raw: Any = held.driver_connection
            raw.rollback()
            raw.autocommit = True
            try:
                for table in GROWING:
                    raw.execute(f'VACUUM (ANALYZE) "{table.name}"')
            finally:
                raw.autocommit = False

    def erase(self, tables: Iterable[str]) -> str | None:
        """Write the database anew, so that nothing in its files holds what was deleted.

        Args:
            tables: those from which rows were deleted.

        Returns:
            What could not be done and what to do about it, or None.

        """
        try:
            with sentences(self.shown), closing(self._engine.raw_connection()) as held:
                raw = held.driver_connection
                return _erase_postgres(raw, tables) if self.is_postgres else _erase_file(raw)
        except LedgerError as error:
            return str(error)

    @property
    def engine(self) -> Engine:
        """What gives connections to the database."""
        return self._engine

    @property
    def is_postgres(self) -> bool:
        """Whether it is on a PostgreSQL server, and not in a file."""
        return self._engine.dialect.name == "postgresql"

    def _bring_up_to_date(self, create: bool, told: Told | None) -> None:
        try:
            with self.reading() as connection:
                if migrations.is_current(connection):
                    return
                empty = not connection.dialect.has_table(connection, "meta")
            if empty and not create:
                raise LedgerError("holds no ledger yet; `talentwire ingest` makes one")
            with self.writing(whoever=True) as connection:
                if not connection.dialect.has_table(connection, "meta"):
                    migrations.make(connection)
                if not self.is_postgres:
                    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            with sentences(self.shown):
                Upgrade(self, told or (lambda _: None)).run()
        except LedgerError as error:
            shown = str(error)
            raise LedgerError(shown if shown.startswith(str(self.shown)) else f"{self.shown} {shown}") from None


def _url(address: str) -> URL:
    if "://" not in address:
        return URL.create("sqlite", database=address)
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):  # the latter for a port that is no number
        raise LedgerError(f"{address!r} is no address of a ledger: give {_FORMS}") from None
    if url.drivername in ("postgresql", "postgres"):
        url = url.set(drivername="postgresql+psycopg")
    if url.drivername not in ("sqlite", "postgresql+psycopg"):
        raise LedgerError(f"a ledger cannot be kept in {url.drivername}: give {_FORMS}")
    return url


def _is_file(url: URL) -> bool:
    return url.drivername == "sqlite" and url.database not in (None, "", ":memory:")


def _to_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _engine(url: URL, shown: str | None) -> Engine:
    if url.drivername != "sqlite":
        try:
            return create_engine(url, pool_pre_ping=True, json_serializer=_to_json)
        except (ImportError, NoSuchModuleError):
            raise LedgerError(f"{shown} needs a driver: pip install 'talentwire[postgres]'") from None
    memory = {} if _is_file(url) else {"poolclass": StaticPool}
    engine = create_engine(
        url,
        json_serializer=_to_json,
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
        **memory,
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: Any) -> None:
    """Set up one connection to SQLite; the transactions are ours, not the driver's."""
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    deadline = time.monotonic() + BUSY_SECONDS
    while True:  # the change to WAL does not wait for a lock by itself
        with suppress(sqlite3.OperationalError):
            if connection.execute("PRAGMA journal_mode").fetchone()[0] in ("wal", "memory"):
                break
            connection.execute("PRAGMA journal_mode = WAL")
            break
        if time.monotonic() > deadline:
            break
        time.sleep(0.02)
    connection.execute("PRAGMA synchronous = FULL")  # what was recorded outlives a power cut
    connection.execute("PRAGMA secure_delete = ON")  # what is forgotten is overwritten with zeros


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _erase_file(raw: Any) -> str | None:
    """Write the file without its free pages, and empty the log of what was written last."""
    if raw.execute("PRAGMA database_list").fetchone()[2] == "":
        return None  # in memory
    raw.execute(f"PRAGMA busy_timeout = {_ERASING_SECONDS * 1000}")
    raw.execute("VACUUM")
    (busy, *_) = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    raw.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    return _BUSY if busy else None


def _erase_postgres(raw: Any, tables: Iterable[str]) -> str | None:
    """Write the tables anew, and what the server notes of frequent values in them."""
    raw.rollback()
    raw.autocommit = True
    try:
        raw.execute(f"SET lock_timeout = '{_ERASING_SECONDS}s'")
        for table in tables:
            raw.execute(f'VACUUM (FULL, ANALYZE) "{table}"')
            raw.execute(f'VACUUM "{table}"')  # notes which pages all may see, so that indexes alone answer again
    finally:
        raw.execute("RESET lock_timeout")
        raw.autocommit = False
    return None
