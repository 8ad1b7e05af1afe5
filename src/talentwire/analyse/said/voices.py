"""Who tells a claim: the source that the document names, or the outlet that tells it on its own account.

A claim has one teller. What a document takes over from another outlet is told by that outlet; what a person or a
company with a name says is theirs, not the outlet's; what people without a name say is the outlet's that prints it.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

from talentwire.analyse.answers.parts import Held, House, Part
from talentwire.analyse.facts.fact import Fact, Stage, Witness
from talentwire.lang.folding import fold
from talentwire.model.claims import Status


class Sort(StrEnum):
    """What a teller is."""

    OUTLET = "outlet"
    PERSON = "person"
    ORG = "org"


class Teller(NamedTuple):
    """Who tells something.

    Attributes:
        key: the same for one and the same teller.
        name: what to call it.
        sort: what it is.
        entity: its id; empty where nobody looked it up.

    """

    key: str
    name: str
    sort: Sort
    entity: str = ""


class Voices:
    """The tellers of facts.

    An outlet that is known by its name alone is the same as one of this name that a document quotes, and whoever is
    quoted and publishes documents is an outlet.

    Args:
        heard: what is to be known of the sources and outlets of all facts whose tellers are asked for.

    """

    def __init__(self, heard: Iterable["Heard"]) -> None:
        self._ids: dict[str, str] = {}
        self._outlets: set[str] = set()
        quoted: dict[str, Quoted] = {}
        for one in heard:
            self._outlets.update(one.outlets)
            for source in one.quoted:
                known = quoted.get(source.name)
                if known is None or (source.first, source.fact) < (known.first, known.fact):
                    quoted[source.name] = source
        self._ids = {name: one.org for name, one in quoted.items()}

    @classmethod
    def of(cls, held: Held) -> "Voices":
        """The tellers of all facts."""
        return held.once(_voices)

    def teller(self, witness: Witness) -> Teller | None:
        """Who tells a claim; None where nobody with a name does, or a person put it into the ledger."""
        if witness.voice == "editor":
            return None
        if witness.by and witness.voice != "unnamed":
            return Teller(witness.by, witness.who, self._sort(witness), witness.by)
        return self.outlet(witness)

    def _sort(self, witness: Witness) -> Sort:
        if witness.by.startswith("person:"):
            return Sort.PERSON
        known = witness.voice == "outlet" or (not witness.concerned and _plain(witness.who) in self._outlets)
        return Sort.OUTLET if known else Sort.ORG

    def outlet(self, witness: Witness) -> Teller | None:
        """Who published the document of a claim; a company that writes of itself is no outlet."""
        if not witness.outlet:
            return None
        own = not witness.by and witness.concerned
        name = _plain(witness.outlet)
        entity = self._ids.get(name, "")
        return Teller(entity or f"name:{name}", witness.outlet, Sort.ORG if own else Sort.OUTLET, entity)

    def speaker(self, witness: Witness) -> Teller | None:
        """The person or organisation that says so; None where an outlet does, or people without a name."""
        found = self.teller(witness)
        return found if found and found.sort is not Sort.OUTLET else None


class Quoted(NamedTuple):
    """An organisation that documents name as their source.

    Attributes:
        name: as it is compared.
        first: day on which the fact was first told.
        fact: id of the fact that it tells.
        org: id of the organisation.

    """

    name: str
    first: date
    fact: str
    org: str


class Heard(NamedTuple):
    """The outlets of the claims of a subject, and the organisations that they name as sources."""

    outlets: tuple[str, ...]
    quoted: tuple[Quoted, ...]


def _voices(held: Held) -> Voices:
    return Voices(held.parts(HEARD).values())


def _heard(_: str, facts: Sequence[Fact], __: House) -> Heard | None:
    outlets: dict[str, None] = {}
    quoted: dict[str, Quoted] = {}
    for fact in facts:
        for one in (*fact.supporters, *fact.deniers):
            if one.outlet and not (one.concerned and not one.by):
                outlets[_plain(one.outlet)] = None
            if one.by.startswith("org:"):
                name = _plain(one.who)
                quoted.setdefault(name, Quoted(name, fact.first_seen, fact.id, one.by))
    made = Heard(tuple(outlets), tuple(quoted.values()))
    return made if any(made) else None


@lru_cache(maxsize=65536)
def _plain(name: str) -> str:
    return fold(name).removeprefix("the ")


def stage_of(witness: Witness) -> Stage:
    """What a claim says of how far the thing has come."""
    if witness.status is Status.DENIED:
        return Stage.DENIED
    if witness.status is Status.FAILED:
        return Stage.FAILED
    if witness.status in (Status.TALKS, Status.ATTEMPTED) or witness.voice == "unnamed":
        return Stage.RUMOURED
    if witness.status is Status.PLANNED:
        return Stage.PLANNED
    return Stage.CONFIRMED if witness.concerned or witness.voice == "editor" else Stage.REPORTED


def in_time(witnesses: Iterable[Witness]) -> list[Witness]:
    """Claims by their days; those of one day as they were recorded."""
    return sorted(witnesses, key=lambda one: one.day)


HEARD: Final = Part("heard", (), Heard, _heard)
