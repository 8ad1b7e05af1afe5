"""The difference between the facts of two moments."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from talentwire.analyse.difference.change import Became, Change, Difference, ValueChange, ordered
from talentwire.analyse.difference.matching import match
from talentwire.analyse.facts.fact import Belief, Fact, Stage
from talentwire.analyse.facts.values import same_text
from talentwire.model.claims import KINDS, NAMED, slots
from talentwire.model.values import Money, PartialDate, close

_RANK: Final = (Stage.RUMOURED, Stage.PLANNED, Stage.REPORTED, Stage.CONFIRMED)
_ENDS: Final = {Stage.DENIED: Became.DENIED, Stage.FAILED: Became.FAILED, Stage.REVERSED: Became.REVERSED}
_NAMES: Final = {kind: {slot.name for slot in slots(KINDS[kind]) if slot.type in NAMED} for kind in KINDS}
_DETAILS: Final = {kind: {"date", *(slot.name for slot in slots(KINDS[kind]) if slot.type == "text")} for kind in KINDS}
"""By kind the slots that are told a little otherwise all the time: days, positions, groups."""
_WORDING: Final = {
    kind: {slot.name for slot in slots(KINDS[kind]) if slot.type in ("text", "choice", "flag")} for kind in KINDS
}


def between(before: Sequence[Fact], after: Sequence[Fact], since: str = "", until: str = "") -> Difference:
    """What changed from the facts of one moment to those of another.

    A fact that was only told again, or of which no more changed than how sure it is, did not change.

    Args:
        before: all facts of the first moment, of the kinds asked for.
        after: all facts of the second.
        since: the first moment, as it is called.
        until: the second.

    """
    found = match(before, after)
    stand = frozenset(claim for fact in after for claim in fact.claims)
    changes = [Change(Became.NEW, None, fact) for fact in found.new]
    changes += [Change(Became.GONE, fact, None) for fact in found.gone]
    changes += [Change(Became.JOINED, *pair) for pair in found.joined]
    changes += [Change(Became.SPLIT, *pair) for pair in found.split]
    changes += [Change(Became.CORRECTED, *pair, tuple(_values(*pair))) for pair in found.corrected]
    retold = 0
    for old, now in found.same:
        if change := _change(old, now, stand):
            changes.append(change)
        else:
            retold += len(now.claims) > len(old.claims)
    return Difference(since, until, ordered(changes), retold)


def _change(old: Fact, now: Fact, stand: frozenset[str]) -> Change | None:
    """What became of a fact that was there before; None where nothing did."""
    values = tuple(_values(old, now))
    became = _status(old, now) or _place(old, now) or _value(old, now, values)
    lost = any(claim not in stand for claim in old.claims)
    if became is None:
        return None
    if lost and became not in (Became.DENIED, Became.FAILED, Became.REVERSED, Became.SURER):
        became = Became.UNSURER if became is Became.UNSURER else Became.CORRECTED
    return Change(became, old, now, values)


def _status(old: Fact, now: Fact) -> Became | None:
    """What became of how far it has come."""
    if now.status is old.status:
        return None
    if not now.status.positive:
        return _ENDS[now.status]
    if not old.status.positive:
        return Became.REVIVED
    return Became.SURER if _RANK.index(now.status) > _RANK.index(old.status) else Became.UNSURER


def _place(old: Fact, now: Fact) -> Became | None:
    """What became of its place among others."""
    if now.superseded_by and not old.superseded_by:
        return Became.REPLACED
    if old.superseded_by and not now.superseded_by:
        return Became.REVIVED
    return Became.ENDED if now.ended_by and not old.ended_by else None


def _value(old: Fact, now: Fact, values: tuple[ValueChange, ...]) -> Became | None:
    """What became of what is believed of it, and of who denies it."""
    if any(one.before and one.after and one.slot not in _DETAILS[now.kind] for one in values):
        return Became.FIGURE
    if now.status.positive and {one.who for one in now.deniers} - {one.who for one in old.deniers}:
        return Became.DISPUTED
    if set(now.contested) - set(old.contested) - {"date"}:  # days of reports differ all the time
        return Became.CONTESTED
    if any(one.after for one in values):
        return Became.MORE
    return Became.CORRECTED if values else None


def _values(old: Fact, now: Fact) -> Iterator[ValueChange]:
    """What is believed otherwise than before, or of more slots."""
    for slot in dict.fromkeys((*now.slots, *old.slots)):
        was, held = old.slots.get(slot), now.slots.get(slot)
        if was is None or held is None or not _same(old.kind, slot, was, held):
            yield ValueChange(slot, was.shown if was else "", held.shown if held else "")


def _same(kind: str, slot: str, was: Belief, held: Belief) -> bool:
    """Whether the same is believed; a name that has only come to mean somebody else is the same name."""
    if slot in _NAMES[kind]:
        return was.value == held.value or not set(was.values[0].claims).isdisjoint(held.values[0].claims)
    if slot in _WORDING[kind] and isinstance(was.value, str):
        return same_text(was.value, held.value)
    return _alike(was.value, held.value)


def _alike(was: Any, held: Any) -> bool:
    if isinstance(was, Money):
        return was.agrees(held) and was.bound == held.bound
    if isinstance(was, PartialDate):
        return was.agrees(held)
    if isinstance(was, int | float) and not isinstance(was, bool):
        return close(was, held)
    return bool(was == held)
