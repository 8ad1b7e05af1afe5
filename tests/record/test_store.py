import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from samples import all_of, article, move

from talentwire.errors import LedgerError
from talentwire.model.claims import KINDS, slots
from talentwire.model.document import Document
from talentwire.record import migrations, schema, store
from talentwire.record.ledger import Ledger
from talentwire.record.query import ClaimFilter


def fill(address: str, documents: int = 1) -> None:
    with Ledger.open(address) as ledger:
        run = ledger.begin_run("ingest", "builtin", "1")
        for number in range(documents):
            document = article(f"nzz-{number}")
            ledger.record(run, document, all_of(document))


def refused(address: str | Path, create: bool = True) -> str:
    """The one sentence with which opening is refused."""
    with pytest.raises(LedgerError) as error:
        Ledger.open(str(address), create=create)
    sentence = str(error.value)
    assert "\n" not in sentence
    assert "Traceback" not in sentence
    return sentence


def test_a_ledger_is_there_again_when_it_is_opened_again(address: str) -> None:
    fill(address)
    with Ledger.open(address, create=False) as ledger:
        assert ledger.counts().claims == 3
        ledger.retract(move(article("nzz-0")).id, by="eve", reason="no")
    with Ledger.open(address) as ledger:
        assert ledger.counts().claims == 2


@pytest.mark.parametrize("form", ["{}", "sqlite:///{}"])
@pytest.mark.parametrize("name", ["a.db", "what? 100% odd & größe.db"])
def test_addresses_of_a_file(tmp_path: Path, form: str, name: str) -> None:
    path = tmp_path / name
    if "?" in name and "sqlite" in form:
        pytest.skip("an address with a question mark has options behind it")
    fill(form.format(path))
    assert path.read_bytes().startswith(b"SQLite format 3")
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_a_relative_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    fill("a.db")
    assert Path("a.db").is_file()


def test_a_ledger_in_memory() -> None:
    for address in ("sqlite://", ":memory:"):
        with Ledger.open(address, create=False) as ledger:
            assert ledger.claims() == []


def test_a_ledger_file_is_marked_and_safe(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    fill(str(path))
    with closing(sqlite3.connect(path)) as connection:
        asked = {
            name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "journal_mode")
        }
    assert asked == {"application_id": int.from_bytes(b"TWLD"), "journal_mode": "wal"}
    with Ledger.open(str(path)) as ledger, ledger._store.writing() as connection:
        names = ("foreign_keys", "synchronous", "busy_timeout")
        settings = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names}
    assert settings == {"foreign_keys": 1, "synchronous": 2, "busy_timeout": 30_000}


def test_what_is_no_ledger_is_refused_and_left_alone(tmp_path: Path) -> None:
    text, database = tmp_path / "notes.txt", tmp_path / "other.db"
    text.write_text("Dear diary, today I moved to Meta.\n" * 100)
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("CREATE TABLE claim (id)")
        connection.commit()
    before = {path: path.read_bytes() for path in (text, database)}
    assert "is not a ledger (it is no SQLite file)" in refused(text)
    assert "is a SQLite database, but not a ledger" in refused(database)
    assert "is a folder: name a file in it" in refused(tmp_path)
    assert f"the folder {tmp_path / 'no'} does not exist" in refused(tmp_path / "no" / "a.db")
    assert "there is no ledger at" in refused(tmp_path / "a.db", create=False)
    assert {path: path.read_bytes() for path in (text, database)} == before
    assert sorted(tmp_path.iterdir()) == sorted(before)


def test_an_empty_file_becomes_a_ledger_only_when_one_may_be_made(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    path.touch()
    assert "holds no ledger yet" in refused(path, create=False)
    fill(str(path))


@pytest.mark.parametrize("kept", [0.02, 0.3, 0.6, 0.99])
def test_a_truncated_ledger_is_refused(tmp_path: Path, kept: float) -> None:
    path = tmp_path / "a.db"
    fill(str(path), documents=20)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * kept)])
    assert f"{path} is damaged: restore it from a copy" in refused(path)


