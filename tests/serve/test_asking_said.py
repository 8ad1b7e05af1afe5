"""``said``, ``ties`` and ``changes`` on the command line and for programs."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from talentwire.analyse.answers.asked import Asked
from talentwire.analyse.difference.change import Became, Topic
from talentwire.api import Talentwire
from talentwire.config import Config
from talentwire.errors import BadValueError
from talentwire.serve.asking import Shape
from talentwire.serve.cli import app

FIRST = "Ada Bell may join Brume from Meta. Bob Cole joins OpenAI from Meta. Cara Dunn is founder of Brume."
SECOND = "Ada Bell joins Brume from Meta. Bob Cole did not join OpenAI from Meta. Dan Ek joins Nvidia from Brume."


@pytest.fixture
def moments(stub_package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """A ledger of two documents, and the moments after each."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TALENTWIRE_EXTRACTOR", "stub")
    monkeypatch.setenv("TALENTWIRE_LLM_CACHE", "off")
    monkeypatch.setenv("COLUMNS", "180")
    return read("one.txt", FIRST, "2025-07-15"), read("two.txt", SECOND, "2025-08-01")


def read(name: str, text: str, day: str) -> str:
    Path(name).write_text(text)
    assert run("ingest", name, "--date", day).exit_code == 0
    return datetime.now(UTC).isoformat()


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def rows(*words: str) -> list[dict[str, Any]]:
    result = run(*words, "--format", "json")
    assert result.exit_code == 0, result.output
    found: list[dict[str, Any]] = json.loads(result.stdout)["rows"]
    return found


def values(found: list[dict[str, Any]], *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row.get(name, {}).get("value") for name in names) for row in found]


QUESTIONS = [
    ("said", "--view", "statements"), ("said", "--view", "answers"), ("said", "--view", "record", "--first"),
    ("ties",), ("ties", "--org", "Meta", "--steps", "2"), ("changes", "--since", "2020"),
]  # fmt: skip


@pytest.mark.parametrize("form", Shape)
@pytest.mark.parametrize("words", QUESTIONS)
def test_every_form_of_every_view(moments: tuple[str, str], words: tuple[str, ...], form: str) -> None:
    result = run(*words, "--format", form, "--lang", "fr", "--output", f"out.{form}")
    assert (result.exit_code, result.stderr) == (0, f"{words[0]} written to out.{form}\n"), result.output
    assert Path(f"out.{form}").read_bytes().strip()


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (("said", "--view", "nonsense"), 2, "nonsense"),
        (("said", "--person", "Ada Bill"), 4, "did you mean Ada Bell?"),
        (("said", "--as-of", "1999"), 4, "this ledger began on"),
        (("ties", "--steps", "3"), 2, "steps"),
        (("ties", "--org", "Brumo"), 4, "did you mean Brume?"),
        (("changes",), 2, "since"),
        (("changes", "--since", "yesterday"), 2, "yesterday"),
        (("changes", "--since", "2030", "--until", "2029"), 1, "2030 is after 2029"),
        (("changes", "--since", "1998", "--until", "1999"), 4, "this ledger began on"),
        (("changes", "--since", "2020", "--org", "Brumo"), 4, "did you mean Brume?"),
    ],
)
def test_what_makes_no_sense_is_told_in_a_line(
    moments: tuple[str, str], words: tuple[str, ...], status: int, sentence: str
) -> None:
    result = run(*words)
    assert result.exit_code == status, result.output
    assert sentence in " ".join(result.stderr.replace("│", " ").split())
    assert "Traceback" not in result.output


def test_claims_and_their_answers(moments: tuple[str, str]) -> None:
    assert values(rows("said", "--view", "answers"), "after", "does", "status") == [
        (0, "claims", "denied"),
        (17, "denies", "denied"),
    ]


def test_what_was_known_then_is_what_is_answered(moments: tuple[str, str]) -> None:
    first, second = moments
    assert rows("said", "--view", "answers", "--as-of", first) == []
    assert len(rows("said", "--view", "answers", "--as-of", second)) == 2
    assert values(rows("ties", "--org", "Brume", "--as-of", first), "org", "status") == [("Meta", "rumoured")]


def test_ties_of_a_house(moments: tuple[str, str]) -> None:
    assert values(rows("ties", "--org", "Brume"), "org", "tie", "through") == [
        ("Meta", "went from one to the other", "Ada Bell"),
        ("Nvidia", "went from one to the other", "Dan Ek"),
    ]


