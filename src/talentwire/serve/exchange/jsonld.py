"""Facts in the vocabulary of schema.org, as JSON-LD: https://schema.org

Every fact is a ``Claim`` with its status, how far it is believed, the passages that say so and, as a ``ClaimReview``
each, the voices that deny it; a saying is a ``Quotation``. Beside them stand plain relations (``EmployeeRole``…) of
what is believed to have happened and is not contested, and of nothing else. The context is part of the file, so
nothing is fetched to read it.
"""

import json
from collections.abc import Iterable, Iterator
from typing import IO, Any, Final
from uuid import NAMESPACE_DNS, uuid5

from talentwire.analyse.exchange.relations import Relation, Tie, plain, relations, settled
from talentwire.analyse.exchange.sourced import Sourced
from talentwire.analyse.facts.fact import Fact, Witness
from talentwire.model.entities import Entity
from talentwire.model.values import Money, PartialDate
from talentwire.record.answers import Entry
from talentwire.serve.exchange import told
from talentwire.serve.exchange.told import MOST, Seen, filled

Json = dict[str, Any]

CONTEXT: Final[Json] = {
    "@vocab": "http://schema.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "url": {"@type": "@id"},
    **{
        name: {"@type": "xsd:date"} for name in ("startDate", "endDate", "datePublished", "dateModified", "releaseDate")
    },
    **{name: {"@type": "xsd:float"} for name in ("ratingValue", "bestRating", "worstRating")},
}
"""As the context of schema.org has it, whose terms are http addresses; here dates and numbers have XSD types."""
_TYPES: Final = {"person": "Person", "org": "Organization", "facility": "Place", "product": "Product"}
_OURS: Final = uuid5(NAMESPACE_DNS, "talentwire")
_SCALE: Final = {"bestRating": 1.0, "worstRating": 0.0}
_TIES: Final = {
    Tie.JOB: ("worksFor", "EmployeeRole"),
    Tie.BOARD: ("memberOf", "OrganizationRole"),
    Tie.BOUGHT: ("parentOrganization", "OrganizationRole"),
}
"""The property from the one to the other, with a role between that says since when."""


def write(facts: Iterable[Sourced], out: IO[bytes]) -> int:
    """Write facts as one graph, a node a line; how many facts there were."""
    count, seen, comma = 0, Seen(), ""
    out.write(f'{{"@context": {_text(CONTEXT)},\n"@graph": ['.encode())
    for one in facts:
        for node in _nodes(one, seen):
            out.write(f"{comma}\n{_text(node)}".encode("utf-8", "replace"))
            comma = ","
        count += 1
    out.write(b"\n]}\n")
    return count


def _text(node: Json) -> str:
    """JSON that may also stand in a page: no text can end the script element around it."""
    return json.dumps(node, ensure_ascii=False).replace("<", "\\u003c")


def _nodes(sourced: Sourced, seen: Seen) -> Iterator[Json]:
    yield from map(_entity, seen.entities(sourced))
    yield from map(_article, seen.documents(sourced))
    if sourced.fact.kind == "quote" and plain(sourced.fact):
        yield _quotation(sourced)
        return
    yield _claim(sourced)
    for number, one in enumerate(relations(sourced.fact), 1):
        yield from _relation(number, one, sourced)
    if plain(sourced.fact):
        yield from _things(sourced)


# ---- whom and what


def _iri(*parts: str) -> str:
    return uuid5(_OURS, " ".join(parts)).urn


def _ref(*parts: str) -> Json:
    return {"@id": _iri(*parts)}


def _entity(one: Entity) -> Json:
    return {
        "@id": _iri("entity", one.id),
        "@type": _TYPES[one.type],
        "identifier": one.id,
        "name": one.name,
        **filled({"alternateName": list(one.aliases)}),
    }


def _article(entry: Entry) -> Json:
    publisher = {"@type": "Organization", "name": entry.outlet} if entry.outlet else None
    return {
        "@id": _iri("document", entry.claim.document),
        "@type": "NewsArticle" if entry.outlet else "Article",
        "identifier": entry.document_id,
        **filled({
            "headline": (entry.document_title or "")[:MOST],
            "url": told.address(entry.url),
            "datePublished": _date(entry.document_date),
            "inLanguage": entry.lang,
            "publisher": publisher,
        }),
    }  # fmt: skip


# ---- what is said of them


def _claim(sourced: Sourced) -> Json:
    fact, text = sourced.fact, told.says(sourced)
    for_it = [_passage(*one) for one in sourced.told(fact.supporters)]
    return {
        "@id": _iri("fact", fact.id),
        "@type": "Claim",
        "identifier": fact.id,
        "name": f"{told.standing(fact)}: {text}"[:MOST],
        "text": text,
        "creativeWorkStatus": told.standing(fact),
        "description": told.weighed(fact),
        "datePublished": str(fact.first_seen),
        "dateModified": str(fact.last_seen),
        **filled({
            "about": [_ref("entity", one) for one in sourced.entities],
            "temporalCoverage": _time(fact),
            "appearance": for_it,
            "firstAppearance": {"@id": for_it[0]["@id"]} if for_it else None,
            "aggregateRating": _rating(fact),
            "review": [_review(sourced, text, *one) for one in sourced.told(fact.deniers)],
        }),
    }  # fmt: skip


