"""Answers of tools, kept for whoever asks the same: many agents ask a newsroom's ledger the same few things.

What many want is made by one of them. While that goes on the others are given the answer from before, or wait for the
new one where there was none: asking the ledger for itself, each would make all wait.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from typing import Final, NamedTuple

from talentwire.record.since import Position

_MOST: Final = 2_000
"""Answers kept at most, each of at most 6,000 characters."""
_MEANWHILE: Final = 6
"""So many times as long as answers rest they may be given on while somebody makes them anew."""
_PATIENCE: Final = 20.0
"""Seconds that somebody waits for an answer that another is making."""


class _Held(NamedTuple):
    position: Position
    at: float
    answer: str


class Kept:
    """Keeps answers as long as the ledger stays as it is, and for a while after they were made.

    Args:
        position: tells how far the ledger has come.
        rest: seconds for which an answer is given on though the ledger has moved on; where there are none, each is as
            new as the ledger.
        clock: tells seconds; there for tests.

    """

    def __init__(
        self, position: Callable[[], Position], rest: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._position = position
        self._rest = rest
        self._clock = clock
        self._lock = threading.Lock()
        self._held: OrderedDict[str, _Held] = OrderedDict()
        self._made_now: dict[str, threading.Event] = {}

    def of(self, tool: Callable[..., str]) -> Callable[..., str]:
        """The tool, whose answers are kept; what it refuses is not."""

        @wraps(tool)
        def asked(*args: object, **kwargs: object) -> str:
            key = f"{tool.__name__} {args!r} {sorted(kwargs.items())!r}"
            if not self._rest:
                return self._answer(key, lambda: tool(*args, **kwargs))
            with self._lock:
                held, making = self._held.get(key), self._made_now.get(key)
                age = self._clock() - held.at if held else 0.0
                if held and age < self._rest * (_MEANWHILE if making else 1):
                    return held.answer
                mine = None if making else self._made_now.setdefault(key, threading.Event())
            if making:
                making.wait(_PATIENCE)
                now = self._held.get(key)
                if now and now is not held:
                    return now.answer
            try:
                return self._answer(key, lambda: tool(*args, **kwargs))
            finally:
                if mine:
                    with self._lock:
                        del self._made_now[key]
                    mine.set()

        return asked

    def _answer(self, key: str, make: Callable[[], str]) -> str:
        """The answer that is kept if the ledger has not moved on, or else a new one."""
        position, now = self._position(), self._clock()
        held = self._held.get(key)
        answer = held.answer if held and held.position == position else make()
        with self._lock:
            self._held[key] = _Held(position, now, answer)
            self._held.move_to_end(key)
            while len(self._held) > _MOST:
                self._held.popitem(last=False)
        return answer
