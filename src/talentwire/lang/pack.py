"""Language packs: everything that is known about how one language says things, loaded and checked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final

from talentwire.errors import BadValueError, PackError
from talentwire.lang.cues import Cues, load_cues
from talentwire.lang.grammar import Grammar, load_grammar
from talentwire.lang.roles import Roles, load_roles
from talentwire.lang.tables import DATA, load_table
from talentwire.lang.words import Words
from talentwire.lang.words_file import read_words
from talentwire.model.toml import parsed

SHARED: Final = "shared"
"""The folder of what is the same in every language."""


@dataclass(frozen=True, eq=False)
class LanguagePack:
    """One language. Two packs are the same only if they are the same object, so that a pack can be a cache key.

    Attributes:
        lang: ISO 639-1 code.
        words: ``words.toml``: numbers, money, units, bounds, dates, where sentences end.

    """

    lang: str
    words: Words
    folder: Path

    @cached_property
    def roles(self) -> Roles:
        """``roles.toml``: positions and groups of staff."""
        return load_roles(*self._load("roles.toml")[:2])

    @cached_property
    def cues(self) -> Cues:
        """``cues.toml``: status, speech, references, and the small words of grammar."""
        return load_cues(*self._load("cues.toml"))

    @cached_property
    def grammar(self) -> Grammar:
        """``triggers.toml``: what opens a frame."""
        return load_grammar(*self._load("triggers.toml"))

    def _load(self, name: str) -> tuple[dict[str, Any], str, str]:
        """The content of a file of the pack, its name for messages, and its text."""
        path = self.folder / name
        label = f"{self.lang}/{name}"
        try:
            source = path.read_text(encoding="utf-8")
            return parsed(source), label, source
        except FileNotFoundError:
            raise PackError(f"{label} is missing: add the file to the pack") from None
        except (BadValueError, UnicodeDecodeError) as error:
            raise PackError(f"{label} is no valid TOML: {error}") from None

    def is_common(self, word: str) -> bool:
        """Whether a word, in small letters, is an everyday word of the language rather than a name."""
        return word in self.words.function


def read_pack(folder: Path) -> LanguagePack:
    """Read a pack from a folder that has the language's code for its name.

    Raises:
        PackError: when a file breaks the rules, with file and entry.

    """
    return LanguagePack(folder.name, read_words(load_table(folder / "words.toml")), folder)


@cache
def languages() -> tuple[str, ...]:
    """The codes of the languages that have a pack, in alphabetical order."""
    return tuple(sorted(path.parent.name for path in DATA.glob("*/words.toml") if path.parent.name != SHARED))


@cache
def load_pack(lang: str) -> LanguagePack:
    """The pack of a language, read once.

    Raises:
        PackError: when there is none, or it breaks the rules.

    """
    if lang not in languages():
        raise PackError(f"there is no language pack {lang!r}; there are {', '.join(languages())}")
    return read_pack(DATA / lang)
