"""Which relations follow from a fact, for vocabularies that have no word for a rumour.

An edge of another program's network says that something is so. Only what is believed to have happened becomes one, and
only as far as it is not contested; all else of a fact is told in words, with its status.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import product
from typing import Any, Final

from talentwire.analyse.facts.fact import Fact
from talentwire.analyse.facts.settings import settings
from talentwire.analyse.facts.words import words
from talentwire.model.values import Money, Number, PartialDate


class Tie(StrEnum):
    """What somebody or something is to another."""

    JOB = "job"
    BOARD = "board"
    FOUNDER = "founder"
    REPORTS = "reports to"
    OWNS = "owns"
    BOUGHT = "bought"
    FUNDS = "funds"
    LENDS = "lends to"
    DEALS = "deals with"


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation that is believed to be so, or to have been.

    Attributes:
        tie: what the one is to the other.
        subject: id of the entity that works, owns, pays…
        object: id of the other.
        role: the position, or the sort of deal, in English.
        start: when it began, where a document says so; never the day of the document.
        end: when it was over, or the day by which a document tells that it was.
        percent: share of the other that is owned, in per cent.
        money: what was paid or lent.

    """

    tie: Tie
    subject: str
    object: str
    role: str = ""
    start: PartialDate | None = None
    end: PartialDate | None = None
    percent: Number | None = None
    money: Money | None = None


def plain(fact: Fact) -> bool:
    """Whether a fact may be told as plain truth: it happened as far as is known, and no other fact forbids it.

    Rumours, plans, and what was denied, failed, reversed or replaced may not; nor what cannot be so beside other facts.
    """
    return fact.status.happened and fact.stands and not fact.rivals


def settled(fact: Fact, slot: str) -> Any:
    """What is believed of a slot; nothing where it is contested."""
    belief = fact.slots.get(slot)
    return None if belief is None or belief.contested else belief.value


def relations(fact: Fact) -> tuple[Relation, ...]:
    """The relations that follow from a fact; none where it may not be told as plain truth."""
    follow = _BY_KIND.get(fact.kind)
    return tuple(follow(fact)) if follow and plain(fact) else ()


def _moved(fact: Fact) -> Iterator[Relation]:
    person, left, joined = (settled(fact, slot) for slot in ("person", "from_org", "to_org"))
    if not person:
        return
    seat, day = settled(fact, "seat"), _day(fact, "date")
    old, new = settled(fact, "from_role") or "", settled(fact, "to_role") or ""
    if left and left != joined:
        yield Relation(_tie(old, seat), person, left, old, end=day or PartialDate.of(fact.first_seen))
    if joined:
        yield Relation(_tie(new, seat), person, joined, new, day if left != joined else None, _over(fact))


def _held(fact: Fact) -> Iterator[Relation]:
    person, org, role = settled(fact, "person"), settled(fact, "org"), settled(fact, "role") or ""
    current, chief = settled(fact, "current"), settled(fact, "reports_to")
    if current is None or not person:
        return
    start = _day(fact, "date") if current is True else None
    end = _over(fact) or (None if current is True else PartialDate.of(fact.first_seen))
    if org:
        yield Relation(_tie(role, None), person, org, role, start, end)
    if chief and chief != person and end is None:
        yield Relation(Tie.REPORTS, person, chief, role)


def _dealt(fact: Fact) -> Iterator[Relation]:
    buyer, target, kind = settled(fact, "buyer"), settled(fact, "target"), settled(fact, "kind")
    if not buyer or not target or buyer == target:
        return
    tie = _DEALS.get(kind or "", Tie.DEALS)
    role = kind.replace("_", " ") if kind else ""
    yield Relation(
        tie, buyer, target, role, _day(fact, "date"), percent=settled(fact, "stake_pct"), money=settled(fact, "amount")
    )


def _funded(fact: Fact) -> Iterator[Relation]:
    org, kind = settled(fact, "org"), settled(fact, "kind")
    belief = fact.slots.get("investor")
    if not org or belief is None or belief.contested:
        return
    tie = Tie.LENDS if kind == "debt" else Tie.FUNDS
    role = {"primary": "new money", "secondary": "existing shares", "debt": "debt"}.get(kind or "", "")
    alone = settled(fact, "amount") if len(belief.values) == 1 else None  # what each of several gave is not told
    for value, one in product(belief.values, (org,)):
        if value.value != one:
            yield Relation(tie, value.value, one, role, _day(fact, "date"), money=alone)


_DEALS: Final = {"acquisition": Tie.BOUGHT, "stake": Tie.OWNS, "investment": Tie.FUNDS}
_BY_KIND: Final[Mapping[str, Callable[[Fact], Iterator[Relation]]]] = {
    "move": _moved, "position": _held, "deal": _dealt, "funding": _funded,
}  # fmt: skip


def _tie(role: str, seat: str | None) -> Tie:
    told, chosen = words(role), settings()
    if told and told <= chosen.lasting:
        return Tie.FOUNDER
    aboard = not told.isdisjoint(chosen.board) and "executive" not in told
    return Tie.BOARD if seat == "board" or aboard else Tie.JOB


def _day(fact: Fact, slot: str) -> PartialDate | None:
    value = settled(fact, slot)
    return value if isinstance(value, PartialDate) else None


def _over(fact: Fact) -> PartialDate | None:
    end: date | None = fact.holds.end if fact.holds and fact.ended_by else None
    return PartialDate.of(end) if end else None
