"""``talentwire alert``: saved, imported, shown with a trial, tested and run."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from receiver import Receiver
from typer.testing import CliRunner, Result
from watched import Time, move, opened, tell

from talentwire.serve.alerting import file, verbs
from talentwire.serve.cli import app

FILE = """
[[alert]]
name = "Leaves Thornsea"
when = ["leaves"]
org = "Thornsea"
webhook = "https://hook.example/"
language = "de"

[[alert]]
name = "Dear"
per_head = "USD 10m"
mail = "ada@example.org"
"""


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TALENTWIRE_LEDGER", str(tmp_path / "alerts.db"))
    yield str(tmp_path / "alerts.db")


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["alert", *words])


def happen(ledger: str) -> None:
    with opened(ledger, Time()) as wire:
        tell(wire, move("Ada Brandt", "Thornsea", "Brumelune"))


def test_from_first_to_last(ledger: str, receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TALENTWIRE_ALLOW_PRIVATE", "true")
    made = run("add", "Thornsea", "--when", "leaves", "--org", "Thornsea", "--webhook", receiver.url)
    assert made.exit_code == 0 and made.stdout.startswith("whsec_") and "may come" in made.stderr
    assert run("add", "Thornsea", "--kind", "move").exit_code == 1
    assert "Thornsea: arrived" not in run("test", "Thornsea").stderr and len(receiver.held) == 1
    assert json.loads(receiver.held[0].body)["data"]["trial"] is True
    happen(ledger)
    ran = run("run")
    assert "1 event for 1 alert: Thornsea 1" in ran.stderr and "1 sent" in ran.stderr
    assert json.loads(receiver.held[1].body)["data"]["sentence"] == "Ada Brandt: Thornsea → Brumelune"
    assert "nothing new" in run("run").stderr
    listed = json.loads(run("list", "--format", "json").stdout)
    assert [(one["name"], one["events"], one["state"]) for one in listed] == [("Thornsea", 1, "on")]
    assert "whsec" not in str(listed) and "--when leaves --org Thornsea" in run("list", "--format", "csv").stdout
    run("pause", "Thornsea")
    assert json.loads(run("list", "-f", "json").stdout)[0]["state"] == "paused"
    run("resume", "Thornsea")
    assert run("secret", "Thornsea").stdout.startswith("whsec_") and made.stdout not in run("list").stdout
    assert run("add", "Thornsea", "--kind", "move", "--replace").exit_code == 0
    assert run("remove", "Thornsea").exit_code == 0
    assert run("remove", "Thornsea").exit_code == 4


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as made:
        yield made


def test_a_trial_shows_how_loud_it_is(ledger: str) -> None:
    run("add", "Moves", "--kind", "move")
    happen(ledger)
    shown = run("show", "Moves", "--days", "92")
    assert shown.exit_code == 0 and "told" in shown.stdout
    whole = json.loads(run("show", "Moves", "--format", "json").stdout)
    assert whole["name"] == "Moves" and whole["asks"] == {"kind": ["move"]} and "secret" not in whole
    assert run("show", "Moves", "--format", "csv").exit_code == 1
    assert run("show", "Nothing").exit_code == 4


def test_a_file_is_saved_as_a_whole_and_again(ledger: str, tmp_path: Path) -> None:
    (tmp_path / "alerts.toml").write_text(FILE)
    made = run("import", "alerts.toml")
    assert made.exit_code == 0 and made.stdout.startswith("Leaves Thornsea\twhsec_") and "2 alerts saved" in made.stderr
    assert run("import", "alerts.toml").stdout == ""
    listed = json.loads(run("list", "-f", "json").stdout)
    assert [one["outlets"]["lang"] for one in listed] == ["en", "de"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "[[alert]]\nname = 'x'\norg = 'y'\nwhen = ['leave']",
            "alert 1 (x): when cannot be 'leave'; did you mean leaves",
        ),
        ("[[alert]]\norg = 'y'", "alert 1: it has no name"),
        ("[[alert]]\nname = 'x'\norg = 'y'\n[[alert]]\nname = 'x'\norg = 'z'", "two alerts called 'x'"),
        ("[[alert]]\nname = 'x'\norg = 'y'\nwebhook = 'nowhere'", "no address of a webhook"),
        ("alert = 3", "must hold tables [[alert]]"),
        ("[alerts]\nx = 1", "must hold tables [[alert]]"),
        ("[[alert", "is not TOML"),
    ],
)
def test_a_file_that_makes_no_sense_saves_nothing(ledger: str, tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "alerts.toml").write_text(
        "[[alert]]\nname = 'good'\nkind = 'move'\n" + text if "alert]]" in text else text
    )
    said = run("import", "alerts.toml")
    assert said.exit_code == 1 and says.replace("alert 1", "alert 2") in said.stderr
    assert not Path(ledger).exists()


def test_ingest_says_how_many_events_there_are(ledger: str, tmp_path: Path, stub_package: Path) -> None:
    (tmp_path / "one.txt").write_text("Wei Chen joins Brumelune from Thornsea.")
    words: list[Any] = ["ingest", "one.txt", "--extractor", "stub"]
    run("add", "Moves", "--kind", "move")
    assert "1 event for 1 alert: Moves 1" in CliRunner().invoke(app, words).stderr
    assert "alert" not in CliRunner().invoke(app, words).stderr


def test_many_claims_do_not_keep_ingest_waiting(
    ledger: str, tmp_path: Path, stub_package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verbs, "_FEW", 1)
    (tmp_path / "two.txt").write_text("Wei Chen joins Brumelune from Thornsea. Bob Cole joins Brumelune from Thornsea.")
    run("add", "Moves", "--kind", "move")
    words = ["ingest", "two.txt", "--extractor", "stub"]
    assert "2 claims wait to be looked at by alerts" in CliRunner().invoke(app, words).stderr
    assert "2 events" in run("run").stderr


def test_the_file_that_the_guide_shows_is_one(tmp_path: Path) -> None:
    guide = (Path(__file__).parents[3] / "docs" / "alerts.md").read_text("utf-8")
    (tmp_path / "guide.toml").write_text(guide.split("```toml\n")[1].split("```")[0])
    assert [one.name for one in file.read(tmp_path / "guide.toml")] == ["Leaves Brumelune", "Dear heads"]


def test_a_file_that_is_not_there_is_said(ledger: str) -> None:
    assert "cannot read" in run("import", "nothing.toml").stderr
