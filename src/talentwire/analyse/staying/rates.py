"""Rates of staying in the two senses in which they are quoted, side by side, and what the curve says beside them."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final, NamedTuple

from talentwire.analyse.answers.answer import Cell, Row
from talentwire.analyse.answers.picture import Dot, Dots
from talentwire.analyse.answers.shares import LEAST, share
from talentwire.analyse.staying.asking import Clock
from talentwire.analyse.staying.curve import YEAR
from talentwire.analyse.staying.spells import Spell
from talentwire.analyse.staying.stays import PROMPT, Stays, facts_of
from talentwire.analyse.staying.views import Shown, dot, share_cell

LATELY: Final = 183
"""Days in which a report shows that somebody is still there."""


class _Rate(NamedTuple):
    """Those of whom it is asked whether they are still there, and those who are."""

    sense: str
    of: tuple[Spell, ...]
    there: tuple[Spell, ...]


def rates(stays: Stays) -> Shown:
    """A row for every group and sense of the word."""
    words = stays.words
    since = _since(stays)
    rows: list[Row] = []
    dots: list[Dot] = []
    refused = 0
    named = {sense: words(f"sense_{sense}", day=since, last=stays.horizon) for sense in ("recent", "roster")}
    named["curve"] = words("sense_curve", n=stays.how.years)
    groups = stays.groups()
    whole = groups[0][1]
    for name, group in groups:
        for rate in (recent(group, since), roster(group, since)):
            if not rate.of and group is not whole:
                continue
            told = share(len(rate.there), len(rate.of), LEAST)
            rows.append({
                "group": Cell(name), "sense": Cell(named[rate.sense]), "of": Cell(len(rate.of), facts_of(rate.of)),
                "there": Cell(len(rate.there), facts_of(rate.there)), "rate": share_cell(told, facts_of(rate.of)),
                "lately": Cell(len(lately := _lately(stays, rate.there)), facts_of(lately)),
            })  # fmt: skip
            if told:
                dots.append(dot(name, told, words(f"short_{rate.sense}")))
            refused += told is None
        if stays.how.clock is Clock.JOINED and (told := group.curve.stay(round(stays.how.years * YEAR))):
            facts = group.counted_facts
            rows.append({
                "group": Cell(name), "sense": Cell(named["curve"]), "of": Cell(group.curve.n, facts),
                "rate": share_cell(told, facts),
            })  # fmt: skip
            dots.append(dot(name, told, words("short_curve")))
    units = {"of": "heads", "there": "heads", "rate": "share", "lately": "heads"}
    columns = tuple(
        stays.basis.column(one, units.get(one, "")) for one in ("group", "sense", "of", "there", "rate", "lately")
    )
    return Shown(columns, rows, Dots(words("axis_rate"), tuple(dots)) if dots else None, refused)


def _since(stays: Stays) -> date:
    length = timedelta(round(stays.how.years * YEAR))
    return stays.horizon - length if stays.horizon - date.min > length else date.min


def recent(stays: Stays, since: date) -> _Rate:
    """Those who joined after a day, if that was told soon after they joined, and those of them who are still there."""
    of = [one for one in stays.spells if one.start and one.start > since and _prompt(one)]
    return _Rate("recent", tuple(of), _there(of))


def roster(stays: Stays, since: date) -> _Rate:
    """Those who were there on a day, as was known that day, and those of them who are still there."""
    of = [one for one in stays.spells if (one.start or one.seen) <= since and one.seen <= since and _stood(one, since)]
    return _Rate("roster", tuple(of), _there(of))


def _prompt(one: Spell) -> bool:
    return one.start is not None and (one.seen - one.start).days <= PROMPT and (one.left is None or one.seen < one.left)


def _stood(one: Spell, day: date) -> bool:
    """Whether somebody was still there after a day."""
    if one.left:
        return one.left > day
    return one.open or one.last > day


def _lately(stays: Stays, there: Iterable[Spell]) -> tuple[Spell, ...]:
    """Those whom a report of the last half year shows there."""
    return tuple(one for one in there if (stays.horizon - one.last).days <= LATELY)


def _there(of: Iterable[Spell]) -> tuple[Spell, ...]:
    """Those who are still there as far as told; those of whom it is only told that they are not, are not."""
    return tuple(one for one in of if one.open)