def test_a_ledger_overwritten_in_the_middle_is_noticed_when_read(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    fill(str(path), documents=20)
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\x55" * (len(whole) - 4096))
    assert "is damaged" in refused(path)


def test_a_ledger_that_lacks_a_table_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    fill(str(path))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE party")
    assert "is damaged: it lacks party" in refused(path)


def test_a_newer_ledger_is_refused(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrations, "VERSION", 3)
    monkeypatch.setitem(migrations.MIGRATIONS, 3, ())
    fill(address)
    monkeypatch.setattr(migrations, "VERSION", 2)
    sentence = refused(address)
    assert "written by a newer Talentwire (ledger version 3, this program knows 2): upgrade" in sentence


def test_an_older_ledger_is_brought_up_to_date(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(address)
    now = migrations.VERSION
    monkeypatch.setattr(migrations, "VERSION", now + 2)
    monkeypatch.setitem(migrations.MIGRATIONS, now + 1, ("ALTER TABLE run ADD COLUMN host TEXT",))
    monkeypatch.setitem(
        migrations.MIGRATIONS, now + 2, ("UPDATE run SET host = 'here'", "CREATE INDEX run_host ON run (host)")
    )
    for _ in range(2):  # the second time there is nothing to do
        with Ledger.open(address) as ledger, ledger._store.reading() as connection:
            assert connection.exec_driver_sql("SELECT host FROM run").scalars().all() == ["here"]
            assert ledger.counts().claims == 3


def test_a_migration_that_fails_leaves_the_ledger_to_the_older_program(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(address)
    now = migrations.VERSION
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "VERSION", now + 2)
        patch.setitem(migrations.MIGRATIONS, now + 1, ("ALTER TABLE run ADD COLUMN host TEXT",))
        failing = ("ALTER TABLE run ADD COLUMN room TEXT", "ALTER TABLE nowhere ADD COLUMN host TEXT")
        patch.setitem(migrations.MIGRATIONS, now + 2, failing)
        for _ in range(2):  # it stands where it was
            assert "nowhere" in refused(address)
    with Ledger.open(address) as ledger:
        assert ledger.counts().claims == 3
        assert ledger.begin_run("ingest", "builtin", "1").id == 2
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "VERSION", now + 1)
        patch.setitem(migrations.MIGRATIONS, now + 1, ("ALTER TABLE run ADD COLUMN host TEXT",))
        assert f"is half brought up to version {now + 2} by a newer Talentwire" in refused(address)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("mysql://root@127.0.0.1/test", "cannot be kept in mysql: give a path"),
        ("sqlite+aiosqlite:///x.db", "cannot be kept in sqlite"),
        ("postgresql://x y@:z/", "give a path"),
        ("://", "is no address of a ledger"),
        ("/proc/talentwire.db", "/proc/talentwire.db cannot be"),
    ],
)
def test_addresses_that_cannot_be_used(address: str, said: str) -> None:
    assert said in refused(address)


def test_a_server_that_does_not_answer_is_named_without_its_password() -> None:
    pytest.importorskip("psycopg")
    sentence = refused("postgresql://ada:secret@127.0.0.1:1/test")
    assert "does not answer" in sentence
    assert "secret" not in sentence


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    fill(str(path))
    path.chmod(0o400)
    assert "cannot be written" in refused(path)
    tmp_path.chmod(0o500)
    assert "cannot be written" in refused(tmp_path / "b.db")
    tmp_path.chmod(0o700)


def test_a_place_that_may_not_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert f"{tmp_path / 'a.db'} cannot be written" in refused(tmp_path / "a.db")


def test_a_ledger_in_use_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.db"
    fill(str(path))
    monkeypatch.setattr(store, "BUSY_SECONDS", 0.05)
    with Ledger.open(str(path)) as ledger, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert ledger.counts().claims == 3  # reading goes on
        with pytest.raises(LedgerError, match="is in use by another program"):
            ledger.begin_run("ingest", "builtin", "1")
        other.execute("ROLLBACK")
        ledger.begin_run("ingest", "builtin", "1")


