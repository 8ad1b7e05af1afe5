"""A ledger as version 0.1 left it (in data, made by that program) becomes one of today, whole in the end."""

import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
from older import older
from samples import article, move
from sqlalchemy import inspect

from talentwire.model.entities import Node
from talentwire.record.answers import ClaimFilter
from talentwire.record.entering import Entering
from talentwire.record.ledger import Ledger
from talentwire.record.rows import Naming
from talentwire.record.schema import KEPT
from talentwire.record.store import Store
from talentwire.resolve.names import name_key

NEW = article(text=article().text + " Berichtigt.")
DIE = """
import os, signal, sys
from sqlalchemy import Engine, event
from talentwire.record.ledger import Ledger
left = int(sys.argv[2])

@event.listens_for(Engine, "before_cursor_execute")
def die(connection, cursor, statement, *_):
    global left
    left -= statement.split()[0] in ("DROP", "CREATE", "ALTER", "UPDATE", "INSERT")
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)

Ledger.open(sys.argv[1]).close()
"""


@pytest.fixture
def old(address: str) -> str:
    """The address of a ledger of version 1."""
    return older(address)


def shape(ledger: Ledger) -> dict[str, Any]:
    """Columns and indexes of every table."""
    with ledger._store.reading() as connection:
        there = inspect(connection)
        return {
            name: (
                sorted((c["name"], str(c["type"]), c["nullable"]) for c in there.get_columns(name)),
                sorted((str(i["name"]), i["column_names"], i["unique"]) for i in there.get_indexes(name)),
                sorted((f["constrained_columns"], f["referred_table"]) for f in there.get_foreign_keys(name)),
            )
            for name in there.get_table_names()
        }


def test_it_holds_what_it_held_and_has_the_shape_of_a_new_one(old: str, fresh: Callable[[], str]) -> None:
    with Ledger.open(old) as ledger, Ledger.open(fresh()) as other:
        assert shape(ledger) == shape(other)
        standing = {(e.claim.kind, e.document_id, e.claim.extractor) for e in ledger.claims()}
        assert standing == {("position", "nzz-1", "editor:eve"), ("move", "faz-1", "builtin 1")}
        assert len(ledger.claims(ClaimFilter(include_retracted=True))) == 7
        assert ledger.counts(ClaimFilter(as_of="2025-07-01T15:30Z")).claims == 5
        parties = {(name.name, name.type, name.key) for name in ledger.party_names("2025-07-01T15:30Z")}
        assert {("Bob Stone", "person", "bob stone"), ("Scale AI GmbH", "org", "scaleai")} <= parties
        assert ("Ada Lovelace", "person", "ada lovelace") in parties
        with ledger._store.reading() as connection:
            days = connection.exec_driver_sql(
                "SELECT count(*) FROM party JOIN claim ON party.entry = claim.entry WHERE day <> day_from"
            ).scalar()
        assert days == 0
    with Ledger.open(old) as ledger:  # nothing to do any more
        assert len(ledger.claims()) == 2


def test_retractions_by_people_have_become_decisions(old: str) -> None:
    with Ledger.open(old) as ledger:
        found = [(one.id, one.verb, one.by, one.reason) for one in ledger.decisions.list()]
        assert found == [(2, "retract", "eve", "no deal"), (1, "retract", "ada", "she stayed")]
        assert ledger.decisions.list()[1].about == f"claim {move(NEW).id}"
        run = ledger.begin_run("ingest", "builtin", "2")
        again = [move(NEW, extractor="builtin 2")]
        assert ledger.record(run, NEW, again).withheld == 1
        ledger.decisions.undo(1, by="ada", reason="she left after all")
        assert ledger.entry(move(NEW).id).retracted_at is None
        assert ledger.record(run, NEW, again).known == 1
        third = ledger.begin_run("ingest", "builtin", "3")
        assert ledger.record(third, NEW, []).retracted == 1
        assert ledger.record(third, NEW, again).new == 1


def test_names_and_stories_are_caught_up_with(old: str) -> None:
    seen: dict[str, list[str]] = {}

    def enter(entering: Entering) -> None:
        seen[entering.now] = sorted(claim.kind for claim in entering.claims)
        nodes = entering.nodes()
        known = entering.known(nodes)
        for node, spelled in nodes.items():
            if node not in known:
                entering.add_name(node, spelled, [spelled[0]], [spelled])
        if not entering.has_sketch():
            entering.add_sketch("rule:test 1", {}, [])

    with Ledger.open(old, naming=Naming(name_key)) as ledger:
        assert ledger.catch_up(enter) == 3
        assert list(seen) == sorted(seen)
        assert list(seen.values()) == [[], ["move"], ["position"]]
        assert ledger.catch_up(enter) == 0
        ada = Node("person", "ada lovelace")
        assert ledger.links.named([ada, Node("person", "nobody")]) == {ada}


def content(ledger: Ledger) -> dict[str, list[str]]:
    """Every row of every table."""
    with ledger._store.reading() as connection:
        tables = inspect(connection).get_table_names()
        rows = {name: connection.exec_driver_sql(f"SELECT * FROM {name}").mappings().all() for name in tables}
    return {name: sorted(str(sorted(row.items())) for row in held) for name, held in rows.items()}


@pytest.mark.parametrize("statements", [3, 62, 80, 110])
def test_one_killed_in_the_middle_goes_on_where_it_was(
    old: str, fresh: Callable[[], str], statements: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = older(fresh())
    killed = subprocess.run([sys.executable, "-c", DIE, old, str(statements)], check=False, timeout=30)
    assert killed.returncode == -signal.SIGKILL
    with monkeypatch.context() as patch:
        patch.setattr(Store, "_bring_up_to_date", lambda *_, **__: None)
        with closing(Store(old, create=False)) as store, store.reading() as connection:
            assert connection.exec_driver_sql("SELECT value FROM meta WHERE name = 'version'").scalar() == "1"
            assert connection.exec_driver_sql("SELECT count(*) FROM claim").scalar() == 7
    with Ledger.open(old) as ledger, Ledger.open(other) as whole:
        assert content(ledger) == content(whole)
        assert shape(ledger) == shape(whole)
        assert len(ledger.decisions.list()) == 2


def test_a_ledger_of_version_2_gains_the_tables_of_what_is_kept(address: str, fresh: Callable[[], str]) -> None:
    with Ledger.open(address) as ledger:
        ledger.record(ledger.begin_run("x", "builtin", "1"), article(), [move(article())])
        with ledger._store.writing() as connection:
            for table in KEPT:
                connection.exec_driver_sql(f"DROP TABLE {table.name}")
            connection.exec_driver_sql("ALTER TABLE run DROP COLUMN usage")
            connection.exec_driver_sql("UPDATE meta SET value = '2' WHERE name = 'version'")
    with Ledger.open(address) as ledger, Ledger.open(fresh()) as other:
        assert shape(ledger) == shape(other)
        assert len(ledger.claims()) == 1
        assert ledger.kept.held("career") is None
