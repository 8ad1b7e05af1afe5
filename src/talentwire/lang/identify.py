"""Which language a text is in, told by its function words: fast, and sure enough for a sentence or two."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cache
from typing import Final

from talentwire.lang.pack import SHARED, languages, load_pack
from talentwire.lang.tables import DATA, load_table

_WORD: Final = re.compile(r"[^\W\d_]+")
_SAMPLE: Final = 20_000
"""So many characters are read at most; function words are everywhere."""
_LEAST: Final = 2.0
"""Evidence below which nothing is said; one word that no other language has counts 1."""
_SHORT: Final = 14
"""Words in a text so short that one function word that no other language has tells it."""
_TINY: Final = 2
"""Letters up to which a word alone tells nothing: the French "n" is in "rock 'n' roll"."""
_SHARE: Final = 0.12
"""The share of function words below which a text is no running text of any language known here."""
_LEAD: Final = 1.15
"""How far the first has to be ahead of the second."""


@cache
def _weights() -> Mapping[str, Mapping[str, float]]:
    """Every function word with the languages that have it, each with its weight: less where more share the word."""
    neighbours = load_table(DATA / SHARED / "neighbours.toml")
    words = {lang: frozenset(neighbours.words(lang)) for lang in neighbours.names()}
    words |= {lang: frozenset(word.rstrip("'") for word in load_pack(lang).words.function) for lang in languages()}
    table: defaultdict[str, list[str]] = defaultdict(list)
    for lang, known in words.items():
        for word in known:
            table[word].append(lang)
    return {word: dict.fromkeys(langs, 1 / len(langs)) for word, langs in table.items()}


def identify(text: str) -> str | None:
    """Tell the language of a text.

    Args:
        text: Any text; the first 20,000 characters are looked at.

    Returns:
        The ISO 639-1 code of a language that has a pack; None for any other language, and where the text is too
        short or too mixed to tell.

    """
    found = _WORD.findall(text[:_SAMPLE])
    small = [word for word in found if len(word) == 1 or not word.isupper()]  # "AI" is no Italian preposition
    counts = Counter(word.lower() for word in small or found)
    scores: defaultdict[str, float] = defaultdict(float)
    hits: Counter[str] = Counter()
    solid: defaultdict[str, float] = defaultdict(float)
    weights = _weights()
    for word in counts.keys() & weights.keys():
        for lang, weight in weights[word].items():
            scores[lang] += weight * counts[word]
            hits[lang] += counts[word]
            solid[lang] += weight * (len(word) > _TINY)
    ranked = sorted(scores, key=lambda lang: (scores[lang] + hits[lang], lang), reverse=True)
    if not ranked:
        return None
    best = ranked[0]
    strength = scores[best] + hits[best]
    rival = scores[ranked[1]] + hits[ranked[1]] if len(ranked) > 1 else 0.0
    few = counts.total() <= _SHORT and solid[best] >= 1.0 and strength >= 2.0 * rival
    sure = (hits[best] >= _LEAST or few) and hits[best] >= _SHARE * counts.total() and strength >= _LEAD * rival
    return best if sure and best in languages() else None
