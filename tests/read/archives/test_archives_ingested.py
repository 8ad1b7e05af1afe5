"""Archives all the way: into a ledger, out on the command line, and what is said where an extra is missing."""

import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner
from warc_made import answered, packed, record

from talentwire.api import Talentwire
from talentwire.config import Config
from talentwire.errors import ReadError
from talentwire.pipeline import Done, Known
from talentwire.read.archives import Page, text_of
from talentwire.read.options import ReadOptions, Skipped
from talentwire.serve.cli import app

EXAMPLES = Path(__file__).resolve().parents[3] / "examples" / "documents"
NAMES = ("de-rumour.html", "en-interview.html", "fr-wire.html")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    rows = [
        record(answered((EXAMPLES / name).read_bytes(), "Content-Type: text/html"), f"https://news.example/{name}")
        for name in NAMES
    ]
    data = packed(rows)
    (tmp_path / "news.warc.gz").write_bytes(data[:-9])  # the last one is cut
    return tmp_path / "news.warc.gz"


def test_the_pages_of_an_archive_are_ingested_once(archive: Path) -> None:
    with Talentwire(Config(ledger=str(archive.with_name("a.db")))) as wire:
        first, second = [], []
        wire.ingest([str(archive)], on_step=first.append)
        wire.ingest([str(archive)], on_step=second.append)
        assert [type(step) for step in first] == [Done, Done, Skipped]
        assert [type(step) for step in second] == [Known, Known, Skipped]
        assert sum(step.recorded.new for step in first if isinstance(step, Done)) > 10


def test_an_archive_is_shown_on_the_command_line(archive: Path) -> None:
    shown = CliRunner().invoke(app, ["read", str(archive)])
    assert "https://news.example/en-interview.html" in shown.stdout
    assert "news.warc.gz@" in shown.stderr
    assert "cannot be read: the archive ends in the middle of it" in shown.stderr


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resiliparse.extract.html2text", None)
    with pytest.raises(ReadError, match=r"install talentwire\[bulk\]"):
        text_of(Page("a@0", None, b"<html><body>Words.</body></html>"), ReadOptions())
