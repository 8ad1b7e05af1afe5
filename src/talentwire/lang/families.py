"""What families positions fall into: research, engineering, policy…; the map is ``data/shared/families.toml``."""

import re
import tomllib
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import Final, NamedTuple

from talentwire.errors import BadValueError, PackError
from talentwire.lang.tables import DATA

UNTOLD: Final = "untold"
"""The family of those of whom no position is told."""
OTHER: Final = "other"
"""The family of positions that no family has."""
_FILE: Final = "families.toml"
_WORD: Final = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


class Family(NamedTuple):
    """A family: whole positions, and words by which a position belongs to it."""

    name: str
    whole: frozenset[str]
    words: frozenset[str]
    phrases: tuple[str, ...]


class Map(NamedTuple):
    """All families in the order in which they are tried, and positions with the family that is right for them."""

    families: tuple[Family, ...]
    says: tuple[tuple[str, str], ...]


@lru_cache(maxsize=65536)
def family_of(role: str | None) -> str:
    """The family of a position as the language packs name it in English.

    Raises:
        PackError: when the map breaks its rules.

    """
    if not role or not role.strip():
        return UNTOLD
    text = " ".join(role.casefold().split())
    words = frozenset(_WORD.findall(text)) | {part for word in _WORD.findall(text) for part in word.split("-")}
    padded = f" {' '.join(_WORD.findall(text))} "
    for family in load().families:
        if text in family.whole or not words.isdisjoint(family.words):
            return family.name
        if any(f" {phrase} " in padded for phrase in family.phrases):
            return family.name
    return OTHER


@cache
def load() -> Map:
    """The map that comes with the program.

    Raises:
        PackError: when an entry lacks its name or holds something else than words.

    """
    data = tomllib.loads((DATA / "shared" / _FILE).read_text("utf-8"))
    try:
        families = tuple(
            Family(
                entry["name"],
                frozenset(entry.get("whole", ())),
                frozenset(word for word in entry.get("words", ()) if " " not in word),
                tuple(word for word in entry.get("words", ()) if " " in word),
            )
            for entry in data["family"]
        )
        return Map(families, tuple((entry["role"], entry["family"]) for entry in data["says"]))
    except KeyError as error:
        raise PackError(f"{_FILE}: an entry lacks {error}") from None


FAMILIES: Final = (*dict.fromkeys(family.name for family in load().families), OTHER, UNTOLD)
"""The names of all families."""


def known_family(name: str) -> str:
    """The name of a family that somebody typed.

    Raises:
        BadValueError: when there is no such family; the text says which may be meant.

    """
    if name in FAMILIES:
        return name
    near = get_close_matches(name.casefold(), FAMILIES, 1)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(FAMILIES)}"
    raise BadValueError(f"there is no family of positions called {name!r}; {hint}")
