"""Which change belongs into which section, and what comes first there."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from talentwire.analyse.difference.change import Became, Change
from talentwire.analyse.digest.issue import Part
from talentwire.analyse.digest.week import Week
from talentwire.analyse.facts.fact import Fact, Stage
from talentwire.analyse.facts.relations import value_of
from talentwire.model.values import Money, PartialDate

PARTS: Final = {
    "move": Part.MOVES, "workforce": Part.MOVES, "deal": Part.DEALS, "funding": Part.DEALS, "pay": Part.DEALS,
    "compute": Part.MACHINES, "release": Part.PRODUCTS,
}  # fmt: skip
"""By kind of fact the section of what is new; positions are no news, and sayings stand with denials."""
LENGTHS: Final = {
    Part.MOVES: 10, Part.DEALS: 6, Part.MACHINES: 4, Part.PRODUCTS: 3, Part.SAID: 4, Part.CORRECTIONS: 5,
    Part.RUMOURS: 5,
}  # fmt: skip
"""So many items a section has at most."""
_OLD: Final = 31
"""Days before an issue begins from which on an event counts as one of earlier."""
STAFF: Final = 3
"""So many sentences about staffs, and moves that came to nothing, stand below the job board."""
QUOTES: Final = 2
_FRESH: Final = frozenset({Became.NEW, Became.SURER, Became.REVIVED})
_OVER: Final = frozenset({
    Became.DENIED, Became.FAILED, Became.REVERSED, Became.REPLACED, Became.UNSURER, Became.FIGURE, Became.SURER,
    Became.CORRECTED, Became.REVIVED,
})  # fmt: skip
_RANK: Final = (Stage.CONFIRMED, Stage.REPORTED, Stage.PLANNED, Stage.RUMOURED)
_SIZES: Final = ("amount", "capex", "valuation", "headcount", "accelerators", "power_mw", "count", "percent")


def parts_of(change: Change) -> frozenset[Part]:
    """The sections that a change belongs into; none for what is no news."""
    fact = change.after
    if fact is None or fact.kind not in PARTS or _is_background(fact):
        return frozenset()
    if change.became in (Became.DISPUTED, Became.CONTESTED):
        return frozenset({Part.SAID})
    found = set()
    if change.before is not None and change.became in _OVER:
        found.add(Part.CORRECTIONS)
    is_news = change.became in _FRESH and fact.superseded_by is None
    if is_news and (change.before is None or fact.kind == "move"):
        found.add(_part(fact))
    return frozenset(found)


def _part(fact: Fact) -> Part:
    if fact.status is Stage.DENIED:
        return Part.SAID
    return Part.RUMOURS if fact.status is Stage.RUMOURED else PARTS[fact.kind]


def _is_background(fact: Fact) -> bool:
    """Whether a fact is no event: how many work somewhere."""
    return fact.kind == "workforce" and (value_of(fact, "change") or "size") == "size"


def weight(fact: Fact) -> tuple[int, int, float, int, str]:
    """By what facts of a section are ordered: independent stories, status, size, the last word, and the id."""
    rank = _RANK.index(fact.status) if fact.status in _RANK else len(_RANK)
    return -fact.stories, rank, -size(fact), -fact.last_seen.toordinal(), fact.id


def size(fact: Fact) -> float:
    """How large the first figure of a fact is; currencies are not converted, so that this only breaks ties."""
    for slot in _SIZES:
        value = value_of(fact, slot)
        if isinstance(value, Money):
            return float(value.value)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return float(value)
    return 0.0


def is_old(fact: Fact, week: Week) -> bool:
    """Whether what a fact tells happened well before the issue begins."""
    when = value_of(fact, "date")
    return isinstance(when, PartialDate) and when.last() < week.since - timedelta(
        min(_OLD, (week.since - date.min).days)
    )


def ranked(changes: Iterable[Change], week: Week) -> list[Change]:
    """Changes, the weightiest first, and those of earlier events behind all others."""
    return sorted(changes, key=lambda change: (is_old(change.fact, week), weight(change.fact)))
