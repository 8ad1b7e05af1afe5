"""Numbers of machines with what they may be at least and at most, and the facts behind them."""

from collections.abc import Iterable
from typing import NamedTuple, Self

from talentwire.analyse.answers.answer import Cell


class Amount(NamedTuple):
    """A number with its bounds; the value is None where only the bounds are known."""

    value: float | None
    low: float
    high: float
    facts: tuple[str, ...] = ()

    @property
    def middle(self) -> float:
        """The value or, where only the bounds are known, the middle of them."""
        return (self.low + self.high) / 2 if self.value is None else self.value

    @property
    def cell(self) -> Cell:
        """As a cell, with bounds where they say more than the value."""
        if self.low == self.high == self.value:
            return Cell(tidy(self.value), self.facts)
        return Cell(None if self.value is None else tidy(self.value), self.facts, tidy(self.low), tidy(self.high))

    @classmethod
    def sum(cls, amounts: Iterable["Amount"]) -> Self | None:
        """Several together; None for none."""
        held = list(amounts)
        if not held:
            return None
        values = [one.value for one in held]
        whole = None if None in values else sum(value for value in values if value is not None)
        facts = dict.fromkeys(fact for one in held for fact in one.facts)
        return cls(whole, sum(one.low for one in held), sum(one.high for one in held), tuple(facts))


def spanning(best: Amount, other: Amount | None) -> Amount:
    """Two numbers of one thing that are not to be added: the first, with bounds that hold both."""
    if other is None:
        return best
    facts = tuple(dict.fromkeys((*best.facts, *other.facts)))
    return Amount(best.value, min(best.low, other.low), max(best.high, other.high), facts)


def cell(amount: Amount | None) -> Cell:
    """An amount as a cell; an empty one for none."""
    return Cell(None) if amount is None else amount.cell


def tidy(value: float) -> float:
    """A number without a needless fraction, and without the noise of multiplying."""
    rounded = round(value, 2)
    return int(rounded) if float(rounded).is_integer() else rounded
