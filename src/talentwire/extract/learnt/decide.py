"""What follows from the chances: which claims the learnt choice would make."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from talentwire.extract.learnt.anchors import DEALS
from talentwire.extract.learnt.partners import SIDES

KIND_OF: Final[dict[str, str]] = {
    "move": "move", "headcount": "move", "position": "position", "former": "position",
    "cut": "workforce", "grow": "workforce", "size": "workforce",
    "accelerators": "compute", "power_mw": "compute", "capex": "compute",
    "pay": "pay", "funding": "funding", "valuation": "funding",
    "launch": "release", "delay": "release", "benchmark": "release", "withdraw": "release",
    "target": "deal", **dict.fromkeys(DEALS, "deal"),
}  # fmt: skip
_SLOT_OF: Final[dict[str, str]] = {
    **dict.fromkeys(("move", "position", "former"), "person"),
    **dict.fromkeys(("cut", "grow", "size"), "count"),
    **dict.fromkeys(("pay", "funding"), "amount"),
    **dict.fromkeys(("launch", "delay", "benchmark", "withdraw"), "product"),
    **dict.fromkeys(("target", *DEALS), "target"),
    **{name: name for name in ("headcount", "accelerators", "power_mw", "capex", "valuation")},
}
_RIVALS: Final = (
    ("move",), ("position", "former"), ("headcount", "cut", "grow", "size", "accelerators"), ("power_mw",),
    ("pay", "funding", "valuation", "capex"), ("launch", "delay", "benchmark", "withdraw"), ("target",),
)  # fmt: skip
"""Questions of which at most one is answered with yes."""
_BOTH_ENDS = 0.7
"""How sure the second end of a move must be to be told."""
_OPTIONAL = {"maker": 0.5}
"""Parts that a claim may lack, and how sure they must be."""

Shares = Sequence[tuple[str, float]]
"""The organisations that may play a part with their chances; "" is none of them."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A claim that the learnt choice would make.

    Attributes:
        question: the question that is answered with yes.
        parts: the organisation that plays each part.
        chance: how likely all of it is.
        own: how likely the answer alone is.
        sort: of several sorts of one kind of claim, the likeliest.

    """

    question: str
    parts: Mapping[str, str]
    chance: float
    own: float
    sort: str = ""

    @property
    def kind(self) -> str:
        """The kind of the claim."""
        return KIND_OF[self.question]


@dataclass(frozen=True, slots=True)
class Limits:
    """How likely an answer alone must be, and all of a claim; and what the rules have ``told`` already."""

    own: float
    all: float
    told: Collection[str] = ()


def propose(chances: Mapping[str, float], shares: Callable[[str], Shares], limits: Limits) -> Iterator[Proposal]:
    """The claims of one candidate that are likely enough."""
    for rivals in _RIVALS:
        asked = [question for question in rivals if question in chances]
        if not asked:
            continue
        best = max(asked, key=lambda question: chances[question])
        if chances[best] < limits.own or best in limits.told:
            continue
        proposal = _with_parts(best, chances[best], shares)
        if proposal is not None:
            proposal = replace(proposal, sort=_sort(best, chances))
        if proposal is not None and proposal.chance >= limits.all:
            yield proposal


def _sort(question: str, chances: Mapping[str, float]) -> str:
    """What sort of claim is meant where the question leaves that open."""
    if question != "target":
        return question
    return max((kind for kind in DEALS if kind in chances), key=lambda kind: chances[kind], default="")


def slot_of(question: str, sort: str) -> str:
    """The slot that a candidate fills."""
    return "percent" if sort == "PERCENT" else _SLOT_OF[question]


def _with_parts(question: str, own: float, shares: Callable[[str], Shares]) -> Proposal | None:
    sides = SIDES[question]
    if len(sides) == 2:
        return _move(question, own, shares)
    (side,) = sides
    name, share = _best(shares(side))
    if side in _OPTIONAL:
        return Proposal(question, {side: name} if share >= _OPTIONAL[side] else {}, own, own)
    return Proposal(question, {side: name}, own * share, own) if name else None


def _move(question: str, own: float, shares: Callable[[str], Shares]) -> Proposal | None:
    to, to_share = _best(shares("to_org"))
    start, from_share = _best(shares("from_org"))
    if to and to == start:
        if to_share >= from_share:
            start, from_share = _best([one for one in shares("from_org") if one[0] != to])
        else:
            to, to_share = _best([one for one in shares("to_org") if one[0] != start])
    if not to and not start:
        return None
    ends = sorted([(to_share, "to_org", to), (from_share, "from_org", start)], reverse=True)
    (first, side, name), (second, other, second_name) = ends
    parts, chance = {side: name}, first
    if second >= _BOTH_ENDS and second_name:
        parts[other], chance = second_name, first * second
    return Proposal(question, parts, own * chance, own)


def _best(shares: Shares) -> tuple[str, float]:
    """The likeliest organisation."""
    return max((one for one in shares if one[0]), key=lambda one: one[1], default=("", 0.0))
