"""Who was seen in which independent stories, in what sort of position, and at which house."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.facts.fact import Fact
from talentwire.analyse.facts.relations import happened_on, value_of
from talentwire.analyse.pool.chao import Estimate, chao1
from talentwire.lang.families import OTHER, UNTOLD, family_of

KINDS: Final = ("move", "position")
"""Kinds of facts that place a person at an organisation."""
_ORGS: Final = ("org", "to_org", "from_org")
_ROLES: Final = ("role", "to_role", "from_role")


@dataclass
class Sightings:
    """Persons, each with the stories that tell of them and the facts by which they do."""

    stories: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    facts: dict[str, None] = field(default_factory=dict)

    def add(self, person: str, stories: Iterable[str], fact: str) -> None:
        """Note that a fact of these stories names a person."""
        self.stories[person].update(stories)
        self.facts[fact] = None

    @property
    def estimate(self) -> Estimate:
        """How many there are, from the number of stories in which each was seen."""
        return chao1(len(stories) for stories in self.stories.values())

    @property
    def told_in(self) -> int:
        """Number of stories in which anybody was seen."""
        return len(set().union(*self.stories.values()))


@dataclass(frozen=True, slots=True)
class Seen:
    """A fact that places persons somewhere, with the stories in the time asked for that tell it."""

    fact: Fact
    persons: tuple[str, ...]
    stories: frozenset[str]
    houses: tuple[str, ...]


def seen(basis: Basis) -> list[Seen]:
    """Every fact that counts: it stands, is asked for, and a story of the time asked for tells it."""
    found = []
    for fact in basis.facts:
        if fact.kind not in KINDS or not fact.stands or "person" not in fact.slots:
            continue
        orgs = tuple(value.value for slot in _ORGS if slot in fact.slots for value in fact.slots[slot].values)
        if not basis.asked.wants_status(fact) or (basis.orgs and basis.orgs.isdisjoint(orgs)):
            continue
        stories = frozenset(one.story for one in fact.supporters if basis.asked.wants_day(one.day))
        persons = tuple(value.value for value in fact.slots["person"].values)
        if stories and (not basis.person or basis.person in persons):
            houses = tuple(dict.fromkeys(basis.house(org) for org in orgs))
            found.append(Seen(fact, persons, stories, houses))
    return found


def families(facts: Iterable[Fact]) -> dict[str, str]:
    """The family of everybody's position: of the last one told that has a family."""
    found: dict[str, str] = {}
    for fact in sorted(facts, key=lambda one: (happened_on(one), one.id)):
        if fact.kind not in KINDS or not fact.stands or "person" not in fact.slots:
            continue
        family = next((name for slot in _ROLES if (name := family_of(value_of(fact, slot))) != UNTOLD), UNTOLD)
        for value in fact.slots["person"].values:
            known = found.setdefault(value.value, family)
            if family not in (UNTOLD, OTHER) or known == UNTOLD:
                found[value.value] = family
    return found


def split(found: Iterable[Seen], keys: Callable[[Seen, str], Iterable[str]]) -> dict[str, Sightings]:
    """Sightings by what a person was seen as; ``keys`` says as what a fact shows them."""
    groups: dict[str, Sightings] = defaultdict(Sightings)
    for one, person, key in _each(found, keys):
        groups[key].add(person, one.stories, one.fact.id)
    return dict(groups)


def _each(found: Iterable[Seen], keys: Callable[[Seen, str], Iterable[str]]) -> Iterator[tuple[Seen, str, str]]:
    for one in found:
        for person in one.persons:
            for key in keys(one, person):
                yield one, person, key
