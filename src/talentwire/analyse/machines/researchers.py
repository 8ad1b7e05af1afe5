"""Accelerators for each researcher, as rows and dots."""

from collections.abc import Iterator
from itertools import islice

from talentwire.analyse.answers.answer import Cell, Row
from talentwire.analyse.answers.picture import Dot
from talentwire.analyse.machines.amounts import cell
from talentwire.analyse.machines.scene import Scene, Shown, columns, drawn
from talentwire.analyse.machines.staff import Line, Ratio, by_org, machines_of, staffs


def per_researcher(scene: Scene) -> Shown:
    """A row for each organisation and staff, the newest figures first: accelerators over people, with both claims."""
    basis, words = scene.basis, scene.basis.words
    told = staffs(basis)
    wanted = {key: facts for key, facts in told.items() if not basis.orgs or key[0] in basis.orgs}
    sites = by_org(scene.sites, basis)
    held = {org: machines_of(sites.get(org, ()), scene.history) for org in dict.fromkeys(org for org, _ in wanted)}
    seen = {fact.id: fact.last_seen for fact in basis.facts}
    lines = [Line(org, group, facts, held[org], seen) for (org, group), facts in wanted.items()]
    lasting = [(newest, line) for line in lines if (newest := next(_ratios(line, scene), None))]
    lasting.sort(key=lambda one: (-(one[0].each.middle if one[0].each else -1.0), basis.name(one[0].org)))
    every = (one for _, line in lasting for one in _ratios(line, scene))
    shown = list(islice(every, basis.asked.top))
    dots = [dot for newest, _ in lasting if (dot := _ratio_dot(scene, newest))]
    far = sum(1 for one in shown if one.each is None)
    notes = [words("note_far", n=far)] if far else []
    alone = len(lines) - len(lasting)
    notes += [words("note_staff_alone", n=alone)] if alone else []
    notes += [words("note_shared")] if any(line.machines.shared for _, line in lasting) else []
    shown_as = columns(scene, "org", "day", "group", "each", "h100_each", "staff", "at_sites", "in_all")
    rows = [_ratio_row(scene, one) for one in shown]
    return Shown(shown_as, rows, drawn(words("axis_each"), dots), (), tuple(notes))


def _ratios(line: Line, scene: Scene) -> Iterator[Ratio]:
    """The ratios of a line that are asked for, the newest first."""
    for day in line.days:
        if day <= scene.day and scene.basis.asked.wants_day(day) and (one := line.at(day)):
            yield one


def _ratio_row(scene: Scene, one: Ratio) -> Row:
    return {
        "org": Cell(scene.basis.name(one.org), entity=one.org),
        "day": Cell(one.day), "group": Cell(scene.basis.words(f"staff_{one.group}"), one.staff.facts),
        "each": cell(one.each), "h100_each": cell(one.h100), "staff": one.staff.cell, "at_sites": cell(one.at_sites),
        "in_all": cell(one.in_all),
    }  # fmt: skip


def _ratio_dot(scene: Scene, one: Ratio) -> Dot | None:
    """The newest number of an organisation."""
    if one.each is None or one.each.middle <= 0:
        return None
    name, group = scene.basis.name(one.org), scene.basis.words(f"staff_{one.group}")
    return Dot(name, one.each.middle, one.each.low, one.each.high, group, exact=one.each.value is not None)
