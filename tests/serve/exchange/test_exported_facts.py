"""Exports of facts at the command line and over HTTP: one writer, one state of the ledger."""

from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from talentwire.api import Talentwire
from talentwire.config import Config
from talentwire.model.claims import Claim, Position
from talentwire.model.document import Document, Span
from talentwire.model.entities import Party
from talentwire.serve.assembling import assemble
from talentwire.serve.cli import app


@pytest.mark.parametrize(
    ("form", "address", "media"),
    [
        ("jsonld", "facts.jsonld", "application/ld+json"),
        ("ftm", "entities.ftm.json", "application/x-ndjson"),
    ],
)
def test_all_front_ends_give_the_same_file(ledger: Config, tmp_path: Path, form: str, address: str, media: str) -> None:
    file = tmp_path / "out"
    words = ["export", "--ledger", ledger.ledger, "--format", form, "--org", "Brumelune", "-o", str(file)]
    done = CliRunner().invoke(app, words)
    assert (done.exit_code, "facts written to" in done.stderr) == (0, True), done.output
    with TestClient(assemble(lambda: Talentwire(ledger), hosts=["testserver"])) as client:
        sent = client.get(f"/api/v1/export/{address}", params={"org": "Brumelune"})
        nobody = client.get(f"/api/v1/export/{address}", params={"org": "Nobody Ltd"})
    assert (sent.status_code, sent.headers["content-type"]) == (200, media)
    assert sent.headers["content-disposition"] == f'attachment; filename="{address}"'
    assert sent.content == file.read_bytes()
    assert nobody.status_code == 404


def test_what_is_recorded_meanwhile_is_not_half_there(fresh: Callable[[], str]) -> None:
    config = Config(ledger=fresh())
    with Talentwire(config) as wire, Talentwire(config) as writer:
        record(writer, 1)
        with wire.exports.facts() as facts:
            record(writer, 2)
            found = list(facts)
        assert len(found) == 1
        with wire.exports.facts() as facts:
            assert len(list(facts)) == 2


def record(wire: Talentwire, number: int) -> None:
    held = wire.ledger(create=True)
    run = held.begin_run("test", "made-up", "1")
    words = f"Person {number} works at Acme."
    document = Document(f"doc-{number}", words)
    content = Position(person=(Party(f"Person N{number}"),), org=(Party("Acme"),))
    claim = Claim(content, evidence=words).in_document(document.digest, Span(0, len(words)))
    held.record(run, document, [claim], wire.link)
    held.end_run(run, 1, 0, 0)
