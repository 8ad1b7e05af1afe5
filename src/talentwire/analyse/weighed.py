"""From entries of a ledger to facts: whom they name, which story they tell, and what people said of them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final, get_args

from talentwire.analyse.facts.fact import Fact
from talentwire.analyse.facts.reading import told_on
from talentwire.analyse.facts.report import Meant as Whom
from talentwire.analyse.facts.report import Remark, Report, World
from talentwire.analyse.facts.subjects import affected, asked
from talentwire.analyse.facts.weighing import weigh
from talentwire.analyse.stories import Dated, Fold, FoldKind, Story, stories
from talentwire.analyse.who import Who
from talentwire.knowledge.atlas import Atlas
from talentwire.model.entities import Node
from talentwire.model.values import PartialDate
from talentwire.record.answers import ClaimFilter, Entry, Folded, Moment
from talentwire.record.ledger import Ledger

_TOGETHER: Final = ("move", "position")
"""Kinds that are weighed together: a career."""
_KINDS: Final[dict[str, FoldKind]] = {kind: kind for kind in get_args(FoldKind)}


class Weighed:
    """Facts and stories of a ledger as of a moment.

    Args:
        ledger: the ledger.
        who: whom its names mean, as of that moment.
        atlas: what is known about organisations.

    """

    def __init__(self, ledger: Ledger, who: Who, atlas: Atlas) -> None:
        self._ledger = ledger
        self._who = who
        self._atlas = atlas
        self.world = World.of(atlas, self._above)

    @property
    def _as_of(self) -> Moment | None:
        return self._who.as_of

    def everything(self) -> list[Fact]:
        """All facts of the ledger."""
        return weigh(self.reports(self._ledger.claims(ClaimFilter(as_of=self._as_of))), world=self.world)

    def of_kinds(self, kinds: Collection[str]) -> list[Fact]:
        """All facts of these kinds, weighed with every claim that bears on them."""
        read = {other for kind in kinds for other in (_TOGETHER if kind in _TOGETHER else (kind,))}
        claims = self._ledger.claims(ClaimFilter(kind=sorted(read), as_of=self._as_of))
        return [fact for fact in weigh(self.reports(claims), world=self.world) if fact.kind in kinds]

    def about(self, entries: Sequence[Entry]) -> list[Fact]:
        """The facts to which entries belong, weighed with every claim on the same subjects."""
        if not entries:
            return []
        subjects = affected(self.reports(entries), self.world)
        reports = self.reports(self._needed(subjects, entries))
        wanted = {entry.id for entry in entries}
        facts = weigh(reports, world=self.world, subjects=subjects)
        return [fact for fact in facts if not wanted.isdisjoint(fact.claims)]

    def around(self, entries: Sequence[Entry]) -> list[Fact]:
        """All facts on the subjects of entries, also those that none of the entries is part of."""
        if not entries:
            return []
        subjects = affected(self.reports(entries), self.world)
        return weigh(self.reports(self._needed(subjects, entries)), world=self.world, subjects=subjects)

    def as_told(self, entries: Sequence[Entry], days: Sequence[date]) -> list[list[Fact]]:
        """All facts on the subjects of entries, as the documents up to each of some days tell them."""
        if not entries:
            return [[] for _ in days]
        subjects = affected(self.reports(entries), self.world)
        held = self._needed(subjects, ())  # without the entries that do not stand at that moment
        reports = [(told_on(report), report) for report in self.reports(held)]
        return [
            weigh((one for day, one in reports if day <= last), world=self.world, subjects=subjects) for last in days
        ]

    def reports(self, entries: Collection[Entry]) -> list[Report]:
        """Entries with whom they name, their stories and what people said of them."""
        self._who.learn_entries(entries)
        told = self.stories({entry.claim.document for entry in entries})
        remarks = self._remarks(entry.id for entry in entries)
        return [
            Report(
                replace(entry, retracted_at=None),  # those that did not stand at that moment are not among them
                self._parties(entry),
                told[entry.claim.document].id,
                tuple(remarks.get(entry.id, ())),
            )
            for entry in entries
        ]

    def stories(self, digests: Collection[str] | None = None) -> dict[str, Story]:
        """The story that each of the documents tells, by digest; without digests, all stories of several documents."""
        rows = self._ledger.links.folds(digests, self._as_of)
        known = {*(digests or ()), *(end for row in rows for end in (row.left, row.right))}
        days = self._ledger.links.days(known)
        recorded = sorted(days, key=lambda digest: (days[digest][1], digest))
        dated = [Dated(one, PartialDate.parse(days[one][0]) if days[one][0] else None) for one in recorded]
        return {digest: story for story in stories(dated, map(_fold, rows)) for digest in story.documents}

    def folds(self, digests: Collection[str]) -> list[Folded]:
        """Why documents are one story."""
        return self._ledger.links.folds(digests, self._as_of)

    def _needed(self, subjects: Iterable[str], entries: Sequence[Entry]) -> list[Entry]:
        """Every entry that is needed to weigh the subjects."""
        by_kinds: dict[tuple[str, ...], list[str]] = {}
        for one in map(asked, sorted(subjects)):
            by_kinds.setdefault(one.kinds, []).append(one.entity)
        found = {entry.number: entry for entry in entries}
        for kinds, ids in by_kinds.items():
            family = [member for one in self._who.by_ids(ids) for member in self._who.family(one)]
            wanted = ClaimFilter(kind=kinds, name=self._who.meant(family), as_of=self._as_of)
            found.update((entry.number, entry) for entry in self._ledger.claims(wanted))
        return list(found.values())

    def _parties(self, entry: Entry) -> Mapping[tuple[str, int], Whom]:
        return {
            (slot, place): self._whom(node)
            for slot, nodes in entry.nodes.items()
            for place, node in enumerate(nodes)
        }  # fmt: skip

    def _whom(self, node: Node) -> Whom:
        entity = self._who.entity(node)
        return Whom(entity.id, entity.name)

    def _above(self, entity_id: str) -> tuple[str, ...]:
        """The ids of the organisations that one belongs to, nearest first."""
        found = self._who.by_ids((entity_id,))
        parents = self._atlas.parents(found[0].name) if found and found[0].type == "org" else ()
        return tuple(self._who.named(parent, "org").id for parent in parents)

    def _remarks(self, claims: Iterable[str]) -> dict[str, list[Remark]]:
        found: dict[str, list[Remark]] = {}
        for one in self._ledger.decisions.remarks(claims, self._as_of):
            remark = Remark(
                "deny" if one.verdict == "deny" else "confirm", one.decision.by, one.decision.reason, one.recorded_at
            )
            found.setdefault(one.claim, []).append(remark)
        return found


def _fold(row: Folded) -> Fold:
    return Fold(row.left, row.right, _KINDS[row.kind], row.score, row.reasons, row.part)
