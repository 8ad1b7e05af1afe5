"""Files for parsers that read a file: one folder for the whole run, and one file in it written over and over."""

import tempfile
from functools import cache
from pathlib import Path

_HELD: list[tempfile.TemporaryDirectory[str]] = []


@cache
def folder(name: str) -> Path:
    """A folder of this name; it goes with the process."""
    _HELD.append(tempfile.TemporaryDirectory(prefix="talentwire-fuzz-"))
    made = Path(_HELD[-1].name) / name
    made.mkdir()
    return made


def file(name: str, data: bytes) -> Path:
    """A file of this name that holds the bytes and nothing else."""
    place = folder("files") / name
    place.write_bytes(data)
    return place
