"""Invented names without end: people, houses, outlets, sites and products, each from a number, no two alike.

Family names and names of houses are put together from syllables, so that none is a real person's or company's; first
names and places are real ones. The same number and seed give the same name, so nothing has to be remembered.
"""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

_DATA: Final = {
    name: words.split()
    for name, words in tomllib.loads((Path(__file__).parent / "syllables.toml").read_text("utf-8")).items()
}
_FEMALE, _MALE = _DATA["female"], _DATA["male"]
_ONSETS, _MIDDLES, _ENDS = _DATA["onsets"], _DATA["middles"], _DATA["ends"]
_HEADS, _TAILS = _DATA["heads"], _DATA["tails"]
_SORTS: Final = ("", "", "", " AI", " Labs", " Intelligence", " Systems", " Research", " Robotics", "", "",
                  " Institute")  # fmt: skip
_PAPERS: Final = {
    "en": ("Ledger", "Dispatch", "Herald", "Insider", "Courier", "Observer", "Briefing", "Standard"),
    "de": ("Tagblatt", "Bote", "Anzeiger", "Kurier", "Rundschau", "Report", "Nachrichten", "Umschau"),
    "fr": ("Gazette", "Courrier", "Dépêche", "Actualités", "Quotidien", "Tribune", "Éclair", "Revue"),
}
_GROUNDS: Final = ("Ridge", "Park", "Works", "Campus", "Meadow", "Quay")
PLACES: Final = (
    "Linz", "Metz", "Tulsa", "Graz", "Limoges", "Turku", "Kassel", "Dijon", "Reno", "Bergen", "Boise", "Bern",
)  # fmt: skip
CHIPS: Final = ("Nvidia H100", "Nvidia H200", "Nvidia B200", "AMD MI300X")


class Person(NamedTuple):
    """Somebody invented: the number that tells them apart, the name, and ``f`` or ``m``."""

    number: int
    name: str
    gender: str

    @property
    def last(self) -> str:
        """The family name."""
        return self.name.partition(" ")[2]


def _spread(number: int, size: int, seed: int) -> int:
    """A permutation of the numbers below ``size``, neighbours far apart; for all numbers, where they are not more."""
    step = int(size * 0.6180339887)
    while _common(step, size) > 1:
        step += 1
    return (number * step + seed * 7_919) % size


def _common(left: int, right: int) -> int:
    while right:
        left, right = right, left % right
    return left


@lru_cache(maxsize=20_000)
def person(number: int, seed: int = 0) -> Person:
    """The person of a number; there are some five million."""
    families = len(_ONSETS) * len(_MIDDLES) * len(_ENDS)
    given = len(_FEMALE) + len(_MALE)
    at = _spread(number, families * given, seed)
    family, first = divmod(at, given)
    family = _spread(family, families, 0)
    rest, end = divmod(family, len(_ENDS))
    onset, middle = divmod(rest, len(_MIDDLES))
    woman = first < len(_FEMALE)
    name = _FEMALE[first] if woman else _MALE[first - len(_FEMALE)]
    return Person(number, f"{name} {_ONSETS[onset]}{_MIDDLES[middle]}{_ENDS[end]}", "f" if woman else "m")


def house(number: int, seed: int = 0) -> str:
    """The name of a laboratory or company; there are some two thousand."""
    at = _spread(number, len(_HEADS) * len(_TAILS), seed)
    head, tail = divmod(at, len(_TAILS))
    return f"{_HEADS[head]}{_TAILS[tail]}{_SORTS[at % len(_SORTS)]}"


def investor(number: int, seed: int = 0) -> str:
    """The name of a fund."""
    at = _spread(number, len(_HEADS) * 4, seed + 3)
    return f"{_HEADS[at // 4]} {('Capital', 'Ventures', 'Partners', 'Equity')[at % 4]}"


def outlet(number: int, lang: str, seed: int = 0) -> str:
    """The name of an outlet in a language."""
    papers = _PAPERS[lang]
    at = _spread(number, len(_HEADS) * len(papers), seed + 11)
    return f"{_HEADS[at // len(papers)]} {papers[at % len(papers)]}"


def site(number: int, seed: int = 0) -> str:
    """The name of a place with machines."""
    at = _spread(number, len(_HEADS) * len(_GROUNDS), seed + 5)
    return f"{_HEADS[at // len(_GROUNDS)]} {_GROUNDS[at % len(_GROUNDS)]}"


def product(house_name: str, number: int) -> str:
    """The name of a model of a house."""
    return f"{house_name[:5].rstrip('aeiou')}on {number}"


def misspelt(name: str, turn: int) -> str:
    """A name as a hasty writer spells it: a letter doubled, dropped or another one, in the family name."""
    first, _, last = name.partition(" ")
    at = 1 + turn % max(1, len(last) - 2)
    match turn % 3:
        case 0:
            changed = last[:at] + last[at] + last[at:]
        case 1:
            changed = last[:at] + last[at + 1 :]
        case _:
            other = {"a": "e", "e": "a", "i": "y", "o": "u", "l": "ll", "h": "k"}.get(last[at], "h")
            changed = last[:at] + other + last[at + 1 :]
    return f"{first} {changed}"
