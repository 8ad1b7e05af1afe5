"""The chart as rows and as a tree."""

from collections.abc import Iterator, Sequence
from statistics import median
from typing import Final, NamedTuple

from talentwire.analyse.answers.answer import Cell, Column, Row
from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.answers.picture import Branch, Picture, Tree
from talentwire.analyse.orgchart.chart import Chart, Seat

_COLUMNS: Final = (
    ("person", ""), ("role", ""), ("org", ""), ("superior", ""), ("layer", "layers"), ("direct", "heads"),
    ("below", "heads"), ("since", ""), ("remark", ""),
)  # fmt: skip
_FEW: Final = 3
"""Managers below which no middle span is told."""
_UNTOLD: Final = "untold"


class Shown(NamedTuple):
    """What a view shows."""

    columns: Sequence[Column]
    rows: Sequence[Row]
    picture: Picture | None
    summary: Sequence[str] = ()
    notes: Sequence[str] = ()


def chart_shown(chart: Chart, basis: Basis, new: frozenset[str] = frozenset()) -> Shown:
    """A row for everybody, each behind whom they stand below, and the tree."""
    order, top = list(chart.outline()), basis.asked.top
    rows = [_row(chart, person, basis) for person in order[:top]]
    notes = [basis.words("note_more", n=len(order) - top)] if len(order) > top else []
    columns = [basis.column(name, unit) for name, unit in _COLUMNS]
    return Shown(columns, rows, tree(chart, basis, new), list(_summary(chart, basis)), [*notes, *_notes(chart, basis)])


def role(seat: Seat) -> str:
    """What somebody is there: every role that they hold, the newest first."""
    return "; ".join(dict.fromkeys(post.role for post in seat.posts if post.role))


def superiors(seat: Seat, basis: Basis) -> str:
    """To whom somebody reports: all who are told, the one believed most first."""
    return " / ".join(basis.name(line.superior) for line in seat.lines)


def _row(chart: Chart, person: str, basis: Basis) -> Row:
    seat = chart.seats[person]
    post = seat.posts[0] if seat.posts else None
    row = {
        "person": Cell(basis.name(person), seat.facts, entity=person),
        "role": Cell(role(seat) or None, tuple(one.fact for one in seat.posts)),
        "org": Cell(post.unit or basis.name(post.org), (post.fact,), entity=post.org) if post else Cell(None),
        "superior": Cell(superiors(seat, basis) or None, tuple(line.fact for line in seat.lines), entity=seat.superior),
        "since": Cell(min(one.start for one in seat.posts), tuple(one.fact for one in seat.posts))
        if post
        else Cell(None),
        "remark": Cell("; ".join(_remarks(chart, seat, basis)) or None),
    }
    if layer := chart.layers.get(person):
        row |= {"layer": Cell(layer, seat.facts), **_span(chart, person)}
    return row


def _span(chart: Chart, person: str) -> Row:
    """How many report to somebody: those in the tree, with bounds where sources name two superiors."""
    told = chart.told_below.get(person, frozenset())
    facts = dict.fromkeys(fact for one in sorted(told) for fact in (line.fact for line in chart.seats[one].lines))
    value, low, high = len(chart.below.get(person, ())), len(chart.surely_below.get(person, ())), len(told)
    wide = (low, high) if low != high else (None, None)
    return {"direct": Cell(value, tuple(facts), *wide), "below": Cell(chart.all_below(person), tuple(facts))}


def _remarks(chart: Chart, seat: Seat, basis: Basis) -> Iterator[str]:
    """What contradicts, and what is not sure."""
    words = basis.words
    if len(seat.lines) > 1:
        yield words("remark_two", n=len(seat.lines))
    for ring in chart.rings:
        if seat.person in ring:
            yield words("remark_ring", names=" → ".join(basis.name(one) for one in (*ring, ring[0])))
    if seat.gone:
        yield words("remark_gone", name=basis.name(seat.gone[0].superior))
    if not seat.sure:
        yield words("remark_planned")
    if not seat.posts:
        yield words("remark_no_post")


def tree(chart: Chart, basis: Basis, new: frozenset[str] = frozenset()) -> Tree | None:
    """The tree; those of whom no line is told stand apart under a heading."""
    alone = frozenset(chart.alone)
    branches: list[Branch] = []
    for person in chart.outline():
        if person in alone and len(chart.seats) - len(branches) == len(alone):
            branches.append(Branch(_UNTOLD, basis.words("untold", n=len(alone))))
        seat = chart.seats[person]
        parent = _UNTOLD if person in alone else chart.parent(person)
        branches.append(Branch(person, _label(chart, seat, basis, new=person in new), parent, seat.sure))
    return Tree(tuple(branches)) if branches else None


def _label(chart: Chart, seat: Seat, basis: Basis, *, new: bool) -> str:
    parts = [basis.name(seat.person), role(seat).partition("; ")[0]]
    if len(seat.lines) > 1:
        also = (basis.name(line.superior) for line in seat.lines[1:])
        parts.append(basis.words("also", names=", ".join(also)))
    if any(seat.person in ring for ring in chart.rings):
        parts.append(basis.words("in_ring"))
    if new:
        parts.append(basis.words("new"))
    return ", ".join(part for part in parts if part)


def _summary(chart: Chart, basis: Basis) -> Iterator[str]:
    words, people = basis.words, [seat for seat in chart.seats.values() if seat.posts]
    if not people:
        return
    told = sum(1 for seat in people if seat.lines)
    yield words("summary", n=len(people), day=chart.day, told=told)
    spans = {person: len(some) for person, some in chart.below.items()}
    if not spans:
        return
    yield words("summary_layers", layers=max(chart.layers.values()), n=len(spans))
    most = max(spans.values())
    names = sorted(basis.name(person) for person, n in spans.items() if n == most)[:3]
    if len(spans) >= _FEW:
        yield words("summary_median", median=float(median(spans.values())), managers=len(spans))
    if most > 1:
        yield words("summary_widest", n=most, names=words.listed(names))


def _notes(chart: Chart, basis: Basis) -> Iterator[str]:
    words, seats = basis.words, chart.seats.values()
    if alone := len(chart.alone):
        yield words("note_alone", n=alone)
    if two := sum(1 for seat in seats if len(seat.lines) > 1):
        yield words("note_two", n=two)
    if chart.rings:
        yield words("note_rings", n=len(chart.rings))
    if gone := sum(1 for seat in seats if seat.gone and not seat.lines):
        yield words("note_gone", n=gone)