def _passage(witness: Witness, entry: Entry) -> Json:
    """The words of a document that say so."""
    return {
        "@id": _iri("claim", witness.claim),
        "@type": "CreativeWork",
        "identifier": witness.claim,
        "text": witness.words,
        "creativeWorkStatus": str(witness.status),
        "isPartOf": _ref("document", entry.claim.document),
        "datePublished": str(witness.day),
        **filled({"author": _voice(witness)}),
    }


def _review(sourced: Sourced, text: str, witness: Witness, entry: Entry) -> Json:
    """A voice that says it is not so, or came to nothing."""
    rating = {"@type": "Rating", "alternateName": str(witness.status), **_SCALE, "ratingValue": 0.0}
    return {
        "@id": _iri("claim", witness.claim),
        "@type": "ClaimReview",
        "identifier": witness.claim,
        "itemReviewed": _ref("fact", sourced.fact.id),
        "claimReviewed": text,
        "reviewBody": witness.words,
        "reviewRating": rating,
        "isBasedOn": _ref("document", entry.claim.document),
        "datePublished": str(witness.day),
        **filled({"author": _voice(witness)}),
    }


def _voice(witness: Witness) -> Json | None:
    """Whoever says so, where a document names them or its outlet is known."""
    if witness.by:
        return {"@type": _TYPES.get(witness.by.partition(":")[0], "Organization"), "name": witness.who}
    return {"@type": "Organization", "name": witness.outlet} if witness.outlet else None


def _rating(fact: Fact) -> Json | None:
    """How far it is believed, by how many independent stories."""
    if not fact.stories:
        return None
    return {
        "@type": "AggregateRating",
        "description": "how far it is believed, from 0 to 1; weighed by rules, not a frequency",
        **_SCALE,
        "ratingValue": round(fact.confidence.value, 4),
        "ratingCount": fact.stories,
    }


def _quotation(sourced: Sourced) -> Json:
    fact = sourced.fact
    first = next(sourced.told(fact.supporters), None)
    speaker = settled(fact, "speaker")
    return {
        "@id": _iri("fact", fact.id),
        "@type": "Quotation",
        "identifier": fact.id,
        "creativeWorkStatus": told.standing(fact),
        "description": told.weighed(fact),
        **filled({
            "text": first[0].words if first else None,
            "datePublished": str(first[0].day) if first else None,
            "creator": _ref("entity", speaker) if speaker else None,
            "isPartOf": [_ref("document", entry.claim.document) for _, entry in sourced.told(fact.supporters)],
        }),
    }  # fmt: skip


def _time(fact: Fact) -> str | None:
    """When it held or happened, as ISO 8601 has it."""
    if fact.holds and (fact.holds.start or fact.holds.end):
        return f"{fact.holds.start or '..'}/{fact.holds.end or '..'}"
    day = settled(fact, "date")
    return str(day) if isinstance(day, PartialDate) else None


# ---- what is so


def _relation(number: int, one: Relation, sourced: Sourced) -> Iterator[Json]:
    subject, object_ = _ref("entity", one.subject), _ref("entity", one.object)
    source = {"subjectOf": _ref("fact", sourced.fact.id)}
    if one.tie in _TIES:
        way, kind = _TIES[one.tie]
        if one.tie is Tie.BOUGHT:
            subject, object_ = object_, subject
        role = {"roleName": one.role if one.tie is not Tie.BOUGHT else "", **_since(one)}
        yield {**subject, way: {"@id": _iri("role", sourced.fact.id, str(number)), "@type": kind,
                                **filled(role), way: object_, **source}}  # fmt: skip
    elif one.tie is Tie.FOUNDER:
        yield {**object_, "founder": subject}
    elif one.tie is Tie.FUNDS and one.role != "existing shares":  # those are paid to whoever held them
        yield {"@id": _iri("money", sourced.fact.id, str(number)), "@type": "PayAction", "agent": subject,
               "recipient": object_, **_price(one.money), **source}  # fmt: skip


def _since(one: Relation) -> Json:
    return {"startDate": _date(one.start), "endDate": _date(one.end)}


def _things(sourced: Sourced) -> Iterator[Json]:
    """Products that were launched."""
    fact = sourced.fact
    product, org = settled(fact, "product"), settled(fact, "org")
    if fact.kind == "release" and product and settled(fact, "event") == "launch":
        maker = {"manufacturer": _ref("entity", org) if org else None, "releaseDate": _date(settled(fact, "date"))}
        yield {**_ref("entity", product), **filled(maker), "subjectOf": _ref("fact", fact.id)}


def _price(money: Money | None) -> Json:
    """A plain sum; "up to", "at least" and "about" stay in the words of the claim."""
    return {"price": str(money.value), "priceCurrency": money.currency} if money and not money.bound else {}


def _date(day: PartialDate | None) -> str | Json | None:
    """A day, or a month or year with the type that says so."""
    if day is None or day.day:
        return str(day) if day else None
    return {"@value": str(day), "@type": "xsd:gYearMonth" if day.month else "xsd:gYear"}
