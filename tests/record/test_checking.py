"""Every way in which a ledger can be wrong is found and named, and nothing is found in a ledger that is right."""

import re
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

import pytest
import recorder
from samples import TEXT, all_of, article
from sqlalchemy import Connection
from test_links import enter, verdict

from talentwire.model.document import Document
from talentwire.model.entities import Judgement, Node
from talentwire.record.answers import Meant
from talentwire.record.checking import CheckReport
from talentwire.record.checking.report import SHOWN
from talentwire.record.keeping import Renewal, Subject, Whom
from talentwire.record.ledger import Ledger

ADA, ADELE = Node("person", "ada lovelace"), Node("person", "adele")
BOB = "Bob Noyce geht zu Meta."
ENTRIES = {
    "CLAIM": "(SELECT min(entry) FROM claim WHERE retracted_at IS NULL)",
    "GONE": "(SELECT min(entry) FROM claim WHERE retracted_at IS NOT NULL AND retracted_decision IS NULL)",
    "OUT": "(SELECT min(entry) FROM claim WHERE retracted_decision IS NOT NULL)",
}


class Case(NamedTuple):
    table: str
    statement: str
    wrong: str


def batches() -> list[list[Case]]:
    """The cases, several at a time, but never two that are about one table, and some alone: they hide others."""
    cases = tomllib.loads((Path(__file__).parent / "data" / "corrupted.toml").read_text("utf-8"))["case"]
    by_table: dict[str, list[Case]] = {}
    alone: list[list[Case]] = []
    for case in cases:
        case["statement"] = re.sub(r"\b(CLAIM|GONE|OUT)\b", lambda word: ENTRIES[word[0]], case["statement"])
        if case.pop("alone", False):
            alone.append([Case(**case)])
        else:
            by_table.setdefault(case["table"], []).append(Case(**case))
    return alone + [[one for one in several if one] for several in zip_longest(*by_table.values())]


def fill(ledger: Ledger) -> None:
    """Something in every table."""
    run = ledger.begin_run("ingest", "builtin", "1")
    adele = article("nzz-3", "Adele bleibt Autorin.")
    for document in (article(), article("faz-1"), article(text=TEXT + " Berichtigt.")):
        ledger.record(run, document, all_of(document), enter)
    ledger.record(run, adele, [], lambda entering: entering.add_name(ADELE, "Adele", ["a"], ["adele"]))
    about = verdict(ADA, ADELE)
    ledger.record(run, article("nzz-4", "x"), [], lambda entering: entering.judge([about]))
    ledger.end_run(run, 5, 9, 0)
    pay, moved = (one for one in ledger.claims() if one.document_id == "nzz-1" and one.claim.kind in ("pay", "move"))
    ledger.decisions.retract(pay.id, by="eve", reason="no")
    ledger.decisions.remark(moved.id, "confirm", by="eve", reason="I was there")
    split = verdict(ADA, ADELE, Judgement.DIFFERENT)
    ledger.decisions.judge("split", [split], lambda *_: (), about="names", by="eve", reason="so")
    ledger.decisions.undo(by="eve", reason="no")
    bob = Document("bob", BOB)
    ledger.record(run, bob, [], enter)
    meant = Meant(frozenset({Node("person", "bob noyce")}))
    ledger.forgetting.forget(
        meant, by="eve", reason="a letter", repaired=lambda one: one, sketched=lambda one: one.add_sketch("x", 1, [])
    )
    entries = tuple(ledger.kept.standing(["move"]))
    subject = Subject("a", b"\x90", entries, {"part": b"\x90"})
    names = (Whom(ADA, "person:ada", "Ada Lovelace"),)
    now = ledger.kept.position()
    assert ledger.kept.renew(Renewal("people", "rules", now, None, {}, (subject,), names, ("part",)))
    ledger.kept.keep_answer("asked", "rules", now, b"\x90")


@contextmanager
def corrupted(ledger: Ledger, *statements: str) -> Iterator[Connection]:
    """The ledger as it would be after statements, whatever it refuses otherwise; afterwards it is as it was."""
    store = ledger._store
    with suppress(ZeroDivisionError), store.writing() as connection:
        is_postgres = connection.dialect.name == "postgresql"
        if is_postgres:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")  # checks no reference
        else:
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        for statement in statements:
            connection.exec_driver_sql(statement.replace("%", "%%") if is_postgres else statement)
        store._held.connection = connection  # what is read from now on is read in this transaction
        try:
            yield connection
        finally:
            store._held.connection = None
        raise ZeroDivisionError


def said(found: CheckReport, table: str) -> list[str]:
    return [one.wrong for one in found.findings if one.table == table and one.is_broken]


