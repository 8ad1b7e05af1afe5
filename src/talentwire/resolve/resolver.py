"""The resolver: from the names that documents use to the entities they mean.

Nothing is rewritten: the resolver reads the names of a ledger, with how often each occurs, and answers questions. What
decides is, in this order: the same key, what the atlas knows, and the evidence in the names themselves.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Final, NamedTuple, cast

from talentwire.knowledge.atlas import Atlas
from talentwire.knowledge.records import Known, Organisation
from talentwire.lang.folding import fold, romanise
from talentwire.model.entities import Entity, EntityType, Feature, Judgement
from talentwire.resolve.cluster import group_orgs, group_persons
from talentwire.resolve.compare import compare
from talentwire.resolve.names import Name, name_key, plain_key, words_of_person
from talentwire.resolve.score import Score
from talentwire.resolve.spelling import edits

_LEADING_THE: Final = re.compile(r"^the\s+", re.IGNORECASE)
_TYPES: Final[tuple[EntityType, ...]] = ("person", "org", "facility", "product")


class NameRow(NamedTuple):
    """A name as it stands in the slots of claims, its type, and how often it stands there.

    The type may also be ``party``, for slots that hold persons as well as organisations.
    """

    name: str
    type: str
    times: int = 1


class Resolver:
    """Who is meant by a name.

    Args:
        atlas: what is known about organisations, facilities and products.
        rows: every name of the ledger; the entities do not depend on their order.

    """

    def __init__(self, atlas: Atlas, rows: Iterable[NameRow | tuple[str, str, int]] = ()) -> None:
        self._atlas = atlas
        self._seen: dict[EntityType, dict[str, Counter[str]]] = {kind: defaultdict(Counter) for kind in _TYPES}
        given = sorted(NameRow(*row) for row in rows)
        for row in given:
            if row.type != "party":
                self._note(cast(EntityType, row.type), row)
        for row in given:
            if row.type == "party":
                self._note(self._party_type(row.name), row)
        self._entities: dict[tuple[EntityType, str], Entity] = {}
        for kind in _TYPES:
            self._entities.update(self._build(kind))

    @cached_property
    def entities(self) -> tuple[Entity, ...]:
        """Every entity that has a name in the ledger, most frequent first."""
        distinct = {entity.id: entity for entity in self._entities.values()}
        return tuple(sorted(distinct.values(), key=lambda entity: (-self._count[entity.id], entity.id)))

    def resolve(self, name: str, entity_type: str) -> Entity:
        """The entity that a name means; a name never seen, and not in the atlas, is an entity of its own."""
        kind = self._party_type(name) if entity_type == "party" else cast(EntityType, entity_type)
        key = self._key(name, kind)
        return self._entities.get((kind, key)) or self._entity(kind, [key], {key: Counter({name: 1})})

    def find(self, query: str, entity_type: str | None = None) -> list[Entity]:
        """Entities for what a person typed, best first.

        The name itself or an alias; else those with a word that begins like it; else those written nearly so.
        """
        if not fold(query):
            return []
        return self._exact(query, entity_type) or self._beginning(query, entity_type) or self.near(query, entity_type)

    def near(self, query: str, entity_type: str | None = None) -> list[Entity]:
        """Entities with a name, or a word of it, that differs from the query by one letter, or two where it is long."""
        sought = romanise(query).replace(" ", "")
        most = 1 if len(sought) < 6 else 2
        found = []
        for entity, words in self._words.items():
            if entity_type in (None, entity.type):
                distance = min((edits(sought, word, most) for word in words), default=most + 1)
                if distance <= most:
                    found.append((distance, -self._count[entity.id], entity.id, entity))
        return [entity for *_, entity in sorted(found, key=lambda item: item[:3])]

    def with_units(self, entity: Entity) -> tuple[Entity, ...]:
        """The organisation with everything that belongs to it: Google with Google DeepMind; other types alone."""
        units = self._atlas.units_of(entity.name) if entity.type == "org" else ()
        return (entity, *(self.resolve(unit, "org") for unit in units))

    def explain(self, a: str, b: str, entity_type: str = "person") -> Score:
        """Why two names are, may be or are not one: what is known, what the names say, what other names contradict."""
        kind = self._party_type(a) if entity_type == "party" else cast(EntityType, entity_type)
        known = [self._known(name, kind) for name in (a, b)]
        if known[0] and known[1]:
            return self._explain_known(known[0], known[1])
        score = compare(Name(a, kind), Name(b, kind))
        here = [self._entities.get((kind, self._key(name, kind))) for name in (a, b)]
        if None in here:
            return score
        if here[0] == here[1] and score.verdict is not Judgement.SAME:
            reason = Feature("alone", 0.2, "No other name in the ledger contradicts it.")
            return Score(max(score.value, 0.9), Judgement.SAME, (*score.features, reason))
        if here[0] != here[1] and score.verdict is Judgement.SAME:
            reason = Feature("rival", -0.2, "One of them may also be somebody else in the ledger.")
            return Score(min(score.value, 0.85), Judgement.UNSURE, (*score.features, reason))
        return score

    # building

    def _note(self, kind: EntityType, row: NameRow) -> None:
        if row.name.strip():
            self._seen[kind][self._key(row.name, kind)][row.name] += row.times

    def _party_type(self, name: str) -> EntityType:
        if self._atlas.org(name) or name_key(name, "person") not in self._seen["person"]:
            return "org"
        return "person"

    def _known(self, name: str, kind: EntityType) -> Known | None:
        match kind:
            case "org":
                return self._atlas.org(name) or self._atlas.org(_LEADING_THE.sub("", name))
            case "facility":
                return self._atlas.facility(name)
            case "product":
                return self._atlas.product(name)
            case "person":
                return None

    def _key(self, name: str, kind: EntityType) -> str:
        known = self._known(name, kind)
        return plain_key(known.name) if known else name_key(name, kind) or name

    def _build(self, kind: EntityType) -> dict[tuple[EntityType, str], Entity]:
        seen = self._seen[kind]
        shown = {key: self._shown(spellings) for key, spellings in seen.items()}
        groups: list[frozenset[str]] = []
        if kind == "person":
            groups = group_persons(shown)
        elif kind == "org":
            groups = group_orgs({key: name for key, name in shown.items() if not self._known(name, kind)})
        grouped = {key for group in groups for key in group}
        groups += [frozenset((key,)) for key in seen if key not in grouped]
        built = {}
        for group in groups:
            entity = self._entity(kind, sorted(group), seen)
            built.update({(kind, key): entity for key in group})
        return built

    def _entity(self, kind: EntityType, keys: list[str], seen: Mapping[str, Counter[str]]) -> Entity:
        spellings = sum((seen[key] for key in keys), Counter[str]())
        known = next((found for spelling in sorted(spellings) if (found := self._known(spelling, kind))), None)
        name = known.name if known else self._shown(spellings)
        aliases = {*spellings, *(known.aliases if known else ())} - {name}
        return Entity(f"{kind}:{self._key(name, kind)}", kind, name, tuple(sorted(aliases)))

    def _shown(self, spellings: Mapping[str, int]) -> str:
        """The name to show: one the atlas has, no initial, no title, most frequent, Latin, with accents, longest."""
        people = self._atlas.people
        return max(
            spellings, key=lambda name: (name in people, *_fullness(name), spellings[name], *_finish(name), name)
        )

    def _explain_known(self, a: Known, b: Known) -> Score:
        if a.name == b.name:
            return Score(1.0, Judgement.SAME, (Feature("known", 1.0, f"Both are names of {a.name}."),))
        sentence = f"{a.name} and {b.name} are known as two."
        for unit, above in ((a, b), (b, a)):
            if isinstance(unit, Organisation) and above.name in self._atlas.parents(unit.name):
                sentence = f"{unit.name} belongs to {above.name}, but is not the same."
        return Score(0.0, Judgement.DIFFERENT, (Feature("known", -1.0, sentence),))

    # finding

    @cached_property
    def _count(self) -> Counter[str]:
        counts: Counter[str] = Counter()
        for (kind, key), entity in self._entities.items():
            counts[entity.id] += self._seen[kind][key].total()
        return counts

    @cached_property
    def _words(self) -> dict[Entity, frozenset[str]]:
        """For every entity the words of its names, and each name as one word."""
        words: dict[Entity, frozenset[str]] = {}
        for entity in self.entities:
            names = [romanise(name) for name in (entity.name, *entity.aliases)]
            words[entity] = frozenset(part for name in names for part in (*name.split(), name.replace(" ", "")))
        return words

    def _exact(self, query: str, entity_type: str | None) -> list[Entity]:
        found = {}
        for kind in _TYPES:
            if entity_type not in (None, kind):
                continue
            key = self._key(query, kind)
            if (kind, key) in self._entities or self._known(query, kind):
                entity = self.resolve(query, kind)
                found[entity.id] = entity
        return sorted(found.values(), key=lambda entity: (-self._count[entity.id], entity.id))

    def _beginning(self, query: str, entity_type: str | None) -> list[Entity]:
        sought = romanise(query).replace(" ", "")
        return [
            entity
            for entity, words in self._words.items()
            if entity_type in (None, entity.type) and any(word.startswith(sought) for word in words)
        ]


def _fullness(name: str) -> tuple[bool, bool]:
    words = words_of_person(name)
    return len(words) > 1 and not words[0].initial, len(words) == len(romanise(name).split())


def _finish(name: str) -> tuple[bool, int, int]:
    latin = romanise(name) == fold(name)
    accents = len(unicodedata.normalize("NFD", name)) - len(unicodedata.normalize("NFC", name))
    return latin, accents, len(name)
