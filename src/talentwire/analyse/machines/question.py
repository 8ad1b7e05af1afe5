"""The question of machines: which view, of which sites, and what a reader must know of them."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final

from talentwire.analyse.answers.answer import Answer
from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.machines.asking import MachinesAsked, View
from talentwire.analyse.machines.chips import Exchange
from talentwire.analyse.machines.over_time import over_time
from talentwire.analyse.machines.register import register
from talentwire.analyse.machines.researchers import per_researcher
from talentwire.analyse.machines.scene import Scene, Shown
from talentwire.analyse.machines.series import History
from talentwire.analyse.machines.sites import Scope, Site, sites
from talentwire.analyse.machines.staff import APART
from talentwire.analyse.machines.told import State, last_day, read
from talentwire.errors import BadValueError
from talentwire.knowledge.atlas import Atlas
from talentwire.model.values import PartialDate

_VIEWS: Final[dict[View, Callable[[Scene], Shown]]] = {
    View.REGISTER: register, View.OVER_TIME: over_time, View.PER_RESEARCHER: per_researcher,
}  # fmt: skip


def machines(basis: Basis, how: MachinesAsked, atlas: Atlas) -> Answer:
    """Answer which machines there are.

    Args:
        basis: what it is answered from.
        how: how it is looked at.
        atlas: what chips are worth, and which places are countries.

    Raises:
        BadValueError: when a person is asked about.

    """
    if basis.person:
        raise BadValueError("machines belong to organisations: ask with --org")
    told, left_out = read(basis)
    found = [site for site in sites(told, _wide(atlas)) if _wanted(site, basis)]
    day = how.on or (basis.asked.during and basis.asked.during.end) or last_day(basis.facts)
    if day is None:
        return basis.answer("machines", [basis.column("site")], [], definition=_definition(basis, how))
    exchange = Exchange(atlas.accelerator)
    scene = Scene(basis, how, tuple(found), exchange, History(exchange), day)
    shown = _VIEWS[how.view](scene)
    return basis.answer(
        "machines", shown.columns, shown.rows, title=basis.words(f"title_{_key(how)}", day=day),
        definition=_definition(basis, how), summary=shown.summary,
        notes=[*shown.notes, *_notes(scene, left_out)], picture=shown.picture,
    )  # fmt: skip


def _key(how: MachinesAsked) -> str:
    return how.view.replace("-", "_")


def _definition(basis: Basis, how: MachinesAsked) -> str:
    return f"{basis.words('definition')} {basis.words(f'definition_{_key(how)}', days=APART)}"


def _wide(atlas: Atlas) -> Callable[[str], bool]:
    def is_wide(place: str) -> bool:
        known = atlas.place(place)
        return known is not None and known.kind == "country"

    return is_wide


def _wanted(site: Site, basis: Basis) -> bool:
    return not basis.orgs or not basis.orgs.isdisjoint(site.owners)


def _notes(scene: Scene, left_out: Counter[str]) -> Iterator[str]:
    words = scene.basis.words
    yield words("visible_sites")
    counted = [entry for entry in scene.entries if entry.accelerators]
    if unknown := sum(1 for entry in counted if entry.h100 is None):
        yield words("note_unconverted", n=unknown, all=len(counted))
    if late := sum(1 for entry in scene.entries if _late(scene, entry.state, entry.told[0].due)):
        yield words("note_late", n=late)
    if any(site.scope is Scope.TOTAL for site in scene.sites):
        yield words("note_total")
    wholes = [scene.name(site) for site in scene.sites if site.scope is Scope.WHOLE]
    if wholes:
        yield words("note_whole", names=words.listed(wholes[:3]), n=len(wholes))
    parts = [words(f"left_{why}", n=n) for why, n in sorted(left_out.items())]
    if parts:
        yield words("note_left_out", parts=words.listed(parts))


def _late(scene: Scene, state: State, due: PartialDate | None) -> bool:
    """Whether something should run by now of which nobody says that it does."""
    return state in (State.ANNOUNCED, State.BUILDING) and due is not None and due.last() < scene.day
