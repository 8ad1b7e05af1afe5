"""The records of a WARC file (ISO 28500), found again behind whatever is broken.

A length that lies is put right where the next record tells where this one ends; a record that breaks off is lost, and
told with its place.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from talentwire.read.archives.unpacking import Unpacking

_VERSION: Final = re.compile(rb"WARC/\d\.\d+[ \t]*\r?\n")
_NEXT: Final = re.compile(rb"(?:\r?\n|\A)(?=WARC/\d\.\d+[ \t]*\r?\n[\w-]{1,60}[ \t]*:)")
_LENGTH: Final = re.compile(r"[0-9]{1,18}")
"""What may be a length; one of more digits is none."""
_BLANK: Final = re.compile(rb"[\r\n]+")
_END_OF_HEAD: Final = re.compile(rb"\r?\n\r?\n")
_FOLD: Final = re.compile(rb"\r?\n[ \t]+")
_BLANK_LINES: Final = b"\r\n\r\n"
_LONGEST_HEAD: Final = 1 << 16
_ROOM: Final = 1 << 16
"""Bytes that a page's HTTP header and the blank lines behind it may add to the limit of its size."""
_LONGEST_MARK: Final = 100
_MOST_PASSED: Final = 64
"""So many times the limit is unpacked in search of the next record; then the member is given up as a bomb."""

_A_BOMB: Final = "it unpacks to far more than the limit"


@dataclass(frozen=True, slots=True)
class Record:
    """A record of an archive.

    Attributes:
        place: where it begins, as ``Unpacking.place`` writes it.
        fields: its header, names in lower case; the first of each.
        block: what it holds.
        mended: what was wrong with its length, where the next record told where it ends.

    """

    place: str
    fields: dict[str, str] = field(repr=False)
    block: bytes = field(repr=False)
    mended: str | None = None


class Lost(NamedTuple):
    """A record, or a piece of an archive, that cannot be read: ``reason`` continues a sentence."""

    place: str
    reason: str
    size: int | None = None


def records(unpacking: Unpacking, limit: int) -> Iterator[Record | Lost]:
    """Every record of an archive in order.

    Args:
        unpacking: Its bytes.
        limit: The bytes of the largest page that is read; a ``Lost`` with a ``size`` was larger.

    """
    reader = _Reader(unpacking, limit + _ROOM)
    while True:
        yield from reader.run()
        if not unpacking.resume():
            return


