"""Pay as a distribution, and one by one."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from talentwire.analyse.answers.answer import Cell, Column, Row
from talentwire.analyse.answers.asked import Period
from talentwire.analyse.answers.picture import Dot, Dots
from talentwire.analyse.money.offers import Offer, Way
from talentwire.analyse.money.ranges import MEDIAN_FROM, QUARTILES_FROM, quantile, reach
from talentwire.analyse.money.sums import main_currency
from talentwire.analyse.pay.asking import By
from talentwire.analyse.pay.scene import Scene, Shown, dot_of, dot_over, is_bound, rate_cell

_WAYS = tuple(Way)


class _Key(NamedTuple):
    """What the sums of a row share."""

    group: str
    kind: str
    way: Way
    currency: str


def spread(scene: Scene) -> Shown:
    """A row for each kind of pay, paid and offered apart: how many sums, and from what to what they reach."""
    groups: dict[_Key, list[Offer]] = defaultdict(list)
    for one in scene.offers:
        groups[_Key(_group(one, scene), scene.kind(one), one.way, one.sum.currency)].append(one)
    totals = Counter(_group(one, scene) for one in scene.offers)
    ordered = sorted(groups.items(), key=lambda item: _order(item[0], item[1], scene, totals))
    kept = ordered[: scene.top]
    rows = tuple(_row(key, held, scene) for key, held in kept)
    notes = (scene.words("note_more", n=len(ordered) - len(kept)),) if len(ordered) > len(kept) else ()
    return Shown(_columns(scene, rows), rows, notes=notes, picture=_picture(kept, scene))


def _group(one: Offer, scene: Scene) -> str:
    match scene.how.by:
        case By.ROLE:
            return one.to.family
        case By.TIME:
            return (scene.basis.asked.period or Period.YEAR).of(one.day)
        case By.PAYER:
            return scene.basis.house(one.payer)
        case By.KIND:
            return ""


def _group_cell(group: str, scene: Scene) -> Cell:
    if scene.how.by is By.PAYER:
        return scene.org(group)
    return Cell(scene.words(f"family_{group}") if scene.how.by is By.ROLE else group)


def _order(key: _Key, held: Sequence[Offer], scene: Scene, totals: Counter[str]) -> tuple[object, ...]:
    """Stretches of time as they follow, else groups of many sums first; within them kinds of many sums first."""
    large = 0 if scene.how.by is By.TIME else -totals[key.group]
    return large, key.group, -len(counted(held, scene)), key.kind, _WAYS.index(key.way), key.currency


def counted(held: Iterable[Offer], scene: Scene) -> list[Offer]:
    """Those that make up the distribution: what is more than a rumour or a plan, unless these are asked for."""
    return [one for one in held if one.sure or scene.basis.asked.status]


def _row(key: _Key, held: Sequence[Offer], scene: Scene) -> Row:
    mine = counted(held, scene)
    facts = tuple(one.fact.id for one in mine)
    known = frozenset(facts)
    sums = [one.counted for one in mine]
    yearly = [one for one in mine if one.yearly]
    bounds = tuple(one.fact.id for one in mine if is_bound(one))
    unsure = tuple(one.fact.id for one in held if one.fact.id not in known)
    row = {
        "group": _group_cell(key.group, scene), "kind": Cell(key.kind), "way": Cell(scene.words(f"way_{key.way}")),
        "currency": Cell(key.currency), "n": Cell(len(mine), facts), "bounds": Cell(len(bounds), bounds),
        "unsure": Cell(len(unsure), unsure), "yearly_n": Cell(len(yearly), tuple(one.fact.id for one in yearly)),
    }  # fmt: skip
    if sums:
        row |= {"lowest": quantile(sums, 0).cell(facts), "highest": quantile(sums, 1).cell(facts)}
    if len(sums) >= MEDIAN_FROM:
        row["median"] = quantile(sums, 0.5).cell(facts)
    if len(sums) >= QUARTILES_FROM:
        row |= {"q1": quantile(sums, 0.25).cell(facts), "q3": quantile(sums, 0.75).cell(facts)}
    if yearly:
        row["yearly"] = reach([one.yearly for one in yearly if one.yearly]).cell(one.fact.id for one in yearly)
    return row


def _columns(scene: Scene, rows: Sequence[Row]) -> tuple[Column, ...]:
    column = scene.basis.column
    quarters = any("q1" in row for row in rows)
    by = scene.how.by
    return (
        *(() if by is By.KIND else (Column("group", scene.words(f"column_by_{by}")),)),
        column("kind"), column("way"), column("currency"), column("n", "sums"), column("bounds", "sums"),
        column("unsure", "sums"), column("lowest", "money"), *((column("q1", "money"),) if quarters else ()),
        column("median", "money"), *((column("q3", "money"),) if quarters else ()), column("highest", "money"),
        column("yearly_n", "sums"), column("yearly", "money"),
    )  # fmt: skip


def _picture(kept: Sequence[tuple[_Key, list[Offer]]], scene: Scene) -> Dots:
    """From the lowest to the highest sum of each row, with its median."""
    currency = main_currency(one.sum for one in scene.offers)
    dots = []
    for key, held in kept:
        sums = [one.counted for one in counted(held, scene)]
        if key.currency == currency and sums:
            group = str(_group_cell(key.group, scene).value or "")
            label = scene.words("row", name=", ".join(filter(None, (group, key.kind))), n=len(sums))
            dots.append(dot_over(label, sums, scene.words(f"way_{key.way}")))
    return Dots(currency, tuple(dots), log=True)


def listed(scene: Scene) -> Shown:
    """Each sum in a row, the greatest first, each currency by itself."""
    main = main_currency(one.sum for one in scene.offers)
    ordered = sorted(
        scene.offers, key=lambda one: (one.sum.currency != main, one.sum.currency, -one.sum.range.told, one.fact.id)
    )
    kept = ordered[: scene.top]
    column = scene.basis.column
    converted = any(one.sum.rate for one in kept)
    columns = (
        column("day"), column("payer"), column("to"), column("family"), column("kind"), column("way"),
        column("currency"), column("sum", "money"), column("period"), column("yearly", "money"), column("stage"),
        *((column("rate"),) if converted else ()),
    )  # fmt: skip
    notes = (scene.words("note_more", n=len(ordered) - len(kept)),) if len(ordered) > len(kept) else ()
    dots = tuple(_dot(one, scene) for one in ordered if one.sum.currency == main)
    return Shown(columns, tuple(_told(one, scene) for one in kept), notes=notes, picture=Dots(main, dots, log=True))


def _told(one: Offer, scene: Scene) -> Row:
    row = {
        "day": Cell(one.day), "payer": scene.org(one.payer), "to": scene.to(one),
        "family": Cell(scene.words(f"family_{one.to.family}")), "kind": Cell(scene.kind(one)),
        "way": Cell(scene.words(f"way_{one.way}")), "currency": Cell(one.sum.currency),
        "sum": one.sum.cell(one.facts), "period": Cell(one.period or None), "stage": Cell(scene.stage(one)),
        "rate": rate_cell(scene.words, one.sum),
    }  # fmt: skip
    return {**row, "yearly": one.yearly.cell(one.facts)} if one.yearly else row


def _dot(one: Offer, scene: Scene) -> Dot:
    label = f"{scene.org(one.payer).value} → {scene.to(one).value}"
    sure = one.sure and one.way is not Way.DENIED
    group = scene.words(f"kind_{one.kind or 'untold'}")
    return dot_of(label, one.sum.range, group, sure=sure, best=one.sum.best)
