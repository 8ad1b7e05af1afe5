"""Documents recorded together leave the same ledger as one after the other."""

from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_world import PEOPLE, Read, by, document, rows

from talentwire.api import Talentwire
from talentwire.errors import GroundingError, NotFoundError
from talentwire.linking import Link
from talentwire.record.answers import ClaimFilter
from talentwire.record.ledger import Ledger
from talentwire.record.writing import Recorded

Opened = Callable[..., Talentwire]
some = st.lists(st.tuples(st.integers(0, 14), st.sampled_from([0, 0, 0, 1, 2])), max_size=12)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("read"), some, st.sampled_from(["1", "1", "2"]), st.integers(1, 12)),
        st.tuples(st.just("retract"), st.integers(0, 40)),
        st.tuples(st.just("forget"), st.sampled_from([one for one in PEOPLE if " " in one])),
    ),
    min_size=1,
    max_size=6,
)


def one_by_one(ledger: Ledger, link: Link, read: list[Read], version: str) -> list[Recorded]:
    run = ledger.begin_run("ingest", "builtin", version)
    return [ledger.record(run, document, claims, link) for document, claims in read]


def together(ledger: Ledger, link: Link, read: list[Read], version: str, size: int) -> list[Recorded]:
    run = ledger.begin_run("load", "builtin", version)
    parts = [read[start : start + size] for start in range(0, len(read), size)]
    return [done for part in parts for done in ledger.record_all(run, part, link)]


def retract(wire: Talentwire, number: int) -> None:
    held = sorted(entry.id for entry in wire.ledger().claims(ClaimFilter()))
    if held:
        wire.decide.retract(held[number % len(held)], by="bea", reason="not so")


def forget(wire: Talentwire, name: str) -> None:
    with suppress(NotFoundError):  # not everybody is named by then
        wire.forgetting.carry_out(wire.forgetting.plan(name), by="bea", reason="a letter")


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
def test_any_history_is_the_same_in_batches(wire: Opened, link: Link, steps: list[tuple[object, ...]]) -> None:
    single, several = wire("sqlite://"), wire("sqlite://")
    for held in (single, several):
        held.ledger(create=True)
    for step in steps:
        match step:
            case ("read", list(chosen), str(version), int(size)):
                read = [document(*which) if version == "1" else by(document(*which), version) for which in chosen]
                expected = one_by_one(single.ledger(), link, read, version)
                assert together(several.ledger(), link, read, version, size) == expected
            case ("retract", int(number)):
                for held in (single, several):
                    retract(held, number)
            case ("forget", str(name)):
                for held in (single, several):
                    forget(held, name)
    assert rows(several.ledger()) == rows(single.ledger())
    single.close()
    several.close()


def test_a_world_is_the_same_in_batches_on_each_database(wire: Opened, link: Link, fresh: Callable[[], str]) -> None:
    world = [document(number) for number in range(30)] + [document(number, 1) for number in range(0, 30, 7)]
    single, several = wire(fresh()), wire(fresh())
    expected = one_by_one(single.ledger(create=True), link, world, "1")
    assert together(several.ledger(create=True), link, world, "1", 14) == expected
    held = rows(single.ledger())
    assert rows(several.ledger()) == held
    assert all(held.values()), "the world makes rows in every table"
    ledger = several.ledger()
    run = ledger.begin_run("load", "builtin", "1")
    again = ledger.record_all(run, world, link, unless_known=True)
    assert [done.new for done in again] == [0] * len(world)
    assert rows(ledger) == held


def test_all_or_nothing(wire: Opened, link: Link, address: str) -> None:
    ledger = wire(address).ledger(create=True)
    run = ledger.begin_run("load", "builtin", "1")
    good, (other, claims) = document(1), document(2)
    with pytest.raises(GroundingError):
        ledger.record_all(run, [good, (other, good[1])], link)
    assert not any(rows(ledger).values())

    class Failing:
        def __call__(self, entering: object) -> None:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ledger.record_all(run, [good, (other, claims)], Failing())
    assert not any(rows(ledger).values())
    assert ledger.record_all(run, [], link) == []


def test_what_stands_in_the_ledger_with_all_its_claims(wire: Opened, link: Link, address: str) -> None:
    ledger = wire(address).ledger(create=True)
    old, new, other = document(3), document(3, 1), document(4)
    one_by_one(ledger, link, [old, new], "1")
    one_by_one(ledger, link, [by(other, "2")], "2")
    digests = [one[0].digest for one in (old, new, other)]
    assert ledger.having(digests, "builtin 1") == set(digests[:2])  # the old version needs no reading any more
    assert ledger.having(digests, "builtin 2") == {digests[0], digests[2]}
    assert ledger.having([], "builtin 1") == set()
    asked = {old[0].digest: [claim.id for claim in old[1]], other[0].digest: ["0" * 32]}
    assert ledger.holding(asked, "builtin 1") == {old[0].digest}
    assert ledger.holding(asked, "builtin 2") == {old[0].digest}
