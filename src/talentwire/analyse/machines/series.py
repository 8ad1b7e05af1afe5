"""What ran, by day: a site's figures as steps, and those of everybody's sites together."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from talentwire.analyse.machines.amounts import Amount, spanning
from talentwire.analyse.machines.asking import Measure
from talentwire.analyse.machines.chips import Exchange
from talentwire.analyse.machines.sites import Site
from talentwire.analyse.machines.standing import Entry, running

MEASURES: Final[dict[Measure, Callable[[Entry], Amount | None]]] = {
    Measure.ACCELERATORS: lambda entry: entry.accelerators,
    Measure.H100: lambda entry: entry.h100,
    Measure.POWER: lambda entry: entry.power,
}


@dataclass(frozen=True)
class Steps:
    """An amount over time; each holds from its day until the next.

    Attributes:
        days: in their order.
        amounts: the amount from each of the days on; None for none.

    """

    days: tuple[date, ...] = ()
    amounts: tuple[Amount | None, ...] = ()

    def at(self, day: date) -> Amount | None:
        """The amount on a day."""
        at = bisect_right(self.days, day)
        return self.amounts[at - 1] if at else None


class History:
    """What ran at each site over time; every site is worked out once.

    Args:
        exchange: turns accelerators into H100.

    """

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange
        self._known: dict[int, dict[Measure, Steps]] = {}

    def steps(self, site: Site, measure: Measure) -> Steps:
        """What ran at a site, over time."""
        if id(site) not in self._known:
            days = sorted({day for one in site.told for day in (one.begin, one.there) if day is not None})
            entries = [(day, running(site, day, self._exchange)) for day in days]
            self._known[id(site)] = {
                one: _kept([(day, _amount(held, one)) for day, held in entries]) for one in Measure
            }  # fmt: skip
        return self._known[id(site)][measure]


def _amount(entries: Iterable[Entry], measure: Measure) -> Amount | None:
    """How much that is together.

    Parts of different chips are added. A figure of which the chip is not told is of all of them, and not added; nor are
    figures that contradict each other.
    """
    by_chip: dict[str, Amount] = {}
    for entry in entries:
        amount = MEASURES[measure](entry)
        if amount is not None:
            known = by_chip.get(entry.kind)
            by_chip[entry.kind] = amount if known is None else _larger(known, amount)
    whole = by_chip.pop("", None)
    parts = Amount.sum(by_chip.values())
    return parts or whole if parts is None or whole is None else _larger(whole, parts)


def _larger(left: Amount, right: Amount) -> Amount:
    """The larger of two figures of one thing, with bounds that hold both."""
    return spanning(left, right) if left.middle >= right.middle else spanning(right, left)


def _kept(held: Sequence[tuple[date, Amount | None]]) -> Steps:
    """The steps, without those on which nothing is told that was not untold before."""
    kept = [one for at, one in enumerate(held) if one[1] is not None or (at and held[at - 1][1] is not None)]
    return Steps(tuple(day for day, _ in kept), tuple(amount for _, amount in kept))


def added(several: Sequence[Steps]) -> Steps:
    """The steps of several sites added up."""
    events = sorted((day, number) for number, one in enumerate(several) for day in one.days)
    state: dict[int, Amount | None] = {}
    days: list[date] = []
    amounts: list[Amount | None] = []
    for at, (day, number) in enumerate(events):
        state[number] = several[number].at(day)
        if at + 1 == len(events) or events[at + 1][0] != day:
            days.append(day)
            amounts.append(Amount.sum(amount for amount in state.values() if amount is not None))
    return Steps(tuple(days), tuple(amounts))


def highest(several: Iterable[Steps]) -> Steps:
    """The largest of several at each time: of figures that are each of everything somebody has."""
    held = [one for one in several if one.days]
    days = sorted({day for one in held for day in one.days})
    amounts = []
    for day in days:
        there = [amount for one in held if (amount := one.at(day))]
        amounts.append(max(there, key=lambda amount: amount.middle, default=None))
    return Steps(tuple(days), tuple(amounts))
