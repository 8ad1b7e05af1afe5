"""Which changes of facts answer a saved question: each fact once, and again with what changed."""

import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from watched import Time, move, opened, tell, told

from talentwire.analyse.alerts.wanted import Wanted
from talentwire.api import Talentwire

DEEPMIND = "Google DeepMind"


@pytest.fixture
def clock() -> Time:
    return Time()


@pytest.fixture
def wire(tmp_path: Path, clock: Time) -> Iterator[Talentwire]:
    with opened(str(tmp_path / "alerts.db"), clock) as made:
        yield made


@pytest.fixture
def anywhere(address: str, clock: Time) -> Iterator[Talentwire]:
    """A ledger on each database."""
    with opened(address, clock) as made:
        yield made


def save(wire: Talentwire, name: str = "desk", **wanted: Any) -> None:
    wire.alerts.add(name, Wanted.of(wanted))


def test_a_new_alert_tells_nothing_of_what_was_known_before(wire: Talentwire) -> None:
    tell(wire, move("Ada Brandt", DEEPMIND, "Brumelune"))
    save(wire, kind="move")
    assert wire.alerts.check() == {}
    tell(wire, move("Bob Cole", DEEPMIND, "Brumelune"))
    assert wire.alerts.check() == {"desk": 1}
    assert wire.alerts.check() == {}
    assert told(wire) == [("new", "Bob Cole: Google DeepMind → Brumelune")]


def test_an_alert_may_begin_in_the_past(wire: Talentwire, clock: Time) -> None:
    tell(wire, move("Ada Brandt", DEEPMIND, "Brumelune"))
    clock.pass_by(days=1)
    tell(wire, move("Bob Cole", DEEPMIND, "Brumelune"))
    wire.alerts.add("some", Wanted.of({"kind": "move"}), since=clock.at - timedelta(hours=1))
    wire.alerts.add("all", Wanted.of({"kind": "move"}), since="2020-01-01")
    assert wire.alerts.check() == {"some": 1, "all": 2}


def test_a_copy_of_a_story_tells_nothing_and_a_denial_tells_again(anywhere: Talentwire) -> None:
    wire = anywhere
    save(wire, when="leaves", org="Google")
    rumour = move("Ada Brandt", DEEPMIND, "Brumelune", status="talks")
    line = "Ada Brandt may leave Google DeepMind for Brumelune, people close to the matter told the Wire on Monday."
    tell(wire, rumour, words=line, id="one")
    assert wire.alerts.check() == {"desk": 1}
    tell(wire, rumour, words=line, rest="Taken over from the Wire.", id="two", outlet="Copyist")
    assert wire.alerts.check() == {}
    tell(wire, {**rumour, "status": "denied", "source": "Brumelune"}, day="2026-07-03", id="three")
    assert wire.alerts.check() == {"desk": 1}
    assert [one for one, _ in told(wire)] == ["new", "denied"]
    last = wire.alerts.events()[0]
    assert last.told["before"]["status"] == "rumoured" and last.told["fact"]["status"] == "denied"
    assert last.told["change"]["en"] == "was rumoured; denied by Brumelune"
    assert [one["for"] for one in last.told["evidence"]] == [False, True, True]


def test_a_rumour_that_is_denied_is_told_to_who_asks_for_denials_alone(wire: Talentwire) -> None:
    save(wire, when="denied", org="Brumelune", status="talks")
    tell(wire, move("Ada Brandt", DEEPMIND, "Brumelune", status="talks"))
    tell(wire, move("Bob Cole", DEEPMIND, "Brumelune"))
    assert wire.alerts.check() == {}
    tell(wire, move("Ada Brandt", DEEPMIND, "Brumelune", status="denied"), day="2026-07-02")
    assert wire.alerts.check() == {"desk": 1}


def test_belonging_organisations_count_and_moves_inside_a_house_do_not(wire: Talentwire) -> None:
    save(wire, "out", when="leaves", org="Google")
    save(wire, "in", when="joins", org="Google")
    tell(wire, move("Ada Brandt", DEEPMIND, "Brumelune"), move("Bob Cole", "Brumelune", DEEPMIND))
    tell(wire, move("Cara Dunn", "Google", DEEPMIND), move("Dan Eck", "Brumelune", "Thornsea"))
    assert wire.alerts.check() == {"out": 1, "in": 1}
    assert [line for _, line in told(wire, "out")] == ["Ada Brandt: Google DeepMind → Brumelune"]
    assert [line for _, line in told(wire, "in")] == ["Bob Cole: Brumelune → Google DeepMind"]


