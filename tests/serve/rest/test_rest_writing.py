"""What programs change: documents handed over, decisions made and undone."""

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from talentwire.api import Talentwire
from talentwire.config import Config

DOCUMENTS = "/api/v1/documents"
TEXT = "Eve Frost joins Cohere from OpenAI."
SIGNED = {"by": "Mara", "reason": "the company says so"}


def decide(client: TestClient, verb: str, **body: Any) -> tuple[int, dict[str, Any]]:
    answer = client.post(f"/api/v1/decisions/{verb}", json={**SIGNED, **body})
    return answer.status_code, answer.json()


def claim_of(client: TestClient, person: str) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/api/v1/claims", params={"person": person}).json()["items"][0]
    return found


def test_a_document_is_recorded_once(client: TestClient) -> None:
    given = {"id": "a", "url": "https://news.example/a", "title": "Eve", "date": "2025-07-15", "text": TEXT}
    first = client.post(DOCUMENTS, json=given)
    assert first.status_code == 200
    assert first.json() == {
        "ids": ["a"], "documents": 1, "known_documents": 0, "claims": 1, "kinds": {"move": 1}, "new": 1, "known": 0,
        "retracted": 0, "refused": 0, "unknown_language": [], "skipped": [], "notes": [], "usage": None,
    }  # fmt: skip
    again = client.post(DOCUMENTS, json=given).json()
    assert (again["ids"], again["documents"], again["known_documents"], again["new"]) == (["a"], 0, 1, 0)
    claim = claim_of(client, "Eve Frost")
    assert (claim["document"], claim["url"], claim["document_date"]) == ("a", given["url"], "2025-07-15")


def test_a_document_without_a_name_has_the_same_one_again(client: TestClient) -> None:
    first, again = (client.post(DOCUMENTS, json={"text": TEXT}).json()["ids"] for _ in range(2))
    assert first == again
    assert client.get(f"{DOCUMENTS}/{first[0]}").json()["text"] == TEXT


def test_bad_documents_are_skipped_with_their_reasons(client: TestClient) -> None:
    bad: list[Any] = [{"title": "none"}, {"text": "  "}, {"text": 5}, 7, None, [], "text", {"text": "PLEASE RAISE"}]
    report = client.post(DOCUMENTS, json=[*bad, {"id": "good", "text": TEXT, "date": "soon"}]).json()
    assert (report["ids"], report["documents"]) == (["good"], 1)
    assert [one["place"] for one in report["skipped"]] == [f"document {number}" for number in range(1, 9)]
    assert report["skipped"][0]["reason"] == 'has no "text"'
    assert "as the text asked" in report["skipped"][-1]["reason"]
    assert "'soon' is none" in report["notes"][0]["text"]


