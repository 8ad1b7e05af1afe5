"""Places on this machine: files, folders and globs become files that can be opened, each with a stable name."""

import glob
import gzip
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Final, Literal

from talentwire.read.options import Skipped

Kind = Literal["text", "markdown", "html", "json", "jsonl", "parquet", "warc"]

SUFFIXES: Final[dict[str, Kind]] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".warc": "warc",
    ".wet": "warc",
}
_RECORD: Final = re.compile(r"(.+\.(?:warc|wet)(?:\.gz)?)@(\d{1,18}(?:\+\d{1,18})?)", re.I)
"""A record of an archive, as pages name their places."""
_GLOB_SIGNS: Final = frozenset("*?[")
_TYPES: Final = ((stat.S_ISFIFO, "is a named pipe"), (stat.S_ISSOCK, "is a socket"), (stat.S_ISDIR, "is a folder"))


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read.

    Attributes:
        path: where it is.
        id: its name: the path below the folder that was given, with slashes.
        kind: what its suffix promises; None for a suffix that promises nothing.
        record: the record of an archive that alone is meant, as the end of its place names it.

    """

    path: Path
    id: str
    kind: Kind | None
    record: str | None = None

    @property
    def place(self) -> str:
        """The file, in the form it was given in."""
        return str(self.path)

    @property
    def compressed(self) -> bool:
        """Whether it is read through gzip."""
        return self.path.suffix.lower() == ".gz"

    def open(self) -> BinaryIO:
        """The bytes, decompressed as they are read; those of an archive as they are."""
        if self.kind == "warc":
            return self.path.open("rb")
        return gzip.open(self.path, "rb") if self.compressed else self.path.open("rb")  # type: ignore[return-value]


def find(place: str) -> Iterator[Found | Skipped]:
    """The files that a place means, in a fixed order: itself, those below a folder, or those a glob matches."""
    path = Path(place)
    if not _exists(path) and _GLOB_SIGNS.intersection(place):
        yield from _matches(place)
    elif _is_folder(path):
        yield from _below(path, path)
    elif not _exists(path) and (named := _RECORD.fullmatch(place)):
        archive = _file(Path(named[1]), Path(named[1]).name)
        yield replace(archive, record=named[2]) if isinstance(archive, Found) else archive
    else:
        yield _file(path, path.name)


def _exists(path: Path) -> bool:
    try:
        return os.path.lexists(path)
    except ValueError:  # a NUL in the name
        return False


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _matches(pattern: str) -> Iterator[Found | Skipped]:
    fixed = Path(*_fixed_parts(pattern))
    matches = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 - Path.glob takes no absolute pattern
    if not matches:
        yield Skipped(pattern, "matches no file")
    for match in matches:
        path = Path(match)
        if not _is_folder(path):
            yield _known(_file(path, _name(path, fixed)))
        elif "**" not in pattern:
            yield from _below(path, fixed)


def _fixed_parts(pattern: str) -> list[str]:
    """The folders of a glob before its first sign."""
    parts: list[str] = []
    for part in Path(pattern).parts[:-1]:
        if _GLOB_SIGNS.intersection(part):
            break
        parts.append(part)
    return parts


def _below(folder: Path, root: Path) -> Iterator[Found | Skipped]:
    """Every file below a folder; links to folders are not followed, since they may lead back."""
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield Skipped(str(folder), f"cannot be listed: {why(error)}")
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if not _is_folder(entry):
            yield _known(_file(entry, _name(entry, root)))
        elif entry.is_symlink():
            yield Skipped(str(entry), "is a link to a folder; name it as a place of its own to read it")
        else:
            yield from _below(entry, root)


def _name(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def _file(path: Path, name: str) -> Found | Skipped:
    """A file that can be read; the others without being opened, since opening a pipe waits for ever."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return Skipped(str(path), "is a link to nothing" if path.is_symlink() else "does not exist")
    except (OSError, ValueError) as error:
        return Skipped(str(path), f"cannot be read: {why(error)}")
    if not stat.S_ISREG(mode):
        reason = next((reason for test, reason in _TYPES if test(mode)), "is a device")
        return Skipped(str(path), f"{reason}, not a file")
    plain = path.with_suffix("") if path.suffix.lower() == ".gz" else path
    return Found(path, name, SUFFIXES.get(plain.suffix.lower()))


def _known(found: Found | Skipped) -> Found | Skipped:
    """Of the files nobody named one by one, only those whose suffix promises a document."""
    if isinstance(found, Found) and found.kind is None:
        suffix = found.path.suffix or "no suffix"
        return Skipped(found.place, f"is no known kind of document ({suffix}); name the file itself to read it as text")
    return found


def why(error: Exception) -> str:
    """The reason in an error of the system, in words fit for a user."""
    return (getattr(error, "strerror", None) or str(error) or type(error).__name__).lower()
