"""Rows of Parquet as documents with the rows of their claims, a stretch at a time."""

from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from talentwire.model.bulk_tables import Table
from talentwire.record.loading.folder import Input, torn

_AT_ONCE: Final = 1_000
"""Rows that are read from a file at a time, and documents among which that of a claim is looked for."""
DOCUMENT: Final = ("digest", "id", "title", "url", "place", "date", "lang", "outlet", "text")
CLAIM: Final = (
    "id", "document", "kind", "status", "evidence", "start", "end", "extractor", "trigger", "claim", "written",
)  # fmt: skip
Tell = Callable[["Refused | str"], None]


class Refused(NamedTuple):
    """A row that is not loaded: its file, its number from 1, and why."""

    file: Path
    row: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}, row {self.row}: {self.reason}"


class Cells(NamedTuple):
    """What is needed of a row, as it stands there."""

    file: Path
    row: int
    values: tuple[Any, ...]

    def refused(self, reason: str) -> Refused:
        """Why it is not loaded."""
        return Refused(self.file, self.row, reason)


@dataclass(frozen=True, slots=True)
class Raw:
    """A document as it stands in a table, with its claims."""

    document: Cells
    claims: list[Cells] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """As the table has it."""
        return str(self.document.values[0])

    @property
    def ids(self) -> list[str]:
        """The ids of its claims, as the table has them."""
        return [str(cells.values[0]) for cells in self.claims]

    @property
    def size(self) -> int:
        """Characters of its text."""
        return len(self.document.values[-1] or "")


def raw_documents(one: Input, tell: Tell) -> Iterator[Raw]:
    """The documents of an input with their claims, which stand in the same order.

    Args:
        one: the input.
        tell: hears of claims that belong to no document, and of files that are torn in the middle.

    """
    claims = _Ahead(_cells(one.claims, CLAIM, tell))
    coming: deque[Cells] = deque()
    digests: Counter[str] = Counter()
    documents = _cells(one.documents, DOCUMENT, tell)
    while True:
        while len(coming) < _AT_ONCE and (more := next(documents, None)):
            coming.append(more)
            digests[more.values[0]] += 1
        if not coming:
            break
        for orphan in claims.until(digests):
            tell(orphan.refused(f"its document {orphan.values[1]!r} does not stand beside it"))
        held = coming.popleft()
        digest = held.values[0]
        yield Raw(held, list(claims.of(digest)))
        digests[digest] -= 1
        if not digests[digest]:
            del digests[digest]
    for orphan in claims.until({}):
        tell(orphan.refused(f"its document {orphan.values[1]!r} does not stand beside it"))


class _Ahead:
    """Claims, with the next one in view."""

    def __init__(self, rows: Iterator[Cells]) -> None:
        self._rows = rows
        self._next = next(rows, None)

    def _take(self) -> Iterator[Cells]:
        if self._next:
            yield self._next
            self._next = next(self._rows, None)

    def until(self, documents: Counter[str] | dict[str, int]) -> Iterator[Cells]:
        """Claims before the next one of any of the documents."""
        while self._next and self._next.values[1] not in documents:
            yield from self._take()

    def of(self, document: str) -> Iterator[Cells]:
        """Claims of a document that come next."""
        while self._next and self._next.values[1] == document:
            yield from self._take()


def _cells(files: Sequence[Path], columns: Sequence[str], tell: Tell) -> Iterator[Cells]:
    """The rows of files, one by one; where one is torn, the others of its table are not read."""
    for file in files:
        number = 0
        try:
            with pq.ParquetFile(file) as opened:
                for batch in opened.iter_batches(_AT_ONCE, columns=list(columns)):
                    held = {name: batch.column(name).to_pylist() for name in columns}
                    for values in zip(*held.values(), strict=True):
                        number += 1
                        yield Cells(file, number, values)
        except (pa.ArrowException, OSError) as error:
            tell(torn(file, error))
            return


def required(table: Table, columns: Sequence[str]) -> tuple[tuple[int, str], ...]:
    """Places and names of columns that may not be empty."""
    needed = {column.name for column in table.columns if not column.optional}
    return tuple((place, name) for place, name in enumerate(columns) if name in needed)
