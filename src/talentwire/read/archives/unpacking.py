"""The bytes of an archive, unpacked as they are asked for, in runs without a gap.

An archive is plain, or gzip: a member for each record, one for all, or cut anywhere. What is damaged ends a run; the
next begins at the next member that can be unpacked, which is looked for in the packed bytes. FastWARC, which is used
elsewhere, stops at the first damage and reads on into the next record where a length lies; so this is done here.
"""

import zlib
from collections import deque
from typing import BinaryIO, Final

_PIECE: Final = 1 << 16
_OUT: Final = 1 << 18
_KEPT: Final = 1 << 22
"""Packed bytes that are kept of a member, to look for the next in when it is damaged."""
_MAGIC: Final = b"\x1f\x8b\x08"
_RECORD: Final = b"WARC/"
_TRIAL: Final = 512
_FLAGS: Final = 0x1F


class Unpacking:
    """A window on the unpacked bytes.

    Attributes:
        window: bytes that were unpacked and not yet dropped.
        position: how many unpacked bytes of this run lie before the window.
        ended: whether no more bytes come in this run.
        damage: why the run ended before the file did.
        sound: up to which unpacked byte of this run everything was checked by its gzip member.

    """

    def __init__(self, stream: BinaryIO, start: int = 0) -> None:
        """Begin with a stream that stands at byte ``start`` of the archive."""
        self.window = bytearray()
        self.position = 0
        self.ended = False
        self.damage: str | None = None
        self.sound = 0
        self._stream = stream
        self._raw = bytearray()
        self._raw_at = start  # where it begins in the file
        self._fed = 0  # how much of it is unpacked
        self._member: zlib._Decompress | None = None
        self._member_at = 0
        self._starts: deque[tuple[int, int]] = deque()  # unpacked position and place in the file of members
        self.packed = self._is_packed()
        self._starts.append((0, start))
        if not self.packed:
            self.position = start

    # the window

    def more(self) -> bool:
        """Unpack some more; whether there was any."""
        before = len(self.window)
        while not self.ended and len(self.window) == before:
            if self.packed:
                self._unpack()
            elif self._raw or self._more_raw():
                self.window += self._raw
                self._raw_at += len(self._raw)
                self._raw.clear()
            else:
                self.ended = True
        return len(self.window) > before

    def have(self, size: int) -> bool:
        """Whether the window holds so many bytes, or could be made to."""
        while len(self.window) < size:
            if not self.more():
                return False
        return True

    def skip(self, size: int) -> bool:
        """Move the window on by as much as need be unpacked for it; whether there was so much."""
        while size and (self.window or self.more()):
            here = min(size, len(self.window))
            self.drop(here)
            size -= here
        return not size

    def drop(self, size: int) -> None:
        """Move the window on."""
        del self.window[:size]
        self.position += size
        while len(self._starts) > 1 and self._starts[1][0] <= self.position:
            self._starts.popleft()

    # where it is

    def place(self) -> str:
        """Where the window begins, as it is written behind the name of the archive."""
        if not self.packed:
            return str(self.position)
        at, member = self._starts[0]
        inside = self.position - at
        return f"{member}+{inside}" if inside else str(member)

    def starts(self, first: int, last: int) -> list[int]:
        """Where members start in the window, behind ``first`` and before ``last``, counted from its beginning."""
        return [at - self.position for at, _ in self._starts if first < at - self.position < last]

    def damaged_at(self) -> str:
        """Where what is damaged begins."""
        return str(self._member_at) if self.packed else self.place()

    # damage

    def resume(self) -> bool:
        """Begin the next run, behind the damage; whether there is one."""
        if not self.packed or self.damage is None:
            return False
        self._trim(max(self._member_at + 1 - self._raw_at, 0))
        while not self._begins_member():
            found = self._raw.find(_MAGIC[:2], 1)
            self._trim(max(found if found >= 0 else len(self._raw) - 1, 1))
            if not self._raw and not self._more_raw():
                return False
        self.window.clear()
        self.position = self.sound = self._fed = 0
        self.ended, self.damage, self._member = False, None, None
        self._starts.clear()
        self._starts.append((0, self._raw_at))
        return True

    def abandon(self, why: str) -> None:
        """Give up the member that is being unpacked, as if it were damaged here; of a plain file, all the rest."""
        self.ended, self.damage = True, why

    def _begins_member(self) -> bool:
        while len(self._raw) < _TRIAL and self._more_raw():
            pass
        if not self._raw.startswith(_MAGIC) or len(self._raw) < 18 or self._raw[3] > _FLAGS:
            return False
        try:
            return bool(zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(bytes(self._raw[:_TRIAL]), 16))
        except zlib.error:
            return False

    # packed bytes

    def _is_packed(self) -> bool:
        """What its first bytes say; where they are damaged, whether a member or a record is found first behind them."""
        while self._more_raw():
            member, record = self._raw.find(_MAGIC), self._raw.find(_RECORD)
            if member >= 0 or record >= 0 or len(self._raw) > _KEPT:
                return record < 0 <= member or 0 <= member < record
        return self._raw.startswith(_MAGIC[:2])

    def _more_raw(self) -> bool:
        piece = self._stream.read(_PIECE)
        self._raw += piece
        return bool(piece)

    def _unpack(self) -> None:
        no_more = self._fed == len(self._raw) and not self._more_raw()
        member = self._member or (None if no_more else self._next_member())
        if member is None:
            self.ended = self.ended or no_more
            return
        given = bytes(self._raw[self._fed : self._fed + _PIECE])
        try:
            out = member.decompress(given, _OUT)  # what it held back, where nothing is given
        except zlib.error as error:
            self.ended, self.damage = True, f"its gzip data are damaged ({_reason(error)})"
            return
        self.window += out
        self._fed += len(given) - len(member.unused_data if member.eof else member.unconsumed_tail)
        self._member = None if member.eof else member
        if member.eof:
            self.sound = self.position + len(self.window)
        if no_more and not out and self._member:
            self.ended, self.damage = True, "the archive ends in the middle of it"
        if self._fed > _KEPT:
            self._trim(self._fed - _KEPT // 2)

    def _trim(self, size: int) -> None:
        """Forget the oldest packed bytes."""
        del self._raw[:size]
        self._raw_at += size
        self._fed = max(self._fed - size, 0)

    def _next_member(self) -> "zlib._Decompress | None":
        """Begin with the member that comes next; files may be filled up with zeros."""
        self._trim(self._fed)
        while len(self._raw) < 2 and self._more_raw():
            pass
        if self._raw.startswith(_MAGIC[:2]):
            self._member_at = self._raw_at
            at = self.position + len(self.window)
            if self._starts[-1][0] == at:
                self._starts.pop()
            self._starts.append((at, self._raw_at))
            return zlib.decompressobj(zlib.MAX_WBITS | 16)
        if not self._raw.strip(b"\0"):
            self._fed = len(self._raw)
            return None
        self._member_at = self._raw_at
        self.ended, self.damage = True, "what follows is no gzip data"
        return None


def _reason(error: zlib.error) -> str:
    return str(error).rpartition(": ")[2]
