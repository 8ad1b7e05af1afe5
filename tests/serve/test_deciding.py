"""The verbs by which people put things right, and those that ask what is believed, as a user meets them."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from talentwire.serve.cli import app

TEXTS = {
    "one.txt": "Wei Chen joins OpenAI from Meta. Bob Cole may join Mistral. "
    "Katrin Meyer joins Nvidia. Anna Keller joins Nvidia.",
    "two.txt": "Katrina Meier joins Nvidia from Intel, as we hear. Anne Keller joins Nvidia. "
    "Cara Dunn did not join Nvidia, the paper says.",
}
_MADE: list[bytes] = []


@pytest.fixture
def ledger(stub_package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TALENTWIRE_EXTRACTOR", "stub")
    monkeypatch.setenv("TALENTWIRE_EDITOR", "ada")
    monkeypatch.setenv("COLUMNS", "160")
    for name, text in TEXTS.items():
        Path(name).write_text(text)
    if _MADE:
        Path("talentwire.db").write_bytes(_MADE[0])
    else:
        assert run("ingest", *TEXTS, "--date", "2025-07-15").exit_code == 0
        _MADE.append(Path("talentwire.db").read_bytes())
    return tmp_path / "talentwire.db"


def run(*words: str, typed: str | None = None, **more: str) -> Result:
    return CliRunner().invoke(app, list(words), input=typed, env=more)


def first_claim(*words: str) -> str:
    return str(json.loads(run("claims", *words, "--format", "json").stdout)[0]["id"])


def test_merge_says_its_number_and_undo_takes_it_back(ledger: Path) -> None:
    made = run("merge", "Katrin Meyer", "Bob Cole", "--reason", "for the test")
    assert made.exit_code == 0
    assert made.stderr.startswith("decision 1: merge ")
    assert "(ada: for the test)" in made.stderr
    assert "Mistral" in run("person", "Katrin Meyer").stdout
    undone = run("undo", "--reason", "it was a test")
    assert re.match(r"undone: decision 1: merge .*\ndecision 2: undo merge ", undone.stderr)
    assert "Mistral" not in run("person", "Katrin Meyer").stdout
    table = run("decisions").stdout
    assert "undone by 2" in table
    assert [row["id"] for row in json.loads(run("decisions", "--format", "json").stdout)] == [2, 1]
    rows = list(csv.DictReader(io.StringIO(run("decisions", "--format", "csv").stdout)))
    assert rows[1]["undone_by"] == "2"


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (("merge", "Katrin Meyer", "Nvidia", "-m", "x"), 1, "Katrin Meyer is a person and Nvidia an organisation"),
        (("merge", "Katrin Meyer", "Zora Null", "-m", "x"), 4, "the ledger knows no person called 'Zora Null'"),
        (("split", "Katrin Meyer", "-m", "x"), 1, "say from what to split the name"),
        (("merge", "Katrin Meyer", "Katrin Meyer", "-m", "x"), 4, "are one name already"),
        (("undo", "17"), 4, "there is no decision 17; `talentwire decisions` lists them"),
        (("undo",), 4, "there is no decision of ada that stands"),
        (("retract", "zzzzzz", "-m", "x"), 4, "no claim 'zzzzzz'"),
        (("fact", "abcdef"), 4, "holds no claim 'abcdef'"),
        (("facts", "--as-of", "2020"), 4, "nothing was known as of 2020: this ledger began on"),
        (("facts", "--as-of", "soon"), 2, "a date must look like"),
        (("claims", "--during", "2025-07..2025-01"), 2, ""),
    ],
)
def test_what_makes_no_sense_is_told_in_a_line(
    ledger: Path, words: tuple[str, ...], status: int, sentence: str
) -> None:
    result = run(*words)
    assert result.exit_code == status, result.output
    assert sentence in " ".join(result.stderr.split())
    assert "Traceback" not in result.output
    assert json.loads(run("decisions", "--format", "json").stdout) == []


def test_nobody_decides_unnamed(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    claim = first_claim()
    monkeypatch.delenv("TALENTWIRE_EDITOR")
    result = run("retract", claim, "-m", "x")
    assert result.exit_code == 1
    assert "say who decides: --by NAME" in result.stderr
    assert run("retract", claim).exit_code == 2  # without a reason


def test_a_claim_is_corrected_on_the_command_line(ledger: Path) -> None:
    claim = first_claim("--person", "Wei Chen")
    result = run("correct", claim[:8], "to_role=chief scientist", "to_org=Mistral", "-m", "see page 2")
    assert result.exit_code == 0, result.output
    (better,) = json.loads(run("claims", "--person", "Wei Chen", "--format", "json").stdout)
    assert (better["to_org"], better["to_role"], better["extractor"]) == ("Mistral", "chief scientist", "editor:ada")
    assert run("retract", claim[:8], "-m", "again").exit_code == 4
    for word, sentence in (
        ("colour=red", "is no SLOT=VALUE of a move; its slots are person, headcount"),
        ("headcount=many", "headcount must be a number"),
        ("nonsense", "is no SLOT=VALUE"),
    ):
        refused = run("correct", first_claim("--person", "Wei Chen")[:8], word, "-m", "x")
        assert refused.exit_code == 1
        assert sentence in " ".join(refused.stderr.split())


def test_a_denied_claim_makes_a_denied_fact(ledger: Path) -> None:
    claim = first_claim("--person", "Wei Chen")
    assert "● reported" in run("facts", "--person", "Wei Chen").stdout
    assert run("deny", claim, "-m", "asked her").exit_code == 0
    shown = run("fact", claim[:8])
    assert "✕ denied" in shown.stdout
    assert "asked her" in shown.stdout
    assert "Wei Chen joins OpenAI from Meta" in shown.stdout
    (found,) = json.loads(run("facts", "--person", "Wei Chen", "--format", "json").stdout)
    assert (found["status"], found["stands"]) == ("denied", False)
    (row,) = csv.DictReader(io.StringIO(run("facts", "--person", "Wei Chen", "--format", "csv").stdout))
    assert row["fact"] == found["id"]
    assert json.loads(run("fact", claim, "--format", "json").stdout)["id"] == found["id"]


def test_review_walks_the_unsure_pairs(ledger: Path) -> None:
    pairs = json.loads(run("review", "--format", "json").stdout)
    names = [{side["name"] for side in pair["sides"]} for pair in pairs]
    assert names == [{"Katrin Meyer", "Katrina Meier"}, {"Anna Keller", "Anne Keller"}]
    shown = run("review", typed="x\nd\nz\nn\ns\n")
    assert shown.exit_code == 0, shown.output
    for words in ("1 of 2", "2 of 2", "Katrina Meier", "joins Nvidia", "alike "):
        assert words in shown.stdout
    assert "decision 1 undone" in shown.stderr
    assert "1 decision made; 0 left" in shown.stderr
    assert [one["verb"] for one in json.loads(run("decisions", "--format", "json").stdout)] == [
        "merge",
        "undo",
        "split",
    ]
    assert "0 decisions made; 1 left" in run("review", typed="q\n").stderr
    assert run("review", typed="u\n").exit_code == 0
    assert "no pair of names waits for a decision" in run("review").stderr


def test_stories_are_listed(ledger: Path) -> None:
    assert run("stories").stderr.startswith("0 stories")
    assert "one.txt" in run("stories", "--document", "one.txt").stdout
    assert json.loads(run("stories", "--format", "json").stdout) == []
    assert run("stories", "--document", "nowhere").exit_code == 4
