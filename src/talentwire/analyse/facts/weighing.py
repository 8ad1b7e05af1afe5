"""Claims in, facts out: grouped by subject, put together, weighed, and set in relation to each other.

Nothing here reads a ledger: the same reports give the same facts, in whatever order they come.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Final

from talentwire.analyse.facts.building import build
from talentwire.analyse.facts.careers import careers
from talentwire.analyse.facts.cluster import Rules, gather
from talentwire.analyse.facts.deals import gather_deals
from talentwire.analyse.facts.fact import Fact
from talentwire.analyse.facts.money import FUNDING, PAY
from talentwire.analyse.facts.people import GROUPS
from talentwire.analyse.facts.quotes import gather_quotes
from talentwire.analyse.facts.reading import Reading, read_reports
from talentwire.analyse.facts.report import PLAIN, Report, World
from talentwire.analyse.facts.subjects import subject_of
from talentwire.analyse.facts.succession import succeed
from talentwire.analyse.facts.things import COMPUTE, RELEASES, WORKFORCE

_ALL_DEALS: Final = "deal "


def weigh(
    reports: Iterable[Report],
    as_of: date | None = None,
    *,
    world: World = PLAIN,
    subjects: Iterable[str] | None = None,
) -> list[Fact]:
    """The facts that claims amount to, by the day on which each was first told.

    Args:
        reports: entries of the ledger with whom they name, their stories and remarks, in any order.
        as_of: what was known when that day was over; everything, where it is left out. Entries that were retracted by
            then, or recorded later, do not count.
        world: what belongs to what, who is an outlet, who speaks for whom.
        subjects: give facts of these alone, as ``affected`` names them; ``reports`` must then hold all claims that
            ``asked`` tells of each of them.

    """
    world = world.remembering()
    wanted = None if subjects is None else frozenset(subjects)
    facts = [fact for group in _groups(read_reports(reports, world, as_of), world, wanted) for fact in group]
    return sorted(facts, key=lambda fact: (fact.first_seen, fact.id))


def _groups(readings: Iterable[Reading], world: World, wanted: frozenset[str] | None) -> Iterator[list[Fact]]:
    by_subject: dict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        by_subject[_ALL_DEALS if reading.claim.kind == "deal" else subject_of(reading, world)].append(reading)
    while by_subject:
        subject, group = by_subject.popitem()
        family = subject.partition(" ")[0]
        if subject == _ALL_DEALS:
            yield from _deals(group, world, wanted)
        elif wanted is not None and subject not in wanted:
            continue
        elif len(group) == 1 and family in _RULES:
            yield succeed(family, [build(group, subject)], world)
        else:
            yield _FAMILIES.get(family, _plain)(group, subject, world)


def _deals(group: list[Reading], world: World, wanted: frozenset[str] | None) -> Iterator[list[Fact]]:
    """Deals, which a merger may tell from either side, by the house that was bought."""
    by_subject: dict[str, list[Fact]] = defaultdict(list)
    for told in gather_deals(group, world):
        subject = f"{_ALL_DEALS}{told.house}"
        if wanted is None or subject in wanted:
            by_subject[subject].append(build(told.readings, subject))
    for facts in by_subject.values():
        yield succeed("deal", facts, world)


def _plain(group: list[Reading], subject: str, world: World) -> list[Fact]:
    family = subject.partition(" ")[0]
    facts = [build(cluster.readings, subject) for cluster in gather(group, _RULES[family])]
    return succeed(family, facts, world)


def _quotes(group: list[Reading], subject: str, _: World) -> list[Fact]:
    return [build(readings, subject) for readings in gather_quotes(group)]


_RULES: Final[dict[str, Rules]] = {
    "group": GROUPS,
    "funding": FUNDING,
    "pay": PAY,
    "compute": COMPUTE,
    "workforce": WORKFORCE,
    "release": RELEASES,
}
_FAMILIES: Final[dict[str, Callable[[list[Reading], str, World], list[Fact]]]] = {"person": careers, "quote": _quotes}
