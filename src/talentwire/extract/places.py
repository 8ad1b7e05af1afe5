"""Where the filler of a slot may stand to its trigger ("subject", "object", a preposition…), and how well it does."""

from collections.abc import Callable, Iterator
from itertools import groupby

from talentwire.extract.frames import Frame
from talentwire.extract.references import Resolver
from talentwire.extract.text import Mention, Text

BREAKS = {",": 0.45, ";": 3.0, ":": 1.0, "–": 0.9, "—": 0.9, "(": 0.9, ")": 0.5, "|": 1.5, "•": 4.0}
"""What a sign between a trigger and a mention costs."""
_CLAUSE_ENDS = ";:–—"
_FREE = ("subject", "front", "object", "near", "left")
"""Places of a name that stands for itself."""

_TOKEN, _SUBORDINATE, _ASIDE = 0.04, 1.3, 1.5
"""What a token, a subordinating word and a relative clause around a mention cost."""
_OWNED, _STRANGE = 1.2, 0.8
"""What it costs to belong to another mention, and to be a company in the place of a product."""
_STRANGE_REACH = 0.2
_WHOSE = -0.3
"""How well stands whose team, lab or board the object is."""
_IN_FRONT, _BEHIND, _BEHIND_LAST = -0.5, -1.3, -3.0
_BEFORE_INVERTED, _AFTER_LAST, _OBJECT_IN_FRONT, _NEAR_IN_FRONT = -1.6, -2.0, -0.9, -0.2
_GENITIVE, _COMPOUND, _OF = 0.5, 0.4, 0.3
"""How well a possessor stands: "Metas Kauf", "Meta-Kauf", "the purchase by Meta"."""
_GENITIVE_REACH, _COMPOUND_REACH, _OF_REACH = 4, 2, 7
_APART = frozenset(",\"“”„«»'")
"""What may stand between two words that are side by side."""
_CLAUSE = 12
"""Tokens behind which a comma ends the search for an auxiliary."""


