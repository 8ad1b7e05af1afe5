"""The documentation is complete and current: what is generated, what is shown and what is linked."""

import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from talentwire.config import settings
from talentwire.extract.extractor import GROUP
from talentwire.knowledge.records import FILES, Organisation, read_records
from talentwire.lang.cues import load_cues
from talentwire.lang.grammar import load_grammar
from talentwire.lang.pack import languages, load_pack
from talentwire.model.claims import KINDS, Claim, Status, slots
from talentwire.serve.cli import app

HOME = Path(__file__).parents[1]
sys.path.insert(0, str(HOME / "docs"))

import reference  # noqa: E402

PAGES = sorted(reference.pages())
NAMES = [str(page.relative_to(HOME)) for page in PAGES]
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
MACHINE = re.compile(r"(?<![\w.~-])/(?:work|tmp|root|home|Users|opt|var|usr|mnt)/|[A-Z]:\\")
REGISTRY = re.compile(
    r"pypi\.org|pythonhosted|npmjs|crates\.io|cdnjs|jsdelivr|unpkg|ghcr\.io|docker\.io", re.IGNORECASE
)

pytestmark = pytest.mark.xdist_group("docs")  # one worker, so that the ledger is made once


def text_of(name: str) -> str:
    return (HOME / name).read_text("utf-8")


def blocks(name: str, language: str) -> list[str]:
    return [body for lang, body in FENCE.findall(text_of(name)) if lang == language]


def section(name: str, heading: str) -> str:
    return text_of(name).partition(f"\n### {heading}\n")[2].partition("\n### ")[0]


@pytest.mark.parametrize("name", NAMES)
def test_generated_parts_are_current(name: str) -> None:
    text = text_of(name)
    assert reference.current(text) == text, "run `make docs`"


def test_every_part_is_on_some_page() -> None:
    everything = "".join(text_of(name) for name in NAMES)
    for part in reference.PARTS:
        assert f"<!-- generated: {part} -->" in everything


@pytest.mark.parametrize("command", sorted(reference.command_tree()))
def test_every_command_and_option_is_documented(command: str) -> None:
    shown = section("docs/reference.md", command)
    tree = reference.command_tree()[command]
    assert tree.help
    assert tree.help in shown
    for parameter in tree.params:
        for option in parameter.opts:
            assert not option.startswith("--") or f"`{option}" in shown
    assert f"talentwire {command}" in "".join(text_of(f"docs/{page}.md") for page in ("tour", "architecture", "claims"))


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_and_slot_is_documented(kind: str) -> None:
    shown = section("docs/claims.md", kind)
    for slot in slots(KINDS[kind]):
        assert f"| `{slot.name}` | {'yes ' if slot.key else ''}|" in shown
        assert all(f"`{choice}`" in shown for choice in slot.choices)


def test_every_status_and_setting_is_documented() -> None:
    assert all(f"| `{status}` |" in text_of("docs/claims.md") for status in Status)
    for setting in settings():
        assert f"| `{setting}` | `TALENTWIRE_{setting.upper()}` |" in text_of("docs/reference.md")


def test_every_key_of_a_pack_and_of_a_knowledge_file_is_documented() -> None:
    for lang in languages():
        whole = tomllib.loads((load_pack(lang).folder / "triggers.toml").read_text("utf-8"))
        for key in {key for entry in whole["trigger"] for key in entry}:
            assert f"| `{key}` |" in text_of("docs/extractor.md")
    for file, record in FILES.values():
        assert f"`{file}`" in text_of("docs/knowledge.md")
        assert all(f"`{key}`" in text_of("docs/knowledge.md") for key in record.__dataclass_fields__)
    assert GROUP in text_of("docs/extractor.md")


@pytest.mark.parametrize("name", NAMES)
def test_links_resolve(name: str) -> None:
    for target in LINK.findall(FENCE.sub("", text_of(name))):
        if not target.startswith(("https://", "http://")):
            path, _, anchor = target.partition("#")
            page = (HOME / name).parent / path if path else HOME / name
            assert page.exists(), f"{name} links to {target}"
            assert not anchor or anchor in anchors(page), f"{name} links to {target}"


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_page_is_linked() -> None:
    linked = {
        os.path.normpath((HOME / name).parent / target.partition("#")[0])
        for name in NAMES
        for target in LINK.findall(text_of(name))
    }
    for page in PAGES:
        assert page.name == "README.md" or page.parent.name == "decisions" or str(page) in linked


@pytest.mark.parametrize("name", [*NAMES, "examples/README.md", "examples/demo.py", "docs/images/moves.svg"])
def test_no_paths_of_a_machine_and_no_hosts_of_a_registry(name: str) -> None:
    assert not MACHINE.findall(text_of(name))
    assert not REGISTRY.findall(text_of(name))


def test_decisions_have_one_form() -> None:
    records = sorted((HOME / "docs" / "decisions").glob("*.md"))
    assert len(records) >= 12
    numbers = [int(page.name[:4]) for page in records]
    assert len(set(numbers)) == len(numbers)
    for number, page in zip(numbers, records, strict=True):
        text = page.read_text("utf-8")
        assert text.startswith(f"# {number}. ")
        for part in ("Context", "Decision", "Alternatives", "Consequences"):
            assert f"**{part}.**" in text


