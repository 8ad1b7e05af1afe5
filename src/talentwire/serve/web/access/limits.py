"""How much may be asked: by token, or by address where there is none; counted in memory, with the library limits."""

import ipaddress
import math
import time
from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from talentwire.errors import ConfigError


class Sort(StrEnum):
    """What is counted apart."""

    READ = "read"
    CHANGE = "change"
    LOG_IN = "log-in"


USUAL: Final[Mapping[Sort, str]] = {Sort.READ: "600/minute", Sort.CHANGE: "120/minute", Sort.LOG_IN: "10/minute"}
"""What holds where there is a log-in."""
_FORM: Final = "read=600/minute, change=120/minute or log-in=10/minute"
_NEIGHBOURS: Final = 64
"""Bits of an address that one customer of a provider has, of those with 128."""


class Limits:
    """How much may be asked.

    Args:
        most: by what is counted: as the library has it, ``600/minute``; what is left out is not limited.

    Raises:
        ConfigError: when that is no limit.

    """

    def __init__(self, most: Mapping[Sort, str] | None = None) -> None:
        self._most: dict[Sort, RateLimitItem] = {sort: _parsed(sort, text) for sort, text in (most or {}).items()}
        self._counts = FixedWindowRateLimiter(MemoryStorage()) if self._most else None

    def hit(self, sort: Sort, who: str) -> int:
        """Count a request; the seconds to wait where it is one too many, else 0."""
        most = self._most.get(sort)
        if most is None or self._counts is None or self._counts.hit(most, sort, who):
            return 0
        return max(1, math.ceil(self._counts.get_window_stats(most, sort, who).reset_time - time.time()))


def limits_of(given: list[str], usual: Mapping[Sort, str]) -> Limits:
    """The limits of a server: the usual ones, but for those that are given as ``read=600/minute``, or ``read=off``.

    Raises:
        ConfigError: when one of them is no limit.

    """
    most = dict(usual)
    for one in given:
        name, _, text = one.partition("=")
        if name not in list(Sort) or not text:
            raise ConfigError(f"a limit looks like {_FORM}, not {one!r}")
        most[Sort(name)] = text
    return Limits({sort: text for sort, text in most.items() if text != "off"})


def place(address: str) -> str:
    """By what requests from an address are counted: a whole neighbourhood of those that anybody has by the billion."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return "nowhere"
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is None:
        return str(ipaddress.ip_network((found, _NEIGHBOURS), strict=False))
    return str(getattr(found, "ipv4_mapped", None) or found)


def _parsed(sort: Sort, text: str) -> RateLimitItem:
    try:
        return parse(text)
    except ValueError:
        raise ConfigError(f"a limit looks like {_FORM}, not {sort}={text!r}") from None
