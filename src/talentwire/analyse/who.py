"""Whom the names in a ledger mean, as of a moment: by the judgements on them, and what is known of organisations."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from functools import cached_property
from typing import Final

from talentwire.errors import NotFoundError
from talentwire.knowledge.atlas import Atlas
from talentwire.lang.folding import fold, romanise
from talentwire.model.entities import Entity, EntityType, Judgement, Node, Party
from talentwire.record.answers import Entry, Judged, Meant, Moment, Spelled
from talentwire.record.links import Links
from talentwire.resolve.identity import Identity
from talentwire.resolve.linker import Linker, Named
from talentwire.resolve.shown import shown
from talentwire.resolve.spelling import edits

_KINDS: Final[tuple[EntityType, ...]] = ("person", "org", "facility", "product")


class Who:
    """Whom names mean.

    What is asked of once is kept: an object of this class is for one state of a ledger.

    Args:
        links: of the ledger.
        atlas: what is known about organisations, facilities and products.
        as_of: the moment; None is now.

    """

    def __init__(self, links: Links, atlas: Atlas, as_of: Moment | None = None) -> None:
        self._links = links
        self._atlas = atlas
        self.as_of = as_of
        self.linker = Linker(atlas)
        self._groups: dict[Node, frozenset[Node]] = {}
        self._local: dict[Node, set[Node]] = defaultdict(set)
        self._entities: dict[frozenset[Node], Entity] = {}
        self._by_id: dict[str, frozenset[Node]] = {}
        self._spelled: dict[Node, Counter[str]] = {}
        self._whole: set[Node] = set()
        """Names of which every spelling was counted."""

    def learn(self, nodes: Iterable[Node]) -> None:
        """Look up many names at once: whom they mean, and how else those are called."""
        fresh = {name for node in nodes if (name := node.name) not in self._groups}
        if fresh:
            judged = self._links.verdicts(fresh, self.as_of)
            noted = self._note(fresh, judged, _tied(fresh, judged))
            named = {name for node in noted if (name := node.name) not in self._spelled}
            self._count(named, self._links.first_spelled(named, self.as_of))

    def learn_all(self) -> None:
        """Look up every name of the ledger."""
        self._note(self._links.all_names(self.as_of), self._links.verdicts(None, self.as_of), None)
        self._spelled.clear()
        self._entities.clear()  # other spellings may be shown now
        self._whole = {node.name for node in self._groups}
        self._count(self._whole, self._links.spelled(None, self.as_of))

    def _note(self, nodes: Iterable[Node], judged: Iterable[Judged], tied: Collection[Node] | None) -> list[Node]:
        """Keep whom names mean, of those of which every judgement is at hand, or of all; which they are."""
        noted: list[Node] = []
        for group in Identity.of(nodes, [one.verdict for one in judged]).groups():
            if tied is not None and next(iter(group)).name not in tied:
                continue  # told apart from one that was asked for; whom else it means was not looked up
            noted += group
            self._groups.update(dict.fromkeys(group, group))
            for node in group:
                if node.document:
                    self._local[node.name].add(node)
        return noted

    def _count(self, named: Collection[Node], found: Iterable[Spelled]) -> None:
        self._spelled.update((node, Counter()) for node in named)
        for one in found:
            if one.node in named:
                self._spelled[one.node][one.name] += one.times

    def learn_entries(self, entries: Iterable[Entry]) -> None:
        """Look up every name in the slots of entries."""
        self.learn(node for entry in entries for nodes in entry.nodes.values() for node in nodes)

    def group(self, node: Node) -> frozenset[Node]:
        """All names that mean whom this one means."""
        found = self._groups.get(node) or self._groups.get(node.name)
        if not found:
            self.learn((node,))
            found = self._groups.get(node) or self._groups.get(node.name)
        return found or frozenset((node.name,))

    def entity(self, node: Node) -> Entity:
        """Whom a name means, in its document or in the whole ledger."""
        group = self.group(node)
        if group not in self._entities:
            self._keep(group, self._entity(group))
        return self._entities[group]

    def _keep(self, group: frozenset[Node], entity: Entity) -> None:
        self._entities[group] = entity
        self._by_id[entity.id] = group

    def means(self, entry: Entry, party: Party, ids: Collection[str], kind: EntityType) -> bool:
        """Whether a name in an entry means one of the entities, by their ids; also a name in a slot of words."""
        nodes = [node for node, one in entry.named() if one == party]
        if not nodes and (key := self.linker.key(party.name, kind)):
            nodes = [Node(kind, key, entry.claim.document)]
        return any(self.entity(node).id in ids for node in nodes if node.type == kind)

    def named(self, name: str, kind: EntityType) -> Entity:
        """Whom a name means that somebody typed, whether or not the ledger has it."""
        node = self._node(name, kind)
        self.learn((node,))
        if not self._spelled.get(node) and len(self.group(node)) == 1:
            return self._plain(node, name)
        return self.entity(node)

    def by_ids(self, ids: Iterable[str]) -> list[Entity]:
        """The entities of these ids among those that were looked up."""
        return [self.entity(min(self._by_id[one])) for one in ids if one in self._by_id]

    def meant(self, entities: Iterable[Entity]) -> Meant:
        """Everything by which entities of this object are named, for asking the ledger."""
        nodes = {node for entity in entities for node in self._by_id[entity.id]}
        apart = {local for node in nodes if not node.document for local in self._local[node] if local not in nodes}
        alone = {node for node in nodes if not node.document or node.name not in nodes}
        return Meant(frozenset(alone), frozenset(apart))

    def family(self, entity: Entity) -> tuple[Entity, ...]:
        """The organisation with everything that belongs to it: Google with Google DeepMind; other types alone."""
        units = self._atlas.units_of(entity.name) if entity.type == "org" else ()
        return (entity, *(self.named(unit, "org") for unit in units))

    def has(self, entity: Entity) -> bool:
        """Whether the ledger names it."""
        return self.times(entity) > 0

    def times(self, entity: Entity) -> int:
        """In how many slots it is named, counted up to a few for each of its names."""
        return self._counted(self._by_id[entity.id]).total()

    def spellings(self, entity: Entity) -> Counter[str]:
        """How often the ledger has each of its names."""
        names = {node.name for node in self._by_id[entity.id]}
        found = self._links.spelled(names, self.as_of) if names - self._whole else ()
        return _sum(Counter({one.name: one.times}) for one in found) or self._counted(names)

    def _counted(self, nodes: Iterable[Node]) -> Counter[str]:
        return _sum(self._spelled.get(node, Counter()) for node in sorted({node.name for node in nodes}))

    def ask(self, name: str, kind: EntityType) -> Entity:
        """Who is meant by what somebody typed.

        Raises:
            NotFoundError: when nobody is, or several may be; the text says who may be meant.

        """
        entity = self.named(name, kind)
        if self.has(entity) or any(self.has(unit) for unit in self.family(entity)[1:]):
            return entity
        begun, near = self._beginning(name, kind), self._near(name, kind)
        if len(begun) == 1:
            return begun[0]
        what = "organisation" if kind == "org" else kind
        hint = f"; did you mean {_or([one.name for one in (begun or near)[:4]])}?" if begun or near else ""
        raise NotFoundError(f"the ledger knows no {what} called {name!r}{hint}")

    def find(self, name: str) -> list[Entity]:
        """Whoever may be meant by what somebody typed: by the name itself, by its beginning, or nearly so."""
        exact = [self.named(name, kind) for kind in _KINDS if fold(name)]
        found = [one for one in exact if self.has(one)]
        for look in (self._beginning, self._near):
            found = found or [one for kind in _KINDS for one in look(name, kind)]
        return sorted(found, key=lambda one: (-self.times(one), one.id))

    # inside

    def _node(self, name: str, kind: EntityType) -> Node:
        return Node(kind, self.linker.key(name, kind))

    def _entity(self, group: frozenset[Node]) -> Entity:
        first = min(group, key=lambda node: (bool(node.document), node))
        spellings = self._counted(group)
        known = next(
            (one for name in sorted(spellings) or (first.key,) if (one := self._known(name, first.type))), None
        )
        name = known or (shown(spellings, self._atlas.people) if spellings else first.key)
        aliases = {*spellings, *self._aliases(known, first.type)} - {name}
        where = f"@{first.document[:8]}" if first.document else ""
        return Entity(f"{first.type}:{first.key}{where}", first.type, name, tuple(sorted(aliases)))

    def _plain(self, node: Node, name: str) -> Entity:
        """An entity for a name that the ledger has not."""
        known = self._known(name, node.type)
        entity = Entity(f"{node.type}:{node.key}", node.type, known or name)
        self._keep(frozenset((node,)), entity)
        return entity

    def _known(self, name: str, kind: EntityType) -> str | None:
        known = self.linker.known(name, kind)
        return known.name if known else None

    def _aliases(self, name: str | None, kind: EntityType) -> tuple[str, ...]:
        known = self.linker.known(name, kind) if name else None
        return known.aliases if known else ()

    def _beginning(self, name: str, kind: EntityType) -> list[Entity]:
        """Those with a word in a name that begins so, the most frequent first."""
        start = romanise(name).replace(" ", "")
        return self._standing(self._links.beginning(start, (kind,))) if start else []

    def _near(self, name: str, kind: EntityType) -> list[Entity]:
        """Those that a rule would look at, or whose key differs by a letter or two."""
        typed = Named(self._node(name, kind), name)
        found = self._links.near(self.linker.blocks(typed), (kind,))
        others = [Named(node, next(iter(names), node.key)) for node, names in self._spellings(found)]
        judged = {v.left if v.right == typed.node else v.right for v in self.linker.judge(typed, others)
                  if v.judgement is not Judgement.DIFFERENT}  # fmt: skip
        sought = romanise(name).replace(" ", "")
        most = 1 if len(sought) < 6 else 2
        begun = self._links.beginning(sought[:3], (kind,)) if len(sought) > 3 else []
        judged |= {one for one in {*begun, *found} if edits(sought, one.key.replace(" ", ""), most) <= most}
        return self._standing(judged)

    def _spellings(self, nodes: Iterable[Node]) -> list[tuple[Node, Counter[str]]]:
        nodes = list(nodes)
        self.learn(nodes)
        return [(node, self._spelled.get(node.name, Counter())) for node in nodes]

    def _standing(self, nodes: Iterable[Node]) -> list[Entity]:
        nodes = list(nodes)
        self.learn(nodes)
        found = {one.id: one for one in map(self.entity, nodes)}
        return sorted((one for one in found.values() if self.has(one)), key=lambda one: (-self.times(one), one.id))

    @cached_property
    def all(self) -> tuple[Entity, ...]:
        """Everybody and everything that the ledger names, the most frequent first."""
        self.learn_all()
        found = {one.id: one for one in map(self.entity, list(self._spelled))}
        return tuple(sorted((o for o in found.values() if self.has(o)), key=lambda o: (-self.times(o), o.id)))


def _tied(names: Iterable[Node], judged: Iterable[Judged]) -> set[Node]:
    """The names with all that judgements tie to them."""
    near: dict[Node, list[Node]] = defaultdict(list)
    for left, right in ((o.verdict.left.name, o.verdict.right.name) for o in judged if _ties(o)):
        near[left].append(right)
        near[right].append(left)
    found, todo = set(names), list(names)
    while todo:
        fresh = set(near[todo.pop()]) - found
        found |= fresh
        todo += fresh
    return found


def _ties(judged: Judged) -> bool:
    return judged.verdict.judgement is Judgement.SAME


def _sum(counters: Iterable[Counter[str]]) -> Counter[str]:
    """All counts together, those of nothing too."""
    total: Counter[str] = Counter()
    for one in counters:
        total.update(one)
    return total


def _or(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
