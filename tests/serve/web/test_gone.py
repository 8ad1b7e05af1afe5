"""A database that goes away and comes back while the server runs: 503 meanwhile, and all is there again afterwards."""

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from entered import access_of, app_of, bearer, make_ledger, token
from fastapi.testclient import TestClient

from talentwire.api.access import Scope
from talentwire.config import Config

PEOPLE = {"accept": "text/html"}


@pytest.fixture
def config(address: str) -> Config:
    """A ledger; on a server its connections are told by the name of its schema."""
    schema = schema_of(address)
    return make_ledger(f"{address}&application_name={schema}" if schema else address)


def schema_of(address: str) -> str:
    """The schema that a ledger on a server has to itself; empty for a file."""
    return address.partition("%3D")[2].partition("&")[0]


def end_connections(schema: str) -> int:
    """End every connection to this ledger, and no other; how many there were."""
    psycopg = pytest.importorskip("psycopg")
    ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = %s"
    with psycopg.connect(os.environ["TALENTWIRE_TEST_POSTGRES"], autocommit=True) as connection:
        return len(connection.execute(ended, [schema]).fetchall())


def rename(schema: str, name: str) -> None:
    """Call the schema of a ledger something else, so that it is not found."""
    psycopg = pytest.importorskip("psycopg")
    with psycopg.connect(os.environ["TALENTWIRE_TEST_POSTGRES"], autocommit=True) as connection:
        connection.execute(f"ALTER SCHEMA {schema} RENAME TO {name}")


@pytest.fixture
def client(config: Config) -> Iterator[TestClient]:
    with TestClient(app_of(config, None, size=2), raise_server_exceptions=False) as made:
        yield made


def away(config: Config) -> Callable[[], object]:
    """Take the database away under the server; what brings it back."""
    if schema := schema_of(config.ledger):
        rename(schema, f"{schema}_aside")
        end_connections(schema)
        return partial(rename, f"{schema}_aside", schema)
    path, aside = Path(config.ledger), Path(config.ledger + ".aside")
    path.rename(aside)  # the log beside it stays, as it does where somebody moves the file by hand
    return partial(aside.rename, path)


def test_a_ledger_that_went_away_is_asked_again_when_it_is_back(client: TestClient, config: Config) -> None:
    before = client.get("/api/v1/claims").json()["items"]
    client.post("/api/v1/documents", json={"id": "two", "text": "Nothing."})
    back = away(config)
    for path in ("/api/v1/claims", "/healthz", "/runs", "/metrics"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "5"), path
        assert answer.headers["content-type"] == "application/problem+json"
    page = client.get("/runs", headers=PEOPLE)
    assert (page.status_code, page.headers["content-type"]) == (503, "text/html; charset=utf-8")
    if "://" not in config.ledger:
        assert not Path(config.ledger).exists()  # nothing was made in its place
    back()
    assert client.get("/healthz").status_code == 200
    assert client.get("/api/v1/claims").json()["items"] == before
    assert client.get("/api/v1/documents/two").status_code == 200
    assert client.post("/api/v1/documents", json={"id": "three", "text": "Nothing more."}).status_code == 200


def test_connections_that_are_ended_are_made_anew(client: TestClient, config: Config) -> None:
    schema = schema_of(config.ledger)
    if not schema:
        pytest.skip("a file has no connections that somebody could end")
    for _ in range(2):
        assert client.get("/api/v1/claims").status_code == 200
        assert end_connections(schema) > 0


def test_tokens_are_looked_up_again_when_the_ledger_is_back(config: Config) -> None:
    access = access_of(config)
    headers = bearer(token(access, "Rhea", Scope.READ))
    with TestClient(app_of(config, access), raise_server_exceptions=False) as client:
        assert client.get("/api/v1/claims", headers=headers).status_code == 200
        back = away(config)
        answer = client.get("/api/v1/claims", headers=headers)
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
        assert config.ledger not in answer.text
        assert "cannot be asked just then" in client.get("/healthz").json()["detail"]
        back()
        assert client.get("/api/v1/claims", headers=headers).status_code == 200


def test_another_file_in_its_place_is_opened(tmp_path: Path) -> None:
    config = make_ledger(str(tmp_path / "one.db"))
    with TestClient(app_of(config, None, size=1), raise_server_exceptions=False) as client:
        client.post("/api/v1/documents", json={"id": "two", "text": "Nothing."})
        assert len(client.get("/api/v1/documents").json()["items"]) == 2
        make_ledger(str(tmp_path / "other.db"))
        for one in tmp_path.glob("one.db*"):
            one.unlink()
        (tmp_path / "other.db").rename(tmp_path / "one.db")
        assert len(client.get("/api/v1/documents").json()["items"]) == 1


def test_agents_are_not_told_where_the_ledger_is(tmp_path: Path) -> None:
    config = make_ledger(str(tmp_path / "agents.db"))
    asked = {"name": "person", "arguments": {"name": "Ada Brandt"}}
    call = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": asked}
    headers = {"accept": "application/json, text/event-stream"}
    with TestClient(app_of(config, None), raise_server_exceptions=False) as client:
        assert "Brumelune" in client.post("/mcp", json=call, headers=headers).text
        back = away(config)
        said = client.post("/mcp", json=call, headers=headers).text
        assert "cannot be asked just then" in said
        assert "agents.db" not in said
        back()
        assert "Brumelune" in client.post("/mcp", json=call, headers=headers).text
