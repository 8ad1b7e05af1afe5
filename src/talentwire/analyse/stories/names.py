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
_OPENS: Final = re.compile(r"(?:^|[\n.!?:•–—|>»“”\"])[ \u00a0]?$")
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


def names(text: str, lang: str | None, people: Iterable[str]) -> Iterator[Named]:
    """The names in a text, in order; one may come several times.

    Args:
        text: any text.
        lang: its language, None where unknown.
        people: names of people in the document's claims; their last words are names, be they also everyday words.

    """
    surnames = {romanise(name).split()[-1] for name in people if romanise(name)}
    for match in _CAPITALISED.finditer(text):
        word, weight = _weighed(match.group(), lang)
        if word in surnames and weight != FAMOUS and len(word) > 2:
            weight = NAME
        elif weight > FORENAME and _OPENS.search(text, max(0, match.start() - 3), match.start()):
            weight = FORENAME  # what opens a sentence is written with a capital, a name or not
        if weight:
            yield Named(match.start(), word, weight)


@lru_cache(maxsize=1 << 16)
def _weighed(written: str, lang: str | None) -> tuple[str, float]:
    """A word folded, in the spelling of the atlas, and its weight; 0 for everyday words."""
    folded = romanise(written)
    words = known_words(lang)
    known = _famous().get(folded)
    if known and (written.isupper() if known.acronym else known.strong or not _is_everyday(written, words)):
        return known.word, known.weight
    if len(folded) < 3 or " " in folded:
        return folded, 0.0
    return folded, _weight(written, words)


def _is_everyday(written: str, words: KnownWords | None) -> bool:
    return words is not None and words.is_everyday(written.lower())


def _weight(written: str, words: KnownWords | None) -> float:
    if words is None:
        return NAME / 2
    lower = written.lower()
    if words.is_everyday(lower):
        return 0.0
    if words.is_first_name(written):
        return FORENAME
    return WORD if words.is_word(lower) or (words.compounds and _is_compound(lower, words)) else NAME


def _is_compound(lower: str, words: KnownWords) -> bool:
    """Whether a word ends with another one, as compounds do: "Gewinnungsstrategie"."""
    return any(words.is_word(lower[at:]) for at in range(3, min(len(lower) - 4, 20)))


class _Known(NamedTuple):
    """What a word means that names something known: the name, its weight, whether it is to be written in capitals, and
    whether it means that even where it is also an everyday word."""

    word: str
    weight: float
    acronym: bool = False
    strong: bool = False


@cache
def _famous() -> dict[str, _Known]:
    """Single words that name something known."""
    atlas = Atlas.load()
    found: dict[str, _Known] = {}
    for kind, weight in _KINDS:
        for surface in atlas.surfaces(kind).values():
            form = romanise(surface.form)
            if " " not in form and len(form) > 1 and not surface.ambiguous:
                acronym = surface.form.isupper() and len(form) < 6
                name = romanise(surface.name).replace(" ", "")
                found.setdefault(form, _Known(name, weight, acronym, strong=surface.how == "name"))
    for name in sorted({*atlas.people, *(org.name for org in atlas.organisations)}):
        for part in romanise(name).split():
            if len(part) > 2:
                found.setdefault(part, _Known(part, FAMOUS))
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
