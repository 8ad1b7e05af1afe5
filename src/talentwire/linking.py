"""Whom the names of a document mean, and which story it tells: worked out when it is recorded, in its transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from talentwire.analyse import stories
from talentwire.analyse.stories import Sketch
from talentwire.lang.folding import romanise
from talentwire.model.claims import Claim, Move, Position, SlotType, filled
from talentwire.model.document import Document
from talentwire.model.entities import EntityType, Node, Party, Verdict
from talentwire.record.around import Around
from talentwire.record.entering import Entering, FoldRow
from talentwire.resolve.identity import Identity
from talentwire.resolve.linker import Linker, Named
from talentwire.resolve.namesakes import Context

_WORDS: Final = 8
_LONGEST: Final = 40
"""Letters of a word by which a name is found."""
_TOLD: Final = 40
"""Claims on a person by which a namesake is told: the last ones."""
_KINDS: Final[dict[SlotType, tuple[EntityType, ...]]] = {
    "person": ("person",),
    "org": ("org",),
    "facility": ("facility",),
    "product": ("product",),
    "party": ("person", "org"),
}
"""What a name in a slot may be the name of."""


@dataclass(frozen=True)
class Prepared:
    """What is made of a document alone.

    Attributes:
        digest: of the document.
        sketch: what copies of it are found by.
        names: every name in its slots, as it is spelled first; as of a person and of an organisation where it may be.
        contexts: what it says of persons, where it puts them with an organisation.

    """

    digest: str
    sketch: Sketch
    names: Mapping[Node, str]
    contexts: Mapping[Node, Context]


@dataclass(frozen=True)
class Link:
    """What is called for every document that is recorded."""

    linker: Linker

    def prepare(self, document: Document, claims: Sequence[Claim]) -> Prepared:
        """What can be made of a document alone, before anything is locked."""
        names: dict[Node, str] = {}
        persons: set[Node] = set()
        for claim in claims:
            types = {slot.name: slot.type for slot, _ in filled(claim.content)}
            for slot, party in claim.parties():
                for kind in _KINDS[types.get(slot, "party")]:
                    names.setdefault(Node(kind, self.linker.key(party.name, kind)), party.name)
            persons.update(Node("person", self.linker.key(party.name, "person")) for party in _people(claim))
        day = str(document.date or "")
        contexts = {node: self._context(node, document.digest, day, claims) for node in persons}
        found = {node: context for node, context in contexts.items() if context.employers}
        return Prepared(document.digest, Sketch.of(document, claims), names, found)

    def expect(self, around: Around, prepared: Sequence[Prepared]) -> None:
        """Look up what will be asked around documents that are linked one after the other."""
        names = {node: spelled for one in reversed(prepared) for node, spelled in one.names.items()}
        known = around.known(map(str, names))
        new = [Named(node, spelled) for node, spelled in names.items() if str(node) not in known]
        around.expect_blocks({f"{one.node.type}|{key}" for one in new for key in self.linker.blocks(one)})
        around.expect_told({node for one in prepared for node in one.contexts if str(node) in known}, _TOLD)
        around.expect_sketches((one.sketch.marks for one in prepared), stories.KEPT, stories.COMPARED)

    def __call__(self, entering: Entering) -> None:
        """Judge the document's names and fold it with its copies."""
        prepared = entering.prepared or self.prepare(entering.document, entering.claims)
        self._names(entering, prepared)
        self._story(entering, prepared.sketch)

    def _names(self, entering: Entering, prepared: Prepared) -> None:
        nodes = entering.nodes()
        known = entering.known(nodes)
        for node, spelled in nodes.items():
            if node in known:
                continue
            new = Named(node, spelled)
            blocks = self.linker.blocks(new)
            candidates = [Named(*one) for one in entering.candidates(node, blocks).items()]
            entering.add_name(node, spelled, blocks, _words(spelled))
            entering.judge(self.linker.judge(new, candidates))
        here = [prepared.contexts[node] for node in nodes if node in known and node in prepared.contexts]
        persons = [node for node in nodes if node in known and node in prepared.contexts]
        entering.judge(self._namesakes(entering, dict(zip(persons, here, strict=True))))
        digest = entering.document.digest
        local = [Named(Node(node.type, node.key, digest), spelled) for node, spelled in nodes.items()]
        entering.judge(self.linker.within(local))

    def _namesakes(self, entering: Entering, persons: Mapping[Node, Context]) -> list[Verdict]:
        """Which of the persons whose names are known are other ones here, given what the document says of each."""
        told = {node: self._told(entering, node) for node in persons}
        asked = {node: there for node, there in told.items() if self.linker.may_be_namesake(persons[node], there)}
        contexts = [*asked.values(), *([persons[node]] for node in asked)]
        houses = _houses(entering, {key for some in contexts for one in some for key in one.employers})
        found = []
        for node, elsewhere in asked.items():
            here, *there = (
                replace(one, employers=frozenset(houses[key] for key in one.employers))
                for one in (persons[node], *elsewhere)
            )
            found.append(self.linker.namesake(Node(node.type, node.key, here.document), here, there))
        return [verdict for verdict in found if verdict]

    def _told(self, entering: Entering, node: Node) -> list[Context]:
        """What other documents say of a person."""
        told: dict[str, tuple[str, list[Claim]]] = {}
        for claim, day in entering.told(node, _TOLD):
            told.setdefault(claim.document, (day, []))[1].append(claim)
        return [self._context(node, digest, day, claims) for digest, (day, claims) in told.items()]

    def _context(self, node: Node, digest: str, day: str, claims: Iterable[Claim]) -> Context:
        employers: set[str] = set()
        roles: set[str] = set()
        for claim in claims:
            orgs, held = _work(claim)
            if any(self.linker.key(party.name, "person") == node.key for party in _people(claim)):
                employers.update(self.linker.key(party.name, "org") for party in orgs)
                roles.update(role for role in held if role)
        return Context(digest, day, frozenset(employers), frozenset(roles))

    def _story(self, entering: Entering, sketch: Sketch) -> None:
        if entering.has_sketch():
            return
        near = entering.sketches(stories.BY, sketch.marks, stories.KEPT, stories.COMPARED, Sketch.from_json)
        for other in near:
            if fold := stories.compare(sketch, other):
                row = FoldRow(fold.left, fold.right, fold.kind, fold.part, fold.score)
                entering.add_fold(row, fold.reasons, stories.BY)
        entering.add_sketch(stories.BY, sketch.to_json(), sketch.marks)

    def sketch(self, entering: Entering) -> None:
        """Enter only by what copies of the document are found: it was compared with others before."""
        sketch = Sketch.of(entering.document, entering.claims)
        entering.add_sketch(stories.BY, sketch.to_json(), sketch.marks)


def _houses(entering: Entering, keys: Iterable[str]) -> dict[str, str]:
    """For every key of an organisation the one that stands for all its names."""
    nodes = {key: Node("org", key) for key in keys}
    if not nodes:
        return {}
    identity = Identity.of(nodes.values(), entering.verdicts(nodes.values()))
    return {key: min(identity.group(node)).key for key, node in nodes.items()}


def _words(name: str) -> set[str]:
    """By which somebody may look for a name: each of its words, and all of them as one."""
    words = [word[:_LONGEST] for word in romanise(name).split()]
    return {*words[:_WORDS], "".join(words)[:_LONGEST]}


def _people(claim: Claim) -> tuple[Party, ...]:
    return claim.content.person if isinstance(claim.content, Move | Position) else ()


def _work(claim: Claim) -> tuple[tuple[Party, ...], tuple[str | None, ...]]:
    """The organisations that a claim puts a person with, and the roles."""
    match claim.content:
        case Move() as move:
            return (*move.from_org, *move.to_org), (move.from_role, move.to_role)
        case Position() as position:
            return position.org, (position.role,)
        case _:
            return (), ()
