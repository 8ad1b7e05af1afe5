"""When something is sent again that did not go: after pauses that grow, for three days."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

FIRST: Final = timedelta(seconds=5)
LONGEST: Final = timedelta(hours=3)
PATIENCE: Final = timedelta(days=3)
"""So long after the first attempt, no other is made."""
_LONGEST_WISH: Final = timedelta(days=1)
"""So long at most a receiver is left alone because it says so."""
_DOUBLINGS: Final = 12


def pause(tries: int, chance: Callable[[], float]) -> timedelta:
    """The time until another attempt.

    Args:
        tries: how many failed.
        chance: gives a number from 0 to 1, so that receivers that were gone are not met by everything at one moment.

    """
    whole = min(FIRST * (1 << min(tries - 1, _DOUBLINGS)), LONGEST)
    return whole * (0.5 + chance() / 2)


def wished(header: str | None, now: datetime) -> timedelta:
    """How long a receiver asks to be left alone, in a header ``Retry-After``: seconds, or a moment."""
    if not header:
        return timedelta()
    text = header.strip()
    if text.isdecimal() and len(text) < 10:
        return min(timedelta(seconds=int(text)), _LONGEST_WISH)
    try:
        then = parsedate_to_datetime(text)
    except ValueError:
        return timedelta()
    then = then if then.tzinfo else then.replace(tzinfo=UTC)
    return min(max(then - now, timedelta()), _LONGEST_WISH)
