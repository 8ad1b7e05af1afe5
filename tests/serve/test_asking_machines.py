"""The verbs about machines, reporting lines and the pool of people, on the command line and for programs."""

import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from talentwire.analyse.answers.asked import Asked
from talentwire.analyse.machines.asking import MachinesAsked
from talentwire.analyse.machines.asking import View as MachinesView
from talentwire.analyse.orgchart.asking import ChartAsked
from talentwire.api import Talentwire
from talentwire.config import Config
from talentwire.serve.asking import Shape
from talentwire.serve.cli import app

EXAMPLES = Path(__file__).parents[2] / "examples/documents"
NAMES = ("en-compute.md", "en-wire.txt", "de-press.txt", "fr-press.md")
PNG = b"\x89PNG\r\n\x1a\n"
VERBS = (
    ("machines",),
    ("machines", "--view", "over-time", "--measure", "power"),
    ("machines", "--view", "per-researcher"),
    ("org-chart", "--org", "Firnlicht"),
    ("org-chart", "--org", "Firnlicht", "--since", "2026-05"),
    ("org-chart", "--view", "managers"),
    ("pool",),
    ("pool", "--view", "houses"),
)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("machines") / "ledger.db"
    with Talentwire(Config(ledger=str(place))) as wire:
        wire.ingest([str(EXAMPLES / name) for name in NAMES])
    return place


def run(ledger: Path, *words: str) -> Result:
    return CliRunner().invoke(app, [*words, "--ledger", str(ledger)])


@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
@pytest.mark.parametrize(
    ("form", "lang"), [(Shape.TABLE, "en"), (Shape.CSV, "de"), (Shape.HTML, "fr"), (Shape.PNG, "de")]
)
def test_every_verb_in_every_form(ledger: Path, tmp_path: Path, verb: tuple[str, ...], form: Shape, lang: str) -> None:
    out = tmp_path / "out"
    result = run(ledger, *verb, "--format", form, "--lang", lang, "--output", str(out))
    assert result.exit_code == 0, result.output
    data = out.read_bytes()
    assert data.startswith(PNG) if form is Shape.PNG else data.decode().strip()


def test_json_opens_the_numbers_of_the_register(ledger: Path) -> None:
    answer = json.loads(run(ledger, "machines", "--format", "json").stdout)
    glarus = next(row for row in answer["rows"] if row["site"]["value"] == "Glarus")
    assert (glarus["accelerators"]["value"], glarus["h100"]["value"], glarus["power"]["value"]) == (4096, 4096, 9)
    assert set(glarus["accelerators"]["facts"]) <= set(answer["facts"])


def test_a_program_asks_the_same(ledger: Path) -> None:
    with Talentwire(Config(ledger=str(ledger))) as wire:
        register = wire.machines(Asked(org="Firnlicht"), MachinesAsked(on=date(2026, 9, 3)))
        assert register.title == "Clusters and sites on 2026-09-03"
        assert {row["owner"].value for row in register.rows} == {"Firnlicht"}
        each = wire.machines(how=MachinesAsked(MachinesView.PER_RESEARCHER))
        assert [column.name for column in each.columns][:4] == ["org", "day", "group", "each"]
        assert wire.org_chart(Asked(org="Firnlicht"), ChartAsked()).question == "org-chart"
        assert wire.pool().rows[0]["group"].value == "everybody"


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (("org-chart",), 1, "name it with --org"),
        (("org-chart", "--org", "Fimlichtt"), 4, "Fimlichtt"),
        (("org-chart", "--org", "Firnlicht", "--view", "changes"), 1, "name it with --since"),
        (("org-chart", "--org", "Firnlicht", "--on", "2026", "--since", "2027"), 1, "must lie before 2026-12-31"),
        (("org-chart", "--org", "Firnlicht", "--on", "yesterday"), 2, "a date must look like"),
        (("machines", "--on", "2026-02-30"), 2, "no such date"),
        (("machines", "--measure", "weight"), 2, "weight"),
        (("pool", "--role", "reserch"), 1, "did you mean research?"),
        (("pool", "--during", "2026-07..2026-01"), 2, "ends before it starts"),
    ],
)
def test_what_makes_no_sense_is_told_in_a_line(
    ledger: Path, words: tuple[str, ...], status: int, sentence: str
) -> None:
    result = run(ledger, *words)
    assert result.exit_code == status, result.output
    assert sentence in " ".join(result.stderr.replace("│", " ").split())
    assert "Traceback" not in result.output
