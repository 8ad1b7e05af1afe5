"""What two windows, or two readers, say of the same thing becomes one claim; what they disagree on stays two.

When two claims are about the same thing is the contract's question: their types agree, no key slot contradicts, and
enough key slots agree.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from talentwire.extract.drafts import NEEDED
from talentwire.extract.llm.presence import Presence
from talentwire.lang.folding import fold
from talentwire.model.claims import NAMED, Claim, Deal, Move, Position, Quote, Slot, filled, slots
from talentwire.model.entities import Parties, Party
from talentwire.model.values import Money, PartialDate, close

Filled = dict[str, Any]

_EMPTY: tuple[object, ...] = (None, ())
_EITHER_WAY = ("merger", "joint_venture")


class Merger:
    """Compares the claims of one document."""

    def __init__(self, presence: Presence) -> None:
        self._presence = presence

    def merged(self, kept: list[Claim], more: Iterable[Claim]) -> list[Claim]:
        """The claims that are kept, with those of ``more`` that are not among them.

        A claim that agrees with one before it adds the slots which that leaves empty. The earlier one keeps its
        evidence and its reader. A claim without a place goes to the gate as it is.
        """
        kept = list(kept)
        by_kind: dict[str, list[int]] = {}
        for place, claim in enumerate(kept):
            by_kind.setdefault(claim.kind, []).append(place)
        for claim in more:
            places = by_kind.setdefault(claim.kind, [])
            same = next((at for at in places if self._agree(kept[at], claim)), None) if claim.span else None
            if same is not None:
                kept[same] = _fuller(kept[same], claim)
                continue
            if claim.span:
                places.append(len(kept))
            kept.append(claim)
        return kept

    def _agree(self, a: Claim, b: Claim) -> bool:
        """Whether two claims say the same, and neither says what the other excludes."""
        if a.status != b.status or (a.date and b.date and not a.date.agrees(b.date)):
            return False
        if isinstance(a.content, Quote):
            return self._same_words(a, b)
        return self._same(a, b) or self._same(a, _turned(b))

    def _same_words(self, a: Claim, b: Claim) -> bool:
        if not self._alike(_SPEAKER, getattr(a.content, "speaker", ()), getattr(b.content, "speaker", ())):
            return False
        said, heard = set(fold(a.evidence).split()), set(fold(b.evidence).split())
        return 2 * len(said & heard) >= max(len(said), len(heard))

    def _same(self, a: Claim, b: Claim) -> bool:
        shared = set()
        for slot in slots(type(a.content)):
            left, right = getattr(a.content, slot.name), getattr(b.content, slot.name)
            if left not in _EMPTY and right not in _EMPTY:  # what is not said counts as its default
                if self._alike(slot, left, right):
                    shared.add(slot.name)
                elif slot.key or slot.type != "text" or (isinstance(a.content, Position) and slot.name == "role"):
                    return False
        return all(shared & needed for needed in _NEEDED[a.kind])

    def _alike(self, slot: Slot, x: Any, y: Any) -> bool:
        if slot.type in NAMED:
            return any(self._one(slot, p, q) for p in x for q in y)
        if isinstance(x, Money):
            return x.agrees(y)
        if isinstance(x, PartialDate):
            return x.agrees(y)
        if slot.type == "number":
            return close(x, y)
        if slot.type == "text":
            return bool(set(fold(str(x)).split()) & set(fold(str(y)).split()))
        return bool(x == y)

    def _one(self, slot: Slot, p: Party, q: Party) -> bool:
        """Whether two names mean the same; the last part of a person's name stands for all of it."""
        x, y = (self._presence.canonical(one.name, slot.type) for one in (p, q))
        return x == y or (slot.type == "person" and (_ends(x, y) or _ends(y, x)))


_SPEAKER = next(slot for slot in slots(Quote) if slot.name == "speaker")


def _filled(claim: Claim) -> Filled:
    return {slot.name: value for slot, value in filled(claim.content)}


def _ends(whole: str, part: str) -> bool:
    return whole.endswith(f" {part}")


def _turned(claim: Claim) -> Claim:
    """A merger or joint venture seen from the other side."""
    deal = claim.content
    if not isinstance(deal, Deal) or deal.kind not in _EITHER_WAY:
        return claim
    return replace(claim, content=replace(deal, buyer=deal.target, target=deal.buyer))


_NEEDED = {kind: needed for kind, needed in NEEDED.items() if kind != "quote"}  # quotes are compared by their words
_NEEDED["position"] = (*NEEDED["position"], frozenset({"current"}))
"""Sets of slots of each of which one must agree, for two claims to be about the same thing."""


def _fuller(kept: Claim, other: Claim) -> Claim:
    """A claim with what another one adds."""
    has = _filled(kept)
    added = {name: value for name, value in _filled(other).items() if name not in has}
    if isinstance(kept.content, Move) and ("person" in has or "person" in added):
        added.pop("headcount", None)
    turned = isinstance(kept.content, Deal) and kept.content.kind in _EITHER_WAY
    content = replace(kept.content, **({} if turned else added))
    content = _with_full_names(content, other)
    return replace(
        kept,
        content=content,
        source=kept.source or other.source,
        date=kept.date or other.date,
        implicit=tuple(dict.fromkeys((*kept.implicit, *(name for name in other.implicit if name in added)))),
    )


def _with_full_names(content: Any, other: Claim) -> Any:
    """The content with a person's whole name where it has the last part and the other claim the whole."""
    changes: dict[str, Any] = {}
    theirs = _filled(other)
    for slot, value in filled(content):
        if slot.type == "person" and slot.name in theirs:
            changes[slot.name] = tuple(_longer(party, theirs[slot.name]) for party in value)
    return replace(content, **changes) if changes else content


def _longer(party: Party, others: Parties) -> Party:
    longer = next((other for other in others if _ends(fold(other.name), fold(party.name))), None)
    return Party(longer.name, party.as_written) if longer else party


def full_names(claims: Iterable[Claim]) -> list[Claim]:
    """The claims with each person's name in the fullest form that any of them gives, where only one can be meant."""
    claims = list(claims)
    names = {p.name for claim in claims for slot, p in _persons(claim)}
    whole: dict[str, Party] = {}
    for name in names:
        longer = [other for other in names if _ends(fold(other), fold(name))]
        if len(longer) == 1:
            whole[name] = Party(longer[0], name)
    return [_renamed(claim, whole) for claim in claims] if whole else claims


def _persons(claim: Claim) -> list[tuple[str, Party]]:
    return [(slot.name, party) for slot, value in filled(claim.content) if slot.type == "person" for party in value]


def _renamed(claim: Claim, whole: dict[str, Party]) -> Claim:
    changes: dict[str, Any] = {
        slot.name: tuple(whole.get(party.name, party) for party in value)
        for slot, value in filled(claim.content)
        if slot.type == "person"
    }
    source = whole.get(claim.source.name, claim.source) if claim.source else None
    return replace(claim, content=replace(claim.content, **changes), source=source) if changes else claim
