"""Whom the names of a document mean, and which story it tells: worked out when it is recorded, in its transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from talentwire.analyse import stories
from talentwire.analyse.stories import Sketch
from talentwire.lang.folding import romanise
from talentwire.model.claims import Claim, Move, Position
from talentwire.model.entities import Node, Party, Verdict
from talentwire.record.entering import Entering, FoldRow
from talentwire.resolve.identity import Identity
from talentwire.resolve.linker import Linker, Named
from talentwire.resolve.namesakes import Context

_WORDS: Final = 8
_LONGEST: Final = 40
"""Letters of a word by which a name is found."""
_TOLD: Final = 40
"""Claims on a person by which a namesake is told: the last ones."""


@dataclass(frozen=True)
class Link:
    """What is called for every document that is recorded."""

    linker: Linker

    def __call__(self, entering: Entering) -> None:
        """Judge the document's names and fold it with its copies."""
        self._names(entering)
        self._story(entering)

    def _names(self, entering: Entering) -> None:
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
        entering.judge(self._namesakes(entering, [node for node in nodes if node in known and node.type == "person"]))
        digest = entering.document.digest
        local = [Named(Node(node.type, node.key, digest), spelled) for node, spelled in nodes.items()]
        entering.judge(self.linker.within(local))

    def _namesakes(self, entering: Entering, persons: Sequence[Node]) -> list[Verdict]:
        """Which of the persons whose names are known are other ones here."""
        told = {node: self._told(entering, node) for node in persons}
        asked = {node: contexts for node, contexts in told.items() if len(contexts) > 1 and contexts[0].employers}
        houses = _houses(entering, {key for contexts in asked.values() for one in contexts for key in one.employers})
        found = []
        for node, contexts in asked.items():
            here, *there = (replace(one, employers=frozenset(houses[key] for key in one.employers)) for one in contexts)
            found.append(self.linker.namesake(Node(node.type, node.key, here.document), here, there))
        return [verdict for verdict in found if verdict]

    def _told(self, entering: Entering, node: Node) -> list[Context]:
        """What this document says of a person, and what others say."""
        told = {entering.document.digest: (str(entering.document.date or ""), list(entering.claims))}
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

    def _story(self, entering: Entering) -> None:
        if entering.has_sketch():
            return
        sketch = Sketch.of(entering.document, entering.claims)
        for other in entering.sketches(stories.BY, sketch.marks, stories.KEPT, stories.COMPARED):
            if fold := stories.compare(sketch, Sketch.from_json(other)):
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