def test_what_people_put_right_is_told(wire: Talentwire) -> None:
    save(wire, kind="move")
    tell(wire, move("Ada Brandt", "Thornsea", "Brumelune"))
    wire.alerts.check()
    (entry,) = wire.claims()
    wire.decide.correct(entry.id, {"to_org": "Quillmere"}, by="Mara", reason="misread")
    assert wire.alerts.check() == {"desk": 1}
    (entry,) = wire.claims()
    decision, _ = wire.decide.retract(entry.id, by="Mara", reason="misread")
    assert wire.alerts.check() == {"desk": 1}
    wire.decide.undo(decision.id, by="Mara")
    assert wire.alerts.check() == {"desk": 1}
    assert told(wire) == [
        ("new", "Ada Brandt: Thornsea → Brumelune"),
        ("corrected", "Ada Brandt: Thornsea → Quillmere"),
        ("gone", "Ada Brandt: Thornsea → Quillmere"),
        ("new", "Ada Brandt: Thornsea → Quillmere"),
    ]


def test_filters_are_those_of_facts(wire: Talentwire) -> None:
    save(wire, "person", person="Ada Brandt")
    save(wire, "words", text="chief scientist")
    save(wire, "french", lang="fr", kind="move")
    save(wire, "later", since="2026-08", kind="move")
    save(wire, "research", role="research", when=["joins", "leaves"])
    save(wire, "big", amount="USD 1bn")
    tell(wire, move("Ada Brandt", "Thornsea", "Brumelune", to_role="research scientist", date="2026-09-01"))
    tell(wire, move("Bob Cole", "Thornsea", "Brumelune"), words="Bob Cole, chief scientist, goes to Brumelune")
    tell(wire, {"type": "funding", "org": "Brumelune", "amount": {"value": 2e9, "currency": "USD"}})
    tell(wire, {"type": "funding", "org": "Thornsea", "amount": {"value": 2e9, "currency": "EUR"}})
    assert wire.alerts.check() == {"person": 1, "words": 1, "later": 1, "research": 1, "big": 1}


def test_a_price_per_head_is_told_when_the_heads_become_known(anywhere: Talentwire) -> None:
    wire = anywhere
    save(wire, "dear", per_head="USD 10m")
    save(wire, "dearer", per_head="USD 100m")
    deal = {"type": "deal", "kind": "acquisition", "buyer": "Brumelune", "target": "Thornsea"}
    tell(wire, {**deal, "amount": {"value": 2e9, "currency": "USD"}})
    assert wire.alerts.check() == {}
    tell(wire, {"type": "workforce", "org": "Thornsea", "change": "size", "count": 100})
    assert wire.alerts.check() == {"dear": 1}
    (one,) = wire.alerts.events("dear")
    assert one.told["price"]["low"] == 20_000_000 and one.told["price"]["heads"] == 100
    assert "USD 20m per head, 100 heads" in one.told["change"]["en"]
    tell(wire, {**deal, "status": "denied", "source": "Brumelune"}, day="2026-07-05")
    assert wire.alerts.check() == {"dear": 1}
    assert told(wire, "dear")[-1][0] == "denied"


def test_nobody_of_this_name_yet_is_allowed_and_says_who_may_be_meant(wire: Talentwire) -> None:
    tell(wire, move("Ada Brandt", "Thornsea", "Brumelune"))
    near = wire.alerts.add("near", Wanted.of({"org": "Brumelume"})).notes
    assert "Brumelune" in near[0]
    assert not wire.alerts.add("there", Wanted.of({"org": "Brumelune"})).notes
    assert "may come" in wire.alerts.add("far", Wanted.of({"org": "Quillmere", "when": "joins"})).notes[0]
    tell(wire, move("Bob Cole", "Thornsea", "Quillmere"))
    assert wire.alerts.check() == {"far": 1}


def test_a_pause_leaves_out_what_happens_meanwhile(wire: Talentwire) -> None:
    save(wire, kind="move")
    wire.alerts.pause("desk")
    tell(wire, move("Ada Brandt", "Thornsea", "Brumelune"))
    assert wire.alerts.check() == {}
    wire.alerts.resume("desk")
    tell(wire, move("Bob Cole", "Thornsea", "Brumelune"))
    assert wire.alerts.check() == {"desk": 1}


