"""Names taken apart, and their keys: two names with the same key are the same name.

A key leaves out case, accents and punctuation; of persons also titles; of organisations also blanks and legal forms.
Making the key of a key changes nothing.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from talentwire.lang.folding import legal_forms, romanise, split_legal
from talentwire.lang.scripts import in_latin
from talentwire.model.entities import EntityType
from talentwire.resolve.spelling import Word, person_words

_APOSTROPHE: Final = re.compile(r"(?<=\w)['’ʼ‘`´](?=\w)")
_UMLAUTS: Final = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ø": "oe", "å": "aa"}
)
_TIED: Final = re.compile(r"\b\w++(?:[-‐‑]\w++)+")
_AND: Final = re.compile(r"\s*[&+]\s*")
_LETTERS: Final = re.compile(r"\b(?:\w\.){2,}(?=\W|\w\b|$)")


@dataclass(frozen=True, slots=True)
class Name:
    """A name with what it is the name of."""

    text: str
    type: EntityType = "person"

    @property
    def key(self) -> str:
        """The key of the name."""
        return name_key(self.text, self.type)


def name_key(name: str, entity_type: str) -> str:
    """The key of a name of this type: ``person``, ``org``, ``facility``, ``product``."""
    if entity_type == "person":
        return person_key(name)
    return org_key(name) if entity_type == "org" else plain_key(name)


@lru_cache(maxsize=1 << 16)
def person_key(name: str) -> str:
    """The words of a personal name in order, without titles: ``Prof. Bernhard Schölkopf`` is ``bernhard scholkopf``.

    ``Putin, Vladimir`` is turned round; ``O'Brien`` is one word, ``Jean-Claude`` two.
    """
    return " ".join(_without_titles(romanise(_straight(name)).split()))


@lru_cache(maxsize=1 << 16)
def org_key(name: str) -> str:
    """The name of an organisation without blanks and legal form: ``Aleph-Alpha GmbH`` is ``alephalpha``.

    "The" stays: The Information, The Block and The Independent are known by it.
    """
    return "".join(_core(name)[0])


@lru_cache(maxsize=1 << 16)
def plain_key(name: str) -> str:
    """Every letter and digit of the name, and its plus signs: ``Llama 4`` is ``llama4``, ``Alexa+`` ``alexaplus``."""
    return romanise(_APOSTROPHE.sub("", name).replace("+", " plus ")).replace(" ", "")


@lru_cache(maxsize=1 << 18)
def words_of_person(name: str) -> tuple[Word, ...]:
    """The words of a personal name without titles, each also with its umlauts written out and what is tied to it."""
    plain = romanise(_straight(name)).split()
    spelled = romanise(_straight(name.translate(_UMLAUTS))).split()
    if len(plain) != len(spelled):  # an accent that stands alone
        spelled = plain
    kept = _without_titles(plain)
    first = next((i for i in range(len(plain)) if plain[i : i + len(kept)] == kept), 0)
    tied = set(romanise(" ".join(_TIED.findall(name))).split())
    pairs = zip(kept, spelled[first : first + len(kept)], strict=True)
    return tuple(Word(folded, umlauts, folded in tied) for folded, umlauts in pairs)


@lru_cache(maxsize=1 << 16)
def words_of_org(name: str) -> tuple[tuple[Word, ...], tuple[str, ...]]:
    """The words of an organisation's name, abbreviations written out, and its legal forms."""
    core, forms = _core(name)
    short = legal_forms().abbreviations
    return tuple(Word(word, word) for word in (short.get(word, word) for word in core)), forms


def in_latin_letters(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The words of a personal name in Latin letters; family and given name written as one are taken apart."""
    if all(word.folded.isascii() for word in words):
        return words
    latin = ((word, in_latin(word.folded)) for word in words)
    return tuple(
        word if part == word.folded else Word(part, part, word.tied, rough)
        for word, (parts, rough) in latin
        for part in parts
    )


def is_particle(words: tuple[Word, ...], index: int) -> bool:
    """Whether a word inside a personal name is one like "van" or "bin", which may be missing."""
    return 0 < index < len(words) - 1 and words[index].folded in person_words().particles


def _straight(name: str) -> str:
    """``Putin, Vladimir`` the other way round, and no apostrophes inside words."""
    name = _APOSTROPHE.sub("", name)
    last, comma, first = name.partition(",")
    behind = romanise(first).split()
    known = person_words()
    if comma and behind and "," not in first and not set(behind) <= known.after | known.titles and romanise(last):
        return f"{first} {last}"
    return name


def _without_titles(words: list[str]) -> list[str]:
    known = person_words()
    while len(words) > 1 and words[0] in known.titles:
        words = words[1:]
    while len(words) > 1 and words[-1] in known.after:
        words = words[:-1]
    return words


@lru_cache(maxsize=1 << 16)
def _core(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    spelled = _LETTERS.sub(lambda found: found.group().replace(".", ""), _AND.sub(" and ", _APOSTROPHE.sub("", name)))
    core, forms = split_legal(spelled)
    return tuple(core.split()), forms
