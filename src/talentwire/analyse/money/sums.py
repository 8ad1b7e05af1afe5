"""The sum in a slot of a fact: its currency, what it may be, and the rate at which it was converted."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from talentwire.analyse.answers.answer import Cell
from talentwire.analyse.facts.fact import Belief, Fact
from talentwire.analyse.money.ranges import Range
from talentwire.analyse.money.rates import USD, Rate, Rates
from talentwire.model.values import Bound, Money, close


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum of money as far as it is known.

    Attributes:
        currency: of the range.
        range: what it may be; from the lowest to the highest where sources contradict each other.
        bound: the bound of the sum that is believed.
        contested: whether sources contradict each other.
        best: the number that is believed most, where other sources tell another or only a bound; else None.
        rate: at which it was converted; None where it was not.
        apart: other currencies in which sources tell it, which were left out for want of a rate.

    """

    currency: str
    range: Range
    bound: Bound | None = None
    contested: bool = False
    best: float | None = None
    rate: Rate | None = None
    apart: tuple[str, ...] = ()

    def cell(self, facts: Iterable[str] = ()) -> Cell:
        """As a cell; where sources contradict each other, what is believed most with the lowest and the highest."""
        cell = self.range.cell(facts)
        return cell if self.best is None else replace(cell, value=self.best)


def sum_of(fact: Fact, slot: str, rates: Rates, day: date) -> Sum | None:
    """The sum in a slot; None where none is told."""
    belief = fact.slots.get(slot)
    return None if belief is None else _sum(belief, rates, day)


def sum_in(money: Money, rates: Rates, day: date) -> Sum:
    """A sum that somebody names, converted to dollars where there is a rate."""
    rate = rates.on(money.currency, day)
    if rate is None or money.currency == USD:
        return Sum(money.currency, Range.of(money.value, money.bound), money.bound)
    return Sum(USD, Range.of(money.value, money.bound).times(rate.usd), money.bound, rate=rate)


def _sum(belief: Belief, rates: Rates, day: date) -> Sum:
    """What is believed of a sum; where sources contradict each other, everything that one of them says."""
    told = [sum_in(value.value, rates, day) for value in belief.values]
    best = told[0]
    if not belief.contested:
        return _careful(told, belief)
    same = [one for one in told if one.currency == best.currency]
    whole = best.range
    for one in same[1:]:
        whole = whole.hull(one.range)
    apart = tuple(dict.fromkeys(one.currency for one in told if one.currency != best.currency))
    contested = len(same) > 1 and whole != best.range
    return replace(
        best, range=whole, contested=contested, best=best.range.point if contested else None, apart=apart
    )  # fmt: skip


def _careful(told: list[Sum], belief: Belief) -> Sum:
    """Of claims that agree on a number, the bound that one of them tells: who retells it may have left out "up to".

    Where the number is believed more than the bound, it stands, with the bound as its end.
    """
    best, first = told[0], belief.values[0]
    point = best.range.point
    for one, value in zip(told[1:], belief.values[1:], strict=True):
        ends = [end for end in one.range.ends if end is not None]
        if point is not None and one.currency == best.currency and len(ends) == 1 and close(ends[0], point):
            alike = (value.weight, value.stories) == (first.weight, first.stories)
            return one if alike else replace(best, range=one.range, best=point)
    return best


def rates_used(sums: Iterable[Sum | None]) -> Iterator[Rate]:
    """The rates at which sums were converted, each once, by day."""
    yield from sorted({one.rate for one in sums if one is not None and one.rate is not None})


def main_currency(sums: Iterable[Sum]) -> str:
    """The currency that a picture shows: dollars where there are any, else the commonest."""
    counts: dict[str, int] = {}
    for one in sums:
        counts[one.currency] = counts.get(one.currency, 0) + 1
    if USD in counts or not counts:
        return USD
    return min(counts, key=lambda code: (-counts[code], code))
