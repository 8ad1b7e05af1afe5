"""Killed at any moment, a process loses nothing that it had acknowledged, doubles nothing, and can be run again.

``make faults`` kills each kind two hundred times (``TALENTWIRE_FAULTS=200``).
"""

import os
import random
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any

import news
import pytest
from asking import Ask

from talentwire.record.files import APPLICATION_ID

KILLS = int(os.environ.get("TALENTWIRE_FAULTS", "2"))
HERE = Path(__file__).parent
DATA = HERE.parent / "record" / "data"

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forked")


def killed_again_and_again(ask: Ask, make: Callable[[], dict[str, Any]], seed: int, what: str) -> None:
    """Kill at moments drawn from all of an undisturbed run, each time a new one, and compare with that run."""
    undisturbed = ask(make())
    whole, takes = undisturbed["then"], undisturbed["seconds"]
    assert whole["documents"]
    assert not whole["findings"]
    chance = random.Random(seed)
    began, late, cut = time.monotonic(), 0, 0
    for _ in range(KILLS):
        answer = ask({**make(), "seconds": chance.uniform(0.0, takes)})
        reported = set(answer["reported"]) - {"-", "done"}
        late += "done" in answer["reported"]
        cut += answer["left"]["rows"] not in ({}, whole["rows"])
        assert answer["left"]["findings"] == []
        assert reported <= set(answer["left"]["documents"])
        assert len(set(answer["left"]["documents"])) == len(answer["left"]["documents"])
        assert answer["then"] == whole
    print(f"\n{what}: {KILLS} kills, {late} after the end, {cut} with part of the work left", end="")
    print(f", {(time.monotonic() - began) / KILLS:.2f} s each with check and second run")


def test_ingest(ask: Ask, fresh: Callable[[], str], tmp_path: Path) -> None:
    place = str(news.written(tmp_path / "news.jsonl", 8))
    make = lambda: {"work": "ingest", "ledger": fresh(), "places": [place]}  # noqa: E731
    killed_again_and_again(ask, make, 20260703, "ingest")


def test_migration(ask: Ask, fresh: Callable[[], str]) -> None:
    def make() -> dict[str, Any]:
        address = fresh()
        if "://" in address:
            import psycopg

            with psycopg.connect(address, autocommit=True) as connection:
                connection.execute((DATA / "v1.postgres.sql").read_bytes())
        else:
            with closing(sqlite3.connect(address)) as connection:
                connection.executescript((DATA / "v1.sqlite.sql").read_text("utf-8"))
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        return {"work": "migrate", "ledger": address}

    killed_again_and_again(ask, make, 20260704, "migration")


def test_two_at_once_lose_and_double_nothing(ask: Ask, fresh: Callable[[], str], tmp_path: Path) -> None:
    place = str(news.written(tmp_path / "news.jsonl", 10))
    alone = ask({"work": "ingest", "ledger": fresh(), "places": [place]})
    both = ask({"work": "ingest", "ledger": fresh(), "places": [place], "at_once": 2})
    assert both["reported"] == [["done"], ["done"]]
    assert both["left"] == both["then"] == alone["then"]


def bulk_trials(tmp_path: Path) -> Callable[[], dict[str, Any]]:
    """Three inputs, each time read into a new folder."""
    pytest.importorskip("daft")
    places = [str(news.written(tmp_path / f"news-{number}.jsonl", 5, number)) for number in range(3)]
    outs = (str(tmp_path / f"out-{number}") for number in count())
    return lambda: {"work": "bulk", "out": next(outs), "places": places}


def test_bulk_reading(ask: Ask, tmp_path: Path) -> None:
    killed_again_and_again(ask, bulk_trials(tmp_path), 20260705, "bulk")


def test_a_worker_of_bulk_reading_is_lost(ask: Ask, tmp_path: Path) -> None:
    make = bulk_trials(tmp_path)
    whole = ask(make())["then"]
    lost = ask({**make(), "seconds": 0.0, "worker": True})
    assert lost["reported"] == ["done"], lost["said"]
    assert lost["left"] == lost["then"] == whole


@pytest.mark.skipif(KILLS < 10, reason="takes long; `make faults` does it")
def test_a_worker_of_a_ray_cluster_is_lost(ask: Ask, tmp_path: Path) -> None:
    pytest.importorskip("ray")
    make = bulk_trials(tmp_path)
    whole = ask(make())["then"]
    lost = ask({**make(), "seconds": 0.0, "worker": True, "ray": "local", "jobs": 2})
    assert lost["reported"] == ["done"], lost["said"]
    assert lost["left"] == lost["then"] == whole


def test_load(ask: Ask, fresh: Callable[[], str], tmp_path: Path) -> None:
    tables = ask(bulk_trials(tmp_path)())
    assert tables["then"]["documents"]
    out = str(tmp_path / "out-0")
    killed_again_and_again(ask, lambda: {"work": "load", "ledger": fresh(), "out": out}, 20260706, "load")
