"""How a site stands on a day: its figures by state, those of one thing together, with everything that contradicts."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Final

from talentwire.analyse.facts.settings import DAYS
from talentwire.analyse.facts.values import near_number
from talentwire.analyse.machines.amounts import Amount, spanning
from talentwire.analyse.machines.chips import Exchange
from talentwire.analyse.machines.sites import Site
from talentwire.analyse.machines.told import COUNTS, State, Told

_NEAR_DUE: Final = 366
"""Days within which two dates of opening may be of one and the same phase."""


@dataclass(frozen=True)
class Entry:
    """Figures of a site in one state, taken to be of one thing.

    Attributes:
        site: the site.
        state: how far it has come.
        told: the facts, the one believed most first.
        exchange: turns accelerators into H100.

    """

    site: Site
    state: State
    told: tuple[Told, ...]
    exchange: Exchange

    @cached_property
    def accelerators(self) -> Amount | None:
        """How many, as told."""
        return _told_amount(self.told, "accelerators")

    @cached_property
    def power(self) -> Amount | None:
        """Megawatts, as told."""
        return _told_amount(self.told, "power_mw")

    @cached_property
    def h100(self) -> Amount | None:
        """How many H100 that is, from the facts that name a chip of which the worth is known."""
        amounts = [amount for one in self.told if (amount := self._h100(one))]
        if not amounts:
            return None
        found = amounts[0]
        for other in amounts[1:]:
            found = spanning(found, other)
        return found

    @property
    def chip(self) -> str:
        """Which accelerators: as the fact believed most has it, of those that name a chip rather than any."""
        named = sorted((one.chip for one in self.told if one.chip), key=lambda text: self.exchange.chip(text) is None)
        return next(iter(named), "")

    @property
    def kind(self) -> str:
        """The chip's own name; empty where none that is known is told."""
        chip = self.exchange.chip(self.chip)
        return chip.name if chip else ""

    @property
    def converted(self) -> bool:
        """Whether the accelerators are known in H100, as far as they are told at all."""
        return self.accelerators is None or self.h100 is not None

    def _h100(self, one: Told) -> Amount | None:
        """What a fact makes in H100; where it is told of several chips, with bounds that hold all of them."""
        belief = one.fact.slots.get("accelerator_type")
        worths = [worth for value in belief.values if (worth := self.exchange.worth(value.value))] if belief else []
        if not worths or not one.has("accelerators"):
            return None
        counts = [value.value for value in one.fact.slots["accelerators"].values]
        value = None if worths[0].value is None else counts[0] * worths[0].value
        low, high = min(worth.low for worth in worths), max(worth.high for worth in worths)
        return Amount(value, min(counts) * low, max(counts) * high, (one.fact.id,))


def _told_amount(told: Sequence[Told], slot: str) -> Amount | None:
    """What facts say of a slot: the value of the one believed most, with bounds that hold all values told."""
    saying = [one.fact for one in told if one.has(slot)]
    if not saying:
        return None
    values = [value.value for fact in saying for value in fact.slots[slot].values]
    return Amount(saying[0].slots[slot].value, min(values), max(values), tuple(fact.id for fact in saying))


def standing(site: Site, day: date, exchange: Exchange) -> list[Entry]:
    """What a site was on a day: an entry for each state, for each kind of chip that runs, for each stage planned."""
    by_state: dict[State, list[Told]] = defaultdict(list)
    for one in site.told:
        if state := one.state(day):
            by_state[state].append(one)
    entries = _runs(site, by_state.pop(State.RUNNING, []), exchange)
    there = [one for entry in entries for one in entry.told]
    for state, told in by_state.items():
        open_ = [one for one in told if state is State.FAILED or not _reached(one, there)]
        entries += [Entry(site, state, part, exchange) for part in _of_one_thing(open_, exchange)]
    order = list(State)
    return sorted(entries, key=lambda entry: (order.index(entry.state), -_size(entry), entry.told[0].fact.id))


