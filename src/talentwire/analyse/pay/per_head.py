"""What is paid per head when a company is bought, or its people and a licence: each head count in a row of its own."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from talentwire.analyse.answers.answer import Cell, Row
from talentwire.analyse.answers.picture import Dot, Dots
from talentwire.analyse.money.ranges import Range
from talentwire.analyse.money.sums import Sum, main_currency
from talentwire.analyse.pay.prices import Price, prices
from talentwire.analyse.pay.scene import Scene, Shown, dot_of, money_notes, money_text, rate_cell

_TOLD = 3
"""Deals of which the summary gives the range."""


def per_head(scene: Scene) -> Shown:
    """A row for each deal and each of its head counts."""
    found, without = prices(scene.basis, scene.rates)
    kept = found[: scene.top]
    column = scene.basis.column
    converted = any(one.sum.rate for one in kept)
    columns = (
        column("day"), column("buyer"), column("target"), column("deal"), column("stage"), column("currency"),
        column("sum", "money"), column("share", "share"), column("counted"), column("heads", "heads"),
        column("counted_on"), column("per_head", "money"), *((column("rate"),) if converted else ()),
    )  # fmt: skip
    main = main_currency(one.sum for one in found)
    dots = tuple(_dot(one, scene) for one in found if one.sum.currency == main)
    return Shown(
        columns, tuple(_row(one, scene) for one in kept), tuple(_summary(found, scene)),
        tuple(_notes(found, without, kept, scene)), Dots(scene.words("axis_per_head", currency=main), dots, log=True),
    )  # fmt: skip


def _row(one: Price, scene: Scene) -> Row:
    return {
        "day": Cell(one.day), "buyer": scene.org(one.buyer), "target": scene.org(one.target),
        "deal": Cell(scene.words(f"deal_{one.kind}")), "stage": Cell(scene.words(f"stage_{one.fact.status}")),
        "currency": Cell(one.sum.currency), "sum": one.sum.cell((one.fact.id,)),
        "share": Cell(one.share, (one.fact.id,)) if one.share else Cell(None), "counted": Cell(_counted(one, scene)),
        "heads": one.heads.number.cell(one.heads.facts), "counted_on": Cell(one.heads.day),
        "per_head": one.per_head.cell(one.facts), "rate": rate_cell(scene.words, one.sum),
    }  # fmt: skip


def _counted(one: Price, scene: Scene) -> str:
    name = scene.words(f"heads_{one.heads.counted}")
    return f"{name}: {one.heads.part}" if one.heads.part else name


def _title(one: Price, scene: Scene) -> str:
    return f"{scene.org(one.buyer).value} → {scene.org(one.target).value}"


def _dot(one: Price, scene: Scene) -> Dot:
    label = f"{_title(one, scene)} ({_heads_text(one, scene)})"
    return dot_of(label, one.per_head, scene.words(f"heads_{one.heads.counted}"), sure=one.sure)


def _heads_text(one: Price, scene: Scene) -> str:
    low, high = one.heads.number.ends
    if high is None:
        return f"≥{scene.words.number(low or 0)}"
    return "–".join(scene.words.number(end) for end in dict.fromkeys((low or 0, high)))


def _summary(found: Sequence[Price], scene: Scene) -> Iterator[str]:
    """The range of each of the last deals, over all its head counts."""
    deals = [list(held) for _, held in groupby(found, key=lambda one: one.fact.id)]
    for held in deals[:_TOLD]:
        ends = [one.per_head for one in held]
        whole = Range(min((one.low for one in ends if one.low), default=0.0), max(one.high for one in ends))
        shown = money_text(scene.words, Sum(held[0].sum.currency, whole))
        yield scene.words("summary_price", deal=_title(held[0], scene), range=shown, n=len(held))


def _notes(found: Sequence[Price], without: Sequence[object], kept: Sequence[Price], scene: Scene) -> Iterator[str]:
    words = scene.words
    if found:
        yield words("note_heads")
    if unsure := len({one.fact.id for one in found if not one.sure}):
        yield words("note_bids", n=unsure)
    if without:
        yield words("note_no_heads", n=len(without))
    if len(found) > len(kept):
        yield words("note_more", n=len(found) - len(kept))
    yield from money_notes(words, {one.fact.id: one.sum for one in found}.values())
