"""A disk that is full, and one that cannot be written: said in a sentence, and nothing that stood there is lost."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import left
import news
import pytest

from talentwire.api import Talentwire
from talentwire.config import Config
from talentwire.errors import LedgerError

UNSHARE = shutil.which("unshare")


def may_mount() -> bool:
    """Whether a disk of one's own can be had."""
    if not UNSHARE or os.geteuid():
        return False
    return not subprocess.run([UNSHARE, "-m", "true"], check=False, capture_output=True).returncode


@pytest.mark.skipif(not may_mount(), reason="no disk can be mounted here")
def test_a_full_disk_and_a_read_only_one(tmp_path: Path) -> None:
    place = str(news.written(tmp_path / "news.jsonl", 16))
    other = str(tmp_path / "other.db")
    with Talentwire(Config(ledger=other)) as wire:
        wire.ingest([place])
    script = str(Path(__file__).with_name("cramped.py"))
    command = [str(UNSHARE), "-m", "--propagation", "private", sys.executable, script, str(tmp_path / "disk"), place]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    ledger = tmp_path / "disk" / "news.db"
    assert said["full"].startswith(f"{ledger} has no room left on its disk: make some and run the command again")
    assert said["read_only"].startswith(f"{ledger} cannot be written: change its permissions or name another place")
    assert said["after"]["findings"] == said["then"]["findings"] == []
    assert set(said["reported"]) - {"-"} >= set(said["after"]["documents"])
    assert 0 < len(said["after"]["documents"]) < len(said["then"]["documents"])
    assert said["then"] == json.loads(json.dumps(left.of_ledger({"ledger": other})))


def test_a_file_that_may_not_grow(tmp_path: Path) -> None:
    """The same where nothing can be mounted: SQLite refuses to let its file grow."""
    from sqlalchemy import Engine, event

    place = str(news.written(tmp_path / "news.jsonl", 12))
    address, other = str(tmp_path / "small.db"), str(tmp_path / "other.db")
    with Talentwire(Config(ledger=address)) as wire:
        wire.ledger(create=True)
    with closing(sqlite3.connect(address)) as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0] + 12

    def small(connection: object, _: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")  # type: ignore[attr-defined]

    event.listen(Engine, "connect", small)
    reported: list[str] = []
    try:
        with (
            pytest.raises(LedgerError, match="has no room left on its disk"),
            Talentwire(Config(ledger=address)) as wire,
        ):
            wire.ingest([place], on_step=lambda step: reported.append(left.acknowledged(step)))
    finally:
        event.remove(Engine, "connect", small)
    found = left.of_ledger({"ledger": address})
    assert found["findings"] == []
    assert set(reported) - {"-"} == set(found["documents"])
    for ledger in (address, other):
        with Talentwire(Config(ledger=ledger)) as wire:
            wire.ingest([place])
    assert left.of_ledger({"ledger": address}) == left.of_ledger({"ledger": other})
