"""Opens the frames of a text: finds the triggers, tells active from passive, and has the slots filled."""

from collections.abc import Iterator
from dataclasses import dataclass

from talentwire.extract.asides import asides_of
from talentwire.extract.fillers import Fillers
from talentwire.extract.frames import Frame
from talentwire.extract.homes import home_of
from talentwire.extract.references import Resolver
from talentwire.extract.strangers import Strangers
from talentwire.extract.text import Mention, Sentence, Text, tokens_of
from talentwire.lang.grammar import Trigger
from talentwire.lang.phrase_table import Found

_CLAUSE_SIGNS = ";:,–—"
_ADVERBS = 4
"""Adverbs between a passive auxiliary and its verb."""


@dataclass(frozen=True, slots=True)
class Unmet:
    """A trigger that opened no frame, and why."""

    found: Found[Trigger]
    sentence: Sentence
    why: str


class FrameFinder:
    """Finds the frames of one text.

    Attributes:
        unmet: the triggers that opened none, as far as frames have been asked for.

    """

    def __init__(self, text: Text, resolver: Resolver, heads: dict[str, Mention], sources: set[int]) -> None:
        """Prepare for one text whose mentions are set.

        ``heads`` are people who act for the organisation they lead; ``sources`` (by id) are named as saying so.
        """
        self.text = text
        self.cues = text.pack.cues
        self.resolver = resolver
        self.unmet: list[Unmet] = []
        self.strangers = Strangers(text)
        self.fillers = Fillers(text, resolver, heads, sources)
        self._asides = asides_of(text)

    def frames(self) -> Iterator[Frame]:
        """Every frame of the text that has what its trigger needs."""
        for sentence in self.text.sentences:
            covered = tokens_of(self.text.inside(sentence, "PER", "ORG", "PRODUCT", "FACILITY"))
            index = sentence.first
            while index < sentence.last:
                after = index + 1
                for match in [] if index in covered else self._longest(index, sentence):
                    frame = self._fill(match, sentence)
                    after = max(after, match.last if match.payload.mute else after)  # its words open nothing either
                    if frame:
                        self.resolver.told.note(frame)
                        covered |= set(range(*match.tail)) if match.tail else set()
                        after = max(after, match.last)
                        yield frame
                index = after

    def _longest(self, index: int, sentence: Sentence) -> list[Found[Trigger]]:
        """The longest triggers at a token, each once; one with a number rules out shorter ones of its kind only."""
        grammar = self.text.pack.grammar
        counting = self._first_longest(grammar.counting.at(self.text.signs, index, sentence.last), sentence)
        plain = self._first_longest(grammar.table.at(self.text.lower, index, sentence.last, self._asides), sentence)
        lengths = {found.payload.kind: found.length for found in counting}
        return counting + [found for found in plain if found.length >= lengths.get(found.payload.kind, 0)]

    def _first_longest(self, matches: list[Found[Trigger]], sentence: Sentence) -> list[Found[Trigger]]:
        triggers: dict[str, Found[Trigger]] = {}
        longest = 0
        for found in matches:
            if found.length < longest or not self._parted(found, sentence):
                continue
            if found.length > longest:
                longest = found.length
                triggers.clear()
            triggers.setdefault(found.payload.id, found)
        return list(triggers.values())

    def _parted(self, found: Found[Trigger], sentence: Sentence) -> bool:
        """Whether the part behind the gap can be the verb's own: the "ab" of "wirbt … ab" closes its clause."""
        if found.tail is None or not self.cues.verb_last:
            return True
        after = found.tail[1]
        word = self.text.lower[after - 1]
        if not (self.cues.has("prepositions", word) or self.cues.has("articles", word)):
            return True
        if any(word in places for places in found.payload.slots.values()):
            return True
        if after >= sentence.last or not self.text.words[after][0].isalnum():
            return True
        # "neemt Globex over voor": what governs something is not followed by another preposition
        lists = ("conjunctions", "prepositions", "subordinators")
        return any(self.cues.has(name, self.text.lower[after]) for name in lists)

    def _fill(self, found: Found[Trigger], sentence: Sentence) -> Frame | None:
        """The frame of a trigger; None where it lacks what the trigger needs."""
        trigger = found.payload
        if trigger.mute:
            self.unmet.append(Unmet(found, sentence, "says nothing"))
            return None
        frame = Frame(trigger, found.first, found.last, sentence, tail=found.tail)
        frame.passive = trigger.passive and self._is_passive(found, sentence)
        used: set[int] = set()
        for slot, places in trigger.slots.items():
            self.fillers.fill(frame, slot, self._turned(places) if frame.passive else places, used)
        self._fill_home(frame)
        self._fill_product(frame)
        _part_equals(frame)
        self._order_sides(frame)
        for slot in trigger.slots:
            self.fillers.from_context(frame, slot)
        self._count_people(frame, used)
        lacking = frame.lacking()
        if lacking:
            self.unmet.append(Unmet(found, sentence, f"names no {' and no '.join(lacking)}"))
        return None if lacking else frame

    def _count_people(self, frame: Frame, used: set[int]) -> None:
        """The number of people of whom a noun tells, where it names nobody: "the departure of twelve engineers"."""
        trigger = frame.trigger
        nominal = trigger.kind == "move" and trigger.noun and "headcount" not in trigger.slots
        if nominal and frame.lacking() == ["person"]:
            governed = tuple(place for place in trigger.slots["person"] if self.cues.has("prepositions", place))
            self.fillers.fill(frame, "headcount", governed, used)
            self._fill_home(frame)
            if not {"to_org", "from_org"} & set(frame.slots):
                frame.slots.pop("headcount", None)

    def _fill_home(self, frame: Frame) -> None:
        """Those who are counted leave the house whose people they are."""
        count = frame.one("headcount")
        if count is None or "from_org" in frame.slots or "from_org" not in frame.trigger.slots:
            return
        home = home_of(self.text, self.resolver, count)
        if home is not None and home.name not in {org.name for org in frame.slots.get("to_org", ())}:
            frame.slots["from_org"] = [home]

    def _fill_product(self, frame: Frame) -> None:
        """A product that nothing has recognised."""
        places = frame.trigger.slots.get("product")
        if places and "product" not in frame.slots:
            stranger = self.strangers.product(frame, self._turned(places) if frame.passive else places)
            frame.slots |= {"product": [stranger]} if stranger else {}

    def _order_sides(self, frame: Frame) -> None:
        """Where the verb closes the clause, the buyer stands before what it buys."""
        buyer, target = frame.one("buyer"), frame.one("target")
        if buyer is None or target is None or frame.passive or not self.fillers.places.closes(frame):
            return
        if target.last <= buyer.first and buyer.last <= frame.first and not buyer.prep and not target.prep:
            frame.slots["buyer"], frame.slots["target"] = frame.slots["target"], frame.slots["buyer"]

    # Passive --------------------------------------------------------------------------------------------------

    def _turned(self, places: tuple[str, ...]) -> tuple[str, ...]:
        """The places of a slot where the object is the subject, and the subject an agent ("by", "von")."""
        turned = {"object": ("subject",), "subject": tuple(sorted(self.cues.words.get("agents", ())))}
        return tuple(new for place in places for new in turned.get(place, (place,)))

    def _is_passive(self, found: Found[Trigger], sentence: Sentence) -> bool:
        """Whether a passive auxiliary stands right before the trigger or, where the verb comes last, in its clause."""
        for word in reversed(self.text.lower[max(sentence.first, found.first - _ADVERBS) : found.first]):
            if self.cues.has("passive", word):
                return True
            if not (self.cues.has("adverbs", word) or self.cues.has("negations", word)):
                break
        if not self.cues.verb_last:
            return False
        first, last = self._clause(found, sentence)
        return any(self.cues.has("passive", word) for word in self.text.lower[first:last]) or self._has_agent(
            found, first, last
        )

    def _has_agent(self, found: Found[Trigger], first: int, last: int) -> bool:
        """Whether a clause without any auxiliary has an agent: "2014 von Google gekauft".

        None has a verb that is parted ("wirbt … ab"), nor one that says with the same preposition whence people come.
        """
        if found.tail or self.cues.words.get("agents", frozenset()) & set(found.payload.slots.get("from_org", ())):
            return False
        words = self.text.lower[first:last]
        agents = any(
            m.prep is not None and self.cues.has("agents", m.prep) for m in self.text.between(first, last, "ORG")
        )
        return agents and not any(self.cues.has("auxiliaries", word) for word in words)

    def _clause(self, found: Found[Trigger], sentence: Sentence) -> tuple[int, int]:
        """The tokens of the clause that a trigger stands in."""
        low = high = found.first
        while low > sentence.first and self.text.words[low - 1] not in _CLAUSE_SIGNS:
            low -= 1
        while high < sentence.last and self.text.words[high] not in _CLAUSE_SIGNS:
            high += 1
        return low, high


def _part_equals(frame: Frame) -> None:
    """Set the sides of a merger apart that stand in one list: "A and B merge"."""
    sides = frame.slots.get("buyer", [])
    equals = frame.trigger.kind == "deal" and frame.trigger.fixed.get("kind") in ("merger", "joint_venture")
    if equals and "target" not in frame.slots and len(sides) > 1:
        frame.slots["buyer"], frame.slots["target"] = sides[:1], sides[1:]
