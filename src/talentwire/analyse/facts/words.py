"""The words of a role, a group or a quotation, for comparing two of them."""

import re
from functools import lru_cache
from typing import Final

_WORD: Final = re.compile(r"\w+")
_SMALL: Final = frozenset({"of", "the", "for", "and", "in", "at", "a", "an"})
"""Roles and groups are written in English; these words of them tell nothing."""


@lru_cache(maxsize=65536)
def words(text: str) -> frozenset[str]:
    """The words of a role, a group or a place that carry meaning."""
    return frozenset(_WORD.findall(text.casefold())) - _SMALL
