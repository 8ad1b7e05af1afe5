"""Accelerators counted in Nvidia H100, by the sourced figures of the knowledge files; what they lack stays as it is."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final, NamedTuple

from talentwire.knowledge.records import Accelerator

Chips = Callable[[str], Accelerator | None]
"""Looks up a chip by any of its names."""
_DRESS: Final = re.compile(
    r"[\s-]+(?:gpus?|chips?|accelerators?|processors?|superchips?|systems?|cards?|puces|beschleuniger|grafikprozessoren)$",
    re.IGNORECASE,
)


class Worth(NamedTuple):
    """What one accelerator is worth in H100: the value where the name says which chip it is, and its bounds."""

    name: str
    value: float | None
    low: float
    high: float


class Exchange:
    """Turns names of accelerators into what one of them is worth.

    Args:
        chips: looks up a chip.

    """

    def __init__(self, chips: Chips) -> None:
        self._find = lru_cache(maxsize=4096)(lambda text: _find(text, chips))

    def chip(self, text: str) -> Accelerator | None:
        """The chip that a text names; None where it names none that is known, such as "GPU"."""
        return self._find(text)

    def worth(self, text: str) -> Worth | None:
        """What one is worth; None where nothing is known of that."""
        chip = self.chip(text)
        if chip is None:
            return None
        value = chip.h100_equivalent
        low, high = (value if end is None else end for end in (chip.h100_low, chip.h100_high))
        return None if low is None or high is None else Worth(chip.name, value, low, high)


def _find(text: str, chips: Chips) -> Accelerator | None:
    """The chip of a text, also in the plural and with "GPUs" behind it."""
    if not text.strip():
        return None
    plain = _DRESS.sub("", text.strip())
    for form in (text, plain, plain.removesuffix("s")):
        if found := chips(form):
            return found
    return None
