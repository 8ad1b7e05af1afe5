"""What is said twice becomes one draft, and what a text says to be over is no longer held."""

from collections import defaultdict
from collections.abc import Hashable
from dataclasses import replace
from typing import Any

from talentwire.extract.drafts import Draft
from talentwire.model.claims import NAMED, Content, Move, Position, Quote, Slot, Status, filled, slots
from talentwire.model.values import Money

_SHARED = {"move": 1, "release": 1, "funding": 1, "position": 3}
"""How many key slots two drafts must have in common to say the same; elsewhere two."""
_SHARED_ELSEWHERE = 2
_DECIDING = ("kind", "event", "seat")
"""Slots that are no key, but make two claims of one if they differ."""
_GENERIC = {"deal": "investment", "funding": "primary", "pay": "package"}
"""The kind within a kind of claim that leaves open whether it was another one: a package may be a bonus."""
_NARROWER = {"deal": frozenset({"stake"})}
"""What the generic kind may turn out to be; everything, where nothing is noted."""

Slots = dict[str, Any]


class _Kept:
    """Drafts in order, found by what they say: those that fill the same key slots of a kind lie together.

    Two drafts say the same only if they agree in every key slot that both fill. So those that may agree with another
    one stand, for every set of filled slots, under a value in each slot that both fill; the rarest is looked at.
    """

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self._filled: dict[Hashable, set[tuple[str, ...]]] = defaultdict(set)
        self._places: dict[Hashable, list[int]] = defaultdict(list)

    def alike(self, draft: Draft) -> list[int]:
        """The places of the drafts that may say the same, in order."""
        kind, values = _key_of(draft), _key_values(draft.content)
        found: set[int] = set()
        for filled_slots in self._filled.get(kind, ()):
            rows: list[list[int]] = [
                [place for value in values[slot] for place in self._places.get((kind, filled_slots, slot, value), ())]
                for slot in filled_slots
                if slot in values
            ]
            rarest = min(rows, key=len, default=[])
            found.update(rarest)
        return sorted(found)

    def put(self, draft: Draft, place: int | None = None) -> None:
        """Add a draft, or set it in the place of one that it grew from."""
        if place is None:
            place = len(self.drafts)
            self.drafts.append(draft)
        self.drafts[place] = draft
        kind, values = _key_of(draft), _key_values(draft.content)
        filled_slots = tuple(values)
        self._filled[kind].add(filled_slots)
        for slot, several in values.items():
            for value in several:
                self._places[kind, filled_slots, slot, value].append(place)


def _key_of(draft: Draft) -> Hashable:
    return draft.content.type, draft.status


def _key_values(content: Content) -> dict[str, tuple[Hashable, ...]]:
    """The values of the key slots that are filled; sums, which may agree without being equal, are one value."""
    values: dict[str, tuple[Hashable, ...]] = {}
    for slot, value in filled(content):
        if slot.key:
            values[slot.name] = value if slot.type in NAMED else (None if isinstance(value, Money) else value,)
    return values


def merge(drafts: list[Draft]) -> list[Draft]:
    """Fold drafts that say the same: the fuller one stays and takes what the other adds."""
    kept = _Kept()
    for draft in sorted(drafts, key=lambda d: (d.first, d.order)):
        for place in kept.alike(draft):
            both = joined(kept.drafts[place], draft)
            if both:
                kept.put(both, place)
                break
        else:
            kept.put(draft)
    return kept.drafts


def joined(a: Draft, b: Draft) -> Draft | None:
    """Both drafts in one, where they say the same."""
    if type(a.content) is not type(b.content) or a.status != b.status or isinstance(a.content, Quote):
        return None
    left, right = _slots(a.content), _slots(b.content)
    if not _agree(type(a.content), left, right) or _two_moves(a.content, left, right):
        return None
    values = {**right, **left}
    kinds = {side["kind"] for side in (left, right) if "kind" in side}
    if len(kinds) > 1:  # the share says more than the money put in, a bonus more than a package
        values["kind"] = next(kind for kind in kinds if kind != _GENERIC[a.content.type])
    return replace(a, content=type(a.content)(**values), source=a.source or b.source, date=a.date or b.date)


def _slots(content: Content) -> Slots:
    return {slot.name: value for slot, value in filled(content)}


def _agree(kind: type[Content], left: Slots, right: Slots) -> bool:
    """Whether no slot that decides differs, and enough key slots are the same."""
    shared = 0
    for slot in slots(kind):
        if slot.name not in left or slot.name not in right:
            continue
        x, y = left[slot.name], right[slot.name]
        same = _alike(slot, x, y) or (slot.name == "kind" and _narrows(kind.type, {x, y}))
        if not same and (slot.key or slot.name in _DECIDING):
            return False
        shared += slot.key and same
    return shared >= _SHARED.get(kind.type, _SHARED_ELSEWHERE)


def _alike(slot: Slot, x: Any, y: Any) -> bool:
    """Whether two values of a slot can be the same: one name in common, sums within each other's bounds."""
    if slot.type in NAMED:
        return bool(set(x) & set(y))
    if isinstance(x, Money) and isinstance(y, Money):
        return x.agrees(y)
    return bool(x == y)


def _narrows(kind: str, both: set[str]) -> bool:
    """Whether one of two kinds of deals, sums raised or pay is only less exact than the other."""
    generic = _GENERIC.get(kind)
    return generic in both and both - {generic} <= _NARROWER.get(kind, both)


def _two_moves(content: Content, left: Slots, right: Slots) -> bool:
    """Whether two drafts of moves tell of different ones: a person's and a group's, or there and back."""
    if not isinstance(content, Move):
        return False
    return ("person" in left) != ("person" in right) or _there_and_back(left, right) or _there_and_back(right, left)


def _there_and_back(left: Slots, right: Slots) -> bool:
    """Whether one move leaves what the other one joins, which are two moves and none within a house."""
    gone, come = set(left.get("from_org", ())), set(right.get("to_org", ()))
    return bool(gone & come) and "to_org" not in left and "from_org" not in right


def past_positions(drafts: list[Draft]) -> None:
    """A position that its holder has left by a move of the same text is over; a seat on a board leaves no other."""
    left = {
        (person.name, org.name)
        for draft in drafts
        if isinstance(draft.content, Move) and draft.status is Status.ASSERTED and draft.content.seat != "board"
        for person in draft.content.person
        for org in draft.content.from_org
        if org not in draft.content.to_org
    }
    for draft in drafts:
        position = draft.content
        if not isinstance(position, Position) or not position.person or not position.org:
            continue
        if (position.person[0].name, position.org[0].name) in left:
            draft.content = replace(position, current=False)
