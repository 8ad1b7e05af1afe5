"""Who leaves a position and keeps another one in the same house: "steps down as boss but stays on as chair"."""

from talentwire.extract.findings import Findings
from talentwire.extract.frames import Frame
from talentwire.extract.text import Mention

_REACH = 8
"""Tokens behind "stays" in which stands what is kept."""

_MEMBER = "board member"
"""What somebody who stays on a board is."""


def kept_position(findings: Findings, frame: Frame, person: Mention) -> str | None:
    """The position that a person is said to keep behind a frame, in English; None where nothing says so.

    In the sentence of the frame or the next one, with the person, a pronoun or nobody as the subject.
    """
    text, index = findings.text, frame.sentence.index
    limit = text.sentences[min(index + 1, len(text.sentences) - 1)].last
    for at in range(frame.last, limit):
        if text.pack.cues.has("remain", text.lower[at]) and _of(findings, person, at, frame):
            return _kept(findings, at)
    return None


def _of(findings: Findings, person: Mention, verb: int, frame: Frame) -> bool:
    """Whether nobody but the person is named between the frame, or the head of the next sentence, and a verb."""
    text = findings.text
    start = max(frame.last, text.sentence_of(verb).first)
    for mention in text.between(start, verb, "PER", "REF"):
        meant = [mention] if mention.kind == "PER" else findings.resolver.person(mention)
        if mention.kind == "PER" and mention.name != person.name:
            return False
        if mention.kind == "REF" and not mention.value.possessive and meant and meant[0].name != person.name:
            return False
    behind = text.between(verb + 1, min(verb + 3, text.sentence_of(verb).last), "PER")
    return all(mention.name == person.name for mention in behind)


def _kept(findings: Findings, verb: int) -> str | None:
    text = findings.text
    limit = min(verb + 1 + _REACH, text.sentence_of(verb).last)
    first = next(iter(text.between(verb + 1, limit, "ROLE", "ORG")), None)
    if first is not None:
        return first.name if first.kind == "ROLE" else None  # "remains at Acme": another house
    seated = any(text.pack.cues.has("boards", text.lower[at]) for at in range(verb + 1, limit))
    return _MEMBER if seated else None
