"""What is kept of facts and answers: found again, made anew where it holds no longer, and gone with a person."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from talentwire.analyse.answers.answer import Answer, Cell
from talentwire.analyse.answers.asked import Asked
from talentwire.analyse.kept import answers as packing
from talentwire.analyse.kept import keeper as keeping
from talentwire.analyse.kept.answers import packed_answer, unpacked_answer
from talentwire.api import Talentwire
from talentwire.api import kept as kept_module
from talentwire.api.catalogue import QUESTIONS, question
from talentwire.api.questions import Questions
from talentwire.config import Config
from talentwire.errors import TalentwireError
from talentwire.model.claims import KINDS
from talentwire.model.values import Interval
from talentwire.record.answers import ClaimFilter

EXAMPLES = Path(__file__).parents[1] / "examples" / "documents"
NEEDED = {"since": "2020-01-01", "pay": "10M USD"}
KEPT = ("kept", "kept_facts", "kept_entry", "kept_name", "kept_part", "kept_answer")
DIE = """
import os, signal, sys
from sqlalchemy import Engine, event
from talentwire.api import Talentwire
from talentwire.config import Config
left = int(sys.argv[2])

@event.listens_for(Engine, "before_cursor_execute")
def die(connection, cursor, statement, *_):
    global left
    left -= statement.split()[0] in ("DELETE", "INSERT")
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)

Talentwire(Config(ledger=sys.argv[1])).basis("flows", ("move", "position", "pay"))
"""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a ledger with the example documents, of which nothing is kept yet."""
    path = tmp_path_factory.mktemp("filled") / "news.db"
    with Talentwire(Config(ledger=str(path))) as wire:
        wire.ingest([str(EXAMPLES)])
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path.read_bytes()


