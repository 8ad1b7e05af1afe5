"""The health of sources on the page and for programs."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from talentwire.api import Talentwire
from talentwire.config import Config
from talentwire.record.operating.feed_rows import READ, SKIPPED, Held, Visit, Watched
from talentwire.serve.assembling import assemble

HOSTILE = "https://wire.example/<script>alert(1)</script>\u202e\x1b[31m"


@pytest.fixture
def config(tmp_path: Path) -> Config:
    config = Config(ledger=str(tmp_path / "sources.db"))
    names = ("gone", "letters", "new", "wire")
    with Talentwire(config) as wire:
        feeds = wire.ledger(create=True).feeds
        addresses = {"letters": "imap://u@mail.example:993/INBOX"}
        feeds.register("w.toml", [
            Watched(name, "imap" if name == "letters" else "feed", addresses.get(name, f"https://{name}.example/feed"))
            for name in names
        ])  # fmt: skip
        items = [Held(str(n), "1", f"d{n}", "<b>Title</b>", HOSTILE if n == 1 else None) for n in range(3)]
        feeds.enter("wire", Visit(items, notes=["has dates that are none"], left_out=2))
        feeds.settle("wire", "0", READ)
        feeds.settle("wire", "1", SKIPPED, "answered <i>404</i>")
        feeds.visited("wire", "2026-07-01T12:00:00.000000Z")
        feeds.failed("gone", "answered 410 Gone", None, gone=True)
        feeds.failed("letters", "needs a password", "2026-07-01T13:00:00.000000Z")
    return config


@pytest.fixture
def server(config: Config) -> Iterator[TestClient]:
    with TestClient(assemble(lambda: Talentwire(config), hosts=["testserver"])) as client:
        yield client


def test_programs_get_all_of_it_in_pages(server: TestClient) -> None:
    first = server.get("/api/v1/sources?limit=3").json()
    second = server.get("/api/v1/sources", params={"limit": 3, "cursor": first["next"]}).json()
    found = {one["name"]: one for one in first["items"] + second["items"]}
    assert list(found) == ["gone", "letters", "new", "wire"]
    assert second["next"] is None
    assert [one["state"] for one in found.values()] == ["gone", "failing", "new", "ok"]
    wire = found["wire"]
    assert (wire["read"], wire["waiting"], wire["skipped"], wire["left_out"]) == (1, 1, 1, 2)
    assert wire["troubles"][0]["reason"] == "answered <i>404</i>"
    assert wire["due"] == "2026-07-01T12:00:00.000000Z"


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ("gone for good", "failing", "not visited yet", "well", "mailbox", "at once", "never")),
        ("de", ("endgültig weg", "gestört", "noch nicht besucht", "in Ordnung", "Postfach", "sofort", "nie")),
        ("fr", ("disparue", "en panne", "pas encore visitée", "en ordre", "boîte aux lettres", "jamais")),
    ],
)
def test_people_see_it_in_their_language(server: TestClient, lang: str, words: tuple[str, ...]) -> None:
    page = server.get(f"/sources?lang={lang}").text
    assert all(word in page for word in words)
    assert "<script>alert" not in page
    assert "\x1b" not in page
    assert "\u202e" not in page
    assert "answered &lt;i&gt;404&lt;/i&gt;" in page
    assert 'href="imap' not in page


def test_it_is_linked_and_never_old(server: TestClient, config: Config) -> None:
    assert 'href="/sources"' in server.get("/runs").text
    assert "etag" not in server.get("/sources").headers
    with Talentwire(config) as wire:
        wire.ledger().feeds.register("w.toml", [])
    assert "not watched any more" in server.get("/sources").text


def test_without_sources_it_says_how_to_begin(tmp_path: Path) -> None:
    config = Config(ledger=str(tmp_path / "empty.db"))
    with Talentwire(config) as wire:
        wire.ledger(create=True)
    with TestClient(assemble(lambda: Talentwire(config), hosts=["testserver"])) as client:
        assert "talentwire watch --example" in client.get("/sources").text
        assert client.get("/api/v1/sources").json() == {"items": [], "next": None}
