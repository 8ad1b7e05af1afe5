"""Rounds of money and sales of shares, each told once, with what they do to those who hold shares already."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.facts.fact import Fact
from talentwire.analyse.facts.relations import happened_on, value_of
from talentwire.analyse.money.heads import HeadCounts, Heads
from talentwire.analyse.money.offers import is_for_each
from talentwire.analyse.money.ranges import Range
from talentwire.analyse.money.rates import Rates
from talentwire.analyse.money.recipients import Recipient
from talentwire.analyse.money.signs import Signs, signs_of, words_of
from talentwire.analyse.money.sums import Sum, sum_of
from talentwire.analyse.shares.asking import Kind
from talentwire.model.values import close

_NEAR: Final = 92
"""Days between a round and a buyback of the same sum, up to which they are taken for one and the same money."""


class Counting(StrEnum):
    """Whether a valuation counts the new money."""

    BEFORE = "before"
    AFTER = "after"
    UNTOLD = "untold"


@dataclass(frozen=True, slots=True)
class Round:
    """Money that an organisation raises, or that is paid for its shares.

    Attributes:
        fact: what tells it.
        org: id of whose shares; empty where it is not told.
        kind: who gets the money.
        sum: how much; None where it is not told.
        each: whether the sum is what each holder may sell, so that the whole is not known.
        valuation: what the organisation is valued at; None where it is not told.
        counting: whether that counts the new money.
        investors: ids of those who put the money in.
        day: when it happened, or was first told.
        staff: the size of the staff told nearest to that day; None where none is told.
        paid_from: id of the round from which a buyback is paid; empty for none.

    """

    fact: Fact
    org: str
    kind: Kind
    sum: Sum | None
    each: bool
    valuation: Sum | None
    counting: Counting
    investors: tuple[str, ...]
    day: date
    staff: Heads | None
    paid_from: str = ""

    @property
    def facts(self) -> tuple[str, ...]:
        """Id of the fact."""
        return (self.fact.id,)

    @property
    def sure(self) -> bool:
        """Whether it is more than a rumour or a plan."""
        return self.fact.status.happened

    @property
    def whole(self) -> Range | None:
        """The sum of the whole round; None where it is not known."""
        return None if self.sum is None or self.each else self.sum.range

    @property
    def dilution(self) -> Range | None:
        """The share of all shares that is new afterwards; None where it cannot be told.

        A sale of shares that exist makes none. New money is a part of the worth after it: of the valuation, where that
        counts the new money, else of the valuation and the new money together; where it is not told which, either.
        """
        if self.kind.to_holders:
            return Range(0.0, 0.0)
        new, worth = self.whole, self.valuation
        if self.kind is not Kind.PRIMARY or new is None or self.sum is None or worth is None:
            return None
        if worth.currency != self.sum.currency:
            return None
        after, before = new.over(worth.range), Range(_part(new.low, worth.range.high), _part(new.high, worth.range.low))
        if self.counting is Counting.BEFORE:
            return _share(before)
        return _share(after if self.counting is Counting.AFTER else Range(before.low, after.high))

    @property
    def per_employee(self) -> Range | None:
        """The sum over all staff; None where one of them is not told."""
        return self.whole.over(self.staff.number) if self.whole and self.staff else None


def _part(new: float, worth: float) -> float:
    """The part that new money is of a worth that does not count it."""
    whole = new + worth
    return 0.0 if worth == float("inf") else 1.0 if whole == float("inf") else new / whole


def _share(one: Range) -> Range:
    """A share, which is not above 1."""
    return Range(min(1.0, one.low), min(1.0, one.high))


def rounds(basis: Basis, rates: Rates) -> tuple[list[Round], Counter[str]]:
    """Every round and sale that is believed, by day, and how many facts were left out, by the reason."""
    counts, left_out = HeadCounts(basis), Counter[str]()
    found = []
    signs = signs_of(basis.held)
    for fact in basis.of("funding", "pay"):
        if fact.kind == "funding" or (fact.kind == "pay" and value_of(fact, "kind") == "buyback"):
            if not fact.stands:
                left_out["superseded" if fact.status.positive else str(fact.status)] += 1
            elif one := _round(fact, rates, counts, signs):
                found.append(one)
            else:
                left_out["sumless"] += 1
    once = list(_once(found))
    left_out["retold"] += len(found) - len(once)
    return sorted(once, key=lambda one: (one.day, one.fact.id)), left_out


def _round(fact: Fact, rates: Rates, counts: HeadCounts, signs: Signs) -> Round | None:
    day = happened_on(fact)
    money = sum_of(fact, "amount", rates, day)
    worth = sum_of(fact, "valuation", rates, day) if fact.kind == "funding" else None
    if money is None and worth is None:
        return None
    org = value_of(fact, "org" if fact.kind == "funding" else "payer") or ""
    kind = Kind.BUYBACK if fact.kind == "pay" else Kind(value_of(fact, "kind") or "untold")
    investors = fact.slots["investor"].values if "investor" in fact.slots else ()
    return Round(
        fact, org, kind, money, kind is Kind.BUYBACK and is_for_each(fact, Recipient(), "buyback", signs), worth,
        _counting(fact, signs), tuple(str(one.value) for one in investors), day,
        counts.staff(org, day) if org else None,
    )  # fmt: skip


def _counting(fact: Fact, signs: Signs) -> Counting:
    """Whether a valuation counts the new money, by the words that tell it; untold too where they say both."""
    said = frozenset(sign for words in words_of(fact) for sign in signs(words))
    before, after = "before_money" in said, "after_money" in said
    if before == after:
        return Counting.UNTOLD
    return Counting.BEFORE if before else Counting.AFTER


def _once(found: Sequence[Round]) -> Iterator[Round]:
    """Each sale once: a buyback of the same sum as a sale is that sale; as a round of new money, paid from it."""
    funded = [one for one in found if one.kind is not Kind.BUYBACK]
    for one in found:
        same = [other for other in funded if _same_money(one, other)] if one.kind is Kind.BUYBACK else []
        if any(other.kind is Kind.SECONDARY for other in same):
            continue
        source = next((other.fact.id for other in same if other.kind is Kind.PRIMARY), "")
        yield replace(one, paid_from=source)


def _same_money(buyback: Round, other: Round) -> bool:
    """Whether a buyback is told with the same sum as a round of the same house at about the same time."""
    if buyback.sum is None or other.sum is None or buyback.each or buyback.org != other.org:
        return False
    near = abs((buyback.day - other.day).days) <= _NEAR
    same = buyback.sum.currency == other.sum.currency
    return near and same and close(buyback.sum.range.told, other.sum.range.told)
