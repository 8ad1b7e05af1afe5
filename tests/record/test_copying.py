"""A backup is a ledger of one moment, and what comes back from it is the same ledger, on either database."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import recorder
from older import older
from samples import all_of, article, move
from sqlalchemy import select

from talentwire.errors import LedgerError
from talentwire.model.entities import Node
from talentwire.record.answers import ClaimFilter, Meant
from talentwire.record.ledger import Ledger
from talentwire.record.schema import meta, metadata

RECORDER = str(Path(__file__).with_name("recorder.py"))


def content(address: str) -> dict[str, list[Any]]:
    """Every row of every table, but for what each database notes of itself."""
    with Ledger.open(address, create=False) as ledger, ledger._store.reading() as connection:
        found = {}
        for table in metadata.sorted_tables:
            asked = select(table).order_by(*table.primary_key.columns)
            if table is meta:
                asked = asked.where(meta.c.name.not_in(("views",)))
            found[table.name] = [tuple(row) for row in connection.execute(asked)]
        return found


def fill(address: str) -> None:
    """A ledger with documents, retractions, decisions that were undone, and somebody who was forgotten."""
    with Ledger.open(address) as ledger:
        run = ledger.begin_run("ingest", "builtin", "1")
        for number in range(4):
            document = article(f"nzz-{number}")
            ledger.record(run, document, all_of(document))
        ledger.retract(move(article("nzz-0")).id, by="eve", reason="no")
        ledger.decisions.undo(1, by="eve", reason="yes after all")
        nobody = Meant(frozenset({Node("person", "jane doe")}))
        ledger.forgetting.forget(nobody, by="eve", reason="she asks", repaired=lambda one: one, sketched=lambda _: None)
        ledger.end_run(run, 4, 12, 0)


def test_what_comes_back_is_the_same_and_goes_on(address: str, fresh: Callable[[], str], tmp_path: Path) -> None:
    fill(address)
    copy = tmp_path / "copy"
    with Ledger.open(address) as ledger:
        copied = ledger.back_up(copy)
        counts = ledger.counts()
    assert (copied.place, copied.documents) == (str(copy), 4)
    assert not list(tmp_path.glob(".copy*"))
    again = fresh()
    for place in (again, str(tmp_path / "third.db")):
        with Ledger.open(place) as ledger:
            assert ledger.restore(copy)[1:] == copied[1:]
            assert ledger.counts() == counts
        assert content(place) == content(address) == content(str(copy))
    with Ledger.open(again) as ledger, Ledger.open(address) as first:
        for one in (ledger, first):
            run = one.begin_run("ingest", "builtin", "1")
            late = article("late", text=article().text + " Jane Doe sagt nichts.")
            one.record(run, late, all_of(late))
            assert "Jane Doe" not in one.document("late").text
        assert [run.id for run in ledger.runs()] == [run.id for run in first.runs()] == [2, 1]
        assert [one.number for one in ledger.claims()] == [one.number for one in first.claims()]
        ledger.retract(ledger.claims()[0].id, by="eve", reason="no")
        assert ledger.decisions.list()[0].id == 4
        assert ledger.check().findings == ()


def test_what_is_there_is_never_written_over(address: str, tmp_path: Path) -> None:
    fill(address)
    (tmp_path / "notes.txt").write_text("Dear diary")
    with Ledger.open(address) as ledger:
        with pytest.raises(LedgerError, match="exists, and a backup is never written over another"):
            ledger.back_up(tmp_path / "notes.txt")
        with pytest.raises(LedgerError, match=r"the folder .* does not exist"):
            ledger.back_up(tmp_path / "nowhere" / "copy.db")
        ledger.back_up(tmp_path / "copy.db")
        with pytest.raises(LedgerError, match="holds a ledger already"):
            ledger.restore(tmp_path / "copy.db")
        with pytest.raises(LedgerError, match="is no SQLite file"):
            ledger.restore(tmp_path / "notes.txt")
        assert ledger.counts().documents == 4
    assert (tmp_path / "notes.txt").read_text() == "Dear diary"


def test_an_older_backup_stays_as_it_is_and_comes_back_up_to_date(address: str, tmp_path: Path) -> None:
    copy = older(str(tmp_path / "copy.db"))
    before = Path(copy).read_bytes()
    with Ledger.open(address) as ledger:
        assert ledger.restore(Path(copy)).claims == 7
        assert len(ledger.decisions.list()) == 2
    assert Path(copy).read_bytes() == before
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT value FROM meta WHERE name = 'version'").fetchone() == ("1",)


def test_a_backup_while_others_write_holds_whole_documents(address: str, tmp_path: Path) -> None:
    Ledger.open(address).close()
    command = [sys.executable, RECORDER, "run", address, "0", str(recorder.DOCUMENTS)]
    sizes = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writing, Ledger.open(address) as ledger:
        assert writing.stdout
        writing.stdout.readline()
        for number in range(3):
            copy = tmp_path / f"{number}.db"
            ledger.back_up(copy)
            with closing(sqlite3.connect(copy)) as connection:
                asked = (
                    "SELECT digest, (SELECT count(*) FROM claim WHERE document = digest), "
                    "(SELECT count(*) FROM party JOIN claim USING (entry) WHERE document = digest) FROM document"
                )
                rows = connection.execute(asked).fetchall()
            for digest, claims, parties in rows:
                assert claims == len(WHOLE[digest])
                assert parties == 3 * claims
            sizes.append(len(rows))
        writing.stdout.read()
    assert writing.returncode == 0
    assert sizes == sorted(sizes)
    assert sizes[0] > 0


WHOLE = {
    read.digest: {claim.id for claim in claims}
    for number in range(recorder.DOCUMENTS)
    for read, claims in recorder.versions(number)
}


def test_a_dump_of_the_server_comes_back_the_same(address: str, tmp_path: Path) -> None:
    if "://" not in address or not shutil.which("pg_dump"):
        pytest.skip("needs PostgreSQL and its pg_dump")
    import psycopg

    fill(address)
    before = content(address)
    server, schema = address.split("?", maxsplit=1)[0], address.rsplit("%3D", 1)[1]
    dump = tmp_path / "ledger.dump"
    subprocess.run(["pg_dump", "--format=custom", f"--schema={schema}", f"--file={dump}", server], check=True)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP SCHEMA {schema} CASCADE")
    subprocess.run(["pg_restore", f"--dbname={server}", "--exit-on-error", str(dump)], check=True)
    assert content(address) == before
    with Ledger.open(address, create=False) as ledger:
        assert ledger.begin_run("ingest", "builtin", "1").id == 2
        assert ledger.claims(ClaimFilter(kind="pay"))
