"""Whom money is for: a person whom the ledger knows by name, with their position, or a group described in words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple

from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.answers.parts import CAREERS, House, Part, persons_in
from talentwire.analyse.facts.fact import Fact, Stage
from talentwire.analyse.facts.relations import happened_on, value_of
from talentwire.lang.families import OTHER, UNTOLD, family_of

_BEFORE: Final = timedelta(92)
_AFTER: Final = timedelta(365)
"""Days around an offer within which the person who was offered it joins whoever offered, or does not."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a sum is for.

    Attributes:
        shown: as a person reads it; empty where nothing is told.
        person: id of the person; empty for a group.
        family: family of their positions.

    """

    shown: str = ""
    person: str = ""
    family: str = UNTOLD


class Called(NamedTuple):
    """What somebody is called in a fact.

    Attributes:
        name: as it is compared.
        first: day on which the fact was first told.
        fact: its id.
        place: of the name in it.
        person: id of the person.

    """

    name: str
    first: date
    fact: str
    place: int
    person: str

    @property
    def order(self) -> tuple[date, str, int]:
        """The first one counts."""
        return self.first, self.fact, self.place


def _called(_: str, facts: Sequence[Fact], __: House) -> tuple[Called, ...] | None:
    found: dict[str, Called] = {}
    for fact in facts:
        belief = fact.slots.get("person") if fact.kind in CAREERS else None
        for place, value in enumerate(belief.values if belief else ()):
            name = value.shown.casefold()
            found.setdefault(name, Called(name, fact.first_seen, fact.id, place, value.value))
    return tuple(found.values()) or None


CALLED: Final = Part("called", CAREERS, tuple[Called, ...], _called)


class Recipients:
    """Finds out whom the words of a claim mean, from the moves and positions of the ledger."""

    def __init__(self, basis: Basis) -> None:
        self._basis = basis
        self._roles: dict[str, list[Fact]] = defaultdict(list)
        self._moves: dict[str, list[Fact]] = defaultdict(list)
        wanted = {
            str(value.value).casefold()
            for fact in basis.of("pay")
            if "recipient" in fact.slots
            for value in fact.slots["recipient"].values
        }
        known: dict[str, Called] = {}
        for called in basis.held.parts(CALLED).values():
            for one in called:
                if one.name in wanted and (one.name not in known or one.order < known[one.name].order):
                    known[one.name] = one
        self._ids = {name: one.person for name, one in known.items()}
        self._learn(basis.held.careers(self._ids.values()))

    def _learn(self, careers: Iterable[Fact]) -> None:
        """Keep what is told of those who are paid; a ledger knows many more people."""
        paid = frozenset(self._ids.values())
        for fact in careers:
            for person in paid.intersection(persons_in(fact)):
                if fact.stands:
                    self._roles[person].append(fact)
                if fact.kind == "move":
                    self._moves[person].append(fact)

    def of(self, fact: Fact) -> Recipient:
        """Whom the sum of a fact is for; of several that are told, the one most believed."""
        belief = fact.slots.get("recipient")
        if belief is None:
            return Recipient()
        for value in belief.values:
            if person := self._ids.get(str(value.value).casefold(), ""):
                return Recipient(self._basis.name(person), person, self._family(person, fact))
        shown = str(belief.value)
        family = family_of(shown)
        return Recipient(shown, "", UNTOLD if family == OTHER else family)

    def _family(self, person: str, fact: Fact) -> str:
        """What a person does: at the payer's if told, else what was told nearest to the offer."""
        house, day = self._basis.house(value_of(fact, "payer") or ""), happened_on(fact)
        told = sorted(self._roles[person], key=lambda one: abs((one.first_seen - day).days))
        here = [one for one in told if house in self._houses(one)]
        for one in (*here, *told):
            for slot in ("to_role", "role", "from_role"):
                if (family := family_of(value_of(one, slot))) != UNTOLD:
                    return family
        return UNTOLD

    def _houses(self, fact: Fact) -> Iterable[str]:
        return (self._basis.house(value_of(fact, slot) or "") for slot in ("org", "to_org"))

    def joined(self, person: str, payer: str, day: date) -> Fact | None:
        """The move with which a person joined whoever offered, around the day of the offer; None where none is told."""
        moves = (one for one in self._to(person, payer, day) if one.stands and one.status.happened)
        return next(moves, None)

    def refused(self, person: str, payer: str, day: date) -> Fact | None:
        """The move to whoever offered that came to nothing around the day of the offer; None where none is told."""
        return next((one for one in self._to(person, payer, day) if one.status is Stage.FAILED), None)

    def _to(self, person: str, payer: str, day: date) -> Iterator[Fact]:
        house = self._basis.house(payer)
        for fact in self._moves.get(person, ()):
            went = self._basis.house(value_of(fact, "to_org") or "")
            if house and went == house and -_BEFORE <= happened_on(fact) - day <= _AFTER:
                yield fact
