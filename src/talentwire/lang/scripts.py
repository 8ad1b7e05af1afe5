"""Names in other scripts in Latin letters, for comparing them: ``data/shared/scripts.toml``.

What comes out is rough (Chinese characters have several readings, Arabic leaves vowels out) and never shown.
"""

import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final, NamedTuple

from talentwire.errors import PackError

_HANGUL: Final = range(0xAC00, 0xD7A4)
_KATAKANA: Final = range(0x30A1, 0x30F7)
_MARKS: Final = dict.fromkeys(map(ord, "ーっ゛゜"))
"""Japanese signs that make the sound before or after them longer."""


class Latin(NamedTuple):
    """A word in Latin letters; several where family and given name are written as one.

    Attributes:
        words: the word or words.
        rough: whether its vowels may be others than in a Latin spelling.

    """

    words: tuple[str, ...]
    rough: bool = False


class _Scripts(NamedTuple):
    letters: dict[str, str]
    consonants: dict[int, str]
    syllables: dict[int, str]
    korean: tuple[list[str], list[str], list[str]]
    korean_families: dict[str, str]
    chinese_families: dict[str, str]
    chinese_given: dict[str, str]
    families: dict[str, frozenset[str]]


@cache
def _scripts() -> _Scripts:
    place = files("talentwire.lang") / "data" / "shared" / "scripts.toml"
    data = tomllib.loads(place.read_text(encoding="utf-8"))
    try:
        korean, chinese = data["korean"], data["chinese"]
        families = {word: {name} for name, others in data["families"].items() for word in (name, *others)}
        for name, others in data["families"].items():
            for word in others:
                families[word].add(name)
        for word in (*korean["families"].values(), *chinese["families"]):
            families.setdefault(word, {word})
        return _Scripts(
            letters=data["letters"],
            consonants={ord(letter): latin for letter, latin in data["consonants"].items()},
            syllables={ord(sign): latin for latin, signs in data["syllables"].items() for sign in signs},
            korean=(korean["first"], korean["vowel"], korean["last"]),
            korean_families=korean["families"],
            chinese_families=_read(chinese["families"]),
            chinese_given=_read(chinese["given"]),
            families={word: frozenset(names) for word, names in families.items()},
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise PackError(f"{place}: needs [letters], [consonants], [syllables], [korean], [chinese] ({error})") from None


def _read(readings: dict[str, str | list[str]]) -> dict[str, str]:
    """For every character its reading; in a list also several characters that are read as one."""
    return {sign: reading for reading, signs in reversed(readings.items()) for sign in signs}


def families(word: str) -> frozenset[str]:
    """The East Asian family names that a folded word in Latin letters may be a spelling of."""
    return _scripts().families.get(word, frozenset())


@lru_cache(maxsize=1 << 14)
def in_latin(word: str) -> Latin:
    """A folded word in Latin letters; as it is where it is so already, or its script is not known."""
    if word.isascii():
        return Latin((word,))
    if all(ord(char) in _HANGUL for char in word):
        return Latin(_korean(word), rough=True)
    if words := _chinese(word):
        return Latin(words)
    signs = "".join(chr(ord(char) - 0x60) if ord(char) in _KATAKANA else char for char in word).translate(_MARKS)
    table = _scripts()
    if signs and all(ord(char) in table.syllables for char in signs):
        return Latin((signs.translate(table.syllables),), rough=True)
    if all(ord(char) in table.consonants for char in word):
        return Latin((word.translate(table.consonants),), rough=True)
    for letters in sorted(table.letters, key=len, reverse=True):
        word = word.replace(letters, table.letters[letters])
    return Latin((word,))


def _korean(word: str) -> tuple[str, ...]:
    family = _scripts().korean_families.get(word[0])
    if family and 2 <= len(word) <= 4:
        return family, "".join(map(_syllable, word[1:]))
    return ("".join(map(_syllable, word)),)


def _syllable(char: str) -> str:
    first, vowel, last = _scripts().korean
    rest, tail = divmod(ord(char) - _HANGUL.start, len(last))
    head, middle = divmod(rest, len(vowel))
    return first[head] + vowel[middle] + last[tail]


def _chinese(word: str) -> tuple[str, ...]:
    """Family and given name; nothing where a character is not among those that names have."""
    table = _scripts()
    for size in (2, 1):
        family, given = table.chinese_families.get(word[:size]), word[size:]
        if family and 1 <= len(given) <= 2 and all(char in table.chinese_given for char in given):
            return family, "".join(table.chinese_given[char] for char in given)
    return ()