def test_a_trial_tells_what_would_have_been_told(anywhere: Talentwire, clock: Time) -> None:
    wire = anywhere
    tell(wire, move("Ada Brandt", DEEPMIND, "Brumelune", status="talks"))
    clock.pass_by(days=2)
    tell(wire, move("Ada Brandt", DEEPMIND, "Brumelune", status="denied"), day="2026-07-03")
    clock.pass_by(days=2)
    wanted = Wanted.of({"org": "Brumelune"})
    assert [(str(day), one["became"]) for day, one in wire.alerts.dry_run(wanted, 10)] == [
        ("2026-07-03", "denied"),
        ("2026-07-01", "new"),
    ]
    assert [one["became"] for _, one in wire.alerts.dry_run(wanted, 3)] == ["denied"]
    assert wire.alerts.events() == [] and wire.alerts.all() == []


def test_two_programs_tell_once(address: str, clock: Time) -> None:
    with opened(address, clock) as one, opened(address, clock) as other:
        save(one, kind="move")
        tell(one, move("Ada Brandt", "Thornsea", "Brumelune"))
        stale = other.alerts.kept.all()
        assert one.alerts.check() == {"desk": 1}
        assert other.alerts._checked(one.ledger().kept.position_at("2020-01-01"), stale) == {}
        assert other.alerts.check() == {}
        assert len(told(one)) == 1


def test_whoever_is_forgotten_is_forgotten_here_too(anywhere: Talentwire) -> None:
    wire = anywhere
    save(wire, kind="move")
    save(wire, "on her", person="Ada Brandt")
    tell(wire, move("Ada Brandt", "Thornsea", "Brumelune"), move("Bob Cole", "Thornsea", "Brumelune"))
    assert wire.alerts.check() == {"desk": 2, "on her": 1}
    plan = wire.forgetting.plan("Ada Brandt")
    wire.forgetting.carry_out(plan, by="Mara", reason="asked")
    assert [one.name for one in wire.alerts.all()] == ["desk"]
    assert told(wire) == [("new", "Bob Cole: Thornsea → Brumelune")]
    assert wire.alerts.check() == {}


HISTORY: list[list[dict[str, Any]]] = [
    [move("Ada Brandt", DEEPMIND, "Brumelune", status="talks")],
    [move("Ada Brandt", DEEPMIND, "Brumelune", status="denied", source="Brumelune")],
    [move("Bob Cole", "Thornsea", "Brumelune"), move("Cara Dunn", "Thornsea", "Quillmere", status="planned")],
    [{"type": "deal", "kind": "acquisition", "buyer": "Brumelune", "target": "Thornsea", "status": "talks"}],
    [{"type": "deal", "kind": "acquisition", "buyer": "Quillmere", "target": "Thornsea"}],
    [{"type": "workforce", "org": "Thornsea", "change": "size", "count": 80}, move("Bob Cole", "", "Brumelune")],
]


def test_the_order_in_which_documents_come_changes_nothing(tmp_path: Path) -> None:
    """Whatever comes between two looks may come in any order: the same is told, in the same words."""
    seen = []
    for order in (list(range(len(HISTORY))), random.Random(1).sample(range(len(HISTORY)), len(HISTORY))):
        with opened(str(tmp_path / f"{order[0]}-{len(seen)}.db"), Time()) as wire:
            save(wire, "all", when=["new", "status", "denied", "contested", "value", "ended"])
            for number in order:
                tell(wire, *HISTORY[number], day=f"2026-07-{number + 1:02}", id=f"doc {number}")
            wire.alerts.check()
            seen.append({(one.told["told"]["en"], one.told["change"]["de"], one.state) for one in wire.alerts.events()})
    assert seen[0] == seen[1] and len(seen[0]) >= 5


@pytest.mark.parametrize("cuts", [set(range(6))])
def test_however_often_somebody_looks_the_last_word_on_each_fact_is_the_same(tmp_path: Path, cuts: set[int]) -> None:
    last = []
    for looks in (set(), cuts):
        with opened(str(tmp_path / f"{len(looks)}.db"), Time()) as wire:
            save(wire, "all", when=["new", "status", "denied", "contested", "value", "ended"])
            for number, said in enumerate(HISTORY):
                tell(wire, *said, day=f"2026-07-{number + 1:02}", id=f"doc {number}")
                if number in looks:
                    wire.alerts.check()
            wire.alerts.check()
            by_fact = {one.fact: one for one in reversed(wire.alerts.events())}
            last.append({(one.told["told"]["en"], one.told["fact"]["status"], one.state) for one in by_fact.values()})
    assert last[0] == last[1]
