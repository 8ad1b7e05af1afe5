"""Which fact of one moment is which of another: the one that has its claims.

A fact has the id of its first claim, and keeps it. When names are merged or split, or a claim in between comes to the
ledger, facts come together and fall apart; then the one with the same id is the same, else the one with most claims in
common.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from talentwire.analyse.facts.fact import Fact


@dataclass(frozen=True)
class Matching:
    """Facts of two moments side by side.

    Attributes:
        same: those that are one.
        corrected: those of which the claims were taken out and better ones of the same words put in.
        joined: what was a fact of its own, and of what it is part now.
        split: of what it was a part, and what is a fact of its own now.
        new: those whose claims are all new.
        gone: those whose claims are all gone.

    """

    same: tuple[tuple[Fact, Fact], ...]
    corrected: tuple[tuple[Fact, Fact], ...]
    joined: tuple[tuple[Fact, Fact], ...]
    split: tuple[tuple[Fact, Fact], ...]
    new: tuple[Fact, ...]
    gone: tuple[Fact, ...]


def match(before: Sequence[Fact], after: Sequence[Fact]) -> Matching:
    """Match the facts of two moments; each is in one pair at most, or stands alone."""
    old, now = {fact.id: fact for fact in before}, {fact.id: fact for fact in after}
    shared = _shared(before, after)
    ranked = sorted(shared, key=lambda pair: (pair[0] != pair[1], -shared[pair], pair))
    taken_old: dict[str, str] = {}
    taken_now: dict[str, str] = {}
    for left, right in ranked:
        if left not in taken_old and right not in taken_now:
            taken_old[left], taken_now[right] = right, left
    joined = _best((pair for pair in ranked if pair[0] not in taken_old), 0)
    split = _best((pair for pair in ranked if pair[1] not in taken_now), 1)
    gone = [fact for fact in before if fact.id not in taken_old and fact.id not in joined]
    new = [fact for fact in after if fact.id not in taken_now and fact.id not in split]
    corrected = _corrected(gone, new)
    put_right = {one.id for pair in corrected for one in pair}
    return Matching(
        tuple((old[left], now[right]) for left, right in taken_old.items()),
        corrected,
        tuple((old[left], now[right]) for left, right in joined.values()),
        tuple((old[left], now[right]) for left, right in split.values()),
        tuple(fact for fact in new if fact.id not in put_right),
        tuple(fact for fact in gone if fact.id not in put_right),
    )


def _shared(before: Iterable[Fact], after: Iterable[Fact]) -> dict[tuple[str, str], int]:
    """How many claims two facts have in common, where they have any."""
    home = {claim: fact.id for fact in after for claim in fact.claims}
    shared: dict[tuple[str, str], int] = defaultdict(int)
    for fact in before:
        for claim in fact.claims:
            if claim in home:
                shared[fact.id, home[claim]] += 1
    return shared


def _best(pairs: Iterable[tuple[str, str]], side: int) -> dict[str, tuple[str, str]]:
    """For each fact on a side the first pair that it is in."""
    found: dict[str, tuple[str, str]] = {}
    for pair in pairs:
        found.setdefault(pair[side], pair)
    return found


def _corrected(gone: Sequence[Fact], new: Sequence[Fact]) -> tuple[tuple[Fact, Fact], ...]:
    """Pairs of which one took the place of the other: with the same words of the same document."""
    waiting: dict[tuple[str, str, str], Fact] = {}
    for fact in new:
        for place in _places(fact):
            waiting.setdefault(place, fact)
    pairs: dict[str, tuple[Fact, Fact]] = {}
    for fact in gone:
        found = next((waiting[place] for place in _places(fact) if place in waiting), None)
        if found and found.id not in pairs:
            pairs[found.id] = (fact, found)
    return tuple(pairs.values())


def _places(fact: Fact) -> list[tuple[str, str, str]]:
    told = (*fact.supporters, *fact.deniers, *fact.dismissed)
    return [(fact.kind, one.document, one.words) for one in told]
