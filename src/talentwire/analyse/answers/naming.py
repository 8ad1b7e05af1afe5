"""Whom a fact names, and whether that is who was asked about."""

from collections.abc import Collection, Iterable
from typing import Final

from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.facts.fact import Fact
from talentwire.model.claims import KINDS, NAMED, slots

NAMING: Final = {kind: tuple(slot.name for slot in slots(KINDS[kind]) if slot.type in NAMED) for kind in KINDS}
"""By kind the slots that hold names."""


def ids_in(fact: Fact, slot: str) -> tuple[str, ...]:
    """The ids of everybody who is named in a slot, the one believed first."""
    belief = fact.slots.get(slot)
    return tuple(value.value for value in belief.values) if belief else ()


def named_in(fact: Fact) -> frozenset[str]:
    """The ids of everybody and everything that a fact names."""
    return frozenset(one for slot in NAMING[fact.kind] for one in ids_in(fact, slot))


def concerns(basis: Basis, *facts: Fact, tellers: Iterable[str] = ()) -> bool:
    """Whether the person and the organisation asked about are named in facts, or among those who tell them."""
    if not basis.person and not basis.orgs:
        return True
    return is_asked_for(basis, frozenset(tellers).union(*map(named_in, facts)))


def is_asked_for(basis: Basis, ids: Collection[str]) -> bool:
    """Whether the person and the organisation asked about are among some."""
    return (not basis.person or basis.person in ids) and (not basis.orgs or not basis.orgs.isdisjoint(ids))
