"""Flows as rows and pictures: routes, gains and losses, a matrix, over time, by position."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from talentwire.analyse.answers.answer import Cell, Column, Row
from talentwire.analyse.answers.asked import Period
from talentwire.analyse.answers.picture import (
    Bar,
    Bars,
    Flows,
    Line,
    Lines,
    Matrix,
    Part,
    Picture,
    Point,
    Stream,
)
from talentwire.analyse.flows.scene import Route, Scene
from talentwire.analyse.flows.tally import COUNTS, Tally, both, counts, first_and_rest, named, ranked, together, unnamed

_LINES = 8
_MONTHS, _QUARTERS = 450, 1800  # days up to which time is cut so finely


class Shown(NamedTuple):
    """What a view shows."""

    columns: tuple[Column, ...]
    rows: Sequence[Row]
    picture: Picture | None
    notes: tuple[str, ...] = ()


def _columns(scene: Scene, *names: str) -> tuple[Column, ...]:
    units = dict.fromkeys((*COUNTS, "in", "out", "net", "rumoured_in", "rumoured_out", "total"), "heads")
    return tuple(scene.basis.column(name, {**units, "ratio": "ratio"}.get(name, "")) for name in names)


# ---- routes


def routes(scene: Scene) -> Shown:
    """A row for every route, the busiest first."""
    held = ranked(scene.routes, lambda route: "\0".join(map(scene.name, route)), scene.top)
    shown, rest, more = first_and_rest(held, scene.top)
    rows = [_route(scene, route, tally) for route, tally in shown]
    if more:
        rows.append({"from": Cell(scene.words("rest", n=more)), "to": Cell(""), **counts(rest), **_days(rest)})
    return Shown(_columns(scene, "from", "to", *COUNTS, "first", "last"), rows, *_streams(scene))


def _route(scene: Scene, route: Route, tally: Tally) -> Row:
    return {"from": scene.cell(route[0]), "to": scene.cell(route[1]), **counts(tally), **_days(tally)}


def _days(tally: Tally) -> Row:
    days = tally.days
    return {"first": Cell(days[0]), "last": Cell(days[-1])} if days else {}


def _streams(scene: Scene) -> tuple[Flows, tuple[str, ...]]:
    """The routes of the ends with most heads, the others as one end, and a note on what goes between those."""
    sources, targets = _leading(scene, scene.leaving), _leading(scene, scene.coming)
    widths: dict[tuple[str, str, bool], int] = {}
    for (source, target), tally in scene.routes.items():
        ends = sources.get(source, ""), targets.get(target, "")
        counted = tally.counted
        for sure, width in ((True, counted.n + counted.low), (False, counted.unsure)):
            widths[(*ends, sure)] = widths.get((*ends, sure), 0) + width
    names = {name for ends in (sources, targets) for end, name in ends.items() if name != scene.name(end) or not end}
    drawn: list[Stream] = []
    hidden = 0
    for (source, target, sure), width in widths.items():
        if source in names and target in names:
            hidden += width
        elif width:
            drawn.append(Stream(source, target, width, sure))
    notes = (scene.words("note_hidden", n=hidden),) if hidden else ()
    picture = Flows(scene.words("column_from"), scene.words("column_to"), tuple(drawn), tuple(sorted(names)))
    return picture, notes


def _leading(scene: Scene, ends: dict[str, Tally]) -> dict[str, str]:
    """What each end is called in a picture: its name, or that of the rest."""
    held = ranked(ends, scene.name, scene.top)
    shown, _, more = first_and_rest(held, scene.top)
    rest = scene.words("rest", n=more) if more else ""
    names = dict.fromkeys(ends, rest)
    return {**names, **{end: scene.name(end) for end, _ in shown}}


# ---- gains and losses


def net(scene: Scene) -> Shown:
    """A row for every organisation, the one that gained most first, the one that lost most last."""
    known = [one for one in scene.nodes if one]
    gains = {one: _net(scene, one) for one in known}
    busy = sorted(known, key=lambda one: (-_gross(scene, one), scene.name(one)))
    shown = sorted(busy[: scene.top], key=lambda one: (-gains[one], scene.name(one)))
    rows = [_balance(scene, one) for one in shown]
    bars = tuple(_bar(scene, one) for one in shown)
    if more := len(busy) - len(shown):
        name = Cell(scene.words("rest", n=more))
        rows.append(_balances(name, *(together(_at(ends, one) for one in busy[scene.top :]) for ends in _ends(scene))))
    columns = _columns(
        scene, "org", "in", "out", "net", "ratio", "unnamed_in", "unnamed_out", "rumoured_in", "rumoured_out"
    )
    return Shown(columns, rows, Bars(scene.words("axis_net"), bars))


def _ends(scene: Scene) -> tuple[dict[str, Tally], dict[str, Tally]]:
    return scene.coming, scene.leaving


def _at(ends: dict[str, Tally], org: str) -> Tally:
    return ends.get(org, Tally())


def _net(scene: Scene, org: str) -> int:
    return _at(scene.coming, org).counted.n - _at(scene.leaving, org).counted.n


def _gross(scene: Scene, org: str) -> float:
    """By what an organisation is ranked: heads that came and went, those not sure as a tie-break."""
    came, went = _at(scene.coming, org).counted, _at(scene.leaving, org).counted
    return came.n + went.n + (came.high + went.high) / 1e4 + (came.unsure + went.unsure) / 1e8


def _balance(scene: Scene, org: str) -> Row:
    return _balances(scene.cell(org), _at(scene.coming, org), _at(scene.leaving, org))


def _balances(name: Cell, came: Tally, went: Tally) -> Row:
    here, gone = named(came.happened), named(went.happened)
    facts = tuple(dict.fromkeys((*here.facts, *gone.facts)))
    ratio = round(came.happened.n / went.happened.n, 2) if went.happened.n else None
    return {
        "org": name, "in": here, "out": gone, "net": Cell(came.happened.n - went.happened.n, facts),
        "ratio": Cell(ratio, facts if ratio is not None else ()), "unnamed_in": unnamed(came.happened),
        "unnamed_out": unnamed(went.happened), "rumoured_in": both(came.unsure), "rumoured_out": both(went.unsure),
    }  # fmt: skip


def _bar(scene: Scene, org: str) -> Bar:
    came, went = _at(scene.coming, org), _at(scene.leaving, org)
    joined, left = scene.words("column_in"), scene.words("column_out")
    parts = (
        Part(joined, came.happened.n), Part(joined, came.unsure.n, sure=False),
        Part(left, -went.happened.n), Part(left, -went.unsure.n, sure=False),
    )  # fmt: skip
    return Bar(scene.name(org), parts)


# ---- matrix


def matrix(scene: Scene) -> Shown:
    """A row for whoever was left, a column for whoever was joined, named heads that moved in the fields."""
    done = scene.part(scene.tally.happened)
    sources, more_rows = _axis(done, done.leaving)
    targets, more_columns = _axis(done, done.coming)
    columns = [Column(_column_name(one), done.name(one), "heads") for one in targets]
    if more_columns:
        columns.append(Column("rest", scene.words("rest", n=more_columns), "heads"))
    rows, values = [], []
    for name, held in _lines(done, sources, more_rows):
        line = [together(held.get(one, Tally()) for one in some) for some in _columns_of(done, targets)]
        line = line[: len(columns)]
        cells = {column.name: named(tally) for column, tally in zip(columns, line, strict=True)}
        rows.append({"from": name, **cells, "total": named(together(held.values()))})
        values.append(tuple(float(tally.n) if tally.n else None for tally in line))
    names = tuple(str(row["from"].value) for row in rows)
    picture = Matrix(
        scene.words("column_from"), scene.words("column_to"), names, tuple(c.title for c in columns), tuple(values)
    )
    return Shown((*_columns(scene, "from"), *columns, *_columns(scene, "total")), rows, picture if rows else None)


def _column_name(org: str) -> str:
    return org or "not_told"


def _axis(scene: Scene, ends: dict[str, Tally]) -> tuple[list[str], int]:
    filled = {end: tally for end, tally in ends.items() if tally.n}
    shown, _, more = first_and_rest(ranked(filled, scene.name, scene.top), scene.top)
    return [end for end, _ in shown], more


def _columns_of(scene: Scene, targets: Sequence[str]) -> list[list[str]]:
    """The ends that each column is of; the last one of all others."""
    return [*([one] for one in targets), [one for one in scene.coming if one not in targets]]


def _lines(scene: Scene, sources: Sequence[str], more: int) -> Iterable[tuple[Cell, dict[str, Tally]]]:
    """For each row its name and its tallies by who was joined."""

    def by_target(tally: Tally) -> dict[str, Tally]:
        return tally.split(lambda one: scene.ways.end(one.target))

    for one in sources:
        yield scene.cell(one), by_target(scene.leaving[one])
    if more:
        others = together(tally for end, tally in scene.leaving.items() if end not in sources)
        yield Cell(scene.words("rest", n=more)), by_target(others)


# ---- over time


def over_time(scene: Scene) -> Shown:
    """A row for every stretch of time and organisation, with its rank by what it gained."""
    days = scene.tally.days
    period = scene.basis.asked.period or fitting(days)
    known = [one for one in scene.nodes if one]
    shown = sorted(known, key=lambda one: (-_gross(scene, one), scene.name(one)))[: scene.top]
    by_period = scene.tally.split(lambda one: period.of(one.day))
    rows = []
    for name in period.through(days):
        part = scene.part(by_period.get(name, Tally()))
        held = [
            one for one in shown if _at(part.coming, one).size > (0, 0, 0) or _at(part.leaving, one).size > (0, 0, 0)
        ]
        held.sort(key=lambda one: (-_net(part, one), scene.name(one)))
        gains = [_net(part, one) for one in held]
        rows += [
            {"period": Cell(name), "rank": Cell(gains.index(_net(part, one)) + 1), **_balance(part, one)}
            for one in held
        ]
    columns = _columns(scene, "period", "rank", "org", "in", "out", "net", "rumoured_in", "rumoured_out")
    return Shown(columns, rows, _gains(scene, shown[:_LINES], period))


def fitting(days: Sequence[date]) -> Period:
    """Stretches of which a picture can show as many as there are."""
    length = (days[-1] - days[0]).days if days else 0
    return Period.MONTH if length <= _MONTHS else Period.QUARTER if length <= _QUARTERS else Period.YEAR


def _gains(scene: Scene, shown: Sequence[str], period: Period) -> Lines | None:
    """What each organisation gained since the beginning."""
    done = scene.tally.happened
    names = period.through(done.days)
    if not names:
        return None
    lines = []
    for org in shown:
        came, went = (
            ends.get(org, Tally()).split(lambda one: period.of(one.day))
            for ends in (scene.part(done).coming, scene.part(done).leaving)
        )
        total, points = 0, []
        for name in names:
            total += came.get(name, Tally()).n - went.get(name, Tally()).n
            points.append(Point(period.first(name), total))
        lines.append(Line(scene.name(org), (*points, Point(period.after(names[-1]), total))))
    return Lines("", scene.words("axis_gained"), tuple(lines))


# ---- positions


def roles(scene: Scene) -> Shown:
    """A row for every family of positions."""
    held = ranked(scene.tally.split(lambda one: one.family), str, scene.top)
    rows: list[Row] = [{"role": Cell(scene.words(f"family_{family}")), **counts(tally)} for family, tally in held]
    bars = tuple(
        Bar(scene.words(f"family_{family}"), (Part("", tally.happened.n), Part("", tally.unsure.n, sure=False)))
        for family, tally in held
    )
    return Shown(_columns(scene, "role", *COUNTS), rows, Bars(scene.words("unit_heads"), bars))
