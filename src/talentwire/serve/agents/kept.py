"""Answers of tools, kept for whoever asks the same: many agents ask a newsroom's ledger the same few things.

As with pages (``serve/web/remembering.py``), nobody waits for what was answered before: an answer that has rested long
enough is given on while it is made anew in the background, one after the other. Who asks what was never asked makes the
answer, and others who ask the same meanwhile wait for it: asking the ledger for itself, each would make all wait.
"""

import logging
import queue
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from typing import Final, NamedTuple

from talentwire.errors import LedgerError
from talentwire.record.since import Position
from talentwire.serve.web.lending import BusyError

_MOST: Final = 2_000
"""Answers kept at most, each of at most 6,000 characters."""
_REST: Final = 1 / 6
"""Part of the time that answers may lag behind for which they are left as they are, so that a stream of documents keeps
no server busy."""
_WAITING: Final = 9
"""How many times that time more they may be given on while they wait to be made anew."""
_PATIENCE: Final = 20.0
"""Seconds that somebody waits for an answer that another is making."""
_PAUSE: Final = 1.0
"""Seconds at most between two answers made in the background: as long as the one before took, to leave others room."""
LOG: Final = logging.getLogger("talentwire.serve")

Make = Callable[[], str]


class _Held(NamedTuple):
    position: Position
    at: float
    answer: str


class Kept:
    """Keeps answers as long as the ledger stays as it is, and for a while after they were made.

    Args:
        position: tells how far the ledger has come.
        stale: seconds for which an answer is given on though the ledger has moved on; where there are none, each is as
            new as the ledger.
        clock: tells seconds; there for tests.
        later: has something done by and by, one after the other; there for tests.

    """

    def __init__(
        self, position: Callable[[], Position], stale: float, clock: Callable[[], float] = time.monotonic,
        later: Callable[[Callable[[], None]], object] | None = None,
    ) -> None:  # fmt: skip
        self._position = position
        self._stale = stale
        self._clock = clock
        self._later = later or _Background().do
        self._lock = threading.Lock()
        self._held: OrderedDict[str, _Held] = OrderedDict()
        self._made_now: dict[str, threading.Event] = {}
        self._due: set[str] = set()

    def of(self, tool: Callable[..., str]) -> Callable[..., str]:
        """The tool, whose answers are kept; what it refuses is not."""

        @wraps(tool)
        def asked(*args: object, **kwargs: object) -> str:
            key = f"{tool.__name__} {args!r} {sorted(kwargs.items())!r}"
            before = self._given_on(key, lambda: tool(*args, **kwargs))
            return self._asked(key, lambda: tool(*args, **kwargs)) if before is None else before

        return asked

    def _given_on(self, key: str, make: Make) -> str | None:
        """The answer from before, if it may be given on; it is made anew in the background where that is due."""
        with self._lock:
            held = self._held.get(key)
            if held is None or not self._stale:
                return None
            age, waits = self._clock() - held.at, key in self._due
            if age >= self._stale * (1 + _WAITING * waits):
                return None
            due = age >= self._stale * _REST and not waits
            if due:
                self._due.add(key)
        if due:
            self._later(lambda: self._renew(key, make))
        return held.answer

    def _renew(self, key: str, make: Make) -> None:
        """Make an answer anew that nobody waits for; what is refused now is told to whoever asks next."""
        try:
            self._answer(key, make)
        except Exception as error:  # noqa: BLE001 - nobody waits for it
            LOG.info("the answer of a tool could not be made anew: %s", error)
            if not isinstance(error.__context__ or error, BusyError | LedgerError):  # what cannot be asked may be back
                with self._lock:
                    self._held.pop(key, None)
        finally:
            with self._lock:
                self._due.discard(key)

    def _asked(self, key: str, make: Make) -> str:
        """An answer that is made now, by whoever is first to ask for it."""
        with self._lock:
            making = self._made_now.get(key) if self._stale else None
            before = self._held.get(key)
            mine = self._made_now.setdefault(key, threading.Event()) if self._stale and not making else None
        if making:
            making.wait(_PATIENCE)
            now = self._held.get(key)
            if now and now is not before:
                return now.answer
        try:
            return self._answer(key, make)
        finally:
            if mine:
                with self._lock:
                    del self._made_now[key]
                mine.set()

    def _answer(self, key: str, make: Make) -> str:
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


class _Background:
    """One thread that does what nobody waits for, begun when there is something to do; the program does not wait."""

    def __init__(self) -> None:
        self._given: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def do(self, work: Callable[[], None]) -> None:
        """Do it after what was given before."""
        self._given.put(work)
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="kept", daemon=True)
            self._thread.start()

    def _work(self) -> None:
        while True:
            work = self._given.get()
            start = time.monotonic()
            work()
            time.sleep(min(_PAUSE, time.monotonic() - start))
