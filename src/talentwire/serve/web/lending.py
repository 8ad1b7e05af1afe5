"""Open ledgers that are lent to requests: each to one at a time, and brought up to date before."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from queue import Empty, LifoQueue

from talentwire.api import Talentwire
from talentwire.errors import LedgerError, TalentwireError
from talentwire.record.since import Position


class BusyError(TalentwireError):
    """All open ledgers are lent, and none came back in time."""


class Lender:
    """Lends open ledgers.

    What a ledger has looked up is kept with it, so that the one that came back last is lent first: it knows most. One
    more is lent to those alone who ask about all facts, which it holds in memory: they wait for each other, and the
    facts are not held once for each of them.

    Args:
        make: opens one.
        size: how many are open at most, which is how many requests are answered at a time.
        patience: seconds until a request that gets none is sent away.
        stale: seconds for which an answer may lag behind the ledger.

    """

    def __init__(
        self, make: Callable[[], Talentwire], size: int = 4, patience: float = 20.0, *, stale: float = 0.0
    ) -> None:
        self.stale = stale
        self._make = make
        self._patience = patience
        self._free: LifoQueue[_Held | None] = LifoQueue()
        self._whole: LifoQueue[_Held | None] = LifoQueue()
        self._open: list[Talentwire] = []
        for _ in range(size):
            self._free.put(None)
        self._whole.put(None)

    def position(self) -> Position:
        """How far the ledger has come.

        Raises:
            BusyError: when no open ledger came back in time.
            LedgerError: when the ledger cannot be opened or read.

        """
        with self.lent() as wire:
            return wire.ledger().kept.position()

    @contextmanager
    def lent(self, *, whole: bool = False) -> Iterator[Talentwire]:
        """An open ledger that knows what was recorded last.

        Args:
            whole: whether the one that holds all facts in memory is wanted.

        Raises:
            BusyError: when none came back in time.
            LedgerError: when the ledger cannot be opened or read.

        """
        free = self._whole if whole else self._free
        try:
            held = free.get(timeout=self._patience)
        except Empty:
            raise BusyError("too much is asked at a time: ask again in a while") from None
        sound: _Held | None = None
        try:
            sound = self._sound(held)
            yield sound.wire
        finally:
            free.put(sound)

    def apart(self) -> Talentwire:
        """An open ledger that is lent to no request, for work that goes on beside them; it is closed with the others.

        Raises:
            LedgerError: when the ledger cannot be opened.

        """
        wire = self._make()
        self._open.append(wire)
        return wire

    def close(self) -> None:
        """Close all of them."""
        for wire in self._open:
            wire.close()
        self._open.clear()

    def _sound(self, held: "_Held | None") -> "_Held":
        """An open ledger that was brought up to date; one that cannot be asked any more is opened anew, once."""
        if held is not None:
            try:
                held.look()
                return held
            except LedgerError:  # it went away meanwhile, and may be back
                self._open.remove(held.wire)
                held.wire.close()
        held = _Held(self._make())
        try:
            held.look()
        except BaseException:
            held.wire.close()
            raise
        self._open.append(held.wire)
        return held


@dataclass
class _Held:
    """An open ledger, and how far it had come when it was last lent."""

    wire: Talentwire
    position: Position | None = None

    def look(self) -> None:
        """Look names up anew where the ledger has come further."""
        position = self.wire.ledger().kept.position()
        if position != self.position:
            self.wire.forget()
        self.position = position
