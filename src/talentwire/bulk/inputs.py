"""What is read in bulk: places become inputs, and inputs are what is finished, or not, as a whole.

An archive or a table is an input by itself. Single documents (pages, texts) are put together until they are worth a
task of their own; which of them stand together does not matter to what is read.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final, Self

from talentwire.bulk.stores import is_address, listed
from talentwire.model.document import digest
from talentwire.read.files import SUFFIXES, Found, Kind, find, why
from talentwire.read.options import Skipped

STANDARD_INPUT: Final = "-"
KEY_LENGTH: Final = 16
_SINGLE: Final = frozenset({"text", "markdown", "html", "json", None})
"""Kinds of files with one document, or a few: they are read together."""
_GROUP_BYTES: Final = 32_000_000
_GROUP_FILES: Final = 1_000
FILE: Final = ("place", "id", "kind", "size", "stamp")
_WEB: Final = ("http://", "https://")


@dataclass(frozen=True)
class File:
    """A file to read, on this machine or in an object store.

    Attributes:
        place: path or address, in the form it was given in.
        id: what documents in it are called by that have no name of their own.
        kind: what its suffix promises; None for one that promises nothing.
        size: in bytes.
        stamp: when it was last changed, where that is known.

    """

    place: str
    id: str
    kind: Kind | None
    size: int
    stamp: str = ""

    @cached_property
    def key(self) -> str:
        """The same for the same file as long as nobody changes it."""
        where = self.place if is_address(self.place) else os.path.abspath(self.place)  # noqa: PTH100 - links stay
        return digest(where, str(self.size), self.stamp)[:KEY_LENGTH]

    def to_json(self) -> dict[str, Any]:
        """For a worker in another process."""
        return {name: getattr(self, name) for name in FILE}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """Read what ``to_json`` wrote."""
        return cls(**data)


@dataclass(frozen=True)
class Input:
    """One or more files that are finished together."""

    files: tuple[File, ...]

    @cached_property
    def key(self) -> str:
        """Names the input in a folder of bulk reading."""
        if len(self.files) == 1:
            return self.files[0].key
        return digest(*(file.key for file in self.files))[:KEY_LENGTH]

    @property
    def place(self) -> str:
        """What it is called in messages."""
        more = len(self.files) - 1
        return self.files[0].place + (f" and {more:,} more" if more else "")

    @property
    def size(self) -> int:
        """Bytes of all its files."""
        return sum(file.size for file in self.files)


def inputs(places: Iterable[str], finished: Collection[str] = ()) -> Iterator[Input | Skipped]:
    """The inputs in the places, in their order.

    Args:
        places: files, folders, globs, addresses of object stores.
        finished: keys of files that are left out.

    """
    met: set[str] = set()
    for place in places:
        files: list[File] = []
        for found in _files(place):
            if isinstance(found, Skipped):
                yield found
            elif found.key not in finished and found.key not in met:
                met.add(found.key)
                files.append(found)
        yield from _grouped(files)


def _files(place: str) -> Iterator[File | Skipped]:
    if place == STANDARD_INPUT:
        yield Skipped("standard input", "is not read in bulk, since it could not be read again; write it to a file")
    elif place.lower().startswith(_WEB):
        yield Skipped(
            place, "is a page of the web; bulk reading takes files, folders and object stores: fetch it first"
        )
    elif is_address(place):
        yield from _stored(place)
    else:
        for found in find(place):
            yield _local(found) if isinstance(found, Found) else found


def _local(found: Found) -> File | Skipped:
    try:
        held = found.path.stat()
    except OSError as error:
        return Skipped(found.place, f"cannot be read: {why(error)}")
    return File(found.place, found.id, found.kind, held.st_size, str(held.st_mtime_ns))


def _stored(place: str) -> Iterator[File | Skipped]:
    """The objects that an address means; of several, only those whose suffix promises a document."""
    found = listed(place)
    if isinstance(found, Skipped):
        yield found
        return
    for address, size in found:
        name = Path(address.rsplit("/", 1)[-1])
        plain = name.with_suffix("") if name.suffix.lower() == ".gz" else name
        kind = SUFFIXES.get(plain.suffix.lower())
        if kind is None and address != place:
            yield Skipped(address, f"is no known kind of document ({name.suffix or 'no suffix'})")
        else:
            yield File(address, name.name if address == place else _below(address, place), kind, size)


def _below(address: str, place: str) -> str:
    """The name of an object below the folder or the fixed part of the glob that was given."""
    fixed = place
    for sign in "*?[":
        fixed = fixed.partition(sign)[0]
    folder = fixed if fixed == place else fixed.rpartition("/")[0]
    return address.removeprefix(folder.rstrip("/") + "/")


def _grouped(files: Iterable[File]) -> Iterator[Input]:
    """Archives and tables each by itself, single documents together, all in their order as far as that goes."""
    group: list[File] = []
    size = 0
    for file in files:
        if file.kind not in _SINGLE:
            yield Input((file,))
            continue
        if group and (size + file.size > _GROUP_BYTES or len(group) == _GROUP_FILES):
            yield Input(tuple(group))
            group, size = [], 0
        group.append(file)
        size += file.size
    if group:
        yield Input(tuple(group))
