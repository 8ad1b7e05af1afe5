"""The heads that are asked for, seen from their ends: routes, who comes, who leaves, and what ends are called."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from talentwire.analyse.answers.answer import Cell
from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.answers.wording import Words
from talentwire.analyse.flows.asking import FlowsAsked
from talentwire.analyse.flows.groups import Group
from talentwire.analyse.flows.heads import Head
from talentwire.analyse.flows.tally import Tally, together

Route = tuple[str, str]


@dataclass(frozen=True)
class Ways:
    """Heads and groups by the ways they go.

    Attributes:
        tally: the heads and groups.
        end: what an organisation counts as.

    """

    tally: Tally
    end: Callable[[str], str]

    def route(self, one: Head | Group) -> Route:
        """From where to where."""
        return self.end(one.source), self.end(one.target)

    @cached_property
    def routes(self) -> dict[Route, Tally]:
        """By route."""
        return self.tally.split(self.route)

    @cached_property
    def coming(self) -> dict[str, Tally]:
        """By who took them."""
        return self._ends(1)

    @cached_property
    def leaving(self) -> dict[str, Tally]:
        """By who lost them."""
        return self._ends(0)

    def _ends(self, side: int) -> dict[str, Tally]:
        """The routes by one of their ends."""
        found: dict[str, list[Tally]] = defaultdict(list)
        for route, tally in self.routes.items():
            found[route[side]].append(tally)
        return {end: together(tallies) for end, tallies in found.items()}


@dataclass(frozen=True)
class Scene:
    """Heads and groups that are asked for.

    Attributes:
        basis: names, houses, texts.
        how: what organisations count as, and what is shown.
        ways: the heads and groups.

    """

    basis: Basis
    how: FlowsAsked
    ways: Ways

    @property
    def tally(self) -> Tally:
        """The heads and groups."""
        return self.ways.tally

    @property
    def words(self) -> Words:
        """The texts."""
        return self.basis.words

    @property
    def top(self) -> int:
        """How many are shown one by one."""
        return self.basis.asked.top

    @property
    def routes(self) -> dict[Route, Tally]:
        """By route."""
        return self.ways.routes

    @property
    def coming(self) -> dict[str, Tally]:
        """By who took them."""
        return self.ways.coming

    @property
    def leaving(self) -> dict[str, Tally]:
        """By who lost them."""
        return self.ways.leaving

    def part(self, tally: Tally) -> "Scene":
        """Some of them."""
        return replace(self, ways=Ways(tally, self.ways.end))

    @cached_property
    def nodes(self) -> tuple[str, ...]:
        """Every end, also the one that is not told."""
        return tuple(sorted({*self.coming, *self.leaving}))

    def name(self, org: str) -> str:
        """What an end is called."""
        return self.basis.name(org) if org else self.words("not_told")

    def cell(self, org: str) -> Cell:
        """An end as a cell."""
        return Cell(self.name(org), entity=org)
