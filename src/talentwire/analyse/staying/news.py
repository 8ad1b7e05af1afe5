"""What facts say of a person and a house: who joined, who was there, who left, and when that was told."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import IntEnum
from typing import Final, NamedTuple

from talentwire.analyse.answers.parts import Told
from talentwire.analyse.facts.fact import Fact, Stage
from talentwire.analyse.facts.relations import happened_on, value_of
from talentwire.analyse.facts.ways import seat_of
from talentwire.analyse.facts.words import words
from talentwire.analyse.flows.heads import Head, inner
from talentwire.lang.families import family_of

_FOUNDERS: Final = frozenset({"founder", "cofounder", "founding"})
"""Words of the positions of those who were there from the beginning."""


class Kind(IntEnum):
    """What a piece of news says; of one day, in this order."""

    SINCE = 0
    ARRIVED = 1
    NAMED = 2
    """They joined or were appointed; nobody says from where, so that it may be a promotion."""
    SEEN = 3
    LEFT = 4
    FORMER = 5


class News(NamedTuple):
    """A piece of news of a person and a house.

    Attributes:
        day: when it happened; of a report that shows somebody there, the day of the report.
        kind: what it says.
        told: day of the first report of it.
        stage: how far it has come.
        dated: whether a source dates it.
        by_year: whether the source names no more than the year.
        family: family of the position in the house.
        facts: ids of the facts that tell it.

    """

    day: date
    kind: Kind
    told: date
    stage: Stage
    dated: bool
    by_year: bool
    family: str
    facts: tuple[str, ...]


def told_on(fact: Fact) -> tuple[date, bool]:
    """The day on which something happened, and whether no more than its year is told.

    A year alone stands for its middle or, when it was told before the year was over, for the middle of what had passed.
    """
    dated = value_of(fact, "date")
    if dated is None or dated.month:
        return happened_on(fact), False
    first, last = dated.first(), min(dated.last(), max(fact.first_seen, dated.first()))
    return first + (last - first) / 2, True


def news_of(heads: Iterable[Head], jobs: Sequence[Fact], basis: Told) -> dict[tuple[str, str], list[News]]:
    """What is told of each person and house."""
    known = {fact.id: fact for fact in jobs}
    news: dict[tuple[str, str], list[News]] = defaultdict(list)
    for head in heads:
        if head.stage.happened:
            for house, one in _of_move(head, known, basis):
                news[head.person, house].append(one)
    for fact in jobs:
        if fact.kind == "position" and fact.stands and fact.status.happened and "person" in fact.slots:
            for one in _of_position(fact):
                news[value_of(fact, "person"), basis.house(value_of(fact, "org") or "")].append(one)
    founders = {
        (value_of(fact, "person"), basis.house(value_of(fact, "org") or "")) for fact in jobs
        if fact.kind == "position" and fact.stands and not words(value_of(fact, "role") or "").isdisjoint(_FOUNDERS)
    }  # fmt: skip
    return {
        key: [_of_founder(one) for one in held] if key in founders else held for key, held in news.items() if all(key)
    }


def _of_founder(news: News) -> News:
    """What a dated or new position says of a founder, who was there before it: that they are there."""
    if news.kind not in (Kind.SINCE, Kind.NAMED):
        return news
    return news._replace(day=news.told, kind=Kind.SEEN, dated=False, by_year=False)


def _of_move(head: Head, known: dict[str, Fact], basis: Told) -> Iterator[tuple[str, News]]:
    fact = next((known[one] for one in head.facts if "date" in known[one].slots), known[head.facts[0]])
    day, by_year = told_on(fact)
    told = min(witness.day for one in head.facts for witness in known[one].supporters)

    def news(kind: Kind, on: date, family: str) -> News:
        return News(on, kind, told, head.stage, "date" in fact.slots, by_year, family, head.facts)

    if inner(head, basis):
        if head.target:
            yield basis.house(head.target), news(Kind.SEEN, told, head.family)
        return
    if head.target:
        yield basis.house(head.target), news(Kind.ARRIVED if head.source else Kind.NAMED, day, head.family)
    if head.source:
        yield basis.house(head.source), news(Kind.LEFT, day, family_of(value_of(fact, "from_role")))


def _of_position(fact: Fact) -> Iterator[News]:
    """Reports that show somebody in a position; a seat on a board or the title of a founder shows nobody at work."""
    role = value_of(fact, "role")
    current = fact.slots.get("current")
    if seat_of(role) != "job" or current is None:
        return
    held = {claim for value in current.values if value.value for claim in value.claims}
    days = sorted((w.day, w.claim in held) for w in fact.supporters)
    family, own = family_of(role), (fact.id,)
    shown = [day for day, there in days if there]
    dated = fact.slots.get("date")
    if shown and dated is not None and not held.isdisjoint(dated.values[0].claims):
        day, by_year = told_on(fact)
        yield News(day, Kind.SINCE, shown[0], fact.status, True, by_year, family, own)
    for day, there in dict.fromkeys(days):
        kind = Kind.SEEN if there else Kind.FORMER
        yield News(day, kind, day, fact.status, False, False, family, own)
