"""The connection to the database is cut in the middle of a transaction."""

import os
import threading
from collections.abc import Callable
from pathlib import Path

import left
import news
import pytest

from talentwire.api import Talentwire
from talentwire.config import Config
from talentwire.errors import LedgerError
from talentwire.pipeline import Step

SERVER = os.environ.get("TALENTWIRE_TEST_POSTGRES")
WRITING = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE application_name = 'victim' AND backend_xid IS NOT NULL"
)


@pytest.mark.skipif(not SERVER, reason="TALENTWIRE_TEST_POSTGRES holds no address of a PostgreSQL server")
@pytest.mark.parametrize("fresh", ["postgres"], indirect=True)
def test_nothing_acknowledged_is_lost(fresh: Callable[[], str], tmp_path: Path) -> None:
    """A transaction that has written is cut off after every second document, until all are recorded."""
    import psycopg

    place = str(news.written(tmp_path / "news.jsonl", 6))
    address, other = f"{fresh()}&application_name=victim", fresh()
    reported: set[str] = set()
    cuts = 0
    for _ in range(20):
        since: list[str] = []

        def note(step: Step, since: list[str] = since) -> None:
            since.append(left.acknowledged(step))

        over = threading.Event()
        cutter = threading.Thread(target=_cut, args=(psycopg.connect(SERVER, autocommit=True), since, over))
        cutter.start()
        try:
            with Talentwire(Config(ledger=address)) as wire:
                wire.ingest([place], on_step=note)
            break
        except LedgerError as error:
            assert "went away: ask again in a while" in str(error)
            cuts += 1
        finally:
            over.set()
            cutter.join(30)
        reported |= set(since) - {"-"}
        found = left.of_ledger({"ledger": address})
        assert found["findings"] == []
        assert reported <= set(found["documents"])
    assert cuts >= 2
    with Talentwire(Config(ledger=other)) as wire:
        wire.ingest([place])
    assert left.of_ledger({"ledger": address}) == left.of_ledger({"ledger": other})


def _cut(connection: object, since: list[str], over: threading.Event) -> None:
    """Cut off who is writing, once two documents were recorded and the next is on its way."""
    with connection as server:  # type: ignore[attr-defined]
        while not over.is_set():
            if sum(one != "-" for one in since) >= 2 and server.execute(WRITING).fetchall():
                return
            over.wait(0.001)
