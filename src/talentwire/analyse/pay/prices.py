"""Price per head: what was paid for a company, over each head count that the ledger holds for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.facts.fact import Fact, Stage
from talentwire.analyse.facts.relations import happened_on, value_of
from talentwire.analyse.money.heads import HeadCounts, Heads
from talentwire.analyse.money.ranges import Range
from talentwire.analyse.money.rates import Rates
from talentwire.analyse.money.sums import Sum, sum_of

DEALS: Final = ("acquisition", "stake", "licence_hire", "merger")
"""Kinds of deals with which people come along."""


@dataclass(frozen=True, slots=True)
class Price:
    """The sum of a deal over one head count.

    Attributes:
        fact: the deal.
        buyer: id of who buys; empty where it is not told.
        target: id of what is bought.
        kind: of the deal.
        sum: what is paid.
        share: share of the target that is bought, from 0 to 1; None where it is not told.
        heads: the head count.
        day: of the deal.

    """

    fact: Fact
    buyer: str
    target: str
    kind: str
    sum: Sum
    share: float | None
    heads: Heads
    day: date

    @property
    def per_head(self) -> Range:
        """What is paid per head."""
        return self.sum.range.over(self.heads.number)

    @property
    def facts(self) -> tuple[str, ...]:
        """Ids of the facts about the deal and the heads."""
        return (self.fact.id, *self.heads.facts)

    @property
    def sure(self) -> bool:
        """Whether the deal was made."""
        return self.fact.status.happened


def prices(basis: Basis, rates: Rates) -> tuple[list[Price], list[Fact]]:
    """The price per head of every deal, the last deal first; and the deals with a sum for which no heads are known.

    Bids that came to nothing are among them; what was denied or superseded is not.
    """
    counts = HeadCounts(basis)
    found: list[Price] = []
    without: list[Fact] = []
    for fact in basis.of("deal"):
        if _is_bid(fact) and basis.asked.wants(fact) and _concerns(fact, basis):
            mine = list(_of(fact, counts, rates))
            found += mine
            if not mine and "amount" in fact.slots:
                without.append(fact)
    return sorted(found, key=lambda one: (-one.day.toordinal(), one.fact.id, one.heads.counted)), without


def _is_bid(fact: Fact) -> bool:
    return (
        fact.kind == "deal" and value_of(fact, "kind") in DEALS and fact.superseded_by is None
        and fact.status not in (Stage.DENIED, Stage.REVERSED)
    )  # fmt: skip


def _concerns(fact: Fact, basis: Basis) -> bool:
    ends = {value_of(fact, "buyer"), value_of(fact, "target")}
    return not basis.orgs or not basis.orgs.isdisjoint(ends)


def _of(fact: Fact, counts: HeadCounts, rates: Rates) -> Iterator[Price]:
    """The price over each head count there is."""
    day = happened_on(fact)
    money = sum_of(fact, "amount", rates, day)
    buyer, target = (value_of(fact, slot) or "" for slot in ("buyer", "target"))
    if money is None or money.range.told <= 0 or not target:
        return
    percent = value_of(fact, "stake_pct")
    staff = counts.staff(target, day)
    gone = counts.gone(target, buyer, day) if fact.status.happened else ()  # nobody goes along with a mere bid
    for one in (*gone, *counts.teams(target, day), *([staff] if staff else ())):
        kind, share = value_of(fact, "kind") or "", percent / 100 if percent else None
        yield Price(fact, buyer, target, kind, money, share, one, day)
