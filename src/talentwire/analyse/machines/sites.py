"""Facts put together by site, so that one told under its name, its owner or its place is one and not three."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
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

    @property
    def houses(self) -> frozenset[str]:
        """The houses that own or use it."""
        return frozenset(house for one in self.told for house in one.houses)

    @property
    def owners(self) -> tuple[str, ...]:
        """Those who own or use it, whoever is named most often first."""
        named = Counter(owner for one in self.told for owner in one.owners)
        return tuple(sorted(named, key=lambda owner: (-named[owner], owner)))

    @property
    def place(self) -> str:
        """Where it is: the place told most often, of those the most precise."""
        places = Counter(one.place for one in self.told if one.place)
        return min(places, key=lambda place: (-places[place], -len(place), place), default="")

    @property
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
    _mark_wholes(found)
    return sorted(found, key=lambda site: site.key)


def _unnamed(loose: Sequence[Told], named: Sequence[Site], is_wide: Wide) -> list[Site]:
    """Sites without a name: at a place of an owner; what has no place, or only a country, is all that somebody has."""
    near: dict[str, list[Site]] = defaultdict(list)
    for site in named:
        for house in site.houses:
            near[house].append(site)
    made: dict[str, list[Site]] = defaultdict(list)
    totals: dict[tuple[str, str], Site] = {}
    for one in loose:
        wide = not one.place or _wide(one.place, is_wide)
        known = None if wide else _at_the_place(one, near) or _of_the_place(one, made)
        if known is not None:
            known.told.append(one)
        elif wide:
            owner = one.owners[0] if one.owners else ""
            key = (owner, one.place.casefold())
            totals.setdefault(key, Site(one.place, "", scope=Scope.TOTAL)).told.append(one)
        else:
            new = Site(one.place, "", [one])
            for house in one.houses or {""}:
                made[house].append(new)
    places = {id(site): site for held in made.values() for site in held}
    return [*places.values(), *totals.values()]


def _at_the_place(one: Told, near: dict[str, list[Site]]) -> Site | None:
    """The named site that the owner has at the place, if it is the only one there.

    What is there already is no site of which only plans are told.
    """
    there = {
        id(site): site
        for house in one.houses
        for site in near.get(house, ())
        if any(other.place and same_text(one.place, other.place) for other in site.told)
        and (not one.fact.status.happened or any(other.fact.status.happened for other in site.told))
    }
    return next(iter(there.values())) if len(there) == 1 else None


def _of_the_place(one: Told, made: dict[str, list[Site]]) -> Site | None:
    """The site without a name that one of the owners has at the place."""
    for house in sorted(one.houses or {""}):
        for site in made.get(house, ()):
            if same_text(one.place, site.name):
                return site
    return None


def _wide(place: str, is_wide: Wide) -> bool:
    """Whether a place may hold several sites: a country, a continent, or several of them."""
    parts = [part for part in _PARTS.split(place) if part]
    return bool(parts) and all(is_wide(part) or words(part) <= _CONTINENTS for part in parts)


def _mark_wholes(found: Sequence[Site]) -> None:
    """Mark the programmes whose sites are told by themselves: "Stargate" holds "Stargate Abilene", but no "Stargate 2".

    A programme and its sites are never added.
    """
    by_house: dict[str, list[Site]] = defaultdict(list)
    for site in found:
        if site.facility and any(one.has(slot) for one in site.told for slot in COUNTS):
            for house in site.houses:
                by_house[house].append(site)
    for site in found:
        if site.facility and any(_holds(site, part) for house in site.houses for part in by_house[house]):
            site.scope = Scope.WHOLE


def _holds(whole: Site, part: Site) -> bool:
    mine, theirs = words(whole.name), words(part.name)
    return mine < theirs and not all(_NUMERAL.fullmatch(word) for word in theirs - mine)
