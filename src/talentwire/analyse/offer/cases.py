"""Cases beside which an offer can be set: sums for the same sort of time, machines per head, people who report."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf, log
from typing import Final, NamedTuple

from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.answers.parts import House, Part
from talentwire.analyse.facts.fact import Fact
from talentwire.analyse.facts.relations import happened_on, value_of
from talentwire.analyse.money.heads import Counted, HeadCounts, Heads
from talentwire.analyse.money.offers import Offer
from talentwire.analyse.money.ranges import Range
from talentwire.analyse.offer.asking import OfferAsked
from talentwire.lang.families import family_of

_YEAR: Final = 1.0
_RESEARCH: Final = "research"


@dataclass(frozen=True, slots=True)
class Case:
    """Something known beside which a part of an offer is set.

    Attributes:
        who: id of the house or person; empty where it is not told.
        number: what is known of it.
        facts: ids of the facts that tell it.
        day: of what is known.
        sure: whether it is more than a rumour or a plan.
        heads: the head count that machines are shared among; None for what is not shared.

    """

    who: str
    number: Range
    facts: tuple[str, ...]
    day: date
    sure: bool
    heads: Heads | None = None


def comparable(one: Offer, how: OfferAsked) -> Range | None:
    """A known sum as it can be set beside an offer; None where it cannot.

    Beside pay for a time stands a year's part of sums whose time is told; beside a sum without one, sums that are told
    without a time or for more than a year. What is for a group together stands beside no offer to one, nor does a sale
    of shares that people have already; and a salary is for some time, even where nobody says for which.
    """
    if not one.each or one.kind == "buyback":
        return None
    if how.years is not None:
        return one.yearly
    if one.kind == "salary":
        return None
    return one.sum.range if one.years is None or one.years.low > _YEAR else None


def distance(mine: float, other: float) -> float:
    """How far a number is from another, as the logarithm of how many times it is the other."""
    if mine <= 0 or other <= 0:
        return 0.0 if mine == other else inf
    return abs(log(mine / other))


def machines(basis: Basis) -> list[Case]:
    """The largest number of accelerators told of each house, for each head of its staff or of its researchers."""
    counts = HeadCounts(basis)
    largest: dict[str, Fact] = {}
    for fact in basis.of("compute"):
        if fact.stands and value_of(fact, "accelerators"):
            for owner in fact.slots["owner"].values if "owner" in fact.slots else ():
                held = largest.get(owner.value)
                if held is None or _size(fact) > _size(held):
                    largest[owner.value] = fact
    found = [case for owner, fact in largest.items() for case in _shared(owner, fact, counts)]
    return [one for one in found if not basis.orgs or one.who in basis.orgs]


def _size(fact: Fact) -> tuple[bool, float]:
    """What runs counts before what is planned, then the larger number."""
    return fact.status.happened, float(value_of(fact, "accelerators"))


def _shared(owner: str, fact: Fact, counts: HeadCounts) -> Iterator[Case]:
    day = happened_on(fact)
    staff = counts.staff(owner, day)
    teams = [one for one in counts.teams(owner, day) if family_of(one.part) == _RESEARCH]
    for heads in (*([staff] if staff else ()), *teams):
        number = _number(fact).over(heads.number)
        yield Case(owner, number, (fact.id, *heads.facts), day, fact.status.happened, heads)


def _number(fact: Fact) -> Range:
    belief = fact.slots["accelerators"]
    values = [float(one.value) for one in belief.values if one.value > 0]
    return Range(min(values), max(values)) if belief.contested else Range.of(values[0])


class Reports(NamedTuple):
    """Somebody reports to somebody.

    Attributes:
        boss: id of whom they report to.
        org: id of the organisation; empty where it is not told.
        person: id of who reports; empty where it is not told.
        first: day on which the fact was first told.
        last: day on which it was last told.
        fact: id of the fact.

    """

    boss: str
    org: str
    person: str
    first: date
    last: date
    fact: str


def _reports(_: str, facts: Sequence[Fact], __: House) -> tuple[Reports, ...] | None:
    found = []
    for fact in facts:
        holds = fact.kind == "position" and fact.stands and fact.status.happened and fact.ended_by is None
        if holds and (boss := value_of(fact, "reports_to")):
            org, person = (value_of(fact, slot) or "" for slot in ("org", "person"))
            found.append(Reports(str(boss), org, person, fact.first_seen, fact.last_seen, fact.id))
    return tuple(found) or None


REPORTS: Final = Part("reports", ("position",), tuple[Reports, ...], _reports)


def reporting(basis: Basis) -> list[Case]:
    """How many named people report to each manager; there may be more of whom nobody wrote."""
    below: dict[str, list[Reports]] = defaultdict(list)
    told = [one for reports in basis.held.parts(REPORTS).values() for one in reports]
    for one in sorted(told, key=lambda one: (one.first, one.fact)):
        if not basis.orgs or one.org in basis.orgs:
            below[one.boss].append(one)
    return [
        Case(
            boss, Range.of(len({one.person for one in held}), "min"), tuple(one.fact for one in held),
            max(one.last for one in held), sure=True,
        )
        for boss, held in below.items()
    ]  # fmt: skip


def label_of(heads: Heads) -> str:
    """Name of the text that says whose heads are counted."""
    return f"heads_{Counted.TEAM if heads.part else Counted.STAFF}"
