"""The question of reporting lines: the chart of a day, what changed since another, managers cut."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from talentwire.analyse.answers.answer import Answer
from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.answers.parts import CAREERS
from talentwire.analyse.facts.fact import Fact
from talentwire.analyse.facts.relations import value_of
from talentwire.analyse.facts.settings import DAYS
from talentwire.analyse.orgchart.asking import ChartAsked, View
from talentwire.analyse.orgchart.changes import changes_shown
from talentwire.analyse.orgchart.chart import chart
from talentwire.analyse.orgchart.managers import cuts, managers_shown
from talentwire.analyse.orgchart.posts import Staffing, staffing
from talentwire.analyse.orgchart.shown import Shown, chart_shown
from talentwire.errors import BadValueError

_LEFT_OUT: Final = ("gone", "rumoured", "board", "founder")


def org_chart(basis: Basis, how: ChartAsked) -> Answer:
    """Answer who reports to whom.

    Raises:
        BadValueError: when no organisation is named, a person is, or the day to compare with is not the earlier one.

    """
    if basis.person:
        raise BadValueError("a chart is that of an organisation: ask with --org")
    if how.shown is View.MANAGERS:
        return _answer(basis, managers_shown(basis), "managers", [basis.words("visible")])
    if not basis.orgs:
        raise BadValueError("a chart is that of one organisation: name it with --org")
    day = how.on or (basis.asked.during and basis.asked.during.end) or _last_day(basis)
    if day is None:
        return _answer(basis, Shown([basis.column("person")], [], None), "chart", [])
    if how.since and how.since >= day:
        raise BadValueError(f"the day to compare with must lie before {day}, not on {how.since}")
    staff = staffing(basis)
    now = chart(staff, day)
    if how.shown is View.CHANGES and how.since:
        shown = changes_shown(chart(staff, how.since), now, staff, basis)
        return _answer(basis, shown, "changes", list(_notes(basis, staff)), day, how.since)
    return _answer(basis, chart_shown(now, basis), "chart", list(_notes(basis, staff)), day)


def _last_day(basis: Basis) -> date | None:
    """The last day on which anything was told of people's jobs."""
    last = max((one.last for one in basis.held.sights(CAREERS).values()), default=0)
    return date.fromordinal(last) if last else None


def _answer(
    basis: Basis, shown: Shown, view: str, notes: list[str], day: date | None = None, since: date | None = None
) -> Answer:
    words = basis.words
    title = words(f"title_{view}", day=words.day(day), since=words.day(since), org=basis.asked.org)
    return basis.answer(
        "org-chart", shown.columns, shown.rows, title=title,
        definition=words(f"definition_{view}", days=DAYS["position"]), summary=shown.summary,
        notes=[*shown.notes, *notes], picture=shown.picture,
    )  # fmt: skip


def _notes(basis: Basis, staff: Staffing) -> Iterator[str]:
    words = basis.words
    yield words("visible_lines")
    for fact in cuts(basis):
        if value_of(fact, "org") in basis.orgs:
            yield words("note_cut", what=_cut(fact, basis), group=value_of(fact, "group"), day=fact.first_seen)
    parts = [words(f"left_{why}", n=staff.left_out[why]) for why in _LEFT_OUT if staff.left_out[why]]
    if parts:
        yield words("note_left_out", parts=words.listed(parts))


def _cut(fact: Fact, basis: Basis) -> str:
    """How much was cut, as it is told."""
    count, percent = value_of(fact, "count"), value_of(fact, "percent")
    told = [basis.words("people", n=count)] if count is not None else []
    told += [basis.words.share(percent / 100)] if percent is not None else []
    return ", ".join(told) or basis.words("not_told")
