"""Where a move comes from and goes to, also where its own clause does not say so."""

from typing import Any

from talentwire.extract.findings import Findings
from talentwire.extract.frames import Frame
from talentwire.extract.positions import Holding
from talentwire.extract.tenures import PAST
from talentwire.extract.text import Mention
from talentwire.model.claims import Move
from talentwire.model.entities import Parties, Party

_OWN = "own"
"""The place of the house that a person is said to hold a position in."""
_LATELY = 1
"""Sentences for which the ends of a move go on to hold for the people named next."""
_SAME = 4
"""Sentences between a move and another that is said to be the same."""

Values = dict[str, Any]


def ends(findings: Findings, to_org: list[Mention], from_org: list[Mention]) -> Values:
    """The organisations and units of a move that are named; where somebody goes, the first one counts."""
    found: Values = {}
    for side, orgs in (("to", to_org[:1]), ("from", from_org)):
        parties, unit = findings.houses(orgs)
        if parties:
            found[f"{side}_org"] = parties
        if unit:
            found[f"{side}_unit"] = unit
    return found


class Ends:
    """Finds the ends of the moves of one text, in text order: a move may say less than the one before it."""

    def __init__(self, findings: Findings) -> None:
        """Prepare for one text."""
        self.findings = findings
        self.text = findings.text
        self._last: tuple[Move, int] | None = None
        self._moved: dict[str, Move] = {}

    def remember(self, frame: Frame, move: Move) -> None:
        """Note a move, so that the next ones may be the same."""
        self._last = move, frame.sentence.index
        for person in move.person:
            self._moved[person.name] = move

    def find(
        self, frame: Frame, person: Mention, to_org: list[Mention], from_org: list[Mention]
    ) -> tuple[Values, Holding | None]:
        """The ends of a person's move, from the orgs its frame names, and the position they leave."""
        if not to_org and _OWN in frame.trigger.slots.get("to_org", ()):
            to_org = self._own_house(person, {o.name for o in from_org})
        values = ends(self.findings, to_org, from_org)
        holding = self.findings.employer(person, frame.sentence, {o.name for o in to_org})
        if holding and from_org and not {o.name for o in from_org} & {o.name for o in holding.orgs}:
            holding = None
        if holding and not from_org:
            values |= self._held(frame, holding, values)
        if "from_org" not in values:
            values |= self._past(frame, person, values)
        values = {**self.as_before(frame, person), **values}
        if not {"to_org", "from_org"} & set(values) and not frame.trigger.same:
            values |= self._implied(frame, person)
        if "to_org" not in values and "to_org" in frame.trigger.slots:
            values |= self._founded(frame, person, values)
        return values, holding

    def as_before(self, frame: Frame, person: Mention | None = None) -> Values:
        """The ends of the move before, where a trigger says that this one is the same."""
        if not frame.trigger.same or self._last is None:
            return {}
        move, index = self._last
        if frame.sentence.index - index > _SAME or (person and person.name in {p.name for p in move.person}):
            return {}
        before = {"to_org": move.to_org, "from_org": move.from_org, "to_unit": move.to_unit}
        return {slot: value for slot, value in before.items() if value}

    def _own_house(self, person: Mention, avoid: set[str]) -> list[Mention]:
        """Where a person is said to be beside their name: "Acme's new boss, Anna Berg, comes from Globex"."""
        for holding in self.findings.holdings:
            if holding.person is person and not holding.former and not avoid & {org.name for org in holding.orgs}:
                return holding.orgs
        return []

    def _held(self, frame: Frame, holding: Holding, named: Values) -> dict[str, Parties]:
        """The end of a move that the position of its person tells, where the frame names no place left."""
        parties = self.findings.parties(holding.orgs)
        if "to_org" in named:
            return {"from_org": parties}
        return {"from_org" if "from_org" in frame.trigger.slots else "to_org": parties[:1]}

    def _past(self, frame: Frame, person: Mention, values: Values) -> Values:
        """Where the sentence says that somebody was so far, which is elsewhere than where they go."""
        orgs = [m for m in self.text.inside(frame.sentence, "ORG") if PAST in m.traits]
        past = self.findings.parties(m for m in orgs if m.owner is None or m.owner.name == person.name)
        return {"from_org": past} if past and not set(past) & set(values.get("to_org", ())) else {}

    def _founded(self, frame: Frame, person: Mention, values: Values) -> Values:
        """What somebody who leaves goes on to found."""
        house = self.findings.parties(self.findings.founded(person, frame)[:1])
        left = {party.name for party in values.get("from_org", ())}
        return {} if not house or house[0].name in left else {"to_org": house, "to_role": "founder"}

    def _implied(self, frame: Frame, person: Mention) -> Values:
        """The organisation of a move that its sentence does not name: the person's own, or the one spoken of."""
        wanted = next((slot for slot in frame.trigger.slots if slot in ("to_org", "from_org")), None)
        if wanted is None:
            return {}
        known = self._as_told(person, wanted)
        if known:
            return {wanted: known}
        name = self.findings.affiliations.get(person.name)
        if name:
            return {wanted: (Party(name),)}
        parties = self._lately(frame, wanted)
        if parties:
            return {wanted: parties}
        org = self.findings.resolver.spoken_of(frame.first, slot=f"move {wanted}")
        orgs = [org] if org else []
        return ends(self.findings, orgs, []) if wanted == "to_org" else ends(self.findings, [], orgs)

    def _as_told(self, person: Mention, wanted: str) -> Parties:
        """The end of a move told of a person before: it is told again, or they leave where they went."""
        move = self._moved.get(person.name)
        if move is None:
            return ()
        return move.to_org if wanted == "to_org" else move.from_org or move.to_org

    def _lately(self, frame: Frame, wanted: str) -> Parties:
        """The end of the move just told."""
        if self._last is None or frame.sentence.index - self._last[1] > _LATELY:
            return ()
        return self._last[0].to_org if wanted == "to_org" else self._last[0].from_org
