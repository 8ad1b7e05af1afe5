"""What a move frame says: who goes from where to where, as what, or how many do."""

from collections.abc import Iterator
from typing import Any

from talentwire.extract.drafts import complete
from talentwire.extract.ends import Ends, Values, ends
from talentwire.extract.findings import Findings
from talentwire.extract.frames import Frame
from talentwire.extract.keeping import kept_position
from talentwire.extract.text import Mention
from talentwire.model.claims import Move

_FIXED = ("seat", "to_role", "from_role")


class MoveReader:
    """Reads the moves of one text, in text order."""

    def __init__(self, findings: Findings) -> None:
        """Prepare for one text."""
        self.findings = findings
        self.ends = Ends(findings)

    def read(self, frame: Frame) -> Iterator[tuple[int, Move]]:
        """The moves of a frame, those of named persons numbered."""
        counted = "headcount" in frame.slots and frame.costs["headcount"] < frame.costs.get("person", 0.0)
        persons = {} if counted else {p.name: p for p in self.findings.persons(frame, "person")}
        to_org, from_org = self.findings.orgs(frame, "to_org"), self.findings.orgs(frame, "from_org")
        each = len(persons) == len(to_org) > 1  # "A and B join X and Y, respectively"
        apart = len(persons) == len(from_org) > 1 and self._respectively(frame)
        for number, person in enumerate(persons.values()):
            move = self._of_person(
                frame, person, to_org[number:] if each else to_org, from_org[number:][:1] if apart else from_org
            )
            if complete(move):
                yield number, move
                self.ends.remember(frame, move)
        if not persons:
            yield from self._of_group(frame, to_org, from_org)

    def _respectively(self, frame: Frame) -> bool:
        """Whether the sentence says that two lists go together, member by member."""
        text = self.findings.text
        words = text.lower[frame.sentence.first : frame.sentence.last]
        return any(text.pack.cues.has("respectively", word) for word in words)

    def _of_group(self, frame: Frame, to_org: list[Mention], from_org: list[Mention]) -> Iterator[tuple[int, Move]]:
        count = frame.one("headcount")
        inside = bool(from_org) and {o.name for o in from_org} <= {o.name for o in to_org}
        if count is None or count.value.value < 1 or inside:  # a house takes nobody from itself
            return
        role = frame.one("from_role")
        values = {**self.ends.as_before(frame), **ends(self.findings, to_org, from_org)}
        values |= {"from_role": role.name if role else None, **_fixed(frame)}
        move = Move(headcount=count.value.value, **values)
        if complete(move):
            yield 0, move

    def _of_person(self, frame: Frame, person: Mention, to_org: list[Mention], from_org: list[Mention]) -> Move:
        taken, left = frame.one("to_role"), frame.one("from_role")
        if taken is not None and self.findings.seats.get(id(taken)):
            to_org = self.findings.seats[id(taken)]  # "is now partner at B"
        values, holding = self.ends.find(frame, person, to_org, from_org)
        from_role = left.name if left else holding.role.en if holding and holding.role else None
        titled = any(org.owner is person for org in to_org)  # "New CTO at Acme: Li Wei"
        from_role = None if titled else from_role
        roles = {"from_role": from_role, **_role_taken(taken, person, taken.name if titled and taken else from_role)}
        if "to_org" not in values and "from_org" in values:
            values, roles = self._stays(frame, person, values, roles)
        return Move(**{"person": (self.findings.party(person),), **values, **roles, **_units(frame), **_fixed(frame)})

    def _stays(self, frame: Frame, person: Mention, values: Values, roles: Values) -> tuple[Values, Values]:
        """The move inside a house of somebody who leaves a position there and keeps another one."""
        kept = kept_position(self.findings, frame, person)
        if kept is None:
            return values, roles
        values = {"to_org": values["from_org"][:1], **{k: v for k, v in values.items() if not k.startswith("from_")}}
        return values, {**roles, "to_role": kept}


def _fixed(frame: Frame) -> dict[str, Any]:
    return {name: value for name, value in frame.trigger.fixed.items() if name in _FIXED}


def _units(frame: Frame) -> dict[str, str]:
    units = {slot: frame.one(slot) for slot in ("to_unit", "from_unit")}
    return {slot: unit.name for slot, unit in units.items() if unit}


def _role_taken(taken: Mention | None, person: Mention, from_role: str | None) -> dict[str, Any]:
    """The position taken; one in apposition to the person's name is the one they have, unless it is the only one."""
    if taken is None:
        return {}
    if taken.owner is not person or "predicate" in taken.traits:
        return {"to_role": taken.name, **({"seat": "board"} if taken.value.board else {})}
    return {"to_role": taken.name, "from_role": None} if from_role == taken.name else {}
