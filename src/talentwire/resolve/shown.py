"""Which of its names to show for somebody."""

import unicodedata
from collections.abc import Container, Mapping

from talentwire.lang.folding import fold, romanise
from talentwire.resolve.names import words_of_person


def shown(spellings: Mapping[str, int], known: Container[str] = frozenset()) -> str:
    """The name to show: a known one, no initial, no title, most frequent, Latin, with accents, longest.

    Args:
        spellings: how often each stands in the ledger; at least one.
        known: names of people that the knowledge files have.

    """
    return max(spellings, key=lambda name: (name in known, *_fullness(name), spellings[name], *_finish(name), name))


def _fullness(name: str) -> tuple[bool, bool]:
    words = words_of_person(name)
    return len(words) > 1 and not words[0].initial, len(words) == len(romanise(name).split())


def _finish(name: str) -> tuple[bool, int, int]:
    latin = romanise(name) == fold(name)
    accents = len(unicodedata.normalize("NFD", name)) - len(unicodedata.normalize("NFC", name))
    return latin, accents, len(name)