# ---- what is shown works


def test_examples_in_json_are_valid() -> None:
    claims = [json.loads(block) for block in blocks("docs/claims.md", "json")]
    assert [Claim.from_json(claim).kind for claim in claims] == ["move"]


def test_examples_of_records_are_valid(tmp_path: Path) -> None:
    (block,) = blocks("docs/knowledge.md", "json")
    (tmp_path / "organisations.jsonl").write_text(block, "utf-8")
    assert [record.name for record in read_records(tmp_path / "organisations.jsonl", Organisation)] == ["Globex"]


def test_examples_in_toml_are_valid() -> None:
    shown = [(name, block) for name in NAMES for block in blocks(name, "toml")]
    for name, block in shown:
        data = tomllib.loads(block)
        assert len(load_grammar(data, name, block).triggers) == len(data.get("trigger", ()))
        assert len(load_cues(data, name).examples) == len(data.get("cue", ()))
        if name == "docs/tour.md":
            assert data.keys() <= settings().keys()
    assert len(shown) >= 4


@pytest.mark.parametrize("name", NAMES)
def test_examples_in_python_compile(name: str) -> None:
    for block in blocks(name, "python"):
        compile(block, name, "exec")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the example documents, what the demo printed, and in ``talentwire.db`` the ledger it made."""
    where = tmp_path_factory.mktemp("docs")
    (where / "examples").symlink_to(HOME / "examples")
    ledger = where / "talentwire.db"
    source = f"import demo; demo.LEDGER = demo.Path({str(ledger)!r}); demo.main()"
    terminal = {**os.environ, "COLUMNS": "80", "PYTHONPATH": str(HOME / "examples"), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run([sys.executable, "-c", source], env=terminal, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    (where / "demo.txt").write_bytes(done.stdout)
    return where


@pytest.fixture
def here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in [name for name in os.environ if name.startswith("TALENTWIRE_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("COLUMNS", "100")
    return folder


def run(words: list[str]) -> str:
    """What a command prints; it must end well."""
    result = CliRunner().invoke(app, words[1:])
    assert result.exit_code == 0, f"{shlex.join(words)}: {result.output}"
    return result.stdout


def shown_commands() -> list[object]:
    """The commands of every ``console`` block, with the words for the claim that they name, if they do."""
    found = []
    guides = [str(page.relative_to(HOME)) for page in reference.GUIDES]
    for name in ("README.md", "docs/tour.md", "docs/exports.md", *guides):
        for block in reference.BLOCK.finditer(text_of(name)):
            lines = [line[2:].partition(" | head")[0] for line in block["body"].splitlines() if line.startswith("$ ")]
            found.append(pytest.param(lines, block["claim"], id=f"{name} {lines[0]}"))
    return found


@pytest.mark.parametrize(("lines", "claim"), shown_commands())
def test_commands_that_are_shown_run(here: Path, lines: list[str], claim: str | None) -> None:
    for line in lines:
        words = shlex.split(reference.with_claim(line, reference.chosen(claim, run)) if claim else line)
        if words[0] == "sqlite3":
            assert reference.query(here / words[1], words[2])
            continue
        assert words[0] == "talentwire"
        run(words)


@pytest.mark.parametrize(
    ("name", "number", "shown"),
    [
        ("docs/python.md", 0, "Who"),
        ("docs/how-to/agent-builder.md", 0, "denied"),
        ("docs/how-to/agent-builder.md", 1, "denied: «Larkmoor Partners"),
    ],
)
def test_examples_in_python_run(here: Path, name: str, number: int, shown: str) -> None:
    found = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    line = [sys.executable, "-c", blocks(name, "python")[number]]
    done = subprocess.run(line, env={**os.environ, "PATH": found}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert shown in done.stdout


def test_the_notebook_runs_and_shows_what_it_stores(here: Path) -> None:
    text = reference.NOTEBOOK.read_text("utf-8")
    made, stored = (json.loads(one)["cells"] for one in (reference.notebook.run(text, here), text))
    code = [one for one in made if one["cell_type"] == "code"]
    assert len(code) >= 8
    assert [kinds_of(one) for one in made] == [kinds_of(one) for one in stored], "run `make docs`"
    assert "facts are told in more documents than stories" in json.dumps(code[2]["outputs"])
    assert "data:image/png;base64," in reference.notebook.markdown(json.dumps({"cells": made}))


def kinds_of(cell: dict[str, Any]) -> list[str]:
    return [one["output_type"] for one in cell.get("outputs", ())]


def test_the_demo_shows_what_it_promises(folder: Path) -> None:
    printed = " ".join((folder / "demo.txt").read_text("utf-8").split())
    for title in ("The documents, as they are read", "Who went where", "One organisation", "What to type next"):
        assert title in printed
    assert "22 documents recorded" in printed
    assert "What others say of it" in printed, "no contested claim was found and explained"
    assert "without a claim: de-sport.txt." in printed
