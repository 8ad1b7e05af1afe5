"""The file of a ledger, looked at before SQLite opens it.

A process that opens the file of a database beside SQLite and closes it again loses every lock that SQLite holds on it:
that is how POSIX locks work (sqlite.org/howtocorrupt.html, section 2.2). Another program then believes itself alone,
and both write over each other. So a file is looked at only while this process has no ledger open in it.
"""

import os
import sqlite3
import threading
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Final

from talentwire.errors import LedgerError

APPLICATION_ID: Final = 0x54574C44  # "TWLD" in the header of the file, so that `file` and other programs can tell
BUSY_SECONDS: Final = 30
ONE_AT_A_TIME: Final = threading.RLock()
"""Is held from the look at a file until the ledger in it is open."""
Which = tuple[int, int]
"""What tells a file from another one of the same name."""
_OPEN: Final[Counter[Which]] = Counter()
"""How many ledgers this process has open in each file."""


def which(path: Path) -> Which:
    """What tells the file at a path from another one of the same name."""
    found = path.stat()
    return found.st_dev, found.st_ino


def opened(path: Path) -> Which:
    """Note that this process has a ledger open in a file."""
    found = which(path)
    _OPEN[found] += 1
    return found


def closed(file: Which) -> None:
    """Note that it has closed it."""
    with ONE_AT_A_TIME:
        _OPEN[file] -= 1


def check(path: Path, *, create: bool, reads: bool = False) -> None:
    """Refuse what is no ledger before a byte of it is touched; ``reads`` where nothing is to be written.

    Raises:
        LedgerError: when something else stands at the path, or nothing can be written there.

    """
    if path.is_dir():
        raise LedgerError(f"{path} is a folder: name a file in it, for example {path / 'talentwire.db'}")
    if not path.parent.is_dir():
        raise LedgerError(f"{path} cannot be opened, because the folder {path.parent} does not exist: make it first")
    if not path.exists() and not create:
        raise LedgerError(f"there is no ledger at {path}; `talentwire ingest` makes one")
    if not reads and not os.access(path if path.exists() else path.parent, os.W_OK):
        raise LedgerError(f"{path} cannot be written: change its permissions or name another place")
    if path.exists() and path.stat().st_size and not _OPEN[which(path)]:
        _check_content(path)


def _check_content(path: Path) -> None:
    with path.open("rb") as file:
        if not file.read(16).startswith(b"SQLite format 3"):
            raise LedgerError(f"{path} is not a ledger (it is no SQLite file): name another place")
    if _is_cut_off(path) and _is_cut_off(path):  # once may be another program that is just closing it
        raise LedgerError(f"{path} is damaged: restore it from a copy (the end of the file is missing)")
    with closing(sqlite3.connect(path, timeout=BUSY_SECONDS)) as connection:
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        (marked,) = connection.execute("PRAGMA application_id").fetchone()
    if tables and marked != APPLICATION_ID:
        raise LedgerError(f"{path} is a SQLite database, but not a ledger: name another place")


def _is_cut_off(path: Path) -> bool:
    """Whether the file is shorter than its header says, which SQLite does not notice for the last page."""
    with path.open("rb") as file:
        header = file.read(100)
    pages, size = int.from_bytes(header[28:32]), int.from_bytes(header[16:18])
    is_short = path.stat().st_size < pages * (65536 if size == 1 else size)
    return is_short and not any(path.with_name(path.name + end).exists() for end in ("-wal", "-journal"))
