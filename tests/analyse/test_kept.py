"""Facts that are kept equal those that are weighed from scratch, whatever happens to the ledger."""

import random
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from told import PEOPLE, World, deal
from worlds import claim, facts

from talentwire.analyse.answers.asked import Asked
from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.facts.fact import Belief, Fact, Value
from talentwire.analyse.facts.packing import NOT_READ, packed, unpacked
from talentwire.analyse.kept.keeper import FAMILIES, Keeper
from talentwire.analyse.weighed import Weighed
from talentwire.analyse.who import Who
from talentwire.api import Talentwire
from talentwire.api.catalogue import QUESTIONS, question
from talentwire.config import Config
from talentwire.errors import TalentwireError
from talentwire.model.claims import Move
from talentwire.model.entities import Judgement, Node, Party, Verdict
from talentwire.model.values import Money, PartialDate

EXAMPLES = 4
"""Few: each builds a ledger and weighs it many times."""
SEEDS = st.integers(0, 2**32)


def scratch(world: World, kinds: tuple[str, ...]) -> tuple[list[Fact], dict[str, str]]:
    """The facts as nobody kept them, and the names of whom they name."""
    wire = world.wire
    who = Who(wire.ledger().links, wire.atlas)
    weighed = Weighed(wire.ledger(), who, wire.atlas)
    facts = weighed.of_kinds(kinds)
    ids = {v.value for fact in facts for belief in fact.slots.values() for v in belief.values if ":" in str(v.value)}
    ids |= {above for one in ids for above in weighed.world.above(one)}
    return facts, {one.id: one.name for one in who.by_ids(sorted(ids))}


def check(world: World, families: list[str]) -> None:
    for family in families:
        kinds = FAMILIES[family]
        facts, names = scratch(world, kinds)
        basis = world.wire.basis("flows", kinds)
        assert list(basis.facts) == facts
        assert {one: basis.name(one) for one in names} == names


class Fresh(Talentwire):
    """Answers from facts of which no part is kept, and keeps no answer."""

    def basis(self, *args: Any, **kwargs: Any) -> Basis:
        found = super().basis(*args, **kwargs)
        return replace(found, facts=tuple(found.facts), kept=None)

    def keeper(self) -> Keeper:
        found = super().keeper()
        setattr(found, "since", lambda *_: None)  # noqa: B010 - weighs the whole past
        return found


for _name in (one.replace("-", "_") for one in QUESTIONS):
    setattr(Fresh, _name, getattr(Talentwire, _name).__wrapped__)
VIEWS = (("flows", {}), ("flows", {"view": "net"}), ("staying", {}), ("episodes", {"heads": "1"}), ("pool", {}),
         ("pool", {"view": "houses"}), ("ties", {}), ("said", {}), ("pay", {}), ("shares", {}), ("machines", {}),
         ("offer", {"pay": "10M USD"}))  # fmt: skip
SCOPES = (Asked(), Asked(top=2), Asked(org="Zorblax"), Asked(person="Ada Bell"), Asked(org="Google", top=1))


def ask(wire: Talentwire, name: str, asked: Asked, how: dict[str, str]) -> tuple[Any, ...]:
    try:
        found = question(name).ask(wire, asked, how)
    except TalentwireError as error:
        return (str(error),)
    return replace(found, facts={}), dict(found.facts)


def check_answers(world: World, chance: random.Random, moments: list[str]) -> None:
    """What is answered from parts that are kept is what is answered from the facts."""
    with Fresh(Config(ledger=world.address)) as fresh:
        for name, how in chance.sample(VIEWS, 5):
            asked = chance.choice(SCOPES)
            assert ask(world.wire, name, asked, how) == ask(fresh, name, asked, how), (name, asked, how)
        since = {"since": chance.choice(moments)}
        asked = chance.choice(SCOPES)
        assert ask(world.wire, "changes", asked, since) == ask(fresh, "changes", asked, since), since


@settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.reuse, Phase.generate]
)
@given(seeds=st.lists(st.tuples(SEEDS, st.integers(0, 9)), min_size=5, max_size=25))
def test_what_is_kept_equals_what_is_weighed(seeds: list[tuple[int, int]], fresh: Callable[[], str]) -> None:
    world = World(fresh())
    try:
        moments = ["2020-01-01"]
        for seed, then in seeds:
            world.happen(seed)
            moments.append(world.wire.ledger().kept.position().moment)
            if then < 3:
                world.reopen()
            if then < 6:
                check(world, list(FAMILIES)[then % 3 :: 3])
            elif then < 8:
                check_answers(world, random.Random(seed), moments)
        check_answers(world, random.Random(len(seeds)), moments)
        check(world, list(FAMILIES))
    finally:
        world.wire.close()


def as_text(facts: Iterable[Fact]) -> set[str]:
    """Facts to be compared by everything that they hold; whole numbers come back as such."""
    return {repr(fact).replace("weight=0.0", "weight=0") for fact in facts}


def deals_of(world: World, as_of: str | None = None) -> list[Fact]:
    who = Who(world.wire.ledger().links, world.wire.atlas, as_of)
    return Weighed(world.wire.ledger(), who, world.wire.atlas).of_kinds(("deal",))


@pytest.mark.parametrize("seed", range(6))
def test_deals_weighed_with_those_around_them_equal_all_deals(seed: int, fresh: Callable[[], str]) -> None:
    chance, moments = random.Random(seed), []
    world = World(fresh(), deal)
    try:
        for _ in range(18):
            world.happen(chance.getrandbits(32))
            moments.append(world.wire.ledger().kept.position().moment)
            if chance.random() < 0.4:
                assert list(world.wire.basis("flows", ("deal",)).facts) == deals_of(world)
        since = next(one for one in reversed(moments[:-2]) if one)
        then = world.wire.keeper().since(("deal",), since)
        assert then is not None
        before, after = as_text(deals_of(world, since)), as_text(deals_of(world))
        assert as_text(then.before) <= before
        assert as_text(then.after) <= after
        assert before - after <= as_text(then.before)
        assert after - before <= as_text(then.after)
    finally:
        world.wire.close()


def test_names_told_apart_keep_their_other_names(address: str) -> None:
    world = World(address)
    try:
        chance = random.Random(1)
        persons = [Move(person=(Party(name),), to_org=(Party("Quux"),)) for name in PEOPLE]
        world.record(chance, persons)
        keys = [Node("person", key) for key in ("ada bell", "bob stone", "cid dell")]
        world.wire.decide.judge(
            Verdict(*keys[:2], Judgement.UNSURE, "editor:x"), Judgement.UNSURE, by="ada", reason="?"
        )
        world.wire.decide.merge("Bob Stone", "Cid Dell", by="ada", reason="known")
        links = world.wire.ledger().links
        who = Who(links, world.wire.atlas)
        who.learn([keys[0]])  # reads a judgement on the second name, but not all on it
        assert keys[2] in who.group(keys[1])
    finally:
        world.wire.close()


SUMS = (Money(2.5, "USD", "min"), Money(10**30, "EUR"))
DAYS = (PartialDate(2025), PartialDate(2025, 3), PartialDate(2025, 3, 9))
VALUES = ("text", "org:zorblax", 0, -3, 2**70, -(2**70), 2.5, True, False, *SUMS, *DAYS)


def test_every_sort_of_value_comes_back_as_it_was() -> None:
    world = facts([claim("move", "2025-03-01", person="Ada Bell", from_org="Zorblax", to_org="Quux")])
    slots = {f"s{at}": Belief(f"s{at}", (Value(one, str(one), ("c1",), 1, 0.5),)) for at, one in enumerate(VALUES)}
    fact = replace(world[0], slots=slots)
    (again,) = unpacked(packed([fact]))
    assert again == fact
    assert [type(one.value) for one in again.slots.values()] == [type(one) for one in VALUES]
    with pytest.raises(TypeError, match="cannot be kept"):
        packed([replace(fact, slots={"s": Belief("s", (Value(object(), "", (), 1, 0.5),))})])


@pytest.mark.parametrize("data", [b"", b"\xc1", b"\x90\x90", b"\x91\x80", b"\x01", packed([])[:0]])
def test_bytes_that_hold_no_facts_are_refused(data: bytes) -> None:
    with pytest.raises(NOT_READ):
        unpacked(data)
