"""How long people stay and who leaves together, on the command line and for programs."""

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from talentwire.analyse.answers.asked import Asked
from talentwire.analyse.episodes.asking import EpisodesAsked
from talentwire.analyse.staying.asking import StayingAsked, View
from talentwire.api import Talentwire
from talentwire.config import load_config
from talentwire.serve.asking import Shape
from talentwire.serve.cli import app

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def ledger(stub_package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TALENTWIRE_EXTRACTOR", "stub")
    monkeypatch.setenv("COLUMNS", "180")
    names = ["Ada Bell", "Bea Cole", "Cy Dunn", "Di Eklund"]
    told = {
        "2024-01-10": [f"{name} joins OpenAI from Google DeepMind." for name in names],
        "2025-03-10": [f"{name} joins Meta from OpenAI." for name in names[:3]],
    }
    for day, sentences in told.items():
        Path(f"{day}.txt").write_text(" ".join(sentences))
        assert run("ingest", f"{day}.txt", "--date", day).exit_code == 0
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


@pytest.mark.parametrize("form", Shape)
@pytest.mark.parametrize("view", View)
def test_staying_in_every_form(ledger: Path, view: str, form: str) -> None:
    result = run("staying", "--view", view, "--format", form, "--lang", "fr", "--output", f"out.{form}")
    assert (result.exit_code, result.stderr) == (0, f"staying written to out.{form}\n"), result.output
    data = Path(f"out.{form}").read_bytes()
    assert data.startswith(PNG) if form == "png" else data.decode().strip()


def test_few_cases_are_counted_and_give_no_share(ledger: Path) -> None:
    result = run("staying", "--view", "groups")
    assert re.search(r"OpenAI +4 +4 +3 +c?[0-9a-f]+", result.stdout), result.stdout
    assert "%" not in result.stdout
    assert "fewer than 12 cases" in result.stderr


def test_the_spells_of_a_person(ledger: Path) -> None:
    result = run("staying", "--person", "Bell", "--format", "json")
    rows = json.loads(result.stdout)["rows"]
    assert [(row["house"]["value"], row["end"]["value"]) for row in rows] == [("Meta", None), ("OpenAI", "2025-03-10")]


@pytest.mark.parametrize("form", Shape)
@pytest.mark.parametrize("more", [(), ("--episode", "1")])
def test_episodes_in_every_form(ledger: Path, more: tuple[str, ...], form: str) -> None:
    result = run("episodes", *more, "--format", form, "--lang", "de", "--output", f"out.{form}")
    assert (result.exit_code, result.stderr) == (0, f"episodes written to out.{form}\n"), result.output
    data = Path(f"out.{form}").read_bytes()
    assert data.startswith(PNG) if form == "png" else data.decode().strip()


def test_raids_are_listed_and_opened(ledger: Path) -> None:
    rows = json.loads(run("episodes", "--format", "json").stdout)["rows"]
    assert [(row["number"]["value"], row["from"]["value"], row["heads"]["value"]) for row in rows] == [
        (1, "Alphabet", 4), (2, "OpenAI", 3),
    ]  # fmt: skip
    opened = run("episodes", "--org", "Meta", "--view", "timeline")
    assert opened.stdout.startswith("Episode 2: OpenAI → Meta")
    assert re.search(r"2025-03-10 +0 +OpenAI → Meta +Ada Bell: OpenAI → Meta +reported", opened.stdout)
    assert "not what was done because of it" in opened.stderr


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (("staying", "--years", "0"), 1, "years must be more than 0"),
        (("staying", "--years", "many"), 2, "years"),
        (("staying", "--role", "reserch"), 1, "did you mean research?"),
        (("staying", "--org", "Openaii"), 4, "did you mean OpenAI?"),
        (("staying", "--clock", "never"), 2, "never"),
        (("episodes", "--heads", "1"), 1, "heads must be at least 2"),
        (("episodes", "--episode", "9"), 1, "there is no episode 9; they are numbered from 1 to 2"),
        (("episodes", "--view", "timeline"), 1, "2 are left: 1, 2; name one with --episode"),
        (("episodes", "--episode", "0"), 2, "episode"),
        (("episodes", "--kind", "flood"), 2, "flood"),
    ],
)
def test_what_makes_no_sense_is_told_in_a_line(
    ledger: Path, words: tuple[str, ...], status: int, sentence: str
) -> None:
    result = run(*words)
    assert result.exit_code == status, result.output
    assert sentence in " ".join(result.stderr.replace("│", " ").split())
    assert "Traceback" not in result.output


def test_programs_ask_the_same(ledger: Path) -> None:
    with Talentwire(load_config()) as wire:
        answer = wire.staying(Asked(org="OpenAI"), StayingAsked(View.GROUPS))
        assert [row["spells"].value for row in answer.rows] == [4, 4]
        assert wire.staying().question == "staying"
        listed = wire.episodes(Asked(org="Meta"))
        assert [row["heads"].value for row in listed.rows] == [3]
        assert wire.episodes(how=EpisodesAsked(episode=1)).title == "Episode 1: Alphabet → OpenAI"
