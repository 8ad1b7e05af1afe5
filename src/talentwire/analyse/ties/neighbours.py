"""To whom a house is tied: directly and, where asked for, through one other house."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from talentwire.analyse.answers.answer import Cell, Column, Row
from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.answers.picture import Branch, Picture, Tree
from talentwire.analyse.answers.telling import told
from talentwire.analyse.ties.asking import TiesAsked
from talentwire.analyse.ties.tie import Tie, ranked

_COLUMNS: Final = ("step", "org", "via", "tie", "through", "since", "until", "status", "sure", "what")
_NAMED: Final = 2
"""So many ties of a house are named in its branch."""


class Shown(NamedTuple):
    """What is shown."""

    columns: tuple[Column, ...]
    rows: list[Row]
    picture: Picture | None
    summary: list[str]
    notes: list[str]


@dataclass(frozen=True)
class Neighbour:
    """A house that is tied to the one asked about.

    Attributes:
        org: its id.
        via: id of the house in between; empty for one that is tied directly.
        ties: to the one asked about, or to the one in between.

    """

    org: str
    via: str
    ties: tuple[Tie, ...]

    @property
    def step(self) -> int:
        """Over how many ties it is reached."""
        return 2 if self.via else 1


def neighbours(known: Sequence[Tie], basis: Basis, how: TiesAsked) -> Shown:
    """A row for every tie of the houses that are tied to the one asked about, those with most ties first."""
    by_house = by_ends(known, basis)
    home = {basis.house(one) for one in basis.orgs}
    direct = _direct(by_house, home, basis)
    first, rest = direct[: basis.asked.top], direct[basis.asked.top :]
    second = _second(by_house, first, home | {one.org for one in direct}, basis) if how.steps > 1 else []
    rows = [_row(one, tie, basis) for one in (*first, *second) for tie in one.ties]
    words = basis.words
    if rest:
        facts = tuple(dict.fromkeys(fact for one in rest for tie in one.ties for fact in tie.ids))
        rows.append({"step": Cell(1), "org": Cell(words("rest", n=len(rest)), facts)})
    columns = tuple(basis.column(name, {"sure": "share"}.get(name, "")) for name in _COLUMNS)
    summary = [words("summary", n=len(direct), name=basis.asked.org, ties=_count(direct, basis))] if direct else []
    if second:
        summary.append(words("summary_second", n=len({one.org for one in second}), ties=_count(second, basis)))
    return Shown(columns, rows, _tree(first, second, basis), summary, [])


def by_ends(known: Iterable[Tie], basis: Basis) -> dict[str, list[Tie]]:
    """Ties by the houses at both ends."""
    found: dict[str, list[Tie]] = defaultdict(list)
    for tie in known:
        for house in (basis.house(tie.left), basis.house(tie.right)):
            found[house].append(tie)
    return found


def other(tie: Tie, house: str, basis: Basis) -> str:
    """The house at the other end of a tie."""
    left, right = basis.house(tie.left), basis.house(tie.right)
    return right if left == house else left


def _direct(by_house: dict[str, list[Tie]], home: set[str], basis: Basis) -> list[Neighbour]:
    """Who is tied to one of the organisations asked about; to a part of a house, ties of its other parts are none."""
    found: dict[str, list[Tie]] = defaultdict(list)
    for house in home:
        for tie in by_house.get(house, ()):
            if not basis.orgs.isdisjoint((tie.left, tie.right)):
                found[other(tie, house, basis)].append(tie)
    return _sorted((Neighbour(org, "", tuple(ranked(held))) for org, held in found.items()), basis)


def _second(
    by_house: dict[str, list[Tie]], direct: Iterable[Neighbour], known: set[str], basis: Basis
) -> list[Neighbour]:
    """Who is tied to those, and not to the one asked about."""
    found: list[Neighbour] = []
    for one in direct:
        beyond: dict[str, list[Tie]] = defaultdict(list)
        for tie in by_house.get(one.org, ()):
            org = other(tie, one.org, basis)
            if org not in known:
                beyond[org].append(tie)
        near = _sorted((Neighbour(org, one.org, tuple(ranked(held))) for org, held in beyond.items()), basis)
        found += near[: basis.asked.top]
    return found


def _sorted(found: Iterable[Neighbour], basis: Basis) -> list[Neighbour]:
    def order(one: Neighbour) -> tuple[bool, int, str]:
        happened = sum(tie.stage.happened for tie in one.ties)
        return not happened, -len(one.ties), basis.name(one.org)

    return sorted(found, key=order)


def _count(found: Iterable[Neighbour], basis: Basis) -> str:
    return basis.words("ties", n=sum(len(one.ties) for one in found))


def _row(one: Neighbour, tie: Tie, basis: Basis) -> Row:
    words, own = basis.words, tie.ids
    return {
        "step": Cell(one.step, own),
        "org": Cell(basis.name(one.org), entity=one.org),
        "via": Cell(basis.name(one.via), entity=one.via) if one.via else Cell(None),
        "tie": Cell(words(f"tie_{tie.kind}"), own),
        "through": Cell(tie.through),
        "since": Cell(tie.since, own),
        "until": Cell(tie.until),
        "status": Cell(words(f"stage_{tie.stage}")),
        "sure": Cell(tie.sure, own),
        "what": Cell("; ".join(told(basis.fact(one), words.lang) for one in own[:_NAMED]), own),
    }


def _tree(first: Sequence[Neighbour], second: Sequence[Neighbour], basis: Basis) -> Tree | None:
    """The house asked about, below it those tied to it, below them those tied to them."""
    if not first:
        return None
    branches = [Branch("top", basis.asked.org)]
    for one in (*first, *second):
        sure = any(tie.stage.happened for tie in one.ties)
        parent = one.via or "top"
        branches.append(Branch(f"{one.via} {one.org}" if one.via else one.org, _label(one, basis), parent, sure))
    return Tree(tuple(branches))


def _label(one: Neighbour, basis: Basis) -> str:
    """A house with its first ties."""
    words = basis.words
    counts: dict[str, int] = defaultdict(int)
    for tie in one.ties:
        kind = words(f"tie_{tie.kind}")
        counts[words("tie_through", tie=kind, who=tie.through) if tie.through else kind] += 1
    texts = [f"{n} × {text}" if n > 1 else text for text, n in counts.items()]
    more = len(texts) - _NAMED
    named = ", ".join(texts[:_NAMED]) + (f" +{more}" if more > 0 else "")
    return words("branch", name=basis.name(one.org), ties=named)
