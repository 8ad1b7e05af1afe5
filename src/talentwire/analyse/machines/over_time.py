"""What ran over time, by house: at its sites added up, and beside it what is told of everything it has."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from talentwire.analyse.answers.answer import Cell, Row
from talentwire.analyse.answers.asked import Period
from talentwire.analyse.answers.picture import Line, Lines, Point
from talentwire.analyse.machines.amounts import cell
from talentwire.analyse.machines.asking import Measure
from talentwire.analyse.machines.scene import Scene, Shown, columns
from talentwire.analyse.machines.series import Steps, Together, highest
from talentwire.analyse.machines.sites import Scope, Site

_LINES: Final = 8
_MONTHS, _QUARTERS = 450, 1800  # days up to which time is cut so finely


def over_time(scene: Scene) -> Shown:
    """A row for every stretch of time and house: what ran at its end, at sites and in what is told in total."""
    words, measure = scene.basis.words, scene.how.measure
    held = {house: _Held.of(sites, scene) for house, sites in scene.houses.items()}
    held = {house: one for house, one in held.items() if one.days}
    changes = {day for one in held.values() for day in one.days if day <= scene.day}
    days = sorted(filter(scene.basis.asked.wants_day, changes))
    period = scene.basis.asked.period or _fitting(days)
    ranked = sorted(held, key=lambda house: (-held[house].largest(measure), scene.basis.name(house)))
    shown = ranked[: scene.basis.asked.top]
    rows: list[Row] = []
    for name in period.through([*days, scene.day]) if days else ():
        end = min(period.after(name) - timedelta(1), scene.day)
        rows += [{"period": Cell(name), **row} for house in shown if (row := _at(scene, house, held[house], end))]
    lines = [line for house in shown[:_LINES] for line in _lines(scene, house, held[house], measure)]
    picture = Lines("", words(f"axis_{measure}"), tuple(lines)) if lines else None
    notes = (words("note_more_houses", n=len(ranked) - len(shown)),) if len(ranked) > len(shown) else ()
    shown_as = columns(scene, "period", "org", "at_sites", "h100_at_sites", "in_all", "power")
    return Shown(shown_as, rows, picture, (), notes)


@dataclass(frozen=True)
class _Held:
    """What a house has, over time, by what is counted: at sites, and of everything it has."""

    at_sites: dict[Measure, Together]
    in_all: dict[Measure, Steps]

    @classmethod
    def of(cls, sites: Sequence[Site], scene: Scene) -> "_Held":
        single = [site for site in sites if site.scope is Scope.SITE]
        rest = [site for site in sites if site.scope is not Scope.SITE]
        return cls(
            {one: Together([scene.history.steps(site, one) for site in single]) for one in Measure},
            {one: highest(scene.history.steps(site, one) for site in rest) for one in Measure},
        )

    @property
    def days(self) -> set[date]:
        several: tuple[Steps | Together, ...] = (*self.at_sites.values(), *self.in_all.values())
        return {day for one in several for day in one.days}

    def largest(self, measure: Measure) -> float:
        amounts = (found for one in (self.at_sites[measure], self.in_all[measure]) for _, found in one.points)
        return max((found.middle for found in amounts), default=0.0)


def _at(scene: Scene, house: str, held: _Held, day: date) -> Row | None:
    """What a house had on a day; None for nothing."""
    row = {
        "at_sites": cell(held.at_sites[Measure.ACCELERATORS].at(day)),
        "h100_at_sites": cell(held.at_sites[Measure.H100].at(day)),
        "in_all": cell(held.in_all[Measure.ACCELERATORS].at(day)),
        "power": cell(held.at_sites[Measure.POWER].at(day) or held.in_all[Measure.POWER].at(day)),
    }
    known = any(one.facts for one in row.values())
    return {"org": Cell(scene.basis.name(house), entity=house), **row} if known else None


def _lines(scene: Scene, house: str, held: _Held, measure: Measure) -> Iterator[Line]:
    """The line of a house: of its sites or, where none is told, of everything it has."""
    for one, key in ((held.at_sites[measure], "line_sites"), (held.in_all[measure], "line_all")):
        points = [
            Point(day, found.middle, found.low, found.high)
            for day, found in one.points
            if day <= scene.day and scene.basis.asked.wants_day(day)
        ]
        if points:
            last = points[-1]
            if last.at != scene.day:
                points.append(Point(scene.day, last.value, last.low, last.high))
            yield Line(scene.basis.words(key, name=scene.basis.name(house)), tuple(points))


def _fitting(days: Sequence[date]) -> Period:
    """Stretches that give a table of a readable length."""
    length = (days[-1] - days[0]).days if days else 0
    return Period.MONTH if length <= _MONTHS else Period.QUARTER if length <= _QUARTERS else Period.YEAR
