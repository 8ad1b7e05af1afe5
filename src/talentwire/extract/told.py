"""What a text has told so far: where its people are, who speaks, and what its organisations were parties to."""

from collections import defaultdict
from collections.abc import Iterable
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
    """What is known at a token of a text, as far as it was read."""

    def __init__(self, text: Text, voices: Iterable[Voice] = ()) -> None:
        """Begin with whose words stand where."""
        self.text = text
        self._voices = list(voices)
        self._homes: dict[str, list[tuple[int, str]]] = defaultdict(list)
        self._parts: list[tuple[int, str, str]] = []

    def is_at(self, person: Mention, org: str) -> None:
        """Note where a person is from a mention of theirs on."""
        self._homes[person.name].append((person.first, org))

    def note(self, frame: Frame) -> None:
        """Note the parts that named organisations play in a frame."""
        for slot, filling in frame.slots.items():
            side = _SIDES.get((frame.trigger.kind, slot))
            if side is not None:
                self._parts += [(frame.first, side, m.name) for m in filling if m.kind == "ORG"]

    def home(self, person: str, token: int) -> str | None:
        """Where a person is at a token; where only later words tell, the first of them."""
        places = self._homes.get(person, ())
        before = [place for place in places if place[0] <= token]
        if before:
            return max(before, key=lambda place: place[0])[1]
        return min(places, key=lambda place: place[0])[1] if places else None

    def house_of_speaker(self, token: int) -> str | None:
        """The house of whoever says the words at a token, in a conversation or a letter."""
        voice = next((voice for voice in self._voices if voice.first <= token < voice.last), None)
        return self.home(voice.speaker.name, token) if voice else None

    def houses_here(self, sentence: Sentence, token: int) -> set[str]:
        """The houses of the people whom a sentence names."""
        homes = (self.home(m.name, token) for m in self.text.inside(sentence, "PER"))
        return {home for home in homes if home is not None}

    def parts(self, token: int) -> list[tuple[str, str]]:
        """What organisations were so far, with their names, in text order."""
        return [(side, name) for at, side, name in self._parts if at < token]
