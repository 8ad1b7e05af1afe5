"""What questions need of the facts of a subject, worked out once and kept beside them.

A ledger holds hundreds of thousands of facts, and most answers count a few things of each. A *part* is what one
question needs of the facts of a subject, in a form that is quickly read. It depends on these facts alone and on which
house an organisation belongs to, so that it holds until they are weighed again.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import Any, Final, Generic, NamedTuple, Protocol, TypeVar, overload

from talentwire.analyse.facts.fact import Fact, Witness

T = TypeVar("T")
House = Callable[[str], str]
"""The id of the house that an organisation belongs to in the end, by the organisation's; nothing for nothing."""
CAREERS: Final = ("move", "position")


@dataclass(frozen=True, eq=False)
class Part(Generic[T]):
    """A part that subjects may have.

    Attributes:
        name: under which it is kept.
        kinds: of the facts that it is made of.
        type: what it is read back into, as msgspec reads types.
        make: makes it of the name and the facts of a subject, these by the day on which each was first told; None
            where the subject has none.

    """

    name: str
    kinds: tuple[str, ...]
    type: Any
    make: Callable[[str, Sequence[Fact], House], T | None]


class Held(Protocol):
    """Facts that can be asked for by part, and one by one."""

    def parts(self, part: Part[T]) -> Mapping[str, T]:
        """A part of every subject that has it, by subject."""

    def of_persons(self, part: Part[T]) -> Mapping[str, T]:
        """A part of every person, by id, made of all facts that name the person."""

    def sights(self, kinds: Iterable[str]) -> Mapping[str, "Sight"]:
        """By whom facts of some kinds are told, by their ids."""

    def look(self, ids: Collection[str]) -> dict[str, Fact]:
        """Facts by their ids."""

    @property
    def finder(self) -> Callable[[Collection[str]], dict[str, Fact]]:
        """Looks facts up by their ids, for as long as an answer is held."""

    def facts(self, kinds: Iterable[str]) -> Sequence[Fact]:
        """Facts of some kinds, by the day on which each was first told."""

    def careers(self, persons: Collection[str]) -> list[Fact]:
        """The moves and positions of some persons, by the day on which each was first told."""

    def at(self, orgs: Collection[str]) -> list[Fact]:
        """Moves and positions of which one end is believed to be one of some organisations, in the same order."""

    def once(self, make: Callable[["Held"], T]) -> T:
        """What a function makes of the facts, made once for all who ask."""

    @property
    def memory(self) -> dict[str, Any]:
        """What was made of the facts of an earlier state of the ledger, for what has not changed since."""


class Told(Protocol):
    """Some facts, and which house an organisation belongs to."""

    @property
    def facts(self) -> Sequence[Fact]:
        """The facts, by the day on which each was first told."""

    def house(self, org: str) -> str:
        """The id of the house that an organisation belongs to in the end."""


@dataclass(frozen=True, slots=True)
class Some:
    """The facts of one subject."""

    facts: Sequence[Fact]
    house_of: House

    def house(self, org: str) -> str:
        """The id of the house that an organisation belongs to in the end."""
        return self.house_of(org)


class Sight(NamedTuple):
    """By whom a fact is told, in numbers that stand for stories and documents.

    Attributes:
        id: of the fact.
        first: ordinal of the day on which it was first told.
        last: ordinal of the day on which it was last told.
        stories: that say so.
        against: stories that deny it.
        documents: all documents that say so or deny it.

    """

    id: str
    first: int
    last: int
    stories: tuple[int, ...]
    against: tuple[int, ...]
    documents: tuple[int, ...]


