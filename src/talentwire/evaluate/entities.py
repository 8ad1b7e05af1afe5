"""The names of gold documents as entities, compared with those that the rules make of them (B-cubed).

In one document a gold name and its aliases mean one entity; from document to document, equal gold names do. What the
alias list of any document puts together may be one; anything else that the rules put together is wrong. An alias that
is itself a gold name in another list is left out: the lists say what a claim may hold (``Google`` for Google DeepMind),
not only what means the same.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from hashlib import sha256
from itertools import product
from pathlib import Path
from typing import Final, NamedTuple

from talentwire.evaluate.figures import Figures
from talentwire.evaluate.gold import Json, read_rows
from talentwire.knowledge.atlas import Atlas
from talentwire.model.claims import KINDS, slots
from talentwire.model.entities import EntityType, Node, Verdict
from talentwire.resolve.identity import Identity
from talentwire.resolve.linker import Linker, Named
from talentwire.resolve.names import name_key

_TYPES: Final[tuple[EntityType, ...]] = ("person", "org", "facility", "product")


class Mention(NamedTuple):
    """A name in a gold document, and the gold name it belongs to there."""

    document: str
    type: EntityType
    gold: str
    name: str


def read_mentions(folders: Iterable[Path]) -> tuple[Mention, ...]:
    """Every name that a claim of a gold document gives to a person, organisation, facility or product, with aliases.

    Raises:
        ReadError: when a folder has no gold file, or it cannot be read.

    """
    found: dict[Mention, None] = {}
    for folder in folders:
        for row in read_rows(folder / "gold.jsonl").values():
            found.update(dict.fromkeys(_mentions(row, f"{folder.name}/{row['doc']}")))
    return tuple(found)


def _mentions(row: Json, document: str) -> Iterator[Mention]:
    aliases: Mapping[str, Iterable[str]] = row.get("aliases") or {}
    for entity_type, name in sorted(set(_typed(row["claims"]))):
        for written in (name, *aliases.get(name, ())):
            yield Mention(document, entity_type, name, written)


def _typed(claims: Iterable[Json]) -> Iterator[tuple[EntityType, str]]:
    for claim in claims:
        for slot in slots(KINDS[claim["type"]]) if claim.get("type") in KINDS else ():
            values = claim.get(slot.name) or ()
            if slot.type in ("person", "org", "facility", "product"):
                yield from ((slot.type, name) for name in ([values] if isinstance(values, str) else values))


def judge_entities(mentions: Iterable[Mention], atlas: Atlas) -> tuple[Figures, ...]:
    """B-cubed precision and recall of all names and by type, the names linked in the order in which they come."""
    mentions = tuple(mentions)
    linked = _linked(mentions, Linker(atlas))
    connected = _connected(mentions)
    keys = {mention: (mention.type, name_key(mention.name, mention.type)) for mention in mentions}
    gold = {mention: (mention.type, name_key(mention.gold, mention.type)) for mention in mentions}
    others = frozenset(gold.values())
    mentions = tuple(one for one in mentions if keys[one] == gold[one] or keys[one] not in others)
    found = _classes({mention: linked[mention] for mention in mentions})
    wanted = _classes({mention: gold[mention] for mention in mentions})
    rows: dict[str, list[tuple[float, float]]] = {"all": []}
    for mention in mentions:
        together = found[mention]
        right = sum(other in wanted[mention] or (keys[other], keys[mention]) in connected for other in together) / len(
            together
        )
        whole = len(together & wanted[mention]) / len(wanted[mention])
        for group in ("all", mention.type):
            rows.setdefault(group, []).append((right, whole))
    return tuple(
        Figures(group, len(rows[group]), *(sum(column) / len(rows[group]) for column in zip(*rows[group], strict=True)))
        for group in ("all", *_TYPES)
        if rows.get(group)
    )


def _linked(mentions: Iterable[Mention], linker: Linker) -> Mapping[Mention, Node]:
    """For every mention the first node of the entity that the rules see in it."""
    named = {mention: Named(_node(mention, linker), mention.name) for mention in mentions}
    names = dict.fromkeys(Named(one.node.name, one.name) for one in named.values())
    documents: dict[str, list[Named]] = defaultdict(list)
    for mention, one in named.items():
        documents[mention.document].append(one)
    verdicts = [*_judged(names, linker), *(v for local in documents.values() for v in linker.within(local))]
    identity = Identity.of((one.node for one in named.values()), verdicts)
    return {mention: min(identity.group(one.node)) for mention, one in named.items()}


def _node(mention: Mention, linker: Linker) -> Node:
    digest = sha256(mention.document.encode()).hexdigest()[:32]
    return Node(mention.type, linker.key(mention.name, mention.type), digest)


def _judged(names: Iterable[Named], linker: Linker) -> Iterator[Verdict]:
    """What the linker says when the names come one after another."""
    seen: dict[str, list[Named]] = defaultdict(list)
    for new in names:
        keys = linker.blocks(new)
        yield from linker.judge(new, dict.fromkeys(other for key in keys for other in seen[key]))
        for key in keys:
            seen[key].append(new)


def _classes(of: Mapping[Mention, Hashable]) -> dict[Mention, frozenset[Mention]]:
    members: dict[Hashable, set[Mention]] = defaultdict(set)
    for mention, group in of.items():
        members[group].add(mention)
    frozen = {group: frozenset(found) for group, found in members.items()}
    return {mention: frozen[group] for mention, group in of.items()}


def _connected(mentions: Iterable[Mention]) -> frozenset[tuple[Hashable, Hashable]]:
    """The pairs of names that stand together in the list of some document."""
    lists: dict[tuple[str, str, str], set[Hashable]] = defaultdict(set)
    for mention in mentions:
        keys = {(mention.type, name_key(name, mention.type)) for name in (mention.name, mention.gold)}
        lists[mention.document, mention.type, mention.gold] |= keys
    return frozenset(pair for keys in lists.values() for pair in product(keys, keys))
