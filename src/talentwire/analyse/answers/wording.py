"""The texts of answers in English, German and French: ``data/<question>.toml``, each text beside its translations.

A text is a string with ``{places}``, or a list of two, for one and for several, chosen by the place ``n``. What all
questions share is in ``common.toml``.
"""

import re
import string
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Final

from talentwire.errors import BadValueError, PackError

LANGUAGES: Final = ("en", "de", "fr")
_POINTS: Final = {"en": (",", "."), "de": (".", ","), "fr": ("\u202f", ",")}
_PER_CENT: Final = {"en": "%", "de": "\u00a0%", "fr": "\u202f%"}
_SIZES: Final = {
    "en": ((10**12, "tn"), (10**9, "bn"), (10**6, "m"), (10**3, "k")),
    "de": ((10**12, "\u00a0Bio."), (10**9, "\u00a0Mrd."), (10**6, "\u00a0Mio."), (10**3, "\u00a0Tsd.")),
    "fr": ((10**9, "\u00a0Md"), (10**6, "\u00a0M"), (10**3, "\u00a0k")),
}
_SHORT_FROM: Final = 10**4
"""Numbers below it are written in full."""
_TWO_POINTS: Final = re.compile(r"(?<=[^\W\d_])\.\.(?!\.)")
_LIST_AND: Final = {"en": "and", "de": "und", "fr": "et"}


class Words:
    """The texts of a question in a language.

    Args:
        question: name of the file.
        lang: one of ``LANGUAGES``.
        package: where the file stands, in the folder ``data``.

    Raises:
        BadValueError: when there are no texts in this language.
        PackError: when the file breaks the rules.

    """

    def __init__(self, question: str, lang: str = "en", package: str = __package__) -> None:
        if lang not in LANGUAGES:
            raise BadValueError(f"answers are written in {', '.join(LANGUAGES)}, not in {lang!r}")
        self.lang = lang
        self._texts = {**_load("common", __package__), **_load(question, package)}

    def __call__(self, key: str, **places: object) -> str:
        """The text of a key with its places filled; numbers are written as the language writes them.

        Raises:
            PackError: when the files have no such text.

        """
        if key not in self._texts:
            raise PackError(f"the texts of answers have no {key!r}")
        text = self._texts[key][self.lang]
        if isinstance(text, list):
            text = text[0 if self._is_one(places.get("n")) else 1]
        filled = str(text.format(**{name: self.value(value) for name, value in places.items()}))
        return _TWO_POINTS.sub(".", filled)  # "USD 2 Mrd." at the end of a sentence

    def has(self, key: str) -> bool:
        """Whether there is such a text."""
        return key in self._texts

    def value(self, value: object) -> str:
        """A value as the language writes it."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            return str(value)
        return self.number(value)

    def number(self, value: float, digits: int = 1) -> str:
        """A number with the separators of the language, and at most so many digits behind the point."""
        text = f"{value:,.{0 if float(value).is_integer() else digits}f}"
        thousands, point = _POINTS[self.lang]
        return text.translate({ord(","): thousands, ord("."): point})

    def short(self, value: float) -> str:
        """A number in thousands, millions, and so on, with at most four digits: 2.4bn, 2,4 Mrd., 2,4 Md."""
        for size, mark in _SIZES[self.lang] if abs(value) >= _SHORT_FROM else ():
            if abs(value) >= size:
                scaled = float(f"{value / size:.4g}")
                return self.number(scaled, len(f"{scaled:g}".partition(".")[2])) + mark
        return self.number(value, 2)

    def share(self, value: float) -> str:
        """A share in per cent."""
        return self.number(round(100 * value, 1)) + _PER_CENT[self.lang]

    def listed(self, texts: list[str]) -> str:
        """Several texts as an enumeration."""
        if len(texts) < 2:
            return "".join(texts)
        return f"{', '.join(texts[:-1])} {_LIST_AND[self.lang]} {texts[-1]}"

    def day(self, day: date | None) -> str:
        """A day, which is written as ISO 8601 has it in every language; a dash for none."""
        return str(day) if day else "–"

    def _is_one(self, n: object) -> bool:
        return isinstance(n, int | float) and (n == 1 or (self.lang == "fr" and abs(n) < 2))


Texts = Mapping[str, Mapping[str, str | list[str]]]


@cache
def _load(name: str, package: str) -> Texts:
    file = files(package) / "data" / f"{name}.toml"
    if not file.is_file():
        raise PackError(f"there are no texts for the question {name!r}")
    return checked(tomllib.loads(file.read_text("utf-8")), f"{name}.toml")


def checked(texts: Mapping[str, Mapping[str, Any]], file: str) -> Texts:
    """Texts of which every one is there in every language, with the same places.

    Raises:
        PackError: naming the file and the text that breaks the rules.

    """
    for key, by_lang in texts.items():
        if set(by_lang) != set(LANGUAGES):
            raise PackError(f"{file}: {key} must be there in {', '.join(LANGUAGES)} and nothing else")
        forms = [form for text in by_lang.values() for form in (text if isinstance(text, list) else [text])]
        if any(isinstance(text, list) and len(text) != 2 for text in by_lang.values()):
            raise PackError(f"{file}: {key} has a list that is not one of two, for one and for several")
        if len({_places(form) - {"n"} for form in forms}) != 1:
            raise PackError(f"{file}: {key} does not have the same places in every language")
    return texts


def _places(text: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name)
