"""How alike two words of a name are: the same, another spelling, a short form, an initial, a slip of the pen, or not.

The given names and their short forms are data (``lang/data/shared/diminutives.toml``); so are titles and particles.
"""

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final, Literal, NamedTuple

from rapidfuzz.distance import OSA

from talentwire.errors import PackError
from talentwire.lang.folding import fold

Grade = Literal["equal", "spelling", "short", "initial", "kin", "abroad", "rough", "slip", "different"]


class Word(NamedTuple):
    """One word of a name.

    Attributes:
        folded: without case and accents, in Latin letters where they are known.
        umlauts: the same with ä, ö, ü as ae, oe, ue.
        tied: whether a hyphen ties it to another.
        rough: whether it comes from a script that has other vowels, so that only its consonants can be compared.

    """

    folded: str
    umlauts: str
    tied: bool = False
    rough: bool = False

    @property
    def initial(self) -> bool:
        """Whether it is a single letter standing for a name."""
        return len(self.folded) == 1


class Likeness(NamedTuple):
    """How alike two words are, from 0 to 1, in what way, and how many letters make the difference."""

    value: float
    grade: Grade
    edits: int = 0


class PersonWords(NamedTuple):
    """The words of personal names that are known, from the data file."""

    titles: frozenset[str]
    after: frozenset[str]
    particles: frozenset[str]
    spellings: dict[str, frozenset[str]]
    abroad: dict[str, frozenset[str]]
    short: dict[str, frozenset[str]]