def test_changes_between_two_moments(moments: tuple[str, str]) -> None:
    first, second = moments
    found = rows("changes", "--since", first)
    assert values(found, "topic", "became", "what", "before", "after") == [
        ("Moves and posts", "surer", "Ada Bell: Meta → Brume", "rumoured; date: 2025-07-15",
         "reported; date: 2025-08-01"),
        ("Moves and posts", "new", "Dan Ek: Brume → Nvidia", "–", "reported"),
        ("Denials and failures", "denied", "Bob Cole: Meta → OpenAI", "reported", "denied by two.txt"),
    ]  # fmt: skip
    assert rows("changes", "--since", second) == rows("changes", "--since", first, "--until", first) == []
    assert rows("changes", "--since", first, "--until", second) == rows("changes", "--since", first) == found
    assert rows("changes", "--since", first, "--as-of", second) == found
    assert len(rows("changes", "--since", "2020", "--until", first)) == 3
    assert "knew nothing that answers this at the first moment" in run("changes", "--since", "2020").stderr


def test_changes_of_one_person_and_of_one_house(moments: tuple[str, str]) -> None:
    first, _ = moments
    assert values(rows("changes", "--since", first, "--person", "Dan Ek"), "became") == [("new",)]
    assert values(rows("changes", "--since", first, "--org", "Nvidia"), "became") == [("new",)]


def test_what_was_merged_split_and_put_right_are_corrections(moments: tuple[str, str]) -> None:
    third = read("three.txt", "Daniel Ekman joins Nvidia from Brume.", "2025-08-02")
    assert run("merge", "Dan Ek", "Daniel Ekman", "--by", "bea", "--reason", "one man").exit_code == 0
    fourth = datetime.now(UTC).isoformat()
    assert values(rows("changes", "--since", third), "topic", "became") == [("Corrections", "joined")]
    assert run("undo", "--by", "bea").exit_code == 0
    assert values(rows("changes", "--since", fourth), "topic", "became") == [("Corrections", "split off")]
    claim = rows("changes", "--since", moments[1], "--until", third)[0]["what"]["facts"][0]
    fifth = datetime.now(UTC).isoformat()
    assert run("correct", claim[:10], "to_org=Brume", "from_org=Nvidia", "--by", "bea", "--reason", "x").exit_code == 0
    assert values(rows("changes", "--since", fifth), "became", "before", "after") == [
        ("corrected", "reported; from: Brume; to: Nvidia", "confirmed; from: Nvidia; to: Brume")
    ]


def test_who_was_forgotten_is_in_no_difference(moments: tuple[str, str]) -> None:
    first, _ = moments
    assert "Dan Ek" in run("changes", "--since", first, "--format", "json").stdout
    assert run("forget", "Dan Ek", "--by", "bea", "--reason", "he asks", "--yes").exit_code == 0
    for since in ("2020", *moments):
        for form in ("json", "html", "table"):
            assert "Dan Ek" not in run("changes", "--since", since, "--format", form).output
    assert "Dan Ek" not in run("said", "--format", "json").stdout + run("ties", "--format", "json").stdout


def test_who_was_forgotten_elsewhere_is_in_no_difference_that_was_asked_before(moments: tuple[str, str]) -> None:
    with Talentwire(Config(ledger="talentwire.db", extractor="stub")) as wire:
        names = [row["what"].value for row in wire.changes(*moments).rows]
        assert "Dan Ek: Brume → Nvidia" in names
        assert run("forget", "Dan Ek", "--by", "bea", "--reason", "he asks", "--yes").exit_code == 0
        assert not any("Ek" in str(row["what"].value) for row in wire.changes(*moments).rows)


def test_who_is_only_a_source_may_be_asked_about(moments: tuple[str, str]) -> None:
    claim = rows("said", "--view", "answers")[0]["dispute"]["facts"][0]
    assert run("said", "--person", "Eve Voss").exit_code == 4
    assert run("correct", claim[:10], "source=Eve Voss", "--by", "bea", "--reason", "x").exit_code == 0
    for words in (("--org", "Eve Voss"), ("--person", "Eve Voss")):
        assert run("said", *words).exit_code == 0
        assert run("ties", *words).exit_code == 4
    assert run("said", "--person", "OpenAI").exit_code == 4


def test_a_difference_for_programs(moments: tuple[str, str]) -> None:
    first, second = moments
    with Talentwire(Config(ledger="talentwire.db", extractor="stub")) as wire:
        found = wire.difference(first, second)
        assert (found.since, found.until) == moments
        assert [one.became for one in found.of(Topic.MOVES) if one.before is None] == [Became.NEW]
        of_one = wire.difference(first, asked=Asked(person="Dan Ek")).changes
        assert [one.fact.slots["person"].shown for one in of_one] == ["Dan Ek"]
        with pytest.raises(BadValueError, match="must not come after"):
            wire.difference(second, first)
        assert wire.said().question == "said"
        assert wire.ties().question == "ties"
        assert wire.changes(first).question == "changes"
