"""Documents that failed or took too long are read once more, by name; the others of their input stay as they are."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from talentwire.bulk.folder import Folder
from talentwire.bulk.frame import Engine
from talentwire.bulk.inputs import FILE, File, Input
from talentwire.bulk.report import BulkReport, marker_of, result_of
from talentwire.bulk.run import Run, Watch
from talentwire.bulk.settings import Settings
from talentwire.bulk.stores import is_address
from talentwire.bulk.tables import Writer, rows
from talentwire.errors import NotFoundError
from talentwire.model.bulk_tables import SKIPPED, TABLES, Outcome, Table
from talentwire.read.files import why

ALL: Final = "timed-out"
"""The name that means all documents that took too long."""
_AGAIN: Final = frozenset({Outcome.TIMED_OUT, Outcome.FAILED})


def retry(
    names: Iterable[str], out: Path, settings: Settings, engine: Engine, *, on_progress: Watch | None = None
) -> BulkReport:
    """Read documents of finished inputs again that failed or took too long, and add what they hold.

    An input gets its tables anew, whole or not at all; when that breaks off, the next run reads all of it.

    Args:
        names: places of documents as the table ``skipped`` has them, or ``timed-out`` for all that took too long.
        out: the folder of the tables.
        settings: how documents are read; the time that one may take may be another one now.
        engine: where.
        on_progress: hears how far it is.

    Raises:
        NotFoundError: when no document of these names failed.
        BulkError: when the folder is of another reader, or cannot be used.
        ConfigError: when another program writes into the folder.

    """
    folder = Folder(out)
    workers = engine.start()
    folder.about()
    folder.prepare(settings.about(settings.make()))
    with folder.held():
        folder.tidy()
        wanted = _wanted(folder, set(names))
        report = BulkReport(str(out))
        given = []
        for marker, only in wanted.values():
            found = _unchanged(marker)
            if isinstance(found, Input):
                given.append((found, only))
            else:
                report.failed.append((marker["place"], found))
        markers = {key: marker for key, (marker, _) in wanted.items()}
        run = Run(folder, settings, report)
        run.finish = lambda marker, tables: _joined(folder, markers[marker["key"]], marker, tables)
        return run.all(given, workers, on_progress)


def _wanted(folder: Folder, names: set[str]) -> dict[str, tuple[dict[str, Any], tuple[str, ...]]]:
    """By input, its marker and the places in it that are to be read again."""
    found: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {}
    missing = names - {ALL}
    for marker in folder.markers():
        skipped = rows(folder.parts(SKIPPED.name, marker["key"]), ("place", "reason"))
        there = [row for row in skipped if row["reason"] in _AGAIN and _meant(row, names)]
        missing -= {row["place"] for row in there}
        if there:
            found[marker["key"]] = (marker, tuple(row["place"] for row in there))
    if missing or not found:
        shown = ", ".join(sorted(missing)) or "no document"
        raise NotFoundError(f"{shown}: nothing of this name failed or took too long; see the table {SKIPPED.name}")
    return found


def _unchanged(marker: dict[str, Any]) -> Input | str:
    """The input as it was read, or why it is there no more."""
    files = tuple(File.from_json({name: file[name] for name in FILE}) for file in marker["files"])
    for file in files:
        if not is_address(file.place):
            try:
                held = Path(file.place).stat()
            except OSError as error:
                return f"cannot be read: {file.place}: {why(error)}"
            if (held.st_size, str(held.st_mtime_ns)) != (file.size, file.stamp):
                return f"was changed since it was read ({file.place}); read it as a new input"
    return Input(files)


def _meant(row: dict[str, Any], names: set[str]) -> bool:
    return row["place"] in names or (ALL in names and row["reason"] == Outcome.TIMED_OUT)


def _joined(folder: Folder, before: dict[str, Any], marker: dict[str, Any], tables: Path) -> None:
    """Put what was read now behind what stands, less the rows that told of a failure, and finish the input again."""
    key = marker["key"]
    again = {row["place"] for row in _read_now(tables)}
    joined = tables.parent / f"{tables.name}-joined"
    for table in TABLES:
        with Writer(table, joined / table.name / "part-0.parquet") as writer:
            for row in _rows(folder, table, key, again):
                writer.add(row)
            for row in rows([tables / table.name / "part-0.parquet"]):
                writer.add(row)
    old, new = result_of(before), result_of(marker)
    for row in _gone(folder, key, again):
        old.outcomes[row["reason"]] -= 1
    old.outcomes.update(new.outcomes)
    old.kinds.update(new.kinds)
    old.refused += new.refused
    about = {name: marker[name] for name in ("key", "place", "files", "run", "order", "ended")}
    whole = marker_of(old, {**about, "files": before["files"], "order": before["order"]})
    folder.finish(whole, joined)
    shutil.rmtree(tables, ignore_errors=True)


def _read_now(tables: Path) -> Iterator[dict[str, Any]]:
    for table in ("documents", SKIPPED.name):
        yield from rows([tables / table / "part-0.parquet"], ("place",))


def _rows(folder: Folder, table: Table, key: str, again: set[str]) -> Iterator[dict[str, Any]]:
    """The rows that stand and stay."""
    for row in rows(folder.parts(table.name, key)):
        if table is not SKIPPED or row["place"] not in again or row["reason"] not in _AGAIN:
            yield row


def _gone(folder: Folder, key: str, again: set[str]) -> Iterator[dict[str, Any]]:
    for row in rows(folder.parts(SKIPPED.name, key), ("place", "reason")):
        if row["place"] in again and row["reason"] in _AGAIN:
            yield row
