"""A fact about machines, read for a register: of which site it is, whose, since when, and how far it has come."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final, cast

from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.facts.fact import Fact, Stage
from talentwire.analyse.facts.relations import value_of
from talentwire.model.values import PartialDate

COUNTS: Final = ("accelerators", "power_mw")
"""Slots that say how large a site is."""


class State(StrEnum):
    """How far a site has come on a day; in this order they are shown."""

    RUNNING = "running"
    BUILDING = "building"
    ANNOUNCED = "announced"
    RUMOURED = "rumoured"
    FAILED = "failed"
    UNTOLD = "untold"

    @property
    def sure(self) -> bool:
        """Whether it is more than announced or rumoured."""
        return self not in (State.ANNOUNCED, State.RUMOURED)


@dataclass(frozen=True, slots=True)
class Told:
    """A fact about machines.

    Attributes:
        fact: the fact.
        facility: id of the site; empty where none is named.
        owners: ids of those who own or use it, the one believed first.
        houses: the houses that these belong to.
        place: where it is; empty where that is not told.
        chip: which accelerators, as the text has it; empty where that is not told.
        begin: the day from which anything of it was so, be it a plan.
        there: the day from which it is there; None where it never was.
        due: when it runs or will run, where that is told.
        live: the counts that no newer figure has overtaken.

    """

    fact: Fact
    facility: str
    owners: tuple[str, ...]
    houses: frozenset[str]
    place: str
    chip: str
    begin: date
    there: date | None
    due: PartialDate | None
    live: frozenset[str] = frozenset(COUNTS)

    @property
    def figure_day(self) -> date:
        """The day of which its figures are."""
        return self.there or self.fact.first_seen

    @property
    def coming(self) -> bool:
        """Whether it had still to be put into operation when it was last told."""
        return self.due is not None and self.due.first() > self.fact.last_seen

    @property
    def runs(self) -> bool:
        """Whether it runs from the day on which it is there."""
        return self.there is not None and not self.coming and any(slot in self.fact.slots for slot in COUNTS)

    def has(self, slot: str) -> bool:
        """Whether it says anything of a slot that still counts."""
        return slot in self.fact.slots and (slot not in COUNTS or slot in self.live)

    def value(self, slot: str) -> Any:
        """What is believed of a slot that still counts, or nothing."""
        return value_of(self.fact, slot) if self.has(slot) else None

    def state(self, day: date) -> State | None:
        """How far it had come on a day; None before anything of it was so."""
        fact = self.fact
        if day < self.begin:
            return None
        if fact.status in (Stage.FAILED, Stage.REVERSED):
            return State.FAILED if day >= _failed_on(fact) else State.ANNOUNCED
        if self.there is None or day < self.there:
            planned = fact.status is Stage.PLANNED or any(step.stage is Stage.PLANNED for step in fact.history)
            return State.ANNOUNCED if planned else State.RUMOURED
        if self.coming:
            return State.BUILDING
        return State.RUNNING if any(slot in fact.slots for slot in COUNTS) else State.UNTOLD


def _failed_on(fact: Fact) -> date:
    return next((step.day for step in fact.history if step.stage in (Stage.FAILED, Stage.REVERSED)), fact.last_seen)


def read(basis: Basis) -> tuple[list[Told], Counter[str]]:
    """Every fact about machines that counts, by its day, and how many were left out, by the reason."""
    found: list[Told] = []
    left_out: Counter[str] = Counter()
    for fact in basis.facts:
        if fact.kind != "compute":
            continue
        if fact.status is Stage.DENIED or fact.superseded_by is not None:
            left_out["denied" if fact.status is Stage.DENIED else "superseded"] += 1
        elif basis.asked.wants_status(fact):
            found.append(_told(fact, basis))
    return sorted(found, key=lambda one: (one.figure_day, one.fact.id)), left_out


def _told(fact: Fact, basis: Basis) -> Told:
    owners = tuple(value.value for value in fact.slots["owner"].values) if "owner" in fact.slots else ()
    due = _due(fact)
    there = _there(fact, due) if fact.status.happened else None
    return Told(
        fact, value_of(fact, "facility") or "", owners, frozenset(map(basis.house, owners)),
        value_of(fact, "location") or "", value_of(fact, "accelerator_type") or "",
        min(there or fact.first_seen, fact.first_seen), there, due,
    )  # fmt: skip


def _due(fact: Fact) -> PartialDate | None:
    """When it runs or will run: what is believed of that or, where nothing is, a date of its own that lay ahead."""
    if online := value_of(fact, "online"):
        return cast(PartialDate, online)
    dates = fact.slots["date"].values if "date" in fact.slots else ()
    return next((value.value for value in dates if value.value.first() > fact.last_seen), None)


def _there(fact: Fact, due: PartialDate | None) -> date:
    """From when it is there: since its own day, or since it runs; at the latest since that was first told.

    A plan that was carried out is there since then, and not since it was made.
    """
    told = min((step.day for step in fact.history if step.stage.happened), default=fact.first_seen)
    dates = [value_of(fact, "date"), due]
    days = [day.first() for day in dates if day and day.first() <= told]
    if told > fact.first_seen:
        days = [day for day in days if day >= fact.first_seen]
    return min(days, default=told)


def last_day(facts: Iterable[Fact]) -> date | None:
    """The last day on which anything was told."""
    return max((fact.last_seen for fact in facts), default=None)
