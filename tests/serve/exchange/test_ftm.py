"""FollowTheMoney entities, checked with the library of that project."""

import io
import json
from collections import Counter
from typing import Any

import pytest
from followthemoney import model

from talentwire.api import Talentwire
from talentwire.record.answers import ClaimFilter
from talentwire.serve.exchange import ftm

EDGES = ("Employment", "Directorship", "Ownership", "Membership", "UnknownLink", "Debt")
Entity = dict[str, Any]


def exported(wire: Talentwire, wanted: ClaimFilter | None = None) -> list[Entity]:
    out = io.BytesIO()
    with wire.exports.facts(wanted) as facts:
        ftm.write(facts, out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.fixture
def entities(wire: Talentwire) -> list[Entity]:
    return exported(wire)


def by_schema(entities: list[Entity], schema: str) -> list[dict[str, list[str]]]:
    return [one["properties"] for one in entities if one["schema"] == schema]


def test_every_entity_is_valid_and_loses_nothing_when_it_is_cleaned(entities: list[Entity]) -> None:
    for one in entities:
        schema = model.get(one["schema"])
        assert schema is not None
        assert schema.validate(one) is None
        clean = model.get_proxy(one, cleaned=False).to_dict()
        assert {n: sorted(v) for n, v in clean["properties"].items()} == {
            n: sorted(v) for n, v in one["properties"].items()
        }


def test_every_reference_is_in_the_file_and_of_the_kind_that_is_asked_for(entities: list[Entity]) -> None:
    known = {one["id"]: model[one["schema"]] for one in entities}
    for one in entities:
        for name, value in model.get_proxy(one).itervalues():
            if name.range is not None:
                assert known[value].is_a(name.range), (one, name)


def test_ids_are_unique_but_for_a_company_that_was_an_organisation(entities: list[Entity]) -> None:
    again = [id_ for id_, times in Counter(one["id"] for one in entities).items() if times > 1]
    for id_ in again:
        assert [one["schema"] for one in entities if one["id"] == id_] == ["Organization", "Company"]


def test_only_what_is_believed_is_an_edge(entities: list[Entity]) -> None:
    names = {one["id"]: one["properties"].get("name", [""])[0] for one in entities}
    ends = {
        frozenset(names.get(value, "") for values in one["properties"].values() for value in values) - {""}
        for one in entities if one["schema"] in EDGES
    }  # fmt: skip
    assert {"Ada Brandt", "Brumelune"} in ends
    assert {"Thornsea", "Glasmoor"} in ends
    for person in ("Ida Jung", "Kai Lang", "Moritz Nagel"):
        assert not any(person in pair for pair in ends)
    assert {"Larkmoor", "Brumelune"} not in ends


def test_rumours_and_denials_are_notes_that_begin_with_their_status(entities: list[Entity]) -> None:
    notes = [one["name"][0] for one in by_schema(entities, "Note")]
    assert "rumoured: Ida Jung: Thornsea → Brumelune" in notes
    assert "planned: Kai Lang: Brumelune → Thornsea" in notes
    assert "denied: Larkmoor buys Brumelune" in notes
    assert "failed: Moritz Nagel: Brumelune → Quintar" in notes


def test_a_denial_stands_beside_what_is_believed_all_the_same(entities: list[Entity]) -> None:
    (bought,) = [one for one in by_schema(entities, "Ownership") if one.get("role") == ["acquisition"]]
    assert "against it: Glasmoor (2026-06-05)" in bought["summary"][0]
    (note,) = [one for one in by_schema(entities, "Note") if one["name"][0].startswith("denied by some")]
    assert note["name"] == ["denied by some: Thornsea buys Glasmoor for EUR 420m"]
    assert note["description"] == ["against it: «Sentence 3.0 says so.» (doc-3, 2026-06-05)"]


def test_edges_carry_dates_provenance_and_words(entities: list[Entity]) -> None:
    documents = {one["id"]: one["properties"] for one in entities if one["schema"] == "Article"}
    (job,) = [
        one for one in by_schema(entities, "Employment") if one.get("role") == ["head of data"] and "startDate" in one
    ]
    assert job["status"] == ["reported"]
    assert job["publisher"] == ["Daily Ledger", "Wire & Sons"]
    assert job["sourceUrl"] == ["https://daily.example/1"]
    assert "«Sentence 1.0 says so.» (Daily Ledger, 2026-06-01)" in job["description"]
    assert {documents[one]["publishedAt"][0] for one in job["proof"]} == {"2026-06-01", "2026-06-03"}
    assert all(documents[one]["language"] == ["eng"] for one in job["proof"])


def test_shares_and_sums_are_plain_or_left_in_the_words(entities: list[Entity]) -> None:
    owned = {one.get("percentage", [""])[0]: one for one in by_schema(entities, "Ownership")}
    assert "15" in owned
    (funded,) = [one for one in by_schema(entities, "Ownership") if one.get("role") == ["new money"]]
    assert (funded["sharesValue"], funded["sharesCurrency"]) == (["420000000"], ["EUR"])
    (debt,) = by_schema(entities, "Debt")
    assert "amount" not in debt
    assert "≤ EUR 420m" in debt["summary"][0]


def test_an_address_that_is_no_web_address_is_left_out(entities: list[Entity]) -> None:
    assert "javascript" not in json.dumps(entities)


def test_ids_are_the_same_in_every_export(wire: Talentwire, entities: list[Entity]) -> None:
    part = exported(wire, ClaimFilter(person="Ada Brandt"))
    assert 0 < len(part) < len(entities)
    assert {one["id"] for one in part} <= {one["id"] for one in entities}
