"""The issue of a week at the command line, by mail, as a page and over HTTP: the same everywhere."""

import json
from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from talentwire.api import Talentwire
from talentwire.config import Config
from talentwire.serve.assembling import assemble
from talentwire.serve.cli import app
from talentwire.serve.digest.forms import as_json
from talentwire.serve.digest.markdown import markdown
from talentwire.serve.rest.digests import DigestShape

Opened = Callable[..., tuple[Any, int]]


@pytest.fixture
def client(config: Config) -> Iterator[TestClient]:
    with TestClient(assemble(lambda: Talentwire(config), hosts=["testserver"]), raise_server_exceptions=False) as made:
        yield made


def ask(config: Config, *words: str, **environment: str) -> Any:
    return CliRunner().invoke(app, ["digest", "--ledger", config.ledger, *words], env=environment)


def test_the_verb_prints_an_issue(config: Config, wire: Talentwire) -> None:
    shown = ask(config, "--week", "2025-W29", "--lang", "fr")
    assert shown.exit_code == 0
    assert shown.stdout == markdown(wire.digest("2025-W29", lang="fr"))
    by_days = ask(config, "--since", "2025-07-14", "--until", "2025-07-20", "--lang", "fr")
    assert by_days.stdout == shown.stdout
    assert json.loads(ask(config, "--week", "2025-W29", "--format", "json").stdout) == json.loads(
        json.dumps(as_json(wire.digest("2025-W29")))
    )


def test_the_verb_writes_a_file(config: Config, tmp_path: Path) -> None:
    made = ask(config, "--week", "2025-W29", "--format", "html", "--output", str(tmp_path / "a.html"))
    assert made.exit_code == 0
    assert (tmp_path / "a.html").read_text("utf-8").startswith("<!doctype html>")
    made = ask(config, "--week", "2025-W29", "--format", "eml", "--output", str(tmp_path / "a.eml"))
    held = message_from_bytes((tmp_path / "a.eml").read_bytes(), policy=default)
    assert held["Subject"] == "The week in AI talent: 14–20 July 2025 (week 29)"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--week", "W29"], "a week must look like 2025-W29"),
        (["--week", "2025-W29", "--since", "2025"], "not both"),
        (["--send", "ada@example.org"], "no mail can be sent: set smtp_host"),
        (["--send", "ada"], "'ada' is no address of mail"),
    ],
)
def test_the_verb_refuses_in_a_sentence(config: Config, words: list[str], says: str) -> None:
    refused = ask(config, *words)
    assert refused.exit_code == 1
    assert says in refused.stderr
    assert refused.stderr.count("\n") == 1


def test_the_verb_sends_an_issue(config: Config, opened: Opened) -> None:
    office, port = opened()
    office.answers["bo@example.org"] = ["550 no such box"]
    settings = {
        "TALENTWIRE_SMTP_HOST": "127.0.0.1", "TALENTWIRE_SMTP_PORT": str(port), "TALENTWIRE_SMTP_TLS": "off",
        "TALENTWIRE_SMTP_FROM": "desk@example.org", "TALENTWIRE_PUBLIC_URL": "https://talent.example/",
    }  # fmt: skip
    sent = ask(
        config,
        "--week",
        "2025-W29",
        "--lang",
        "de",
        "--send",
        "ada@example.org",
        "--send",
        "bo@example.org",
        **settings,
    )
    assert sent.exit_code == 1
    assert sent.stdout == ""
    assert "sent to ada@example.org" in sent.stderr
    assert "not sent to bo@example.org: the mail server" in sent.stderr
    (held,) = office.held
    assert held["To"] == "ada@example.org"
    html = held.get_body(("html",))
    assert html is not None
    assert "https://talent.example/facts/" in html.get_content()


def test_the_issue_over_http(client: TestClient, wire: Talentwire) -> None:
    found = client.get("/api/v1/digest", params={"week": "2025-W29", "lang": "de"})
    assert found.status_code == 200
    assert found.json() == json.loads(json.dumps(as_json(wire.digest("2025-W29", lang="de"))))
    assert DigestShape.model_validate(found.json()).week == "2025-W29"
    assert client.get("/api/v1/digest").json()["week"] == "2025-W28"
    tag = found.headers["etag"]
    again = client.get("/api/v1/digest", params={"week": "2025-W29", "lang": "de"}, headers={"if-none-match": tag})
    assert again.status_code == 304


@pytest.mark.parametrize("asked", ["week=2025-W99", "week=2025-W29&since=2025", "until=2025", "since=soon", "lang=es"])
def test_what_makes_no_sense_over_http(client: TestClient, asked: str) -> None:
    refused = client.get(f"/api/v1/digest?{asked}")
    assert refused.status_code == 422
    assert refused.headers["content-type"].startswith("application/problem+json")


@pytest.mark.parametrize(("lang", "says"), [("en", "Who goes where"), ("de", "Wer wohin geht"), ("fr", "Qui va où")])
def test_the_issue_as_a_page(client: TestClient, lang: str, says: str) -> None:
    shown = client.get(f"/digest?week=2025-W29&lang={lang}", headers={"accept": "text/html"})
    assert shown.status_code == 200
    assert says in shown.text
    assert "Ada Brandt" in shown.text
    assert 'style="' not in shown.text
    assert (
        f"/digest?lang={lang}&amp;week=2025-W28" in shown.text or f"/digest?week=2025-W28&amp;lang={lang}" in shown.text
    )
    assert 'href="#s1"' in shown.text
    assert 'id="s1"' in shown.text
    assert client.get("/digest", headers={"accept": "text/html"}).status_code == 200


def test_a_page_of_what_makes_no_sense(client: TestClient) -> None:
    refused = client.get("/digest?week=never", headers={"accept": "text/html"})
    assert refused.status_code == 422
    assert "a week must look like" in refused.text


def test_the_page_of_a_fact_begins_with_a_sentence(client: TestClient, wire: Talentwire) -> None:
    post = wire.digest("2025-W29").sections[1].posts[0]
    shown = client.get(f"/facts/{post.line.facts[0]}?lang=de", headers={"accept": "text/html"})
    assert '<p class="lead">Talia Vance wechselt von Stratohaven zu Brumelune.</p>' in shown.text
