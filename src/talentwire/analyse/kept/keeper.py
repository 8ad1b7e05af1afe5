"""The facts of a ledger as it is now: read back where they were weighed before, weighed again where something changed.

What is kept equals what would be weighed from scratch. A subject is weighed again when one of its claims came or went,
or when what is weighed with a claim changed: whom a name in it means or how that one is shown, the story of its
document, what people said of it. All claims of a subject are then weighed together, and those of no other.
"""

from collections import ChainMap, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from operator import methodcaller
from typing import Any, Final, TypeVar

from talentwire.analyse.answers.parts import Held as ByPart
from talentwire.analyse.answers.parts import Part, Sight
from talentwire.analyse.facts.fact import Fact
from talentwire.analyse.facts.packing import NOT_READ, many_objects, packed, unpacked
from talentwire.analyse.facts.report import Report
from talentwire.analyse.facts.subjects import affected
from talentwire.analyse.facts.weighing import weigh
from talentwire.analyse.kept.deals import DEAL, TURNED, around
from talentwire.analyse.kept.family import Family
from talentwire.analyse.kept.names import Names
from talentwire.analyse.kept.parts import of_kinds, packed_parts
from talentwire.analyse.kept.past import Past, Then
from talentwire.analyse.kept.rules import rules
from talentwire.analyse.weighed import Weighed
from talentwire.analyse.who import Who
from talentwire.errors import LedgerError
from talentwire.knowledge.atlas import Atlas
from talentwire.model.claims import KINDS
from talentwire.record.answers import Entry, Moment
from talentwire.record.keeping import Held, Renewal, Subject
from talentwire.record.ledger import Ledger
from talentwire.record.since import Changes, Position

T = TypeVar("T")
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
class Facts:
    """All facts of some kinds in one state of a ledger, each read when it is first asked for.

    Attributes:
        keeper: where they come from.
        position: where the ledger stood.
        kinds: of the facts.
        families: that hold them.

    """

    keeper: "Keeper"
    position: Position
    kinds: frozenset[str]
    families: tuple[Family, ...]
    _once: dict[Any, Any] = field(default_factory=dict)
    _of_kinds: dict[frozenset[str], tuple[Fact, ...]] = field(default_factory=dict)

    def once(self, make: Callable[[ByPart], T]) -> T:
        """What a function makes of the facts, made once for all who ask."""
        if make not in self._once:
            with many_objects():
                self._once[make] = make(self)
        found: T = self._once[make]
        return found

    @property
    def memory(self) -> dict[str, Any]:
        """What was made of the facts of an earlier state of the ledger, for what has not changed since."""
        return self.keeper.memory

    def facts(self, kinds: Iterable[str] = ()) -> tuple[Fact, ...]:
        """All of them, or those of some of the kinds, by the day on which each was first told."""
        wanted = self.kinds.intersection(kinds) or self.kinds
        if wanted not in self._of_kinds:
            families = [one for one in self.families if not wanted.isdisjoint(FAMILIES[one.name])]
            held = [self.keeper.read(one, lambda family: family.facts) for one in families]
            found = [fact for one in held for facts in one.values() for fact in facts if fact.kind in wanted]
            self._of_kinds[wanted] = tuple(sorted(found, key=lambda fact: (fact.first_seen, fact.id)))
        return self._of_kinds[wanted]

    def named(self, entity: str) -> tuple[str, tuple[str, ...]] | None:
        """The name to show for whoever they name, and the ids of what that belongs to."""
        return next((found for one in self.families if (found := one.named(entity))), None)

    def parts(self, part: Part[T]) -> Mapping[str, T]:
        """A part of every subject that has it, by subject."""
        held = [self.keeper.read(one, lambda family: family.parts(part)) for one in self.families if _has(one, part)]
        return held[0] if len(held) == 1 else {subject: one for parts in held for subject, one in parts.items()}

    def of_persons(self, part: Part[T]) -> Mapping[str, T]:
        """A part of every person, by id, made of all facts that name the person."""
        return next(
            self.keeper.read(one, lambda family: family.of_persons(part)) for one in self.families if one.name == CAREER
        )

    def careers(self, persons: Collection[str]) -> list[Fact]:
        """The moves and positions of some persons, by the day on which each was first told."""
        return self._career(lambda family: family.careers(persons))

    def told_in(self, entries: Iterable[Entry]) -> list[Fact]:
        """The facts to which entries belong, in no order."""
        by_family: dict[str, dict[int, str]] = {}
        for entry in entries:
            by_family.setdefault(_FAMILY[entry.claim.kind], {})[entry.number] = entry.id
        held = [one for one in self.families if one.name in by_family]
        return [fact for one in held for fact in self.keeper.read(one, methodcaller("told_in", by_family[one.name]))]

    def at(self, orgs: Collection[str]) -> list[Fact]:
        """Moves and positions of which one end is believed to be one of some organisations, in the same order."""
        return self._career(lambda family: family.at(orgs))

    def _career(self, read: Callable[[Family], Iterable[Fact]]) -> list[Fact]:
        career = next(one for one in self.families if one.name == CAREER)
        found = [fact for fact in self.keeper.read(career, read) if fact.kind in self.kinds]
        return sorted(found, key=lambda fact: (fact.first_seen, fact.id))

    def sights(self, kinds: Iterable[str]) -> Mapping[str, Sight]:
        """By whom facts of some kinds are told, by their ids."""
        wanted = {_FAMILY[kind] for kind in kinds}
        held = [
            self.keeper.read(one, lambda family: family.sights)
            for one in self.families
            if not wanted or one.name in wanted
        ]
        return held[0] if len(held) == 1 else ChainMap(*held)  # type: ignore[arg-type]

    def look(self, ids: Collection[str]) -> dict[str, Fact]:
        """Facts by their ids."""
        return _look(self.families, ids)

    @property
    def finder(self) -> Callable[[Collection[str]], dict[str, Fact]]:
        """Looks facts up by their ids, also when the ledger has moved on, and holds nothing of this state of it."""
        return partial(_look, self.families)


