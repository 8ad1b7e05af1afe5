"""Claims and their answers: what was alleged, denied, confirmed by those concerned, or put at another figure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Any, Final, NamedTuple

from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.facts.fact import Fact, Stage, Value, Witness
from talentwire.analyse.facts.relations import happened_on, value_of
from talentwire.analyse.facts.values import same_sum
from talentwire.analyse.facts.words import words
from talentwire.analyse.said.voices import Voices, stage_of
from talentwire.model.claims import KINDS, NAMED, Status, slots
from talentwire.model.values import Money, close

_TYPES: Final = ("money", "number", *NAMED)
_ANSWERED: Final = {
    kind: tuple(slot.name for slot in slots(KINDS[kind]) if slot.type in _TYPES) for kind in KINDS
}  # fmt: skip
"""By kind the slots in which another value is an answer: sums, numbers and names, not the wording of a role."""
_FAR: Final = 10
"""Figures of which one is more than so many times the other are not of one thing."""


class Says(StrEnum):
    """What a claim does in a dispute."""

    CLAIMS = "claims"
    PLANS = "plans"
    TALKS = "talks"
    CONFIRMS = "confirms"
    FIGURE = "figure"
    DENIES = "denies"
    FAILED = "failed"


class Turn(NamedTuple):
    """A claim in a dispute.

    Attributes:
        fact: to which it belongs.
        witness: the claim.
        says: what it does.
        figure: what it names where claims differ, for a person.

    """

    fact: Fact
    witness: Witness
    says: Says
    figure: str


@dataclass(frozen=True)
class Dispute:
    """Claims about one thing of which one answers another.

    Attributes:
        facts: what they are weighed as; several, where sums are too far apart to be told of one fact.
        turns: the claims by day, each voice once for whatever it says.

    """

    facts: tuple[Fact, ...]
    turns: tuple[Turn, ...]

    @property
    def day(self) -> date:
        """When it began, as far as known."""
        return self.turns[0].witness.day

    @property
    def last(self) -> date:
        """When somebody last said something new."""
        return self.turns[-1].witness.day

    @property
    def stories(self) -> int:
        """How many independent stories tell of it."""
        return len({w.story for fact in self.facts for w in (*fact.supporters, *fact.deniers)})


def disputes(facts: Sequence[Fact], basis: Basis, voices: Voices) -> list[Dispute]:
    """All disputes, those first of which most stories tell; denials of what nobody claimed last."""
    found = [Dispute(group, _turns(group, voices)) for group in _groups(facts, basis) if _may_be(group)]
    kept = [one for one in found if _is_dispute(one)]
    return sorted(kept, key=lambda one: (len(one.turns) == 1, -one.stories, -one.last.toordinal(), one.facts[0].id))


def _may_be(group: tuple[Fact, ...]) -> bool:
    """Whether anybody may answer at all; most facts nobody denies or tells otherwise."""
    return len(group) > 1 or bool(group[0].deniers) or any(one.contested for one in group[0].slots.values())


def _is_dispute(one: Dispute) -> bool:
    """Whether somebody answers: denies, or names another figure."""
    does = {turn.says for turn in one.turns}
    return not does.isdisjoint((Says.DENIES, Says.FIGURE)) or (Says.FAILED in does and len(does) > 1)


# ---- which facts are about one thing


class _Rule(NamedTuple):
    """When facts whose figures are too far apart to be one may still answer each other.

    Attributes:
        subject: slot that must name the same.
        figure: slot in which they differ.
        alike: slots that must say the same, or nothing on both sides.
        days: between them at most.

    """

    subject: str
    figure: str
    alike: tuple[str, ...]
    days: int


_RULES: Final = {
    "pay": _Rule("payer", "amount", ("kind", "recipient"), 122),
    "funding": _Rule("org", "amount", ("kind",), 45),
    "workforce": _Rule("org", "count", ("change", "group"), 45),
}


def _groups(facts: Sequence[Fact], basis: Basis) -> Iterator[tuple[Fact, ...]]:
    """Facts that answer each other, by the day of the first; most are on their own."""
    known = {fact.id: fact for fact in facts}
    above = {one: one for one in known}

    def top(one: str) -> str:
        while above[one] != one:
            one = above[one]
        return one

    for left, right in (*_rivals(known), *_apart(facts, basis)):
        above[max(top(left), top(right))] = min(top(left), top(right))
    groups: dict[str, list[Fact]] = defaultdict(list)
    for fact in sorted(facts, key=lambda one: (one.first_seen, one.id)):
        groups[top(fact.id)].append(fact)
    yield from (tuple(group) for group in groups.values())


def _rivals(known: dict[str, Fact]) -> Iterator[tuple[str, str]]:
    for fact in known.values():
        yield from ((fact.id, one) for one in fact.rivals if one in known)


def _apart(facts: Iterable[Fact], basis: Basis) -> Iterator[tuple[str, str]]:
    """Pairs of facts of one kind and subject that are near in time and name different figures."""
    lines: dict[tuple[Any, ...], list[Fact]] = defaultdict(list)
    for fact in facts:
        rule = _RULES.get(fact.kind)
        if rule and rule.figure in fact.slots and rule.subject in fact.slots:
            alike = (words(str(value_of(fact, slot) or "")) for slot in rule.alike)
            lines[fact.kind, basis.house(value_of(fact, rule.subject)), *alike].append(fact)
    for (kind, *_), line in lines.items():
        rule = _RULES[kind]
        line.sort(key=lambda one: (happened_on(one), one.id))
        for left, right in pairwise(line):
            near = (happened_on(right) - happened_on(left)).days <= rule.days
            if near and _differ(left, right, rule.figure) and _stories(left).isdisjoint(_stories(right)):
                yield left.id, right.id


def _differ(left: Fact, right: Fact, slot: str) -> bool:
    mine, theirs = value_of(left, slot), value_of(right, slot)
    if isinstance(mine, Money):
        if mine.currency != theirs.currency or same_sum(mine, theirs):
            return False
        mine, theirs = mine.value, theirs.value
    small, large = sorted((mine, theirs))
    return not close(mine, theirs) and large <= _FAR * small


def _stories(fact: Fact) -> frozenset[str]:
    return frozenset(w.story for w in (*fact.supporters, *fact.deniers))


# ---- what the claims do


def _turns(group: tuple[Fact, ...], voices: Voices) -> tuple[Turn, ...]:
    told = [(fact, one) for fact in group for one in (*fact.supporters, *fact.deniers)]
    told.sort(key=lambda pair: (pair[1].day, not stage_of(pair[1]).positive))
    known: dict[str, list[Any]] = defaultdict(list)
    seen: set[tuple[str, Says, str]] = set()
    turns: list[Turn] = []
    for fact, witness in told:
        named = _named(fact, witness, several=len(group) > 1)
        says = _says(witness, named, known, begun=bool(turns))
        figure = ", ".join(dict.fromkeys(value.shown for _, value in named))
        plain = Says.CLAIMS if says is Says.FIGURE else says  # who repeats a figure says nothing new
        keys = {(_key(witness, voices), plain, figure), (witness.story, plain, figure)}
        if seen.isdisjoint(keys):
            turns.append(Turn(fact, witness, says, figure))
        seen |= keys
    figures = any(turn.figure for turn in turns)
    return tuple(turn for turn in turns if turn.figure or not figures or turn.says is not Says.CLAIMS)


def _key(witness: Witness, voices: Voices) -> str:
    found = voices.teller(witness)
    return found.key if found else f"story {witness.story}"


def _says(witness: Witness, named: list[tuple[str, Value]], known: dict[str, list[Any]], *, begun: bool) -> Says:
    """What a claim does; ``known`` is what was named before in each slot, and what it names is put there."""
    stage = stage_of(witness)
    if not stage.positive:
        return Says.DENIES if stage is Stage.DENIED else Says.FAILED
    other = any(known[slot] and not any(_same(one, value.value) for one in known[slot]) for slot, value in named)
    for slot, value in named:
        known[slot].append(value.value)
    if other:
        return Says.FIGURE
    if begun and stage is Stage.CONFIRMED:
        return Says.CONFIRMS
    if witness.status in (Status.TALKS, Status.ATTEMPTED):
        return Says.TALKS
    return Says.PLANS if witness.status is Status.PLANNED else Says.CLAIMS


def _same(left: Any, right: Any) -> bool:
    if isinstance(left, Money):
        return same_sum(left, right)
    return bool(left == right)


def _named(fact: Fact, witness: Witness, *, several: bool) -> list[tuple[str, Value]]:
    """What a claim names in the slots of which different things are said; who denies, what is believed there."""
    rule = _RULES.get(fact.kind)
    apart = {rule.figure} if rule else {"to_org"} if fact.rivals else set()
    found: list[tuple[str, Value]] = []
    for slot in _ANSWERED[fact.kind]:
        belief = fact.slots.get(slot)
        if belief is None or not (belief.contested or (several and slot in apart)):
            continue
        told = [value for value in belief.values if witness.claim in value.claims]
        if several and not stage_of(witness).positive:
            told = list(belief.values)
        found += [(slot, value) for value in told[:1]]
    return found
