"""Whom names meant when facts were weighed, and which of them mean somebody else now."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from talentwire.analyse.weighed import Weighed
from talentwire.analyse.who import Who
from talentwire.knowledge.atlas import Atlas
from talentwire.model.entities import Node
from talentwire.record.answers import Entry
from talentwire.record.keeping import Whom
from talentwire.record.ledger import Ledger


class Renamed(NamedTuple):
    """Names that mean somebody else, or are shown otherwise, than when facts were weighed.

    Attributes:
        names: all of them, also names in documents in which they are told apart.
        whom: whom those names mean now that meant somebody then.

    """

    names: frozenset[Node]
    whom: tuple[Whom, ...]


@dataclass(frozen=True)
class Names:
    """Whom names mean in one state of a ledger."""

    ledger: Ledger
    who: Who
    weighed: Weighed
    atlas: Atlas

    def whom(self, node: Node) -> Whom:
        """Whom a name means."""
        entity = self.who.entity(node)
        above = self.weighed.world.above(entity.id) if entity.type == "org" else ()
        return Whom(node, entity.id, entity.name, above)

    def of(self, entries: Iterable[Entry]) -> dict[Node, Whom]:
        """Whom the names in entries mean, and the houses that those belong to."""
        found: dict[Node, Whom] = {}
        for entry in entries:
            for nodes in entry.nodes.values():
                for node in nodes:
                    if node.name not in found:
                        self._add(found, node.name)
                    if node.document and self.who.entity(node).id != found[node.name].entity:
                        found[node] = self.whom(node)
        return found

    def told_with(self, entries: Collection[int], kinds: Collection[str]) -> set[int]:
        """Standing entries of some kinds in the stories in which some entries are, or were."""
        digests = {one.claim.document for one in self.ledger.kept.ever(sorted(entries))}
        return set(self.ledger.kept.told(self.weighed.stories(digests), (), kinds)) if digests else set()

    def _add(self, found: dict[Node, Whom], node: Node) -> None:
        found[node] = self.whom(node)
        if found[node].above:
            for parent in self.atlas.parents(found[node].shown):
                house = Node("org", self.who.linker.key(parent, "org"))
                found.setdefault(house, self.whom(house))

    def near(self, changed: Iterable[Node]) -> set[Node]:
        """Names, with all to which judgements tie them, or tied them."""
        near = {node.name for node in changed} | {node for node in changed if node.document}
        for one in self.ledger.links.verdicts({node.name for node in near}, self.who.as_of):
            near |= {end for side in (one.verdict.left, one.verdict.right) for end in (side, side.name)}
        return near

    def renamed(self, family: str, changed: Iterable[Node]) -> Renamed:
        """What became of names that may mean somebody else.

        Args:
            family: the family of kinds whose kept facts are looked at.
            changed: names in claims that came, and those on which something was judged or is judged no more. Whoever
                is tied to them, or was, may be another one as well; so may what belongs to others.

        """
        near = self.near(changed)
        plain = {node for node in near if not node.document}
        before = self.ledger.kept.whom(family, plain)
        self.who.learn(one.node.name for one in before)
        now = [self.whom(one.node) for one in before]
        moved = tuple(new for old, new in zip(before, now, strict=True) if new != old)
        return Renamed(frozenset({one.node for one in moved} | (near - plain)), moved)
