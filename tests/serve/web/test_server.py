"""The frame of the server: what it lends, what it refuses, what it says of itself, and what it does not send twice."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from talentwire.api import Talentwire
from talentwire.config import Config
from talentwire.serve.assembling import assemble
from talentwire.serve.web.headers import HEADERS
from talentwire.serve.web.lending import BusyError, Lender

TEXT = "Wei Chen joins OpenAI from Meta. Ada Bell joins OpenAI from Google DeepMind. Anna Keller joins Nvidia."
LATER = "Bob Cole joins Mistral from OpenAI."


def read(folder: Path, name: str, text: str) -> Config:
    """A ledger in the folder with one more document read into it."""
    config = Config(ledger=str(folder / "server.db"), extractor="stub")
    (folder / name).write_text(text)
    with Talentwire(config) as wire:
        wire.ingest([str(folder / name)])
    return config


@pytest.fixture
def server(stub_package: Path, tmp_path: Path) -> Iterator[TestClient]:
    config = read(tmp_path, "one.txt", TEXT)
    app = assemble(lambda: Talentwire(config), hosts=["testserver"])
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def test_every_answer_tells_browsers_what_they_may_do(server: TestClient) -> None:
    for path in ("/api/v1/claims", "/nowhere", "/healthz"):
        headers = server.get(path).headers
        assert {name: headers[name] for name in HEADERS} == HEADERS


def test_a_name_that_is_not_this_server_gets_no_answer(server: TestClient) -> None:
    answer = server.get("/api/v1/claims", headers={"Host": "evil.example"})
    assert (answer.status_code, answer.headers["content-type"]) == (421, "application/problem+json")


@pytest.mark.parametrize("headers", [{"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}])
def test_another_site_cannot_change_anything(server: TestClient, headers: dict[str, str]) -> None:
    assert server.post("/api/v1/claims", headers=headers).status_code == 403
    assert server.get("/api/v1/claims", headers=headers).status_code == 200


def test_a_request_that_is_too_large_is_not_read(server: TestClient) -> None:
    assert server.post("/api/v1/claims", headers={"Content-Length": "99999999999"}).status_code == 413
    assert server.post("/api/v1/claims", headers={"Content-Length": "many"}).status_code == 413


def test_what_a_reader_has_is_sent_again_only_after_a_change(server: TestClient, tmp_path: Path) -> None:
    first = server.get("/api/v1/claims")
    tag = {"If-None-Match": first.headers["etag"]}
    assert server.get("/api/v1/claims", headers=tag).status_code == 304
    assert server.get("/api/v1/claims?kind=deal", headers=tag).status_code == 200
    read(tmp_path, "two.txt", LATER)
    later = server.get("/api/v1/claims", headers=tag)
    assert len(later.json()["items"]) == len(first.json()["items"]) + 1


def test_pages_stay_as_they_are_while_the_ledger_grows(server: TestClient, tmp_path: Path) -> None:
    whole = [claim["id"] for claim in server.get("/api/v1/claims").json()["items"]]
    page = server.get("/api/v1/claims?limit=2").json()
    found = [claim["id"] for claim in page["items"]]
    read(tmp_path, "two.txt", LATER)
    while page["next"]:
        page = server.get("/api/v1/claims", params={"limit": 2, "cursor": page["next"]}).json()
        found += [claim["id"] for claim in page["items"]]
    assert found == whole


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/api/v1/claims?cursor=xyz", 422, "take `next`"),
        ("/api/v1/claims?org=Nobody", 404, "no organisation called 'Nobody'"),
        ("/api/v1/claims?kind=gossip", 422, "no such kind: gossip"),
        ("/api/v1/claims?limit=0", 422, "query.limit"),
        ("/api/v1/claims?as_of=yesterday", 422, "yesterday"),
        ("/api/v1/claims/abcdef", 404, "no claim 'abcdef'"),
        ("/nowhere", 404, "Not Found"),
    ],
)
def test_what_is_wrong_is_a_problem_in_a_sentence(server: TestClient, path: str, status: int, said: str) -> None:
    answer = server.get(path)
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert (answer.status_code, body["status"]) == (status, status)
    assert said in body["detail"]


def test_names_count_in_all_their_forms(server: TestClient) -> None:
    found = server.get("/api/v1/claims?org=Alphabet").json()["items"]
    assert [claim["person"] for claim in found] == ["Ada Bell"]


def test_a_claim_opens_to_its_words(server: TestClient) -> None:
    claim = server.get("/api/v1/claims?person=Wei Chen").json()["items"][0]
    opened = server.get(f"/api/v1/claims/{claim['id']}").json()
    assert claim["evidence"] in json.dumps(opened, ensure_ascii=False)


def test_the_description_is_openapi_and_holds_all_kinds(server: TestClient) -> None:
    document = server.get("/api/v1/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    assert {"Move", "Position", "Deal", "Pay", "Quote"} <= document["components"]["schemas"].keys()


def test_health_and_figures_name_nobody(server: TestClient) -> None:
    server.get("/api/v1/claims?person=Wei Chen")
    assert server.get("/healthz").json()["status"] == "ok"
    figures = server.get("/metrics").text
    assert "talentwire_claims 3.0" in figures
    assert "Wei Chen" not in figures


def test_a_ledger_that_is_gone_makes_the_server_unwell_not_dead(stub_package: Path, tmp_path: Path) -> None:
    app = assemble(lambda: Talentwire(Config(ledger=str(tmp_path / "gone.db"))), hosts=["testserver"])
    with TestClient(app, raise_server_exceptions=False) as client:
        for path in ("/healthz", "/api/v1/claims"):
            answer = client.get(path)
            assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
            assert "there is no ledger" in answer.json()["detail"]


def test_whoever_comes_when_all_are_lent_is_sent_away(stub_package: Path, tmp_path: Path) -> None:
    config = read(tmp_path, "one.txt", TEXT)
    lender = Lender(lambda: Talentwire(config), size=1, patience=0.05)
    with lender.lent() as wire, pytest.raises(BusyError, match="ask again"), lender.lent():
        pass
    with lender.lent() as again:
        assert again is wire
    lender.close()
