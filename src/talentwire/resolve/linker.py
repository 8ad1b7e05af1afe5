"""The linker: verdicts on names when they are first seen, each with its reasons, ready to be recorded.

It compares a new name with the candidates that share a rough key with it. What the atlas knows decides first, then the
evidence in the names; names that are plainly different get no verdict at all.
"""

import re
from collections.abc import Container, Iterable, Sequence
from typing import Final, NamedTuple, cast

from talentwire.knowledge.atlas import Atlas
from talentwire.knowledge.records import Known, Organisation
from talentwire.model.entities import EntityType, Feature, Judgement, Node, Verdict
from talentwire.resolve import blocks as rough
from talentwire.resolve.cluster import believable, stem
from talentwire.resolve.compare import compare
from talentwire.resolve.names import Name, name_key, plain_key
from talentwire.resolve.namesakes import Context, namesake

_LEADING_THE: Final = re.compile(r"^the\s+", re.IGNORECASE)


class Named(NamedTuple):
    """A node with the name to compare, as it is written."""

    node: Node
    name: str


class Linker:
    """Judges names.

    Args:
        atlas: what is known about organisations, facilities and products.

    """

    version = "1"

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas

    def type_of(self, name: str, slot_type: str, persons: Container[str]) -> EntityType:
        """What a name in a slot is the name of.

        Args:
            name: as it is written.
            slot_type: person, org, facility, product, or party for a slot that holds persons and organisations.
            persons: keys of the persons that the same document names, or that are known already.

        """
        if slot_type != "party":
            return cast(EntityType, slot_type)
        if self.known(name, "org") or name_key(name, "person") not in persons:
            return "org"
        return "person"

    def key(self, name: str, entity_type: EntityType) -> str:
        """The key under which a name stands: that of its canonical name where the atlas knows it."""
        known = self.known(name, entity_type)
        return plain_key(known.name) if known else name_key(name, entity_type) or name

    def blocks(self, named: Named) -> tuple[str, ...]:
        """The rough keys under which the name's candidates are found."""
        return rough.blocks(named.name, named.node.type)

    def judge(self, new: Named, candidates: Iterable[Named]) -> list[Verdict]:
        """Compare a name with others.

        Returns:
            Verdicts ``same`` and ``unsure``, and ``different`` where the names alone would say otherwise; the most
            certain first. Nothing on names that are plainly different.

        """
        found = (self._judged(new, other) for other in candidates if other.node != new.node)
        verdicts = [verdict for verdict in found if verdict]
        return sorted(verdicts, key=lambda v: (-(v.score or 0.0), v.left, v.right))

    def namesake(self, node: Node, here: Context, there: Sequence[Context]) -> Verdict | None:
        """Whether the name in one document is another person than the name elsewhere; None where nothing says so.

        Args:
            node: the person's name in the document.
            here: what this document says of the person.
            there: what other documents say of the person of that name.

        """
        return namesake(node, here, there, self._atlas)

    def _judged(self, new: Named, other: Named) -> Verdict | None:
        if new.node.type != other.node.type:
            return None
        left, right = sorted((new, other))
        score = compare(Name(left.name, left.node.type), Name(right.name, right.node.type))
        if score.verdict is Judgement.DIFFERENT:
            return None
        known = [self.known(named.name, named.node.type) for named in (left, right)]
        if known[0] and known[1]:
            return self._on_known(left.node, right.node, (known[0], known[1]))
        sure = believable(score) if new.node.type == "person" else not any(known) and _one_stem(left, right)
        judgement = Judgement.SAME if sure else score.verdict
        return Verdict(left.node, right.node, judgement, f"rule:names {self.version}", score.value, score.features)

    def _on_known(self, left: Node, right: Node, known: tuple[Known, Known]) -> Verdict:
        judgement, feature = self._two_known(*known)
        return Verdict(left, right, judgement, f"rule:atlas {self.version}", max(feature.value, 0.0), (feature,))

    def _two_known(self, a: Known, b: Known) -> tuple[Judgement, Feature]:
        if a.name == b.name:
            return Judgement.SAME, Feature("known", 1.0, f"Both are names of {a.name}.")
        sentence = f"{a.name} and {b.name} are known as two."
        for unit, above in ((a, b), (b, a)):
            if isinstance(unit, Organisation) and above.name in self._atlas.parents(unit.name):
                sentence = f"{unit.name} belongs to {above.name}, but is not the same."
        return Judgement.DIFFERENT, Feature("known", -1.0, sentence)

    def known(self, name: str, entity_type: EntityType) -> Known | None:
        """What the atlas has under the name; it has no persons."""
        match entity_type:
            case "org":
                return self._atlas.org(name) or self._atlas.org(_LEADING_THE.sub("", name))
            case "facility":
                return self._atlas.facility(name)
            case "product":
                return self._atlas.product(name)
            case "person":
                return None


def _one_stem(a: Named, b: Named) -> bool:
    """Whether one name is the other with a loose last word: Zorblax, Zorblax AI; not Zorblax AI, Zorblax Group."""
    stems = {stem(a.name), stem(b.name)}
    return len(stems) == 1 and len(next(iter(stems))) >= 3 and not stems.isdisjoint((a.node.key, b.node.key))
