"""What a claim is about, so that only claims of one subject need be compared.

A subject is a text such as ``person person:ada lovelace`` or ``deal org:brumelune``: what is weighed together, and whom
it is about. Facts of different subjects never touch each other.
"""

from collections.abc import Iterable
from typing import Final, NamedTuple

from talentwire.analyse.facts.deals import house_of, sides
from talentwire.analyse.facts.reading import Reading
from talentwire.analyse.facts.report import PLAIN, Report, World

_SLOTS: Final = {
    "position": ("person",),
    "funding": ("org",),
    "pay": ("payer",),
    "compute": ("owner", "facility"),
    "workforce": ("org",),
    "release": ("product",),
    "quote": ("speaker",),
}
_WHOLE: Final = frozenset({"pay", "compute"})
"""Kinds in which a part of a house and the house are weighed together."""


class Asked(NamedTuple):
    """Which claims must be at hand to weigh a subject.

    Attributes:
        kinds: claims of these kinds…
        entity: …that name this entity, or an organisation that belongs to it, in any slot…
        people: …and, of moves, whether those of named persons or those of unnamed groups.

    """

    kinds: tuple[str, ...]
    entity: str
    people: bool = True


def subject_of(reading: Reading, world: World) -> str:
    """The subject of a claim; ``kind`` alone where it names nobody."""
    kind = reading.claim.kind
    if kind == "move":
        if person := reading.ids.get("person"):
            return f"person {person[0]}"
        return f"group {_top(reading, ('to_org', 'from_org'), world)}"
    if kind == "position":
        return f"person {_top(reading, ('person',), world)}"
    if kind == "deal":
        return f"deal {house_of(reading, world)}"
    slots = _SLOTS[kind]
    if kind in _WHOLE:
        return f"{kind} {_top(reading, slots, world)}"
    return f"{kind} {next((ids[0] for slot in slots if (ids := reading.ids.get(slot))), '')}"


def _top(reading: Reading, slots: tuple[str, ...], world: World) -> str:
    """Who fills the first of the slots that is filled, or what that belongs to."""
    for slot in slots:
        if ids := reading.ids.get(slot):
            return top(ids[0], world)
    return ""


def top(entity: str, world: World) -> str:
    """The house that an organisation belongs to in the end."""
    return (entity, *world.above(entity))[-1]


def affected(reports: Iterable[Report], world: World = PLAIN) -> frozenset[str]:
    """The subjects whose facts must be weighed again when these reports come or go.

    A deal concerns both its parties: a merger may be told from either side.
    """
    found: set[str] = set()
    world = world.remembering()
    for report in reports:
        reading = Reading(report, world)
        found.add(subject_of(reading, world))
        if reading.claim.kind == "deal":
            found.update(f"deal {house}" for house in sides(reading, world))
    return frozenset(found)


def asked(subject: str) -> Asked:
    """Which claims of the ledger are needed to weigh a subject."""
    family, _, entity = subject.partition(" ")
    if family == "person":
        return Asked(("move", "position"), entity)
    if family == "group":
        return Asked(("move",), entity, people=False)
    return Asked((family,), entity)
