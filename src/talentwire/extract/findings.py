"""What was read of one text before claims are made of it, and whom its mentions mean."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from talentwire.extract.frames import Frame
from talentwire.extract.positions import Holding
from talentwire.extract.references import Resolver
from talentwire.extract.speech import SpeechReader
from talentwire.extract.status import Statuses
from talentwire.extract.text import Mention, Sentence, Text
from talentwire.knowledge.atlas import Atlas
from talentwire.model.entities import Parties, Party

_NEAR = 2
"""Sentences in which a person's employer is looked for."""


@dataclass(frozen=True)
class Findings:
    """What was read of one text.

    Attributes:
        text: the text.
        atlas: the knowledge.
        resolver: finds whom a reference means.
        holdings: the positions beside names.
        seats: the organisations of roles that stand beside no name, by the id of the role.
        speech: who says what.
        statuses: how far a frame goes.
        services: positions that a verb says to be over ("who ran research at Acme").
        foundings: frames that tell who founded what.

    """

    text: Text
    atlas: Atlas
    resolver: Resolver
    holdings: list[Holding]
    seats: dict[int, list[Mention]]
    speech: SpeechReader
    statuses: Statuses
    services: list[Holding] = field(default_factory=list)
    foundings: list[Frame] = field(default_factory=list)

    # Names ----------------------------------------------------------------------------------------------------

    def party(self, mention: Mention) -> Party:
        """A mention as the filler of a slot."""
        return Party(mention.name, self.text.say(mention.first, mention.last))

    def parties(self, mentions: Iterable[Mention]) -> Parties:
        """Mentions as the fillers of a slot."""
        return tuple(map(self.party, mentions))

    def houses(self, orgs: Iterable[Mention]) -> tuple[Parties, str | None]:
        """Organisations as the fillers of a slot, a unit as its house, and the last such unit."""
        parties, last_unit = [], None
        for org in orgs:
            name, unit = self._unit_of(org)
            parties.append(Party(name, self.text.say(org.first, org.last)))
            last_unit = unit or last_unit
        return tuple(dict.fromkeys(parties)), last_unit

    def _unit_of(self, org: Mention) -> tuple[str, str | None]:
        """The organisation a mention means and its unit: "Meta Superintelligence Labs" is a unit of Meta."""
        known = self.atlas.org(str(org.value or org.name)) if org.known else None
        if known is None or known.kind != "unit" or not known.parent:
            return org.name, None
        inside = any(known.parent in form for form in (known.name, *known.aliases))  # not a firm that was bought
        return (known.parent, org.name) if inside else (org.name, None)

    # Slots ----------------------------------------------------------------------------------------------------

    def orgs(self, frame: Frame, slot: str) -> list[Mention]:
        """The mentions in a slot for organisations, references resolved."""
        others = {m.name for name, filling in frame.slots.items() if name != slot for m in filling if m.kind == "ORG"}
        found = (
            self.resolver.org(m, others, f"{frame.trigger.kind} {slot}") if m.kind == "REF" else m
            for m in frame.slots.get(slot, ())
        )
        return [m for m in found if m is not None]

    def persons(self, frame: Frame, slot: str) -> list[Mention]:
        """The mentions in a slot for persons, references resolved."""
        return [person for m in frame.slots.get(slot, ()) for person in self._meant(m)]

    def _meant(self, mention: Mention) -> list[Mention]:
        """The persons that a mention means: the named one, those referred to, or the holder of a position."""
        if mention.kind == "REF":
            return self.resolver.person(mention)
        holder = self.resolver.described(mention) if mention.kind == "ROLE" else mention
        return [holder] if holder else []

    def implicit(self, frame: Frame) -> tuple[str, ...]:
        """The slots of a frame that an organisation fills which the text does not name."""
        return tuple(slot for slot, filling in frame.slots.items() if any(map(self._is_implied, filling)))

    def _is_implied(self, mention: Mention) -> bool:
        org = self.resolver.org(mention) if mention.kind == "REF" else None
        return org is not None and "implied" in org.traits

    # Positions and sources ------------------------------------------------------------------------------------

    @cached_property
    def affiliations(self) -> dict[str, str]:
        """The organisation where a person is, by name, as far as the text says."""
        found: dict[str, str] = {}
        for holding in self.holdings:
            if holding.orgs and not holding.former:
                found.setdefault(holding.person.name, holding.orgs[0].name)
        return found

    def employer(self, person: Mention, sentence: Sentence, avoid: set[str]) -> Holding | None:
        """The holding that tells where a person was, in the same sentence or else near by."""
        for gap in range(_NEAR + 1):
            for index in dict.fromkeys((sentence.index - gap, sentence.index + gap)):
                for holding in self._employments.get((person.name, index), ()):
                    if not {org.name for org in holding.orgs} & avoid:
                        return holding
        return None

    @cached_property
    def _employments(self) -> dict[tuple[str, int], list[Holding]]:
        """The holdings that name an organisation, by their person and sentence."""
        found: dict[tuple[str, int], list[Holding]] = defaultdict(list)
        for holding in (*self.holdings, *self.services):
            if holding.orgs:
                found[holding.person.name, self.text.sentence_of(holding.first).index].append(holding)
        return found

    def add_frames(self, frames: Iterable[Frame]) -> None:
        """Note what frames of positions tell of moves: positions that are over, and who founded what."""
        self.__dict__.pop("_employments", None)
        for frame in frames:
            if frame.trigger.kind != "position":
                continue
            if frame.trigger.fixed.get("role") == "founder":
                self.foundings.append(frame)
            elif frame.trigger.fixed.get("current") is False:
                self.services.extend(self._services(frame))

    def _services(self, frame: Frame) -> Iterator[Holding]:
        orgs, (first, last) = self.orgs(frame, "org"), frame.tokens()
        for person in self.persons(frame, "person") if orgs else ():
            yield Holding(person, orgs, None, True, first, last)

    def founded(self, person: Mention, frame: Frame) -> list[Mention]:
        """What a person founded, as the words behind a frame tell, in the same sentence or the next."""
        for other in self.foundings:
            gap = other.sentence.index - frame.sentence.index
            later = 0 <= gap <= 1 and other.first > frame.first and self.text.in_relative(other.first) < 0
            if later and person.name in {p.name for p in self.persons(other, "person")}:
                return self.orgs(other, "org")
        return []

    def source(self, sentence: Sentence) -> Party | None:
        """Whoever a sentence names as saying so, else whoever's words it is in a conversation or a letter."""
        voice = self.speech.voice(sentence.last - 1)
        said = [Party(attribution.name) for attribution in self.speech.of(sentence)]
        return next(iter(said), Party(voice.speaker.name) if voice else None)
