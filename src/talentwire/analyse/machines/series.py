"""What ran, by day: a site's figures as steps, and those of everybody's sites together."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
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

    @property
    def points(self) -> Iterator[tuple[date, Amount]]:
        """The amounts by day, without days on which there is none."""
        return ((day, found) for day, found in zip(self.days, self.amounts, strict=True) if found)


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
            held = list(running(site, self._exchange))
            self._known[id(site)] = {one: _kept([(day, amount(some, one)) for day, some in held]) for one in Measure}
        return self._known[id(site)][measure]


def amount(entries: Iterable[Entry], measure: Measure) -> Amount | None:
    """How much that is together.

    Parts of different chips are added. A figure of which the chip is not told is of all of them, and not added; nor are
    figures that contradict each other.
    """
    by_chip: dict[str, Amount] = {}
    for entry in entries:
        found = MEASURES[measure](entry)
        if found is not None:
            known = by_chip.get(entry.kind)
            by_chip[entry.kind] = found if known is None else _larger(known, found)
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


class Together:
    """The steps of several sites, added up.

    Args:
        several: the steps of each site.

    """

    def __init__(self, several: Sequence[Steps]) -> None:
        self._several = several
        self.days, self._numbers = _summed(several)

    def at(self, day: date) -> Amount | None:
        """The amount on a day, with the facts behind it."""
        return Amount.sum(found for one in self._several if (found := one.at(day)))

    def number(self, day: date) -> Amount | None:
        """The same without the facts, which takes less time."""
        at = bisect_right(self.days, day)
        return self._numbers[at - 1] if at else None

    @property
    def points(self) -> Iterator[tuple[date, Amount]]:
        """The amounts by day, without facts and without days on which there is none."""
        return ((day, found) for day, found in zip(self.days, self._numbers, strict=True) if found)


def _summed(several: Sequence[Steps]) -> tuple[tuple[date, ...], tuple[Amount | None, ...]]:
    """The sums by day: at each step of a site, only what it changes is added."""
    events = sorted(
        (day, number, at) for number, one in enumerate(several) for at, day in enumerate(one.days)
    )  # fmt: skip
    now: dict[int, Amount] = {}
    value = low = high = 0.0
    open_ = 0  # amounts of which only the bounds are known
    days: list[date] = []
    sums: list[Amount | None] = []
    for place, (day, number, at) in enumerate(events):
        for found, sign in ((now.pop(number, None), -1), (several[number].amounts[at], 1)):
            if found:
                value, low, high = value + sign * (found.value or 0), low + sign * found.low, high + sign * found.high
                open_ += sign * (found.value is None)
        if (new := several[number].amounts[at]) is not None:
            now[number] = new
        if place + 1 == len(events) or events[place + 1][0] != day:
            days.append(day)
            sums.append(Amount(None if open_ else value, low, high) if now else None)
    return tuple(days), tuple(sums)


def highest(several: Iterable[Steps]) -> Steps:
    """The largest of several at each time: of figures that are each of everything somebody has."""
    held = [one for one in several if one.days]
    days = sorted({day for one in held for day in one.days})
    amounts = []
    for day in days:
        there = [amount for one in held if (amount := one.at(day))]
        amounts.append(max(there, key=lambda amount: amount.middle, default=None))
    return Steps(tuple(days), tuple(amounts))
