"""Where a position is held that names no organisation: "its chief executive", "our VP of product", "the founder"."""

from talentwire.extract.interview import Voice
from talentwire.extract.references import Resolver
from talentwire.extract.roles import Role
from talentwire.extract.salience import is_free
from talentwire.extract.text import Mention, Text
from talentwire.lang.roles import is_office

_HOUSE_REACH = 3
"""Tokens beside a role in which "its" or "the company" points to the house it is held in."""
_POSSESSIVE_REACH = 2
_RELATIVE_REACH = 4


class Houses:
    """Finds the organisations of roles without a name of their own."""

    def __init__(self, text: Text, resolver: Resolver, voices: list[Voice]) -> None:
        """Prepare for one text."""
        self.text = text
        self.resolver = resolver
        self.cues = text.pack.cues
        self.voices = voices
        self.known: dict[str, Mention] = {}

    def learn(self, person: Mention, orgs: list[Mention]) -> None:
        """Remember where a person is, for what is said in the first person."""
        if orgs:
            self.known.setdefault(person.name, orgs[0])
            self.resolver.told.is_at(person, orgs[0].name)

    def of(self, person: Mention, role: Mention, last: int) -> Mention | None:
        """The organisation in which a person holds a role that ends before ``last``; None for a role held anywhere."""
        if not self._in_house(role, last):
            return None
        start = self.text.sentence_of(role.first).first
        before = self.text.lower[max(start, role.first - _POSSESSIVE_REACH) : role.first]
        if any(self.cues.has("own", word) for word in before):
            return self._own(role)
        if any(self.cues.has("possessives", word) for word in before):
            if self._of_a_person(start, role.first):
                return None
            said = self._possessor(start, role.first)
            if said is not None:
                return said
        return self.resolver.led_by(person) or self.resolver.spoken_of(role.first, form="role", slot="position org")

    def _in_house(self, role: Mention, last: int) -> bool:
        """Whether a role without a name of its own is one in the house that the text speaks of."""
        value: Role = role.value
        behind = [m for m in self.text.between(last, last + _HOUSE_REACH, "REF") if not m.value.first]
        before = self.text.lower[max(0, role.first - _HOUSE_REACH) : role.first]
        said = bool(behind) or any(self.cues.has("possessives", word) for word in before)
        return said or value.chief or value.board or is_office(value.en)

    def _of_a_person(self, start: int, end: int) -> bool:
        """Whether "his" points to somebody outside of a relative clause: "Li Wei, who was his boss"."""
        before = self.text.lower[max(start, end - _RELATIVE_REACH) : end]
        return any(self.cues.has("relative", word) for word in before[:-1] if not self.cues.has("possessives", word))

    def _own(self, role: Mention) -> Mention | None:
        """The house of whoever speaks in the first person, or is spoken to: "our VP of product", "your CEO"."""
        here = self.resolver.told.voice(role.first)
        for voice in [here] if here else self.voices[:1]:
            if voice.speaker.name in self.known:
                return self.known[voice.speaker.name]
        return self.resolver.spoken_of(role.first, form="role", slot="position org")

    def _possessor(self, start: int, end: int) -> Mention | None:
        """The organisation in the same sentence that "its" points to, a free one of the main clause first."""
        said = [m for m in self.text.between(start, end, "ORG") if not self.resolver.is_outlet(m)]
        main = [m for m in said if is_free(m) and self.text.in_relative(m.first) < 0]
        return next(iter([*reversed(main), *reversed(said)]), None)
