"""Rows of a Parquet file become documents, a piece at a time, so that a file may be larger than memory."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Final

from talentwire.errors import ReadError
from talentwire.model.document import Document
from talentwire.read.formats import Source, record
from talentwire.read.options import ReadOptions, Skipped

_COLUMNS: Final = ("text", "id", "url", "title", "date", "lang", "outlet")
_ROWS: Final = 256
_PIECE: Final = 1 << 20


def documents_of_table(source: Source, options: ReadOptions) -> Iterator[Document | Skipped]:
    """The documents in a Parquet file: a row each, with the columns text, id, url, title, date, lang and outlet.

    Args:
        source: The file, at its beginning; it is sought in.
        options: What overrides their date, and the largest text that is read.

    Yields:
        Documents in the order of the rows; for a row without a text, ``Skipped``.

    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        yield Skipped(source.place, "needs an extra library to be read: pip install 'talentwire[parquet]'")
        return
    try:
        with pq.ParquetFile(source.stream, buffer_size=_PIECE, pre_buffer=False) as file:
            there = [name for name in _COLUMNS if name in file.schema_arrow.names]
            if "text" not in there:
                yield Skipped(source.place, 'has no column "text"')
                return
            number = 0
            for batch in file.iter_batches(_ROWS, columns=there):
                for row in batch.to_pylist():
                    number += 1
                    yield _document(row, source, number, options)
    except (pa.ArrowException, OSError) as error:
        yield Skipped(source.place, f"cannot be read: {str(error).splitlines()[0]}")


def _document(row: dict[str, Any], source: Source, number: int, options: ReadOptions) -> Document | Skipped:
    place = f"{source.place}:{number}"
    text = row.get("text")
    if isinstance(text, str) and len(text) > options.max_bytes:
        return Skipped(place, options.too_large(len(text)))
    if isinstance(row.get("date"), date | datetime):
        row["date"] = row["date"].isoformat()
    try:
        return record(row, place, f"{source.id}:{number}", options)
    except ReadError as error:
        return Skipped(place, str(error))
