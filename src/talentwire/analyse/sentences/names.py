"""Names in a sentence: with the article and the preposition that a language wants, several as a list.

A name itself is never changed, translated or declined. What comes out of documents is made harmless first: one line, no
control signs, bounded, and set apart where it is written from the right to the left.
"""

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final

_LONGEST: Final = 90
_SHOWN: Final = 3
"""So many names of one slot are written out where there are more than one above it."""
_AFTER: Final = frozenset({"of", "for", "für", "de", "d'", "d’", "du", "pour"})
_ARTICLES: Final = frozenset({"the", "der", "die", "das", "le", "la", "les"})
_OPEN: Final = "\u2068"
_CLOSE: Final = "\u2069"
_AND: Final = {"en": "and", "de": "und", "fr": "et"}

_GERMAN: Final = {
    "nom": {"m": "der", "f": "die", "n": "das"},
    "akk": {"m": "den", "f": "die", "n": "das"},
    "dat": {"m": "dem", "f": "der", "n": "dem"},
}
_CASES: Final = {
    "von": "dat", "zu": "dat", "bei": "dat", "mit": "dat", "an": "dat", "laut": "dat", "aus": "dat", "für": "akk",
    "durch": "akk", "in": "akk",
}  # fmt: skip
_JOINED: Final = {
    "von dem": "vom", "zu dem": "zum", "zu der": "zur", "bei dem": "beim", "an dem": "am", "in das": "ins",
}  # fmt: skip
_FRENCH: Final = {"m": "le", "f": "la"}


class Named:
    """One or several names, written into a text as a place with the preposition or the case: ``{source:von}``.

    Args:
        names: of one slot, the one believed first.
        lang: of the sentence.
        spelled: whether it is no name but words of the language: ``sieben Personen``.
        count: how many they are, where they have no names.
        dative: these words in the dative, where German has another form of them.

    """

    def __init__(
        self, names: Sequence[str], lang: str, *, spelled: bool = False, count: int = 0, dative: str = ""
    ) -> None:
        held = [one for one in map(harmless_name, names) if one]
        self.more = len(held) - _SHOWN if len(held) > _SHOWN + 1 else 0
        self.names = tuple(held[:_SHOWN] if self.more else held)
        self.lang = lang
        self.spelled = spelled
        self.count = count or len(held)
        self.dative = dative

    def __bool__(self) -> bool:
        return bool(self.names)

    def __str__(self) -> str:
        return format(self)

    def __format__(self, spec: str) -> str:
        match self.lang:
            case "de":
                return self._german(spec)
            case "fr":
                return self._french(spec)
            case _:
                return self._english(spec)

    @property
    def begins_with_a_name(self) -> bool:
        """Whether a sentence that begins with it begins with a name, which is never changed."""
        return bool(self.names) and not self.spelled and not self._gender(self.names[0])

    def _gender(self, name: str) -> str:
        return "" if self.spelled else gender(name, self.lang)

    def _english(self, spec: str) -> str:
        shown = [f"the {name}" if self._gender(name) else name for name in self.names]
        more = f"{self.more} others"
        return f"{spec} " * bool(spec) + _list(shown, more if self.more else "", self.lang)

    def _german(self, spec: str) -> str:
        case = _CASES.get(spec, spec or "nom")
        preposition = spec if spec in _CASES else ""
        articles = [_GERMAN[case][kind] if (kind := self._gender(name)) else "" for name in self.names]
        more = f"{self.more} {'weiteren' if case == 'dat' else 'weitere'}" if self.more else ""
        if self.dative and case == "dat":
            return f"{preposition} {self.dative}".strip()
        if not any(articles):
            return f"{preposition} " * bool(preposition) + _list(self.names, more, self.lang)
        shown = []
        for article, name in zip(articles, self.names, strict=True):
            before = f"{preposition} {article}".strip()
            shown.append(f"{_JOINED.get(before, before)} {name}".strip())
        return _list(shown, f"{preposition} {more}".strip() if more else "", self.lang)

    def _french(self, spec: str) -> str:
        shown = [french(spec, name, self._gender(name), again=at > 0) for at, name in enumerate(self.names)]
        more = f"{self.more} autres"
        if self.more and spec in ("de", "à"):
            more = f"{spec} {more}"
        return _list(shown, more if self.more else "", self.lang)