def _look(families: Sequence[Family], ids: Collection[str]) -> dict[str, Fact]:
    found = {id_: fact for one in families for id_, fact in one.look(ids).items()}
    left = [one for one in ids if one not in found]
    for data in families[0].kept.facts_of(left) if left else ():
        found.update((fact.id, fact) for fact in unpacked(data))
    return {one: found[one] for one in ids if one in found}


def _has(family: Family, part: Part[Any]) -> bool:
    return not part.kinds or not set(part.kinds).isdisjoint(FAMILIES[family.name])


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
    memory: dict[str, Any] = field(default_factory=dict)
    _families: dict[str, Family] = field(default_factory=dict)
    _gathered: dict[frozenset[str], Facts] = field(default_factory=dict)
    _to_keep: dict[str, Renewal] = field(default_factory=dict)

    def facts(self, kinds: Collection[str]) -> Facts:
        """All facts of some kinds, as the ledger is now."""
        wanted = frozenset(kinds)
        families = sorted({_FAMILY[kind] for kind in wanted})
        with self.ledger.kept.one_state():
            now = self.ledger.kept.position()
            for family in families:
                self._bring_up_to(now, family)
        self.keep()
        known = self._gathered.get(wanted)
        if known is None or known.position != now or any(self._families[one.name] is not one for one in known.families):
            self._gathered = {kinds: one for kinds, one in self._gathered.items() if one.position == now}
            known = Facts(self, now, wanted, tuple(self._families[one] for one in families))
            self._gathered[wanted] = known
        return known

    def since(self, kinds: Collection[str], moment: Moment) -> Then | None:
        """Facts of some kinds as they were at a moment and as they are now, as far as they differ.

        Returns:
            The facts; None where so much has changed that it is no dearer to weigh the whole past.

        """
        kept = self.ledger.kept
        with kept.one_state():
            held = self.facts(kinds)
            past = Past(kept, moment, self._names(), self._names(moment))
            if past.is_other(FAMILIES[one.name] for one in held.families):
                return None
            whole: list[Then] = []
            for family in held.families:
                found = self.read(family, lambda it: past.differing(it, FAMILIES[it.name]))
                if found is None:
                    return None
                whole.append(found)
        before = [fact for one in whole for fact in one.before if fact.kind in held.kinds]
        after = [fact for one in whole for fact in one.after if fact.kind in held.kinds]
        return Then(*(tuple(sorted(facts, key=lambda fact: (fact.first_seen, fact.id))) for facts in (before, after)))

    def read(self, family: Family, read: Callable[[Family], T]) -> T:
        """Something of a family that may have to be read from the ledger; where it cannot be read, all is weighed.

        Raises:
            LedgerError: when another program has changed what is kept, so that it is of another state of the ledger.

        """
        with self.ledger.kept.one_state():
            if not family.is_here:
                held = self.ledger.kept.held(family.name)
                if held is None or held.position > family.position or (family.stamp and held.stamp != family.stamp):
                    raise LedgerError("the ledger has changed meanwhile: ask again")
            try:
                return read(family)
            except NOT_READ:
                self._to_keep[family.name] = self._weighed(family.name, self.ledger.kept.position())
        self.keep()
        family.become(self._families[family.name])
        return read(family)

    def keep(self) -> None:
        """Write down what was weighed, unless one state of the ledger is being read."""
        while self._to_keep and not self.ledger.kept.reads_one_state:
            self._keep(self._to_keep.pop(next(iter(self._to_keep))))

    def _keep(self, renewal: Renewal) -> None:
        """Write down what was weighed; whoever may not write, or is not the first, has the facts all the same."""
        held = None
        with suppress(LedgerError):
            held = self.ledger.kept.renew(renewal)
        if held:
            self._families[renewal.family].is_kept(held.stamp)
        else:
            self._families[renewal.family].stamp = ""

    def _bring_up_to(self, now: Position, family: str) -> None:
        """See to it that the facts of a family are as they are now."""
        there = self._families.get(family)
        if there and there.position == now:
            return
        held = self.ledger.kept.held(family)
        if held is None or held.rules != rules(self.atlas):
            self._to_keep[family] = self._weighed(family, now)
            return
        if there is None or there.stamp != held.stamp:
            there = self._families[family] = Family(family, self.ledger.kept, held.position, held.stamp)
        if held.position != now:
            try:
                self._to_keep[family] = self._renewed(family, there, held, now)
            except NOT_READ:
                self._to_keep[family] = self._weighed(family, now)

    # -- everything

    def _weighed(self, family: str, now: Position) -> Renewal:
        """Weigh all claims of a family."""
        self.memory.clear()  # somebody may have been forgotten
        names = self._names()
        numbers = self.ledger.kept.standing(FAMILIES[family])
        reports: list[Report] = []
        with many_objects():
            for start in range(0, len(numbers), _PART):
                reports += names.weighed.reports(self.ledger.kept.entries(numbers[start : start + _PART]))
                self._tell(len(reports) // 2, len(numbers))
            found = _by_subject(weigh(reports, world=names.weighed.world))
        whom = tuple(names.of(report.entry for report in reports).values())
        there = self._families[family] = Family.weighed(family, self.ledger.kept, now, found, whom)
        self._tell(len(numbers), len(numbers))
        parts = of_kinds(FAMILIES[family])
        return Renewal(
            family, rules(self.atlas), now, None, subjects=_subjects(there, found, _numbers(reports)), names=whom,
            parts=[one.name for one in parts],
        )  # fmt: skip

    def _tell(self, done: int, of: int) -> None:
        if self.on_weighed:
            self.on_weighed(done, of)

    def _names(self, as_of: Moment | None = None) -> Names:
        who = Who(self.ledger.links, self.atlas, as_of)
        return Names(self.ledger, who, Weighed(self.ledger, who, self.atlas), self.atlas)

    # -- what changed

    def _renewed(self, family: str, there: Family, held: Held, now: Position) -> Renewal:
        """Weigh again what changed since something was kept."""
        kept, kinds, names = self.ledger.kept, FAMILIES[family], self._names()
        changed = kept.changes(held.position, kinds)
        renamed = names.renamed(family, changed.named)
        touched = self._touched(changed, kinds, names) | set(kept.naming(renamed.names, kinds))
        if family == DEAL:
            touched |= names.told_with({*touched, *changed.gone}, kinds)
        fresh = names.weighed.reports(kept.entries(sorted(touched)))
        new = affected(fresh, names.weighed.world)
        numbers = kept.numbers({*touched, *changed.gone}, new)
        beside, wanted = numbers, None
        if family == DEAL:
            wanted, needed = around({*new, *numbers.values()}, there.parts(TURNED))
            numbers, beside = kept.numbers((), wanted), kept.numbers((), needed)
        members = (kept.members(beside) - set(changed.gone)) | touched
        reports = names.weighed.reports(kept.entries(sorted(members)))
        found = _by_subject(weigh(reports, world=names.weighed.world, subjects=wanted))
        whom = names.of(report.entry for report in reports) | {one.node: one for one in renamed.whom}
        there.change(now, numbers.values(), found, whom.values())
        return Renewal(
            family, held.rules, now, held, numbers, _subjects(there, found, _numbers(reports)), tuple(whom.values()),
            [one.name for one in of_kinds(kinds)],
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


def _numbers(reports: Iterable[Report]) -> dict[str, list[int]]:
    return _by_id((one.entry.number, one.entry.id) for one in reports)


def _by_id(ids: Iterable[tuple[int, str]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for number, id_ in ids:
        found[id_].append(number)
    return found


def _subjects(
    family: Family, found: Mapping[str, tuple[Fact, ...]], numbers: Mapping[str, Sequence[int]]
) -> list[Subject]:
    """Facts as they are kept; ``numbers`` are those of the entries of all their claims, by the ids of the claims."""
    parts = of_kinds(FAMILIES[family.name])
    held = []
    for name, facts in found.items():
        claims = [claim for fact in facts for claim in fact.claims]
        data = packed_parts(parts, name, facts, family.house)
        entries = tuple(number for claim in claims for number in numbers[claim])
        held.append(Subject(name, packed(facts), entries, data))
    return held
