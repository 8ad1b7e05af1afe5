"""What people in the documents say of how many there are, to be read beside an estimate; it never enters one."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.answers.parts import House, Part
from talentwire.analyse.facts.fact import Fact
from talentwire.analyse.facts.relations import value_of
from talentwire.errors import PackError
from talentwire.lang.pack import load_pack
from talentwire.lang.quantities import find_quantities
from talentwire.model.values import Bound, Quantity

_FILE: Final = "sayings.toml"
_FEWEST: Final = 10
"""Fewer than that are no pool: "one of three people who can do this" is about the three."""
_QUOTES: Final = str.maketrans("’‘", "''")


@dataclass(frozen=True, slots=True)
class Saying:
    """What somebody says of how many there are.

    Attributes:
        who: who says so; empty where a document says it in its own name.
        words: as they stand in the document.
        day: on which it was first told.
        number: how many.
        bound: whether it is at least, at most or about that.
        fact: id of the fact.

    """

    who: str
    words: str
    day: date
    number: float
    bound: Bound | None
    fact: str


class _Cues(NamedTuple):
    """Words of a language by which a saying is about all such people."""

    people: re.Pattern[str]
    all: re.Pattern[str]
    other: re.Pattern[str]


def sayings(basis: Basis) -> list[Saying]:
    """What is said of how many there are, the oldest first: quotations, and sizes of a staff that is nobody's."""
    found = [one for said in basis.held.parts(SAYINGS).values() for one in said]
    return sorted(found, key=lambda one: (one.day, one.fact))


def _sayings(_: str, facts: Sequence[Fact], __: House) -> tuple[Saying, ...] | None:
    return tuple(one for fact in facts if fact.stands for one in (_quoted(fact), _counted(fact)) if one) or None


SAYINGS: Final = Part("sayings", ("quote", "workforce"), tuple[Saying, ...], _sayings)


def _quoted(fact: Fact) -> Saying | None:
    if fact.kind != "quote" or "speaker" not in fact.slots or not fact.history:
        return None
    words = fact.history[0].words
    number = next(_numbers(words), None)
    if number is None:
        return None
    return Saying(fact.slots["speaker"].shown, words, fact.first_seen, number.value, number.bound, fact.id)


def _counted(fact: Fact) -> Saying | None:
    if fact.kind != "workforce" or "org" in fact.slots or value_of(fact, "change") != "size":
        return None
    count = value_of(fact, "count")
    words = fact.history[0].words if fact.history else ""
    return None if count is None else Saying("", words, fact.first_seen, count, None, fact.id)


def _numbers(words: str) -> Iterator[Quantity]:
    """The counts of people anywhere that words tell, in whichever language they are."""
    text = words.casefold().translate(_QUOTES)
    for lang, cues in _cues().items():
        if cues.people.search(text) and cues.all.search(text) and not cues.other.search(text):
            for found in find_quantities(words, load_pack(lang)):
                value = found.value
                if isinstance(value, Quantity) and value.unit == "count" and value.value >= _FEWEST:
                    yield value


@cache
def _cues() -> dict[str, _Cues]:
    data = tomllib.loads((files(__package__) / _FILE).read_text("utf-8"))
    try:
        return {lang: _Cues(*(_any(lists[name]) for name in ("people", "all", "not"))) for lang, lists in data.items()}
    except KeyError as error:
        raise PackError(f"{_FILE}: a language lacks {error}") from None


def _any(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, phrases))})(?!\w)")
