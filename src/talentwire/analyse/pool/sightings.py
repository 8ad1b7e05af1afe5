"""Who was seen in which independent stories, in what sort of position, and at which house."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final, NamedTuple

from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.answers.parts import CAREERS as KINDS
from talentwire.analyse.answers.parts import House, Part, number_of, person_of, persons_in
from talentwire.analyse.facts.fact import Fact, Stage
from talentwire.analyse.facts.relations import happened_on, value_of
from talentwire.analyse.pool.chao import Estimate, chao1
from talentwire.lang.families import OTHER, UNTOLD, family_of

_ORGS: Final = ("org", "to_org", "from_org")
_ROLES: Final = ("role", "to_role", "from_role")


@dataclass
class Sightings:
    """Persons, each with the stories that tell of them and the facts by which they do."""

    stories: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    facts: dict[str, None] = field(default_factory=dict)

    @cached_property
    def behind(self) -> tuple[str, ...]:
        """Ids of the facts."""
        return tuple(self.facts)

    def add(self, person: str, stories: Iterable[int], fact: str) -> None:
        """Note that a fact of these stories names a person."""
        self.stories[person].update(stories)
        self.facts[fact] = None

    @cached_property
    def estimate(self) -> Estimate:
        """How many there are, from the number of stories in which each was seen."""
        return chao1(len(stories) for stories in self.stories.values())

    @cached_property
    def told_in(self) -> int:
        """Number of stories in which anybody was seen."""
        return len(set().union(*self.stories.values()))


class Seen(NamedTuple):
    """A fact that places persons somewhere.

    Attributes:
        fact: its id.
        persons: whom it places.
        houses: where.
        orgs: the organisations that it names.
        status: how far it has come.
        told: the stories that tell it, by numbers that stand for them, with the ordinals of their days.

    """

    fact: str
    persons: tuple[str, ...]
    houses: tuple[str, ...]
    orgs: tuple[str, ...]
    status: Stage
    told: tuple[tuple[int, int], ...]


class Placed(NamedTuple):
    """What the facts of a subject say of where people are.

    Attributes:
        seen: facts that are believed.
        gone: how many are not.

    """

    seen: tuple[Seen, ...]
    gone: int


class Shown(NamedTuple):
    """A fact that places persons somewhere, with the stories in the time asked for that tell it."""

    fact: str
    persons: tuple[str, ...]
    stories: frozenset[int]
    houses: tuple[str, ...]


def seen(basis: Basis) -> list[Shown]:
    """Every fact that counts: it stands, is asked for, and a story of the time asked for tells it."""
    return [
        Shown(one.fact, one.persons, stories, one.houses)
        for placed in basis.held.parts(PLACED).values()
        for one in placed.seen
        if _wanted(one, basis) and (stories := _stories(one, basis))
    ]


def gone(basis: Basis) -> int:
    """How many facts that would place somebody are not believed."""
    return sum(placed.gone for placed in basis.held.parts(PLACED).values())


def _wanted(one: Seen, basis: Basis) -> bool:
    if basis.orgs and basis.orgs.isdisjoint(one.orgs):
        return False
    if basis.person and basis.person not in one.persons:
        return False
    return not basis.asked.status or one.status in basis.asked.status


def _stories(one: Seen, basis: Basis) -> frozenset[int]:
    during = basis.asked.during
    return frozenset(story for story, day in one.told if during is None or during.contains(date.fromordinal(day)))


def families(basis: Basis) -> Mapping[str, str]:
    """The family of everybody's position: of the last one told that has a family."""
    return basis.held.of_persons(FAMILY)


def _family(subject: str, facts: Sequence[Fact], _: House) -> str | None:
    person, found = person_of(subject), ""
    for fact in sorted(facts, key=lambda one: (happened_on(one), one.id)):
        if not fact.stands or person not in persons_in(fact):
            continue
        family = next((name for slot in _ROLES if (name := family_of(value_of(fact, slot))) != UNTOLD), UNTOLD)
        if family not in (UNTOLD, OTHER) or found in ("", UNTOLD):
            found = family
    return found or None


def _placed(_: str, facts: Sequence[Fact], house: House) -> Placed | None:
    held = []
    for fact in facts:
        if not fact.stands or "person" not in fact.slots:
            continue
        orgs = tuple(value.value for slot in _ORGS if slot in fact.slots for value in fact.slots[slot].values)
        told = dict.fromkeys((number_of(one.story), one.day.toordinal()) for one in fact.supporters)
        houses = tuple(dict.fromkeys(map(house, orgs)))
        if told:
            held.append(Seen(fact.id, persons_in(fact), houses, orgs, fact.status, tuple(told)))
    made = Placed(tuple(held), sum(1 for fact in facts if not fact.stands))
    return made if any(made) else None


FAMILY: Final = Part("family", KINDS, str, _family)
"""Of a person."""
PLACED: Final = Part("placed", KINDS, Placed, _placed)


@dataclass(frozen=True)
class People:
    """Those who were seen and are asked for, together and in groups.

    Attributes:
        shown: the facts that show them.
        family: the family of everybody's position.
        role: the family that is asked for; empty for all.
        person: who is asked for; empty for all.

    """

    shown: Sequence[Shown]
    family: Mapping[str, str]
    role: str = ""
    person: str = ""

    @classmethod
    def of(cls, basis: Basis, role: str = "") -> "People":
        """Those who are asked for."""
        family = families(basis)
        found = [one for one in seen(basis) if not role or any(family[who] == role for who in one.persons)]
        return cls(found, family, role, basis.person)

    def _wants(self, person: str) -> bool:
        return self.person in ("", person) and (not self.role or self.family[person] == self.role)

    @cached_property
    def together(self) -> Sightings:
        """All of them."""
        return split(self.shown, lambda _, person: ("",) if self._wants(person) else ()).get("", Sightings())

    @cached_property
    def by_role(self) -> dict[str, Sightings]:
        """By the family of their position."""
        return split(self.shown, lambda _, person: (self.family[person],) if self._wants(person) else ())

    @cached_property
    def by_house(self) -> dict[str, Sightings]:
        """By the houses at which they were seen."""
        return split(self.shown, lambda one, person: one.houses if self._wants(person) else ())

    def at(self, houses: frozenset[str]) -> Sightings:
        """Those who were seen at one of some houses."""
        there = (one for one in self.shown if not houses.isdisjoint(one.houses))
        return split(there, lambda _, person: ("",) if self._wants(person) else ()).get("", Sightings())


def split(found: Iterable[Shown], keys: Callable[[Shown, str], Iterable[str]]) -> dict[str, Sightings]:
    """Sightings by what a person was seen as; ``keys`` says as what a fact shows them."""
    groups: dict[str, Sightings] = defaultdict(Sightings)
    for one, person, key in _each(found, keys):
        groups[key].add(person, one.stories, one.fact)
    return dict(groups)


def _each(found: Iterable[Shown], keys: Callable[[Shown, str], Iterable[str]]) -> Iterator[tuple[Shown, str, str]]:
    for one in found:
        for person in one.persons:
            for key in keys(one, person):
                yield one, person, key
