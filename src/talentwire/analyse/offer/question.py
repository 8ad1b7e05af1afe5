"""The question of what an offer would be: where it stands among known ones, and what became of the nearest."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from math import log
from typing import Final, NamedTuple

from talentwire.analyse.answers.answer import Answer, Cell, Row
from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.answers.picture import Dots
from talentwire.analyse.money.offers import Offer, Outcome, Way, offers
from talentwire.analyse.money.ranges import Range, placed
from talentwire.analyse.money.rates import Rates
from talentwire.analyse.money.sums import Sum, sum_in
from talentwire.analyse.offer.asking import OfferAsked
from talentwire.analyse.offer.cases import Case, comparable, distance, label_of, machines, reporting
from talentwire.analyse.pay.scene import dot_of, money_notes, money_text

FEW: Final = 5
"""Cases below which the answer says that they are too few to tell how such offers end."""
NEAR: Final = 2
"""How many times an offer may be another one that is near to it."""


class _Known(NamedTuple):
    """A known offer and its sum as it can be compared."""

    offer: Offer
    sum: Range


class _Asked(NamedTuple):
    """Everything that an answer is made from."""

    basis: Basis
    how: OfferAsked
    mine: Sum
    known: list[_Known]


def offer(basis: Basis, how: OfferAsked, rates: Rates | None = None) -> Answer:
    """Answer where an offer stands among known ones, and what became of the nearest; no probability is made of it."""
    rates = rates or Rates()
    whole = sum_in(how.pay, rates, date.max)
    mine = Sum(
        whole.currency, whole.range.times(1 / how.years) if how.years else whole.range, whole.bound, rate=whole.rate
    )
    every = [one for one in offers(basis, rates)[0] if _wanted(one, basis, how)]
    fit = [_Known(one, held) for one in every if (held := comparable(one, how)) is not None]
    known = [one for one in fit if one.offer.sum.currency == mine.currency]
    known.sort(key=lambda one: (distance(mine.range.told, one.sum.told), one.offer.fact.id))
    asked = _Asked(basis, how, mine, known)
    column, words = basis.column, basis.words
    rows = [*_this(asked), *_pay_rows(asked), *_other_rows(asked)]
    columns = (
        column("aspect"), column("case"), column("kind"), column("outcome"), column("day"), column("currency"),
        column("sum", "money"), column("number"), column("times", "ratio"), column("place"), column("stage"),
    )  # fmt: skip
    return basis.answer(
        "offer", columns, rows, title=words("title_offer"), definition=words("definition_offer", near=NEAR),
        summary=_summary(asked), notes=_notes(asked, every, fit), picture=_picture(asked),
    )  # fmt: skip


def _wanted(one: Offer, basis: Basis, how: OfferAsked) -> bool:
    asked = basis.asked
    if (basis.orgs and one.payer not in basis.orgs) or (basis.person and one.to.person != basis.person):
        return False
    fits = not how.role or one.to.family == how.role
    return fits and asked.wants_day(one.day) and asked.wants_status(one.fact)


def _counts(one: _Known) -> bool:
    """Whether a sum counts among those that an offer lies above or below: it was paid or offered, as far as known."""
    return one.offer.sure and one.offer.way is not Way.DENIED


def _case(one: Offer, asked: _Asked) -> str:
    untold = asked.basis.words("not_told")
    return f"{asked.basis.name(one.payer) if one.payer else untold} → {one.to.shown or untold}"


def _place(mine: Range, other: Range, asked: _Asked) -> str:
    """Where a known number lies, seen from the offer."""
    found = placed(mine, [other])
    return asked.basis.words("lies_below" if found.below else "lies_above" if found.above else "lies_open")


def _this(asked: _Asked) -> Iterator[Row]:
    """The offer itself, on top of what it is set beside."""
    words, how = asked.basis.words, asked.how
    this = Cell(words("this_offer"))
    yield {
        "aspect": Cell(words("aspect_pay")), "case": this, "currency": Cell(asked.mine.currency),
        "sum": asked.mine.cell(),
    }  # fmt: skip
    for aspect, number in (("machines", how.accelerators), ("reports", how.reports)):
        if number is not None:
            yield {"aspect": Cell(words(f"aspect_{aspect}")), "case": this, "number": Cell(number)}


def _pay_rows(asked: _Asked) -> Iterator[Row]:
    """The nearest known sums."""
    words = asked.basis.words
    for one in asked.known[: asked.basis.asked.top]:
        held = one.offer
        outcome = words(f"outcome_{held.outcome}")
        yield {
            "aspect": Cell(words("aspect_pay")), "case": Cell(_case(held, asked), entity=held.to.person or held.payer),
            "kind": Cell(words(f"kind_{held.kind or 'untold'}")), "outcome": Cell(outcome, held.answered_by),
            "day": Cell(held.day), "currency": Cell(held.sum.currency), "sum": one.sum.cell(held.facts),
            "times": one.sum.over(asked.mine.range).cell(held.facts),
            "place": Cell(_place(asked.mine.range, one.sum, asked)), "stage": Cell(words(f"stage_{held.fact.status}")),
        }  # fmt: skip


def _other_rows(asked: _Asked) -> Iterator[Row]:
    """Machines for each head, and people who report, each with the nearest cases."""
    basis, how = asked.basis, asked.how
    for aspect, mine, cases in (
        ("machines", how.accelerators, machines(basis)), ("reports", how.reports, reporting(basis)),
    ):  # fmt: skip
        if mine is not None:
            ordered = sorted(cases, key=lambda one: (distance(mine, one.number.told), one.facts))
            for one in ordered[: basis.asked.top]:
                yield _other_row(aspect, mine, one, asked)


def _other_row(aspect: str, mine: float, one: Case, asked: _Asked) -> Row:
    words = asked.basis.words
    row = {
        "aspect": Cell(words(f"aspect_{aspect}")), "case": Cell(asked.basis.name(one.who), entity=one.who),
        "kind": Cell(words(label_of(one.heads)) if one.heads else words("named_reports")), "day": Cell(one.day),
        "number": one.number.cell(one.facts), "place": Cell(_place(Range.of(mine), one.number, asked)),
        "stage": Cell(words("sure" if one.sure else "unsure")),
    }  # fmt: skip
    return {**row, "times": one.number.times(1 / mine).cell(one.facts)} if mine else row


def _summary(asked: _Asked) -> Iterator[str]:
    """Where the offer stands, and what became of all known ones and of those near to it."""
    words, mine = asked.basis.words, asked.mine
    key = "offer_is_yearly" if asked.how.years else "offer_is"
    yield words(key, sum=money_text(words, mine))
    counted = [one for one in asked.known if _counts(one)]
    place = placed(mine.range, [one.sum for one in counted])
    if counted:
        yield words("offer_placed", n=len(counted), below=place.below, above=place.above, open=place.open)
    if asked.known:
        yield words("offer_outcomes", n=len(asked.known), parts=_outcomes(asked.known, asked))
    near = [one for one in asked.known if distance(mine.range.told, one.sum.told) <= log(NEAR)]
    if near:
        yield words("offer_near", n=len(near), near=NEAR, parts=_outcomes(near, asked))
    elif asked.known:
        yield words("offer_none_near", near=NEAR)


def _outcomes(held: Sequence[_Known], asked: _Asked) -> str:
    words = asked.basis.words
    counts = Counter(one.offer.outcome for one in held)
    return words.listed([words(f"count_outcome_{one}", n=counts[one]) for one in Outcome if counts[one]])


def _notes(asked: _Asked, every: Sequence[Offer], fit: Sequence[_Known]) -> Iterator[str]:
    words, how = asked.basis.words, asked.how
    yield words("note_no_probability")
    if not asked.known:
        yield words("note_none_known")
    elif len(asked.known) < FEW:
        yield words("note_few", n=len(asked.known))
    yield words("note_newsworthy")
    if others := len(fit) - len(asked.known):
        yield words("note_other_currencies", n=others, currency=asked.mine.currency)
    if unfit := len(every) - len(fit):
        yield words("note_unfit_yearly" if how.years else "note_unfit", n=unfit)
    if how.accelerators is not None:
        yield words("note_machines")
    if how.reports is not None:
        yield words("note_reports")
    yield from money_notes(words, [asked.mine, *(one.offer.sum for one in asked.known)])


def _picture(asked: _Asked) -> Dots:
    """The offer, and below it the nearest known sums by what became of them."""
    words = asked.basis.words
    this = words("this_offer")
    dots = [dot_of(this, asked.mine.range, this)]
    dots += [
        dot_of(_case(one.offer, asked), one.sum, words(f"outcome_{one.offer.outcome}"), sure=_counts(one))
        for one in asked.known[: asked.basis.asked.top]
    ]
    axis = words("axis_yearly", currency=asked.mine.currency) if asked.how.years else asked.mine.currency
    return Dots(axis, tuple(dots), log=True)
