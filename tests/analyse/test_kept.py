"""Facts that are kept equal those that are weighed from scratch, whatever happens to the ledger."""

from collections.abc import Callable

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from told import World

from talentwire.analyse.facts.fact import Fact
from talentwire.analyse.kept.keeper import FAMILIES
from talentwire.analyse.weighed import Weighed
from talentwire.analyse.who import Who

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


@settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.reuse, Phase.generate]
)
@given(seeds=st.lists(st.tuples(SEEDS, st.integers(0, 9)), min_size=5, max_size=25))
def test_what_is_kept_equals_what_is_weighed(seeds: list[tuple[int, int]], fresh: Callable[[], str]) -> None:
    world = World(fresh())
    try:
        for seed, then in seeds:
            world.happen(seed)
            if then < 3:
                world.reopen()
            if then < 6:
                check(world, list(FAMILIES)[then % 3 :: 3])
        check(world, list(FAMILIES))
    finally:
        world.wire.close()
