"""What a site allows programs to read: its robots.txt, by the rules of RFC 9309."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from protego import Protego

from talentwire.errors import ReadError
from talentwire.read.feeds.hosts import LaterError, StoppedError
from talentwire.read.web import Reply

PRODUCT: Final = "talentwire"
LARGEST: Final = 512_000
"""Bytes that are looked at, the first ones; RFC 9309 asks for at least 500 KiB."""
_DAY: Final = 86_400.0
_RETRY: Final = 1_800.0
_CLIENT_ERRORS: Final = range(400, 500)
_TOO_MANY: Final = 429


@dataclass(frozen=True)
class Rules:
    """What one host allows.

    Attributes:
        until: when they are to be asked for again, in seconds of the clock.
        protego: what it says; None where there is nothing to keep to.
        unreachable: why it cannot be known just then, so that nothing may be read.

    """

    until: float
    protego: Protego | None = None
    unreachable: str = ""

    def allows(self, url: str) -> bool:
        """Whether an address may be read."""
        return self.protego is None or bool(self.protego.can_fetch(url, PRODUCT))

    @property
    def delay(self) -> float:
        """Seconds that the host wants between two requests."""
        asked = self.protego.crawl_delay(PRODUCT) if self.protego else None
        return max(0.0, float(asked or 0.0))


class Robots:
    """What hosts allow, each asked once a day.

    Args:
        ask: asks for an address.
        clock: tells the time in seconds.

    """

    def __init__(self, ask: Callable[[str], Reply], clock: Callable[[], float] = time.monotonic) -> None:
        self._ask = ask
        self._clock = clock
        self._known: dict[str, Rules] = {}

    def of(self, origin: str) -> Rules:
        """The rules of ``https://host:port``."""
        known = self._known.get(origin)
        if known is None or known.until <= self._clock():
            known = self._known[origin] = self._asked(origin, known)
        return known

    def _asked(self, origin: str, before: Rules | None) -> Rules:
        now = self._clock()
        try:
            reply = self._ask(f"{origin}/robots.txt")
        except (LaterError, StoppedError):
            raise
        except ReadError as error:
            if "redirects more than" in str(error):  # RFC 9309, 2.3.1.2: it may be taken for unavailable
                return Rules(now + _DAY)
            return self._without(str(error), before, now)
        if reply.status == 200:
            text = reply.body.decode("utf-8", "replace").replace("\0", "\ufffd")
            return Rules(now + _DAY, Protego.parse(text))
        if reply.status in _CLIENT_ERRORS and reply.status != _TOO_MANY:
            return Rules(now + _DAY)  # 2.3.1.3: unavailable, everything may be read
        return self._without(reply.said, before, now)

    def _without(self, why: str, before: Rules | None, now: float) -> Rules:
        """The rules known from before; without them nothing may be read (2.3.1.4)."""
        if before and not before.unreachable:
            return Rules(now + _RETRY, before.protego)
        return Rules(now + _RETRY, None, why)
