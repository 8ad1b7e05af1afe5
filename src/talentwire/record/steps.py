"""What a migration is made of: steps that are short, or go on in parts, so that others read and write between them."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, text

__all__ = ["NEW", "Brought", "Fence", "Index", "Said", "Step", "Without"]

PART: Final = 5_000
"""Rows of the table that is walked through, in one transaction."""


@dataclass(frozen=True)
class Said:
    """A statement that is short however large the ledger is; None where a database needs none."""

    sqlite: str | None
    postgres: str | None

    def on(self, dialect: str) -> str | None:
        """The statement in the words of a database."""
        return self.postgres if dialect == "postgresql" else self.sqlite


@dataclass(frozen=True)
class Brought:
    """Rows that are brought over in parts, each in a transaction of its own.

    Attributes:
        statement: changes the rows of a part, whose numbers are above ``:low`` and up to ``:high``.
        table: the table by whose numbers the parts are made.
        column: its whole-number key.

    """

    statement: str
    table: str
    column: str

    def bring(self, connection: Connection, low: int) -> int | None:
        """Bring the part above a number; the last number of it, or None where there was nothing left."""
        walked = f"SELECT {self.column} FROM {self.table} WHERE {self.column} > :low"  # noqa: S608 (names of ours)
        last = f"SELECT max({self.column}) FROM ({walked} ORDER BY {self.column} LIMIT {PART}) AS part"  # noqa: S608
        high: int | None = connection.scalar(text(last), {"low": low})
        if high is not None:
            connection.execute(text(self.statement), {"low": low, "high": high})
        return high

    def share(self, connection: Connection, low: int) -> float:
        """How much of the table lies up to a number, from 0 to 1."""
        last = connection.scalar(text(f"SELECT max({self.column}) FROM {self.table}"))  # noqa: S608
        return min(1.0, low / last) if last else 1.0


@dataclass(frozen=True)
class Without:
    """An index that goes."""

    index: str


@dataclass(frozen=True)
class Index:
    """The indexes that are missing, made while others read and write."""


@dataclass(frozen=True)
class Fence:
    """From here on programs that know only an older ledger write nothing: what they wrote would not be brought over."""


NEW: Final = "what is new"
"""Stands for the making of every table that is missing, and of its indexes."""

Step = str | Said | Brought | Without | Index | Fence
"""A text is a statement for both databases."""