@pytest.mark.parametrize("body", ["{}", "[]", "7", '"text"', "null", '[{"text": ""}]', "[[[[]]]]", str([7] * 101)])
def test_nothing_recorded_is_a_problem(client: TestClient, body: str) -> None:
    answer = client.post(DOCUMENTS, content=body, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert answer.json()["detail"]


@pytest.mark.parametrize("body", ["", "{", "\x00", '{"text": ' + "[" * 100_000, '{"text": ' + "1" * 5_000 + "}"])
def test_a_body_that_is_no_json_is_a_problem(client: TestClient, body: str) -> None:
    answer = client.post(DOCUMENTS, content=body, headers={"Content-Type": "application/json"})
    assert 400 <= answer.status_code < 500


def test_hostile_texts_are_texts(client: TestClient) -> None:
    text = "<script>alert(1)</script> \u202e Eve Frost joins Cohere. \ud800 \x00 =1+1"
    body = json.dumps({"id": "<b>\u202eid\x00", "title": "\ud800", "text": text})
    report = client.post(DOCUMENTS, content=body, headers={"Content-Type": "application/json"}).json()
    assert report["documents"] == 1
    found = client.get(f"{DOCUMENTS}/{report['ids'][0]}").json()
    assert "<script>alert(1)</script>" in found["text"]
    assert len(found["claims"]) == 1


def test_another_site_cannot_hand_anything_over(client: TestClient) -> None:
    answer = client.post(DOCUMENTS, json={"text": TEXT}, headers={"Origin": "http://evil.example"})
    assert answer.status_code == 403
    assert client.get("/api/v1/people/Eve Frost").status_code == 404


def test_two_names_become_one_and_two_again(client: TestClient) -> None:
    status, made = decide(client, "merge", name="Wei Chen", other="Bob Cole")
    assert (status, made["decision"]["verb"], made["decision"]["by"]) == (201, "merge", "Mara")
    assert len(client.get("/api/v1/claims?person=Bob Cole").json()["items"]) == 3
    status, said = decide(client, "split", name="Wei Chen", other="Bob Cole")
    assert status == 409
    assert f"decision {made['decision']['id']}" in said["detail"] or "Mara" in said["detail"]
    status, undone = decide(client, "undo", number=made["decision"]["id"])
    assert (status, undone["undone"]["id"]) == (201, made["decision"]["id"])
    assert len(client.get("/api/v1/claims?person=Bob Cole").json()["items"]) == 1
    assert [one["verb"] for one in client.get("/api/v1/decisions").json()["items"]] == ["undo", "merge"]


def test_claims_are_confirmed_denied_corrected_and_retracted(client: TestClient, config: Config) -> None:
    claim = claim_of(client, "Ada Bell")
    assert decide(client, "confirm", claim=claim["id"])[0] == 201
    assert client.get(f"/api/v1/facts/{claim['id']}").json()["status"] == "confirmed"
    assert decide(client, "deny", claim=claim["id"][:10])[1]["claim"]["id"] == claim["id"]
    status, made = decide(client, "correct", claim=claim["id"], changes={"to_org": "Mistral", "date": "2025-07"})
    assert (status, made["claim"]["to_org"], made["claim"]["date"]) == (201, "Mistral", "2025-07")
    assert decide(client, "retract", claim=made["claim"]["id"])[0] == 201
    assert client.get("/api/v1/people/Ada Bell").json()["sections"] == {}
    assert decide(client, "undo")[0] == 201
    with Talentwire(config) as wire:
        assert [entry.claim.content.to_org[0].name for entry in wire.claims() if entry.id == made["claim"]["id"]] == [
            "Mistral"
        ]


HOSTILE: list[tuple[str, dict[str, Any], int]] = [
    ("merge", {"name": "Wei Chen", "other": "Nobody Known"}, 404),
    ("merge", {"name": "Wei Chen", "other": "OpenAI"}, 422),
    ("merge", {"name": "Wei Chen"}, 422),
    ("merge", {"name": "Wei Chen", "other": "Bob Cole", "document": "none.txt"}, 404),
    ("merge", {"name": "Wei Chen", "other": "Bob Cole", "by": "  "}, 422),
    ("merge", {"name": "Wei Chen", "other": "Bob Cole", "by": "a\x00b"}, 422),
    ("merge", {"name": "Wei Chen", "other": "Bob Cole", "more": 1}, 422),
    ("split", {"name": "Wei Chen"}, 422),
    ("split", {"name": "x" * 2_000, "other": "y"}, 422),
    ("retract", {"claim": "abc"}, 404),
    ("retract", {"claim": "' OR 1=1 --"}, 404),
    ("confirm", {"claim": "f" * 32}, 404),
    ("deny", {"claim": None}, 422),
    ("undo", {"number": 99}, 404),
    ("undo", {"number": 10**30}, 422),
    ("undo", {"number": -1}, 422),
    ("explode", {}, 404),
]


@pytest.mark.parametrize(("verb", "body", "status"), HOSTILE)
def test_decisions_that_make_no_sense(client: TestClient, verb: str, body: dict[str, Any], status: int) -> None:
    found, said = decide(client, verb, **body)
    assert (found, said["status"]) == (status, status), said


@pytest.mark.parametrize("changes", [
    {}, {"colour": "red"}, {"type": "deal"}, {"implicit": 5}, {"optional": True}, {"date": "soon"}, {"status": "sure"},
    {"to_org": {"name": "x"}}, {"to_org": [[["x"]]]}, {"to_org": 5}, {"to_org": [5]}, {"headcount": "many"},
    {"headcount": float("nan")}, {"headcount": float("inf")}, {"headcount": 10**40}, {"headcount": {}},
    {"headcount": [1, 2]}, {"evidence": "words that stand nowhere"}, {"evidence": 5}, {"evidence": None},
    {"to_org": "a\x00b"}, {"to_org": "\ud800"}, {"\ud800": 1}, {"person": None}, {"to_org": "OpenAI"}, {"source": {}},
    {"source": {"a": 1}}, {"source": ["x"]}, {"date": {}}, {"date": {"x": 1}}, {"status": ["asserted"]},
    {"to_role": ["a", "b"]}, {"to_role": {"a": "b"}}, {"to_role": 5}, {"seat": "moon"}, {"seat": ["ceo"]},
])  # fmt: skip
def test_a_correction_is_sound_or_refused(client: TestClient, changes: dict[str, Any]) -> None:
    claim = claim_of(client, "Ada Bell")
    body = json.dumps({**SIGNED, "claim": claim["id"], "changes": changes})
    answer = client.post("/api/v1/decisions/correct", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in (201, 404, 422), answer.json()
    assert client.get("/api/v1/facts").status_code == 200
    assert client.get("/api/v1/export/claims.parquet").status_code == 200
