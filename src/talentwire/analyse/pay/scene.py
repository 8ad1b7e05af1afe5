"""What the views of pay share: the sums that are asked for, what they are called, and what a reader must know."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from talentwire.analyse.answers.answer import Cell, Column, Row
from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.answers.picture import Dot, Picture
from talentwire.analyse.answers.wording import Words
from talentwire.analyse.money.offers import Offer, Way
from talentwire.analyse.money.ranges import MEDIAN_FROM, Range, quantile, reach
from talentwire.analyse.money.rates import Rates
from talentwire.analyse.money.sums import Sum, rates_used
from talentwire.analyse.pay.asking import PayAsked
from talentwire.model.values import Money

_SHOWN = 6
"""Rates that a note names; each row has its own."""


class Shown(NamedTuple):
    """A view: its columns and rows, what they amount to, what to know of them, and its picture."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    summary: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    picture: Picture | None = None


@dataclass(frozen=True)
class Scene:
    """The sums that are asked for.

    Attributes:
        basis: names, houses, texts.
        how: what the rows are.
        rates: at which sums are converted.
        offers: pay and offers, by day.
        left_out: how many facts about pay were left out, by the reason.

    """

    basis: Basis
    how: PayAsked
    rates: Rates
    offers: tuple[Offer, ...]
    left_out: Counter[str]

    @property
    def words(self) -> Words:
        """The texts."""
        return self.basis.words

    @property
    def top(self) -> int:
        """How many rows are shown."""
        return self.basis.asked.top

    def org(self, org: str) -> Cell:
        """An organisation as a cell."""
        return Cell(self.basis.name(org) if org else self.words("not_told"), entity=org)

    def kind(self, one: Offer) -> str:
        """The kind of pay, and whether the sum is for all together."""
        name = self.words(f"kind_{one.kind or 'untold'}")
        return name if one.each else self.words("together", kind=name)

    def to(self, one: Offer) -> Cell:
        """Whom a sum is for."""
        return Cell(one.to.shown or self.words("not_told"), entity=one.to.person)

    def stage(self, one: Offer) -> str:
        """How far a fact has come."""
        return self.words(f"stage_{one.fact.status}")


def money_notes(words: Words, sums: Iterable[Sum], beside: Iterable[Sum] = ()) -> Iterator[str]:
    """What to know of sums: currencies that stand apart, rates that were used, contradictions; also of those beside."""
    held = list(sums)
    every = [*held, *beside]
    currencies = Counter(one.currency for one in held)
    if len(currencies) > 1:
        parts = [words("currency_count", n=n, currency=code) for code, n in sorted(currencies.items())]
        yield words("note_currencies", parts=words.listed(parts))
    if used := list(rates_used(every)):
        parts = [words("rate", currency=one.currency, usd=f"{one.usd:.6g}", day=one.day) for one in used[:_SHOWN]]
        more = len(used) - _SHOWN
        shown = "; ".join([*parts, *([words("rest", n=more)] if more > 0 else [])])
        yield words("note_rates", parts=shown)
    if contested := sum(1 for one in every if one.contested):
        yield words("note_contested", n=contested)
    if apart := sum(1 for one in every if one.apart):
        yield words("note_apart", n=apart)


def rate_cell(words: Words, one: Sum) -> Cell:
    """The rate at which a sum was converted, as a cell; an empty one where it was not."""
    rate = one.rate
    return Cell(rate and words("rate", currency=rate.currency, usd=f"{rate.usd:.6g}", day=rate.day))


def money_text(words: Words, one: Sum) -> str:
    """A sum with its bounds, in a sentence."""
    if one.range.point is not None:
        return f"{one.currency} {words.short(one.range.point)}"
    low, high = one.range.ends
    if low is None or high is None:
        sign, end = ("≤", high) if low is None else ("≥", low)
        return f"{sign} {one.currency} {words.short(end or 0)}"
    return f"{one.currency} {words.short(low)}–{words.short(high)}"


def plain_money(words: Words, money: Money) -> str:
    """A sum that somebody names, in a sentence."""
    sign = {"min": "≥ ", "max": "≤ ", "approx": "~ "}.get(money.bound or "", "")
    return f"{sign}{money.currency} {words.short(money.value)}"


def dot_of(label: str, one: Range, group: str, *, sure: bool = True, best: float | None = None) -> Dot:
    """A sum as a dot, or as its ends where these are all that is known; ``best`` is what is believed most of it."""
    low, high = (None, None) if one.point is not None else one.ends
    exact = one.point is not None or best is not None
    return Dot(label, one.told if best is None else best, low, high, group, sure, exact)


def dot_over(label: str, sums: Sequence[Range], group: str) -> Dot:
    """From the least to the greatest that sums may be, with their median where it can only be one number."""
    whole = reach(sums)
    middle = quantile(sums, 0.5).point if len(sums) >= MEDIAN_FROM else None
    if middle is None or whole.point is not None:
        return dot_of(label, whole, group)
    return Dot(label, middle, *whole.ends, group)


def is_bound(one: Offer) -> bool:
    """Whether of a sum only one end is known."""
    return one.sum.range.point is None and None in one.sum.range.ends


def counted_ways(words: Words, held: Iterable[Offer]) -> str:
    """How many sums were paid, offered, and so on, as an enumeration."""
    counts = Counter(one.way for one in held)
    return words.listed([words(f"count_{way}", n=counts[way]) for way in Way if counts[way]])
