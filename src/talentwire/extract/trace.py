"""Sentence by sentence: what was seen, what was read, and what was considered and dropped, each with its rule."""

from collections.abc import Iterator
from dataclasses import dataclass

from talentwire.extract.drafts import Draft, to_claim
from talentwire.extract.finder import Unmet
from talentwire.extract.frames import Frame
from talentwire.extract.learnt.chooser import Considered
from talentwire.extract.text import Mention, Sentence, Text
from talentwire.model.claims import Claim


@dataclass(frozen=True)
class TextReading:
    """One text as it was read, with all that led to its claims.

    Attributes:
        text: the text with its mentions.
        about: whether it is about our field at all; where it is not, nothing else is there.
        unmet: triggers that lack what they need.
        frames: triggers that have it.
        settled: those of them that were left when every sum had found its owner.
        built: the drafts before those that say the same became one.
        drafts: the drafts that become claims.
        considered: claims that the learnt choice thought of and found too unlikely.

    """

    text: Text
    about: bool
    unmet: tuple[Unmet, ...] = ()
    frames: tuple[Frame, ...] = ()
    settled: tuple[Frame, ...] = ()
    built: tuple[Draft, ...] = ()
    drafts: tuple[Draft, ...] = ()
    considered: tuple[Considered, ...] = ()


@dataclass(frozen=True)
class Dropped:
    """Something that was considered and says nothing.

    Attributes:
        words: the words that opened it.
        rule: the rule, with file and line.
        why: what was missing, or where it went.

    """

    words: str
    rule: str
    why: str


@dataclass(frozen=True)
class SentenceTrace:
    """What became of one sentence.

    Attributes:
        words: the sentence.
        mentions: ``(kind, name)`` of everything seen in it.
        claims: what was read, each with the rule that opened it.
        dropped: what was not.

    """

    words: str
    mentions: tuple[tuple[str, str], ...]
    claims: tuple[Claim, ...]
    dropped: tuple[Dropped, ...]


def traced(reading: TextReading) -> Iterator[SentenceTrace]:
    """The sentences of a text with what became of them."""
    text = reading.text
    for sentence in text.sentences:
        here = [draft for draft in reading.drafts if sentence.first <= draft.first < sentence.last]
        yield SentenceTrace(
            text.say(sentence.first, sentence.last),
            tuple(_seen(mention) for mention in text.inside(sentence)),
            tuple(to_claim(draft, text) for draft in here),
            tuple(_dropped(reading, sentence)),
        )


def _seen(mention: Mention) -> tuple[str, str]:
    """The kind of a mention and its name, a quantity as its words."""
    return mention.kind, " ".join(mention.name.split())


def _dropped(reading: TextReading, sentence: Sentence) -> Iterator[Dropped]:
    """What was considered in a sentence and not read, stage by stage."""
    if reading.about:
        yield from _unmet(reading, sentence)
        yield from _lost_frames(reading, sentence)
        yield from _joined(reading, sentence)
        yield from _unlikely(reading, sentence)


def _unmet(reading: TextReading, sentence: Sentence) -> Iterator[Dropped]:
    for unmet in reading.unmet:
        if unmet.sentence == sentence:
            trigger = unmet.found.payload
            words = reading.text.say(unmet.found.first, unmet.found.last)
            yield Dropped(words, f"{trigger.where} {trigger.id}", unmet.why)


def _lost_frames(reading: TextReading, sentence: Sentence) -> Iterator[Dropped]:
    """Frames that gave up what they need to others, and those that say too little."""
    kept = {(frame.trigger.id, frame.first) for frame in reading.settled}
    opened = {draft.trigger.partition(";")[0] for draft in reading.built if _starts(draft, sentence)}
    for frame in reading.frames:
        rule = f"{frame.trigger.where} {frame.trigger.id}"
        if frame.sentence != sentence or ((frame.trigger.id, frame.first) in kept and rule in opened):
            continue
        settled = (frame.trigger.id, frame.first) in kept
        why = "says too little for a claim" if settled else "its sum or number belongs to another rule"
        yield Dropped(reading.text.say(frame.first, frame.last), rule, why)


def _joined(reading: TextReading, sentence: Sentence) -> Iterator[Dropped]:
    final = {(type(draft.content), draft.first) for draft in reading.drafts}
    for draft in reading.built:
        if _starts(draft, sentence) and (type(draft.content), draft.first) not in final:
            words = reading.text.say(draft.first, draft.last)
            yield Dropped(words, draft.trigger, "says the same as another claim; one with it")


def _starts(draft: Draft, sentence: Sentence) -> bool:
    return sentence.first <= draft.first < sentence.last


def _unlikely(reading: TextReading, sentence: Sentence) -> Iterator[Dropped]:
    """What the learnt choice thought of."""
    for one in reading.considered:
        if sentence.first <= one.first < sentence.last:
            why = f"a {one.kind} with probability {one.chance:.2f}; {one.wanted:.2f} is wanted"
            yield Dropped(reading.text.say(one.first, one.last), "learnt", why)
