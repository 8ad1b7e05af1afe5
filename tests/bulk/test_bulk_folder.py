"""A folder of bulk reading belongs to one reader, and holds whole inputs only."""

import json
from pathlib import Path

import pytest
from worked import QUICK, done, everything, line, lines, table

from talentwire.bulk.folder import Folder
from talentwire.errors import BulkError, ConfigError

ABOUT = {"extractor": "stub", "version": "1", "options": {"date": None}}


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    folder = Folder(tmp_path / "out")
    folder.prepare(ABOUT)
    return folder


def test_another_reader_or_other_options_are_refused(folder: Folder) -> None:
    folder.prepare(ABOUT)
    with pytest.raises(BulkError, match=r"was read with version 1, and now it is 2: give another folder .*--again"):
        folder.prepare({**ABOUT, "version": "2"})
    with pytest.raises(BulkError, match="was read with options"):
        folder.prepare({**ABOUT, "options": {"date": "2026"}})
    folder.prepare({**ABOUT, "version": "2"}, again=True)
    assert folder.about()["version"] == "2"


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(BulkError, match="is not empty and no folder of bulk reading"):
        Folder(tmp_path).prepare(ABOUT, again=True)
    with pytest.raises(BulkError, match=r"it has no bulk\.json"):
        Folder(tmp_path).about()


@pytest.mark.parametrize("held", ["{", '{"format": 99}', "[]"])
def test_a_folder_that_cannot_be_understood_is_refused(folder: Folder, held: str) -> None:
    (folder.path / "bulk.json").write_text(held)
    with pytest.raises(BulkError, match=r"cannot be read|has format"):
        folder.prepare(ABOUT)


def test_one_program_at_a_time(folder: Folder) -> None:
    with folder.held(), pytest.raises(ConfigError, match="another `talentwire bulk` is at work"), folder.held():
        pass
    with folder.held(), pytest.raises(ConfigError, match="is at work"):
        folder.prepare(ABOUT, again=True)


@pytest.mark.usefixtures("stub_package")
def test_without_its_marker_an_input_does_not_count(folder: Folder, tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", [line(0), line(1)])
    result = done(path, folder.work / "1", QUICK)
    folder.finish({"key": result.key, "run": 1, "order": 0, "ended": ""}, Path(result.tables))
    assert len(table(folder.path, "claims")) == 2
    assert everything(folder.path)["claims"] == table(folder.path, "claims")
    folder.tidy()
    assert len(table(folder.path, "claims")) == 2
    (folder.path / "inputs" / f"{result.key}.json").unlink()
    folder.tidy()
    assert table(folder.path, "claims") == []


def test_a_marker_that_is_broken_is_told_with_what_to_do(folder: Folder) -> None:
    (folder.path / "inputs").mkdir()
    (folder.path / "inputs" / "ab.json").write_text("{")
    with pytest.raises(BulkError, match=r"marker .*ab\.json cannot be read: .*; remove it, and run again"):
        folder.markers()


def test_runs_are_numbered(folder: Folder) -> None:
    assert [folder.begin_run({"began": "then"}) for _ in range(3)] == [1, 2, 3]
    assert json.loads((folder.path / "runs" / "2.json").read_text()) == {"run": 2, "began": "then"}
