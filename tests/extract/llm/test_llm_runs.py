"""Runs with a model: summed up, kept, and repeated where the model failed."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from model_server import Json, ModelServer, Reply, refuses, says
from typer.testing import CliRunner

from talentwire.api import Talentwire
from talentwire.config import Config
from talentwire.extract.extractor import Extraction, find_extractor
from talentwire.extract.llm.settings import ModelSettings
from talentwire.extract.workers import Failed, read_many
from talentwire.model.document import Document
from talentwire.serve.cli import app

NEWS = {
    name: f"{name} Bell joins OpenAI from Meta, the paper says in its issue of today." for name in ("Ada", "Eve", "Una")
}


def answering(body: Json) -> Reply:
    passage = body["messages"][1]["content"]
    name = next(name for name in NEWS if f"{name} Bell" in passage)
    move = {"type": "move", "evidence": f"{name} Bell joins OpenAI", "person": f"{name} Bell", "to_org": "OpenAI"}
    return says([move, {**move, "person": "Nobody"}, {**move, "evidence": "nowhere to be read"}], tokens=(1000, 100))


@pytest.fixture
def places(tmp_path: Path) -> list[str]:
    (tmp_path / "news").mkdir()
    for name, text in NEWS.items():
        (tmp_path / "news" / f"{name}.txt").write_text(text)
    return [str(tmp_path / "news")]


@pytest.fixture
def config(server: ModelServer, tmp_path: Path) -> Config:
    return Config(
        ledger=str(tmp_path / "news.db"), extractor="llm", llm_url=server.url, llm_model="tiny", llm_retries=0,
        llm_cache=tmp_path / "cache", llm_price_in=1.0, llm_price_out=10.0, llm_currency="EUR",
    )  # fmt: skip


@pytest.fixture
def environment(config: Config, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("ledger", "extractor", "llm_url", "llm_model", "llm_retries", "llm_cache", "llm_price_in"):
        monkeypatch.setenv(f"TALENTWIRE_{name.upper()}", str(getattr(config, name)))
    return


def test_what_failed_is_read_next_time_and_nothing_is_lost(
    server: ModelServer, config: Config, places: list[str]
) -> None:
    server.answering = lambda body: refuses(500) if "Eve Bell" in str(body) else answering(body)
    with Talentwire(config) as wire:
        report = wire.ingest(places)
        assert (report.documents, report.claims, report.refused) == (2, 2, 2)
        (failed,) = report.skipped
        assert "Eve.txt was not read: the language model at" in str(failed)
        assert "failed once (500: no); look into its log, and read again later" in str(failed)
        server.answering = answering
        again = wire.ingest(places)
        assert (again.documents, again.known_documents, again.new, again.retracted) == (1, 2, 1, 0)
        assert len(wire.moves()) == 3


def test_the_report_sums_up(server: ModelServer, config: Config, places: list[str]) -> None:
    server.answering = answering
    with Talentwire(config) as wire:
        usage = wire.ingest(places).usage
        assert usage is not None
        assert (usage.requests, usage.tokens_in, usage.tokens_out, usage.refused.total()) == (3, 3000, 300, 3)
        assert usage.cost == pytest.approx(0.006)
        assert usage.currency == "EUR"
        assert wire.ingest(places).usage is None, "nothing was read"
        assert [run.usage for run in wire.ledger().runs()] == [None, usage.to_json()]
    (entry, *_) = Talentwire(config).claims()
    assert entry.claim.extractor.startswith("llm tiny#")


@pytest.mark.parametrize("jobs", [1, 2])
def test_any_number_of_processes_gives_the_same(server: ModelServer, settings: ModelSettings, jobs: int) -> None:
    server.answering = lambda body: refuses(418) if "Eve Bell" in str(body) else answering(body)
    documents = [Document(name, text) for name, text in NEWS.items()]
    found = list(read_many([*documents, "other"], partial(find_extractor, "llm", None, settings), jobs))
    assert [type(one) for one in found] == [Extraction, Failed, Extraction, str]
    assert [one.usage.requests for one in found if isinstance(one, Extraction | Failed) and one.usage] == [1, 1, 1]


def test_documents_wait_together(server: ModelServer, settings: ModelSettings) -> None:
    server.script = [says([], hang=0.05)]
    documents = [Document(str(n), f"Number {n} of several texts.") for n in range(8)]
    list(read_many(documents, partial(find_extractor, "llm", None, settings)))
    assert server.most_at_once == settings.concurrency == 4


def test_leaving_early_ends_at_once(server: ModelServer, settings: ModelSettings) -> None:
    first = Document("0", "The first text.")
    server.answering = lambda body: says([]) if first.text in str(body) else Reply(hang=1, drop=True)
    items = [first, *(Document(str(n), f"Number {n} of several texts.") for n in range(1, 9))]
    outcomes = read_many(items, partial(find_extractor, "llm", None, settings))
    assert isinstance(next(outcomes), Extraction)
    outcomes.close()  # type: ignore[attr-defined]


@pytest.mark.usefixtures("environment")
def test_the_command_line_tells_what_it_cost(server: ModelServer, places: list[str]) -> None:
    server.answering = answering
    result = CliRunner().invoke(app, ["ingest", *places])
    assert result.exit_code == 0, result.output
    shown = " ".join(result.stdout.split())
    assert "model: 3 requests, 3,000 tokens in, 300 out, USD 0.0030" in shown
    assert "model: 3 claims refused (3 a name that the document does not have)" in shown
    assert "3 claims refused: the evidence does not stand in the document" in shown
    result = CliRunner().invoke(app, ["extract", *places])
    assert '"usage": {"requests": 0, "cached": 1,' in result.stdout


@pytest.mark.usefixtures("environment")
def test_the_command_line_tells_what_is_missing(
    server: ModelServer, places: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TALENTWIRE_LLM_MODEL")
    result = CliRunner().invoke(app, ["ingest", *places])
    assert result.exit_code == 1
    assert "talentwire: a language model needs its name at the server: set TALENTWIRE_LLM_MODEL" in result.stderr
    monkeypatch.setenv("TALENTWIRE_LLM_MODEL", "tiny")
    server.script = [refuses(401)]
    result = CliRunner().invoke(app, ["ingest", *places])
    assert result.exit_code == 3
    assert " ".join(result.stdout.split()).count("asks for a key (401: no); put it into TALENTWIRE_LLM_KEY") == 3
