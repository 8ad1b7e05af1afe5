"""What changed since a position is the difference of everything, weighed at both, whatever happens to the ledger."""

import random
from pathlib import Path

import pytest
from told import World

from talentwire.analyse.difference.between import between
from talentwire.analyse.difference.change import Difference
from talentwire.analyse.difference.since import View, changed
from talentwire.record.since import Position

BEGINNING = Position("", 0, 0, 0, 0, 0)


def told(found: Difference) -> list[tuple[str, ...]]:
    """Every change, with the claims of its fact before and after."""
    return sorted(
        (one.became, *(f"{f.id} {f.status} {sorted(f.claims)}" if f else "" for f in (one.before, one.after)),
         str(one.values))
        for one in found.changes
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(2))
def test_what_changed_is_what_weighing_everything_twice_gives(tmp_path: Path, seed: int) -> None:
    chance, world = random.Random(seed), World(str(tmp_path / "world.db"))
    ledger, atlas = world.wire.ledger(), world.wire.atlas
    try:
        for _ in range(6):
            world.happen(chance.getrandbits(32))
        for _ in range(4):
            since = ledger.kept.position()
            before = View.of(ledger, atlas, since).weighed.everything()
            happened = [world.happen(chance.getrandbits(32)) for _ in range(chance.randint(1, 3))]
            if "forget" in happened:  # then nobody knows what was there before
                continue
            after = View.of(ledger, atlas, ledger.kept.position()).weighed.everything()
            assert told(changed(ledger, atlas, since).difference) == told(between(before, after))
    finally:
        world.wire.close()


def test_from_the_beginning_and_to_some_moment_between(tmp_path: Path) -> None:
    world = World(str(tmp_path / "world.db"))
    ledger, atlas, chance = world.wire.ledger(), world.wire.atlas, random.Random(5)
    try:
        world.new(chance)
        first = ledger.kept.position()
        world.new(chance)
        assert ledger.kept.position_at(first.moment) == first
        assert ledger.kept.position_at("2020") == BEGINNING
        early = changed(ledger, atlas, BEGINNING, first).difference
        assert told(early) == told(between([], View.of(ledger, atlas, first).weighed.everything()))
        whole = changed(ledger, atlas, BEGINNING).difference
        assert {one.became for one in whole.changes} == {"new"} and len(whole.changes) > len(early.changes)
        assert not changed(ledger, atlas, ledger.kept.position()).difference.changes
        (moment,) = ledger.kept.moments(first)
        assert moment > first.moment
    finally:
        world.wire.close()
