"""What repairing has to know of a language: which pieces are words and which are names. The caller says."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Protocol


class Vocabulary(Protocol):
    """Answers about words and names; the more it knows, the more is repaired and the less is hurt."""

    @property
    def compounds(self) -> bool:
        """Whether the language writes compounds as one word, as German does."""
        ...

    def is_function(self, lower: str) -> bool:
        """Whether this is a function word (article, pronoun, preposition, auxiliary, conjunction)."""
        ...

    def is_word(self, lower: str) -> bool:
        """Whether this is any word of the language, function words included."""
        ...

    def is_first_name(self, text: str) -> bool:
        """Whether people are called so by their first name."""
        ...

    def is_name(self, text: str) -> bool:
        """Whether this is a name: of an organisation, a product, a place, a surname; of one word or of several."""
        ...


@dataclass(frozen=True, slots=True)
class WordSets:
    """A vocabulary of plain sets: ``functions`` and ``words`` in small letters, the names as they are written."""

    functions: AbstractSet[str] = frozenset()
    words: AbstractSet[str] = frozenset()
    first_names: AbstractSet[str] = frozenset()
    names: AbstractSet[str] = frozenset()
    compounds: bool = False

    def is_function(self, lower: str) -> bool:
        """Whether it is one of the function words."""
        return lower in self.functions

    def is_word(self, lower: str) -> bool:
        """Whether it is one of the words or function words."""
        return lower in self.words or lower in self.functions

    def is_first_name(self, text: str) -> bool:
        """Whether it is one of the first names."""
        return text in self.first_names

    def is_name(self, text: str) -> bool:
        """Whether it is one of the names."""
        return text in self.names
