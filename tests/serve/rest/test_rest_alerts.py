"""Alerts over HTTP for programs: saved, listed, told with a cursor that is asked again, paused, removed."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from talentwire.api import Talentwire
from talentwire.config import Config

API = "/api/v1/alerts"
MOVES: dict[str, Any] = {"name": "Moves", "asks": {"kind": ["move"]}}


def happen(config: Config, text: str) -> None:
    with Talentwire(config) as wire:
        wire.take([{"text": text, "date": "2026-07-15"}])
        wire.alerts.check()


def test_an_alert_from_first_to_last(client: TestClient, config: Config) -> None:
    made = client.post(API, json={**MOVES, "tells": {"webhook": "https://hook.example/"}})
    assert made.status_code == 201 and made.json()["secret"].startswith("whsec_")
    assert client.post(API, json=MOVES).status_code == 409
    assert client.post(API, json={"name": "French", "asks": {"lang": "fr"}}).json()["secret"] is None
    listed = client.get(API).json()["items"]
    assert [one["name"] for one in listed] == ["French", "Moves"] and "secret" not in str(listed)
    first = client.get(f"{API}/Moves/events").json()
    assert first["items"] == []
    happen(config, "Dora Falk joins Quillmere from Thornsea. Emil Gant joins Quillmere from Thornsea.")
    one = client.get(f"{API}/Moves/events", params={"cursor": first["next"], "limit": 1}).json()
    two = client.get(f"{API}/Moves/events", params={"cursor": one["next"], "lang": "de"}).json()
    assert len(one["items"]) == len(two["items"]) == 1 and one["items"][0]["id"] != two["items"][0]["id"]
    assert one["items"][0]["sentence"].endswith("Thornsea → Quillmere")
    assert one["items"][0]["evidence"][0]["words"].startswith(("Dora", "Emil"))
    end = client.get(f"{API}/Moves/events", params={"cursor": two["next"]}).json()
    assert end == {"items": [], "next": two["next"]}
    assert len(client.get(f"{API}/events").json()["items"]) == 2
    assert client.patch(f"{API}/Moves", json={"paused": True}).json()["state"] == "paused"
    assert client.patch(f"{API}/Moves", json={"paused": False}).json()["state"] == "on"
    assert client.delete(f"{API}/Moves").status_code == 204
    assert client.get(f"{API}/Moves").status_code == client.delete(f"{API}/Moves").status_code == 404


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"name": "a/b", "asks": {"kind": ["move"]}}, "letters, digits"),
        ({"name": "events", "asks": {"kind": ["move"]}}, "letters, digits"),
        ({"name": "x", "asks": {}}, "everything"),
        ({"name": "x", "asks": {"kind": ["moves"]}}, "did you mean move"),
        ({"name": "x", "asks": {"when": ["gone"]}}, "when"),
        ({"name": "x", "asks": {"org": "a\0b"}}, "org"),
        ({"name": "x", "asks": {"org": "\ud800"}}, ""),
        ({"name": "x", "asks": {"kind": ["move"]}, "tells": {"webhook": "http://hook.example"}}, "https"),
        ({"name": "x", "asks": {"kind": ["move"]}, "tells": {"mail": ["nobody"]}}, "mailbox"),
        ({"name": "x", "asks": {"kind": ["move"]}, "tells": {"lang": "it"}}, "en, de, fr"),
        ({"name": "x", "asks": {"kind": ["move"]}, "since": "yesterday"}, "yesterday"),
        ({"name": "x", "asks": {"amount": "9" * 200 + " USD"}}, ""),
    ],
)
def test_what_makes_no_sense_is_a_problem(client: TestClient, asked: dict[str, Any], says: str) -> None:
    import json

    body = json.dumps(asked).encode()
    answer = client.post(API, content=body, headers={"content-type": "application/json"})
    assert answer.status_code in (422, 400), answer.text
    assert says in answer.json()["detail"]


@pytest.mark.parametrize("cursor", ["x", "-1", "", "9" * 25, "１"])
def test_a_cursor_of_somewhere_else_is_refused(client: TestClient, cursor: str) -> None:
    client.post(API, json=MOVES)
    answer = client.get(f"{API}/Moves/events", params={"cursor": cursor})
    assert answer.status_code == (200 if cursor == "" else 422)
