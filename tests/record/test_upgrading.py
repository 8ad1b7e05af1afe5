"""A ledger is brought up to date while others read it; who may not write any more is told so."""

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any

import pytest
from older import older
from samples import all_of, article, move

from talentwire.errors import LedgerError
from talentwire.record import migrations, steps, upgrading
from talentwire.record.answers import ClaimFilter
from talentwire.record.ledger import Ledger

COPIES = 1_500
ASKED = (
    "SELECT count(*), count(DISTINCT person) FROM move",
    "SELECT count(*) FROM claim JOIN document ON claim.document = document.digest JOIN party ON party.entry = "
    "claim.entry WHERE retracted_at IS NULL",
    "SELECT count(*) FROM party WHERE type = 'person' AND name LIKE 'Ada Lovelace%' AND slot = 'person'",
)
"""As a program of version 1 asks; what all answers are the same to before, during and after."""
NEXT_RUN = (
    "INSERT INTO run (id, command, program, extractor, version, started) SELECT max(id) + 1, 'ingest', '0.1.0', "
    "'builtin', '2', '2025-07-02T00:00:00.000000Z' FROM run"
)
Ask = Callable[[str], Any]


@contextmanager
def shell(address: str) -> Iterator[Ask]:
    """A connection that waits for nothing longer than a second and a half."""
    if "://" not in address:
        with closing(sqlite3.connect(address, timeout=1.5, isolation_level=None)) as connection:
            yield lambda text: connection.execute(text).fetchall()
        return
    import psycopg

    with psycopg.connect(address, autocommit=True) as server:
        server.execute("SET statement_timeout = '1500ms'")

        def ask(text: str) -> Any:
            answered = server.execute(text)
            return answered.fetchall() if answered.description else None

        yield ask


