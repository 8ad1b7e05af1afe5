"""Candidates for a part of a claim: every person, sum, number, product and organisation, and the signs around them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import log10
from typing import Final

from talentwire.extract.learnt.sight import Sight, written
from talentwire.extract.text import Mention, Sentence

DEALS: Final = ("acquisition", "stake", "investment", "merger", "joint_venture", "licence_hire")
QUESTIONS: Final[dict[str, tuple[str, ...]]] = {
    "PER": ("move", "position", "former"),
    "COUNT": ("headcount", "cut", "grow", "size", "accelerators"),
    "PERCENT": ("cut", "grow", "size"),
    "POWER": ("power_mw",),
    "MONEY": ("pay", "funding", "valuation", "capex"),
    "PRODUCT": ("launch", "delay", "benchmark", "withdraw"),
    "ORG": ("target", *DEALS),
}
"""What is asked of every sort of mention: of which claims it may be a part."""
_BESIDE, _NEAR, _FAR = 3, 5, 12
"""Tokens around a candidate that are seen one by one, as near, and as farther."""
_STEPS = (1, 2, 4, 7, 12, 20)
_LONG = (8, 15, 25, 40)


@dataclass(frozen=True, slots=True, eq=False)
class Anchor:
    """A mention that may be part of a claim.

    Attributes:
        mention: the words.
        meant: what they mean, another mention where they refer to somebody.
        sort: the sort of mention as ``QUESTIONS`` has it.
        value: the name or number as a text.
        sentence: where.

    """

    mention: Mention
    meant: Mention
    sort: str
    value: str
    sentence: Sentence


def find_anchors(sight: Sight) -> Iterator[Anchor]:
    """Every candidate of a text."""
    for sentence in sight.text.sentences:
        for mention in sight.inside(sentence):
            yield from _anchors(sight, mention, sentence)


def _anchors(sight: Sight, mention: Mention, sentence: Sentence) -> Iterator[Anchor]:
    if mention.kind == "REF":
        for sort, meant in _referred(sight, mention):
            yield Anchor(mention, meant, sort, meant.name, sentence)
    elif mention.kind in ("COUNT", "PERCENT", "POWER"):
        yield Anchor(mention, mention, mention.kind, written(mention.value.value), sentence)
    elif mention.kind == "MONEY":
        yield Anchor(mention, mention, mention.kind, written(mention.value), sentence)
    elif mention.kind in ("PER", "ORG", "PRODUCT"):
        yield Anchor(mention, mention, mention.kind, mention.name, sentence)


def _referred(sight: Sight, mention: Mention) -> Iterator[tuple[str, Mention]]:
    """What a word that refers back means, where that can be told."""
    if mention.value.possessive or mention.value.plural:
        return
    if "PER" in mention.value.kinds:
        for person in sight.findings.resolver.person(mention)[:1]:
            yield "PER", person
    elif "ORG" in mention.value.kinds and not mention.value.relative:
        org = sight.findings.resolver.org(mention)
        if org is not None:
            yield "ORG", org


def step(distance: int, steps: tuple[int, ...] = _STEPS) -> int:
    """A distance in steps that grow."""
    return next((at for at, most in enumerate(steps) if distance <= most), len(steps))


class AnchorSigns:
    """The signs of the candidates of one text."""

    def __init__(self, sight: Sight) -> None:
        """Prepare for one text."""
        self.sight = sight
        self.text = sight.text
        self._shared: dict[int, tuple[list[str], list[str]]] = {}

    def of(self, anchor: Anchor) -> tuple[list[str], list[str]]:
        """All signs of a candidate: those of its place, and those of the words around."""
        place, words = self._of_sentence(anchor.sentence)
        found = [
            *place,
            *self._own(anchor),
            *self._mentions(anchor),
            *self._triggers(anchor),
            *self._rules(anchor),
        ]
        return found, [*words, *self._words(anchor)]

    def _of_sentence(self, sentence: Sentence) -> tuple[list[str], list[str]]:
        """The signs that all candidates of a sentence share."""
        shared = self._shared.get(sentence.index)
        if shared is None:
            sight = self.sight
            words = {sign for signs in sight.words.main[sentence.first : sentence.last] for sign in signs}
            found = [f"lang {self.text.pack.lang}", f"block {sight.blocks[sentence.index]}"]
            found.append(f"long {step(sentence.last - sentence.first, _LONG)}")
            found.append(f"place {min(sentence.index, 3)}")
            kinds = [m.kind for m in sight.inside(sentence)]
            found += [f"with {kind} {min(kinds.count(kind), 3)}" for kind in sorted(set(kinds))]
            found += [f"opens {one.sort} {one.met}" for one in sight.openings.get(sentence.index, ())]
            found += [f"reads {kind}" for kind in sorted(sight.drafts_in.get(sentence.index, ()))]
            shared = self._shared[sentence.index] = found, [f"S{sign}" for sign in sorted(words)]
        return shared

    def _own(self, anchor: Anchor) -> Iterator[str]:
        mention = anchor.mention
        yield f"is {mention.kind}"
        yield f"prep {self.text.pack.lang}{mention.prep}" if mention.prep else "no prep"
        if mention.owner is not None:
            yield f"owner {mention.owner.kind}"
        yield from (f"trait {trait}" for trait in sorted(mention.traits))
        if mention.genitive:
            yield "genitive"
        if mention.weak:
            yield "weak"
        if mention.known:
            yield "known"
        if mention.first in self.sight.quoted:
            yield "quoted"
        if anchor.sort == "MONEY":
            yield f"size {int(2 * log10(max(1, mention.value.value)))}"
            yield f"bound {mention.value.bound}"
        elif anchor.sort in ("COUNT", "PERCENT", "POWER"):
            yield f"size {anchor.sort} {int(2 * log10(max(1, mention.value.value)))}"
        else:
            yield f"named {min(3, self.sight.persons_told.get(anchor.value, 0))}"

    def _words(self, anchor: Anchor) -> Iterator[str]:
        near, main = self.sight.words.near, self.sight.words.main
        first, last = anchor.mention.first, anchor.mention.last
        low, high = anchor.sentence.first, anchor.sentence.last
        for far in range(1, _BESIDE + 1):
            before = near[first - far] if first - far >= low else ("^",)
            behind = near[last + far - 1] if last + far - 1 < high else ("$",)
            yield from (f"-{far}{sign}" for sign in before)
            yield from (f"+{far}{sign}" for sign in behind)
        if last - first == 1 and anchor.mention.kind == "REF":
            yield f"self {self.text.lower[first]}"
        for at in range(max(low, first - _FAR), first):
            side = "l" if first - at <= _NEAR else "L"
            yield from (f"{side}{sign}" for sign in main[at])
        for at in range(last, min(high, last + _FAR)):
            side = "r" if at - last < _NEAR else "R"
            yield from (f"{side}{sign}" for sign in main[at])

    def _mentions(self, anchor: Anchor) -> Iterator[str]:
        """The kinds of the mentions beside a candidate, with what stands between."""
        row = self.sight.inside(anchor.sentence)
        at = row.index(anchor.mention)
        for side, others in (("<", row[max(0, at - 2) : at][::-1]), (">", row[at + 1 : at + 3])):
            kinds = ""
            for far, other in enumerate(others):
                gap = anchor.mention.first - other.last if side == "<" else other.first - anchor.mention.last
                kinds += other.kind
                yield f"{side}{kinds} {step(max(0, gap))}"
                yield f"{side}{far}{other.kind}"

    def _triggers(self, anchor: Anchor) -> Iterator[str]:
        for one in self.sight.openings.get(anchor.sentence.index, ()):
            left = one.last <= anchor.mention.first
            gap = anchor.mention.first - one.last if left else one.first - anchor.mention.last
            side = "left" if left else "right"
            yield f"trigger {one.sort} {side} {step(max(0, gap))}"
            yield f"trigger {one.sort} {side} {one.met}"
            if anchor.mention.prep:
                fits = [slot for slot, places in one.trigger.slots.items() if anchor.mention.prep in places]
                yield from (f"fits {one.trigger.kind}.{slot}" for slot in fits)
        for frame in self.sight.frames.get(anchor.sentence.index, ()):
            for slot, filling in frame.slots.items():
                if anchor.mention in filling:
                    yield f"fills {frame.trigger.kind}.{slot}"
                    yield f"fills {frame.trigger.kind}.{slot} {step(int(5 * frame.costs.get(slot, 0.0)))}"

    def _rules(self, anchor: Anchor) -> Iterator[str]:
        here = {f"{kind}.{slot}" for kind, slot, _ in self.sight.said.get((anchor.value, anchor.sentence.index), ())}
        yield from (f"rule {one}" for one in sorted(here))
        yield from (f"elsewhere {one}" for one in sorted(self.sight.told.get(anchor.value, set()) - here))
        for kind, _, draft in self.sight.said.get((anchor.value, anchor.sentence.index), ()):
            yield f"by {kind} {draft.trigger.partition(':')[0].rpartition('/')[2]}"
        if anchor.sort == "PER":
            if anchor.value in self.sight.findings.affiliations:
                yield "at home"
            for holding in self.sight.holding_at.get(id(anchor.mention), ()):
                role = "role" if holding.role else "no role"
                yield f"holds {role} {bool(holding.orgs)} {holding.former}"
