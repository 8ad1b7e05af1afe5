"""The facts of a family of kinds in one state of a ledger: each thing read when it is first asked for."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Self, TypeVar

from talentwire.analyse.answers.parts import (
    ENDS,
    OTHERS,
    SIGHTS,
    Part,
    Sight,
    ends_of,
    made,
    person_of,
    persons_in,
    sight,
)
from talentwire.analyse.facts.fact import Fact
from talentwire.analyse.facts.packing import many_objects, unpacked
from talentwire.analyse.kept.parts import unpacked_parts
from talentwire.record.keeping import Keeping, Whom
from talentwire.record.since import Position

T = TypeVar("T")
_MANY: Final = 300
"""Names that are looked up one by one before all are read."""
Shown = tuple[str, tuple[str, ...]]
"""The name to show for somebody, and the ids of what they belong to."""


@dataclass
class Family:
    """What is known of a family of kinds.

    Attributes:
        name: of the family.
        kept: where the rest is read from.
        position: where the ledger stood.
        stamp: of what is kept in the ledger; empty where nothing could be kept.

    """

    name: str
    kept: Keeping
    position: Position
    stamp: str
    _facts: Mapping[str, tuple[Fact, ...]] | None = None
    _parts: dict[str, dict[str, Any]] = field(default_factory=dict)
    _made: dict[str, Part[Any]] = field(default_factory=dict)
    _persons: dict[str, dict[str, Any]] = field(default_factory=dict)
    _shared: dict[str, frozenset[str]] | None = None
    _sights: dict[str, Sight] | None = None
    _names: dict[str, Shown] = field(default_factory=dict)
    _all_named: bool = False
    _unsorted: set[str] = field(default_factory=set)
    _over: dict[str, tuple[Fact, ...]] = field(default_factory=dict)
    _by_id: dict[str, Fact] | None = None

    @classmethod
    def weighed(
        cls, name: str, kept: Keeping, now: Position, facts: Mapping[str, tuple[Fact, ...]], whom: Iterable[Whom]
    ) -> Self:
        """A family of which everything was weighed just now.

        Args:
            name: of the family.
            kept: where it will be kept.
            now: where the ledger stands.
            facts: by subject.
            whom: all whom they name.

        """
        one = cls(name, kept, now, "", facts)
        one._names = {it.entity: (it.shown, it.above) for it in whom}
        one._all_named = True
        return one

    def become(self, other: Self) -> None:
        """Hold what another one holds."""
        self.__dict__.update(other.__dict__)

    @property
    def is_here(self) -> bool:
        """Whether all facts are in memory."""
        return self._facts is not None

    @property
    def unwritten(self) -> Mapping[str, tuple[Fact, ...]]:
        """The facts of subjects that are others here than in the ledger; none for a subject that is gone."""
        return self._over

    @property
    def facts(self) -> Mapping[str, tuple[Fact, ...]]:
        """All facts, by subject.

        Raises:
            msgspec.MsgspecError, BadValueError: when what is kept cannot be read.

        """
        if self._facts is None:
            with many_objects():
                read = {subject: unpacked(data) for subject, data in self.kept.facts(self.name).items()}
            self._facts = _changed(read, self._over)
            self._by_id = None
        return self._facts

    def about(self, subjects: Collection[str]) -> dict[str, tuple[Fact, ...]]:
        """The facts of some subjects."""
        if self._facts is not None:
            return {one: self._facts[one] for one in subjects if one in self._facts}
        read = self.kept.facts_about(self.name, [one for one in subjects if one not in self._over])
        found = {one: unpacked(data) for one, data in read.items()}
        return found | {one: self._over[one] for one in subjects if self._over.get(one)}

    def told_in(self, entries: Mapping[int, str]) -> list[Fact]:
        """The facts to which claims belong, given by the numbers of their entries with their ids."""
        ids = frozenset(entries.values())
        subjects = {*self.kept.numbers(entries, ()).values(), *self._over}
        return [fact for held in self.about(subjects).values() for fact in held if not ids.isdisjoint(fact.claims)]

    def look(self, ids: Collection[str]) -> dict[str, Fact]:
        """Those facts that have one of these ids and are in memory."""
        if self._by_id is None:
            held = (self._over if self._facts is None else self._facts).values()
            self._by_id = {fact.id: fact for facts in held for fact in facts}
        return {one: self._by_id[one] for one in ids if one in self._by_id}

    # -- parts

    def parts(self, part: Part[T]) -> dict[str, T]:
        """A part of every subject that has it."""
        found = self._parts.get(part.name)
        if found is None:
            with many_objects():
                if self._facts is not None:
                    found = made(part, self._facts, self.house)
                else:
                    found = unpacked_parts(part, self.kept.parts(self.name, part.name))
            self._parts[part.name] = found
            self._made[part.name] = part
            for subject, facts in self._over.items():
                self._put(part, subject, facts)
            self._unsorted.add(part.name)
        if part.name in self._unsorted:
            self._unsorted.discard(part.name)
            found = self._parts[part.name] = dict(sorted(found.items()))
        return found

    def of_persons(self, part: Part[T]) -> dict[str, T]:
        """A part of every person, made of all facts that name the person."""
        found = self._persons.get(part.name)
        if found is None:
            own = self.parts(part)
            found = {person_of(subject): one for subject, one in own.items() if person_of(subject)}
            self._persons[part.name] = found
            self._of_shared(part, self._named_elsewhere)
            self._unsorted.add(f"persons {part.name}")
        if f"persons {part.name}" in self._unsorted:
            self._unsorted.discard(f"persons {part.name}")
            found = self._persons[part.name] = dict(sorted(self._persons[part.name].items()))
        return found

    @property
    def _named_elsewhere(self) -> dict[str, frozenset[str]]:
        """Persons who are named in the careers of others, with the subjects that name them."""
        if self._shared is None:
            named: dict[str, set[str]] = defaultdict(set)
            for subject, persons in self.parts(OTHERS).items():
                for person in persons:
                    named[person].update((subject, f"person {person}"))
            self._shared = {person: frozenset(subjects) for person, subjects in named.items()}
        return self._shared

    def _of_shared(self, part: Part[Any], shared: Mapping[str, frozenset[str]]) -> None:
        """Make a part of those who are named in the careers of others anew."""
        held = self._persons[part.name]
        known = self.about({subject for subjects in shared.values() for subject in subjects})
        for person, subjects in shared.items():
            facts = [fact for subject in subjects for fact in known.get(subject, ()) if person in persons_in(fact)]
            facts.sort(key=lambda fact: (fact.first_seen, fact.id))
            one = part.make(f"person {person}", facts, self.house) if facts else None
            held.pop(person, None)
            if one is not None:
                held[person] = one

    def careers(self, persons: Collection[str]) -> Iterator[Fact]:
        """The facts that name some persons as those whose careers they tell of."""
        named, wanted = self._named_elsewhere, frozenset(persons)
        known = self.about({one for person in wanted for one in named.get(person, (f"person {person}",))})
        return (fact for facts in known.values() for fact in facts if not wanted.isdisjoint(persons_in(fact)))

    def at(self, orgs: Collection[str]) -> Iterator[Fact]:
        """The facts of which one end is believed to be one of some organisations."""
        wanted = frozenset(orgs)
        known = self.about({subject for subject, ends in self.parts(ENDS).items() if not wanted.isdisjoint(ends)})
        return (fact for facts in known.values() for fact in facts if not wanted.isdisjoint(ends_of(fact)))

    @property
    def sights(self) -> Mapping[str, Sight]:
        """By whom each fact is told, by its id."""
        if self._sights is None:
            self._sights = {one.id: one for told in self.parts(SIGHTS).values() for one in told}
        return self._sights

    # -- names

    def named(self, entity: str) -> Shown | None:
        """The name to show for somebody whom the facts may name, and what they belong to."""
        if entity not in self._names and not self._all_named:
            if len(self._names) >= _MANY:
                self._all_named = True
                rows = self.kept.names(self.name)
            else:
                rows = self.kept.shown(self.name, (entity,))
            for id_, shown, above in rows:
                self._names.setdefault(id_, (shown, tuple(above or ())))
        return self._names.get(entity)

    def house(self, org: str) -> str:
        """The id of the house that an organisation belongs to in the end."""
        held = self.named(org) if org else None
        return held[1][-1] if held and held[1] else org

    # -- what changes

    def change(
        self, now: Position, gone: Iterable[str], come: Mapping[str, tuple[Fact, ...]], whom: Iterable[Whom]
    ) -> None:
        """Put facts that were weighed again in the place of those that were there.

        Args:
            now: where the ledger stands.
            gone: subjects whose facts go.
            come: facts that come, by subject.
            whom: names that mean somebody else, or are shown otherwise.

        """
        changes: dict[str, tuple[Fact, ...]] = {**dict.fromkeys(gone, ()), **come}
        self.position = now
        self._by_id = None
        self._names.update({one.entity: (one.shown, one.above) for one in whom})
        if self._sights is not None:
            self._see(changes)
        if self._facts is not None:
            self._facts = _changed(self._facts, changes)
        self._over.update(changes)
        self._unsorted |= {*self._parts, *(f"persons {name}" for name in self._persons)}
        for part in self._made.values():
            for subject, facts in changes.items():
                self._put(part, subject, facts)
        if self._persons:
            self._put_persons(changes)

    def is_kept(self, stamp: str) -> None:
        """Note that the ledger keeps the facts as they are here."""
        self.stamp = stamp
        self._over.clear()
        if self._facts is None:
            self._by_id = None

    def _put(self, part: Part[Any], subject: str, facts: Sequence[Fact]) -> None:
        one = part.make(subject, facts, self.house) if facts else None
        if one is None:
            self._parts[part.name].pop(subject, None)
        else:
            self._parts[part.name][subject] = one

    def _see(self, changes: Mapping[str, Sequence[Fact]]) -> None:
        sights = self._sights if self._sights is not None else {}
        for subject in changes:
            for one in self._parts[SIGHTS.name].get(subject, ()):
                sights.pop(one.id, None)
        for facts in changes.values():
            sights.update((fact.id, sight(fact)) for fact in facts)

    def _put_persons(self, changes: Mapping[str, Sequence[Fact]]) -> None:
        """Bring the parts of persons up to date, also of those who are, or were, named in a subject that changed."""
        before = self._named_elsewhere
        self._shared = None
        after = self._named_elsewhere
        touched = {person for person in map(person_of, changes) if person}
        touched |= {
            person for known in (before, after) for person, subjects in known.items()
            if not subjects.isdisjoint(changes)
        }  # fmt: skip
        for name, held in self._persons.items():
            own = self._parts[name]
            for person in touched:
                held.pop(person, None)
                if (part := own.get(f"person {person}")) is not None:
                    held[person] = part
            self._of_shared(self._made[name], {one: after[one] for one in touched if one in after})


def _changed(
    facts: Mapping[str, tuple[Fact, ...]], changes: Mapping[str, tuple[Fact, ...]]
) -> dict[str, tuple[Fact, ...]]:
    return {subject: held for subject, held in {**facts, **changes}.items() if held}
