"""``talentwire forget``: what it asks, refuses, prints, and with which status it ends."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from talentwire.serve.cli import app

TEXT = "Ada Bell joins OpenAI from Meta. Bob Cole may join Mistral. Ada Bell joins Nvidia."


@pytest.fixture(autouse=True)
def ledger(stub_package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TALENTWIRE_EXTRACTOR", "stub")
    monkeypatch.setenv("TALENTWIRE_LLM_CACHE", "off")
    monkeypatch.setenv("COLUMNS", "160")
    Path("news.txt").write_text(TEXT)
    assert run("ingest", "news.txt", "--date", "2025-07-15").exit_code == 0
    return tmp_path / "talentwire.db"


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def claims() -> list[str]:
    return [one["person"] for one in json.loads(run("claims", "--format", "json").stdout)]


def test_it_says_what_it_would_remove_and_does_not() -> None:
    result = run("forget", "ada bell", "--dry-run")
    assert result.exit_code == 0
    for part in ("forgetting Ada Bell would remove:", "2 claims", "move 2:", "2 places blackened in 1 document"):
        assert part in result.stdout
    assert claims().count("Ada Bell") == 2
    assert run("decisions").stdout.count("forget") == 0


def test_it_removes_and_reports() -> None:
    assert run("export", "-o", "out.jsonl").exit_code == 0
    result = run("forget", "Ada Bell", "--by", "bea", "--reason", "she asks", "--yes", "--export", "out.jsonl")
    assert result.exit_code == 0, result.stderr
    told = " ".join(result.stdout.split()).replace("out.jsonl :", "out.jsonl:")  # however long the path is
    for part in ("forgotten (decision 1):", "out.jsonl: 2 rows removed", "everybody of the same name", "--remember"):
        assert part in told
    assert claims() == ["Bob Cole"]
    assert "Ada" not in Path("out.jsonl").read_text()
    again = run("forget", "Ada Bell", "--by", "bea", "--reason", "she asks", "--yes")
    assert (again.exit_code, "was forgotten before" in again.stdout) == (0, True)


def test_without_somebody_to_ask_it_refuses() -> None:
    result = run("forget", "Ada Bell", "--by", "bea", "--reason", "she asks")
    assert (result.exit_code, "--yes" in result.stderr) == (1, True)
    assert claims().count("Ada Bell") == 2


@pytest.mark.parametrize(("answer", "left"), [("n\n", 2), ("y\n", 0)])
def test_at_a_terminal_it_asks(answer: str, left: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("talentwire.serve.forgetting.is_attended", lambda: True)
    words = ["forget", "Ada Bell", "--by", "bea", "--reason", "she asks"]
    result = CliRunner().invoke(app, words, input=answer)
    assert "Remove Ada Bell for good?" in result.stderr
    assert (result.exit_code == 0) is (not left)
    assert claims().count("Ada Bell") == left


@pytest.mark.parametrize(
    ("words", "status", "part"),
    [
        (["Ada Bell", "--yes", "--reason", "x"], 1, "--by"),
        (["Ada Bell", "--yes", "--by", "bea"], 1, "--reason"),
        (["Ada Belt", "--yes", "--by", "bea", "--reason", "x"], 4, "did you mean Ada Bell?"),
        (["OpenAI", "--yes", "--by", "bea", "--reason", "x"], 1, "is an organisation"),
        (["Ada Bell", "--yes", "--by", "b", "--reason", "x", "--export", "news.txt"], 1, "is no export of claims"),
        (["Ada Bell", "--yes", "--by", "b", "--reason", "x", "--export", "none.csv"], 1, "No such file"),
        (["Bob Cole", "--remember", "--by", "bea", "--reason", "x"], 4, "nobody of this name was forgotten"),
    ],
)
def test_bad_input_is_told_and_changes_nothing(words: list[str], status: int, part: str) -> None:
    result = run("forget", *words)
    assert (result.exit_code, part in result.stderr) == (status, True), result.stderr
    assert claims().count("Ada Bell") == 2
    assert Path("news.txt").read_text() == TEXT


def test_a_mark_can_be_taken_away() -> None:
    run("forget", "Ada Bell", "--by", "bea", "--reason", "she asks", "--yes")
    Path("more.txt").write_text("Ada Bell joins Mistral.")
    run("ingest", "more.txt")
    assert claims() == ["Bob Cole"]
    result = run("forget", "Ada Bell", "--remember", "--by", "bea", "--reason", "another one")
    assert (result.exit_code, "the person of decision 1" in result.stderr) == (0, True)
    Path("most.txt").write_text("Ada Bell joins Kestrelite.")
    run("ingest", "most.txt")
    assert sorted(claims()) == ["Ada Bell", "Bob Cole"]
