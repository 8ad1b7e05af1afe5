"""A process killed at any moment loses at most the document in hand, and two processes lose and double nothing."""

import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
import recorder

from talentwire.record.ledger import Ledger
from talentwire.record.query import ClaimFilter

KILLS = 27
RECORDER = str(Path(__file__).with_name("recorder.py"))
VERSIONS = [[(read.digest, claims) for read, claims in recorder.versions(n)] for n in range(recorder.DOCUMENTS)]
WHOLE = {digest: claims for versions in VERSIONS for digest, claims in versions}
REPLACED = {versions[0][0]: versions[1][0] for versions in VERSIONS if len(versions) == 2}

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forked")


@contextmanager
def nursery() -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, RECORDER, "nursery"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield process
        assert process.stdin
        process.stdin.close()
        assert process.wait(10) == 0


def killed_after(process: subprocess.Popen[str], path: Path, documents: int, seconds: float) -> list[str]:
    """The digests of documents that a child reported as done before it was killed."""
    assert process.stdin
    assert process.stdout
    process.stdin.write(f"{path} {documents} {seconds}\n")
    process.stdin.flush()
    return process.stdout.readline().split()


def rows(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """What the file holds, read without the ledger's own code, after SQLite has found it sound."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        return {
            "document": connection.execute("SELECT digest, id, text FROM document").fetchall(),
            "reading": connection.execute("SELECT document, extractor, version FROM reading").fetchall(),
            "claim": connection.execute(
                "SELECT document, claim.id, evidence, retracted_at IS NULL, group_concat(slot || name || key, ';')"
                " FROM claim JOIN party USING (entry) GROUP BY claim.entry"
            ).fetchall(),
        }


def assert_whole(path: Path, reported: set[str]) -> None:
    """Every reported document is there, and every document that is there has all that belongs to it."""
    if not path.exists() or not path.stat().st_size:  # killed before there was a ledger
        assert not reported
        return
    with Ledger.open(str(path)):
        pass
    found = rows(path)
    stored = {digest for digest, *_ in found["document"]}
    assert reported <= stored
    assert {digest for digest, *_ in found["reading"]} == stored
    live: dict[str, list[str]] = {digest: [] for digest in stored}
    parties: dict[str, int] = dict.fromkeys(stored, 0)
    for digest, id_, _, stands, names in found["claim"]:
        parties[digest] += names.count(";") + 1
        if stands:
            live[digest].append(id_)
    for digest in stored:
        claims = {claim.id: claim for claim in WHOLE[digest]}
        is_replaced = REPLACED.get(digest) in stored
        assert sorted(live[digest]) == ([] if is_replaced else sorted(claims))
        assert parties[digest] == 3 * len(claims)


def test_a_killed_process_loses_at_most_the_document_in_hand(tmp_path: Path) -> None:
    chance = random.Random(20250703)
    undisturbed = tmp_path / "undisturbed.db"
    reported: set[str] = set()
    kept, born = tmp_path / "kept.db", 0
    with nursery() as process:
        for number in range(KILLS):
            if number % 3:  # a ledger that is killed again and again while it grows
                reported |= set(killed_after(process, kept, chance.randrange(1, 4), chance.uniform(0.0, 0.015)))
                assert_whole(kept, reported)
            else:  # a ledger that is killed while it is being made
                fresh = tmp_path / f"fresh-{number}.db"
                assert_whole(fresh, set(killed_after(process, fresh, 0, chance.uniform(0.0, 0.1))))
                born += fresh.exists()
    assert born
    assert len(reported) >= KILLS
    for path in (kept, undisturbed):
        subprocess.run([sys.executable, RECORDER, "run", path, "0", str(recorder.DOCUMENTS)], check=True, timeout=30)
    assert_whole(kept, set(WHOLE))
    assert {name: sorted(held) for name, held in rows(kept).items()} == {
        name: sorted(held) for name, held in rows(undisturbed).items()
    }


def test_two_processes_lose_and_double_nothing(tmp_path: Path) -> None:
    path = tmp_path / "both.db"
    shares = (("0", "60"), ("30", "90"))  # a third of the documents are recorded by both
    commands = [[sys.executable, RECORDER, "run", str(path), *share] for share in shares]
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for command in commands]
    said = [process.communicate(timeout=30)[0].split() for process in processes]
    assert [process.returncode for process in processes] == [0, 0]
    assert [words[-1] for words in said] == ["done", "done"]
    assert_whole(path, set(WHOLE))
    with Ledger.open(str(path)) as ledger:
        entries = ledger.claims(ClaimFilter(include_retracted=True))
        assert len(entries) == sum(len({claim.id for claim in claims}) for claims in WHOLE.values())
        assert len({run.id for run in ledger.runs()}) == 2
        assert len({entry.recorded_at for entry in entries}) == len(WHOLE)  # no two documents at one moment
