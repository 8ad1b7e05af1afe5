"""The facts of a ledger as it is now: read back where they were weighed before, weighed again where something changed.

What is kept equals what would be weighed from scratch. A subject is weighed again when one of its claims came or went,
or when what is weighed with a claim changed: whom a name in it means or how that one is shown, the story of its
document, what people said of it. All claims of a subject are then weighed together, and those of no other.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from talentwire.analyse.facts.fact import Fact
from talentwire.analyse.facts.report import Report
from talentwire.analyse.facts.subjects import affected
from talentwire.analyse.facts.weighing import weigh
from talentwire.analyse.kept.names import Names
from talentwire.analyse.kept.packing import NOT_READ, many_objects, packed, unpacked
from talentwire.analyse.kept.rules import rules
from talentwire.analyse.weighed import Weighed
from talentwire.analyse.who import Who
from talentwire.errors import LedgerError
from talentwire.knowledge.atlas import Atlas
from talentwire.model.claims import KINDS
from talentwire.record.keeping import Held, Renewal, Subject
from talentwire.record.ledger import Ledger
from talentwire.record.since import Changes, Position

CAREER: Final = "career"
FAMILIES: Final[Mapping[str, tuple[str, ...]]] = {
    CAREER: ("move", "position"),
    **{kind: (kind,) for kind in KINDS if kind not in ("move", "position")},
}
"""Kinds whose claims are weighed together, by the name of the family."""
_FAMILY: Final = {kind: family for family, kinds in FAMILIES.items() for kind in kinds}
_PART: Final = 10_000
"""Claims that are read at once."""
OnWeighed = Callable[[int, int], None]
"""Is told how many claims of how many were weighed; half of it is reading them."""


@dataclass
class _Family:
    """The facts of a family of kinds, in memory.

    Attributes:
        position: where the ledger stood.
        stamp: of what is kept in the ledger; empty where nothing could be kept.
        subjects: facts by subject.
        known: by the id of an entity: the name to show, and what it belongs to.

    """

    position: Position
    stamp: str
    subjects: dict[str, tuple[Fact, ...]]
    known: dict[str, tuple[str, tuple[str, ...]]]


class Facts(NamedTuple):
    """All facts of some kinds in one state of a ledger.

    Attributes:
        position: where the ledger stood.
        facts: by the day on which each was first told.
        known: by the id of whoever they name: the name to show, and the ids of what that belongs to.

    """

    position: Position
    facts: tuple[Fact, ...]
    known: Mapping[str, tuple[str, tuple[str, ...]]]


@dataclass
class Keeper:
    """Gives the facts of a ledger, and keeps them in it.

    Args:
        ledger: the ledger.
        atlas: what is known about organisations.
        on_weighed: is told how far weighing everything has come.

    """

    ledger: Ledger
    atlas: Atlas
    on_weighed: OnWeighed | None = None
    _families: dict[str, _Family] = field(default_factory=dict)
    _sorted: dict[frozenset[str], Facts] = field(default_factory=dict)

    def facts(self, kinds: Collection[str]) -> Facts:
        """All facts of some kinds, as the ledger is now."""
        wanted = frozenset(kinds)
        families = sorted({_FAMILY[kind] for kind in wanted})
        renewals = []
        with self.ledger.kept.one_state():
            now = self.ledger.kept.position()
            for family in families:
                renewals += self._bring_up_to(now, family)
        for renewal in renewals:
            self._keep(renewal)
        known = self._sorted.get(wanted)
        if known is None or known.position != now:
            known = self._sorted[wanted] = self._gathered(now, wanted, families)
        return known

    def _gathered(self, now: Position, kinds: frozenset[str], families: Iterable[str]) -> Facts:
        held = [self._families[family] for family in families]
        found = [fact for one in held for facts in one.subjects.values() for fact in facts if fact.kind in kinds]
        found.sort(key=lambda fact: (fact.first_seen, fact.id))
        known = {entity: whom for one in held for entity, whom in one.known.items()}
        return Facts(now, tuple(found), known)

    def _keep(self, renewal: Renewal) -> None:
        """Write down what was weighed; whoever may not write, or is not the first, has the facts all the same."""
        held = None
        with suppress(LedgerError):
            held = self.ledger.kept.renew(renewal)
        self._families[renewal.family].stamp = held.stamp if held else ""

    def _bring_up_to(self, now: Position, family: str) -> list[Renewal]:
        """See to it that the facts of a family are in memory as they are now; what is to be kept of it."""
        there = self._families.get(family)
        if there and there.position == now:
            return []
        held = self.ledger.kept.held(family)
        if held and held.rules == rules(self.atlas):
            if there is None or there.stamp != held.stamp:
                there = self._read(family, held)
            if there is not None and held.position == now:
                self._families[family] = there
                return []
            if there is not None:
                return [self._renewed(family, there, held, now)]
        return [self._weighed(family, now)]

    def _read(self, family: str, held: Held) -> _Family | None:
        """What is kept; None where it cannot be read."""
        try:
            with many_objects():
                subjects = {name: unpacked(facts) for name, facts in self.ledger.kept.facts(family).items()}
        except NOT_READ:
            return None
        known = {id_: (shown, tuple(above or ())) for id_, shown, above in self.ledger.kept.names(family)}
        return _Family(held.position, held.stamp, subjects, known)

    # -- everything

    def _weighed(self, family: str, now: Position) -> Renewal:
        """Weigh all claims of a family."""
        names = self._names()
        numbers = self.ledger.kept.standing(FAMILIES[family])
        reports: list[Report] = []
        with many_objects():
            for start in range(0, len(numbers), _PART):
                reports += names.weighed.reports(self.ledger.kept.entries(numbers[start : start + _PART]))
                self._tell(len(reports) // 2, len(numbers))
            found = _by_subject(weigh(reports, world=names.weighed.world))
        whom = names.of(report.entry for report in reports).values()
        known = {one.entity: (one.shown, one.above) for one in whom}
        self._families[family] = _Family(now, "", found, known)
        self._tell(len(numbers), len(numbers))
        return Renewal(
            family, rules(self.atlas), now, None, subjects=_subjects(found, reports), names=tuple(whom)
        )  # fmt: skip

    def _tell(self, done: int, of: int) -> None:
        if self.on_weighed:
            self.on_weighed(done, of)

    def _names(self) -> Names:
        who = Who(self.ledger.links, self.atlas)
        return Names(self.ledger, who, Weighed(self.ledger, who, self.atlas), self.atlas)

    # -- what changed

    def _renewed(self, family: str, there: _Family, held: Held, now: Position) -> Renewal:
        """Weigh again what changed since something was kept."""
        kept, kinds, names = self.ledger.kept, FAMILIES[family], self._names()
        changed = kept.changes(held.position, kinds)
        renamed = names.renamed(family, changed.named)
        touched = self._touched(changed, kinds, names) | set(kept.naming(renamed.names, kinds))
        fresh = names.weighed.reports(kept.entries(sorted(touched)))
        new = affected(fresh, names.weighed.world)
        numbers = kept.numbers({*touched, *changed.gone}, new)
        if family == "deal" and (numbers or touched):
            numbers = kept.family(family)  # who is told as the buyer here may be the one bought there
        members = (kept.members(numbers) - set(changed.gone)) | touched
        reports = names.weighed.reports(kept.entries(sorted(members)))
        found = _by_subject(weigh(reports, world=names.weighed.world))
        whom = names.of(report.entry for report in reports) | {one.node: one for one in renamed.whom}
        for subject in numbers.values():
            there.subjects.pop(subject, None)
        there.subjects.update(found)
        there.known.update({one.entity: (one.shown, one.above) for one in whom.values()})
        there.position = now
        self._families[family] = there
        return Renewal(
            family, held.rules, now, held, tuple(numbers), _subjects(found, reports), tuple(whom.values())
        )  # fmt: skip

    def _touched(self, changed: Changes, kinds: Collection[str], names: Names) -> set[int]:
        """Entries that came, and those with another story or another word of people on them."""
        digests = set(names.weighed.stories(changed.documents)) if changed.documents else set()
        told = self.ledger.kept.told(digests, changed.remarked, kinds) if digests or changed.remarked else ()
        return {*changed.entered, *told}


def _by_subject(facts: Iterable[Fact]) -> dict[str, tuple[Fact, ...]]:
    found: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        found[fact.subject].append(fact)
    return {subject: tuple(held) for subject, held in found.items()}


def _subjects(found: Mapping[str, tuple[Fact, ...]], reports: Iterable[Report]) -> list[Subject]:
    numbers: dict[str, list[int]] = defaultdict(list)
    for report in reports:
        numbers[report.entry.id].append(report.entry.number)
    return [
        Subject(name, packed(facts), tuple(number for fact in facts for one in fact.claims for number in numbers[one]))
        for name, facts in found.items()
    ]
