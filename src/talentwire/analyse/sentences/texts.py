"""The texts of sentences: ``data/<file>.toml``, each beside its translations, with places that take a preposition."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

from talentwire.analyse.answers.wording import checked
from talentwire.errors import PackError

_FORMS: Final = {"en": {"does", "to"}, "de": {"does", "to", "that"}, "fr": {"does", "to", "would", "that"}}
"""Forms that a language must have; English may have ``ing`` beside them."""
_SPACES: Final = re.compile(r" {2,}")
_PLACE: Final = re.compile(r"\{(\w+)(?::[^}]*)?\}")
Texts = Mapping[str, Mapping[str, Any]]


def say(file: str, key: str, lang: str, heads: int = 2, *, package: str = __package__, **places: object) -> str:
    """A text of a file with its places filled.

    Args:
        file: ``modes`` or ``parts``, or one of another package.
        key: of the text.
        lang: its language.
        heads: of how many it is said, where one or several makes a difference.
        package: where the file stands, in the folder ``data``.
        places: what fills its places.

    """
    text = _texts(file, package)[key][lang]
    if isinstance(text, list):
        text = text[0 if heads == 1 else 1]
    return _SPACES.sub(" ", text.format(**places))


def form(key: str, name: str, lang: str, n: int, places: Mapping[str, object]) -> str:
    """A form of what somebody does; nothing where the language has none of this name."""
    text = _forms()[key][lang].get(name, "")
    if isinstance(text, list):
        text = text[0 if n == 1 else 1]
    return _SPACES.sub(" ", text.format(**places)).strip()


@cache
def _texts(file: str, package: str) -> Texts:
    raw = tomllib.loads((files(package) / "data" / f"{file}.toml").read_text("utf-8"))
    if file == "modes":
        return raw  # its places differ: a language says with {that} what another says with {to}
    return checked(raw, f"{file}.toml")


@cache
def _forms() -> Texts:
    raw = tomllib.loads((files(__package__) / "data" / "forms.toml").read_text("utf-8"))
    for key, by_lang in raw.items():
        if set(by_lang) != set(_FORMS):
            raise PackError(f"forms.toml: {key} must be there in {', '.join(_FORMS)} and nothing else")
        for lang, forms in by_lang.items():
            if set(forms) - {"ing"} != _FORMS[lang]:
                raise PackError(f"forms.toml: {key} must have {', '.join(sorted(_FORMS[lang]))} in {lang}")
            if len({_places(text) for text in forms.values()}) != 1:
                raise PackError(f"forms.toml: {key} does not have the same places in every form of {lang}")
    return raw


def _places(text: str | list[str]) -> frozenset[str]:
    several = [text] if isinstance(text, str) else text
    return frozenset(name.rstrip("_") for one in several for name in _PLACE.findall(one))
