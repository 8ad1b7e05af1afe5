"""What changed in a ledger since a position, at the cost of what changed and not of the ledger.

Only subjects are weighed in which something may be another fact than before: those of claims that came or went, of
names that mean somebody else, of documents that are one story with others now, and of claims on which people said
something. Each is weighed twice, as it was known then and as it is known now, by the same rules: another version of
the program changes no fact.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from talentwire.analyse.difference.between import between
from talentwire.analyse.difference.change import Difference
from talentwire.analyse.facts.fact import Fact
from talentwire.analyse.weighed import Weighed
from talentwire.analyse.who import Who
from talentwire.knowledge.atlas import Atlas
from talentwire.model.entities import Entity, Node
from talentwire.record.answers import Entry
from talentwire.record.ledger import Ledger
from talentwire.record.since import Changes, Position

_ALL: Final = ()
"""Claims of all kinds."""


@dataclass(frozen=True)
class View:
    """A ledger as it was known at a position.

    Attributes:
        ledger: the ledger.
        atlas: what is known about organisations.
        position: the position.
        who: whom names meant.
        weighed: what followed.

    """

    ledger: Ledger
    atlas: Atlas
    position: Position
    who: Who
    weighed: Weighed

    @classmethod
    def of(cls, ledger: Ledger, atlas: Atlas, position: Position) -> "View":
        """The view at a position; without a moment, the ledger held nothing."""
        who = Who(ledger.links, atlas, position.moment or None)
        return cls(ledger, atlas, position, who, Weighed(ledger, who, atlas))

    def held(self, entries: Iterable[Entry]) -> list[Entry]:
        """Those of the entries that stood."""
        then = self.position.moment
        return [
            one for one in entries if one.recorded_at <= then and (one.retracted_at is None or one.retracted_at > then)
        ]

    def around(self, entries: Iterable[Entry]) -> list[Fact]:
        """All facts on the subjects of those of the entries that stood."""
        return self.weighed.around(self.held(entries))

    def whom(self, node: Node) -> tuple[str, str, tuple[str, ...]]:
        """Whom a name meant: the id, the name to show, and the ids of what that belongs to."""
        entity = self.who.entity(node)
        above = self.weighed.world.above(entity.id) if entity.type == "org" else ()
        return entity.id, entity.name, above

    def family(self, node: Node) -> tuple[Entity, ...]:
        """Whom a name meant, with all that belongs to it."""
        return self.who.family(self.who.entity(node))


@dataclass(frozen=True)
class Since:
    """What changed between two positions, with the ledger as it was known at each."""

    before: View
    after: View
    difference: Difference


def changed(ledger: Ledger, atlas: Atlas, since: Position, until: Position | None = None) -> Since:
    """What changed since a position.

    Args:
        ledger: the ledger.
        atlas: what is known about organisations.
        since: the first position.
        until: the second; by default the ledger as it is now.

    """
    with ledger.kept.one_state():
        now = until or ledger.kept.position()
        before, after = View.of(ledger, atlas, since), View.of(ledger, atlas, now)
        if now == since:
            return Since(before, after, Difference(since.moment, now.moment, ()))
        facts = _facts(before, after, _touched(before, after))
        return Since(before, after, between(*facts, since.moment, now.moment))


def _touched(before: View, after: View) -> list[Entry]:
    """Entries whose subjects may have changed."""
    ledger, since = after.ledger, before.position
    kept = ledger.kept
    changes = kept.changes(since, _ALL)
    numbers = {*kept.came(since), *changes.gone}
    digests = {one for view in (before, after) for one in _stories(view, changes)}
    if digests or changes.remarked:
        numbers.update(kept.told(digests, changes.remarked, _ALL))
    numbers.update(kept.naming(_renamed(before, after, changes.named), _ALL))
    return [one for one in kept.ever(sorted(numbers)) if one.recorded_at <= after.position.moment]


def _stories(view: View, changes: Changes) -> Iterable[str]:
    """The documents of all stories that a document belonged to which was folded."""
    return view.weighed.stories(changes.documents) if changes.documents else ()


def _renamed(before: View, after: View, named: Iterable[Node]) -> set[Node]:
    """Names that mean somebody else than before, are shown otherwise, or belong to another house."""
    near = {end for node in named for end in (node, node.name)}
    for view in (before, after):
        judged = view.ledger.links.verdicts({node.name for node in near}, view.who.as_of)
        near |= {end for one in judged for side in (one.verdict.left, one.verdict.right) for end in (side, side.name)}
    for view in (before, after):
        view.who.learn(near)
    moved = {node for node in near if before.whom(node) != after.whom(node)}
    houses = [node for node in moved if node.type == "org"]
    units = {unit for node in houses for view in (before, after) for unit in view.family(node)[1:]}
    return moved | {Node("org", unit.id.partition(":")[2]) for unit in units}


def _facts(before: View, after: View, touched: list[Entry]) -> tuple[list[Fact], list[Fact]]:
    """The facts on all subjects that were touched, as they were and as they are, each with its counterpart."""
    entries = {one.number: one for one in touched}
    while True:
        was, held = before.around(entries.values()), after.around(entries.values())
        claims = ({claim for fact in facts for claim in fact.claims} for facts in (was, held))
        one, other = claims
        found = {entry.number: entry for entry in after.ledger.by_ids(sorted(one ^ other))}
        fresh = {number: found[number] for number in found.keys() - entries.keys()}
        if not before.held(fresh.values()) and not after.held(fresh.values()):
            return was, held
        entries |= fresh
