"""Accelerators for each researcher, as rows and dots."""

from collections.abc import Sequence

from talentwire.analyse.answers.answer import Cell, Row
from talentwire.analyse.answers.picture import Dot
from talentwire.analyse.machines.amounts import cell
from talentwire.analyse.machines.scene import Scene, Shown, columns, drawn
from talentwire.analyse.machines.staff import Ratio, by_org, machines_of, ratios, staffs


def per_researcher(scene: Scene) -> Shown:
    """A row for each organisation and staff, the newest figures first: accelerators over people, with both claims."""
    basis, words = scene.basis, scene.basis.words
    told = staffs(basis)
    wanted = {key: facts for key, facts in told.items() if not basis.orgs or key[0] in basis.orgs}
    sites = by_org(scene.sites, basis)
    held = {org: machines_of(sites.get(org, ()), scene.history) for org in dict.fromkeys(org for org, _ in wanted)}
    found = {key: _until(ratios(key, facts, held[key[0]], basis), scene) for key, facts in wanted.items()}
    lasting = [list(reversed(line)) for line in found.values() if line]
    lasting.sort(key=lambda line: (-(line[0].each.middle if line[0].each else -1.0), basis.name(line[0].org)))
    rows = [_ratio_row(scene, one) for line in lasting for one in line]
    dots = [dot for line in lasting if (dot := _ratio_dot(scene, line[0]))]
    shown_as = columns(scene, "org", "day", "group", "each", "h100_each", "staff", "at_sites", "in_all")
    far = sum(1 for line in lasting for one in line if one.each is None)
    notes = [words("note_far", n=far)] if far else []
    alone = sum(1 for key, line in found.items() if not line)
    notes += [words("note_staff_alone", n=alone)] if alone else []
    notes += [words("note_shared")] if any(held[line[0].org].shared for line in lasting) else []
    return Shown(shown_as, rows[: basis.asked.top], drawn(words("axis_each"), dots), (), tuple(notes))


def _until(line: Sequence[Ratio], scene: Scene) -> list[Ratio]:
    return [one for one in line if one.day <= scene.day and scene.basis.asked.wants_day(one.day)]


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
