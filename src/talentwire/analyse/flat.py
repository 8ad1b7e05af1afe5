"""Claims as flat rows of named cells, for files that other programs read: JSON lines, CSV and Parquet.

The columns follow from the kinds in ``model/claims.py``: first the envelope, then every slot once.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import IO, Any, Final

from talentwire.errors import TalentwireError
from talentwire.model.claims import KINDS, NAMED, Slot, slots
from talentwire.record.query import Entry

ENVELOPE: Final = (
    "id", "type", "status", "date", "source", "evidence", "start", "end",
    "document", "title", "url", "document_date", "lang", "extractor", "recorded_at", "retracted_at",
)  # fmt: skip
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def columns(kinds: Sequence[str] = ()) -> tuple[str, ...]:
    """The columns for these kinds of claims, or for all."""
    return (*ENVELOPE, *_slots(kinds))


def _slots(kinds: Sequence[str] = ()) -> dict[str, Slot]:
    return {slot.name: slot for name in (kinds or KINDS) for slot in slots(KINDS[name])}


def entry_json(entry: Entry) -> dict[str, Any]:
    """An entry of the ledger in JSON: the claim as in the gold files, with where it comes from."""
    claim = entry.claim
    return {
        "id": entry.id,
        **claim.to_json(),
        "start": claim.span.start if claim.span else None,
        "end": claim.span.end if claim.span else None,
        "document": entry.document_id,
        "title": entry.document_title,
        "url": entry.url,
        "document_date": str(entry.document_date) if entry.document_date else None,
        "lang": entry.lang,
        "extractor": claim.extractor,
        "trigger": claim.trigger,
        "written": {slot: party.written for slot, party in claim.parties() if party.written},
        "recorded_at": _moment(entry.recorded_at),
        "retracted_at": _moment(entry.retracted_at),
    }


def _moment(value: Any) -> str | None:
    return None if value is None else str(value)


def several(given: str | Sequence[str]) -> Sequence[str]:
    """A filter's values as a sequence."""
    return (given,) if isinstance(given, str) else given


def write(form: str, entries: Iterable[Entry], out: IO[bytes], kinds: Sequence[str] = ()) -> int:
    """Write entries as ``jsonl``, ``csv`` or ``parquet``; how many there were."""
    if form == "parquet":
        return write_parquet(entries, out, kinds)
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    try:
        return write_csv(entries, text, kinds) if form == "csv" else write_jsonl(entries, text)
    finally:
        text.detach()


def write_jsonl(entries: Iterable[Entry], out: IO[str]) -> int:
    """Write one entry a line; how many there were."""
    count = 0
    for entry in entries:
        out.write(json.dumps(entry_json(entry), ensure_ascii=False) + "\n")
        count += 1
    return count


def write_csv(entries: Iterable[Entry], out: IO[str], kinds: Sequence[str] = ()) -> int:
    """Write a table with a header; how many entries there were.

    A cell that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns(kinds))
    count = 0
    for entry in entries:
        row = entry_json(entry)
        writer.writerow([cell(row.get(name)) for name in columns(kinds)])
        count += 1
    return count


def csv_text(entries: Iterable[Entry], kinds: Sequence[str] = ()) -> str:
    """The table that ``write_csv`` writes."""
    out = io.StringIO()
    write_csv(entries, out, kinds)
    return out.getvalue()


def rows_text(rows: Iterable[Mapping[str, Any]], names: Sequence[str]) -> str:
    """A table with a header, its cells as in ``write_csv``."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([cell(row.get(name)) for name in names] for row in rows)
    return out.getvalue()


def cell(value: Any) -> str:
    """A value as the text of a cell, safe to open in a spreadsheet."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, dict):
        return " ".join(str(part) for part in value.values())  # a sum: 2400000000 USD, 10 EUR max
    text = "; ".join(str(v) for v in value) if isinstance(value, list) else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def write_parquet(entries: Iterable[Entry], out: IO[bytes], kinds: Sequence[str] = ()) -> int:
    """Write a Parquet file, in which names are lists, sums are structures and numbers are numbers.

    Raises:
        TalentwireError: when the optional library for it is not installed.

    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise TalentwireError("Parquet needs the extra library: pip install 'talentwire[parquet]'") from None
    money = pa.struct([("value", pa.float64()), ("currency", pa.string()), ("bound", pa.string())])
    types = {"money": money, "number": pa.float64(), "flag": pa.bool_(), **{t: pa.list_(pa.string()) for t in NAMED}}
    whole = {"start": pa.int64(), "end": pa.int64()}
    fields: list[tuple[str, pa.DataType]] = [(name, whole.get(name, pa.string())) for name in ENVELOPE]
    fields += [
        (n, pa.list_(pa.string()) if s.default == () else types.get(s.type, pa.string()))
        for n, s in _slots(kinds).items()
    ]
    schema = pa.schema(fields)
    count = 0
    with pq.ParquetWriter(out, schema) as writer:
        for rows in _batches(entries):
            writer.write_batch(pa.RecordBatch.from_pylist([_typed(row, kinds) for row in rows], schema=schema))
            count += len(rows)
    return count


def _typed(row: dict[str, Any], kinds: Sequence[str]) -> dict[str, Any]:
    lists = [name for name, slot in _slots(kinds).items() if slot.default == ()]
    return {**row, **{n: [row[n]] for n in lists if isinstance(row.get(n), str)}}


def _batches(entries: Iterable[Entry], size: int = 5000) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for entry in entries:
        batch.append(entry_json(entry))
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
