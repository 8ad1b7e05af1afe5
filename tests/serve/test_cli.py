"""The command line: what it prints where, in which form, and with which exit status it ends."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from talentwire import __version__
from talentwire.serve import cli, render
from talentwire.serve.cli import app

TEXT = "Ada Bell joins OpenAI from Meta. Bob Cole may join Mistral. Cara Dunn did not join Nvidia, the paper says."


_MADE: list[bytes] = []


@pytest.fixture
def ledger(stub_package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A ledger of three moves; the working folder is an empty one, with settings in the environment."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TALENTWIRE_EXTRACTOR", "stub")
    monkeypatch.setenv("COLUMNS", "160")
    Path("news.txt").write_text(TEXT)
    if _MADE:  # the same for every test: made by the first, copied for the others
        Path("talentwire.db").write_bytes(_MADE[0])
    else:
        assert run("ingest", "news.txt", "--date", "2025-07-15").exit_code == 0
        _MADE.append(Path("talentwire.db").read_bytes())
    return tmp_path / "talentwire.db"


def run(*words: str, **more: str) -> Result:
    return CliRunner().invoke(app, list(words), env=more)


def test_ingest_sums_up(ledger: Path) -> None:
    Path("news.txt").write_text(TEXT + " PLEASE LIE")
    Path("other.txt").write_text("PLEASE RAISE when you read this text")
    result = run("ingest", "news.txt", "other.txt", "nowhere.txt")
    assert result.exit_code == 0
    assert "1 document recorded in talentwire.db: 3 claims (3 move)" in result.stdout
    assert "1 claim refused: the evidence does not stand in the document" in result.stdout
    assert "2 skipped:" in result.stdout
    assert "made extractor stub fail (ValueError: as the text asked)" in result.stdout
    assert "nowhere.txt" in result.stdout


@pytest.mark.parametrize("verb", ["claims", "moves"])
def test_tables_tell_status_by_a_word(ledger: Path, verb: str) -> None:
    result = run(verb)
    assert result.exit_code == 0
    for words in ("● asserted", "? talks", "✕ denied", "Ada Bell", "Meta → OpenAI", "news.txt [en]", "2025-07-15"):
        assert words in result.stdout
    assert result.stderr == "3 claims in 1 document\n"
    assert "\x1b" not in result.stdout


def test_json_and_csv_say_the_same(ledger: Path) -> None:
    rows = json.loads(run("claims", "--format", "json").stdout)
    table = list(csv.DictReader(io.StringIO(run("claims", "--format", "csv").stdout)))
    assert [row["id"] for row in rows] == [row["id"] for row in table]
    assert [row["person"] for row in rows] == ["Ada Bell", "Bob Cole", "Cara Dunn"]
    assert rows[0] | {"start": 0, "end": 31} == rows[0]
    assert rows[0]["written"]["person"] == "Bell"


@pytest.mark.parametrize(
    ("words", "persons"),
    [
        (["--kind", "quote"], []),
        (["--kind", "move", "--kind", "quote"], ["Ada Bell", "Bob Cole", "Cara Dunn"]),
        (["--person", "cole"], ["Bob Cole"]),
        (["--org", "OpenAI Inc"], ["Ada Bell"]),
        (["--status", "denied", "-s", "talks"], ["Bob Cole", "Cara Dunn"]),
        (["--since", "2025-08"], []),
        (["--since", "2025-07-15", "--until", "2025-07"], ["Ada Bell", "Bob Cole", "Cara Dunn"]),
        (["--lang", "de"], []),
        (["--text", "may join"], ["Bob Cole"]),
        (["--limit", "1"], ["Ada Bell"]),
    ],
)
def test_filters(ledger: Path, words: list[str], persons: list[str]) -> None:
    rows = json.loads(run("claims", "--format", "json", *words).stdout)
    assert [row["person"] for row in rows] == persons


def test_pages(ledger: Path) -> None:
    shown = run("org", "Meta").stdout
    assert "Who went (1)" in shown
    assert "Ada Bell: Meta → OpenAI" in shown
    assert json.loads(run("person", "Bob Cole", "--format", "json").stdout)["sections"].keys() == {"Moves"}
    assert "Bob Cole" in run("person", "Bob Cole", "--format", "csv").stdout


def test_explain_marks_the_words(ledger: Path) -> None:
    (row,) = json.loads(run("claims", "--person", "Cole", "--format", "json").stdout)
    shown = run("explain", row["id"][:8]).stdout
    assert "⟦Bob Cole may join Mistral⟧. Cara Dunn" in shown
    assert "stub.toml:3 joins" in shown
    assert "characters 33–58 of the document" in shown
    whole = json.loads(run("explain", row["id"], "--format", "json").stdout)
    assert whole["document"]["text"] == TEXT
    assert run("explain", row["id"], "--format", "csv").stdout.count("\n") == 2


def test_export(ledger: Path) -> None:
    assert run("export", "--format", "csv", "-o", "out.csv").stderr == "3 claims written to out.csv\n"
    assert len(Path("out.csv").read_text().splitlines()) == 4
    assert len(run("export", "--kind", "move").stdout.splitlines()) == 3
    pytest.importorskip("pyarrow")
    assert run("export", "--format", "parquet", "--output", "out.parquet").exit_code == 0
    assert Path("out.parquet").read_bytes().startswith(b"PAR1")


def test_a_cell_is_no_formula(ledger: Path) -> None:
    Path("evil.jsonl").write_text(json.dumps({"id": "=1+1", "title": "@SUM(A1)", "text": TEXT}) + "\n")
    assert run("ingest", "evil.jsonl").exit_code == 0
    rows = list(csv.DictReader(io.StringIO(run("export", "--format", "csv").stdout)))
    assert {row["document"] for row in rows} == {"news.txt", "'=1+1"}
    assert {row["title"] for row in rows} >= {"'@SUM(A1)"}


def test_a_document_cannot_steer_the_terminal(ledger: Path) -> None:
    evil = {
        "id": "[red]x[/nope]\x1b[2J",
        "url": "https://a.example/ \x1b]0;x\x07",
        "title": ":smile: [/]",
        "text": TEXT,
    }
    Path("evil.jsonl").write_text(json.dumps(evil) + "\n")
    Path("news.txt").unlink()
    assert run("ingest", "evil.jsonl").exit_code == 0
    (row,) = [r for r in json.loads(run("claims", "--format", "json").stdout) if r["person"] == "Ada Bell"][:1]
    for words in (["claims"], ["moves"], ["person", "Ada Bell"], ["explain", row["id"]]):
        result = run(*words, FORCE_COLOR="1")
        assert result.exit_code == 0
        assert "[red]x[/nope]" in result.stdout
        assert "\x1b[2J" not in result.stdout
        assert "\x07" not in result.stdout


def test_extract_prints_gold_lines(ledger: Path) -> None:
    (line,) = run("extract", "news.txt", "--date", "2025").stdout.splitlines()
    row = json.loads(line)
    assert (row["doc"], row["lang"], row["date"]) == ("news.txt", "en", "2025")
    assert [claim["status"] for claim in row["claims"]] == ["asserted", "talks", "denied"]


def test_read_prints_documents_that_can_be_read_again(ledger: Path) -> None:
    Path("glued.txt").write_text("Die drei sind am Montag gekommen.Das ist es, was die Firma dazu gesagt hat.")
    row = json.loads(run("read", "glued.txt").stdout)
    assert row["edits"] == [{"start": 33, "end": 33, "text": " "}]
    assert "gekommen. Das" in row["repaired"]
    Path("again.jsonl").write_text(json.dumps(row) + "\n")
    assert json.loads(run("read", "again.jsonl").stdout)["text"] == row["text"]


def test_resolve_shows_names(ledger: Path) -> None:
    assert run("resolve").exit_code == 2
    assert "Ada Bell" in run("resolve", "--dry-run").stdout
    names = {row["name"] for row in json.loads(run("resolve", "--dry-run", "--format", "json").stdout)}
    assert {"Ada Bell", "OpenAI", "Meta"} <= names
    assert run("resolve", "--dry-run", "--format", "csv").stdout.startswith("id,type,name,names,times\n")


def test_evaluate_prints_the_table_of_the_contract(ledger: Path, shared: Path) -> None:
    Path("gold.jsonl").write_text(
        json.dumps({"doc": "news", "lang": "en", "date": None, "claims": [GOLD, {**GOLD, "person": "Zoe"}]}) + "\n"
    )
    result = run("evaluate", ".", "--predictions", "out.jsonl", "--misses", "9")
    assert result.exit_code == 0
    command = [sys.executable, str(shared / "score.py"), "gold.jsonl", "out.jsonl", "--texts", ".", "--by"]
    for by in ("type", "lang"):
        theirs = subprocess.run([*command, by], capture_output=True, text=True, check=True).stdout
        assert set(theirs.splitlines()) <= set(result.stdout.splitlines())
    assert result.stderr.count("spurious ") == 2
    assert result.stderr.count("missed ") == 1
    assert json.loads(run("evaluate", ".", "--format", "json").stdout)["all"]["precision"] == 0.333
    assert "kind,move,0.333" in run("evaluate", ".", "--format", "csv").stdout


GOLD = {"type": "move", "person": "Ada Bell", "from_org": "Meta", "to_org": "OpenAI", "evidence": "Ada Bell joins"}


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (
            ["person", "Ada Bele"],
            4,
            "talentwire: the ledger knows no person called 'Ada Bele'; did you mean Ada Bell?\n",
        ),
        (["explain", "ffffffff"], 4, "talentwire: the ledger holds no claim 'ffffffff'\n"),
        (
            ["claims", "--ledger", "none.db"],
            1,
            "talentwire: there is no ledger at none.db; `talentwire ingest` makes one\n",
        ),
        (
            ["claims", "--ledger", "news.txt"],
            1,
            "talentwire: news.txt is not a ledger (it is no SQLite file): name another",
        ),
        (
            ["ingest", "news.txt", "--extractor", "nobody"],
            1,
            "talentwire: no extractor is called 'nobody' (installed: ",
        ),
        (["--config", "none.toml", "claims"], 1, "talentwire: cannot read none.toml: No such file or directory\n"),
        (["evaluate", "nowhere"], 1, "talentwire: cannot read nowhere/gold.jsonl: No such file or directory\n"),
        (["export", "-o", "no/such/folder.csv"], 1, "talentwire: no/such/folder.csv: No such file or directory\n"),
        (["extract", "nowhere.txt"], 3, "skipped: nowhere.txt"),
        (["claims", "--kind", "gossip"], 2, ""),
        (["claims", "--since", "someday"], 2, ""),
        (["gossip"], 2, ""),
    ],
)
def test_errors_are_one_line_and_have_a_status(ledger: Path, words: list[str], status: int, says: str) -> None:
    result = run(*words)
    assert result.exit_code == status
    assert result.stderr.startswith(says)
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


def test_nothing_readable_is_status_3(ledger: Path) -> None:
    assert run("ingest", "nowhere.txt").exit_code == 3


def test_an_unexpected_error_is_one_line_unless_debugged(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def explode(*_: object) -> None:
        raise ZeroDivisionError("at last")

    monkeypatch.setattr("talentwire.serve.render.claims_table", explode)
    result = run("claims")
    assert result.exit_code == 1
    assert result.stderr.startswith("talentwire: unexpected ZeroDivisionError: at last (--debug shows where")
    assert isinstance(run("--debug", "claims").exception, ZeroDivisionError)


def test_version_and_help() -> None:
    assert run("--version").stdout == f"talentwire {__version__}\n"
    helped = run("--help").stdout
    for verb in (
        "ingest",
        "extract",
        "evaluate",
        "claims",
        "person",
        "org",
        "moves",
        "explain",
        "export",
        "read",
        "resolve",
    ):
        assert f" {verb} " in helped


@pytest.mark.parametrize("columns", ["60", "80", "160"])
def test_tables_fit_the_terminal(ledger: Path, columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)  # a console made where the variable was set already keeps that width
    monkeypatch.setattr(cli, "out", render.consoles()[0])
    (row,) = json.loads(run("claims", "--person", "Cole", "--format", "json").stdout)
    for words in (["claims"], ["moves"], ["org", "OpenAI"], ["explain", row["id"]]):
        shown = run(*words, COLUMNS=columns).stdout
        assert max(map(len, shown.splitlines())) <= int(columns)
        assert row["id"][:8] in run("claims", COLUMNS=columns).stdout


def test_a_closed_pipe_is_silent(ledger: Path, stub_package: Path) -> None:
    """A real process whose reader leaves before the first line."""
    rows = ({"id": str(i), "text": f"{TEXT} {i}"} for i in range(300))
    Path("many.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    environment = {**os.environ, "PYTHONPATH": str(stub_package)}
    command = [sys.executable, "-m", "talentwire.serve.cli", "extract", "many.jsonl"]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout
        assert running.stderr
        assert running.stdout.readline().startswith('{"doc": "0"')
        running.stdout.close()
        assert running.stderr.read() == ""
    assert running.returncode == 0
