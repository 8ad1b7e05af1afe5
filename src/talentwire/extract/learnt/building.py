"""Makes a claim of what the learnt choice proposes: its other slots are filled as those of the rules are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from talentwire.extract.assemble import Assembler
from talentwire.extract.fillers import Fillers
from talentwire.extract.frames import Frame
from talentwire.extract.learnt.anchors import DEALS, Anchor
from talentwire.extract.learnt.decide import Proposal, slot_of
from talentwire.extract.learnt.partners import SLOTS, Partner
from talentwire.extract.learnt.sight import Sight
from talentwire.extract.text import Mention, Text, apart
from talentwire.lang.grammar import Trigger
from talentwire.lang.pack import load_pack

ALSO: Final[dict[str, tuple[str, ...]]] = {
    "move": ("to_role",),
    "position": (),
    "pay": ("recipient", "period"),
    "funding": ("valuation", "investor"),
    "compute": ("accelerators", "power_mw", "accelerator_type", "location"),
    "workforce": ("group",),
    "release": (),
    "deal": ("amount", "stake_pct"),
}
"""Further slots that are looked for where the triggers of the pack have them."""
_MOST_PLACES = 6
"""Places of a slot that are tried, the most usual ones first."""
_SETS: Final[dict[str, dict[str, Any]]] = {
    "former": {"current": False},
    **{change: {"change": change} for change in ("cut", "grow", "size")},
    **{event: {"event": event} for event in ("launch", "delay", "benchmark", "withdraw")},
    **{kind: {"kind": kind} for kind in DEALS},
}
"""What the answer to a question sets outright."""


Partnership = Mapping[str, Partner]
"""The organisations that may go with a candidate, by name."""


_USUAL: Final = {"funding": {"kind": "primary"}}
"""What sort of claim of a kind is meant where nothing tells."""


_WITHIN = ("inside", "doc")
_FREE = ("subject", "object", "front", "near", "left", "right", "beside", "possessor", "compound")
"""Places of a position taken where a trigger alone can tell that it is one."""


class Builder:
    """Builds the drafts of learnt claims of one text."""

    def __init__(self, assembler: Assembler, fillers: Fillers) -> None:
        """Prepare for one text that the rules have read."""
        self.assembler, self.fillers = assembler, fillers
        self.findings = assembler.findings
        self.text: Text = assembler.text

    def build(self, sight: Sight, anchor: Anchor, proposal: Proposal, partners: Partnership, reason: str) -> Frame:
        """The frame of one proposal, as if a trigger had opened it; ``reason`` stands for its name."""
        beside = self._trigger_beside(sight, anchor, proposal.kind)
        told = dict(beside.fixed) if beside else {}
        fixed = {
            **_USUAL.get(proposal.kind, {}),
            **told,
            **_SETS.get(proposal.sort, {}),
            **self._roles(sight, anchor, proposal),
        }
        status = beside.status if beside else None
        trigger = Trigger(reason, proposal.kind, (), {}, fixed=fixed, status=status, where="learnt:")
        frame = Frame(trigger, anchor.mention.first, anchor.mention.last, anchor.sentence)
        named = anchor.meant if anchor.mention.kind == "REF" else anchor.mention
        frame.slots[slot_of(proposal.question, anchor.sort)] = [named]
        for side, name in proposal.parts.items():
            partner = partners[name]
            frame.slots[SLOTS[side][1]] = [partner.meant if partner.mention.kind == "REF" else partner.mention]
        used = {id(m) for filling in frame.slots.values() for m in filling}
        for slot in ALSO[proposal.kind]:
            if slot not in frame.slots and slot not in fixed:
                self.fillers.fill(frame, slot, _usual_places(self.text.pack.lang, proposal.kind, slot), used)
        return frame

    def _trigger_beside(self, sight: Sight, anchor: Anchor, kind: str) -> Trigger | None:
        """The nearest trigger of the kind in the sentence, which tells what sort of claim and how far it goes."""
        near = [one for one in sight.openings.get(anchor.sentence.index, ()) if one.trigger.kind == kind]
        nearest = min(near, key=lambda one: apart(anchor.mention, one), default=None)
        return nearest.trigger if nearest else None

    def _roles(self, sight: Sight, anchor: Anchor, proposal: Proposal) -> dict[str, str]:
        """The position held, or left, as the words beside the person's name tell."""
        if proposal.kind == "position":
            role = self._role_at(sight, anchor, proposal.parts["house"])
            return {"role": role} if role else {}
        if proposal.question != "move":
            return {}
        holding = self.findings.employer(anchor.meant, anchor.sentence, {proposal.parts.get("to_org", "")})
        left = proposal.parts.get("from_org")
        if holding is None or holding.role is None or (left and left not in {org.name for org in holding.orgs}):
            return {}
        return {"from_role": holding.role.en}

    def _role_at(self, sight: Sight, anchor: Anchor, house: str) -> str | None:
        """The position of a person at a house, as the text says, else the one named beside them."""
        for holding in sight.holdings.get(anchor.value, ()):
            if holding.role and house in {org.name for org in holding.orgs}:
                return holding.role.en
        role = self._role_beside(anchor)
        return role.name if role else None

    def _role_beside(self, anchor: Anchor) -> Mention | None:
        """The position nearest to a person in the same sentence."""
        roles = self.text.inside(anchor.sentence, "ROLE")
        return min(roles, key=lambda m: apart(anchor.mention, m), default=None)


@cache
def _usual_places(lang: str, kind: str, slot: str) -> tuple[str, ...]:
    """Where the triggers of a kind most often have a slot."""
    counts: Counter[str] = Counter()
    left_out = (*_WITHIN, *(_FREE if slot == "to_role" else ()))
    for trigger in load_pack(lang).grammar.triggers:
        if trigger.kind == kind:
            counts.update(place for place in trigger.slots.get(slot, ()) if place not in left_out)
    return tuple(place for place, _ in counts.most_common(_MOST_PLACES))
