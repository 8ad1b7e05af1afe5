"""Answers of tools, kept for whoever asks the same: many agents ask a newsroom's ledger the same few things."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from typing import Final

from talentwire.record.since import Position

_MOST: Final = 2_000
"""Answers kept at most, each of at most 6,000 characters."""


class Kept:
    """Keeps answers as long as the ledger stays as it is, and for a while after they were made.

    Args:
        position: tells how far the ledger has come.
        rest: seconds for which an answer is given on though the ledger has moved on.
        clock: tells seconds; there for tests.

    """

    def __init__(
        self, position: Callable[[], Position], rest: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._ask = position
        self._rest = rest
        self._clock = clock
        self._lock = threading.Lock()
        self._held: OrderedDict[str, tuple[Position, float, str]] = OrderedDict()

    def of(self, tool: Callable[..., str]) -> Callable[..., str]:
        """The tool, whose answers are kept; what it refuses is not."""

        @wraps(tool)
        def asked(*args: object, **kwargs: object) -> str:
            key = f"{tool.__name__} {args!r} {sorted(kwargs.items())!r}"
            position, now = self._ask(), self._clock()
            with self._lock:
                held = self._held.get(key)
            if held and (held[0] == position or now < held[1] + self._rest):
                return held[2]
            answer = tool(*args, **kwargs)
            with self._lock:
                self._held[key] = (position, now, answer)
                self._held.move_to_end(key)
                while len(self._held) > _MOST:
                    self._held.popitem(last=False)
            return answer

        return asked
