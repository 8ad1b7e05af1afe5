"""Accelerators for each researcher: what runs at an organisation over the staff that is told of it, by day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Final

from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.facts.fact import Fact
from talentwire.analyse.facts.relations import happened_on, value_of
from talentwire.analyse.facts.settings import DAYS
from talentwire.analyse.machines.amounts import Amount
from talentwire.analyse.machines.asking import Measure
from talentwire.analyse.machines.series import History, Steps, Together, highest
from talentwire.analyse.machines.sites import Scope, Site
from talentwire.lang.families import family_of

APART: Final = 365
"""Days between the last word on a staff and on the machines after which the two make no number."""


class Staff(StrEnum):
    """Who is counted as staff."""

    RESEARCH = "research"
    EVERYBODY = "everybody"


@dataclass(frozen=True)
class Machines:
    """What runs at an organisation, over time.

    Attributes:
        at_sites: accelerators at its sites, added up.
        in_all: what is told of everything it has, which is never added to its sites.
        h100: those at its sites of which the chip is known, in H100.
        h100_in_all: the same of everything it has.
        shared: whether one of the sites is somebody else's too.

    """

    at_sites: Together
    in_all: Steps
    h100: Together
    h100_in_all: Steps
    shared: bool


@dataclass(frozen=True)
class Ratio:
    """Accelerators over staff from a day on.

    Attributes:
        org: id of the organisation.
        group: who was counted.
        day: from when both were so.
        staff: how many people.
        at_sites: accelerators at sites; None where only a total is told.
        in_all: accelerators told in total; None where only sites are told.
        each: accelerators for each of the staff; None where the two claims lie too far apart.
        h100: the same in H100; None where the chip is not known.

    """

    org: str
    group: Staff
    day: date
    staff: Amount
    at_sites: Amount | None
    in_all: Amount | None
    each: Amount | None
    h100: Amount | None


def staffs(basis: Basis) -> dict[tuple[str, Staff], list[Fact]]:
    """The told sizes of staffs, by organisation and by who is counted, the oldest first."""
    found: dict[tuple[str, Staff], list[Fact]] = defaultdict(list)
    for fact in basis.facts:
        sized = (
            fact.kind == "workforce" and value_of(fact, "change") == "size" and fact.slots.keys() >= {"org", "count"}
        )
        group = _group(value_of(fact, "group")) if sized else None
        if group and fact.stands and fact.status.happened and value_of(fact, "count") > 0:
            found[value_of(fact, "org"), group].append(fact)
    return {key: sorted(facts, key=lambda one: (happened_on(one), one.id)) for key, facts in found.items()}


def _group(text: str | None) -> Staff | None:
    """Who a claim counts; None for another part of a staff, such as that of a place."""
    if not text:
        return Staff.EVERYBODY
    return Staff.RESEARCH if family_of(text) == "research" else None


def by_org(sites: Iterable[Site], basis: Basis) -> dict[str, list[Site]]:
    """The sites of every organisation, with those of what belongs to it."""
    found: dict[str, list[Site]] = defaultdict(list)
    for site in sites:
        for org in sorted({up for owner in site.owners for up in (owner, *basis.world.above(owner))}):
            found[org].append(site)
    return found


def machines_of(mine: Sequence[Site], history: History) -> Machines:
    """What runs at the sites of an organisation."""
    single = [site for site in mine if site.scope is Scope.SITE]
    rest = [site for site in mine if site.scope is not Scope.SITE]

    def each(some: Sequence[Site], measure: Measure) -> list[Steps]:
        return [history.steps(site, measure) for site in some]

    return Machines(
        Together(each(single, Measure.ACCELERATORS)), highest(each(rest, Measure.ACCELERATORS)),
        Together(each(single, Measure.H100)), highest(each(rest, Measure.H100)),
        any(len(site.houses) > 1 for site in single),
    )  # fmt: skip


@dataclass(frozen=True)
class Line:
    """Accelerators over a staff, over time.

    Attributes:
        org: id of the organisation.
        group: who is counted.
        staff: the sizes that are told.
        machines: what runs there.
        seen: by fact, the last day on which it was told.

    """

    org: str
    group: Staff
    staff: Sequence[Fact]
    machines: Machines
    seen: Mapping[str, date]

    @cached_property
    def days(self) -> list[date]:
        """The days on which one of the two became another, both being told, the newest first."""
        ends = (fact.holds.end for fact in self.staff if fact.holds and fact.holds.end)
        days = {*map(happened_on, self.staff), *ends, *self.machines.at_sites.days, *self.machines.in_all.days}
        found: list[date] = []
        before: tuple[object, ...] = ()
        for day in sorted(days):
            told = _size(self.staff, day), self.machines.at_sites.number(day), self.machines.in_all.at(day)
            figures = tuple(one and one[:3] for one in told)  # by whom they are told makes no other number
            if figures != before and figures[0] and (figures[1] or figures[2]):
                found.append(day)
            before = figures
        return found[::-1]

    def at(self, day: date) -> Ratio | None:
        """The ratio on a day; None where one of the two is not told."""
        staff, at_sites, in_all = _size(self.staff, day), self.machines.at_sites.at(day), self.machines.in_all.at(day)
        told = [one for one in (at_sites, in_all) if one]
        if staff is None or not told:
            return None
        near = _near(staff, told, self.seen)
        each = _over((in_all, at_sites), staff) if near else None
        h100 = _over((self.machines.h100_in_all.at(day), self.machines.h100.at(day)), staff) if near else None
        return Ratio(self.org, self.group, day, staff, at_sites, in_all, each, h100)


def _size(facts: Sequence[Fact], day: date) -> Amount | None:
    """How many there were on a day: the newest figure, with bounds that hold those of the same weeks."""
    told = [
        fact
        for fact in facts
        if happened_on(fact) <= day and not (fact.ended_by and fact.holds and fact.holds.end and fact.holds.end <= day)
    ]
    if not told:
        return None
    newest = max(map(happened_on, told))
    told = [fact for fact in told if newest - happened_on(fact) <= timedelta(DAYS["staff"])]
    best = max(told, key=lambda fact: (fact.confidence.value, happened_on(fact), fact.id))
    values = [value.value for fact in told for value in fact.slots["count"].values if value.value > 0]
    return Amount(value_of(best, "count"), min(values), max(values), tuple(fact.id for fact in told))


def _near(staff: Amount, machines: Sequence[Amount], seen: Mapping[str, date]) -> bool:
    """Whether both were told within a time in which neither can have changed much."""
    people = max(seen[one] for one in staff.facts)
    there = max(seen[one] for amount in machines for one in amount.facts)
    return abs((people - there).days) <= APART


def _over(amounts: tuple[Amount | None, Amount | None], staff: Amount) -> Amount | None:
    """The first amount that is known over a staff, with bounds from all that is told of either."""
    known = [amount for amount in amounts if amount]
    if not known:
        return None
    value = None if known[0].value is None or not staff.value else known[0].value / staff.value
    facts = dict.fromkeys(fact for amount in (*known, staff) for fact in amount.facts)
    low, high = min(one.low for one in known) / staff.high, max(one.high for one in known) / staff.low
    return Amount(value, low, high, tuple(facts))
