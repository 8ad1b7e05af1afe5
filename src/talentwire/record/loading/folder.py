"""The folder that bulk reading wrote: who read it, which of its inputs are finished, and their files in order."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from talentwire.errors import ReadError
from talentwire.model.bulk_tables import ABOUT, CLAIMS, DOCUMENTS, FORMAT, MARKERS, Table


@dataclass(frozen=True)
class Input:
    """One input that was read to its end.

    Attributes:
        key: by which its files are named.
        place: where it was read from.
        documents: files of its documents, in order.
        claims: files of their claims, in order.
        count: how many documents they hold.

    """

    key: str
    place: str
    documents: tuple[Path, ...]
    claims: tuple[Path, ...]
    count: int


@dataclass(frozen=True)
class BulkFolder:
    """A folder of bulk reading.

    Attributes:
        path: where it is.
        extractor: name of what read the claims.
        version: its version.
        inputs: those that can be loaded, in the order in which they were read.
        left: a sentence for each that cannot.

    """

    path: Path
    extractor: str
    version: str
    inputs: tuple[Input, ...]
    left: tuple[str, ...]

    @classmethod
    def open(cls, path: Path) -> "BulkFolder":
        """Look at a folder and at the ends of its files, but at none of its rows.

        Raises:
            ReadError: when bulk reading did not write it, or a newer program did.

        """
        about = _about(path)
        left: list[str] = []
        markers = []
        for file in sorted((path / MARKERS).glob("*.json")):
            try:
                marker = _json(file)
                markers.append(((marker["run"], marker.get("order", 0)), file.stem, str(marker["place"])))
            except (ReadError, KeyError) as error:
                left.append(f"{file} is no marker of a finished input ({error}): run `talentwire bulk` again")
        inputs = []
        for _, key, place in sorted(markers):
            try:
                inputs.append(_input(path, key, place))
            except ReadError as error:
                left.append(f"{place} is not loaded: {error}")
        finished = {file.stem for file in (path / MARKERS).glob("*.json")}
        begun = {file.name.removeprefix("input=") for file in (path / DOCUMENTS.name).glob("input=*")}
        left += [
            f"{path / DOCUMENTS.name / f'input={key}'} is not loaded: its input was not read to its end;"
            " run `talentwire bulk` again"
            for key in sorted(begun - finished)
        ]
        return cls(path, str(about["extractor"]), str(about["version"]), tuple(inputs), tuple(left))


def _about(path: Path) -> dict[str, Any]:
    file = path / ABOUT
    if not path.is_dir():
        raise ReadError(f"{path} is no folder: give one that `talentwire bulk` wrote")
    if not file.is_file():
        raise ReadError(f"{path} holds no {ABOUT}: give a folder that `talentwire bulk` wrote")
    about = _json(file)
    if about.get("format") != FORMAT:
        raise ReadError(f"{file} has format {about.get('format')!r}, and this program reads {FORMAT}: load it with the"
                        " program that wrote it, or read the inputs again")  # fmt: skip
    for name in ("extractor", "version"):
        if not isinstance(about.get(name), str):
            raise ReadError(f"{file} does not say the {name}: read the inputs again with `talentwire bulk`")
    return about


def _json(file: Path) -> dict[str, Any]:
    try:
        held = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ReadError(f"{file} cannot be read: {error}") from None
    if not isinstance(held, dict):
        raise ReadError(f"{file} holds no JSON object")
    return held


def _input(path: Path, key: str, place: str) -> Input:
    """An input, once all its files were opened.

    Raises:
        ReadError: when a file is torn, or is not of this table.

    """
    files = {table.name: _parts(path / table.name / f"input={key}") for table in (DOCUMENTS, CLAIMS)}
    count = sum(_rows(file, DOCUMENTS) for file in files[DOCUMENTS.name])
    for file in files[CLAIMS.name]:
        _rows(file, CLAIMS)
    return Input(key, place, files[DOCUMENTS.name], files[CLAIMS.name], count)


def _parts(folder: Path) -> tuple[Path, ...]:
    """The files of a table in the order in which they were written."""
    parts = folder.glob("part-*.parquet")
    return tuple(sorted(parts, key=lambda file: (len(file.stem), file.stem)))


def _rows(file: Path, table: Table) -> int:
    """How many rows a file has.

    Raises:
        ReadError: when it is torn, or is not of this table.

    """
    try:
        with pq.ParquetFile(file) as opened:
            wrong = _wrong(opened.schema_arrow, table)
            count: int = opened.metadata.num_rows
    except (pa.ArrowException, OSError) as error:
        raise ReadError(f"{file} is torn or no Parquet ({_first_line(error)}): read its input again") from None
    if wrong:
        raise ReadError(f"{file} has {wrong}: load it with the program that wrote it, or read its input again")
    return count


def _wrong(schema: pa.Schema, table: Table) -> str:
    types = {"text": (pa.types.is_string, pa.types.is_large_string), "whole": (pa.types.is_int64,)}
    for column in table.columns:
        if column.name not in schema.names:
            return f"no column {column.name!r}"
        held = schema.field(column.name).type
        if not any(is_it(held) for is_it in types[column.type]):
            return f"a column {column.name!r} of type {held}"
    return ""


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]


def torn(file: Path, error: Exception) -> str:
    """What there is to say of a file in the middle of which something is broken."""
    return f"{file} is torn ({_first_line(error)}): what stands before is loaded; read its input again"


def total(folders: Sequence[BulkFolder]) -> int:
    """How many documents folders hold."""
    return sum(one.count for folder in folders for one in folder.inputs)
