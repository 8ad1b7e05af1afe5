"""What a text has told so far: where its people are, who speaks, and what its organisations were parties to."""

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from talentwire.extract.frames import Frame
from talentwire.extract.interview import Voice
from talentwire.extract.text import Mention, Sentence, Text

_SIDES: Final = {
    ("workforce", "org"): "main",
    ("compute", "owner"): "main",
    ("pay", "payer"): "main",
    ("release", "org"): "main",
    ("funding", "org"): "main",
    ("funding", "investor"): "backer",
    ("deal", "buyer"): "buyer",
    ("deal", "target"): "target",
    ("move", "to_org"): "joined",
    ("move", "from_org"): "left",
}
"""What an organisation is in a claim: whom it is about, a backer, a party to a deal, an end of a move."""


class Told:
    """What is known at a token of a text, as far as it was read; what is noted comes in text order."""

    def __init__(self, text: Text, voices: Iterable[Voice] = ()) -> None:
        """Begin with whose words stand where."""
        self.text = text
        self._voices: dict[int, Voice] = {}
        for voice in voices:
            self._voices.update((at, voice) for at in range(voice.first, voice.last) if at not in self._voices)
        self._sayings: dict[int, Mention] = {}
        self._homes: dict[str, dict[int, str]] = defaultdict(dict)
        self._home_tokens: dict[str, list[int]] = defaultdict(list)
        self._sides: dict[str, dict[str, int]] = defaultdict(dict)
        self._parts, self._mains = _Row(), _Row()

    def said(self, speaker: Mention, first: int, last: int) -> None:
        """Note whose words, quoted or told, stand at tokens ``first:last``."""
        self._sayings.update(dict.fromkeys(range(first, last), speaker))

    def speaker(self, token: int) -> Mention | None:
        """Whoever says the words at a token: in a conversation, a letter or a quotation."""
        voice = self.voice(token)
        return self._sayings.get(token, voice.speaker if voice else None)

    def is_at(self, person: Mention, org: str) -> None:
        """Note where a person is from a mention of theirs on."""
        if person.first not in self._homes[person.name]:
            self._homes[person.name][person.first] = org
            insort(self._home_tokens[person.name], person.first)

    def note(self, frame: Frame) -> None:
        """Note the parts that named organisations play in a frame."""
        for slot, filling in frame.slots.items():
            side = _SIDES.get((frame.trigger.kind, slot))
            for org in filling if side is not None else ():
                if side is not None and org.kind == "ORG":
                    self._sides[org.name].setdefault(side, frame.first)
                    self._parts.add(frame.first, org.name)
                    if side == "main":
                        self._mains.add(frame.first, org.name)

    def home(self, person: str, token: int) -> str | None:
        """Where a person is at a token; where only later words tell, the first of them."""
        tokens = self._home_tokens.get(person)
        if not tokens:
            return None
        return self._homes[person][tokens[max(0, bisect_right(tokens, token) - 1)]]

    def voice(self, token: int) -> Voice | None:
        """The conversation or letter that a token stands in."""
        return self._voices.get(token)

    def house_of_speaker(self, token: int) -> str | None:
        """The house of whoever says the words at a token, in a conversation or a letter."""
        voice = self.voice(token)
        return self.home(voice.speaker.name, token) if voice else None

    def house_quoted(self, token: int) -> str | None:
        """The house of whoever is quoted with the words at a token, directly or indirectly."""
        speaker = self._sayings.get(token)
        return self.home(speaker.name, token) if speaker else None

    def houses_here(self, sentence: Sentence, token: int) -> set[str]:
        """The houses of the people whom a sentence names."""
        homes = (self.home(m.name, token) for m in self.text.inside(sentence, "PER"))
        return {home for home in homes if home is not None}

    def until(self, token: int) -> "Parts":
        """What organisations were parties to before a token."""
        return Parts(token, self._sides, self._parts.before(token), self._mains.before(token))


@dataclass(frozen=True, slots=True)
class Parts:
    """What organisations were before a token, in what the text told.

    Attributes:
        token: the token.
        first: for every organisation the token at which it first was a party to something, by its side.
        last: the organisation named last as a party to anything.
        main: the one named last as what a claim is about.

    """

    token: int
    first: Mapping[str, Mapping[str, int]]
    last: str | None
    main: str | None

    def sides(self, org: str) -> list[str]:
        """What an organisation was: "main", "backer", "joined"…"""
        return [side for side, at in self.first.get(org, {}).items() if at < self.token]


class _Row:
    """Names at tokens, in text order."""

    def __init__(self) -> None:
        self._tokens: list[int] = []
        self._names: list[str] = []

    def add(self, token: int, name: str) -> None:
        self._tokens.append(token)
        self._names.append(name)

    def before(self, token: int) -> str | None:
        """The last name before a token."""
        at = bisect_left(self._tokens, token)
        return self._names[at - 1] if at else None
