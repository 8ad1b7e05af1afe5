"""A person is taken out of files that were exported before: their rows go, and their name goes black in the others.

Each file is written anew beside its place and moved there in one step, all files after the last was read: whatever is
no export, or cannot be written, leaves every file as it was.
"""

import csv
import io
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import IO, Any, Final

from talentwire.analyse import flat
from talentwire.errors import ReadError, TalentwireError
from talentwire.model.claims import KINDS, NAMED, slots
from talentwire.record.answers import Removed
from talentwire.record.blackening import Search

_MUST: Final = frozenset({"id", "type", "status", "evidence", "document"})
"""Columns that every export of claims has."""
_NAMES: Final = frozenset({"source"}) | {
    slot.name for kind in KINDS.values() for slot in slots(kind) if slot.type in NAMED
}
Row = dict[str, Any]


@dataclass(frozen=True)
class Cleaned:
    """What became of an exported file, or would: how many rows went, and in how many more something went black."""

    place: Path
    removed: int
    blackened: int


@dataclass(frozen=True)
class Rule:
    """What has to go.

    Attributes:
        search: finds the person's whole names.
        removed: what forgetting the person removed from the ledger.

    """

    search: Search
    removed: Removed | None = None

    def is_gone(self, row: Mapping[str, Any]) -> bool:
        """Whether a row is a claim that names the person."""
        if self._is_spared(row):
            return False
        if str(row.get("id")) in self._ids:
            return True
        names = (name for slot in _NAMES for name in _several(row.get(slot)))
        return any(self.search.key(name) in self.search.wanted for name in names) or any(
            self.search.cleaned(text) != text for text in _several(row.get("recipient"))
        )

    def _is_spared(self, row: Mapping[str, Any]) -> bool:
        return self.removed is not None and str(row.get("document")) in self.removed.spared

    @cached_property
    def _ids(self) -> frozenset[str]:
        return frozenset(id_ for _, id_ in self.removed.claims) if self.removed else frozenset()

    def clean(self, row: Row) -> Row:
        """The row with black in the place of the names."""
        if self._is_spared(row):
            return row
        return {column: value if column in _NAMES else self._clean(value) for column, value in row.items()}

    def _clean(self, value: Any) -> Any:
        match value:
            case str():
                known = self.removed.replaced.get(value) if self.removed else None
                return self.search.cleaned(value) if known is None else known
            case list():
                return [self._clean(one) for one in value]
            case dict():
                return {key: self._clean(one) for key, one in value.items()}
            case _:
                return value


def _several(value: Any) -> list[str]:
    """Names in a cell: several stand as a list, or with semicolons between them."""
    if isinstance(value, list):
        return [str(one) for one in value]
    return str(value).removeprefix("'").split("; ") if value else []


@contextmanager
def cleaning(places: Sequence[Path], rule: Rule) -> Iterator[tuple[list[Cleaned], Callable[[], None]]]:
    """Read exports and write them anew beside their places; the function in the result puts them there.

    Raises:
        ReadError: when a file is no export of claims, or cannot be read or written; every file is left as it was.

    """
    made: list[tuple[Path, Path]] = []
    try:
        found = []
        for place in dict.fromkeys(one.resolve() for one in places):
            fresh = _beside(place)
            made.append((fresh, place))
            found.append(_written(place, fresh, rule))
        yield found, lambda: _put(made)
    finally:
        for fresh, _ in made:
            fresh.unlink(missing_ok=True)


def _put(made: Iterable[tuple[Path, Path]]) -> None:
    for fresh, place in made:
        shutil.copymode(place, fresh)
        fresh.replace(place)


def _beside(place: Path) -> Path:
    try:
        is_writable = place.stat().st_mode & 0o222 and os.access(place, os.W_OK)
        if not place.is_file() or not is_writable:
            raise ReadError(f"{place} cannot be changed: it is {'read-only' if place.is_file() else 'no file'}")
        handle, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}-")
        os.close(handle)
        return Path(name)
    except OSError as error:
        raise ReadError(f"{place} cannot be changed: {error.strerror}") from None


def _written(place: Path, fresh: Path, rule: Rule) -> Cleaned:
    try:
        with place.open("rb") as old, fresh.open("wb") as new:
            start = old.read(4)
            old.seek(0)
            write = _parquet if start == b"PAR1" else _lines if start[:1] in (b"{", b"") else _table
            removed, blackened = write(old, new, rule)
            new.flush()
            os.fsync(new.fileno())
            return Cleaned(place, removed, blackened)
    except OSError as error:
        raise ReadError(f"{place} cannot be changed: {error.strerror or error}") from None
    except (ValueError, csv.Error, RecursionError) as error:
        raise ReadError(f"{place} is no export of claims ({error}): it was left as it is") from None


def _check(columns: Iterable[str]) -> None:
    if lacking := _MUST - set(columns):
        raise ValueError(f"it has no {', '.join(sorted(lacking))}")


def _lines(old: IO[bytes], new: IO[bytes], rule: Rule) -> tuple[int, int]:
    removed = blackened = 0
    for line in old:
        row = json.loads(line)
        if not isinstance(row, dict):
            raise ValueError("a line is no object")
        _check(row)
        if rule.is_gone(row):
            removed += 1
            continue
        clean = rule.clean(row)
        blackened += clean != row
        new.write(line if clean == row else json.dumps(clean, ensure_ascii=False).encode() + b"\n")
    return removed, blackened


def _table(old: IO[bytes], new: IO[bytes], rule: Rule) -> tuple[int, int]:
    source = io.TextIOWrapper(old, "utf-8", newline="")
    target = io.TextIOWrapper(new, "utf-8", newline="", write_through=True)
    try:
        return _cells(csv.DictReader(source, strict=True), target, rule)
    finally:
        source.detach()
        target.detach()


def _cells(rows: "csv.DictReader[str]", new: IO[str], rule: Rule) -> tuple[int, int]:
    removed = blackened = 0
    _check(rows.fieldnames or ())
    writer = csv.DictWriter(new, rows.fieldnames or (), lineterminator="\n")
    writer.writeheader()
    for row in rows:
        if None in row or None in row.values():
            raise ValueError(f"line {rows.line_num} has another number of cells than the first")
        if rule.is_gone(row):
            removed += 1
            continue
        bare = {column: _bare(value) for column, value in row.items()}
        clean = rule.clean(bare)
        blackened += clean != bare
        writer.writerow({c: value if clean[c] == bare[c] else flat.cell(clean[c]) for c, value in row.items()})
    return removed, blackened


def _bare(value: str) -> str:
    """A cell as it was before it was kept from being a formula."""
    return value[1:] if value.startswith("'") and flat.cell(value[1:]) == value else value


def _parquet(old: IO[bytes], new: IO[bytes], rule: Rule) -> tuple[int, int]:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise TalentwireError("Parquet needs the extra library: pip install 'talentwire[parquet]'") from None
    removed = blackened = 0
    try:
        file = pq.ParquetFile(old)
        _check(file.schema_arrow.names)
        with pq.ParquetWriter(new, file.schema_arrow) as writer:
            for batch in file.iter_batches():
                rows = batch.to_pylist()
                left = [row for row in rows if not rule.is_gone(row)]
                clean = [rule.clean(row) for row in left]
                removed += len(rows) - len(left)
                blackened += sum(a != b for a, b in zip(left, clean, strict=True))
                writer.write_batch(pa.RecordBatch.from_pylist(clean, schema=file.schema_arrow))
    except pa.ArrowException as error:
        raise ValueError(str(error)) from None
    with suppress(AttributeError):
        file.close()
    return removed, blackened
