"""What the words around a sum tell of it: offered or paid, each or together; and the years that a period is.

The lists are ``data/shared/pay.toml``.
"""

import re
import tomllib
from functools import cache, lru_cache
from typing import Any, Final, NamedTuple

from talentwire.errors import PackError
from talentwire.lang.identify import identify
from talentwire.lang.pack import languages, load_pack
from talentwire.lang.quantities import find_quantities
from talentwire.lang.tables import DATA
from talentwire.model.values import Bound, Quantity

_FILE: Final = "pay.toml"
SIGNS: Final = ("offered", "paid", "each", "together", "before_money", "after_money")
"""What words may tell of a sum."""
_YEARS: Final = {"hour": 1 / 8766, "day": 1 / 365.25, "week": 7 / 365.25, "month": 1 / 12, "year": 1.0}
_DATED: Final = re.compile(r"(?:(?:fiscal year|calendar year|fy|year|jahr|année|exercice) ?)?(?:19|20)\d\d")


class Years(NamedTuple):
    """How many years a period is, and whether that is a bound."""

    value: float
    bound: Bound | None = None


@lru_cache(maxsize=16384)
def signs_in(words: str) -> frozenset[str]:
    """Which of ``SIGNS`` a sentence has; by the words of its own language or, where that is unclear, of any."""
    patterns, lang = _signs(), identify(words)
    return frozenset(sign for sign in SIGNS if patterns[sign, lang or ""].search(words))


@lru_cache(maxsize=4096)
def years_of(period: str) -> Years | None:
    """The years of a period: 1 for "per year" and for "2024", 4 for "four years"; None where it does not tell."""
    text = " ".join(period.casefold().split())
    if not text or _spans()["vague"].search(text):
        return None
    if _DATED.fullmatch(text):
        return Years(1.0)
    for lang in ("en", *languages()):
        for found in find_quantities(period, load_pack(lang)):
            if isinstance(found.value, Quantity) and (unit := found.value.unit.removesuffix("s")) in _YEARS:
                years = found.value.value * _YEARS[unit]
                return Years(years, found.value.bound) if years > 0 else None
    if any(one.isdigit() for one in text):
        return None
    unit = next((unit for unit in _YEARS if _spans()[unit].search(text)), "")
    return Years(_YEARS[unit]) if unit else None


@cache
def said() -> tuple[tuple[str, frozenset[str]], ...]:
    """Sentences with the signs that they have, which the file names so that a change of its lists shows."""
    return tuple((entry["words"], frozenset(entry["is"])) for entry in _load()["says"])


@cache
def _signs() -> dict[tuple[str, str], re.Pattern[str]]:
    """A pattern for each sign in each language, and in all of them under no language.

    Raises:
        PackError: when a list is missing.

    """
    data = _load()
    try:
        found = {(sign, lang): _any_of(data[sign][lang]) for sign in SIGNS for lang in languages()}
    except KeyError as error:
        raise PackError(f"{_FILE}: an entry lacks {error}") from None
    for sign in SIGNS:
        found[sign, ""] = _any_of([word for lang in languages() for word in data[sign][lang]])
    return found


@cache
def _spans() -> dict[str, re.Pattern[str]]:
    """A pattern for each span of time, the shortest first, and for words that leave one open."""
    data = _load()
    return {name: _any_of(data[name]["words"]) for name in (*_YEARS, "vague")}


def _any_of(words: list[str]) -> re.Pattern[str]:
    forms = sorted({re.escape(word).replace(r"\*", r"\w*") for word in words}, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(forms)})(?!\w)", re.IGNORECASE)


@cache
def _load() -> dict[str, Any]:
    return tomllib.loads((DATA / "shared" / _FILE).read_text("utf-8"))
