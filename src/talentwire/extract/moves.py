"""What a move frame says: who goes from where to where, as what, or how many do."""

from collections.abc import Iterator
from typing import Any

from talentwire.extract.drafts import complete
from talentwire.extract.findings import Findings
from talentwire.extract.frames import Frame
from talentwire.extract.positions import Holding
from talentwire.extract.text import Mention
from talentwire.model.claims import Move
from talentwire.model.entities import Parties, Party

_FIXED = ("seat", "to_role", "from_role")
_GROUP_REACH = 6
"""Tokens between a count and the noun for those counted."""
_HOME_REACH = 3
_LATELY = 1
"""Sentences for which the ends of a move go on to hold for the people named next."""


def ends(findings: Findings, to_org: list[Mention], from_org: list[Mention]) -> dict[str, Any]:
    """The organisations and units of a move that are named; where somebody goes, the first one counts."""
    found: dict[str, Any] = {}
    for side, orgs in (("to", to_org[:1]), ("from", from_org)):
        parties, unit = findings.houses(orgs)
        if parties:
            found[f"{side}_org"] = parties
        if unit:
            found[f"{side}_unit"] = unit
    return found


class MoveReader:
    """Reads the moves of one text, in text order: a move may say less than the one before it."""

    def __init__(self, findings: Findings) -> None:
        """Prepare for one text."""
        self.findings = findings
        self.text = findings.text
        self._last_ends: dict[str, tuple[Parties, int]] = {}

    def read(self, frame: Frame) -> Iterator[tuple[int, Move]]:
        """The moves of a frame, those of named persons numbered."""
        persons = self.findings.persons(frame, "person")
        to_org, from_org = self.findings.orgs(frame, "to_org"), self.findings.orgs(frame, "from_org")
        for number, person in enumerate({p.name: p for p in persons}.values()):
            move = self._of_person(frame, person, to_org, from_org)
            if complete(move):
                yield number, move
                self._last_ends["to_org"] = move.to_org, frame.sentence.index
                self._last_ends["from_org"] = move.from_org, frame.sentence.index
        if not persons:
            yield from self._of_group(frame, to_org, from_org)

    # A group --------------------------------------------------------------------------------------------------

    def _of_group(self, frame: Frame, to_org: list[Mention], from_org: list[Mention]) -> Iterator[tuple[int, Move]]:
        count = frame.one("headcount")
        if count is None or count.value.value < 1:
            return
        if not from_org and "from_org" in frame.trigger.slots:
            home = self._home_of(count)
            from_org = [home] if home is not None else []
        if from_org and {o.name for o in from_org} <= {o.name for o in to_org}:
            return  # a house takes nobody from itself
        role = frame.one("from_role")
        values = {**_fixed(frame), **({"from_role": role.name} if role else {})}
        move = Move(headcount=count.value.value, **ends(self.findings, to_org, from_org), **values)
        if complete(move):
            yield 0, move

    def _home_of(self, count: Mention) -> Mention | None:
        """Whose people are counted: "seven employees of A", "sieben A-Forscher", "sieben Mitarbeiter des Konzerns"."""
        text = self.text
        group = next(iter(text.between(count.last, count.last + _GROUP_REACH, "GROUP", "ROLE")), None)
        if group is None:
            return None
        for m in text.between(count.last, group.last + _HOME_REACH, "ORG", "REF"):
            compound = m.last <= group.first and text.words[m.last : m.last + 1] == ["-"]
            follows = m.first >= group.last and (m.prep in text.pack.roles.of or m.first == group.last)
            if m.kind == "ORG" and (compound or follows):
                return m
            if m.kind == "REF" and follows and not m.value.relative:
                return self.findings.resolver.org(m)
        return None

    # A person -------------------------------------------------------------------------------------------------

    def _of_person(self, frame: Frame, person: Mention, to_org: list[Mention], from_org: list[Mention]) -> Move:
        taken = frame.one("to_role")
        if taken is not None and self.findings.seats.get(id(taken)):
            to_org = self.findings.seats[id(taken)]  # "is now partner at B"
        named = ends(self.findings, to_org, from_org)
        values: dict[str, Any] = {"person": (self.findings.party(person),), **named}
        left = frame.one("from_role")
        from_role = left.name if left else None
        holding = self.findings.employer(person, frame.sentence, {o.name for o in to_org})
        if holding and (not from_org or {o.name for o in from_org} & {o.name for o in holding.orgs}):
            if not from_org:
                values |= self._held_end(frame, holding, named)
            if holding.role:
                from_role = from_role or holding.role.en
        if not {"to_org", "from_org"} & set(values):
            values |= self._implied_end(frame, person)
        values |= {"from_role": from_role, **_units(frame)}
        values |= _role_taken(taken, person, from_role)
        return Move(**{**values, **_fixed(frame)})

    def _held_end(self, frame: Frame, holding: Holding, named: dict[str, Any]) -> dict[str, Parties]:
        """The end of a move that the position of its person tells, where the frame names no place left."""
        parties = self.findings.parties(holding.orgs)
        if "to_org" in named:
            return {"from_org": parties}
        return {"from_org" if "from_org" in frame.trigger.slots else "to_org": parties[:1]}

    def _implied_end(self, frame: Frame, person: Mention) -> dict[str, Any]:
        """The organisation of a move that its sentence does not name: the person's own, or the one spoken of."""
        wanted = next((slot for slot in frame.trigger.slots if slot in ("to_org", "from_org")), None)
        if wanted is None:
            return {}
        name = self.findings.affiliations.get(person.name)
        if name:
            return {wanted: (Party(name),)}
        parties, index = self._last_ends.get(wanted, ((), -1))
        if parties and frame.sentence.index - index <= _LATELY:
            return {wanted: parties}
        org = self.findings.resolver.spoken_of(frame.first)
        orgs = [org] if org else []
        return ends(self.findings, orgs, []) if wanted == "to_org" else ends(self.findings, [], orgs)


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
