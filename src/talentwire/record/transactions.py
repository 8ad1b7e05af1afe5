"""What asks a ledger without knowing where it is kept: transactions that read, and one at a time that writes."""

from contextlib import AbstractContextManager
from typing import Protocol

from sqlalchemy import Connection


class Transactions(Protocol):
    """A database as ``Store`` is one."""

    def reading(self) -> AbstractContextManager[Connection]:
        """A transaction that sees one state of the ledger."""

    def writing(self) -> AbstractContextManager[Connection]:
        """The one write transaction: all of it is kept or nothing."""
