"""Facts put together by site, so that one told under its name, its owner or its place is one and not three."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import Final

from talentwire.analyse.facts.values import same_text
from talentwire.analyse.facts.words import words
from talentwire.analyse.machines.told import COUNTS, Told

_CONTINENTS: Final = frozenset(
    (
        "africa",
        "afrika",
        "afrique",
        "america",
        "asia",
        "asien",
        "asie",
        "eu",
        "europe",
        "europa",
        "gulf",
        "latin",
        "middle",
        "east",
        "north",
        "south",
        "world",
        "worldwide",
        "weltweit",
        "monde",
    )
)
_PARTS: Final = re.compile(r"\s*(?:,|;|/|\band\b|\bund\b|\bet\b)\s*", re.IGNORECASE)
_NUMERAL: Final = re.compile(r"\d+|[ivx]+|one|two|three|phase|first|second|third")
Wide = Callable[[str], bool]
"""Whether a place is a country, or wider, so that it may hold several sites."""


class Scope(StrEnum):
    """What figures are of, which says whether they may be added."""

    SITE = "site"
    WHOLE = "whole"
    TOTAL = "total"


@dataclass
class Site:
    """A cluster or site, or everything that somebody has.

    Attributes:
        name: what it is called; its place, where no name is told; empty for everything somebody has.
        facility: its id; empty where no name is told.
        told: the facts about it.
        scope: whether it is one site, a programme of which parts are told by themselves, or all that somebody has.

    """

    name: str
    facility: str
    told: list[Told] = field(default_factory=list)
    scope: Scope = Scope.SITE

    @cached_property
    def houses(self) -> frozenset[str]:
        """The houses that own or use it."""
        return frozenset(house for one in self.told for house in one.houses)

    @cached_property
    def owners(self) -> tuple[str, ...]:
        """Those who own or use it, whoever is named most often first."""
        named = Counter(owner for one in self.told for owner in one.owners)
        return tuple(sorted(named, key=lambda owner: (-named[owner], owner)))

    @cached_property
    def place(self) -> str:
        """Where it is: the place told most often, of those the most precise."""
        places = Counter(one.place for one in self.told if one.place)
        return min(places, key=lambda place: (-places[place], -len(place), place), default="")

    @cached_property
    def key(self) -> tuple[str, ...]:
        """Sorts it, and tells it from every other."""
        return self.facility, self.name.casefold(), *self.owners


def sites(told: Iterable[Told], is_wide: Wide) -> list[Site]:
    """The sites, in the order of their names; each fact belongs to one."""
    named: dict[str, Site] = {}
    loose: list[Told] = []
    for one in told:
        if one.facility:
            name = one.fact.slots["facility"].shown
            named.setdefault(one.facility, Site(name, one.facility)).told.append(one)
        else:
            loose.append(one)
    found = [*named.values(), *_unnamed(loose, list(named.values()), is_wide)]
    found = [replace(site) for site in found]  # complete now: what is worked out of their facts may be kept
    _mark_wholes(found)
    return sorted(found, key=lambda site: site.key)


def _unnamed(loose: Sequence[Told], named: Sequence[Site], is_wide: Wide) -> list[Site]:
    """Sites without a name: at a place of an owner; what has no place, or only a country, is all that somebody has."""
    near, there = _Places(), _Places()
    for site in named:
        near.add(site)
        if any(one.fact.status.happened for one in site.told):
            there.add(site)
    made = _Places()
    places: list[Site] = []
    totals: dict[tuple[str, str], Site] = {}
    for one in loose:
        wide = not one.place or _wide(one.place, is_wide)
        known = None if wide else _at_the_place(one, near, there) or next(iter(made.at(one.houses, one.place)), None)
        if known is not None:
            known.told.append(one)
        elif wide:
            owner = one.owners[0] if one.owners else ""
            key = (owner, one.place.casefold())
            totals.setdefault(key, Site(one.place, "", scope=Scope.TOTAL)).told.append(one)
        else:
            places.append(Site(one.place, "", [one]))
            made.add(places[-1])
    return [*places, *totals.values()]


class _Places:
    """Sites by the houses that have them and by their places, of which each pair is compared once."""

    def __init__(self) -> None:
        self._places: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        self._sites: dict[tuple[str, str], dict[int, Site]] = defaultdict(dict)
        self._same: dict[tuple[str, str], bool] = {}

    def add(self, site: Site) -> None:
        """Keep a site under all places that are told of it."""
        for place in {one.place for one in site.told if one.place}:
            for house in site.houses or ("",):
                self._sites[house, place][id(site)] = site
                for word in words(place):
                    self._places[house, word][place] = None

    def at(self, houses: Iterable[str], place: str) -> list[Site]:
        """The sites that one of the houses has at a place, each once."""
        found: dict[int, Site] = {}
        for house in sorted(houses) or [""]:
            others = dict.fromkeys(one for word in sorted(words(place)) for one in self._places.get((house, word), ()))
            for other in others:
                if self._is_same(place, other):
                    found |= self._sites[house, other]
        return list(found.values())

    def _is_same(self, left: str, right: str) -> bool:
        if (left, right) not in self._same:
            self._same[left, right] = same_text(left, right)
        return self._same[left, right]


def _at_the_place(one: Told, near: _Places, there: _Places) -> Site | None:
    """The named site that the owner has at the place, if it is the only one there.

    What is there already is no site of which only plans are told.
    """
    if not one.houses:
        return None
    found = (there if one.fact.status.happened else near).at(one.houses, one.place)
    return found[0] if len(found) == 1 else None


def _wide(place: str, is_wide: Wide) -> bool:
    """Whether a place may hold several sites: a country, a continent, or several of them."""
    parts = [part for part in _PARTS.split(place) if part]
    return bool(parts) and all(is_wide(part) or words(part) <= _CONTINENTS for part in parts)


def _mark_wholes(found: Sequence[Site]) -> None:
    """Mark the programmes whose sites are told by themselves: "Stargate" holds "Stargate Abilene", but no "Stargate 2".

    A programme and its sites are never added.
    """
    by_word: dict[tuple[str, str], list[Site]] = defaultdict(list)
    for site in found:
        if site.facility and any(one.has(slot) for one in site.told for slot in COUNTS):
            for house in site.houses:
                for word in words(site.name):
                    by_word[house, word].append(site)
    for site in found:
        if site.facility and any(_holds(site, part) for house in site.houses for part in _fewest(site, house, by_word)):
            site.scope = Scope.WHOLE


def _fewest(site: Site, house: str, by_word: dict[tuple[str, str], list[Site]]) -> list[Site]:
    """The sites of a house that share the rarest word of a site's name: all that may be parts of it are among them."""
    return min((by_word.get((house, word), []) for word in words(site.name)), key=len, default=[])


def _holds(whole: Site, part: Site) -> bool:
    mine, theirs = words(whole.name), words(part.name)
    return mine < theirs and not all(_NUMERAL.fullmatch(word) for word in theirs - mine)