class _Reader:
    """Reads the records of one run of bytes after another."""

    def __init__(self, unpacking: Unpacking, limit: int) -> None:
        self._bytes = unpacking
        self._limit = limit

    def run(self) -> Iterator[Record | Lost]:
        """The records until the bytes end, and what ended them."""
        told = False
        while self._skip_blank_lines():
            before = self._bytes.position
            found = self._record()
            yield found
            if isinstance(found, Lost):
                told = found.size is None and self._bytes.ended
                self._bytes.drop(self._bytes.position == before)
                self._find_next()
        if self._bytes.damage and not told:
            yield Lost(self._bytes.damaged_at(), f"cannot be read: {self._bytes.damage}")

    def _skip_blank_lines(self) -> bool:
        """Move to what is next, if there is anything."""
        bytes_, passed = self._bytes, 0
        while True:
            found = _BLANK.match(bytes_.window)
            blank = found.end() if found else 0
            bytes_.drop(blank)
            passed += blank
            if bytes_.window:
                return True
            if passed > _MOST_PASSED * self._limit and bytes_.packed:
                bytes_.abandon(_A_BOMB)
            if not bytes_.more():
                return False

    def _record(self) -> Record | Lost:
        place = self._bytes.place()
        head = self._head()
        if head is None:
            return Lost(place, self._why("is no WARC record"))
        fields = _fields(head)
        told = _LENGTH.fullmatch(fields.get("content-length", ""))
        size = int(told[0]) if told else -1
        if size > self._limit and self._early(self._limit) is None:
            self._pass(size)
            return Lost(place, "", size)
        return self._block(place, fields, size)

    def _head(self) -> bytes | None:
        """The lines until the first empty one."""
        bytes_ = self._bytes
        bytes_.have(_LONGEST_MARK)
        if not _VERSION.match(bytes_.window):
            return None
        searched = 0
        while not (found := _END_OF_HEAD.search(bytes_.window, searched)):
            searched = max(len(bytes_.window) - 4, 0)
            if len(bytes_.window) > _LONGEST_HEAD or not bytes_.more():
                return None
        if found.start() > _LONGEST_HEAD:
            return None
        head = bytes(bytes_.window[: found.start()])
        bytes_.drop(found.end())
        return head

    def _block(self, place: str, fields: dict[str, str], size: int) -> Record | Lost:
        """The block, as long as it says, or until the next record begins."""
        bytes_ = self._bytes
        early = self._member_inside(min(size, self._limit))
        if early is None and 0 <= size <= self._limit and bytes_.have(size) and self._ends_at(size):
            return self._taken(place, fields, size, None)
        said = f"says that it has {size:,} bytes" if size >= 0 else "does not say how many bytes it has"
        end = early if early is not None else self._early(self._limit)
        if end is None:
            return Lost(place, self._why(f"{said}, and ends nowhere near"))
        end = len(bytes(bytes_.window[:end]).rstrip(b"\r\n"))
        return self._taken(place, fields, end, f"{said} and has {end:,}")

    def _taken(self, place: str, fields: dict[str, str], size: int, mended: str | None) -> Record:
        block = bytes(self._bytes.window[:size])
        self._bytes.drop(size)
        return Record(place, fields, block, mended)

    def _member_inside(self, size: int) -> int | None:
        """Where a member that begins with a record starts inside the block."""
        self._bytes.have(size)
        return next((start for start in self._bytes.starts(0, size) if self._begins_at(start)), None)

    def _begins_at(self, start: int) -> bool:
        self._bytes.have(start + _LONGEST_MARK)
        return _VERSION.match(self._bytes.window, start) is not None

    def _early(self, limit: int) -> int | None:
        """Where the block ends within the limit, whatever it says: at the next record, or with a file that is whole."""
        bytes_ = self._bytes
        end = self._member_inside(limit)
        if end is None:
            end = self._next()
        whole = bytes_.ended and bytes_.packed and not bytes_.damage and len(bytes_.window) <= limit
        return len(bytes_.window) if end is None and whole else end

    def _ends_at(self, size: int) -> bool:
        """Whether a record may end there: blank lines and the next record, or the end of a file."""
        bytes_, here = self._bytes, size
        while here < size + _LONGEST_MARK and bytes_.have(here + 1) and bytes_.window[here] in b"\r\n":
            here += 1
        if len(bytes_.window) == here:
            return bytes_.damage is None or bytes_.sound >= bytes_.position + size
        if here == size + _LONGEST_MARK or (here > size and self._begins_at(here)):
            return True
        # what follows is damaged, or this is the end of another record's header
        return bytes_.window.startswith(_BLANK_LINES, size) and not _NEXT.search(bytes_.window, 0, size)

    def _next(self) -> int | None:
        """Where the next record begins in the window, within the limit."""
        bytes_, here = self._bytes, 0
        while not (found := _NEXT.search(bytes_.window, here)):
            here = max(here, len(bytes_.window) - _LONGEST_MARK)
            if len(bytes_.window) > self._limit or not bytes_.more():
                return None
        return found.end()

    def _pass(self, size: int) -> None:
        """Move behind a block that is too large, or to where a member starts before its end."""
        bytes_ = self._bytes
        passed, most = 0, _MOST_PASSED * self._limit
        while size and (bytes_.window or bytes_.more()):
            here = min(size, len(bytes_.window))
            early = next((start for start in bytes_.starts(-1, here) if self._begins_at(start)), None)
            if early is not None:
                bytes_.drop(early)
                return
            bytes_.drop(here)
            size, passed = size - here, passed + here
            if size and passed > most and bytes_.packed:
                bytes_.abandon(_A_BOMB)
                bytes_.drop(len(bytes_.window))
                return

    def _find_next(self) -> None:
        """Move to the next record, or to the end of this run."""
        bytes_ = self._bytes
        passed, most = 0, _MOST_PASSED * self._limit
        while True:
            found = _NEXT.search(bytes_.window)
            if found:
                bytes_.drop(found.end())
                return
            drop = max(len(bytes_.window) - _LONGEST_MARK, 0)
            bytes_.drop(drop)
            passed += drop
            if passed > most and bytes_.packed:
                bytes_.abandon(_A_BOMB)
            if not bytes_.more():
                bytes_.drop(len(bytes_.window))
                return

    def _why(self, otherwise: str) -> str:
        damage = self._bytes.damage if self._bytes.ended else None
        return f"cannot be read: {damage}" if damage else otherwise


def _fields(head: bytes) -> dict[str, str]:
    """The header by names in lower case; lines that are none are passed over."""
    fields: dict[str, str] = {}
    for line in _FOLD.sub(b" ", head).splitlines()[1:]:
        name, colon, value = line.partition(b":")
        if colon:
            fields.setdefault(name.strip().lower().decode("latin-1"), value.strip().decode("utf-8", "replace"))
    return fields
