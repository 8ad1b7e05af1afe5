"""Who is who in gold documents."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from talentwire.evaluate.entities import Mention, judge_entities, read_mentions
from talentwire.knowledge.atlas import Atlas
from talentwire.serve.cli import app


def row(doc: str, aliases: dict[str, list[str]], **claim: object) -> str:
    return json.dumps({"doc": doc, "aliases": aliases, "claims": [{"type": "move", "evidence": "x", **claim}]}) + "\n"


def test_mentions_are_the_names_of_claims_with_their_aliases(tmp_path: Path):
    (tmp_path / "gold.jsonl").write_text(
        row("a", {"Sam Altman": ["S. Altman"], "Nobody": ["No one"]}, person="Sam Altman", to_org="OpenAI")
        + row("b", {}, person=["Sam Altman", "Ada Bell"], type="move")
        + row("c", {}, person="Zoe", type="gossip")
    )
    names = [(m.type, m.name) for m in read_mentions([tmp_path])]
    assert names == [
        ("org", "OpenAI"),
        ("person", "Sam Altman"),
        ("person", "S. Altman"),
        ("person", "Ada Bell"),
        ("person", "Sam Altman"),
    ]


def mention(document: str, gold: str, name: str) -> Mention:
    return Mention(document, "person", gold, name)


def figures(*mentions: Mention) -> tuple[float, float]:
    rows = judge_entities(mentions, Atlas.load())
    assert {row.group for row in rows} == {"all", "person"}
    return round(rows[0].precision, 3), round(rows[0].recall, 3)


def test_b_cubed():
    sam = [mention("a", "Sam Altman", "Sam Altman"), mention("a", "Sam Altman", "Samuel Altman")]
    assert figures(*sam) == (1.0, 1.0)
    assert figures(*sam, mention("b", "Sam Altman", "Sam Altman")) == (1.0, 1.0)
    assert figures(*sam, mention("a", "Sam Altman", "the boss")) == (1.0, 0.556)
    assert figures(*sam, mention("b", "Samuel Altman", "Samuel Altman")) == (1.0, 1.0)  # the list of a says so
    google = [Mention("a", "org", "Google DeepMind", name) for name in ("Google DeepMind", "Google")]
    rows = judge_entities([*google, Mention("b", "org", "Google", "Google")], Atlas.load())
    assert (rows[0].count, rows[0].f1) == (2, 1.0)  # Google is a gold name itself, and no other word for DeepMind
    two = (mention("a", "Sam Altman", "Sam Altman"), mention("b", "Samuel Altman", "Samuel Altman"))
    assert figures(*two) == (0.5, 1.0)  # no list says so


def test_the_command(tmp_path: Path):
    (tmp_path / "gold.jsonl").write_text(row("a", {}, person="Sam Altman", to_org="OpenAI"))
    result = CliRunner().invoke(app, ["evaluate", "--entities", str(tmp_path), "--entities", str(tmp_path)])
    assert result.exit_code == 0
    assert [line.split()[0] for line in result.stdout.splitlines()[1:]] == ["all", "person", "org"]


@pytest.mark.parametrize("content", ["", "{}", "nonsense\n"])
def test_bad_folders(tmp_path: Path, content: str):
    result = CliRunner().invoke(app, ["evaluate", "--entities", str(tmp_path)])
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    (tmp_path / "gold.jsonl").write_text(content)
    result = CliRunner().invoke(app, ["evaluate", "--entities", str(tmp_path)])
    assert result.exit_code == (1 if content else 0)
    assert "Traceback" not in result.stderr


def test_names_of_gold_documents(shared: Path):
    """The floors lie just under what was reached; bare surnames, descriptions and damaged names count as well."""
    gold = [shared / "gold" / part for part in ("seeds", "dev")]
    rows = {row.group: row for row in judge_entities(read_mentions(gold), Atlas.load())}
    print(rows)
    assert rows["all"].count > 1000
    assert min(row.precision for row in rows.values()) >= 0.98
    assert rows["all"].f1 >= 0.955
    assert rows["person"].f1 >= 0.97
    assert rows["org"].f1 >= 0.945
