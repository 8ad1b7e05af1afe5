"""The register: a row for each state of each site, with what contradicts, and beside it what that is in H100."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from talentwire.analyse.answers.answer import Cell, Row
from talentwire.analyse.answers.picture import Dot, Dots
from talentwire.analyse.facts.relations import value_of
from talentwire.analyse.machines.amounts import Amount, cell
from talentwire.analyse.machines.asking import Measure
from talentwire.analyse.machines.scene import Scene, Shown, columns, drawn
from talentwire.analyse.machines.series import MEASURES, amount
from talentwire.analyse.machines.sites import Scope
from talentwire.analyse.machines.standing import Entry
from talentwire.analyse.machines.told import State

_REGISTER: Final = (
    "site", "owner", "place", "state", "since", "due", "accelerators", "type", "h100", "power", "capex", "currency",
)  # fmt: skip


def register(scene: Scene) -> Shown:
    """A row for each state of each site: what is told, and beside it what that is in H100."""
    words, entries, top = scene.basis.words, scene.entries, scene.basis.asked.top
    rows = [_row(scene, entry) for entry in entries[:top]]
    notes = (words("note_more", n=len(entries) - top),) if len(entries) > top else ()
    return Shown(columns(scene, *_REGISTER), rows, _register_dots(scene), tuple(_running(scene)), notes)


def _row(scene: Scene, entry: Entry) -> Row:
    own = tuple(one.fact.id for one in entry.told)
    due = [one for one in entry.told if one.due]
    chips = tuple(one.fact.id for one in entry.told if one.chip)
    return {
        "site": Cell(scene.name(entry.site), own, entity=entry.site.facility),
        "owner": Cell(scene.owners(entry.site), entity=next(iter(entry.site.owners), "")),
        "place": Cell(entry.site.place or None),
        "state": Cell(scene.basis.words(f"state_{entry.state}"), own),
        "since": Cell(min(one.begin for one in entry.told), own),
        "due": Cell(due[0].due, tuple(one.fact.id for one in due)) if due else Cell(None),
        "accelerators": cell(entry.accelerators), "type": Cell(entry.chip or None, chips), "h100": cell(entry.h100),
        "power": cell(entry.power), **_cost(entry),
    }  # fmt: skip


def _cost(entry: Entry) -> Row:
    """What it costs, with bounds from the sums in the same currency."""
    facts = [one.fact for one in entry.told if one.has("capex")]
    if not facts:
        return {}
    best = value_of(facts[0], "capex")
    sums = [value.value for fact in facts for value in fact.slots["capex"].values]
    values = [one.value for one in sums if one.currency == best.currency]
    cost = Amount(best.value, min(values), max(values), tuple(fact.id for fact in facts))
    return {"capex": cost.cell, "currency": Cell(best.currency)}


def _running(scene: Scene) -> Iterator[str]:
    """What runs at all sites together, each counted once."""
    words = scene.basis.words
    live: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
    for one in scene.entries:
        if one.state is State.RUNNING and one.site.scope is Scope.SITE and one.accelerators:
            live[one.site.key].append(one)
    held = [amount(entries, Measure.ACCELERATORS) for entries in live.values()]
    found = Amount.sum(one for one in held if one)
    if found:
        number = words.number(found.middle, 0)
        if found.low != found.high:
            number = f"{number} ({words.number(found.low, 0)}–{words.number(found.high, 0)})"
        yield words("summary_running", n=len(held), number=number, day=scene.day)


def _register_dots(scene: Scene) -> Dots | None:
    words, measure = scene.basis.words, scene.how.measure
    dots = []
    for entry in scene.entries:
        if (found := MEASURES[measure](entry)) and found.middle > 0:
            label = f"{scene.name(entry.site)} ({scene.owners(entry.site, 2)})"
            group = words(f"state_{entry.state}")
            exact = found.value is not None
            dots.append(Dot(label, found.middle, found.low, found.high, group, entry.state.sure, exact))
    return drawn(words(f"axis_{measure}"), dots)
