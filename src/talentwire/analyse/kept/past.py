"""The facts of a past moment, as far as they were others than they are now.

Most of what was known then is known now as it was. Only claims that came or went since, whose names meant others, whose
document was found to tell another story, or of which people said something are weighed as of that moment, with all
that were weighed with them then; all other facts are the same.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from talentwire.analyse.facts.fact import Fact
from talentwire.analyse.facts.report import Report
from talentwire.analyse.facts.subjects import affected
from talentwire.analyse.facts.weighing import weigh
from talentwire.analyse.kept.deals import DEAL, TURNED, around
from talentwire.analyse.kept.family import Family
from talentwire.analyse.kept.names import Names
from talentwire.model.entities import Node
from talentwire.record.answers import Moment
from talentwire.record.keeping import Keeping
from talentwire.record.rows import end_of
from talentwire.record.since import Changes

MOST: Final = 10_000
"""Claims that may have changed in any ledger; where more have, it may be no dearer to weigh the whole past."""
MOST_OF: Final = 10
"""In a large ledger one claim in so many may have changed."""


class Then(NamedTuple):
    """Facts of two moments, as far as they differ; some that do not are among them.

    Attributes:
        before: as they were, by the day on which each was first told.
        after: as they are.

    """

    before: tuple[Fact, ...]
    after: tuple[Fact, ...]


@dataclass(frozen=True)
class Past:
    """A past moment, seen from now.

    Attributes:
        kept: what is kept of the ledger now.
        moment: the past one.
        now: whom names mean now.
        then: whom names meant then.

    """

    kept: Keeping
    moment: Moment
    now: Names
    then: Names
    _changed: dict[tuple[str, ...], Changes] = field(default_factory=dict)

    def changed(self, kinds: tuple[str, ...]) -> Changes:
        """What has changed since the moment, looked up once for some kinds."""
        if kinds not in self._changed:
            self._changed[kinds] = self.kept.changes(self.kept.position_at(end_of(self.moment)), kinds)
        return self._changed[kinds]

    def is_other(self, families: Iterable[tuple[str, ...]]) -> bool:
        """Whether too much has changed since, so that it is no dearer to weigh the whole past."""
        each = [self.changed(kinds) for kinds in families]
        ever = self.kept.position().claim
        return sum(len(one.entered) + len(one.gone) for one in each) > max(MOST, ever // MOST_OF)

    def differing(self, family: Family, kinds: tuple[str, ...]) -> Then | None:
        """The facts of a family that were others then; None where too much has changed."""
        if not family.stamp:
            return None
        changed = self.changed(kinds)
        touched = self._touched(family, changed, kinds)
        if family.name == DEAL:
            touched |= self.now.told_with(touched, kinds) | self.then.told_with(touched, kinds)
        subjects = affected(self._as_then(touched), self.then.weighed.world)
        numbers = self.kept.numbers(touched, {*subjects, *family.unwritten})
        beside, wanted = numbers, None
        if family.name == DEAL:
            wanted, needed = around({*subjects, *numbers.values(), *family.unwritten}, family.parts(TURNED))
            numbers, beside = self.kept.numbers((), wanted), self.kept.numbers((), needed)
        unwritten = {claim for facts in family.unwritten.values() for fact in facts for claim in fact.claims}
        members = self.kept.members(beside) | touched | self.kept.entries_of(unwritten).keys()
        before = weigh(self._as_then(members), world=self.then.weighed.world, subjects=wanted)
        return Then(_sorted(before), _sorted(self._now(family, (*numbers.values(), *family.unwritten))))

    def _now(self, family: Family, subjects: Iterable[str]) -> Iterable[Fact]:
        return (fact for facts in family.about({*subjects}).values() for fact in facts)

    def _as_then(self, numbers: Collection[int]) -> list[Report]:
        """Those of the entries that stood then, with whom they named."""
        return self.then.weighed.reports(self.kept.entries_then(sorted(numbers), self.moment))

    def _touched(self, family: Family, changed: Changes, kinds: tuple[str, ...]) -> set[int]:
        """Entries of which anything may have changed."""
        moved = self._renamed(family, changed.named)
        digests = set(self.now.weighed.stories(changed.documents)) if changed.documents else set()
        told = self.kept.told(digests, changed.remarked, kinds) if digests or changed.remarked else ()
        return {*changed.entered, *changed.gone, *told, *self.kept.naming(moved, kinds)}

    def _renamed(self, family: Family, named: Iterable[Node]) -> set[Node]:
        """Names that meant somebody else then, or were shown otherwise; also those told apart in one document."""
        near = self.now.near(named) | self.then.near(named)
        plain = {node for node in near if not node.document}
        known = {one.node for one in self.kept.whom(family.name, plain)} | plain
        for names in (self.now, self.then):
            names.who.learn(known)
        return {node for node in known if self.now.whom(node) != self.then.whom(node)} | (near - plain)


def _sorted(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple(sorted(facts, key=lambda fact: (fact.first_seen, fact.id)))
