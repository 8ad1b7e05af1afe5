"""What the verb shows: the report of a folder, how far a run is, and what was asked wrongly."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner
from worked import QUICK, done, line, lines

from talentwire.bulk.folder import Folder
from talentwire.bulk.report import marker_of, report_of
from talentwire.bulk.run import Progress
from talentwire.serve import bulk_report
from talentwire.serve.bulking import how_far
from talentwire.serve.cli import app
from talentwire.serve.render import consoles

ABOUT = {"extractor": "stub", "version": "1", "options": {}}


@pytest.fixture
def folder(tmp_path: Path, stub_package: Path) -> Folder:
    """A folder with two finished inputs."""
    assert stub_package.is_dir()
    folder = Folder(tmp_path / "out")
    folder.prepare(ABOUT)
    folder.begin_run({"began": "then", "ended": "later"})
    for number, words in enumerate(("", "PLEASE RAISE")):
        path = lines(tmp_path / f"{number}.jsonl", [line(number), line(number + 5, words)])
        result = done(path, folder.work / "1", QUICK)
        about = {"key": result.key, "place": str(path), "files": [], "run": 1, "order": number, "ended": "later"}
        folder.finish(marker_of(result, about), Path(result.tables))
    return folder


def test_the_report_of_a_folder(folder: Folder) -> None:
    shown = CliRunner().invoke(app, ["bulk", "--status", str(folder.path)])
    assert shown.exit_code == 0
    assert shown.stdout.startswith("3 claims in 3 documents (3 move)\n2 of 2 inputs finished; ")
    assert "read             3  75.0%  read, with claims" in shown.stdout
    assert "failed           1  25.0%  the extractor failed on it" in shown.stdout
    assert "talentwire load" in shown.stdout


def test_the_report_for_programs(folder: Folder) -> None:
    shown = CliRunner().invoke(app, ["bulk", "--status", str(folder.path), "--format", "json"])
    told = json.loads(shown.stdout)
    assert told["outcomes"] == {"read": 3, "failed": 1}
    assert told["claims"] == {"move": 3}
    assert told["inputs"] == {"finished": 2, "known": 0, "total": 2}
    assert told["bytes"] > 0
    assert not told["interrupted"]


def test_what_the_gate_dropped_and_what_failed_is_shown(folder: Folder) -> None:
    report = report_of(folder)
    report.sample.add_text("a place", "The shop in the high street sells chairs and tables. ")
    report.failed = [(f"archive{number}", "cannot be read now") for number in range(12)]
    report.interrupted = True
    console, _ = consoles()
    with console.capture() as captured:
        console.print(bulk_report.printed(report))
    text = captured.get()
    assert "  The shop in the high street sells chairs and tables.\n" in text
    assert "not finished: 12\n  archive0 cannot be read now\n" in text
    assert "and 2 more" in text
    assert "the same command goes on where it was left" in text


def test_a_run_that_was_killed_is_told(folder: Folder) -> None:
    assert not report_of(folder).interrupted
    folder.begin_run({"began": "again"})
    assert report_of(folder).interrupted


def test_how_far_a_run_is() -> None:
    far = Progress(size=80_000_000, done=20_000_000, documents=5_000, claims=70, inputs=1, total=4, seconds=10.0)
    assert far.left == 30.0
    assert how_far(far) == "1 of 4 inputs, 2.0 MB/s, 500 documents/s, 70 claims, 30.0 s left"
    assert how_far(Progress(80, 0, 0, 0, 0, 4, 0.0)) == "0 of 4 inputs, 0.0 MB/s, 0 documents/s, 0 claims"


@pytest.mark.parametrize(
    ("seconds", "shown"), [(5.25, "5.2 s"), (150, "2 min 30 s"), (3_700, "1 h 1 min"), (90_000, "1 d 1 h")]
)
def test_a_length_of_time_has_two_units(seconds: float, shown: str) -> None:
    assert bulk_report.lasting(seconds) == shown


@pytest.mark.parametrize("words", [[], ["a.jsonl"], ["--out", "o"], ["a.jsonl", "--out", "o", "--retry", "x"]])
def test_what_to_read_and_where_to_write_must_be_said(words: list[str]) -> None:
    shown = CliRunner().invoke(app, ["bulk", *words])
    assert shown.exit_code == 2
    assert "PLACE" in shown.stderr


def test_a_folder_of_something_else_has_no_report(tmp_path: Path) -> None:
    shown = CliRunner().invoke(app, ["bulk", "--status", str(tmp_path)])
    assert shown.exit_code == 1
    assert "is no folder of bulk reading" in " ".join(shown.stderr.split())
