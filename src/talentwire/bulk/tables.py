"""Parquet files of the tables of bulk reading, written piece by piece so that memory does not grow with them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import pyarrow as pa
import pyarrow.parquet as pq

from talentwire.bulk.rows import Row
from talentwire.model.bulk_tables import COMPRESSION, Table

_ROWS: Final = 5_000
_CHARACTERS: Final = 8_000_000
"""A piece is written when it has so many rows, or texts of so many characters."""
_LONG: Final = ("text", "claim", "detail", "url")


def schema(table: Table) -> pa.Schema:
    """The table's columns in Arrow's types."""
    types: dict[str, pa.DataType] = {"text": pa.string(), "whole": pa.int64()}
    return pa.schema([pa.field(one.name, types[one.type], nullable=one.optional) for one in table.columns])


class Writer:
    """Writes rows of one table into one file, which is safe on the disk when the block ends."""

    def __init__(self, table: Table, path: Path) -> None:
        self._schema = schema(table)
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("wb")
        self._writer = pq.ParquetWriter(self._file, self._schema, compression=COMPRESSION)
        self._rows: list[Row] = []
        self._size = 0

    def add(self, row: Row) -> None:
        """Add a row."""
        self._rows.append(row)
        self._size += sum(len(row.get(name) or "") for name in _LONG)
        if len(self._rows) >= _ROWS or self._size >= _CHARACTERS:
            self._flush()

    def _flush(self) -> None:
        if self._rows:
            self._writer.write_batch(pa.RecordBatch.from_pylist(self._rows, schema=self._schema))
        self._rows, self._size = [], 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, error: type[BaseException] | None, _: BaseException | None, __: TracebackType | None) -> None:
        if error is None:
            with self._file:
                self._flush()
                self._writer.close()
                self._file.flush()
                os.fsync(self._file.fileno())
        else:
            with suppress(OSError, ValueError, pa.ArrowException):
                self._writer.close()  # or it tries to write when it is forgotten
            with suppress(OSError):
                self._file.close()


def rows(paths: Sequence[Path], columns: Sequence[str] | None = None) -> Iterator[dict[str, Any]]:
    """The rows of some files, in their order, a piece at a time."""
    for path in paths:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(1_000, columns=list(columns) if columns else None):
                yield from batch.to_pylist()
