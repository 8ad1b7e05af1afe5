"""JSON-LD, checked against the vocabulary of schema.org without a network."""

import io
import json
from typing import Any

import pytest
import schema_org
from rdflib import RDF

from talentwire.api import Talentwire
from talentwire.record.answers import ClaimFilter
from talentwire.serve.exchange import jsonld

Node = dict[str, Any]
S = schema_org.S


def exported(wire: Talentwire, wanted: ClaimFilter | None = None) -> str:
    out = io.BytesIO()
    with wire.exports.facts(wanted) as facts:
        jsonld.write(facts, out)
    return out.getvalue().decode()


@pytest.fixture
def text(wire: Talentwire) -> str:
    return exported(wire)


@pytest.fixture
def nodes(text: str) -> list[Node]:
    found: list[Node] = json.loads(text)["@graph"]
    return found


def claim(nodes: list[Node], words: str) -> Node:
    (found,) = [one for one in nodes if one.get("@type") == "Claim" and one["text"] == words]
    return found


def test_it_is_of_the_vocabulary(text: str) -> None:
    assert schema_org.faults(text) == []


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ('"worksFor"', '"worksFore"', "worksFore is no property"),
        ('"EmployeeRole"', '"EmployeeRoles"', "no such type"),
        ('"@type": "Person"', '"@type": "Place"', "ClassConstraintComponent"),
        ('"datePublished": "2026', '"datePublished": "in 2026', "OrConstraintComponent"),
        ('"itemReviewed"', '"manufacturer"', "manufacturer is no property"),
    ],
)
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_the_check_finds_what_is_wrong(text: str, before: str, after: str, fault: str) -> None:
    assert before in text
    assert fault in "\n".join(schema_org.faults(text.replace(before, after)))


def test_nothing_is_fetched_to_read_it(text: str) -> None:
    context = json.loads(text)["@context"]
    assert isinstance(context, dict)
    assert not any(key in context for key in ("@import", "@base"))
    people = set(schema_org.read(text).subjects(RDF.type, S.Person))
    assert len(people) == 7


def test_only_what_is_believed_is_a_relation(text: str) -> None:
    graph = schema_org.read(text)
    told = {
        (str(graph.value(one, S.name)), str(graph.value(end, S.name)))
        for way in (S.worksFor, S.memberOf, S.parentOrganization)
        for one, role in graph.subject_objects(way)
        for end in graph.objects(role, way)
    }
    assert ("Ada Brandt", "Brumelune") in told
    assert ("Glasmoor", "Thornsea") in told
    assert ("Gus Holm", "Brumelune") in told
    assert not {"Ida Jung", "Kai Lang", "Moritz Nagel"} & {one for pair in told for one in pair}
    assert ("Brumelune", "Larkmoor") not in told


def test_a_rumour_is_a_claim_with_its_status(nodes: list[Node]) -> None:
    rumour = claim(nodes, "Ida Jung: Thornsea → Brumelune")
    assert (rumour["creativeWorkStatus"], rumour["name"][:9]) == ("rumoured", "rumoured:")
    assert rumour["aggregateRating"]["ratingValue"] < 0.5
    (passage,) = rumour["appearance"]
    assert (passage["text"], passage["author"]["name"]) == ("Sentence 2.1 says so.", "Wire & Sons")
    assert rumour["firstAppearance"] == {"@id": passage["@id"]}


def test_a_denial_is_a_review_by_whoever_denies(nodes: list[Node]) -> None:
    (review,) = claim(nodes, "Thornsea buys Glasmoor for EUR 420m")["review"]
    assert review["author"] == {"@type": "Organization", "name": "Glasmoor"}
    assert (review["reviewBody"], review["reviewRating"]["alternateName"]) == ("Sentence 3.0 says so.", "denied")
    denied = claim(nodes, "Larkmoor buys Brumelune")
    assert (denied["creativeWorkStatus"], "appearance" in denied) == ("denied", False)


def test_dates_that_are_known_by_month_stay_months(nodes: list[Node]) -> None:
    bought = next(one for one in nodes if "parentOrganization" in one)["parentOrganization"]
    assert bought["startDate"] == {"@value": "2026-05", "@type": "xsd:gYearMonth"}


def test_sayings_launches_and_money_come_as_what_they_are(nodes: list[Node]) -> None:
    (said,) = [one for one in nodes if one.get("@type") == "Quotation"]
    assert said["text"] == "Sentence 1.5 says so."
    (product,) = [one for one in nodes if "releaseDate" in one]
    assert product["releaseDate"] == "2026-06-01"
    (paid,) = [one for one in nodes if one.get("@type") == "PayAction"]
    assert (paid["price"], paid["priceCurrency"]) == ("420000000", "EUR")


def test_no_text_ends_the_script_around_it(text: str) -> None:
    assert "onerror" in text
    assert "<" not in text
    assert "javascript:" not in text


def test_filters_and_moments_are_those_of_other_exports(wire: Talentwire) -> None:
    claims = [one for one in json.loads(exported(wire, ClaimFilter(kind="deal", limit=2)))["@graph"] if "text" in one]
    assert [one["identifier"] for one in claims] == [one.id for one in wire.facts(ClaimFilter(kind="deal", limit=2))]
    assert json.loads(exported(wire, ClaimFilter(lang="de")))["@graph"] == []
