"""The spells that are asked for, as they are counted: for how long each was watched, and what they are grouped by."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Final

from talentwire.analyse.answers.asked import Period
from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.answers.parts import Held
from talentwire.analyse.answers.wording import Words
from talentwire.analyse.facts.reading import NARROW
from talentwire.analyse.staying.asking import By, Clock, Silence, StayingAsked
from talentwire.analyse.staying.curve import Curve, Watched
from talentwire.analyse.staying.spells import Spell, Told

PROMPT: Final = NARROW
"""Days after joining within which the first report comes as if on the first day."""


Known = dict[tuple[Clock, Silence], dict[int, tuple[Spell, Watched | None]]]
"""Spells, each with the days on which it was watched, by its address; it is held so that no other takes that."""


def _nothing(_: Held) -> Known:
    return {}


@dataclass(frozen=True)
class Stays:
    """Some spells.

    Attributes:
        basis: names and texts.
        how: how time is counted.
        horizon: the last day of which anything is known.
        spells: the spells.
        known: for how long spells were watched, by the ways of counting time and by spell.

    """

    basis: Basis
    how: StayingAsked
    horizon: date
    spells: tuple[Spell, ...]
    known: Known = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, told: Told, basis: Basis, how: StayingAsked) -> "Stays":
        """The spells that are asked for."""
        held = tuple(one for one in told.spells if _wanted(one, basis, how))
        return cls(basis, how, told.horizon or date.min, held, basis.held.once(_nothing))

    @property
    def words(self) -> Words:
        """The texts."""
        return self.basis.words

    @property
    def n(self) -> int:
        """How many spells there are."""
        return len(self.spells)

    @property
    def left(self) -> tuple[Spell, ...]:
        """Those that ended on a day that is told."""
        return tuple(one for one in self.spells if one.left)

    @property
    def open(self) -> tuple[Spell, ...]:
        """Those of which no end is told."""
        return tuple(one for one in self.spells if one.open)

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """Ids of all facts that tell of them."""
        return facts_of(self.spells)

    @cached_property
    def _days(self) -> tuple[tuple[Spell, Watched], ...]:
        """Each spell whose beginning the clock knows, with the days on which it was watched."""
        known = self.known.setdefault((self.how.clock, self.how.silence), {})
        found = []
        for one in self.spells:
            if (at := id(one)) not in known:
                known[at] = one, self.watched(one)
            found.append(known[at])
        return tuple((one, held) for one, held in found if held)

    @cached_property
    def counted(self) -> tuple[tuple[Spell, Watched], ...]:
        """Those that count for the curve: watched for a day at least, from a beginning that is known."""
        return tuple((one, held) for one, held in self._days if held.end > held.entry)

    @cached_property
    def counted_facts(self) -> tuple[str, ...]:
        """Ids of the facts that tell of those."""
        return facts_of(one for one, _ in self.counted)

    @cached_property
    def curve(self) -> Curve:
        """How many stay how long."""
        return Curve.of(held for _, held in self.counted)

    @cached_property
    def late(self) -> int:
        """How many were first shown at the house when they had left it already."""
        return sum(1 for one, held in self._days if held.end <= held.entry and one.left)

    def watched(self, one: Spell) -> Watched | None:
        """The days on which an exit would have been known; None where the clock has no beginning."""
        end = self.end(one)
        if self.how.clock is Clock.SEEN:
            begin = max(one.seen, one.start or one.seen)
            return Watched(0, (end - begin).days, one.left is not None)
        if one.start is None:
            return None
        late = (one.seen - one.start).days
        return Watched(late if late > PROMPT else 0, (end - one.start).days, one.left is not None)

    def end(self, one: Spell) -> date:
        """The last day of which something is known or taken to be so."""
        if one.left:
            return one.left
        return self.horizon if one.open and self.how.silence is Silence.STAYED else one.last

    def where(self, spells: Iterable[Spell]) -> "Stays":
        """Others of the same kind."""
        return replace(self, spells=tuple(spells))

    def silent(self, silence: Silence) -> "Stays":
        """The same with another guess about those of whom nobody says that they left."""
        return replace(self, how=replace(self.how, silence=silence))

    def groups(self) -> list[tuple[str, "Stays"]]:
        """The groups asked for with their names: all spells first, then the largest or, of cohorts, the latest."""
        by = self._split()
        order = sorted(by, reverse=True)
        if self.how.by is not By.COHORT:
            order.sort(key=lambda key: (-len(by[key]), self._name(key)))
        top = self.basis.asked.top
        top = top + 1 if len(order) == top + 1 else top
        shown, rest = order[:top], order[top:]
        if self.how.by is By.COHORT:
            shown.sort()
        named = [(self.words("all"), self), *((self._name(key), self.where(by[key])) for key in shown)]
        if rest:
            others = self.where(one for key in rest for one in by[key])
            named.append((self.words("rest", n=len(rest)), others))
        return named

    def _split(self) -> dict[str, list[Spell]]:
        by: dict[str, list[Spell]] = defaultdict(list)
        for one in self.spells if self.how.by is not By.ALL else ():
            if key := self._key(one):
                by[key].append(one)
        return by

    def _key(self, one: Spell) -> str:
        match self.how.by:
            case By.HOUSE:
                return one.house
            case By.ROLE:
                return one.family
            case By.COHORT:
                return (self.basis.asked.period or Period.YEAR).of(one.start) if one.start else ""
            case By.ALL:
                return ""

    def _name(self, key: str) -> str:
        match self.how.by:
            case By.HOUSE:
                return self.basis.name(key)
            case By.ROLE:
                return self.words(f"family_{key}")
            case _:
                return key


def facts_of(spells: Iterable[Spell]) -> tuple[str, ...]:
    """Ids of the facts that tell of spells."""
    return tuple(dict.fromkeys(fact for one in spells for fact in one.facts))


def _wanted(one: Spell, basis: Basis, how: StayingAsked) -> bool:
    asked = basis.asked
    if basis.person not in ("", one.person):
        return False
    if basis.orgs and one.house not in {basis.house(org) for org in basis.orgs}:
        return False
    if how.role not in ("", one.family) or (how.dated and not one.dated):
        return False
    if asked.during is not None and not (one.start and asked.during.contains(one.start)):
        return False
    return not asked.status or one.stage in asked.status
