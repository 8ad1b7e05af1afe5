"""The verb that loads folders of bulk reading: what it prints and with which exit status it ends."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from talentwire.bulk.folder import Folder
from talentwire.bulk.rows import claim_row, document_row
from talentwire.bulk.tables import Writer
from talentwire.model.bulk_tables import CLAIMS, DOCUMENTS, SKIPPED
from talentwire.model.claims import Claim, Move
from talentwire.model.document import Document, Span
from talentwire.model.entities import Party
from talentwire.serve.cli import app


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as bulk reading writes it, with three documents; the working folder is an empty one."""
    monkeypatch.chdir(tmp_path)
    made = Folder(tmp_path / "out")
    made.prepare({"extractor": "builtin", "version": "1", "options": {}})
    tables = made.work / "one" / "tables"
    parts = [Writer(table, tables / table.name / "part-0.parquet") for table in (DOCUMENTS, CLAIMS, SKIPPED)]
    with parts[0] as documents, parts[1] as claims, parts[2]:
        for number, who in enumerate(("Ada Brandt", "Jonas Vell", "Mira Okonkwo")):
            text = f"{who} joins Brumelune."
            read = Document(f"report-{number}", text, lang="en")
            documents.add(document_row(read, 1))
            content = Move(person=(Party(who),), to_org=(Party("Brumelune"),))
            claim = Claim(content, evidence=text[:-1], extractor="builtin 1")
            claims.add(claim_row(claim.in_document(read.digest, Span(0, len(text) - 1)), read, 1))
    made.finish({"key": "0" * 16, "place": "day.warc.gz", "run": 1, "order": 0}, tables)
    return made.path


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def test_loading_sums_up_and_adds_nothing_twice(folder: Path) -> None:
    first = run("load", "out", "--ledger", "new.db")
    assert first.exit_code == 0, first.output
    assert "3 documents loaded into new.db: 3 claims (3 move)" in first.stdout
    assert "3 claims new" in first.stdout
    again = run("load", "out", "--ledger", "new.db")
    assert again.exit_code == 0
    assert "0 documents loaded" in again.stdout
    assert "3 documents in the ledger before: nothing to do" in again.stdout
    shown = json.loads(run("claims", "--ledger", "new.db", "--format", "json").stdout)
    assert {one["person"] for one in shown} == {"Ada Brandt", "Jonas Vell", "Mira Okonkwo"}


def test_what_is_not_loaded_is_told(folder: Path) -> None:
    left = folder / "documents" / "input=ffffffffffffffff"
    left.mkdir()
    result = run("load", "out")
    assert result.exit_code == 0
    assert "1 not loaded:" in result.stdout
    assert "its input was not read to its end" in " ".join(result.stdout.split())
    (folder / "inputs" / f"{'0' * 16}.json").unlink()
    assert run("load", "out").exit_code == 3  # nothing was there to load
    (folder / "bulk.json").unlink()
    result = run("load", "out")
    assert result.exit_code == 1
    assert "holds no bulk.json" in result.stderr
