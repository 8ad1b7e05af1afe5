"""Inputs for bulk reading with an extractor that is quick, and what stands in the tables afterwards."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from talentwire.bulk.folder import Folder
from talentwire.bulk.inputs import Input, inputs
from talentwire.bulk.rows import Row
from talentwire.bulk.settings import Settings
from talentwire.bulk.tables import rows
from talentwire.bulk.worker import Result, Task, Worker

QUICK = Settings(extractor="stub", everything=True)
NAMES = ("documents", "claims", "skipped")
PEOPLE = ("Ada Bell", "Bo Chen", "Cy Dorn", "Di Ember", "Ed Frost")


def line(number: int, words: str = "") -> dict[str, Any]:
    """A document of which the quick extractor reads a move."""
    name = PEOPLE[number % len(PEOPLE)]
    text = f"In the news of this day we learn that {name} joins Org{number} from Meta. {words}"
    return {"id": f"d{number}", "text": text, "date": "2026-01-02", "lang": "en", "url": f"https://n.example/{number}"}


def lines(path: Path, documents: Iterable[dict[str, Any]]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(one) + "\n" for one in documents), "utf-8")
    return path


def only_input(path: Path | str) -> Input:
    (found,) = inputs([str(path)])
    assert isinstance(found, Input)
    return found


def done(path: Path | str, work: Path, settings: Settings = QUICK, only: tuple[str, ...] = ()) -> Result:
    """What a worker makes of one input."""
    task = Task(only_input(path), 1, str(work), only)
    return Result.from_text(Worker(settings).do(task.to_text()))


def table(folder: Path, name: str) -> list[Row]:
    """The rows of a table in a folder of tables, of one input or of all."""
    found = sorted((folder / name).rglob("*.parquet"))
    return [row for path in found for row in pq.ParquetFile(path).read().to_pylist()]


def everything(out: Path) -> dict[str, list[Row]]:
    """All that stands in a folder of bulk reading, in an order that does not depend on who was quicker."""
    folder = Folder(out)
    keys = [marker["key"] for marker in folder.markers()]
    return {name: [row for key in keys for row in rows(folder.parts(name, key))] for name in NAMES}
