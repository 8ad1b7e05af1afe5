"""What programs read: facts, names, documents, searches, runs, exports; in pages that hold still, and as described."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

import jsonschema
import pyarrow.parquet as pq
import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from talentwire.api import Talentwire
from talentwire.config import Config
from talentwire.serve.cli import app

API = "/api/v1"
NAMES = {"people": "Wei Chen", "answers": "flows"}
NAMED = {
    "/facts/{fact}": ("person=Wei Chen", "facts"),
    "/claims/{claim}": ("person=Wei Chen", "claims"),
}


def items(client: TestClient, path: str, **asked: Any) -> list[dict[str, Any]]:
    """All pages of a list."""
    found: list[dict[str, Any]] = []
    cursor: str | None = ""
    while cursor is not None:
        page = client.get(f"{API}{path}", params={**asked, **({"cursor": cursor} if cursor else {})}).json()
        found += page["items"]
        cursor = page["next"]
    return found


def test_a_fact_has_all_its_claims(client: TestClient) -> None:
    (fact,) = items(client, "/facts", person="Wei Chen")
    assert (fact["stories"], fact["documents"], fact["stands"]) == (2, 2, True)
    whole = client.get(f"{API}/facts/{fact['id'][:8]}").json()
    assert [entry["document"] for entry in whole["entries"]] == ["one.txt", "two.txt"]
    assert {key: whole[key] for key in fact} == fact


@pytest.mark.parametrize("path", ["/facts", "/claims", "/entities", "/documents", "/search?q=joins"])
def test_pages_hold_still_while_the_ledger_grows(client: TestClient, path: str) -> None:
    path, _, query = path.partition("?")
    asked = dict([query.split("=")]) if query else {}
    whole = items(client, path, **asked)
    assert len(whole) > 1
    page = client.get(f"{API}{path}", params={**asked, "limit": 1}).json()
    found = page["items"]
    client.post(f"{API}/documents", json={"text": "Eve Frost joins Cohere from OpenAI.", "date": "2030-01-01"})
    while page["next"]:
        page = client.get(f"{API}{path}", params={**asked, "limit": 1, "cursor": page["next"]}).json()
        found += page["items"]
    assert found == whole


def test_runs_are_paged_by_their_numbers(client: TestClient) -> None:
    page = client.get(f"{API}/runs?limit=1").json()
    assert [run["id"] for run in page["items"]] == [2]
    client.post(f"{API}/documents", json={"text": "Eve Frost joins Cohere."})
    behind = client.get(f"{API}/runs", params={"limit": 1, "cursor": page["next"]}).json()
    assert ([run["id"] for run in behind["items"]], behind["next"]) == ([1], None)


def test_runs_are_told_anew_also_where_nothing_was_recorded(client: TestClient) -> None:
    before = client.get(f"{API}/runs")
    client.post(f"{API}/documents", json={"text": " "})
    after = client.get(f"{API}/runs", headers={"If-None-Match": before.headers.get("etag", "")})
    assert (after.status_code, after.json()["items"][0]["skipped"]) == (200, 1)


def test_pages_of_people_and_organisations(client: TestClient) -> None:
    person = client.get(f"{API}/people/Wei Chen").json()
    assert {name: len(held) for name, held in person["sections"].items()} == {"Moves": 2}
    house = client.get(f"{API}/organisations/Alphabet").json()
    assert [claim["person"] for claim in house["sections"]["Who went"]] == ["Ada Bell"]
    assert client.get(f"{API}/organisations/OpenAI?during=2001").json()["sections"] == {}


def test_entities_by_type(client: TestClient) -> None:
    assert {one["name"] for one in items(client, "/entities", type="person")} == {
        "Wei Chen", "Ada Bell", "Anna Keller", "Bob Cole",
    }  # fmt: skip
    assert {one["type"] for one in items(client, "/entities", type="org", limit=2)} == {"org"}


def test_documents(client: TestClient) -> None:
    assert {one["id"] for one in items(client, "/documents")} == {"one.txt", "two.txt"}
    assert [one["id"] for one in items(client, "/documents", q="TWO")] == ["two.txt"]
    whole = client.get(f"{API}/documents/two.txt").json()
    assert (len(whole["claims"]), whole["left_out"]) == (2, 0)
    for claim in whole["claims"]:
        assert whole["text"][claim["start"] : claim["end"]] == claim["evidence"]
    then = client.get(f"{API}/documents/two.txt?as_of=2001")
    assert then.status_code == 404


def test_an_id_with_a_slash_is_found(client: TestClient) -> None:
    client.post(f"{API}/documents", json={"id": "wire/<b>1</b>.txt", "text": "Eve Frost joins Cohere."})
    assert client.get(f"{API}/documents/wire/<b>1</b>.txt").json()["text"] == "Eve Frost joins Cohere."


def test_a_search_finds_names_and_words(client: TestClient) -> None:
    found = client.get(f"{API}/search", params={"q": "wei"}).json()
    assert [one["name"] for one in found["names"]] == ["Wei Chen"]
    assert {claim["person"] for claim in found["items"]} == {"Wei Chen"}
    assert items(client, "/search", q="joins", kind="position") == []
    assert client.get(f"{API}/search").status_code == 422
    assert client.get(f"{API}/search", params={"q": "  "}).status_code == 422


def test_exports_hold_the_same_claims(client: TestClient) -> None:
    listed = items(client, "/claims", org="OpenAI")
    lines = client.get(f"{API}/export/claims.jsonl?org=OpenAI")
    assert [json.loads(line) for line in lines.text.splitlines()] == listed
    assert 'filename="claims.jsonl"' in lines.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(client.get(f"{API}/export/claims.csv?org=OpenAI").text)))
    assert [row["id"] for row in rows] == [claim["id"] for claim in listed]
    table = pq.read_table(io.BytesIO(client.get(f"{API}/export/claims.parquet?org=OpenAI").content))
    assert table["id"].to_pylist() == [claim["id"] for claim in listed]
    assert len(client.get(f"{API}/export/claims.jsonl?limit=2").text.splitlines()) == 2


def test_a_cell_is_never_a_formula(client: TestClient) -> None:
    client.post(f"{API}/documents", json={"title": "=HYPERLINK(1)", "text": "Eve Frost joins Cohere."})
    table = client.get(f"{API}/export/claims.csv?person=Eve Frost").text
    assert "'=HYPERLINK(1)" in table
    assert ",=HYPERLINK" not in table


def test_more_entries_than_are_held_at_once_are_exported(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("talentwire.record.query._AT_ONCE", 2)
    with Talentwire(config) as wire:
        assert list(wire.each_claim()) == wire.claims()
        assert len(wire.claims()) > 4


def test_an_empty_ledger_is_told_as_empty(empty: TestClient) -> None:
    for path in ("/facts", "/claims", "/stories", "/entities", "/documents", "/runs", "/decisions", "/search?q=x"):
        found = empty.get(f"{API}{path}").json()
        assert (found["items"], found["next"]) == ([], None), path
    assert empty.get(f"{API}/export/claims.jsonl").text == ""
    assert empty.get(f"{API}/people/Anybody").status_code == 404


def test_the_same_question_has_one_answer(client: TestClient, config: Config) -> None:
    def printed(*words: str) -> Any:
        done = CliRunner().invoke(app, [*words, "--ledger", config.ledger, "--format", "json"])
        assert done.exit_code == 0, done.output
        return json.loads(done.stdout)

    assert items(client, "/facts", org="OpenAI") == printed("facts", "--org", "OpenAI")
    assert items(client, "/claims", kind="move") == printed("claims", "--kind", "move")
    assert client.get(f"{API}/organisations/OpenAI").json() == printed("org", "OpenAI")
    assert client.get(f"{API}/people/Wei Chen").json() == printed("person", "Wei Chen")
    assert client.get(f"{API}/answers/flows?lang=en").json() == printed("flows", "--lang", "en")
    assert items(client, "/stories") == printed("stories")


def test_an_answer_names_as_many_facts_as_wanted(client: TestClient) -> None:
    def cells(answer: dict[str, Any]) -> list[dict[str, Any]]:
        return [cell for row in answer["rows"] for cell in row.values()]

    whole = client.get(f"{API}/answers/flows").json()
    assert whole["facts_left"] == 0
    assert not any("facts_left" in cell for cell in cells(whole))
    assert any(cell.get("facts") for cell in cells(whole))
    for most in (0, 1):
        few = client.get(f"{API}/answers/flows?facts={most}").json()
        for cell, short in zip(cells(whole), cells(few), strict=True):
            facts = cell.get("facts", [])
            assert short.get("facts", []) == facts[:most]
            assert short.get("facts_left", 0) == max(0, len(facts) - most)
            assert short["value"] == cell["value"]
        assert few["facts"].items() <= whole["facts"].items()
        assert few["facts_left"] == len(whole["facts"]) - len(few["facts"])
    assert few["facts"], "the first rows are told of"
    assert client.get(f"{API}/answers/flows?facts=-1").status_code == 422


def described(client: TestClient) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Every address that is read, with an answer and the schema that it is described by."""
    document = client.get(f"{API}/openapi.json").json()
    for path, verbs in document["paths"].items():
        content = verbs.get("get", {}).get("responses", {}).get("200", {}).get("content", {})
        if "application/json" not in content:
            continue
        filled = path.replace("{document}", "two.txt")
        filled = filled.replace("{name}", next((name for part, name in NAMES.items() if part in path), "OpenAI"))
        for part, (query, listed) in NAMED.items():
            if path.endswith(part):
                filled = f"{API}/{listed}/{client.get(f'{API}/{listed}?{query}').json()['items'][0]['id']}"
        asked = f"{filled}?q=joins" if filled.endswith("/search") else filled
        schema = {**content["application/json"]["schema"], "components": document["components"]}
        yield asked, client.get(asked).json(), schema


def test_answers_are_as_described(client: TestClient) -> None:
    client.post(f"{API}/decisions/confirm", json={
        "claim": items(client, "/claims")[0]["id"], "by": "Mara", "reason": "seen",
    })  # fmt: skip
    client.post(f"{API}/alerts", json={"name": "OpenAI", "asks": {"org": "OpenAI"}})
    seen = 0
    for _, answer, schema in described(client):
        jsonschema.Draft202012Validator(schema).validate(answer)
        seen += bool(answer.get("items") or answer.get("id") or answer.get("name") or answer.get("rows"))
    assert seen >= 12


def test_everything_is_described(client: TestClient) -> None:
    document = client.get(f"{API}/openapi.json").json()
    for path, verbs in document["paths"].items():
        for verb, one in verbs.items():
            assert one["description"], path
            assert all(asked.get("description") for asked in one.get("parameters", ())), (path, verb)
            wrong = [code for code in one["responses"] if code >= "4"]
            assert {"404", "421", "422", "503"} <= set(wrong)
            for code in wrong:
                assert list(one["responses"][code]["content"]) == ["application/problem+json"]
