"""The arithmetic of an article: a sum shared among heads, and where the share stands among what the ledger knows."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from talentwire.analyse.answers.answer import Cell, Row
from talentwire.analyse.answers.picture import Dots
from talentwire.analyse.money.offers import KINDS, Way
from talentwire.analyse.money.ranges import MEDIAN_FROM, Range, placed, quantile
from talentwire.analyse.money.sums import Sum, sum_in
from talentwire.analyse.pay.asking import Claimed
from talentwire.analyse.pay.prices import prices
from talentwire.analyse.pay.scene import Scene, Shown, dot_of, dot_over, money_notes, money_text, plain_money
from talentwire.model.values import close


class _Group(NamedTuple):
    """Known sums per head of one sort, with the facts that tell them."""

    name: str
    currency: str
    sums: tuple[Range, ...]
    facts: tuple[str, ...]


def check(scene: Scene, claimed: Claimed) -> Shown:
    """Divide, and set the share against pay for one head and prices per head, each sort by itself."""
    whole = sum_in(claimed.amount, scene.rates, date.max)
    share = Sum(whole.currency, whole.range.times(1 / claimed.heads), whole.bound, rate=whole.rate)
    every = list(_groups(scene))
    groups = [one for one in every if one.currency == share.currency]
    others = sum(len(one.sums) for one in every if one.currency != share.currency)
    column = scene.basis.column
    columns = (
        column("known"), column("currency"), column("n", "sums"), column("below", "sums"), column("above", "sums"),
        column("open", "sums"), column("lowest", "money"), column("median", "money"), column("highest", "money"),
    )  # fmt: skip
    notes = [*money_notes(scene.words, [whole])]
    if not groups:
        notes.append(scene.words("note_none_known"))
    if others:
        notes.append(scene.words("note_other_currencies", n=others, currency=share.currency))
    rows = (_this(share, scene), *(_row(one, share) for one in groups[: scene.top]))
    summary = tuple(_summary(scene, claimed, share, groups))
    return Shown(columns, rows, summary, tuple(notes), _picture(scene, share, groups))


def _groups(scene: Scene) -> Iterator[_Group]:
    """Pay for one head by kind, then prices per head by whom they count; what was denied is in none."""
    found: dict[tuple[str, str], list[tuple[Range, tuple[str, ...]]]] = {}
    for kind in KINDS:
        for one in scene.offers:
            if one.kind == kind and one.each and one.way is not Way.DENIED and one.sure:
                found.setdefault((scene.kind(one), one.sum.currency), []).append((one.counted, one.facts))
    for price in prices(scene.basis, scene.rates)[0]:
        if price.sure:
            name = scene.words("price_over", heads=scene.words(f"heads_{price.heads.counted}"))
            found.setdefault((name, price.sum.currency), []).append((price.per_head, price.facts))
    for (name, currency), held in found.items():
        facts = tuple(dict.fromkeys(fact for _, mine in held for fact in mine))
        yield _Group(name, currency, tuple(one for one, _ in held), facts)


def _this(share: Sum, scene: Scene) -> Row:
    """What the division gives, on top of what it is set against."""
    each = share.cell()
    return {
        "known": Cell(scene.words("this_share")), "currency": Cell(share.currency), "lowest": each, "median": each,
        "highest": each,
    }  # fmt: skip


def _row(one: _Group, share: Sum) -> Row:
    place = placed(share.range, one.sums)
    row = {
        "known": Cell(one.name), "currency": Cell(one.currency), "n": Cell(len(one.sums), one.facts),
        "below": Cell(place.below), "above": Cell(place.above), "open": Cell(place.open),
        "lowest": quantile(one.sums, 0).cell(one.facts), "highest": quantile(one.sums, 1).cell(one.facts),
    }  # fmt: skip
    if len(one.sums) >= MEDIAN_FROM:
        row["median"] = quantile(one.sums, 0.5).cell(one.facts)
    return row


def _summary(scene: Scene, claimed: Claimed, share: Sum, groups: Sequence[_Group]) -> Iterator[str]:
    words = scene.words
    shown = money_text(words, share)
    amount = plain_money(words, claimed.amount)
    yield words("summary_division", amount=amount, n=claimed.heads, each=shown)
    if claimed.each is not None:
        yield _verdict(scene, claimed, share)
    pay = [one for group in groups for one in group.sums]
    if pay:
        place = placed(share.range, pay)
        yield words(
            "summary_placed", n=len(pay), below=place.below, above=place.above, open=place.open, currency=share.currency
        )


def _verdict(scene: Scene, claimed: Claimed, share: Sum) -> str:
    """Whether what is said of each is what the division gives."""
    words = scene.words
    said = sum_in(claimed.each or claimed.amount, scene.rates, date.max)
    if said.currency != share.currency:
        return words("verdict_currency", said=plain_money(words, claimed.each or claimed.amount))
    mine, theirs = share.range.told, said.range.told
    shown = money_text(words, said)
    if close(mine, theirs):
        return words("verdict_right", said=shown)
    return words("verdict_wrong", said=shown, each=money_text(words, share), times=f"{mine / theirs:.3g}")


def _picture(scene: Scene, share: Sum, groups: Sequence[_Group]) -> Dots:
    """The share, and below it from the lowest to the highest of each group."""
    this = scene.words("this_share")
    dots = [dot_of(this, share.range, this)]
    for group in groups:
        label = scene.words("row", name=group.name, n=len(group.sums))
        dots.append(dot_over(label, group.sums, scene.words("known")))
    return Dots(share.currency, tuple(dots), log=True)