def test_what_is_wrong_is_found_and_named(odd_ledger: Ledger) -> None:
    fill(odd_ledger)
    sound = odd_ledger.check()
    assert sound.is_sound
    assert not sound.findings
    assert sound.rows["claim"] == 9
    missed: list[tuple[Case, list[str]]] = []
    for batch in batches():
        with corrupted(odd_ledger, *(case.statement for case in batch)):
            found = odd_ledger.check()
        assert all(one.todo and one.table for one in found.findings)
        told = {case: said(found, case.table) for case in batch}
        missed += [(case, lines) for case, lines in told.items() if not any(case.wrong in one for one in lines)]
    assert not missed
    assert odd_ledger.check() == sound


def test_rows_that_cannot_be_read_are_named_and_the_others_looked_at(odd_ledger: Ledger) -> None:
    fill(odd_ledger)
    if "postgresql" in str(odd_ledger.shown):
        pytest.skip("this server refuses what is no JSON")
    with corrupted(
        odd_ledger, f"UPDATE claim SET slots = 'x', evidence = CAST(x'ff' AS TEXT) WHERE entry = {ENTRIES['CLAIM']}"
    ):
        found = odd_ledger.check()
    assert any("its row cannot be read" in one for one in said(found, "claim"))
    assert found.rows["claim"] == 9
    assert any("this view cannot be read" in one.wrong for one in found.findings)


def test_doubles_are_found_where_their_index_is_gone(odd_ledger: Ledger) -> None:
    fill(odd_ledger)
    twice = (
        'INSERT INTO fold SELECT entry + 100, "left", "right", kind, part, score, reasons, "by", recorded_at, '
        "retracted_at FROM fold"
    )
    with corrupted(odd_ledger, "DROP INDEX fold_live") as connection:
        connection.exec_driver_sql(twice)
        found = odd_ledger.check()
    assert {"this index is missing", "it stands there twice, against index fold_live"} <= set(said(found, "fold"))
    todo = next(one.todo for one in found.findings if one.table == "fold")
    assert 'CREATE UNIQUE INDEX fold_live ON fold ("left", "right", by) WHERE retracted_at IS NULL' in todo.replace(
        '"by"', "by"
    )


def test_many_faults_are_counted_and_the_first_are_told(odd_ledger: Ledger) -> None:
    with odd_ledger._store.writing() as connection:
        for number in range(SHOWN + 20):
            row = f"('person|{number}', 'org', 'x', 'x', '2025-07-03T12:00:00.000000Z')"
            connection.exec_driver_sql(f"INSERT INTO name VALUES {row}")
    found = odd_ledger.check()
    assert found.broken == {"name": SHOWN + 20}
    assert len(found.findings) == SHOWN


def test_a_sample_looks_at_so_many_rows_and_finds_what_is_among_them(odd_ledger: Ledger) -> None:
    run = odd_ledger.begin_run("recorder", "made-up", "1")
    for number in range(12):
        for document, claims in recorder.versions(number):
            odd_ledger.record(run, document, claims)
    heard: list[tuple[str, int, int]] = []
    found = odd_ledger.check(sample=10, on_rows=lambda *row: heard.append(row))
    assert found.is_sound
    assert found.rows == {"run": 1, "document": 10, "claim": 10}
    assert ("claim", 10, 10) in heard
    assert "views" in found.left_out
    with corrupted(odd_ledger, "UPDATE claim SET folded = 'x'"):
        assert odd_ledger.check(sample=10).broken == {"claim": 10}


def test_what_is_kept_is_emptied_where_it_is_broken(odd_ledger: Ledger) -> None:
    fill(odd_ledger)
    assert not odd_ledger.check(renew=True).renewed
    with odd_ledger._store.writing() as connection:
        connection.exec_driver_sql("UPDATE kept_facts SET facts = kept_answer.answer FROM kept_answer")
        connection.exec_driver_sql("DELETE FROM kept_facts")
    assert odd_ledger.check(renew=True).renewed
    assert odd_ledger.check().is_sound
    assert odd_ledger.kept.held("people") is None


def test_a_clock_that_is_set_back_breaks_nothing(address: str) -> None:
    hours = iter((23, 20, 3, 22, 1, 0, *[5] * 20))
    with Ledger.open(address, clock=lambda: datetime(2025, 7, 3, next(hours), tzinfo=UTC)) as ledger:
        first, second = (ledger.begin_run("x", "builtin", "1") for _ in range(2))
        ledger.record(second, article(), all_of(article()), enter)
        ledger.record(first, article("faz-1"), all_of(article("faz-1")), enter)
        ledger.end_run(second, 1, 3, 0)
        ledger.end_run(first, 1, 3, 0)
        ledger.retract(ledger.claims()[0].id, by="ada", reason="no")
        assert ledger.check().findings == ()
        assert [run.started for run in ledger.runs()] == ["2025-07-03T23:00:00.000000Z"] * 2
