"""Deals weighed again: only those that new claims may be about, and what these end or replace.

A claim that names both parties of a deal is only ever compared with claims on the same two houses; one that names a
party alone with all that name it. Claims that are so tied are put together anew, all of them and no other. Of the facts
beside them, those about the same house may be replaced by others, or be no longer, but are the same facts.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from talentwire.analyse.answers.parts import House, Part
from talentwire.analyse.facts.fact import Fact
from talentwire.analyse.facts.report import Report, World
from talentwire.analyse.facts.succession import succeed
from talentwire.analyse.facts.weighing import weigh

Keys = tuple[str, ...]
_PARTIES: Final = ("buyer", "target")
_SIDE: Final = "side "
_HALF: Final = "half "


def keys_of(report: Report, house: House) -> Keys:
    """By what a claim on a deal is tied to others: the two houses, and each of them; or the one that it names."""
    sides = [{house(whom.id) for (slot, _), whom in report.parties.items() if slot == party} for party in _PARTIES]
    both = sorted(sides[0] | sides[1])
    if not all(sides):
        return tuple(_HALF + one for one in both) or (_HALF,)
    pairs = {"|".join(sorted((left, right))) for left in sides[0] for right in sides[1]}
    return (*sorted(pairs), *(_SIDE + one for one in both))


def _nothing(_: str, __: Sequence[Fact], ___: House) -> tuple[tuple[str, Keys], ...] | None:
    return None


TIED: Final[Part[tuple[tuple[str, Keys], ...]]] = Part("tied", ("deal",), tuple[tuple[str, Keys], ...], _nothing)
"""The ids of claims with their keys; made of the claims, not of the facts."""


@dataclass
class Ties:
    """Which claims on deals are tied to each other."""

    keys: dict[str, Keys] = field(default_factory=dict)
    _by_key: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def copy(self) -> "Ties":
        """The same, to be changed."""
        found = Ties(dict(self.keys))
        for key, claims in self._by_key.items():
            found._by_key[key] = set(claims)
        return found

    def put(self, claim: str, keys: Keys) -> None:
        """Note by what a claim is tied."""
        self.drop((claim,))
        self.keys[claim] = keys
        for key in keys:
            self._by_key[key].add(claim)

    def drop(self, claims: Iterable[str]) -> None:
        """Forget claims."""
        for claim in claims:
            for key in self.keys.pop(claim, ()):
                self._by_key[key].discard(claim)

    def tied_to(self, claims: Iterable[str]) -> set[str]:
        """Claims, and all that are tied to them over any others."""
        found = set(claims)
        waiting = list(found)
        seen: set[str] = set()
        while waiting:
            for key in self.keys.get(waiting.pop(), ()):
                if key not in seen:
                    seen.add(key)
                    fresh = self._under(key) - found
                    found |= fresh
                    waiting += fresh
        return found

    def _under(self, key: str) -> set[str]:
        """Claims that are tied by a key: one that names a party alone to all that name it."""
        if key.startswith(_SIDE):
            return self._by_key.get(_HALF + key.removeprefix(_SIDE), set())
        held = self._by_key.get(key, set())
        if key.startswith(_HALF):
            held = held | self._by_key.get(_SIDE + key.removeprefix(_HALF), set())
        return held


def weighed_again(
    reports: Sequence[Report], known: Mapping[str, Sequence[Fact]], gone: Collection[str], world: World
) -> dict[str, tuple[Fact, ...]]:
    """The facts of every subject that is touched.

    Args:
        reports: claims that came or changed, with all that are, or were, tied to them and stand.
        known: facts as they were, of all subjects that these claims are or come to be part of.
        gone: ids of claims that stand no more.
        world: what belongs to what.

    """
    again = {report.entry.id for report in reports} | {*gone}
    found: dict[str, list[Fact]] = defaultdict(list)
    for subject, facts in known.items():
        found[subject] += [fact for fact in facts if again.isdisjoint(fact.claims)]
    for fact in weigh(reports, world=world):
        found[fact.subject].append(fact)
    world = world.remembering()
    return {
        subject: tuple(sorted(succeed("deal", [_bare(one) for one in facts], world), key=_told))
        for subject, facts in found.items() if facts
    }  # fmt: skip


def _bare(fact: Fact) -> Fact:
    """A fact as it is before anything takes its place."""
    return replace(fact, superseded_by=None) if fact.superseded_by else fact


def _told(fact: Fact) -> tuple[object, str]:
    return fact.first_seen, fact.id
