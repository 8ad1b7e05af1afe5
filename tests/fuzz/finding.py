"""What went wrong with an input, by what two findings are one, and the smallest input that does the same."""

import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from fuzzed import Parser

_MOST: Final = 1_500
"""Times that an input is tried smaller."""
SLOW: Final = 5.0
"""Seconds of processor time from which on an input of a few thousand bytes is a finding."""


class SlowError(Exception):
    """An input that took far too long for its length."""


@dataclass(frozen=True)
class Finding:
    """An exception that nobody promised, and where in the program it was raised."""

    kind: str
    where: str
    said: str

    @property
    def sign(self) -> tuple[str, str]:
        """What two findings have in common that are one."""
        return self.kind, self.where

    def __str__(self) -> str:
        return f"{self.kind} at {self.where}: {self.said}"


def finding(parser: Parser, data: bytes) -> Finding | None:
    """What goes wrong with an input; None where it is read or refused."""
    start = time.process_time()
    try:
        parser.outcome(data)
    except Exception as error:  # whatever it is, it is what is looked for  # noqa: BLE001
        return of(error)
    if time.process_time() - start > SLOW:
        return of(SlowError(f"{time.process_time() - start:.1f} s for {len(data)} bytes"))
    return None


def of(error: BaseException) -> Finding:
    """The finding that an exception is."""
    steps = traceback.extract_tb(error.__traceback__)
    ours = [one for one in steps if "talentwire" in one.filename or "targets" in one.filename]
    last = (ours or list(steps) or [None])[-1]
    where = f"{last.filename.rpartition('talentwire/')[2]}:{last.lineno}" if last else "?"
    return Finding(type(error).__name__, where, str(error)[:200])


def shrunk(parser: Parser, data: bytes, sign: tuple[str, str]) -> bytes:
    """The input with everything left out without which the same goes wrong."""
    tried = 0
    size = max(1, len(data) // 2)
    while tried < _MOST:
        for smaller in _without(data, size):
            tried += 1
            found = finding(parser, smaller)
            if found and found.sign == sign:
                data = smaller
                break
            if tried >= _MOST:
                break
        else:
            if size == 1:
                break
            size = max(1, size // 2)
    return data


def _without(data: bytes, size: int) -> Iterator[bytes]:
    for at in range(0, len(data), size):
        yield data[:at] + data[at + size :]