@cache
def person_words() -> PersonWords:
    """The table ``lang/data/shared/diminutives.toml``.

    Raises:
        PackError: when one of its parts is missing or is no table of words.

    """
    place = files("talentwire.lang") / "data" / "shared" / "diminutives.toml"
    data = tomllib.loads(place.read_text(encoding="utf-8"))
    try:
        return PersonWords(
            titles=_folded(data["titles"]["words"]),
            after=_folded(data["titles"]["after"]),
            particles=_folded(data["particles"]["words"]),
            spellings=_heads(data["spellings"]),
            abroad=_heads(data["abroad"]),
            short=_heads(data["short"]),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise PackError(f"{place}: needs [titles], [particles], [spellings], [abroad], [short] ({error})") from None


def _folded(words: list[str]) -> frozenset[str]:
    return frozenset(fold(word) for word in words)


def _heads(table: dict[str, list[str]]) -> dict[str, frozenset[str]]:
    """For every form the heads of the lines it stands in, the head itself included."""
    heads: dict[str, set[str]] = {}
    for head, forms in table.items():
        for form in (head, *forms):
            heads.setdefault(fold(form), set()).add(fold(head))
    return {form: frozenset(found) for form, found in heads.items()}


@lru_cache(maxsize=1 << 16)
def long_forms(given: str) -> frozenset[str]:
    """Every given name that this one may be a spelling or a short form of, itself included.

    Two given names that may be the same have one of these in common, which makes them good keys for finding pairs.
    """
    table = person_words()
    spelled = _spelled(given)
    full = spelled.union(*(table.short.get(name, ()) for name in spelled))
    return full.union(*(table.spellings.get(name, ()) for name in full))


def is_given(word: str) -> bool:
    """Whether a folded word is known as a given name."""
    table = person_words()
    return word in table.short or word in table.spellings or word in table.abroad


_SOUNDS: Final = {
    "shch": "sh", "tsch": "ch", "sch": "sh", "tch": "ch", "tz": "s", "ts": "s", "cz": "ch", "zh": "j", "kh": "h",
    "ph": "f", "th": "t", "dh": "d", "gh": "g", "ck": "k", "dj": "j", "qu": "k", "ou": "u", "oo": "u", "ee": "i",
    "iy": "i", "ij": "i", "yj": "i", "ii": "i", "yi": "i", "ch": "ch", "sh": "sh", "q": "k", "x": "ks", "w": "v",
    "y": "i", "j": "i", "z": "s", "c": "k",
}  # fmt: skip
_SOUND: Final = re.compile("|".join(sorted(_SOUNDS, key=len, reverse=True)))
_MUTE: Final = re.compile(r"(?<=[aeiou])h(?![aeiou])")
_DOUBLE: Final = re.compile(r"(.)\1+")


@lru_cache(maxsize=1 << 16)
def sound(word: str) -> str:
    """A rough sound, the same for most ways to write a foreign name: ``Sutskever`` and ``Sutzkewer``."""
    heard = _SOUND.sub(lambda found: _SOUNDS[found.group()], _DOUBLE.sub(r"\1", word))
    return _DOUBLE.sub(r"\1", _MUTE.sub("", heard)) or word


def edits(left: str, right: str, most: int) -> int:
    """The fewest insertions, deletions, replacements and swaps of neighbours between two words.

    Counts no further than ``most + 1``.
    """
    return OSA.distance(left, right, score_cutoff=most)


_SLIP: Final = 0.6
"""The least share of equal letters for a slip of the pen: one letter of three, two of five."""
_MOST_EDITS: Final = 2
"""More wrong letters make another name: Castro, Castillo; Zuckerberg, Zuckermann."""


def alike(left: Word, right: Word, *, given: bool = False) -> Likeness:
    """Compare two words of a name; ``given`` also accepts the short forms of given names."""
    a, b = left.folded, right.folded
    if a == b:
        return Likeness(1.0, "equal")
    if left.initial or right.initial:
        return Likeness(0.8, "initial") if a[0] == b[0] else Likeness(0.0, "different")
    known = _known_likeness(left, right, given)
    if known or left.rough or right.rough:
        return known or Likeness(0.0, "different")
    distance = edits(a, b, _MOST_EDITS)
    if distance > 1:
        distance = min(distance, edits(sound(a), sound(b), _MOST_EDITS - 1) + 1)
    value = 1 - distance / max(len(a), len(b))
    if distance > _MOST_EDITS or value < _SLIP:
        return Likeness(0.0, "different")
    return Likeness(value, "slip", distance)


def _known_likeness(left: Word, right: Word, given: bool) -> Likeness | None:
    """How alike two words are by anything but their letters."""
    a, b = left.folded, right.folded
    if left.rough or right.rough:
        return Likeness(0.85, "rough") if _skeleton(a) == _skeleton(b) else None
    if a == right.umlauts or b == left.umlauts or _plain(a, given) == _plain(b, given) or _sounds_alike(a, b):
        return Likeness(0.97, "spelling")
    return _related(a, b) if given else None


_WRITTEN_OUT: Final = re.compile(r"(?<![aeiou])([aou])e(?!$)")
_WRITTEN_OUT_IN_GIVEN: Final = re.compile(r"(?<![aeiou])([ou])e(?!$)")


def _plain(word: str, given: bool) -> str:
    """The word with umlauts that are written out made plain, since keys lose the dots: Mueller is Müller is Muller.

    Not in Bauer; and in given names not ae: Michael is not Michal.
    """
    return (_WRITTEN_OUT_IN_GIVEN if given else _WRITTEN_OUT).sub(r"\1", word)


_VOWELS: Final = str.maketrans({**dict.fromkeys("aeiouhvwy", ""), "l": "r"})


def _skeleton(word: str) -> str:
    """The consonants of a word as heard, without those that come and go between scripts."""
    return _DOUBLE.sub(r"\1", sound(word).translate(_VOWELS)) or word


def _sounds_alike(a: str, b: str) -> bool:
    """Short names of one syllable are told apart by their letters: Yang is not Jang, but Sohn may be Son."""
    if min(len(a), len(b)) < 5:
        return len(a) > 2 < len(b) and _MUTE.sub("", a) == _MUTE.sub("", b)
    return sound(a) == sound(b)


def _related(a: str, b: str) -> Likeness | None:
    if _spelled(a) & _spelled(b):
        return Likeness(0.95, "spelling")
    if _spelled(a) & long_forms(b) or _spelled(b) & long_forms(a):
        return Likeness(0.9, "short")
    if long_forms(a) & long_forms(b) or _clipped(*sorted((a, b), key=len)):
        return Likeness(0.8, "kin")
    abroad = person_words().abroad
    if any(abroad.get(x, _NONE) & abroad.get(y, _NONE) for x in _spelled(a) for y in _spelled(b)):
        return Likeness(0.8, "abroad")
    return None


_NONE: Final[frozenset[str]] = frozenset()


def _spelled(given: str) -> frozenset[str]:
    return person_words().spellings.get(given, _NONE) | {given}


def _clipped(short: str, full: str) -> bool:
    """``Krishna`` for ``Krishnamurthy``: a guess, for ``Emma`` is not short for ``Emmanuel``."""
    long_enough = len(short) >= 4 and len(full) >= len(short) + 2
    return long_enough and full.startswith(short) and not full.endswith(_PATRONYMIC)


_PATRONYMIC: Final = ("ovich", "evich", "ovych", "evych", "owitsch", "ovna", "evna", "ivna")
"""Ends of a father's name: Oleksandrovych is the son of an Oleksandr, not one."""