def french(spec: str, name: str, kind: str = "", *, again: bool = False) -> str:
    """A name or a phrase behind a French preposition: du, au, d’, de l’, qu’.

    Args:
        spec: ``de``, ``à``, ``que``, another preposition, or nothing.
        name: what stands behind it.
        kind: ``m`` or ``f`` where it takes an article.
        again: whether it is a later one of a list, where only ``de`` and ``à`` are said again.

    """
    vowel = _begins_with_vowel(name)
    noun = f"l’{name}" if kind and vowel else f"{_FRENCH[kind]} {name}" if kind else name
    if not spec or (again and spec not in ("de", "à")):
        return noun
    if spec in ("de", "à") and kind == "m" and not vowel:
        return f"{'du' if spec == 'de' else 'au'} {name}"
    if spec in ("de", "que") and vowel and not kind:
        return f"{spec[:-1]}’{noun}"
    return f"{spec} {noun}"


def listed(texts: Sequence[str], lang: str) -> str:
    """Several texts as an enumeration."""
    if len(texts) < 2:
        return "".join(texts)
    return f"{', '.join(texts[:-1])} {_AND[lang]} {texts[-1]}"


def _list(shown: Sequence[str], more: str, lang: str) -> str:
    return listed([*shown, more] if more else shown, lang)


def _begins_with_vowel(name: str) -> bool:
    """Whether French elides before it; an H and a Y before a vowel count as consonants, as in foreign names."""
    plain = unicodedata.normalize("NFD", name.lstrip(_OPEN + "«“\"' ").casefold())[:2]
    if plain[:1] == "y":
        return len(plain) > 1 and plain[1] not in "aeiouy"
    return plain[:1] in ("a", "e", "i", "o", "u", "œ", "æ")


@lru_cache(maxsize=4096)
def gender(name: str, lang: str) -> str:
    """The gender of the article that a name takes, ``t`` for one in English; nothing where it takes none."""
    words = name.split()
    if not words or words[0].casefold() in _ARTICLES or (lang == "de" and _is_adjective(words[0])):
        return ""
    for at, word in enumerate(words):
        after = words[at + 1].casefold() if at + 1 < len(words) else ""
        heads = after in _AFTER or after.startswith(("d'", "d’"))
        if lang == "en":
            if (heads and f"{word} {after}" in _heads("en")) or (
                word in _heads("en") and (heads or at == len(words) - 1 > 0)
            ):
                return "t"
        elif (at in (0, len(words) - 1) or heads) and word in _heads(lang):
            return _heads(lang)[word]
    return ""


def _is_adjective(word: str) -> bool:
    """Whether a German name begins with an adjective, which would have to be declined: then it goes without."""
    return word.endswith(("ische", "liche", "Deutsche", "Freie", "Neue"))


@cache
def _heads(lang: str) -> dict[str, str]:
    data: dict[str, Any] = tomllib.loads((files(__package__) / "data" / "names.toml").read_text("utf-8"))[lang]
    return {word: kind[0] for kind, words in data.items() for word in words}


@lru_cache(maxsize=65536)
def harmless_name(name: str) -> str:
    """A name fit for a sentence: one line, without signs that work on what stands around it, and bounded."""
    plain = "".join(" " if unicodedata.category(sign) in ("Cc", "Zl", "Zp") else sign for sign in name)
    plain = "".join(sign for sign in plain if unicodedata.category(sign)[0] != "C" or sign in "\u200c\u200d")
    line = re.sub(r"\s+", " ", plain).strip()
    if len(line) > _LONGEST:
        line = line[: _LONGEST - 1].rstrip() + "…"
    turned = any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in line)
    return f"{_OPEN}{line}{_CLOSE}" if turned else line
