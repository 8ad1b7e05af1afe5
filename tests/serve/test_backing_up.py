"""``talentwire backup`` and ``restore``: the same answers afterwards, and nobody is back who was forgotten."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from talentwire.serve.cli import app

TEXT = "Ada Bell joins OpenAI from Meta. Bob Cole may join Mistral. Ada Bell joins Nvidia."


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def told(*words: str) -> str:
    """What a verb prints, in one line."""
    result = run(*words)
    assert result.exit_code == 0, result.stderr
    return " ".join(result.stdout.split())


@pytest.fixture(autouse=True)
def here(stub_package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TALENTWIRE_EXTRACTOR", "stub")
    monkeypatch.setenv("TALENTWIRE_LLM_CACHE", "off")
    monkeypatch.setenv("COLUMNS", "200")
    Path("news.txt").write_text(TEXT)


def facts(ledger: str) -> str:
    return run("facts", "--format", "json", "--ledger", ledger).stdout


def test_answers_are_the_same_byte_for_byte(address: str) -> None:
    assert run("ingest", "news.txt", "--date", "2025-07-15", "--ledger", address).exit_code == 0
    before = facts(address), run("flows", "--format", "json", "--ledger", address).stdout
    assert "3 entries of claims in 1 document copied to copy.db" in told("backup", "copy.db", "--ledger", address)
    assert "restored to new.db" in told("restore", "copy.db", "--ledger", "new.db")
    for ledger in ("copy.db", "new.db"):
        assert (facts(ledger), run("flows", "--format", "json", "--ledger", ledger).stdout) == before
    refused = run("restore", "copy.db", "--ledger", address)
    assert (refused.exit_code, "holds a ledger already" in refused.stderr) == (1, True)


def test_who_was_forgotten_since_is_forgotten_again() -> None:
    assert run("ingest", "news.txt", "--date", "2025-07-15").exit_code == 0
    told("backup", "old.db")
    told("forget", "Ada Bell", "--by", "bea", "--reason", "she asks", "--yes")
    told("restore", "old.db", "--ledger", "back.db")
    assert "Ada Bell" in facts("back.db")
    result = run("restore", "old.db", "--ledger", "clean.db", "--forgotten", "talentwire.db", "--by", "bea")
    assert (result.exit_code, "1 forgotten again" in result.stderr) == (0, True)
    assert "Ada" not in facts("clean.db")
    assert b"Ada Bell" not in Path("clean.db").read_bytes()
    decisions = json.loads(run("decisions", "--format", "json", "--ledger", "clean.db").stdout)
    assert [(one["verb"], one["by"]) for one in decisions] == [("forget", "bea")]
    assert told("ingest", "news.txt", "--ledger", "clean.db")
    assert "Ada" not in facts("clean.db")