def running(site: Site, exchange: Exchange) -> Iterator[tuple[date, list[Entry]]]:
    """What ran at a site from every day on which something was added: an entry for each kind of chip.

    What has been overtaken once stays so; therefore each day goes on from the one before.
    """
    told = sorted((one for one in site.told if one.runs), key=lambda one: (one.figure_day, one.fact.id))
    live: list[Told] = []
    for day, new in groupby(told, key=lambda one: one.figure_day):
        live = _newest([*live, *new], exchange)
        yield day, _parts(site, live, exchange)


def _runs(site: Site, told: Sequence[Told], exchange: Exchange) -> list[Entry]:
    return _parts(site, _newest(told, exchange), exchange) if told else []


def _parts(site: Site, live: Sequence[Told], exchange: Exchange) -> list[Entry]:
    return [Entry(site, State.RUNNING, part, exchange) for part in _by_chip(live, exchange)]


def _size(entry: Entry) -> float:
    return entry.accelerators.middle if entry.accelerators else entry.power.middle if entry.power else 0.0


def _newest(running: Sequence[Told], exchange: Exchange) -> list[Told]:
    """Without the figures that have been overtaken by a newer one of the same site, of the same chip or of any.

    Figures of the same months stand side by side; that they differ is shown.
    """
    chips = {one.fact.id: _chip(one, exchange) for one in running}
    last: dict[tuple[str, str], date] = {}
    for one in running:
        for slot in COUNTS:
            if one.has(slot):
                key = (slot, chips[one.fact.id])
                last[key] = max(last.get(key, one.figure_day), one.figure_day)
    found = []
    for one in running:
        newer = {
            slot: max(last.get((slot, chip), one.figure_day) for chip in ("", chips[one.fact.id])) for slot in COUNTS
        }
        live = [slot for slot in COUNTS if one.has(slot) and (newer[slot] - one.figure_day).days <= DAYS["compute"]]
        if live:
            found.append(replace(one, live=frozenset(live)))
    return found


def _chip(one: Told, exchange: Exchange) -> str:
    """The chip of which a count is; empty where that is not told."""
    chip = exchange.chip(one.chip) if one.has("accelerators") else None
    return chip.name if chip else ""


def _by_chip(running: Sequence[Told], exchange: Exchange) -> list[tuple[Told, ...]]:
    """Those that run, apart where they are of different chips: these are parts of the site and no contradiction."""
    parts: dict[str, list[Told]] = defaultdict(list)
    for one in running:
        parts[_chip(one, exchange)].append(one)
    if len(parts.keys() - {""}) < 2:
        return _of_one_thing(running, exchange)
    return [_ranked(part) for _, part in sorted(parts.items())]


def _reached(plan: Told, running: Sequence[Told]) -> bool:
    """Whether what was planned is there: as much of everything that the plan counts runs, as was told later."""
    counted = [slot for slot in COUNTS if plan.has(slot)]
    return bool(counted) and all(
        any(one.has(slot) and one.figure_day >= plan.begin and one.value(slot) >= plan.value(slot) for one in running)
        for slot in counted
    )


def _of_one_thing(told: Iterable[Told], exchange: Exchange) -> list[tuple[Told, ...]]:
    """Facts whose figures may be of one thing, each compared with the one believed most.

    They may if neither is twice the other, nor due in another year, nor of another chip.
    """
    groups: list[list[Told]] = []
    for one in _ranked(told):
        group = next((held for held in groups if _may_be_one(held[0], one, exchange)), None)
        if group is None:
            groups.append([one])
        else:
            group.append(one)
    return [tuple(group) for group in groups]


def _ranked(told: Iterable[Told]) -> tuple[Told, ...]:
    """The one believed most first; of those believed alike, the newest."""
    return tuple(sorted(told, key=lambda one: (-one.fact.confidence.value, -one.figure_day.toordinal(), one.fact.id)))


def _may_be_one(left: Told, right: Told, exchange: Exchange) -> bool:
    for slot in COUNTS:
        values = left.value(slot), right.value(slot)
        if None not in values and not near_number(*values):
            return False
    costs = left.value("capex"), right.value("capex")
    if None not in costs and costs[0].currency == costs[1].currency and not near_number(costs[0].value, costs[1].value):
        return False
    if left.due and right.due and abs((left.due.first() - right.due.first()).days) > _NEAR_DUE:
        return False
    chips = exchange.chip(left.chip), exchange.chip(right.chip)
    return None in chips or chips[0] == chips[1]
