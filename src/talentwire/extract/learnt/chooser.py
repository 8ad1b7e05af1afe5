"""The learnt layer behind the rules: it adds the claims that they missed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from math import exp
from typing import Final

from talentwire.extract.drafts import Draft
from talentwire.extract.learnt.anchors import DEALS, QUESTIONS, Anchor, AnchorSigns, find_anchors
from talentwire.extract.learnt.building import Builder
from talentwire.extract.learnt.decide import KIND_OF, Limits, Proposal, Shares, propose, slot_of
from talentwire.extract.learnt.partners import Partner, Partners
from talentwire.extract.learnt.sight import Sight
from talentwire.extract.learnt.weights import Signs, Weights, keys_of
from talentwire.extract.learnt.words import shown

SHOWN: Final = 3
"""Signs that a claim names as those that spoke most for it."""
_CONSIDERED = 0.6
"""The part of the chance wanted from which a claim that is not made counts as considered."""


@dataclass(frozen=True, slots=True)
class Considered:
    """A claim that was thought of and not made, of what stands at tokens ``first:last``.

    Attributes:
        first: index of the first token.
        last: index after the last one.
        kind: the kind of claim.
        chance: how likely it is.
        wanted: how likely it would have to be.

    """

    first: int
    last: int
    kind: str
    chance: float
    wanted: float


@dataclass(frozen=True, slots=True)
class Choice:
    """What the learnt layer made of a text: the drafts that are left with those added, and what it thought of."""

    drafts: list[Draft]
    considered: list[Considered] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class _Weighed:
    """A candidate with its signs, the organisations that may go with it, and the claims that it may be part of."""

    anchor: Anchor
    signs: Signs
    beside: _Beside
    proposals: list[Proposal] = field(default_factory=list)


class Chooser:
    """Makes claims of what is likely enough, by weights."""

    def __init__(self, weights: Weights) -> None:
        """Use these weights."""
        self.weights = weights
        self._wanted: dict[str, float] = weights.settings["wanted"]
        self._least = min(self._wanted.values())
        self._floor = self._least * _CONSIDERED

    def choose(self, sight: Sight, builder: Builder) -> Choice:
        """The drafts of the rules with what is learnt; a text in which the rules read nothing claims nothing."""
        choice = Choice(list(sight.drafts))
        if not sight.drafts:
            return choice
        for one, proposal in _best(self._weigh(sight)):
            wanted, mention = self._wanted[proposal.kind], one.anchor.mention
            if proposal.chance >= wanted:
                frame = builder.build(sight, one.anchor, proposal, one.beside.partners, self._reason(one, proposal))
                choice.drafts.extend(builder.assembler.from_parts(frame))
            else:
                choice.considered.append(
                    Considered(mention.first, mention.last, proposal.kind, proposal.chance, wanted)
                )
        return choice

    def _weigh(self, sight: Sight) -> Iterator[_Weighed]:
        """Every candidate with what it may be part of."""
        signs, partners = AnchorSigns(sight), Partners(sight)
        for anchor in find_anchors(sight):
            asked = [question for question in QUESTIONS[anchor.sort] if question in self.weights.tables]
            told = {question for question in asked if _is_told(sight, anchor, question)}
            if len(told) == len(asked):
                continue
            seen = signs.of(anchor)
            keys = keys_of(seen)
            chances = {q: share(self.weights.points(q, keys)) for q in asked if q not in DEALS}
            if chances.get("target", 0.0) >= self._floor:  # what sort of deal is asked of few
                chances |= {q: share(self.weights.points(q, keys)) for q in asked if q in DEALS}
            weighed = _Weighed(anchor, seen, _Beside(self.weights, partners, anchor))
            weighed.proposals = list(propose(chances, weighed.beside.shares, Limits(self._least, self._floor, told)))
            yield weighed

    def _reason(self, weighed: _Weighed, proposal: Proposal) -> str:
        """The rule that a learnt claim shows: its probability and the signs that spoke most for it."""
        strongest = self.weights.strongest(proposal.question, weighed.signs, SHOWN)
        return f"probability {proposal.chance:.2f}; strongest signs: {', '.join(map(shown, strongest))}"


def _is_told(sight: Sight, anchor: Anchor, question: str) -> bool:
    """Whether the rules have read a claim of the kind with the same person, sum or number."""
    return f"{KIND_OF[question]}.{slot_of(question, anchor.sort)}" in sight.told.get(anchor.value, ())


def _best(weighed: Iterable[_Weighed]) -> list[tuple[_Weighed, Proposal]]:
    """For every kind and every person, sum or number the likeliest claim, in text order."""
    best: dict[tuple[str, str], tuple[_Weighed, Proposal]] = {}
    for one in weighed:
        for proposal in one.proposals:
            place = proposal.kind, one.anchor.value
            if place not in best or proposal.chance > best[place][1].chance:
                best[place] = one, proposal
    return sorted(best.values(), key=lambda pair: pair[0].anchor.mention.first)


class _Beside:
    """The organisations that may go with one candidate, weighed when they are asked for."""

    def __init__(self, weights: Weights, partners: Partners, anchor: Anchor) -> None:
        self.weights, self.anchor, self._finder = weights, anchor, partners
        self.partners: dict[str, Partner] = {}
        self._shares: dict[str, Shares] = {}

    def shares(self, side: str) -> Shares:
        """How likely each organisation plays a part."""
        if side not in self._shares:
            self._shares[side] = self._weigh(side)
        return self._shares[side]

    def _weigh(self, side: str) -> Shares:
        if side not in self.weights.tables:
            return []
        if not self.partners:
            self.partners = {self._finder.name(partner): partner for partner in reversed(self._finder.of(self.anchor))}
        names = [*self.partners, ""]
        rows = [self._finder.signs(self.anchor, partner, side) for partner in self.partners.values()]
        rows.append(self._finder.none(self.anchor, side))
        points = [self.weights.points(side, keys_of(row)) for row in rows]
        powers = [exp(one - max(points)) for one in points]
        return [(name, power / sum(powers)) for name, power in zip(names, powers, strict=True)]


def share(points: float) -> float:
    """Points as a probability."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, points))))
