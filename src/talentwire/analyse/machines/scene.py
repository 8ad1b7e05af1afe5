"""The sites that are asked for, on the day on which they are looked at; and what all views of them share."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final, NamedTuple

from talentwire.analyse.answers.answer import Column, Row
from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.answers.picture import Dot, Dots, Picture
from talentwire.analyse.machines.asking import MachinesAsked
from talentwire.analyse.machines.chips import Exchange
from talentwire.analyse.machines.series import History
from talentwire.analyse.machines.sites import Scope, Site
from talentwire.analyse.machines.standing import Entry, standing
from talentwire.analyse.machines.told import State

_WIDE: Final = 50
"""So many times the smallest is the largest from which a picture needs a logarithmic axis."""


class Shown(NamedTuple):
    """What a view shows."""

    columns: tuple[Column, ...]
    rows: Sequence[Row]
    picture: Picture | None
    summary: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scene:
    """The sites that are asked for.

    Attributes:
        basis: names, houses, texts.
        how: how they are looked at.
        sites: the sites.
        exchange: turns accelerators into H100.
        history: what ran at each site over time.
        day: the day on which they are looked at.

    """

    basis: Basis
    how: MachinesAsked
    sites: tuple[Site, ...]
    exchange: Exchange
    history: History
    day: date

    @cached_property
    def entries(self) -> list[Entry]:
        """Every figure of every site on the day: what runs first, the largest first."""
        found = [entry for site in self.sites for entry in standing(site, self.day, self.exchange)]
        return sorted(found, key=_order)

    def name(self, site: Site) -> str:
        """What a site is called."""
        if site.scope is Scope.TOTAL:
            return self.basis.words("total_in", place=site.name) if site.name else self.basis.words("total")
        return site.name if site.facility else self.basis.words("at_place", place=site.name)

    def owners(self, site: Site, most: int = 100) -> str:
        """Those who own or use it, the first of them where there are more than so many."""
        named = [self.basis.name(owner) for owner in site.owners[:most]] + ["…"] * (len(site.owners) > most)
        return ", ".join(named) or self.basis.words("not_told")

    @cached_property
    def houses(self) -> dict[str, list[Site]]:
        """Sites by the houses that own or use them."""
        found: dict[str, list[Site]] = defaultdict(list)
        for site in self.sites:
            for house in site.houses:
                found[house].append(site)
        return found


def _order(entry: Entry) -> tuple[bool, int, bool, list[float], tuple[str, ...]]:
    """What is counted first, then by state; sites before totals, the largest first."""
    counted = entry.accelerators or entry.power
    sizes = [-(amount.middle if amount else 0.0) for amount in (entry.accelerators, entry.power)]
    total = entry.site.scope is Scope.TOTAL
    return counted is None, list(State).index(entry.state), total, sizes, entry.site.key


def columns(scene: Scene, *names: str) -> tuple[Column, ...]:
    """The columns of these names, with their units."""
    units = {
        "power": "megawatts", "capex": "money", "each": "ratio", "h100_each": "ratio", "staff": "heads", "days": "days",
        **dict.fromkeys(("accelerators", "at_sites", "in_all"), "accelerators"),
        **dict.fromkeys(("h100", "h100_at_sites"), "h100"),
    }  # fmt: skip
    return tuple(scene.basis.column(name, units.get(name, "")) for name in names)


def drawn(axis: str, dots: Sequence[Dot]) -> Dots | None:
    """Dots on an axis that fits them; None for none."""
    sizes = [size for dot in dots for size in (dot.low, dot.high) if size]
    return Dots(axis, tuple(dots), log=bool(sizes) and max(sizes) > _WIDE * min(sizes)) if dots else None
