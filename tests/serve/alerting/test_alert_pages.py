"""Alerts in a browser and in a feed reader: saved by a form, told with the words that prove it, in three languages."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import feedparser
import pytest
from entered import access_of, app_of, bearer, token
from fastapi.testclient import TestClient
from watched import ATLAS, Time, move, opened, tell

from talentwire.analyse.alerts.wanted import Wanted
from talentwire.api import Talentwire
from talentwire.api.access import Scope
from talentwire.api.alerts import Outlets
from talentwire.config import Config
from talentwire.serve.alerting import running
from talentwire.serve.alerting.running import Watch
from talentwire.serve.assembling import assemble
from talentwire.serve.web.lending import Lender

PEOPLE = {"accept": "text/html"}
HOSTILE = '<script>alert(1)</script> ]]> & "x" \u202etxt'


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Config:
    """A ledger with alerts that have told something."""
    address = str(tmp_path_factory.mktemp("alerts") / "alerts.db")
    with opened(address, Time()) as wire:
        wire.alerts.add("Moves", Wanted.of({"kind": "move"}), Outlets("https://hook.example/x", ("ada@example.org",)))
        wire.alerts.add("Brumelune", Wanted.of({"org": "Brumelune"}), Outlets(lang="de"))
        rumour = move("Ada Brandt", "Google DeepMind", "Brumelune", status="talks")
        tell(wire, rumour, words="Ada Brandt may go to Brumelune", url="https://wire.example/a?b=1&c=2", outlet="Wire")
        wire.alerts.check()
        denial = {**rumour, "status": "denied", "source": "Brumelune"}
        tell(
            wire, denial, day="2026-07-03", title=HOSTILE, url="javascript:alert(1)", words=f"No, said they: {HOSTILE}"
        )
        wire.alerts.check()
    return Config(ledger=address)


def made(config: Config) -> Talentwire:
    wire = Talentwire(config)
    wire.atlas = ATLAS
    return wire


@pytest.fixture
def site(ledger: Config) -> Iterator[TestClient]:
    with TestClient(assemble(lambda: made(ledger), hosts=["testserver"])) as client:
        client.headers.update(PEOPLE)
        yield client


@pytest.mark.parametrize(
    ("lang", "line"), [("en", "Denied"), ("de", "Bestritten"), ("fr", "Démenti ")]
)  # fmt: skip
def test_the_pages_tell_what_happened_with_the_words_that_prove_it(site: TestClient, lang: str, line: str) -> None:
    for address in ("/alerts", "/alerts/Moves"):
        page = site.get(address, params={"lang": lang}).text
        assert f"{line}: Ada Brandt" in page and "Ada Brandt may go to Brumelune" in page
        assert "https://wire.example/a?b=1&amp;c=2" in page
        assert "<script>alert" not in page and "javascript:" not in page and "\u202e" not in page
        assert not re.search(r"<[^>]+ (on\w+|style)=", page)
    assert site.get("/alerts/Nobody").status_code == 404


def test_a_feed_is_valid_and_its_entries_keep_their_ids(site: TestClient) -> None:
    for address, events in (("/alerts.rss", 4), ("/alerts/Moves.rss", 2)):
        answer = site.get(address)
        assert answer.headers["content-type"].startswith("application/rss+xml")
        feed = feedparser.parse(answer.content)
        assert not feed.bozo and feed.version == "rss20" and len(feed.entries) == events
        assert len({one.id for one in feed.entries}) == events
        assert all(datetime(*one.published_parsed[:6]).year == 2026 for one in feed.entries)
        assert feed.entries == feedparser.parse(site.get(address).content).entries
        assert "Denied: Ada Brandt" in feed.entries[0].title
        assert "&lt;script&gt;" in answer.text or "&amp;lt;script" in answer.text
        assert "<script" not in feed.entries[0].description
        again = site.get(address, headers={"if-none-match": answer.headers["etag"]})
        assert again.status_code == 304 and not again.content
    assert feedparser.parse(site.get("/alerts/Brumelune.rss").content).feed.language == "de"
    assert feedparser.parse(site.get("/alerts/Brumelune.rss?lang=fr").content).feed.language == "fr"


def test_an_alert_is_saved_tried_paused_and_removed_by_forms(site: TestClient) -> None:
    page = site.get("/alerts", params={"org": "Brumelune", "when": ["leaves"], "kind": "move", "text": "x"}).text
    assert 'value="Brumelune"' in page and 'value="leaves" checked' in page
    trial = site.post("/alerts", data={"org": "Brumelune", "trial": "1"})
    assert trial.status_code == 200 and "In the last 7 days" in trial.text
    wrong = site.post("/alerts", data={"name": "Goes", "org": "Brumelune", "amount": "much"})
    assert wrong.status_code == 422 and "a sum must be one number" in wrong.text and 'value="Goes"' in wrong.text
    saved = site.post("/alerts", data={"name": "Goes", "org": "Brumelune", "when": ["leaves", "denied"], "lang_of": ""})
    assert saved.url.path == "/alerts/Goes" and "somebody leaves" in saved.text
    assert site.post("/alerts", data={"name": "Goes", "org": "Brumelune"}).status_code == 409
    assert "paused" in site.post("/alerts/Goes/pause").text
    assert ">paused<" not in site.post("/alerts/Goes/resume").text
    assert site.post("/alerts/Goes/explode").status_code == 404
    assert "Goes" not in site.post("/alerts/Goes/remove").text


def test_a_secret_is_shown_once(site: TestClient) -> None:
    form = {
        "name": "Hooked",
        "kind": "move",
        "webhook": "https://hook.example/",
        "mail": "a@example.org, b@example.org",
    }
    page = site.post("/alerts", data=form)
    assert re.search(r"whsec_[\w+/=]{40,}", page.text) and page.headers["cache-control"] == "no-store"
    later = site.get("/alerts/Hooked").text
    assert "whsec_" not in later and "b@example.org" in later
    for webhook in ("http://hook.example/", "https://user:pass@hook.example/", "ftp://x", "https://a b/"):
        assert site.post("/alerts", data={**form, "name": "Other", "webhook": webhook}).status_code == 422
    for mail in ("nobody", "a@example.org\r\nBcc: b@example.org", "<a@example.org>"):
        assert site.post("/alerts", data={**form, "name": "Other", "mail": mail}).status_code == 422
    site.post("/alerts/Hooked/remove")


def test_pages_of_names_and_searches_lead_to_the_form(site: TestClient) -> None:
    assert "/alerts?org=Brumelune" in site.get("/organisations/Brumelune").text
    assert "/alerts?text=Ada" in site.get("/search", params={"q": "Ada"}).text


def test_with_log_in_a_feed_needs_its_key_and_saving_the_right_to_write(ledger: Config) -> None:
    access = access_of(ledger)
    reader, writer = token(access, "Rhea", Scope.READ), token(access, "Will", Scope.WRITE)
    with opened(ledger.ledger, Time()) as wire:
        keys = SimpleNamespace(all=wire.alerts.kept.feed_key(), one=wire.alerts.named("Moves").alert.feed_key)
    with TestClient(app_of(ledger, access), raise_server_exceptions=False) as client:
        assert client.get("/alerts").status_code == 401
        for address, key in (("/alerts.rss", keys.all), ("/alerts/Moves.rss", keys.one)):
            assert client.get(address).status_code == 403
            assert client.get(address, params={"key": "wrong"}).status_code == 403
            assert client.get(address, params={"key": key}).status_code == 200
            assert client.get(address, headers=bearer(reader)).status_code == 200
        assert client.get("/alerts/Brumelune.rss", params={"key": keys.one}).status_code == 403
        assert client.get("/alerts/Nobody.rss", params={"key": keys.one}).status_code == 403
        page = client.get("/alerts/Moves", headers=bearer(reader) | PEOPLE).text
        assert ("hook.example" not in page and "ada@example.org" not in page and keys.one not in page) or "key=" in page
        told = client.get("/api/v1/alerts", headers=bearer(reader)).json()["items"]
        assert all(one["tells"] is None for one in told)
        asked = {"name": "New", "asks": {"kind": ["move"]}}
        assert client.post("/api/v1/alerts", json=asked, headers=bearer(reader)).status_code == 403
        assert client.delete("/api/v1/alerts/Moves", headers=bearer(reader)).status_code == 403
        assert client.post("/alerts/Moves/remove", headers=bearer(reader)).status_code == 403
        assert client.post("/api/v1/alerts", json=asked, headers=bearer(writer)).status_code == 201
        assert client.delete("/api/v1/alerts/New", headers=bearer(writer)).status_code == 204


def test_a_running_server_looks_by_itself(tmp_path: Path) -> None:
    clock = Time()
    with opened(str(tmp_path / "own.db"), clock) as wire:
        wire.alerts.add("Moves", Wanted.of({"kind": "move"}))
        lender = Lender(lambda: made(Config(ledger=str(tmp_path / "own.db"))))
        watch = Watch(lender)
        watch.look()
        tell(wire, move("Ada Brandt", "Thornsea", "Brumelune"))
        watch.look()
        assert len(wire.alerts.events()) == 1
        watch.look()
        assert len(wire.alerts.events()) == 1
        lender.close()


def test_a_server_whose_ledger_goes_away_goes_on(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    lender = Lender(lambda: made(Config(ledger=str(tmp_path / "gone" / "own.db"))))
    Watch(lender).look()
    assert "alerts" in caplog.text
    lender.close()


def test_the_look_goes_on_while_the_server_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "EVERY", 0.01)
    looked: list[bool] = []
    monkeypatch.setattr(Watch, "look", lambda _: looked.append(True))
    lender = Lender(lambda: made(Config(ledger=str(tmp_path / "own.db"))))

    async def live() -> None:
        import anyio

        async with running.service(lender, 0.01).running():
            while len(looked) < 3:
                await anyio.sleep(0.01)

    import anyio

    anyio.run(live)
    assert len(looked) >= 3