def test_views_have_every_slot_and_what_stands(ledger: Ledger) -> None:
    document = article(url="https://nzz.example/1")
    ledger.record(ledger.begin_run("ingest", "builtin", "1"), document, all_of(document))
    with ledger._store.reading() as connection:
        (row,) = connection.exec_driver_sql("SELECT * FROM pay").mappings().all()
        assert {name: row[name] for name in ("claim", "document", "title", "url", "published", "lang", "status")} == {
            "claim": ledger.claims(ClaimFilter(kind="pay"))[0].id,
            "document": "nzz-1",
            "title": "Wechsel",
            "url": "https://nzz.example/1",
            "published": "2025-07-03",
            "lang": "de",
            "status": "asserted",
        }
        assert (row["source"], row["payer"], row["evidence"]) == ("NZZ", "Meta", "für 3 Mio. Dollar")
        assert (row["amount_value"], row["amount_currency"], row["amount_bound"]) == (3_000_000, "USD", None)
        (row,) = connection.exec_driver_sql("SELECT * FROM move").mappings().all()
        assert (row["person"], row["from_org"], row["to_org"], row["seat"]) == ("Ada Lovelace", "Google", "Meta", "job")
        (row,) = connection.exec_driver_sql("SELECT * FROM position WHERE current").mappings().all()
        assert row["role"] == "author"
        for kind, declared in KINDS.items():
            columns = set(connection.exec_driver_sql(f"SELECT * FROM {kind}").keys())
            for slot in slots(declared):
                held = {f"{slot.name}_value", f"{slot.name}_currency", f"{slot.name}_bound"}
                assert (held if slot.type == "money" else {slot.name}) <= columns
    ledger.retract(move(document).id, by="eve", reason="no")
    with ledger._store.reading() as connection:
        assert connection.exec_driver_sql("SELECT * FROM move").all() == []
        past = connection.exec_driver_sql("SELECT retracted_by, retracted_reason FROM move_history").all()
    assert [tuple(row) for row in past] == [("eve", "no")]


def test_views_follow_the_model(address: str) -> None:
    """A ledger made by a program that knew other slots gets the views of this one when it is opened."""
    fill(address)
    with Ledger.open(address) as ledger, ledger._store.writing() as connection:
        connection.exec_driver_sql("DROP VIEW pay")
        connection.exec_driver_sql("CREATE VIEW pay AS SELECT 1 AS one")
        migrations.put(connection, "views", "of another program")
    with Ledger.open(address) as ledger, ledger._store.reading() as connection:
        assert connection.exec_driver_sql("SELECT payer FROM pay").scalars().all() == ["Meta"]


def test_a_shell_needs_nothing_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    fill(str(path))
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT person, to_org FROM move WHERE from_org = 'Google'").fetchall()
    assert rows == [("Ada Lovelace", "Meta")]


def test_the_database_itself_refuses_a_second_live_entry(address: str) -> None:
    fill(address)
    with Ledger.open(address) as ledger:
        with pytest.raises(LedgerError, match="refused"), ledger._store.writing() as connection:
            columns = [column.name for column in schema.claim.c if column.name not in ("entry", "recorded_at")]
            names = ", ".join(columns)
            connection.exec_driver_sql(
                f"INSERT INTO claim (entry, recorded_at, {names}) SELECT entry + 100, 'later', {names} FROM claim"
            )
        assert ledger.counts().claims == 3


def test_a_large_document_is_kept_whole(ledger: Ledger) -> None:
    document = Document("long", "Ein langer Text über Zürich. " * 40_000)
    ledger.record(ledger.begin_run("ingest", "builtin", "1"), document, [])
    assert ledger.document("long").text == document.text


def test_a_second_opening_in_one_process_leaves_the_locks_of_the_first(tmp_path: Path) -> None:
    """Another program that believes itself alone would throw away the log that this one writes to."""
    path = tmp_path / "a.db"
    fill(str(path))
    alone = (
        "import sqlite3, sys; connection = sqlite3.connect(sys.argv[1], timeout=0); "
        "print(connection.execute('PRAGMA journal_mode = DELETE').fetchone()[0])"
    )
    with Ledger.open(str(path)) as first:
        for _ in range(2):
            with Ledger.open(str(path)) as second:
                assert second.counts().claims == first.counts().claims
        tried = subprocess.run([sys.executable, "-c", alone, str(path)], capture_output=True, text=True, check=False)
        assert "locked" in tried.stderr
    tried = subprocess.run([sys.executable, "-c", alone, str(path)], capture_output=True, text=True, check=True)
    assert tried.stdout.strip() == "delete"
