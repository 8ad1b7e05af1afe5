"""Runs with Daft's own runner and on Ray give the same tables, whatever befalls the workers and whoever runs them."""

import gc
import json
import os
import signal
import subprocess
import sys
import time
import warnings
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from worked import QUICK, everything, line, lines

from talentwire.bulk.folder import Folder
from talentwire.bulk.frame import Engine
from talentwire.bulk.report import report_of
from talentwire.bulk.retrying import retry
from talentwire.bulk.run import Progress, bulk
from talentwire.errors import BulkError, NotFoundError

pytestmark = [
    pytest.mark.xdist_group("bulk"),  # workers are processes, and start once
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),
]
INPUTS, EACH = 4, 5
TWO = Engine(jobs=2)


@pytest.fixture(autouse=True, scope="module")
def pipes_of_lost_processes() -> Iterator[None]:
    """Daft leaves them to be closed when they are forgotten; not while somebody else's test runs."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        yield
        gc.collect()


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four inputs, with a document that ends its process, one that fails and one that is no document."""
    folder = tmp_path_factory.mktemp("places")
    for number in range(INPUTS):
        found = [line(number * EACH + one) for one in range(EACH)]
        if number == 1:
            found[1]["text"] += " PLEASE DIE"
            found[3]["text"] += " PLEASE RAISE"
        lines(folder / f"{number}.jsonl", found)
    with (folder / "3.jsonl").open("a") as file:
        file.write("{no json\n")
    return folder


@pytest.fixture(scope="module")
def native(places: Path, tmp_path_factory: pytest.TempPathFactory, stub_for_children: Path) -> Iterator[Path]:
    """The tables that two processes of Daft's own runner make."""
    assert stub_for_children.is_dir()
    out = tmp_path_factory.mktemp("native") / "out"
    seen: list[Progress] = []
    report = bulk([str(places)], out, QUICK, TWO, on_progress=seen.append)
    assert report.outcomes == {"read": INPUTS * EACH - 2, "failed": 2, "unreadable": 1}
    assert (report.inputs, report.failed, report.interrupted) == (INPUTS, [], False)
    assert seen[-1].done == seen[-1].size == sum(path.stat().st_size for path in places.iterdir())
    yield out


def without_runs(out: Path) -> dict[str, list[dict[str, Any]]]:
    return {name: [{**row, "run": 0} for row in rows] for name, rows in everything(out).items()}


def test_a_document_that_ends_its_process_costs_itself(native: Path, places: Path) -> None:
    failed = {row["place"]: row["detail"] for row in everything(native)["skipped"] if row["reason"] == "failed"}
    assert failed[f"{places}/1.jsonl:2"] == "ended the process that read it, twice"
    assert "as the text asked" in failed[f"{places}/1.jsonl:4"]
    ids = [row["id"] for row in everything(native)["documents"]]
    assert ids == [f"d{number}" for number in range(INPUTS * EACH) if number not in (6, 8)]
    assert not (native / ".work").exists()


def test_what_is_finished_is_left_alone(native: Path, places: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in native.rglob("*.parquet")}
    report = bulk([str(places)], native, QUICK, TWO)
    assert (report.inputs, report.known, report.total) == (0, INPUTS, 0)
    assert {path: path.stat().st_mtime_ns for path in native.rglob("*.parquet")} == before
    shown = report_of(Folder(native))
    assert (shown.inputs, shown.outcomes["failed"], shown.interrupted) == (INPUTS, 2, False)


