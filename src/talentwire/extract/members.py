"""People beside a group that is counted: "three researchers, among them Li Wei", "Li Wei and three colleagues"."""

from collections.abc import Iterator
from dataclasses import replace

from talentwire.extract.frames import Frame
from talentwire.extract.text import Mention, Text

_REACH = 6
"""Tokens between the word that names members and the first of them, with the position that stands between."""
_JOINED = 4
"""Tokens between the last of those named and the number of the others."""
_LIGHT = ("articles", "adverbs", "honorifics", "copulas", "copulas_past", "possessives", "former", "prepositions")
"""The word lists of what may stand there."""


def with_members(text: Text, frame: Frame) -> Iterator[Frame]:
    """A frame of a move, followed by one for those whom it names from a group, or counts beside those it names."""
    yield frame
    if frame.trigger.kind != "move":
        return
    count = frame.one("headcount")
    if count is None or "person" in frame.slots:
        others = None if count else _others(text, frame)
        if others is not None:
            slots = {slot: filling for slot, filling in frame.slots.items() if slot != "person"}
            yield replace(frame, slots={**slots, "headcount": [others]}, costs={**frame.costs, "headcount": 0.0})
        return
    named = [person for at in _places(text, frame, count) for person in _named(text, at)]
    if named:
        slots = {slot: filling for slot, filling in frame.slots.items() if slot != "headcount"}
        yield replace(frame, slots={**slots, "person": named}, costs={})


def _others(text: Text, frame: Frame) -> Mention | None:
    """The number of those who go with the people named: "Li Wei and three colleagues"."""
    persons = [m for m in frame.slots.get("person", ()) if m.kind == "PER"]
    if not persons or not {"to_org", "from_org"} & set(frame.slots):
        return None
    end = max(p.last for p in persons)
    count = next(iter(text.between(end, end + _JOINED, "COUNT")), None)
    if count is None or not count.traits & {"staff", "few"}:
        return None
    between = text.lower[end : count.first]
    linked = any(text.pack.cues.has("conjunctions", w) for w in between)
    light = all(w == "," or any(text.pack.cues.has(n, w) for n in ("conjunctions", *_LIGHT)) for w in between)
    return count if linked and light else None


def _places(text: Text, frame: Frame, count: Mention) -> Iterator[int]:
    """The tokens behind each word that names members, in the sentence of a group or at the head of the next one."""
    yield from _openings(text, range(count.last, frame.sentence.last))
    if frame.sentence.index + 1 < len(text.sentences):
        first = text.sentences[frame.sentence.index + 1].first
        yield from _openings(text, range(first, first + 1))


def _openings(text: Text, tokens: range) -> Iterator[int]:
    phrases = [phrase.split() for phrase in text.pack.cues.words.get("members_named", ())]
    for at in tokens:
        for phrase in phrases:
            if text.lower[at : at + len(phrase)] == phrase:
                yield at + len(phrase)


def _named(text: Text, at: int) -> Iterator[Mention]:
    """The people of the list that begins at a token."""
    before: Mention | None = None
    for person in text.inside(text.sentence_of(at), "PER"):
        if person.first < at:
            continue
        if before is None and not _leads_to(text, at, person.first):
            return
        if before is not None and "listed" not in person.traits:
            return
        yield person
        before = person


def _leads_to(text: Text, first: int, last: int) -> bool:
    """Whether nothing but light words, positions and signs stands in front of the first member."""
    if last - first > _REACH:
        return False
    roles = {i for m in text.between(first, last, "ROLE", "GROUP", "ORG") for i in range(m.first, m.last)}
    words = (text.lower[i] for i in range(first, last) if i not in roles)
    return all(w in ":,-" or any(text.pack.cues.has(name, w) for name in _LIGHT) for w in words)