class Reader(threading.Thread):
    """Asks one thing after the other until it is told to end."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.answers: list[Any] = []
        self.failed: list[BaseException] = []
        self.ended = threading.Event()

    def run(self) -> None:
        try:
            with shell(self.address) as ask:
                while not self.ended.is_set():
                    self.answers.append([[tuple(row) for row in ask(text)] for text in ASKED])
        except BaseException as error:  # noqa: BLE001 (the test looks at it)
            self.failed.append(error)


@contextmanager
def asking(address: str) -> Iterator[Reader]:
    reader = Reader(address)
    reader.start()
    try:
        yield reader
    finally:
        reader.ended.set()
        reader.join(30)


def test_whoever_reads_goes_on_and_sees_the_same(address: str) -> None:
    older(address, COPIES)
    told: list[str] = []
    with asking(address) as reader:
        while len(reader.answers) < 3 and not reader.failed:
            reader.ended.wait(0.01)
        before = len(reader.answers)
        with Ledger.open(address, told=told.append) as ledger:
            during = len(reader.answers)
            assert ledger.counts().claims == 2 + 7 * COPIES
            assert len(ledger.claims(ClaimFilter(person=f"Bob Stone {COPIES}"))) == 2
    assert reader.failed == []
    assert during > before
    assert len({str(answer) for answer in reader.answers}) == 1
    assert told[0].startswith(f"Bringing the ledger up to version {migrations.VERSION}: step 1 to version 2")


def test_a_table_that_somebody_holds_is_waited_for_without_keeping_others_out(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    older(address)
    if "://" not in address:
        pytest.skip("in a file nobody holds a table against another's reading")
    monkeypatch.setattr(upgrading, "_PAUSE", 0.1)
    import psycopg

    with psycopg.connect(address) as holding, asking(address) as reader:
        holding.execute("SELECT * FROM party")  # keeps the table from being changed until it ends
        threading.Timer(0.8, holding.rollback).start()
        Ledger.open(address).close()
    assert reader.failed == []
    with psycopg.connect(address) as holding, monkeypatch.context() as patch:
        patch.setattr(upgrading, "_PATIENCE", 0.3)
        patch.setattr(migrations, "VERSION", migrations.VERSION + 1)
        patch.setitem(migrations.MIGRATIONS, migrations.VERSION, ("ALTER TABLE run ADD COLUMN host TEXT",))
        holding.execute("SELECT * FROM run")
        with pytest.raises(LedgerError, match="is in use by another program for too long"):
            Ledger.open(address)


def test_one_that_is_too_old_to_look_is_told_by_the_database(address: str) -> None:
    older(address)
    if "://" not in address:
        pytest.skip("SQLite knows nobody who asks")
    import psycopg

    with shell(address) as ask:
        ask(NEXT_RUN)
        Ledger.open(address).close()
        for late in (NEXT_RUN, "UPDATE claim SET retracted_at = 'now' WHERE retracted_at IS NULL"):
            with pytest.raises(psycopg.Error, match="brought up to date by a newer Talentwire, or was"):
                ask(late)
        assert ask("SELECT count(*) FROM run") == [(4,)]
    with Ledger.open(address) as ledger:
        ledger.record(ledger.begin_run("ingest", "builtin", "2"), article("new"), all_of(article("new")))
        assert ledger.counts().claims == 5


def newer(patch: pytest.MonkeyPatch, *found: steps.Step) -> None:
    """Let this be a program of the next version."""
    patch.setattr(migrations, "VERSION", migrations.VERSION + 1)
    patch.setitem(migrations.MIGRATIONS, migrations.VERSION, found)


def test_an_older_program_that_is_open_reads_on_and_writes_no_more(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Ledger.open(address) as ledger:
        run = ledger.begin_run("ingest", "builtin", "1")
        ledger.record(run, article(), all_of(article()))
        with monkeypatch.context() as patch:
            newer(patch, "ALTER TABLE run ADD COLUMN host TEXT")
            Ledger.open(address).close()
        assert ledger.counts().claims == 3
        with pytest.raises(LedgerError, match="writes nothing more to it; end it and upgrade"):
            ledger.record(run, article("late"), all_of(article("late")))
        assert ledger.counts().claims == 3
    with pytest.raises(LedgerError, match="was written by a newer Talentwire"):
        Ledger.open(address)


def test_between_the_parts_of_data_that_are_brought_over_older_programs_write_only_before_the_fence(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Ledger.open(address) as ledger:
        run = ledger.begin_run("ingest", "builtin", "1")
        for number in range(5):
            ledger.record(run, article(f"n-{number}"), [move(article(f"n-{number}"))])
    stopped = RuntimeError("as if it were killed")
    parts: list[int] = []

    def bring(self: steps.Brought, connection: Any, low: int) -> int | None:
        if len(parts) == 2:
            raise stopped
        parts.append(low)
        return brought(self, connection, low)

    brought = steps.Brought.bring
    with monkeypatch.context() as patch:
        patch.setattr(steps, "PART", 2)
        newer(
            patch,
            "ALTER TABLE claim ADD COLUMN length INTEGER",
            steps.Fence(),
            steps.Brought(
                "UPDATE claim SET length = coalesce(length, 0) + length(evidence) WHERE entry > :low AND "
                "entry <= :high", "claim", "entry",
            ),
        )  # fmt: skip
        with patch.context() as killed:
            killed.setattr(steps.Brought, "bring", bring)
            with pytest.raises(RuntimeError):
                Ledger.open(address)
    with Ledger.open(address) as ledger:  # the older program again: the version has not turned
        assert ledger.counts().claims == 5
        with pytest.raises(LedgerError, match="is being brought up to version"):
            ledger.begin_run("ingest", "builtin", "1")
    with monkeypatch.context() as patch:
        newer(patch, "ALTER TABLE claim ADD COLUMN length INTEGER", steps.Fence(), steps.Brought(
            "UPDATE claim SET length = coalesce(length, 0) + length(evidence) WHERE entry > :low AND entry <= :high",
            "claim", "entry",
        ))  # fmt: skip
        with Ledger.open(address) as ledger, ledger._store.reading() as connection:
            asked = "SELECT count(*) FROM claim WHERE length = length(evidence)"  # none was brought over twice
            assert connection.exec_driver_sql(asked).scalar() == 5
            assert connection.exec_driver_sql("SELECT count(*) FROM meta WHERE name = 'upgrade'").scalar() == 0
    assert parts == [0, 2]


def test_two_programs_that_come_at_once_do_it_once(address: str) -> None:
    older(address, 200)
    code = "import sys; from talentwire.record.ledger import Ledger; print(Ledger.open(sys.argv[1]).counts().claims)"
    started = [
        subprocess.Popen([sys.executable, "-c", code, address], stdout=subprocess.PIPE, text=True, env=os.environ)
        for _ in range(2)
    ]
    assert [process.communicate(timeout=60)[0].strip() for process in started] == [str(2 + 7 * 200)] * 2
