"""From what happened to what there is to say of it: as it was, or with an error."""

import random
from collections.abc import Sequence
from typing import Final, NamedTuple

from synthetic.events import Event
from synthetic.sentences import Unit
from talentwire.model.values import Money


class Plan(NamedTuple):
    """What a report is about.

    Attributes:
        title: the key of its headline.
        units: what it says.
        wrong: what it would have to correct, where it errs.

    """

    title: str
    units: tuple[Unit, ...]
    wrong: Unit | None = None


_SIMPLE: Final = {
    "seen": ("org", "position.since"), "inner": ("move", "move.inner"), "board": ("move", "move.board"),
    "group": ("group", "group.new"), "retention": ("org", "pay.retention"), "round": ("org", "round.new"),
    "site": ("org", "site.plan"), "opening": ("org", "site.runs"), "line": ("org", "position.reports"),
}  # fmt: skip
_ABOUT: Final = {"payer": "org", "owner": "org", "buyer": "org", "to": "org", "from": "org"}


def plan(event: Event) -> Plan:
    """What there is to say when it has happened."""
    title, key = _SIMPLE.get(event.kind) or _other(event)
    slots = dict(event.slots)
    for slot, place in _ABOUT.items():
        if place not in slots and slots.get(slot):
            slots[place] = slots[slot]
    return Plan(title, (Unit(key, slots, event.day, event.id),))


_OWN: Final = {"offer": ("pay", "pay", "outcome"), "deal": ("org", "deal", "deal"), "staff": ("org", "staff", "change"),
               "release": ("org", "release", "event"), "rumour": ("rumour", "move", "")}  # fmt: skip
"""Headline and kind of what is said of an event, and the slot that tells the form."""


def _other(event: Event) -> tuple[str, str]:
    slots = event.slots
    if event.kind != "move":
        title, kind, form = _OWN[event.kind]
        return title, f"{kind}.{slots[form] if form else 'talks'}"
    if not slots["to"]:
        return "leave", "move.leave"
    form = "found" if slots.get("founded") else "new" if slots["from"] else "join"
    return "move", f"move.{form}"


def erring(told: Plan, houses: Sequence[str], chance: random.Random) -> Plan:
    """The same with an error in it, in a name, a sum or a number; as it was, where nothing can be wrong."""
    unit = told.units[0]
    slots = unit.slots
    if unit.key == "move.new" and len(houses) > 3:
        slot = "to" if chance.random() < 0.75 else "from"
        while (other := chance.choice(houses)) in (slots["to"], slots["from"]):
            pass
        right = unit.but("correction.move", wrong=other) if slot == "to" else None
        return Plan(told.title, (unit.but(**{slot: other}), *told.units[1:]), right)
    if isinstance(slots.get("amount"), Money) and unit.key != "pay.denied":
        off = chance.choice((0.1, 0.5, 2, 3, 10))
        amount = Money(int(slots["amount"].value * off), "USD")
        right = unit.but("correction.amount", fact=unit.key)
        return Plan(told.title, (unit.but(amount=amount), *told.units[1:]), right)
    if unit.key in ("group.new", "site.plan", "site.runs", "staff.size", "staff.cut"):
        count = max(2, int(slots["count"] * chance.choice((0.5, 0.8, 1.3, 2))))
        return Plan(told.title, (unit.but(count=count), *told.units[1:]))
    return told


def before(event: Event, key: str) -> Plan:
    """What is said before a move: talks, a plan, or that it is not so."""
    slots = {**event.slots, "source": "", "denier": event.slots["from"], "org": event.slots["from"]}
    title = {"move.planned": "move", "move.denied": "denied"}.get(key, "rumour")
    return Plan(title, (Unit(key, slots, event.day, event.id),))
