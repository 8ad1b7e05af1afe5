"""Facts with all that another program needs to understand and check them: who is meant, and which words say so."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, get_args

from talentwire.analyse.facts.fact import Fact, Witness
from talentwire.analyse.who import Who
from talentwire.model.claims import KINDS, NAMED, slots
from talentwire.model.entities import Entity, EntityType, Node
from talentwire.record.answers import Entry
from talentwire.record.ledger import Ledger

_PART: Final = 500
"""Facts that are looked up at once."""


@dataclass(frozen=True)
class Sourced:
    """A fact with its sources.

    Attributes:
        fact: the fact.
        entries: the entries of its claims, by id.
        entities: everybody and everything that it names, by id.

    """

    fact: Fact
    entries: Mapping[str, Entry]
    entities: Mapping[str, Entity]

    def told(self, witnesses: Iterable[Witness]) -> Iterator[tuple[Witness, Entry]]:
        """Witnesses with their entries."""
        return ((one, self.entries[one.claim]) for one in witnesses if one.claim in self.entries)


def sourced(facts: Iterable[Fact], ledger: Ledger, who: Who) -> Iterator[Sourced]:
    """Facts with their sources, a few hundred at a time."""
    left = iter(facts)
    while part := tuple(islice(left, _PART)):
        entries = {one.id: one for one in ledger.by_ids([claim for fact in part for claim in fact.claims])}
        shown = {fact.id: dict(_named(fact)) for fact in part}
        known = _known({id_ for named in shown.values() for id_ in named}, who)
        for fact in part:
            whom = {id_: known.get(id_) or _plain(id_, name) for id_, name in shown[fact.id].items()}
            yield Sourced(fact, {one: entries[one] for one in fact.claims if one in entries}, whom)


def _named(fact: Fact) -> Iterator[tuple[str, str]]:
    """The ids in the slots of a fact, each with how it is shown."""
    for slot in slots(KINDS[fact.kind]):
        belief = fact.slots.get(slot.name)
        if belief and slot.type in NAMED:
            yield from ((value.value, value.shown) for value in belief.values)


def _known(ids: Iterable[str], who: Who) -> dict[str, Entity]:
    nodes = {id_: Node(kind, key) for id_ in ids if (kind := _type(id_)) and (key := id_.partition(":")[2])}
    who.learn(nodes.values())
    found = {id_: who.entity(node) for id_, node in nodes.items()}
    return {id_: entity for id_, entity in found.items() if entity.id == id_}  # else a name in one document alone


def _plain(id_: str, name: str) -> Entity:
    return Entity(id_, _type(id_) or "org", name)


def _type(id_: str) -> EntityType | None:
    types: Sequence[EntityType] = get_args(EntityType)
    return next((one for one in types if id_.startswith(f"{one}:")), None)
