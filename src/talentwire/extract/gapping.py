"""A verb that is said once for several people: "Acme hired A from X, B from Y and C from Z", "A geht zu X, B zu Y"."""

from collections.abc import Iterator
from dataclasses import replace

from talentwire.extract.frames import Frame
from talentwire.extract.text import Mention, Text

_SIDES = ("from_org", "to_org")
_REACH = 9
"""Tokens between a person and the organisation said of them, with the position that stands between."""
_LINK_REACH = 4
"""Tokens between an organisation and the next person."""


def spread(text: Text, frame: Frame) -> Iterator[Frame]:
    """A frame of a move, followed by one for each person who has an end of their own behind it."""
    for side in _SIDES if frame.trigger.kind == "move" else ():
        pivot = frame.one(side)
        if pivot is None or pivot.prep not in frame.trigger.slots.get(side, ()) or "person" not in frame.slots:
            continue
        more = list(_continued(text, frame, pivot, side))
        if more:
            own = {id(p) for other in more for p in other.slots["person"]}
            stay = [p for p in frame.slots["person"] if id(p) not in own]
            if stay:
                yield replace(frame, slots={**frame.slots, "person": stay, side: [pivot]})
            yield from more
            return
    yield frame


def _continued(text: Text, frame: Frame, pivot: Mention, side: str) -> Iterator[Frame]:
    """The frames of the people behind the first organisation, each with the next one that stands at the same place."""
    shared = {slot: filling for slot, filling in frame.slots.items() if slot in _SIDES and filling[0].prep is None}
    waiting: list[Mention] = []
    at = pivot.last
    for mention in text.between(pivot.last, frame.sentence.last, "PER", "ORG"):
        if mention.kind == "PER" and _linked(text, at, mention.first):
            waiting.append(mention)
        elif mention.kind == "ORG" and waiting and _said_of(text, frame, waiting[-1], mention, side):
            slots = {**shared, "person": waiting, side: [mention]}
            yield replace(frame, slots=slots, first=waiting[0].first, last=mention.last, tail=None)
            waiting = []
        else:
            return
        at = mention.last


def _linked(text: Text, first: int, last: int) -> bool:
    """Whether a name is but one more of a list: commas, conjunctions and what stands before a name between."""
    cues = text.pack.cues
    roles = {i for m in text.between(first, last, "ROLE", "GROUP") for i in range(m.first, m.last)}
    words = [w for i, w in enumerate(text.lower[first:last], first) if i not in roles]
    if not words or len(words) > _LINK_REACH:
        return False
    link = words[0] in ",;" or cues.has("conjunctions", words[0])
    light = ("conjunctions", "articles", "possessives", "adverbs", "honorifics")
    return link and all(w in ",;" or any(cues.has(name, w) for name in light) for w in words)


def _said_of(text: Text, frame: Frame, person: Mention, org: Mention, side: str) -> bool:
    """Whether an organisation stands to a person as the first one did to the first, and no verb comes between."""
    if org.prep not in frame.trigger.slots[side] or org.first - person.last > _REACH:
        return False
    grammar = text.pack.grammar.table
    return not any(grammar.longest(text.lower, at, org.first) for at in range(person.last, org.first))