class Places:
    """Rates the mentions of one text as fillers of its frames."""

    def __init__(self, text: Text, resolver: Resolver) -> None:
        """Prepare for one text whose mentions are set."""
        self.text = text
        self.cues = text.pack.cues
        self.is_outlet = resolver.is_outlet
        self._rules: dict[str, Callable[[Frame, Mention], float | None]] = {
            "subject": self._subject,
            "object": self._object,
            "front": lambda frame, mention: self._subject(frame, mention) if mention.last <= frame.first else None,
            "possessor": self._possessor,
            "beside": self._beside,
            "inside": lambda frame, mention: 0.0 if frame.holds(mention) else None,
            "compound": self._compound,
            "left": lambda frame, mention: 0.0 if mention.first < frame.first else None,
            "right": lambda frame, mention: 0.0 if mention.first >= frame.last else None,
            "near": lambda frame, mention: 0.0 if mention.first >= frame.first else _NEAR_IN_FRONT,
        }

    def groups(self, places: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        """The places in order of preference, neighbouring prepositions together: "de", "d'" and "du" are one."""
        for governed, row in groupby(places, key=lambda place: place not in self._rules):
            alike = tuple(row)
            yield from [alike] if governed else [(place,) for place in alike]

    def score(self, frame: Frame, mention: Mention, place: str) -> float | None:
        """How well a mention stands at a place; None where it does not stand there at all."""
        base = self._base(frame, mention, place)
        if base is None or self._of_other_clause(frame, mention) or self._in_trigger(frame, mention):
            return None
        distance = self.distance(frame, mention)
        strange = frame.trigger.kind == "release" and mention.kind == "ORG" and "org" not in frame.slots
        if strange and distance > _STRANGE_REACH:
            return None
        return base - distance - _OWNED * (mention.owner is not None) - _STRANGE * strange

    def _base(self, frame: Frame, mention: Mention, place: str) -> float | None:
        rule = self._rules.get(place)
        if rule is None:
            return self._governed(frame, mention, place)
        outlet = mention.kind == "ORG" and self.is_outlet(mention)
        if outlet or (place in _FREE and self._attributive(mention)):
            return None
        return rule(frame, mention)

    def _of_other_clause(self, frame: Frame, mention: Mention) -> bool:
        """Whether a relative pronoun belongs to the verb of another clause than its own."""
        if mention.kind != "REF" or not mention.value.relative:
            return False
        return not mention.first <= self.text.in_relative(frame.first) <= mention.last

    def _in_trigger(self, frame: Frame, mention: Mention) -> bool:
        """Whether a pronoun is a word of the trigger itself: "ihm folgte"; "who leads" has its subject in it."""
        return mention.kind == "REF" and frame.first <= mention.first < frame.last and not mention.value.relative

    def _attributive(self, mention: Mention) -> bool:
        """Whether a name is the first half of a compound: "Nvidia-Chips", "OpenAI-Forscher"."""
        last = mention.last
        if mention.kind != "ORG" or self.text.words[last : last + 1] != ["-"]:
            return False
        return self.text.starts[last] == self.text.ends[last - 1]

    # The places -----------------------------------------------------------------------------------------------

    def _governed(self, frame: Frame, mention: Mention, preposition: str) -> float | None:
        if mention.prep != preposition:
            return None
        return 0.0 if mention.first >= frame.first else _IN_FRONT

    def _in_case(self, mention: Mention, case: str) -> bool:
        """Whether the form of a pronoun or article shows a case: "he" and "who" are subjects, "him" and "den" none."""
        at = mention.first + (self.text.words[mention.first] == ",")
        return mention.kind == "REF" and self.cues.has(case, self.text.lower[at])

    def _explains_a_name(self, mention: Mention) -> bool:
        """Whether a noun that refers stands in apposition to a name: "A and B, the duo behind Kaskade, left"."""
        if mention.kind != "REF" or not mention.value.plural or mention.value.relative:
            return False
        at = mention.first - 1
        return self.text.words[at : at + 1] == [","] and any(m.last == at for m in self.text.between(at - 1, at, "PER"))

    def _subject(self, frame: Frame, mention: Mention) -> float | None:
        if mention.prep is not None or mention.genitive or self._in_case(mention, "oblique"):
            return None
        if self._explains_a_name(mention):
            return None
        in_front = mention.last <= frame.first
        if self._inverted(frame):
            return _BEFORE_INVERTED if in_front else 0.0
        if in_front:
            return 0.0
        return _BEHIND_LAST if self.closes(frame) else _BEHIND

    def _inverted(self, frame: Frame) -> bool:
        """Whether a clause stands in front of the verb, so that its subject follows: "Wie X meldet, hat Y …"."""
        first = frame.sentence.first
        opens = frame.first > first and self.cues.has("subordinators", self.text.lower[first])
        return self.cues.verb_last and opens and self.text.words[frame.first - 1] == ","

    def _object(self, frame: Frame, mention: Mention) -> float | None:
        if mention.prep is not None or self._in_case(mention, "nominative"):
            return None
        if mention.genitive:  # "joined Acme's compiler team"
            near = frame.trigger.kind == "move" and mention.kind == "ORG" and mention.first == frame.last
            return _WHOSE if near else None
        if mention.first >= frame.last:
            return _AFTER_LAST if self.closes(frame) else 0.0
        relative = mention.kind == "REF" and mention.value.relative
        return _OBJECT_IN_FRONT if self.cues.verb_last or relative else None

    def _possessor(self, frame: Frame, mention: Mention) -> float | None:
        before, behind = frame.first - mention.last, mention.first - frame.last
        inside = frame.tail[0] - mention.last if frame.tail and behind >= 0 else -1  # "left Acme's board"
        if mention.genitive and (0 <= before <= _GENITIVE_REACH or 0 <= inside <= _GENITIVE_REACH):
            return _GENITIVE
        if 0 <= behind <= _OF_REACH and mention.prep in self.text.pack.roles.of:
            return None if any(w in BREAKS for w in self.text.words[frame.last : mention.first]) else _OF
        return _COMPOUND if self._hyphened(frame, mention) else None

    def _compound(self, frame: Frame, mention: Mention) -> float | None:
        """ "the SoftBank takeover", "Globex-backed", "die Acme-Tochter"."""
        return _COMPOUND if mention.last == frame.first or self._hyphened(frame, mention) else None

    def _hyphened(self, frame: Frame, mention: Mention) -> bool:
        before = frame.first - mention.last
        return 0 <= before <= _COMPOUND_REACH and "-" in self.text.words[mention.last : frame.first]

    def _beside(self, frame: Frame, mention: Mention) -> float | None:
        """Right in front of the trigger or right behind it, quotes and a comma at most between."""
        low, high = (mention.last, frame.first) if mention.last <= frame.first else (frame.last, mention.first)
        return 0.0 if all(word in _APART for word in self.text.words[low:high]) else None

    # Distance -------------------------------------------------------------------------------------------------

    def closes(self, frame: Frame) -> bool:
        """Whether the trigger closes its clause, as participles behind an auxiliary do where the verb comes last."""
        if not self.cues.verb_last:
            return False
        if frame.tail is not None and frame.tail[0] == frame.last:
            return True  # "dat Acme Globex heeft overgenomen"
        if frame.last < frame.sentence.last and self.cues.has("auxiliaries", self.text.lower[frame.last]):
            return True
        low = frame.first
        while low > frame.sentence.first and self.text.words[low - 1] not in _CLAUSE_ENDS:
            low -= 1
            if self.text.words[low] == "," and frame.first - low > _CLAUSE:
                break
        return any(self.cues.has("auxiliaries", word) for word in self.text.lower[low : frame.first])

    def distance(self, frame: Frame, mention: Mention) -> float:
        """Tokens and clause borders between the trigger and a mention."""
        low, high = (mention.last, frame.first) if mention.last <= frame.first else (frame.last, mention.first)
        if high <= low:
            return 0.0
        listed = {m.first - 1 for m in self.text.between(low, high + 1) if "listed" in m.traits}
        cost = _TOKEN * (high - low)
        for at in range(low, high):
            cost += 0.0 if at in listed else BREAKS.get(self.text.words[at], 0.0)
            cost += _SUBORDINATE * self.cues.has("subordinators", self.text.lower[at])
        aside = self.text.in_relative(mention.first)
        if aside >= 0 and mention.kind != "REF" and not self._shares(aside, frame, mention):
            cost += _ASIDE  # a name inside "who …" is seldom an argument of the main verb
        return cost

    def _shares(self, aside: int, frame: Frame, mention: Mention) -> bool:
        """Whether a trigger stands in the relative clause of a mention, which begins at ``aside``."""
        if mention.first >= frame.last:
            return aside <= frame.first
        return aside == self.text.in_relative(frame.first)
