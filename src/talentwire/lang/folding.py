"""Folding: what two spellings of a name have in common, and what is dropped from a company's name.

``fold`` takes away case, accents and punctuation; ``compact`` the blanks as well; ``romanise`` writes Cyrillic and
Greek in Latin letters; ``split_legal`` takes the legal form off the name of an organisation. The legal forms are data:
``data/shared/legal_forms.toml``.
"""

import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final, NamedTuple

from talentwire.errors import PackError

_LETTERS: Final = {
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "æ": "ae", "œ": "oe", "ħ": "h", "ŧ": "t",
    "ŋ": "n", "ĸ": "k", "ə": "e", "ʻ": "", "ʼ": " ", "ـ": "",
}  # fmt: skip
"""Letters that Unicode does not take apart, as they are usually written without them."""

_STRIPPED: Final = (
    (0x0300, 0x036F), (0x0483, 0x0487), (0x0591, 0x05BD), (0x0610, 0x061A), (0x064B, 0x065F), (0x0670, 0x0670),
    (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE20, 0xFE2F),
)  # fmt: skip
"""Accents and points over Latin, Greek, Cyrillic, Hebrew and Arabic letters. The marks of other scripts are vowels
or make another letter (ガ is not カ), and stay."""


class _Folder(dict[int, str]):
    """A table for ``str.translate`` that works out each character when it first meets it."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if any(first <= code <= last for first, last in _STRIPPED) or code == 0xAD:
            folded = ""
        elif char in _LETTERS:
            folded = _LETTERS[char]
        else:
            folded = char if unicodedata.category(char)[0] in "LNM" else " "
        self[code] = folded
        return folded


_FOLDER: Final = _Folder()
_ROMAN: Final = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "к": "k", "л": "l",
        "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh",
        "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
        "є": "e", "і": "i", "ґ": "g", "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c", "ђ": "dj", "џ": "dz", "қ": "k",
        "ұ": "u", "ү": "u", "ң": "n", "ғ": "g", "ө": "o", "һ": "h", "ә": "a",
        "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i", "κ": "k", "λ": "l",
        "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "ς": "s", "τ": "t", "υ": "y", "φ": "f",
        "χ": "ch", "ψ": "ps", "ω": "o",
    }
)  # fmt: skip
"""Folded Cyrillic and Greek letters as newspapers write them in English; й, ё and ї have lost their marks before."""


def _fold_once(text: str) -> str:
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return unicodedata.normalize("NFC", " ".join(text.translate(_FOLDER).split()))


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """The text without case, accents and punctuation, one blank between words: ``Łódź-Inc.`` is ``lodz inc``.

    Folding what is folded changes nothing. Letters of every script stay; ``romanise`` writes some in Latin.
    """
    if text.isascii():
        return " ".join(text.lower().translate(_FOLDER).split())
    folded = _fold_once(text)
    while (again := _fold_once(folded)) != folded:  # a few characters need a second round, such as 'ͅ'
        folded = again
    return folded


def compact(text: str) -> str:
    """The folded text without blanks: ``Open AI``, ``OpenAI`` and ``Open-AI`` are all ``openai``."""
    return fold(text).replace(" ", "")


def romanise(text: str) -> str:
    """The folded text with Cyrillic and Greek letters in Latin: ``Владимир Путин`` is ``vladimir putin``."""
    folded = fold(text)
    return folded if folded.isascii() else fold(folded.translate(_ROMAN))


class LegalName(NamedTuple):
    """The name of an organisation taken apart: ``Aleph Alpha GmbH`` is ``aleph alpha`` and (``gmbh``,)."""

    core: str
    forms: tuple[str, ...] = ()


class LegalForms(NamedTuple):
    """The forms of law by their folded words, and words that organisations carry without being known by them."""

    forms: dict[tuple[str, ...], str]
    before: frozenset[str]
    longest: int
    generic: frozenset[str]
    tails: frozenset[str]
    abbreviations: dict[str, str]
    small: frozenset[str]
    things: frozenset[str]


@cache
def legal_forms() -> LegalForms:
    """The table ``data/shared/legal_forms.toml``.

    Raises:
        PackError: when the file lacks a table or one of them is no list of words.

    """
    place = files("talentwire.lang") / "data" / "shared" / "legal_forms.toml"
    data = tomllib.loads(place.read_text(encoding="utf-8"))
    try:
        forms = {words: name for name, spellings in data["forms"].items() for words in _variants([name, *spellings])}
        before = frozenset(data["before"]["forms"])
        generic = frozenset(fold(word) for word in data["generic"]["words"])
        tails = frozenset(fold(word) for word in data["generic"]["tails"])
        small = frozenset(fold(word) for word in data["generic"]["small"])
        abbreviations = {fold(short): word for word, others in data["abbreviations"].items() for short in others}
        things = frozenset(fold(word) for word in data["things"]["words"])
        things |= {abbreviations.get(word, word) for word in things}
        generic |= {abbreviations.get(word, word) for word in generic}
        tails |= {abbreviations.get(word, word) for word in tails}
    except (KeyError, TypeError, AttributeError) as error:
        raise PackError(f"{place}: needs [forms], [before], [generic], [abbreviations] ({error})") from None
    return LegalForms(forms, before, max(map(len, forms), default=0), generic, tails, abbreviations, small, things)


def _variants(spellings: list[str]) -> set[tuple[str, ...]]:
    found = set()
    for spelling in spellings:
        words = tuple(romanise(spelling).split())
        found.add(words)
        if len(words) == 1 and len(words[0]) <= 4:  # "S.A.R.L." folds to four words
            found.add(tuple(words[0]))
    return found


@lru_cache(maxsize=1 << 16)
def split_legal(text: str) -> LegalName:
    """Take the legal form off the end, or for some the beginning, of a name; a name that is all form is left whole.

    Several forms come off one after another, the outermost first; they are given in canonical spelling.
    """
    words = romanise(text).split()
    forms: list[str] = []
    while len(words) > 1 and (found := _outer_form(words)):
        words, taken = found
        forms.append(taken)
        if taken == "company" and len(words) > 1 and words[-1] in ("and", "und", "et", "y"):  # & Co.
            words = words[:-1]
    return LegalName(" ".join(words), tuple(forms))


def _outer_form(words: list[str]) -> tuple[list[str], str] | None:
    forms, before, longest, *_ = legal_forms()
    for size in range(min(longest, len(words) - 1), 0, -1):
        if taken := forms.get(tuple(words[-size:])):
            return words[:-size], taken
        if (taken := forms.get(tuple(words[:size]))) in before:
            return words[size:], str(taken)
    return None
