"""A frame: a trigger with its slots filled from the mentions of its sentence."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from talentwire.extract.text import Mention, MentionKind, Sentence
from talentwire.lang.grammar import Trigger
from talentwire.model.claims import KINDS, SlotType, slots

_BY_TYPE: dict[SlotType, tuple[MentionKind, ...]] = {
    "person": ("PER", "REF"),
    "org": ("ORG", "REF"),
    "party": ("ORG", "PER", "REF"),
    "facility": ("FACILITY", "PLACE"),
    "product": ("PRODUCT", "ORG", "ACCELERATOR"),
    "money": ("MONEY",),
    "date": ("DATE",),
}
_BY_NAME: dict[str, tuple[MentionKind, ...]] = {
    "headcount": ("COUNT",),
    "count": ("COUNT",),
    "accelerators": ("COUNT",),
    "percent": ("PERCENT",),
    "stake_pct": ("PERCENT",),
    "power_mw": ("POWER",),
    "recipient": ("GROUP", "PER", "ROLE"),
    "group": ("GROUP", "ROLE"),
    "accelerator_type": ("ACCELERATOR",),
    "location": ("PLACE",),
    "period": ("PERIOD",),
    "from_role": ("ROLE",),
    "to_role": ("ROLE",),
    "role": ("ROLE",),
    "from_unit": ("UNIT",),
    "to_unit": ("UNIT",),
    "unit": ("UNIT",),
    "date": ("DATE",),
}


@dataclass(slots=True, eq=False)
class Frame:
    """A trigger at tokens ``first:last`` and what fills its slots.

    Attributes:
        trigger: what opened it.
        first: index of the trigger's first token.
        last: index after its last token.
        sentence: where.
        slots: what fills each slot.
        costs: how far from the trigger that stands.
        passive: whether its subject is what the trigger happens to.
        tail: where the trigger's part behind a gap stands, if it has one.

    """

    trigger: Trigger
    first: int
    last: int
    sentence: Sentence
    slots: dict[str, list[Mention]] = field(default_factory=dict)
    costs: dict[str, float] = field(default_factory=dict)
    passive: bool = False
    tail: tuple[int, int] | None = None

    def one(self, slot: str) -> Mention | None:
        """The first mention in a slot."""
        return next(iter(self.slots.get(slot, ())), None)

    def holds(self, mention: Mention) -> bool:
        """Whether a mention stands among the trigger's own words."""
        parts = [(self.first, self.last), *([self.tail] if self.tail else [])]
        return any(first <= mention.first and mention.last <= last for first, last in parts)

    def complete(self, but: str = "") -> bool:
        """Whether every slot is filled without which the trigger says nothing, ``but`` one perhaps."""
        return not self.lacking(but)

    def lacking(self, but: str = "") -> list[str]:
        """What is not filled though the trigger says nothing without it: "to_org", "to_org or from_org"."""
        needs = (need.split("|") for need in self.trigger.needs)
        told = {*self.slots, *(["person"] if self.trigger.noun and "headcount" in self.slots else [])}
        empty = [need for need in needs if but not in need and not any(slot in told for slot in need)]
        return [" or ".join(need) for need in empty]

    def tokens(self) -> tuple[int, int]:
        """The tokens from the first to the last part of the frame within its sentence."""
        inside = [m for m in self._fillers() if self.sentence.first <= m.first and m.last <= self.sentence.last]
        return min([self.first, *(m.first for m in inside)]), max([self.last, *(m.last for m in inside)])

    def _fillers(self) -> Iterable[Mention]:
        return (m for filling in self.slots.values() for m in filling)


@cache
def fillers_of(kind: str) -> dict[str, tuple[MentionKind, ...]]:
    """Which sorts of mention may fill each slot of a kind of claim: its name or its type says."""
    types = {slot.name: slot.type for slot in slots(KINDS[kind])}
    by_type = {name: _BY_TYPE.get(slot_type, ()) for name, slot_type in types.items()}
    return {**by_type, **_BY_NAME}
