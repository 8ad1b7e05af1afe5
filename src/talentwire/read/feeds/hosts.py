"""One request at a time to each host, and a pause between two."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Protocol

from talentwire.errors import ReadError

PATIENCE: Final = 60.0
"""Seconds for which a request waits for its turn; one that would wait longer is made another time."""


class Stop(Protocol):
    """Tells whether the work is to end; a ``threading.Event`` is one."""

    def is_set(self) -> bool:
        """Whether it is to end."""
        ...

    def wait(self, timeout: float | None = None) -> bool:
        """Wait so many seconds, or until it is to end; whether it is."""
        ...


class StoppedError(ReadError):
    """The work is to end."""


class LaterError(ReadError):
    """Not just then.

    Attributes:
        wait: seconds until it may be tried again; None where nobody said.

    """

    def __init__(self, said: str, wait: float | None = None) -> None:
        super().__init__(said)
        self.wait = wait


@dataclass
class _Host:
    """One host: who asks it, and when it may be asked again."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    free: float = 0.0


class Hosts:
    """All hosts that are asked.

    Args:
        stop: tells when to end.
        clock: tells the time in seconds.

    """

    def __init__(self, stop: Stop, clock: Callable[[], float] = time.monotonic) -> None:
        self._stop = stop
        self._clock = clock
        self._hosts: dict[str, _Host] = {}
        self._guard = threading.Lock()

    def turn(self) -> "Turn":
        """A turn at hosts, for one request and where it is sent on to."""
        return Turn(self)

    def rest(self, host: str, seconds: float) -> None:
        """Leave a host alone for so long."""
        known = self.known(host)
        known.free = max(known.free, self._clock() + seconds)

    def known(self, host: str) -> _Host:
        """What is known of a host."""
        with self._guard:
            return self._hosts.setdefault(host, _Host())

    def take(self, host: _Host) -> None:
        """Wait until nobody else asks the host.

        Raises:
            StoppedError: when the work is to end.

        """
        while not host.lock.acquire(timeout=0.1):
            self.go_on()

    def pause(self, host: _Host, delay: float) -> None:
        """Wait until the host may be asked, and note that it is.

        Raises:
            LaterError: when that takes too long.
            StoppedError: when the work is to end.

        """
        left = host.free - self._clock()
        if left > PATIENCE:
            raise LaterError("is left alone for a while, as its server asked", left)
        if left > 0:
            self._stop.wait(left)
        self.go_on()
        host.free = self._clock() + delay

    def now(self) -> float:
        """The time in seconds."""
        return self._clock()

    def go_on(self) -> None:
        """Go on unless the work is to end.

        Raises:
            StoppedError: when it is.

        """
        if self._stop.is_set():
            raise StoppedError("was left for another time, since the work is to end")


class Turn:
    """Holds one host at a time, so that no two turns wait for each other."""

    def __init__(self, hosts: Hosts) -> None:
        self._hosts = hosts
        self._held: _Host | None = None
        self._delay = 0.0

    def at(self, name: str) -> None:
        """Let go of the host before and take this one."""
        self.end()
        host = self._hosts.known(name)
        self._hosts.take(host)
        self._held = host

    def pause(self, delay: float) -> None:
        """Wait as long as the host wants."""
        if self._held:
            self._delay = delay
            self._hosts.pause(self._held, delay)

    def end(self) -> None:
        """Let go; the pause counts from now."""
        if self._held:
            self._held.free = max(self._held.free, self._hosts.now() + self._delay)
            self._held.lock.release()
            self._held, self._delay = None, 0.0
