"""An older ledger is brought up to date while others read it: step by step, each noted, so that a killed one goes on.

On PostgreSQL nothing holds a lock for longer than a moment: what has to keep readers away gives up after half a second
and tries again, so that they never queue behind it; data are brought over in parts; indexes are made ``CONCURRENTLY``
(postgresql.org/docs/current/sql-createindex.html). The number of the version turns last.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from sqlalchemy import Connection, Engine, delete, inspect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.schema import CreateIndex

from talentwire.errors import LedgerError
from talentwire.record import migrations
from talentwire.record.files import APPLICATION_ID, BUSY_SECONDS
from talentwire.record.migrations import get, put
from talentwire.record.schema import meta, metadata
from talentwire.record.steps import NEW, Brought, Fence, Index, Said, Step, Without

Told = Callable[[str], None]
"""Hears in a sentence how far it is."""
WRITERS: Final = "writers"
"""Under this name stands the oldest ledger version whose programs may write."""
_MARKER: Final = "upgrade"
"""Under this name stands how far it is: the version that a step is of, its number, and the last row brought over."""
_PATIENCE: Final = 600.0
"""Seconds for which a lock is tried for again and again."""
_PAUSE: Final = 0.5
_REFUSED: Final = (
    "'this ledger is being brought up to date by a newer Talentwire, or was: this older one writes nothing more to it; "
    "end it and upgrade'"
)
_LOOK: Final = "SELECT pg_try_advisory_lock(%s, hashtext(current_schema()))"
_LEAVE: Final = "SELECT pg_advisory_unlock(%s, hashtext(current_schema()))"
_FENCED: Final = ("run", "document", "reading", "claim", "decision")
"""Tables into which a program writes before all others."""


class Place(Protocol):
    """A database that holds a ledger, as ``Store`` is one."""

    @property
    def engine(self) -> Engine:
        """What gives connections."""

    def writing(self, *, whoever: bool = False) -> Any:
        """The one write transaction, for programs of any version if ``whoever``."""


@dataclass
class Upgrade:
    """Brings one ledger up to date.

    Attributes:
        place: where it is.
        told: hears how far it is.

    """

    place: Place
    told: Told = field(default=lambda _: None)
    _said: float = 0.0

    def run(self) -> None:
        """Do what is still to be done.

        Raises:
            LedgerError: when another program does it and is not done soon, or somebody keeps a table to themselves.

        """
        with self._alone() as may:
            while may and self._step():
                pass

    # -- one at a time

    @contextmanager
    def _alone(self) -> Iterator[bool]:
        """Whether there is something to do, while no other program does it; SQLite lets several take turns."""
        if self.place.engine.dialect.name != "postgresql":
            yield True
            return
        with self.place.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            deadline = time.monotonic() + BUSY_SECONDS
            while not connection.exec_driver_sql(_LOOK, (APPLICATION_ID,)).scalar():
                if migrations.is_current(connection):
                    yield False
                    return
                if time.monotonic() > deadline:
                    raise LedgerError(
                        f"is being brought up to date by another program ({_shown(connection)}): ask again in a while"
                    )
                time.sleep(_PAUSE)
            try:
                yield True
            finally:
                connection.exec_driver_sql(_LEAVE, (APPLICATION_ID,))

    # -- steps

    def _step(self) -> bool:
        """Do the next step or the next part of it; whether more are to be done."""
        deadline = time.monotonic() + _PATIENCE
        while True:
            try:
                with self.place.writing(whoever=True) as connection:
                    self._be_brief(connection)
                    if migrations.is_current(connection):
                        return False
                    found = _next(connection)
                    if found is None:
                        _turn(connection)
                        return False
                    at, step = found
                    self._tell(at, step, connection)
                    if not isinstance(step, Index | Without) or not self._is_postgres:
                        _note(connection, at, _do(connection, at, step))
                        return True
                self._beside(step)  # no transaction may hold it
                with self.place.writing(whoever=True) as connection:
                    _note(connection, at, None)
                return True
            except DBAPIError as error:
                if not _is_locked_out(error) or time.monotonic() > deadline:
                    raise
                time.sleep(_PAUSE)

    def _be_brief(self, connection: Connection) -> None:
        """Give up soon where a table cannot be had, for all who come later wait behind who waits."""
        if self._is_postgres:
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{int(_PAUSE * 1_000)}ms'")

    @property
    def _is_postgres(self) -> bool:
        return self.place.engine.dialect.name == "postgresql"

    def _beside(self, step: Index | Without) -> None:
        """Make or drop indexes while others read and write."""
        with self.place.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            quote = connection.dialect.identifier_preparer.quote
            if isinstance(step, Without):
                connection.exec_driver_sql(f"DROP INDEX CONCURRENTLY IF EXISTS {quote(step.index)}")
                return
            for index in _missing(connection):
                self._say(f"index {index.name}")
                connection.exec_driver_sql(f"DROP INDEX CONCURRENTLY IF EXISTS {quote(str(index.name))}")
                made = str(CreateIndex(index).compile(dialect=connection.dialect))
                connection.exec_driver_sql(made.replace("INDEX", "INDEX CONCURRENTLY", 1))

    # -- telling

    def _tell(self, at: "_At", step: Step, connection: Connection) -> None:
        share = f", {step.share(connection, at.low):.0%} brought over" if isinstance(step, Brought) else ""
        self._say(f"step {at.step + 1} to version {at.version}{share}")

    def _say(self, what: str) -> None:
        if time.monotonic() - self._said > 1.0:  # a part may take a moment alone
            self._said = time.monotonic()
            self.told(f"Bringing the ledger up to version {migrations.VERSION}: {what}; others may read it meanwhile.")


@dataclass(frozen=True, order=True)
class _At:
    """Where an upgrade is: before a step of a version, of which the rows up to ``low`` are done."""

    version: int
    step: int
    low: int = 0

    def __str__(self) -> str:
        return f"{self.version} {self.step} {self.low}"


def _marker(connection: Connection) -> _At | None:
    noted = get(connection, _MARKER)
    return _At(*map(int, noted.split())) if noted else None


def _next(connection: Connection) -> tuple[_At, Step] | None:
    """The step that is to be done next; None where only the version has to be turned."""
    marker = _marker(connection)
    if marker and marker.version > migrations.VERSION:
        raise LedgerError(
            f"is half brought up to version {marker.version} by a newer Talentwire (this program knows "
            f"{migrations.VERSION}): upgrade with `pip install --upgrade talentwire`, and open it again"
        )
    for version, number, step in migrations.path(int(get(connection, "version") or 0)):
        at = _At(version, number)
        if marker is None or (marker.version, marker.step) <= (version, number):
            return (marker if marker and (marker.version, marker.step) == (version, number) else at), step
    return None


def _note(connection: Connection, at: _At, low: int | None) -> None:
    """Note that a step is done, or its rows up to a number."""
    put(connection, _MARKER, str(_At(at.version, at.step + 1) if low is None else _At(at.version, at.step, low)))


def _do(connection: Connection, at: _At, step: Step) -> int | None:
    """Do a step; the number of the last row that was brought over, if there may be more."""
    match step:
        case Brought():
            return step.bring(connection, at.low)
        case Fence():
            _fence(connection, at.version)
        case Without():
            connection.exec_driver_sql(f'DROP INDEX IF EXISTS "{step.index}"')
        case Index():
            for index in _missing(connection):
                index.create(connection)
        case _ if step == NEW:
            metadata.create_all(connection)
        case Said() | str():
            said = step if isinstance(step, str) else step.on(connection.dialect.name)
            connection.exec_driver_sql(said or "SELECT 1")
    return None


def _turn(connection: Connection) -> None:
    """Write the views anew and turn the version: from here on older programs are refused, and open ones only read."""
    migrations.write_views(connection)
    for name in ("version", WRITERS):
        put(connection, name, str(migrations.VERSION))
    connection.execute(delete(meta).where(meta.c.name == _MARKER))


def _fence(connection: Connection, version: int) -> None:
    """Let programs of older versions write nothing; those too old to look are stopped by PostgreSQL.

    A program that looks says of itself in each transaction that it did, see ``Store.writing``.
    """
    put(connection, WRITERS, str(version))
    if connection.dialect.name != "postgresql":
        return
    connection.exec_driver_sql(
        "CREATE OR REPLACE FUNCTION talentwire_fence() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF coalesce(current_setting('talentwire.version', true), '') = '' THEN "
        f"RAISE EXCEPTION USING MESSAGE = {_REFUSED}; END IF; RETURN NULL; END $$"
    )
    for table in _FENCED:
        if inspect(connection).has_table(table):
            connection.exec_driver_sql(
                f"CREATE OR REPLACE TRIGGER talentwire_fence BEFORE INSERT OR UPDATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION talentwire_fence()"
            )


def _missing(connection: Connection) -> list[Any]:
    """The indexes that are not there, or that a killed program left half made."""
    there, found = inspect(connection), []
    invalid = _invalid(connection)
    for table in metadata.sorted_tables:
        if not there.has_table(table.name):
            continue
        known = {index["name"] for index in there.get_indexes(table.name)} - invalid
        found += [one for one in sorted(table.indexes, key=lambda one: str(one.name)) if one.name not in known]
    return found


def _invalid(connection: Connection) -> set[str | None]:
    if connection.dialect.name != "postgresql":
        return set()
    asked = (
        "SELECT relname FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid "
        "WHERE NOT indisvalid AND relnamespace = current_schema()::regnamespace"
    )
    return set(connection.exec_driver_sql(asked).scalars())


def _shown(connection: Connection) -> str:
    at = _marker(connection)
    return f"step {at.step + 1} to version {at.version}" if at else "it has just begun"


def _is_locked_out(error: DBAPIError) -> bool:
    """Whether somebody else is in the way: a lock that is not free, a deadlock, or the same index in other hands.

    The last is what a program that was killed leaves: its server goes on with the statement that it had begun.
    """
    state = getattr(error.orig, "sqlstate", None)
    return state in ("55P03", "40P01", "42P07") or "tuple concurrently updated" in str(error.orig)
