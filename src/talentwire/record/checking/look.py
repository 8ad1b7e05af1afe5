"""What all parts of a check share: the state that is looked at, pages of its rows, and where findings go."""

import re
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, Final

from sqlalchemy import Column, Connection, RowMapping, Select, func, select
from sqlalchemy.exc import DBAPIError

from talentwire.record.blackening import BLACK
from talentwire.record.checking.report import SHOWN, Finding, Findings, OnRows
from talentwire.record.forgotten import Marks
from talentwire.record.rows import Naming
from talentwire.record.schema import run

PAGE: Final = 500
RESTORE: Final = "restore the ledger from a copy that passes the check"
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")
_BLOCK: Final = 100
"""Rows of a sample that stand beside each other."""
_MOST: Final = 10 * SHOWN
"""Rows that one statement gives for one thing that is wrong."""


@dataclass(frozen=True)
class Look:
    """One state of a ledger that is looked at.

    Attributes:
        connection: a transaction that sees one state and writes nothing.
        naming: how keys of names are made.
        sample: how many rows of each table are looked at; None for all.
        on_rows: hears how far it is.
        found: what is not as it should be.
        rows: how many rows of each table were looked at.

    """

    connection: Connection
    naming: Naming
    sample: int | None
    on_rows: OnRows
    found: Findings = field(default_factory=Findings)
    rows: dict[str, int] = field(default_factory=dict)

    def broken(self, table: str, key: object, wrong: str, todo: str = RESTORE) -> None:
        """Say that something is broken."""
        self.found.add(Finding(table, str(key), wrong, todo))

    def note(self, table: str, key: object, wrong: str, todo: str) -> None:
        """Say that something is worth knowing."""
        self.found.add(Finding(table, str(key), wrong, todo, is_broken=False))

    def each(self, table: str, asked: Select[Any], wrong: str, todo: str = RESTORE) -> None:
        """Say of every row that a query gives, by its columns as key, that it is broken."""
        for row in self.connection.execute(asked.limit(_MOST)):
            self.broken(table, " ".join(map(str, row)), wrong, todo)

    @cached_property
    def forgets(self) -> bool:
        """Whether somebody was ever forgotten, so that words may be black whose digest nobody can work out again."""
        return Marks.of(self.connection) is not None

    def is_black(self, *texts: object) -> bool:
        """Whether something in these texts was blackened."""
        return self.forgets and any(BLACK in str(text) for text in texts)

    @cached_property
    def runs(self) -> dict[int, RowMapping]:
        """The runs by number."""
        return {row["id"]: row for row in self.connection.execute(select(run)).mappings()}

    @cached_property
    def key_of(self) -> Any:
        """The key of a name by its type, remembered for a while."""
        return lru_cache(20_000)(self.naming.key)

    # -- pages

    def pages(self, key: Column[Any]) -> Iterator[list[RowMapping]]:
        """The rows of a table in pages, in the order of its key; of a sample, pages from anywhere.

        A row that cannot be read is a finding, and left out.
        """
        table = key.table
        total = self.connection.scalar(select(func.count()).select_from(table)) or 0
        wanted = total if self.sample is None else min(total, self.sample)
        done = 0
        for keys in self._in_order(key) if wanted == total else self._anywhere(key, total, wanted):
            yield self._page(key, keys)
            done += len(keys)
            self.rows[table.name] = done
            self.on_rows(table.name, done, wanted)

    def _in_order(self, key: Column[Any]) -> Iterator[Sequence[Any]]:
        asked = select(key).order_by(key).limit(PAGE)
        keys = self.connection.scalars(asked).all()
        while keys:
            yield keys
            keys = self.connection.scalars(asked.where(key > keys[-1])).all()

    def _anywhere(self, key: Column[Any], total: int, wanted: int) -> Iterator[Sequence[Any]]:
        size = min(_BLOCK, wanted)
        for left in range(wanted, 0, -size):
            here = secrets.randbelow(total - size + 1)
            yield self.connection.scalars(select(key).order_by(key).offset(here).limit(min(size, left))).all()

    def _page(self, key: Column[Any], keys: Sequence[Any]) -> list[RowMapping]:
        try:
            return self._rows(key, keys)
        except (ValueError, DBAPIError):  # one of them is no JSON, or no text
            return [row for one in keys for row in self._row(key, one)]

    def _row(self, key: Column[Any], one: Any) -> list[RowMapping]:
        try:
            return self._rows(key, [one])
        except (ValueError, DBAPIError) as error:
            said = error.orig if isinstance(error, DBAPIError) else error
            self.broken(key.table.name, one, f"its row cannot be read ({said})")
            return []

    def _rows(self, key: Column[Any], keys: Sequence[Any]) -> list[RowMapping]:
        asked = select(key.table).where(key.in_(keys)).order_by(key)
        return list(self.connection.execute(asked).mappings())


def is_moment(text: object) -> bool:
    """Whether a text is a moment as the ledger writes it."""
    return isinstance(text, str) and bool(_MOMENT.fullmatch(text))


@dataclass
class InOrder:
    """Whether moments rise as numbers do, row after row."""

    last: tuple[int, str] | None = None

    def follows(self, number: int, moment: str) -> bool:
        """Whether this row, the next in order of its number, is not older than the one before."""
        before, self.last = self.last, (number, moment)
        return before is None or before[0] >= number or before[1] <= moment
