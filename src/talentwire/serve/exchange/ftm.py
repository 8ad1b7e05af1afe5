"""Facts as FollowTheMoney entities, a line of JSON each: https://followthemoney.tech

An edge of FollowTheMoney says that something is so. It is made of what is believed to have happened and is not
contested; the rest of the ledger, with every rumour and denial, comes as notes on whom they concern, with the status
in the first word. Ids follow from those of the ledger, and are the same in every export.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any, Final

from talentwire.analyse.exchange.relations import Relation, Tie, relations
from talentwire.analyse.exchange.sourced import Sourced
from talentwire.analyse.facts.fact import Witness
from talentwire.model.document import digest
from talentwire.model.entities import Entity
from talentwire.record.answers import Entry
from talentwire.serve.exchange import told
from talentwire.serve.exchange.told import MOST, Seen

Json = dict[str, Any]

_LANGUAGES: Final = {
    "ar": "ara", "cs": "ces", "da": "dan", "de": "deu", "el": "ell", "en": "eng", "es": "spa", "fi": "fin", "fr": "fra",
    "he": "heb", "hi": "hin", "hu": "hun", "it": "ita", "ja": "jpn", "ko": "kor", "nl": "nld", "no": "nor", "pl": "pol",
    "pt": "por", "ro": "ron", "ru": "rus", "sv": "swe", "tr": "tur", "uk": "ukr", "zh": "zho",
}  # fmt: skip
"""ISO 639-1 to ISO 639-3, which FollowTheMoney writes."""
_SCHEMATA: Final = {"person": "Person", "org": "Organization", "facility": "Asset", "product": "Asset"}
_EDGES: Final = {
    Tie.JOB: ("Employment", "employee", "employer"),
    Tie.BOARD: ("Directorship", "director", "organization"),
    Tie.FOUNDER: ("Membership", "member", "organization"),
    Tie.REPORTS: ("UnknownLink", "subject", "object"),
    Tie.OWNS: ("Ownership", "owner", "asset"),
    Tie.BOUGHT: ("Ownership", "owner", "asset"),
    Tie.FUNDS: ("Ownership", "owner", "asset"),
    Tie.LENDS: ("Debt", "creditor", "debtor"),
    Tie.DEALS: ("UnknownLink", "subject", "object"),
}
_ORG: Final = frozenset({"employer", "organization"})
"""Ends of an edge at which no person may stand."""


def write(facts: Iterable[Sourced], out: IO[bytes]) -> int:
    """Write facts as entities, a line each; how many facts there were."""
    count, seen = 0, Seen()
    for one in facts:
        for entity in _entities(one, seen):
            out.write(json.dumps(entity, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
        count += 1
    return count


def _entities(sourced: Sourced, seen: Seen) -> Iterator[Json]:
    edges = [(number, one) for number, one in enumerate(relations(sourced.fact), 1) if _fits(one, sourced)]
    for bought in {one.object for _, one in edges if _EDGES[one.tie][2] == "asset"}:
        yield from _owned(sourced.entities[bought], seen)
    yield from map(_entity, seen.entities(sourced))
    yield from map(_article, seen.documents(sourced))
    yield from (_edge(number, one, sourced) for number, one in edges)
    if not edges:
        yield _note(sourced)
    elif sourced.fact.deniers:
        yield _denial(sourced)


def _fits(one: Relation, sourced: Sourced) -> bool:
    """Whether both ends are such as the edge is for."""
    types = {id_: entity.type for id_, entity in sourced.entities.items()}
    ends = (types.get(one.subject), types.get(one.object))
    return None not in ends and (ends[1] == "org" or _EDGES[one.tie][2] not in ("asset", *_ORG, "debtor"))


def _owned(entity: Entity, seen: Seen) -> Iterator[Json]:
    """An organisation that somebody owns a part of is a company, also where it was written as less before."""
    if entity.type == "org" and seen.new(f"company {entity.id}"):
        seen.new(entity.id)
        yield {**_entity(entity), "schema": "Company"}


def _entity(entity: Entity) -> Json:
    names = {"name": [entity.name[:MOST]], "alias": [alias[:MOST] for alias in entity.aliases]}
    return _made(_of(entity.id), _SCHEMATA[entity.type], names)


def _article(entry: Entry) -> Json:
    return _made(_document(entry), "Article", {
        "title": [(entry.document_title or entry.document_id)[:MOST]],
        "fileName": [entry.document_id[:MOST]],
        "sourceUrl": [told.address(entry.url)],
        "publisher": [entry.outlet],
        "publishedAt": [entry.document_date],
        "language": [_LANGUAGES.get(entry.lang or "")],
    })  # fmt: skip


def _edge(number: int, one: Relation, sourced: Sourced) -> Json:
    schema, subject, object_ = _EDGES[one.tie]
    fact = sourced.fact
    role = one.role or (str(one.tie) if one.tie not in (Tie.JOB, Tie.BOARD) else "")
    if one.tie is Tie.REPORTS:
        role = str(one.tie)
    properties: Json = {
        subject: [_of(one.subject)],
        object_: [_of(one.object)],
        "startDate": [one.start],
        "endDate": [one.end],
        "recordId": [fact.id],
        **_provenance(sourced, fact.supporters),
    }
    if schema != "Debt":
        properties |= {"role": [role], "status": [told.standing(fact)]}
    if schema == "Ownership":
        properties |= {"percentage": [one.percent]}
    return _made(f"tw-fact-{fact.id}-{number}", schema, {**properties, **_money(schema, one)})


def _money(schema: str, one: Relation) -> Json:
    """What was paid, where it is a plain sum; "up to", "at least" and "about" stay in the words."""
    names = {"Ownership": ("sharesValue", "sharesCurrency"), "Debt": ("amount", "currency")}.get(schema)
    if names is None or one.money is None or one.money.bound:
        return {}
    return {names[0]: [one.money.value], names[1]: [one.money.currency]}


def _note(sourced: Sourced) -> Json:
    """A fact that is no edge, with everybody who says so and everybody who denies it."""
    fact = sourced.fact
    return _written(sourced, f"tw-fact-{fact.id}", told.standing(fact), (*fact.supporters, *fact.deniers))


def _denial(sourced: Sourced) -> Json:
    """Who denies what comes as an edge all the same, because it is believed."""
    fact = sourced.fact
    return _written(sourced, f"tw-fact-{fact.id}-denied", "denied by some", fact.deniers)


def _written(sourced: Sourced, id_: str, status: str, witnesses: Sequence[Witness]) -> Json:
    name = {"name": [f"{status}: {told.says(sourced)}"[:MOST]], "entity": [_of(one) for one in sourced.entities]}
    return _made(id_, "Note", {**name, **_provenance(sourced, witnesses)})


def _provenance(sourced: Sourced, witnesses: Sequence[Witness]) -> Json:
    """The documents that speak of it, where they can be read, their words, and how the fact was weighed."""
    known = list(sourced.told(witnesses))
    against = sourced.fact.deniers
    return {
        "summary": [f"{told.says(sourced)} [{told.weighed(sourced.fact)}]"],
        "description": [f"{'against it: ' if one in against else ''}{told.words(one, entry)}" for one, entry in known],
        "proof": [_document(entry) for _, entry in known],
        "sourceUrl": [told.address(entry.url) for _, entry in known],
        "publisher": [entry.outlet for _, entry in known],
    }


def _made(id_: str, schema: str, properties: Json) -> Json:
    """An entity, its values as texts, each of them once."""
    values = {name: list(dict.fromkeys(str(one) for one in given if one)) for name, given in properties.items()}
    return {"id": id_, "schema": schema, "properties": {name: held for name, held in values.items() if held}}


def _of(entity: str) -> str:
    return f"tw-{entity.partition(':')[0]}-{digest(entity)}"


def _document(entry: Entry) -> str:
    return f"tw-document-{entry.claim.document}"
