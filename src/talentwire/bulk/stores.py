"""Bytes of files and of objects in stores (``s3://``, ``gs://``, ``az://``…), the latter through Daft's own access.

Who may read a store is told as its own programs are told: by the environment (``AWS_ACCESS_KEY_ID``, ``AWS_PROFILE``,
``AWS_ENDPOINT_URL``, ``GOOGLE_APPLICATION_CREDENTIALS``, ``AZURE_STORAGE_ACCOUNT``…) or by the machine.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final, cast

from talentwire.errors import BulkError
from talentwire.read.options import Skipped

if TYPE_CHECKING:
    import types

SCHEMES: Final = ("s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "tos", "file")
_ADDRESS: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")
_PIECE: Final = 1 << 20
"""Bytes asked of a store or a disk at a time."""


def daft_library() -> types.ModuleType:
    """Daft, told to report to nobody what is done with it.

    Raises:
        BulkError: when it is not installed.

    """
    os.environ.setdefault("DAFT_ANALYTICS_ENABLED", "0")
    os.environ.setdefault("DAFT_PROGRESS_BAR", "0")
    try:
        import daft
    except ImportError:
        raise BulkError("bulk reading needs extra libraries: pip install 'talentwire[bulk]'") from None
    return daft


def is_address(place: str) -> bool:
    """Whether a place is an address, not a path."""
    return _ADDRESS.match(place) is not None


def listed(address: str) -> list[tuple[str, int]] | Skipped:
    """The objects that an address means, with their sizes in bytes: itself, those below it, or those a glob matches."""
    found = _ADDRESS.match(address)
    if not found or found[1].lower() not in SCHEMES:
        return Skipped(address, f"is no address that can be read in bulk; there are {', '.join(SCHEMES)}")
    daft = daft_library()
    try:
        rows = _met(daft, address)
        if not set(address) & set("*?[") and [row["path"] for row in rows] != [address]:  # a folder
            rows = _met(daft, f"{address.rstrip('/')}/**")
    except Exception as error:  # noqa: BLE001 - whatever a store answers, in the words of its client
        return Skipped(address, f"cannot be listed: {told(error)}")
    if not rows:
        return Skipped(address, "matches no object")
    return sorted((str(row["path"]), int(row["size"] or 0)) for row in rows)


def _met(daft: Any, pattern: str) -> list[dict[str, Any]]:
    return list(daft.from_glob_path(pattern).select("path", "size").iter_rows())


def told(error: Exception) -> str:
    """The first line of what a store says, for a sentence."""
    lines = str(error).strip().splitlines()
    return (lines[0] if lines else type(error).__name__)[:300]


@contextmanager
def opened(place: str) -> Iterator[Counted]:
    """The bytes of a file or an object, counted as they are read; closed with the block.

    Raises:
        OSError: when it cannot be opened.

    """
    if not is_address(place):
        with Path(place).open("rb", buffering=0) as file:
            yield Counted(cast(BinaryIO, file))
        return
    daft = daft_library()
    try:
        held = daft.File(place).open(buffer_size=8 * _PIECE)
        stream = held.__enter__()
    except Exception as error:
        raise OSError(told(error)) from error
    try:
        yield Counted(stream)
    finally:
        held.__exit__(None, None, None)


class Counted(io.RawIOBase):
    """A stream that counts what is read of it, and remembers when reading failed.

    What is damaged in an archive is told by its reader and skipped; what a disk or a network failed to give is
    another thing, since it may be there the next time.

    Attributes:
        count: bytes read so far.
        failed: what went wrong below.

    """

    def __init__(self, below: Any) -> None:
        super().__init__()
        self._below = below
        self.count = 0
        self.failed: str | None = None

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is."""
        return True

    def tell(self) -> int:
        """Where it stands."""
        return int(self._below.tell())

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go somewhere else."""
        return int(self._tried(lambda: self._below.seek(offset, whence)))

    def read(self, size: int = -1) -> bytes:
        """Up to so many bytes."""
        data: bytes = self._tried(lambda: self._below.read(size))
        self.count += len(data)
        return data

    def readinto(self, buffer: Any) -> int:
        """Bytes into a buffer, for readers that bring their own."""
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def _tried(self, act: Callable[[], Any]) -> Any:
        try:
            return act()
        except Exception as error:
            self.failed = told(error)
            raise OSError(self.failed) from error

    def buffered(self) -> BinaryIO:
        """The same, asked for in large pieces."""
        return io.BufferedReader(self, _PIECE)