def test_a_run_that_was_killed_is_taken_up_again(native: Path, places: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (tmp_path / "talentwire.toml").write_text('extractor = "stub"\n')
    command = [sys.executable, "-m", "talentwire", "bulk", str(places), "--out", str(out), "--all", "-j", "2"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        until = time.monotonic() + 120
        while not list((out / "inputs").glob("*.json")) and process.poll() is None and time.monotonic() < until:
            time.sleep(0.02)
        with suppress(ProcessLookupError):
            process.send_signal(signal.SIGKILL)
    before = {marker["key"] for marker in Folder(out).markers()}
    assert before
    report = bulk([str(places)], out, QUICK, TWO)
    assert report.known == len(before)
    assert report.inputs == INPUTS - len(before)
    key = [marker["key"] for marker in Folder(out).markers()]
    assert sorted(key) == sorted(marker["key"] for marker in Folder(native).markers())
    for name, rows in without_runs(out).items():
        assert sorted(rows, key=str) == sorted(without_runs(native)[name], key=str)


def test_ray_gives_the_same_bytes(native: Path, places: Path, tmp_path: Path) -> None:
    pytest.importorskip("ray")
    out = tmp_path / "out"
    (tmp_path / "talentwire.toml").write_text('extractor = "stub"\n')
    options = ["--out", str(out), "--all", "-j", "2", "--ray", "local", "--format", "json"]
    command = [sys.executable, "-m", "talentwire", "bulk", str(places), *options]
    environment = {**os.environ, "RAY_TMPDIR": "/tmp"}  # a socket's path has to be short
    ended = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=500, check=False
    )
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout)["outcomes"] == {"read": INPUTS * EACH - 2, "unreadable": 1, "failed": 2}
    assert everything(out) == everything(native)
    for path in sorted(out.rglob("*.parquet")):
        assert path.read_bytes() == (native / path.relative_to(out)).read_bytes()


def test_documents_are_read_again_by_name(places: Path, tmp_path: Path, stub_for_children: Path) -> None:
    """What stood is kept, in its order; a reader that has learnt better reads what failed."""
    out = tmp_path / "out"
    place = f"{places}/1.jsonl"
    bulk([place], out, QUICK, TWO)
    first = everything(out)
    stub = stub_for_children / "talentwire_stub.py"
    held = stub.read_text()
    try:
        stub.write_text(held.replace('raise ValueError("as the text asked")', "pass"))
        report = retry([f"{place}:4"], out, QUICK, TWO)
    finally:
        stub.write_text(held)
    assert report.outcomes == {"read": 1}
    then = everything(out)
    assert [row["id"] for row in then["documents"]] == [*(row["id"] for row in first["documents"]), "d8"]
    assert then["claims"][: len(first["claims"])] == first["claims"]
    assert [row["place"] for row in then["skipped"]] == [f"{place}:2"]
    (marker,) = Folder(out).markers()
    assert (marker["run"], marker["documents"], marker["outcomes"]) == (2, 4, {"read": 4, "failed": 1})
    with pytest.raises(NotFoundError, match="nowhere: nothing of this name failed"):
        retry(["nowhere"], out, QUICK, TWO)
    with pytest.raises(NotFoundError, match="no document: nothing"):
        retry(["timed-out"], out, QUICK, TWO)


def test_a_worker_that_ends_before_its_first_word_is_replaced(
    places: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stub_for_children: Path
) -> None:
    """Daft waits for it without end."""
    assert stub_for_children.is_dir()
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(tmp_path), os.environ["PYTHONPATH"])))
    monkeypatch.setattr("talentwire.bulk.run._STILL", 2.0)
    (tmp_path / "sitecustomize.py").write_text(
        "import os, pathlib, sys\n"
        f"once = pathlib.Path({str(tmp_path / 'once')!r})\n"
        "if any('udf_worker' in word for word in sys.orig_argv) and not once.exists():\n"
        "    once.touch()\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    report = bulk([str(places / "0.jsonl")], tmp_path / "out", QUICK, Engine(jobs=1))
    assert (tmp_path / "once").exists()
    assert report.outcomes == {"read": EACH}
    assert (report.inputs, report.failed) == (1, [])


def test_workers_that_never_begin_are_told(places: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    (tmp_path / "talentwire").mkdir()  # stands in the way of the package
    (tmp_path / "talentwire" / "__init__.py").write_text("raise ImportError('not here')")
    with pytest.raises(BulkError, match="workers are lost again and again"):
        bulk([str(places / "0.jsonl")], tmp_path / "out", QUICK, TWO)
