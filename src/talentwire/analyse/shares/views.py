"""Rounds one by one, added up by house, and what houses are valued at over time."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from talentwire.analyse.answers.answer import Cell, Column, Row
from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.answers.picture import Bar, Bars, Dot, Dots, Line, Lines, Part, Point
from talentwire.analyse.answers.wording import Words
from talentwire.analyse.money.ranges import Range
from talentwire.analyse.money.sums import Sum, main_currency
from talentwire.analyse.pay.scene import Shown, dot_of, rate_cell
from talentwire.analyse.shares.asking import Kind
from talentwire.analyse.shares.rounds import Round

_FAR = 30
"""How many times the smallest the largest is, from which an axis is in steps of ten."""


@dataclass(frozen=True)
class Scene:
    """The rounds that are asked for, by day."""

    basis: Basis
    rounds: tuple[Round, ...]

    @property
    def words(self) -> Words:
        """The texts."""
        return self.basis.words

    def org(self, org: str) -> Cell:
        """An organisation as a cell."""
        return Cell(self.basis.name(org) if org else self.words("not_told"), entity=org)

    def more(self, number: int) -> tuple[str, ...]:
        """How many rows are not shown."""
        left = number - self.basis.asked.top
        return (self.words("note_more", n=left),) if left > 0 else ()


def one_by_one(scene: Scene) -> Shown:
    """A row for each round, the last first."""
    ordered = scene.rounds[::-1]
    kept = ordered[: scene.basis.asked.top]
    column = scene.basis.column
    converted = any(one.sum and one.sum.rate for one in kept)
    columns = (
        column("day"), column("org"), column("round"), column("stage"), column("currency"), column("sum", "money"),
        column("valuation", "money"), column("counting"), column("dilution", "share"), column("staff", "heads"),
        column("counted_on"), column("per_employee", "money"), column("investors"),
        *((column("rate"),) if converted else ()),
    )  # fmt: skip
    main = main_currency(one.sum for one in ordered if one.sum)
    dots = tuple(_dot(one, one.sum, scene) for one in ordered if one.sum and one.whole and one.sum.currency == main)
    return Shown(
        columns, tuple(_row(one, scene) for one in kept), notes=scene.more(len(ordered)),
        picture=Dots(main, dots, log=True),
    )  # fmt: skip


def _dot(one: Round, money: Sum, scene: Scene) -> Dot:
    label = f"{scene.org(one.org).value} {one.day:%Y-%m}"
    return dot_of(label, money.range, scene.words(f"round_{one.kind}"), sure=one.sure, best=money.best)


def _row(one: Round, scene: Scene) -> Row:
    words, facts = scene.words, one.facts
    name = words(f"round_{one.kind}")
    kind = words("for_each", kind=name) if one.each else name
    held = one.sum or one.valuation
    row = {
        "day": Cell(one.day), "org": scene.org(one.org), "round": Cell(kind),
        "stage": Cell(words(f"stage_{one.fact.status}")), "currency": Cell(held.currency if held else None),
        "investors": Cell(words.listed([scene.basis.name(who) for who in one.investors]) or None),
    }  # fmt: skip
    if one.sum:
        row |= {"sum": one.sum.cell(facts), "rate": rate_cell(words, one.sum)}
    if one.valuation and held and one.valuation.currency == held.currency:
        row |= {"valuation": one.valuation.cell(facts), "counting": Cell(words(f"counting_{one.counting}"))}
    if (part := one.dilution) is not None:
        low, high = part.low or None, part.high if part.high < 1 else None
        row["dilution"] = Cell(part.point, facts) if part.point is not None else Cell(None, facts, low, high)
    if one.staff:
        row |= {"staff": one.staff.number.cell(one.staff.facts), "counted_on": Cell(one.staff.day)}
        if one.per_employee:
            row["per_employee"] = one.per_employee.cell((*facts, *one.staff.facts))
    return row


def total(held: Iterable[Round]) -> Range:
    """What rounds amount to, as far as their sums are told."""
    whole = Range(0.0, 0.0)
    for one in held:
        whole = whole + (one.whole or Range(0.0, 0.0))
    return whole


def by_house(scene: Scene) -> Shown:
    """A row for each house and currency: what is new money, what goes to holders, what is borrowed."""
    groups: dict[tuple[str, str], list[Round]] = defaultdict(list)
    for one in scene.rounds:
        if one.sum and one.whole:
            groups[scene.basis.house(one.org), one.sum.currency].append(one)
    ordered = sorted(groups.items(), key=lambda item: (-total(_sure(item[1])).told, item[0]))
    kept = ordered[: scene.basis.asked.top]
    column = scene.basis.column
    columns: tuple[Column, ...] = (
        column("org"), column("currency"), column("rounds", "rounds"), column("new", "money"),
        column("holders", "money"), column("to_holders", "share"), column("debt", "money"),
        column("untold_money", "money"), column("unsure", "rounds"),
    )  # fmt: skip
    rows = tuple(_house(house, currency, held, scene) for (house, currency), held in kept)
    main = main_currency(one.sum for one in scene.rounds if one.sum)
    drawn = [(house, _sure(held)) for (house, currency), held in ordered if currency == main]
    bars = tuple(Bar(str(scene.org(house).value), tuple(_parts(held, scene))) for house, held in drawn if held)
    return Shown(columns, rows, notes=scene.more(len(ordered)), picture=Bars(main, bars))


def _sure(held: Iterable[Round]) -> list[Round]:
    return [one for one in held if one.sure]


def _sorts(held: Sequence[Round]) -> dict[str, list[Round]]:
    """Rounds by who gets the money; a buyback paid from a round of new money stands with the holders."""
    return {
        "new": [one for one in held if one.kind is Kind.PRIMARY],
        "holders": [one for one in held if one.kind.to_holders],
        "debt": [one for one in held if one.kind is Kind.DEBT],
        "untold_money": [one for one in held if one.kind is Kind.UNTOLD],
    }


def _house(house: str, currency: str, held: Sequence[Round], scene: Scene) -> Row:
    mine = _sure(held)
    unsure = tuple(one.fact.id for one in held if not one.sure)
    row = {
        "org": scene.org(house), "currency": Cell(currency), "rounds": Cell(len(mine), _facts(mine)),
        "unsure": Cell(len(unsure), unsure),
    }  # fmt: skip
    sorts = _sorts(mine)
    row |= {name: total(those).cell(_facts(those)) for name, those in sorts.items() if those}
    shares = [*sorts["new"], *sorts["holders"]]
    both = sorts["new"] and sorts["holders"] and not any(one.paid_from for one in shares)
    if both and (part := _share(total(sorts["new"]), total(sorts["holders"]))):
        row["to_holders"] = Cell(part.point, _facts(shares)) if part.point is not None else Cell(
            None, _facts(shares), part.low, part.high
        )  # fmt: skip
    return row


def _share(new: Range, holders: Range) -> Range | None:
    """The share of the money for shares that goes to holders; None where nothing is told."""
    most, least = holders.high + new.low, holders.low + new.high
    if not most or not least:
        return None
    low = 0.0 if new.high == float("inf") else holders.low / least
    return Range(low, 1.0 if holders.high == float("inf") else holders.high / most)


def _facts(held: Iterable[Round]) -> tuple[str, ...]:
    return tuple(one.fact.id for one in held)


def _parts(held: Sequence[Round], scene: Scene) -> Iterator[Part]:
    for name, those in _sorts(held).items():
        if those:
            whole = total(those)
            low, high = (None, None) if whole.point is not None else (whole.low, whole.told)
            yield Part(scene.words(f"column_{name}"), whole.told, low, high)


def valuation(scene: Scene) -> Shown:
    """A row for each valuation that is told, by house, with what it is times the one before."""
    told = [one for one in scene.rounds if one.valuation]
    by_org: dict[str, list[Round]] = defaultdict(list)
    for one in told:
        by_org[one.org].append(one)
    ordered = sorted(by_org.items(), key=lambda item: (-_latest(item[1]), item[0]))
    rows = tuple(row for _, held in ordered for row in _history(held, scene))
    column = scene.basis.column
    columns = (
        column("org"), column("day"), column("currency"), column("valuation", "money"), column("times", "ratio"),
        column("counting"), column("round"), column("stage"),
    )  # fmt: skip
    main = main_currency(one.valuation for one in told if one.valuation)
    return Shown(
        columns, rows[: scene.basis.asked.top], notes=scene.more(len(rows)), picture=_lines(ordered, main, scene)
    )


def _latest(held: Sequence[Round]) -> float:
    return held[-1].valuation.range.told if held[-1].valuation else 0.0


def _history(held: Sequence[Round], scene: Scene) -> Iterator[Row]:
    """The valuations of a house by day; each that is sure is set against the last sure one before it."""
    words = scene.words
    before: Round | None = None
    for one in held:
        if one.valuation is None:
            continue
        row = {
            "org": scene.org(one.org), "day": Cell(one.day), "currency": Cell(one.valuation.currency),
            "valuation": one.valuation.cell(one.facts), "counting": Cell(words(f"counting_{one.counting}")),
            "round": Cell(words(f"round_{one.kind}")), "stage": Cell(words(f"stage_{one.fact.status}")),
        }  # fmt: skip
        if before and before.valuation and one.sure and before.valuation.currency == one.valuation.currency:
            row["times"] = one.valuation.range.over(before.valuation.range).cell((*before.facts, *one.facts))
        before = one if one.sure else before
        yield row


def _lines(ordered: Sequence[tuple[str, list[Round]]], currency: str, scene: Scene) -> Lines:
    """Steps from valuation to valuation; what is only talked of is a line of its own."""
    drawn = [
        (str(scene.org(org).value), sure, tuple(_points([one for one in held if one.sure is sure], currency)))
        for org, held in ordered
        for sure in (True, False)
    ]
    end = max((points[-1].at for _, _, points in drawn if points), default=date.min)
    lines = [
        Line(name, _until(end, points)) if sure else Line(scene.words("talked_of", name=name), points, sure=False)
        for name, sure, points in drawn
        if points
    ]
    values = [point.value for line in lines for point in line.points]
    far = bool(values) and max(values) > _FAR * min(values)
    return Lines(scene.words("column_day"), scene.words("axis_valuation", currency=currency), tuple(lines), log=far)


def _until(end: date | float, points: tuple[Point, ...]) -> tuple[Point, ...]:
    """The points of a line, the last of which holds until the end of the picture."""
    return points if points[-1].at == end else (*points, replace(points[-1], at=end))


def _points(held: Iterable[Round], currency: str) -> Iterator[Point]:
    """Valuations of which both ends are told; "up to" and "at least" stand in the table alone."""
    for one in held:
        if one.valuation and one.valuation.currency == currency:
            low, high = one.valuation.range.ends
            if low is not None and high is not None:
                best = high if one.valuation.best is None else one.valuation.best
                yield Point(one.day, best, low, high) if low < high else Point(one.day, best)
