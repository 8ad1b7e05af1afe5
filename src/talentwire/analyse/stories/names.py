"""Words of a text that are names, in any language, each with how much it tells.

A word counts by itself ("Shazeer", not "Noam Shazeer"): a garbled or shortened first name must not part what belongs
together. What the knowledge files know is famous and tells little; an everyday word in capitals tells least.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Final, NamedTuple

from talentwire.extract.vocabulary import KnownWords, known_words
from talentwire.knowledge.atlas import Atlas
from talentwire.knowledge.records import Kind
from talentwire.lang.folding import romanise

_CAPITALISED: Final = re.compile(r"(?<![\w@/#])[^\W\d_a-zß-öø-ÿ]\w{1,29}(?!\w)")
FAMOUS: Final = 0.4
"""An organisation, product or person of the knowledge files."""
PLACE: Final = 0.2
WORD: Final = 0.15
"""A word of the dictionary in capitals: a German noun, or the first word of a sentence."""
FORENAME: Final = 0.4
NAME: Final = 1.0
_KINDS: Final[tuple[tuple[Kind, float], ...]] = (
    ("organisation", FAMOUS), ("product", FAMOUS), ("facility", FAMOUS), ("accelerator", FAMOUS), ("place", PLACE),
)  # fmt: skip


class Named(NamedTuple):
    """A word that is a name: where it stands, the word folded, and how much it tells, 0 to 1."""

    start: int
    word: str
    weight: float


def names(text: str, lang: str | None, told: Iterable[str]) -> Iterator[Named]:
    """The names in a text, in order.

    Args:
        text: any text.
        lang: its language, None where unknown.
        told: names of people and organisations in the document's claims, which are names whatever the words.

    """
    sure = {word for name in told for word in romanise(name).split() if len(word) > 2}
    for match in _CAPITALISED.finditer(text):
        written = match.group()
        word, weight = _weighed(written, lang)
        if word in sure and weight < FAMOUS:
            weight = FAMOUS
        if weight:
            yield Named(match.start(), word, weight)


@lru_cache(maxsize=1 << 16)
def _weighed(written: str, lang: str | None) -> tuple[str, float]:
    """A word folded, in the spelling of the atlas, and its weight; 0 for everyday words."""
    folded = romanise(written)
    known = _famous().get(folded)
    if known:
        return known
    if len(folded) < 3 or " " in folded:
        return folded, 0.0
    return folded, _weight(written, known_words(lang))


def _weight(written: str, words: KnownWords | None) -> float:
    if words is None:
        return NAME / 2
    lower = written.lower()
    if words.is_everyday(lower):
        return 0.0
    if words.is_first_name(written):
        return FORENAME
    if words.is_word(lower):
        return WORD
    return NAME


@cache
def _famous() -> dict[str, tuple[str, float]]:
    """Single words that name something known, with the first word of its name, and how much it tells."""
    atlas = Atlas.load()
    found: dict[str, tuple[str, float]] = {}
    for person in sorted(atlas.people):
        last = romanise(person).split()[-1]
        found[last] = (last, FAMOUS)
    for kind, weight in _KINDS:
        for surface in atlas.surfaces(kind).values():
            form = romanise(surface.form)
            if " " not in form and len(form) > 1 and not surface.ambiguous:
                found.setdefault(form, (romanise(surface.name).replace(" ", ""), weight))
    return found


@lru_cache(maxsize=1 << 16)
def skeleton(word: str) -> str:
    """What is left of a name when spellings, genitives and double letters are put aside: suleyman and Suleimans."""
    plain = word
    for written, kept in _SPELLINGS:
        plain = plain.replace(written, kept)
    plain = re.sub(r"(.)\1", r"\1", plain)
    return plain[:-1] if plain.endswith("s") and len(plain) > 4 else plain


_SPELLINGS: Final = (
    ("ae", "a"), ("oe", "o"), ("ue", "u"), ("ph", "f"), ("th", "t"), ("kh", "h"), ("ck", "k"), ("y", "i"), ("j", "i"),
    ("w", "v"), ("z", "s"), ("c", "k"), ("q", "k"), ("x", "ks"),
)  # fmt: skip
