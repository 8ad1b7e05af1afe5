"""Staying as rows and pictures: the curve, groups side by side, two sorts of rates, the spells themselves."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from talentwire.analyse.answers.answer import Cell, Column, Row
from talentwire.analyse.answers.picture import Dot, Dots, Event, Line, Lines, Picture, Point, Timeline
from talentwire.analyse.answers.shares import Share
from talentwire.analyse.staying.curve import YEAR
from talentwire.analyse.staying.spells import Spell
from talentwire.analyse.staying.stays import Stays, facts_of

MARKS: Final = (0.5, 1, 2, 3, 4, 5, 7, 10, 15, 20, 30, 40)
"""Years after which the curve is told."""
COLUMNS: Final = (1, 2, 3, 5)
"""Years after which groups are compared."""
_POINTS: Final = 300
"""Points of a line that can be told apart."""
_BANDS: Final = 3
"""So many bands can be told apart; with more lines, only the one of all spells has its band."""


class Shown(NamedTuple):
    """What a view shows."""

    columns: tuple[Column, ...]
    rows: Sequence[Row]
    picture: Picture | None
    refused: int = 0
    """Groups with too few cases for a share."""


# ---- curve


def curve(stays: Stays) -> Shown:
    """A row for every group and number of years."""
    words = stays.words
    rows: list[Row] = []
    lines: list[Line] = []
    groups = stays.groups()
    for name, group in groups:
        rows += _marks(name, group)
        if group.curve.told:
            lines.append(_line(name, group))
    lines = [line if at == 0 or len(lines) <= _BANDS else _bare(line) for at, line in enumerate(lines)]
    columns = [stays.basis.column(one, unit) for one, unit in (
        ("group", ""), ("years", "years"), ("stay", "share"), ("at_risk", "heads"), ("left_by", "heads"),
    )]  # fmt: skip
    axis = words("axis_joined" if stays.how.clock == "joined" else "axis_seen")
    picture = Lines(axis, words("axis_stay"), tuple(lines)) if lines else None
    return Shown(tuple(columns), rows, picture, len(groups) - len(lines))


def _marks(name: str, group: Stays) -> list[Row]:
    held = group.curve
    last = held.ends[-1] if held.ends else 0
    reached = [years for years in MARKS if round(years * YEAR) <= last]
    marks = [years for years in reached if held.at_risk(round(years * YEAR))] or MARKS[: 1 if held.n else 0]
    rows: list[Row] = []
    for years in marks:
        day = round(years * YEAR)
        gone = [one for one, watched in group.counted if watched.left and watched.end <= day]
        rows.append({
            "group": Cell(name), "years": Cell(years), "stay": _stay(group, years),
            "at_risk": Cell(held.at_risk(day), group.counted_facts), "left_by": Cell(len(gone), facts_of(gone)),
        })  # fmt: skip
    return rows


def _stay(group: Stays, years: float) -> Cell:
    """The share that stays so long, open to all spells behind it; empty where too few were watched up to then."""
    return share_cell(group.curve.stay(round(years * YEAR)), group.counted_facts)


def share_cell(share: Share | None, facts: tuple[str, ...]) -> Cell:
    """A share with its interval, open to the facts behind it; empty where there is none."""
    return Cell(round(share.value, 6), facts, round(share.low, 6), round(share.high, 6)) if share else Cell(None)


def _bare(line: Line) -> Line:
    """A line without its band."""
    return replace(line, points=tuple(replace(point, low=None, high=None) for point in line.points))


def _line(name: str, group: Stays) -> Line:
    held = group.curve
    days = [step.day for step in held.steps if step.day <= held.until]
    if len(days) > _POINTS:
        days = sorted({days[at * len(days) // _POINTS] for at in range(_POINTS)} | {days[-1]})
    points = [Point(0.0, 100.0, 100.0, 100.0)]
    for day in sorted({*days, held.until}):
        told = held.stay(day)
        if told:
            points.append(Point(round(day / YEAR, 3), *_per_cent(told)))
    return Line(name, tuple(points))


# ---- groups


def groups(stays: Stays) -> Shown:
    """A row for every group, with what remains after some years."""
    words, years = stays.words, stays.how.years
    marks = sorted({*COLUMNS, years})
    held = stays.groups()
    rows = [_group(name, group, marks) for name, group in held]
    columns = [stays.basis.column(one, unit) for one, unit in (
        ("group", ""), ("spells", "heads"), ("watched", "heads"), ("left", "heads"), ("median", "years"),
    )]  # fmt: skip
    columns += [Column(_mark(one), words("column_after", n=one), "share") for one in marks]
    dots = []
    for name, group in held:
        if told := group.curve.stay(round(years * YEAR)):
            dots.append(dot(name, told))
    picture = Dots(words("axis_after", n=years), tuple(dots)) if dots else None
    return Shown(tuple(columns), rows, picture, sum(1 for _, group in held if not group.curve.told))


def dot(name: str, share: Share, group: str = "") -> Dot:
    """A share with its interval in per cent."""
    value, low, high = _per_cent(share)
    return Dot(name, value, low, high, group)


def _per_cent(share: Share) -> tuple[float, float, float]:
    return round(100 * share.value, 2), round(100 * share.low, 2), round(100 * share.high, 2)


def _group(name: str, group: Stays, marks: Sequence[float]) -> Row:
    facts, half = group.facts, group.curve.median
    gone = facts_of(one for one, watched in group.counted if watched.left)
    median = Cell(None)
    if half.low is not None:
        days = [None if day is None else round(day / YEAR, 2) for day in half]
        median = Cell(days[0], facts, days[1], days[2])
    return {
        "group": Cell(name), "spells": Cell(group.n, facts), "watched": Cell(group.curve.n, group.counted_facts),
        "left": Cell(group.curve.left, gone), "median": median,
        **{_mark(one): _stay(group, one) for one in marks},
    }  # fmt: skip


def _mark(years: float) -> str:
    return f"after_{years:g}"


# ---- the spells themselves


def spells(stays: Stays) -> Shown:
    """A row for every spell, the latest first."""
    held = sorted(stays.spells, key=lambda one: (one.start or one.seen, one.person, one.house), reverse=True)
    rows = [_spell(stays, one) for one in held]
    names = ("person", "house", "position", "start", "seen", "end", "tenure", "ended")
    columns = tuple(stays.basis.column(one, "years" if one == "tenure" else "") for one in names)
    events = tuple(_event(stays, one) for one in held)
    return Shown(columns, rows, Timeline(events) if events else None)


def _spell(stays: Stays, one: Spell) -> Row:
    words, end = stays.words, stays.end(one)
    own = one.facts
    began = one.start
    why = "ended_left" if one.left else "ended_gone" if one.gone else "ended_open"
    return {
        "person": Cell(stays.basis.name(one.person), own, entity=one.person),
        "house": Cell(stays.basis.name(one.house), entity=one.house),
        "position": Cell(words(f"family_{one.family}")),
        "start": Cell(began, own),
        "seen": Cell(one.seen),
        "end": Cell(one.left, own if one.left else ()),
        "tenure": Cell(round((end - began).days / YEAR, 2), own) if began and end >= began else Cell(None),
        "ended": Cell(words(why)),
    }


def _event(stays: Stays, one: Spell) -> Event:
    name = stays.basis.name(one.person)
    start = min(one.start or one.seen, one.left or one.seen)
    return Event(stays.basis.name(one.house), name, start, one.left or (one.last if one.gone else None), one.open)