def number_of(text: str) -> int:
    """A number that stands for a text; two texts of one number are not met in a world with a billion of them."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest()) >> 1


def _stories(told: Iterable[Witness]) -> tuple[int, ...]:
    return tuple(map(number_of, dict.fromkeys(one.story for one in told)))


def sight(fact: Fact) -> Sight:
    """By whom a fact is told."""
    documents = dict.fromkeys(one.document for one in (*fact.supporters, *fact.deniers))
    return Sight(
        fact.id, fact.first_seen.toordinal(), fact.last_seen.toordinal(), _stories(fact.supporters),
        _stories(fact.deniers), tuple(map(number_of, documents)),
    )  # fmt: skip


def _sights(_: str, facts: Sequence[Fact], __: House) -> tuple[Sight, ...] | None:
    return tuple(map(sight, facts)) or None


def _others(subject: str, facts: Sequence[Fact], _: House) -> tuple[str, ...] | None:
    own = person_of(subject)
    named = dict.fromkeys(one for fact in facts for one in persons_in(fact) if one != own)
    return tuple(named) or None


def person_of(subject: str) -> str:
    """The id of the person whose career a subject is; empty for others."""
    kind, _, entity = subject.partition(" ")
    return entity if kind == "person" else ""


def persons_in(fact: Fact) -> tuple[str, ...]:
    """The ids of those of whose career a fact tells."""
    belief = fact.slots.get("person") if fact.kind in CAREERS else None
    return tuple(value.value for value in belief.values) if belief else ()


def ends_of(fact: Fact) -> tuple[str, ...]:
    """The organisations that are believed to be an end of a move, or at which a position is."""
    beliefs = (fact.slots.get(slot) for slot in ("org", "to_org", "from_org"))
    return tuple(str(belief.value) for belief in beliefs if belief)


def _ends(_: str, facts: Sequence[Fact], __: House) -> tuple[str, ...] | None:
    return tuple(dict.fromkeys(one for fact in facts if fact.kind in CAREERS for one in ends_of(fact))) or None


SIGHTS: Final = Part("sight", (), tuple[Sight, ...], _sights)
"""Of all kinds."""
OTHERS: Final = Part("others", CAREERS, tuple[str, ...], _others)
"""Persons who are named beside the one whose career it is."""
ENDS: Final = Part("ends", CAREERS, tuple[str, ...], _ends)
"""Organisations at which somebody is told to be, or to have been."""


class Late(Sequence[Fact]):
    """Facts that are read when somebody looks at them.

    Args:
        read: reads them.

    """

    def __init__(self, read: Callable[[], tuple[Fact, ...]]) -> None:
        self._read = read

    @cached_property
    def _facts(self) -> tuple[Fact, ...]:
        return self._read()

    @overload
    def __getitem__(self, at: int) -> Fact: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Fact, ...]: ...

    def __getitem__(self, at: int | slice) -> Fact | tuple[Fact, ...]:
        return self._facts[at]

    def __iter__(self) -> Iterator[Fact]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)

    def __eq__(self, other: object) -> bool:
        return self._facts == (other._facts if isinstance(other, Late) else other)

    def __hash__(self) -> int:
        return id(self)


class Loose:
    """Facts of a past moment, or of a small world: their parts are made when they are asked for.

    Args:
        facts: by the day on which each was first told.
        house: which house an organisation belongs to.

    """

    def __init__(self, facts: Sequence[Fact], house: House) -> None:
        self._facts = facts
        self._house = house

    def parts(self, part: Part[T]) -> Mapping[str, T]:
        """A part of every subject that has it, by subject."""
        by_subject: dict[str, list[Fact]] = defaultdict(list)
        for fact in self._facts:
            if not part.kinds or fact.kind in part.kinds:
                by_subject[fact.subject].append(fact)
        return made(part, by_subject, self._house)

    def of_persons(self, part: Part[T]) -> Mapping[str, T]:
        """A part of every person, by id, made of all facts that name the person."""
        by_person: dict[str, list[Fact]] = defaultdict(list)
        for fact in self._facts:
            for person in dict.fromkeys(persons_in(fact)):
                by_person[f"person {person}"].append(fact)
        return {person_of(subject): one for subject, one in made(part, by_person, self._house).items()}

    def sights(self, kinds: Iterable[str]) -> Mapping[str, Sight]:
        """By whom facts of some kinds are told, by their ids."""
        wanted = frozenset(kinds)
        return {fact.id: sight(fact) for fact in self._facts if not wanted or fact.kind in wanted}

    def look(self, ids: Collection[str]) -> dict[str, Fact]:
        """Facts by their ids."""
        wanted = frozenset(ids)
        return {fact.id: fact for fact in self._facts if fact.id in wanted}

    @property
    def finder(self) -> Callable[[Collection[str]], dict[str, Fact]]:
        """Looks facts up by their ids."""
        return self.look

    def facts(self, kinds: Iterable[str]) -> Sequence[Fact]:
        """Facts of some kinds, by the day on which each was first told."""
        wanted = frozenset(kinds)
        return [fact for fact in self._facts if fact.kind in wanted]

    def careers(self, persons: Collection[str]) -> list[Fact]:
        """The moves and positions of some persons, by the day on which each was first told."""
        wanted = frozenset(persons)
        return [fact for fact in self._facts if not wanted.isdisjoint(persons_in(fact))]

    def at(self, orgs: Collection[str]) -> list[Fact]:
        """Moves and positions of which one end is believed to be one of some organisations, in the same order."""
        wanted = frozenset(orgs)
        return [fact for fact in self._facts if fact.kind in CAREERS and not wanted.isdisjoint(ends_of(fact))]

    def once(self, make: Callable[[Held], T]) -> T:
        """What a function makes of the facts."""
        return make(self)

    @property
    def memory(self) -> dict[str, Any]:
        """What was made of other facts: nothing."""
        return {}


def made(part: Part[T], by_subject: Mapping[str, Sequence[Fact]], house: House) -> dict[str, T]:
    """A part of each subject that has it, always in the same order."""
    ordered = sorted(by_subject, key=lambda subject: (not subject.startswith(("group ", "person ")), subject))
    found = ((subject, part.make(subject, by_subject[subject], house)) for subject in ordered)
    return {subject: one for subject, one in found if one is not None}