@pytest.fixture
def path(filled: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "news.db"
    path.write_bytes(filled)
    return path


@pytest.fixture
def wire(path: Path) -> Iterator[Talentwire]:
    with Talentwire(Config(ledger=str(path))) as opened:
        yield opened


def ask(wire: Talentwire, name: str, asked: Asked | None = None) -> Answer:
    found = question(name)
    needed = {one.name: NEEDED[one.name] for one in found.options if one.default is None}
    return found.ask(wire, asked or Asked(org="Brumelune" if name == "org-chart" else ""), needed)


def _note(seen: list[tuple[int, int]], done: int, of: int) -> None:
    seen.append((done, of))


def rows(path: Path) -> dict[str, int]:
    with closing(sqlite3.connect(path)) as connection:
        return {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in KEPT}


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_answer_is_found_again(name: str, wire: Talentwire, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = ask(wire, name)
    assert ask(wire, name) is first, "in memory"
    with Talentwire(Config(ledger=str(path))) as other, monkeypatch.context() as patch:
        patch.setattr(Talentwire, "basis", None)
        again = ask(other, name)
    assert again == first
    assert list(again.facts) == list(first.facts)


def test_facts_behind_a_large_answer_are_looked_up(
    wire: Talentwire, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packing, "FEW", 0)
    first = ask(wire, "flows")
    with Talentwire(Config(ledger=str(path))) as other:
        again = ask(other, "flows")
        assert len(again.facts) == len(first.facts) > 0
        assert again == first
        changed = ask(wire, "flows", Asked(top=1))
        other.decide.retract(next(iter(first.facts)), by="ada", reason="misread")
        late = ask(other, "flows", Asked(top=1))
        assert late != changed
    with Talentwire(Config(ledger=str(path))) as third:
        held = ask(third, "flows", Asked(top=1))
        wire.decide.retract(sorted(held.facts)[-1], by="ada", reason="misread")
        with pytest.raises(TalentwireError, match="ask again"):
            dict(held.facts)


@pytest.mark.parametrize("kinds", [(), ("move",), ("position",), ("deal", "funding"), ("quote", "pay", "workforce")])
def test_facts_that_are_kept_are_listed_as_those_weighed_anew(wire: Talentwire, kinds: tuple[str, ...]) -> None:
    anew = Questions.facts
    moment = wire.ledger().kept.position().moment
    for wanted in (
        ClaimFilter(kind=kinds),
        ClaimFilter(kind=kinds, limit=5, offset=3),
        ClaimFilter(kind=kinds, during=Interval.parse("2025-06..2025-07")),
        ClaimFilter(kind=kinds, as_of=moment),
        ClaimFilter(kind=kinds, as_of="2100-01-01"),
    ):
        found = wire.facts(wanted)
        assert found == anew(wire, wanted)
        assert found or wanted.during


@pytest.mark.parametrize(
    "wanted",
    [
        ClaimFilter(org="Brumelune"), ClaimFilter(org="Brumelune", kind="move"), ClaimFilter(person="Okafor"),
        ClaimFilter(name="Brumelune", limit=3, offset=1), ClaimFilter(status=("denied", "failed")),
        ClaimFilter(lang="de"), ClaimFilter(since="2026-07"), ClaimFilter(until="2026-07", during="2026"),
        ClaimFilter(document="en-wire.txt"), ClaimFilter(include_retracted=True, lang="fr"),
    ],
    ids=str,
)  # fmt: skip
def test_facts_to_which_claims_belong_are_those_weighed_anew(wire: Talentwire, wanted: ClaimFilter) -> None:
    retracted = wire.facts(wanted)[0].claims[0]
    assert wire.facts(wanted) == Questions.facts(wire, wanted)
    wire.decide.retract(retracted, by="Ada", reason="misread")
    assert wire.facts(wanted) == Questions.facts(wire, wanted)


def test_no_such_kind_is_refused_as_ever(wire: Talentwire) -> None:
    for kind in ("gossip", ["move", "gossip"]):
        with pytest.raises(TalentwireError, match="gossip"):
            wire.facts(ClaimFilter(kind=kind))


def test_latest_facts_follow_the_ledger(wire: Talentwire) -> None:
    before = wire.latest()
    assert before == sorted(before, key=lambda fact: (fact.last_seen, fact.stories, fact.id), reverse=True)
    wire.decide.retract(before[0].claims[0], by="Ada", reason="misread")
    after = wire.latest()
    assert after != before
    assert after == sorted(wire.facts(), key=lambda fact: (fact.last_seen, fact.stories, fact.id), reverse=True)


def test_an_answer_goes_when_the_ledger_moves_or_the_question_is_another(wire: Talentwire) -> None:
    first = ask(wire, "flows")
    assert ask(wire, "flows", Asked(lang="de")) != first
    assert ask(wire, "flows", Asked(as_of="2099-06-30")) != first
    fact = first.facts[first.behind[0]]
    wire.decide.deny(fact.claims[0], by="ada", reason="she was there")
    second = ask(wire, "flows")
    assert second != first
    with wire.ledger()._store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM kept_answer").scalar() == 1


def test_what_cannot_be_kept_is_asked_each_time() -> None:
    answer = Answer("flows", "t", "d", (), ({"x": Cell(object())},), None)  # type: ignore[arg-type]
    assert packed_answer(answer, ()) is None
    for data in (b"", b"\xc1", b"\x93\x92\xa3Who\x01\xc0\x90", b"\x93\x91\xa6Answer\xc0\x90", b"\x93\x01\xc0\x90"):
        assert unpacked_answer(data, lambda *_: {}) is None


def test_a_large_answer_and_too_many_are_not_kept(
    wire: Talentwire, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(packing, "LARGEST", 10)
        ask(wire, "flows")
        assert rows(path)["kept_answer"] == 0
    monkeypatch.setattr("talentwire.record.keeping.ANSWERS", 3)
    for top in range(1, 6):
        ask(wire, "flows", Asked(top=top))
        assert rows(path)["kept_answer"] <= 3
    monkeypatch.setattr(kept_module, "_IN_MEMORY", 2)
    for top in range(1, 6):
        ask(wire, "pool", Asked(top=top))
    assert len(wire.last_answers) == 2


def test_every_claim_that_stands_is_part_of_what_is_kept(wire: Talentwire, path: Path) -> None:
    wire.basis("flows", tuple(KINDS))
    assert rows(path)["kept_entry"] == wire.ledger().counts().claims
    assert rows(path)["kept"] == len(keeping.FAMILIES)


def test_other_rules_and_broken_rows_are_weighed_anew(
    wire: Talentwire, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = wire.basis("flows", ("move",)).facts
    for spoiled in ("UPDATE kept SET rules = 'old'", "UPDATE kept SET position = 'nowhere'",
                    "UPDATE kept_facts SET facts = x'c1'", "UPDATE kept_facts SET facts = x'9101'"):  # fmt: skip
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute(spoiled)
        seen: list[tuple[int, int]] = []
        with Talentwire(Config(ledger=str(path))) as other:
            other.on_weighed = partial(_note, seen)
            assert other.basis("flows", ("move",)).facts == facts
        assert seen
        assert seen[-1][0] == seen[-1][1]
        with Talentwire(Config(ledger=str(path))) as other:
            other.on_weighed = lambda done, of: pytest.fail(f"weighed {done} of {of}")
            assert other.basis("flows", ("move",)).facts == facts


@pytest.mark.parametrize("statements", [0, 1, 4, 6, 9])
def test_one_killed_while_keeping_leaves_nothing_half_kept(path: Path, statements: int) -> None:
    killed = subprocess.run([sys.executable, "-c", DIE, str(path), str(statements)], check=False, timeout=60)
    assert killed.returncode == -signal.SIGKILL
    held = rows(path)
    assert (held["kept"] == 0) == (held["kept_facts"] == 0) == (held["kept_entry"] == 0)
    with Talentwire(Config(ledger=str(path))) as wire:
        scratch = {fact.id: fact for fact in wire.facts() if fact.kind in ("move", "position", "pay")}
        assert {fact.id: fact for fact in wire.basis("flows", ("move", "position", "pay")).facts} == scratch


def test_who_comes_second_keeps_nothing_and_has_the_facts(wire: Talentwire, path: Path) -> None:
    wire.basis("flows", ("move",))
    with Talentwire(Config(ledger=str(path))) as other:
        other.basis("flows", ("move",))
        entry = other.claims()[0]
        other.decide.retract(entry.id, by="ada", reason="misread")
        kept = wire.ledger().kept
        held = kept.held(keeping.CAREER)
        assert held
        new = keeping.Renewal(keeping.CAREER, held.rules, kept.position(), held)
        assert kept.renew(new)
        assert kept.renew(new) is None, "another one was faster"
    wire.basis("flows", ("move",))


def test_nothing_read_before_somebody_was_forgotten_is_kept(wire: Talentwire, path: Path) -> None:
    kept = wire.ledger().kept
    old = keeping.Renewal(keeping.CAREER, "rules", kept.position(), None)
    name = next(entity.name for entity, _ in wire.entities() if entity.type == "person")
    with Talentwire(Config(ledger=str(path))) as other:
        other.forgetting.carry_out(other.forgetting.plan(name), by="ada", reason="asked")
    assert kept.renew(old) is None
    assert not any(rows(path).values())


def test_a_forgotten_person_leaves_no_byte_of_what_was_kept(path: Path) -> None:
    with Talentwire(Config(ledger=str(path))) as wire:
        answer = ask(wire, "flows", Asked(top=50))
        held = next(one.slots["person"] for one in answer.facts.values() if "person" in one.slots)
        name, key = held.shown, held.value
        for one in QUESTIONS:
            ask(wire, one)
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("SELECT 1 FROM kept_facts WHERE subject LIKE ?", (f"%{key}%",)).fetchone()
        done = wire.forgetting.carry_out(wire.forgetting.plan(name), by="ada", reason="asked")
        assert done.unfinished is None
        assert not any(rows(path).values())
    held = b"".join(one.read_bytes() for one in path.parent.glob(f"{path.name}*")).lower()
    for encoding in ("utf-8", "utf-16-le"):
        assert name.lower().encode(encoding) not in held
    with Talentwire(Config(ledger=str(path))) as wire:
        assert name not in str(ask(wire, "flows", Asked(top=50)))


def test_who_may_only_read_is_answered_all_the_same(filled: bytes) -> None:
    server = os.environ.get("TALENTWIRE_TEST_POSTGRES")
    if not server:
        pytest.skip("TALENTWIRE_TEST_POSTGRES holds no address of a PostgreSQL server")
    psycopg = pytest.importorskip("psycopg")
    schema, role = "talentwire_only_read", "talentwire_only_reader"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE")
        connection.execute(f"DROP ROLE IF EXISTS {role}")
        connection.execute(f"CREATE SCHEMA {schema}")
        try:
            address = f"{server}?options=-csearch_path%3D{schema}"
            with Talentwire(Config(ledger=address)) as wire:
                wire.ingest([str(EXAMPLES)])
            connection.execute(f"CREATE ROLE {role} LOGIN")
            connection.execute(f"GRANT USAGE ON SCHEMA {schema} TO {role}")
            connection.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {role}")
            with Talentwire(Config(ledger=address.replace("//root@", f"//{role}@"))) as reader:
                answer = ask(reader, "flows")
                assert answer.rows
                assert ask(reader, "flows") == answer
            held = connection.execute(f"SELECT count(*) FROM {schema}.kept_facts").fetchone()
            assert held == (0,)
        finally:
            connection.execute(f"DROP SCHEMA {schema} CASCADE")
            connection.execute(f"DROP ROLE IF EXISTS {role}")
