"""Pay and offers: each fact about pay with its sum, its time, whom it is for, and what became of it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.facts.fact import Fact, Stage
from talentwire.analyse.facts.relations import happened_on, value_of
from talentwire.analyse.money.ranges import Range
from talentwire.analyse.money.rates import Rates
from talentwire.analyse.money.recipients import Recipient, Recipients
from talentwire.analyse.money.signs import Signs, signs_of, words_of
from talentwire.analyse.money.sums import Sum, sum_of
from talentwire.lang.pay_words import years_of
from talentwire.model.claims import Status

KINDS: Final = ("signing_bonus", "package", "salary", "equity", "retention", "buyback", "")
"""Kinds of pay; the last where none is told."""
_MONTH: Final = 1 / 12
"""Years up to which a period is one for which pay comes again and again."""
_POOLED: Final = ("equity", "buyback")
"""Kinds of which a sum for a group is most often one for all of them together."""


class Way(StrEnum):
    """Whether a sum was paid or offered, and what became of the offer."""

    PAID = "paid"
    OFFERED = "offered"
    TOLD = "told"
    UNANSWERED = "unanswered"
    DECLINED = "declined"
    DENIED = "denied"


_SINGLE: Final = ("a ", "an ", "one ")
"""Beginnings of descriptions of one person, which are in English in every claim."""
_ANSWERABLE: Final = (Way.OFFERED, Way.TOLD, Way.UNANSWERED)
"""What is declined where the move that it was for came to nothing."""


class Outcome(StrEnum):
    """What became of an offer, as far as the ledger knows."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    UNANSWERED = "unanswered"
    DENIED = "denied"
    UNTOLD = "untold"


@dataclass(frozen=True, slots=True)
class Offer:
    """A sum that is paid or offered to people.

    Attributes:
        fact: what tells it.
        payer: id of who pays or offers; empty where it is not told.
        to: whom it is for.
        kind: one of ``KINDS``.
        way: whether it was paid or offered.
        each: whether the sum is for each of them, not for all together.
        sum: how much.
        period: the time that it covers, in the words of a source; empty where none is told.
        years: the years that this is; None where it does not tell.
        day: when it was paid or offered, or was first told.
        joined: the move with which the person joined whoever offered; None where none is told.
        refused: such a move that came to nothing; None where none is told, or where they joined in the end.

    """

    fact: Fact
    payer: str
    to: Recipient
    kind: str
    way: Way
    each: bool
    sum: Sum
    period: str
    years: Range | None
    day: date
    joined: Fact | None = None
    refused: Fact | None = None

    @property
    def facts(self) -> tuple[str, ...]:
        """Id of the fact."""
        return (self.fact.id,)

    @property
    def answered_by(self) -> tuple[str, ...]:
        """Ids of the facts that tell what became of it."""
        return tuple(one.id for one in (self.fact, self.joined, self.refused) if one is not None)

    @property
    def sure(self) -> bool:
        """Whether it is more than a rumour or a plan."""
        return self.fact.status.happened or self.way is Way.DECLINED

    @property
    def yearly(self) -> Range | None:
        """The sum for a year, where the time that it covers is told."""
        return self.sum.range.over(self.years) if self.years else None

    @property
    def counted(self) -> Range:
        """The sum as it counts beside others: pay for a month or less as that of a year, else as it is told."""
        often = self.years is not None and self.years.high <= _MONTH
        return (self.yearly or self.sum.range) if often else self.sum.range

    @property
    def outcome(self) -> Outcome:
        """What became of it: accepted where it was paid, or where the person is told to have joined."""
        if self.way in (Way.DECLINED, Way.DENIED):
            return Outcome(self.way.value)
        if self.way is Way.PAID or self.joined is not None:
            return Outcome.ACCEPTED
        return Outcome.UNANSWERED if self.way is Way.UNANSWERED else Outcome.UNTOLD


def offers(basis: Basis, rates: Rates) -> tuple[list[Offer], Counter[str]]:
    """Every sum that is paid or offered, by day, and how many facts about pay were left out, by the reason."""
    recipients = Recipients(basis)
    left_out: Counter[str] = Counter()
    found = []
    for fact in basis.of("pay"):
        if fact.kind == "pay":
            if fact.superseded_by is not None:
                left_out["superseded"] += 1
            elif offer := _offer(fact, basis, rates, recipients):
                found.append(offer)
            else:
                left_out["sumless"] += 1
    return sorted(found, key=lambda one: (one.day, one.fact.id)), left_out


def _offer(fact: Fact, basis: Basis, rates: Rates, recipients: Recipients) -> Offer | None:
    day = happened_on(fact)
    money = sum_of(fact, "amount", rates, day)
    if money is None or money.range.told <= 0:
        return None
    to, kind = recipients.of(fact), value_of(fact, "kind") or ""
    period = value_of(fact, "period") or ""
    told = years_of(period) if period else None
    payer = value_of(fact, "payer") or ""
    joined = recipients.joined(to.person, payer, day)
    refused = None if joined else recipients.refused(to.person, payer, day)
    signs = signs_of(basis.held)
    way = _way(fact, signs)
    return Offer(
        fact, payer, to, kind, Way.DECLINED if refused and way in _ANSWERABLE else way,
        is_for_each(fact, to, kind, signs), money, period, Range.of(told.value, told.bound) if told else None, day,
        joined, refused,
    )  # fmt: skip


def _way(fact: Fact, signs_in: Signs) -> Way:
    """Whether it was paid or offered: by its status or, where that leaves it open, by the words that tell it."""
    if fact.status is Stage.DENIED:
        return Way.DENIED
    if not fact.status.positive:
        return Way.DECLINED
    told = [step for step in fact.history if step.status not in (None, Status.DENIED, Status.FAILED)]
    if told and all(step.status in (Status.ATTEMPTED, Status.TALKS) for step in told):
        return Way.UNANSWERED
    said = [signs_in(step.words) for step in told]
    if any("paid" in signs and "offered" not in signs for signs in said):
        return Way.PAID
    return Way.OFFERED if any("offered" in signs for signs in said) else Way.TOLD


def is_for_each(fact: Fact, to: Recipient, kind: str, signs_in: Signs) -> bool:
    """Whether a sum is for each recipient: by its words or, where they do not tell, by its kind."""
    said = frozenset(sign for words in words_of(fact) for sign in signs_in(words))
    if "each" in said or to.person or to.shown.casefold().startswith(_SINGLE):
        return True
    return not ("together" in said or kind in _POOLED)
