"""Managers cut: what is told of layers of management being taken out."""

import re
from typing import Final

from talentwire.analyse.answers.answer import Cell, Row
from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.answers.picture import Event, Timeline
from talentwire.analyse.facts.fact import Belief, Fact
from talentwire.analyse.facts.relations import happened_on, value_of
from talentwire.analyse.orgchart.shown import Shown

_COLUMNS: Final = (
    ("day", ""), ("org", ""), ("group", ""), ("count", "heads"), ("share", "share"), ("status", ""), ("sure", "share"),
)  # fmt: skip
_MANAGERS: Final = re.compile(
    r"\b(?:managers?|management|managerial|directors?|executives?|vice presidents?|vps?|supervisors?|team leads?"
    r"|layers?|heads?)\b",
    re.IGNORECASE,
)
"""Groups of a staff are told in English (see the contract of claims)."""


def cuts(basis: Basis) -> list[Fact]:
    """The facts that tell of managers cut, the oldest first."""
    found = [fact for fact in basis.of("workforce") if _is_cut(fact) and basis.asked.wants(fact)]
    return sorted(found, key=lambda fact: (happened_on(fact), fact.id))


def _is_cut(fact: Fact) -> bool:
    if fact.kind != "workforce" or not fact.stands or value_of(fact, "change") != "cut":
        return False
    return bool(_MANAGERS.search(str(value_of(fact, "group") or "")))


def managers_shown(basis: Basis) -> Shown:
    """A row for every cut of managers, of one organisation or of all."""
    found = [fact for fact in cuts(basis) if not basis.orgs or value_of(fact, "org") in basis.orgs]
    top = basis.asked.top
    rows = [_row(fact, basis) for fact in found[-top:]]
    events = tuple(_event(fact, basis) for fact in found)
    notes = [basis.words("note_more", n=len(found) - top)] if len(found) > top else []
    columns = [basis.column(name, unit) for name, unit in _COLUMNS]
    return Shown(columns, rows, Timeline(events) if events else None, (), notes)


def _row(fact: Fact, basis: Basis) -> Row:
    own, org = (fact.id,), fact.slots.get("org")
    return {
        "day": Cell(happened_on(fact), own),
        "org": Cell(basis.name(org.value), entity=org.value) if org else Cell(None),
        "group": Cell(value_of(fact, "group"), own), "count": _number(fact, "count"), "share": _number(fact, "percent"),
        "status": Cell(basis.words(f"stage_{fact.status}")), "sure": Cell(fact.confidence.value, own),
    }  # fmt: skip


def _number(fact: Fact, slot: str) -> Cell:
    """A number with bounds that hold everything that is told; a percentage as a share."""
    belief: Belief | None = fact.slots.get(slot)
    if belief is None:
        return Cell(None)
    scale = 100 if slot == "percent" else 1
    values = [value.value / scale for value in belief.values]
    low, high = min(values), max(values)
    wide = (low, high) if low != high else (None, None)
    return Cell(belief.value / scale, (fact.id,), *wide)


def _event(fact: Fact, basis: Basis) -> Event:
    words = basis.words
    count, percent = value_of(fact, "count"), value_of(fact, "percent")
    size = words("people", n=count) if count is not None else words.share(percent / 100) if percent is not None else ""
    label = ", ".join(part for part in (f"−{size}" if size else "", str(value_of(fact, "group"))) if part)
    org = fact.slots.get("org")
    lane = basis.name(org.value) if org else words("not_told")
    return Event(lane, label, happened_on(fact), sure=fact.status.happened)
