"""The question of flows: which view, of which heads, and what a reader must know of them."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from talentwire.analyse.answers.answer import Answer
from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.answers.parts import Held
from talentwire.analyse.flows.asking import By, FlowsAsked, View
from talentwire.analyse.flows.groups import Group, groups
from talentwire.analyse.flows.heads import AGAIN, PAIRED, Head, heads
from talentwire.analyse.flows.path import path
from talentwire.analyse.flows.scene import Scene, Ways
from talentwire.analyse.flows.tally import Key, Tally
from talentwire.analyse.flows.views import Shown, matrix, net, over_time, roles, routes

_VIEWS: Final[dict[View, Callable[[Scene], Shown]]] = {
    View.ROUTES: routes, View.NET: net, View.MATRIX: matrix, View.OVER_TIME: over_time, View.ROLES: roles,
}  # fmt: skip
_LEFT_OUT: Final = ("denied", "failed", "reversed", "superseded", "board", "inner", "retold")


class _Counted(NamedTuple):
    """Everything that flows are counted from.

    Attributes:
        ways: all heads and groups, by organisations.
        of_houses: the same by houses.
        left_out: facts that do not count, by the reason.
        sizeless: groups of untold size.

    """

    ways: Ways
    of_houses: Ways
    left_out: Counter[str]
    sizeless: int


def flows(basis: Basis, how: FlowsAsked) -> Answer:
    """Answer who took whom from whom; with a person, by which way they went."""
    if basis.person:
        return path(basis)
    counted = _count(basis)
    asked = basis.orgs or how.role or basis.asked.during or basis.asked.status
    ways = counted.of_houses if how.by is By.HOUSE else counted.ways
    if asked:
        ways = Ways(ways.tally.where(lambda one: _wanted(one, basis, how)), ways.end)
    scene = Scene(basis, how, ways)
    shown = _VIEWS[how.view](scene)
    words = basis.words
    definition = " ".join(
        [words("definition", paired=PAIRED, again=AGAIN), words(f"definition_{how.view}".replace("-", "_"))]
    )
    return basis.answer(
        "flows", shown.columns, shown.rows, title=words(f"title_{how.view}".replace("-", "_")),
        definition=definition, summary=_summary(scene), notes=[*shown.notes, *_notes(scene, counted)],
        picture=shown.picture,
    )  # fmt: skip


def _count(basis: Basis) -> _Counted:
    """Everything, counted once for all who ask of the same facts."""
    return basis.held.once(_Counting(basis))


@dataclass(frozen=True, eq=False)
class _Counting:
    """Counts everything; of the same facts it is always the same, whatever is asked of them."""

    basis: Basis

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Counting)

    def __hash__(self) -> int:
        return hash(_Counting)

    def __call__(self, _: Held) -> _Counted:
        named, left_out = heads(self.basis)
        unnamed, sizeless = groups(self.basis, named)
        tally = Tally(tuple(named), tuple(unnamed))
        return _Counted(Ways(tally, _itself), Ways(tally, self.basis.house), left_out, sizeless)


def _itself(org: str) -> str:
    return org


def _wanted(one: Head | Group, basis: Basis, how: FlowsAsked) -> bool:
    asked = basis.asked
    if basis.orgs and basis.orgs.isdisjoint((one.source, one.target)):
        return False
    if how.role and one.family != how.role:
        return False
    return asked.wants_day(one.day) and (not asked.status or one.stage in asked.status)


def _summary(scene: Scene) -> Iterator[str]:
    """Who took most, who lost most, and the busiest route."""
    words, done = scene.words, scene.tally.happened
    if not done.n:
        return
    yield words("summary_all", n=done.n, orgs=len([one for one in scene.nodes if one]))
    for key, ends in (("summary_took", scene.coming), ("summary_lost", scene.leaving)):
        names, most = _most({one: tally.counted.n for one, tally in ends.items() if one}, scene.name)
        if most:
            yield words(key, n=most, names=words.listed(names))
    full = {route: tally.counted.n for route, tally in scene.routes.items() if all(route)}
    names, most = _most(full, lambda route: f"{scene.name(route[0])} → {scene.name(route[1])}")
    if most > 1:
        yield words("summary_route", n=most, names=words.listed(names))


def _most(numbers: dict[Key, int], name: Callable[[Key], str]) -> tuple[list[str], int]:
    """Up to three with the greatest number, by name."""
    most = max(numbers.values(), default=0)
    return sorted(name(one) for one, n in numbers.items() if n == most)[:3], most


def _notes(scene: Scene, counted: _Counted) -> Iterator[str]:
    words, tally = scene.words, scene.tally
    yield words("visible")
    unknown = sum(1 for head in tally.happened.heads if not (head.source and head.target))
    if unknown:
        yield words("note_unknown", n=unknown)
    if unclear := sum(1 for head in tally.heads if head.unclear):
        yield words("note_unclear", n=unclear)
    if undated := sum(1 for head in tally.heads if not head.dated):
        yield words("note_undated", n=undated, all=len(tally.heads))
    if tally.groups:
        yield words("note_groups", n=len(tally.groups))
    if counted.sizeless:
        yield words("note_sizeless", n=counted.sizeless)
    parts = [words(f"left_{why}", n=counted.left_out[why]) for why in _LEFT_OUT if counted.left_out[why]]
    if parts:
        yield words("note_left_out", parts=words.listed(parts))
    days = counted.ways.tally.days
    if days and not scene.tally.days:
        yield words("note_elsewhere", n=len(days), first=days[0], last=days[-1])
