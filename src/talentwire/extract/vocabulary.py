"""What is known of a language's words and of names: the vocabulary that repairing a damaged text asks."""

from functools import cache, cached_property
from typing import Final

from talentwire.extract.tagger import COMPANY, FORENAME, LEXICON, MODEL, NOTHING, ORG_PART, PLACE, SURNAME, Lexicon
from talentwire.knowledge.atlas import Atlas
from talentwire.knowledge.records import Kind
from talentwire.lang.folding import fold
from talentwire.lang.pack import LanguagePack, languages, load_pack

_KINDS: Final[tuple[Kind, ...]] = ("organisation", "product", "facility", "place", "accelerator")
_PART: Final = 4
"""Letters of the shortest part of a compound."""
_COMMON: Final = 5
"""The frequency class from which a word of the lexicon is an everyday one."""


class KnownWords:
    """Function words of the pack, words of the lexicon, names of the atlas."""

    def __init__(self, pack: LanguagePack, lexicon: Lexicon | None, atlas: Atlas) -> None:
        self._pack = pack
        self._lexicon = lexicon
        self._atlas = atlas

    @property
    def compounds(self) -> bool:
        """Whether the language writes compounds as one word."""
        return self._pack.words.compounds

    def is_function(self, lower: str) -> bool:
        """Whether it is an article, pronoun, preposition, auxiliary or conjunction."""
        return lower in self._pack.words.function

    def is_word(self, lower: str) -> bool:
        """Whether it is any word of the language that stands by itself; the "mila" of "600mila" does not."""
        numbers = self._pack.words.numbers
        if numbers.glued and lower in numbers.magnitudes and lower in numbers.values:
            return False
        if self._lexicon is None or self.is_everyday(lower):
            return self.is_everyday(lower)
        entry = self._lexicon.get(lower)
        noun = self._lexicon.get(lower[:1].upper() + lower[1:])  # nouns that are written with a capital
        return entry.lists > 0 or (noun != NOTHING and not noun.lists)

    def is_compound(self, lower: str) -> bool:
        """Whether it is two words of a language that writes them as one: "kohlestrom", "jahresbericht"."""
        if not self.compounds:
            return False
        for cut in range(_PART, len(lower) - _PART + 1):
            head, tail = lower[:cut], lower[cut:]
            if self.is_word(tail) and any(self.is_word(one) for one in (head, head.removesuffix("s"))):
                return True
        return False

    def is_everyday(self, lower: str) -> bool:
        """Whether it is a word in small letters that texts use often."""
        entry = self._lexicon.get(lower) if self._lexicon else NOTHING
        return self.is_function(lower) or max(entry.common, 2 * entry.french) >= _COMMON

    def is_first_name(self, text: str) -> bool:
        """Whether people are called so by their first name."""
        return self._has(text, FORENAME) or (not text.isascii() and self._has(fold(text).capitalize(), FORENAME))

    def is_person_name(self, text: str) -> bool:
        """Whether the lexicon has it as a first name or a surname."""
        return self._has(text, FORENAME | SURNAME)

    def is_org_part(self, word: str) -> bool:
        """Whether names of organisations end so: "Labs", "GmbH", "Capital"."""
        return self._has(word.lower(), ORG_PART)

    def is_name(self, text: str) -> bool:
        """Whether the lexicon has it as a surname, company or place, or the atlas as the name of anything."""
        return text in self._forms or self._has(text, SURNAME | COMPANY | PLACE)

    def _has(self, text: str, lists: int) -> bool:
        return self._lexicon is not None and bool(self._lexicon.get(text).lists & lists)

    @cached_property
    def _forms(self) -> frozenset[str]:
        surfaces = (self._atlas.surfaces(kind).values() for kind in _KINDS)
        return frozenset(one.form for forms in surfaces for one in forms if one.how != "garbled")


@cache
def _lexicon() -> Lexicon | None:
    path = MODEL.with_name(LEXICON)
    return Lexicon.read(path) if path.is_file() else None


@cache
def known_words(lang: str | None) -> KnownWords | None:
    """The vocabulary of a language, loaded once; None where no pack reads the language."""
    if lang is None or lang not in languages():
        return None
    return KnownWords(load_pack(lang), _lexicon(), Atlas.load())
