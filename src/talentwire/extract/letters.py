"""Letters and memos: what stands between the greeting and the signature are words of whoever signs."""

from collections.abc import Iterator

from talentwire.extract.interview import Voice, answers
from talentwire.extract.text import Mention, Sentence, Text

_SIGNATURE = 8
"""Tokens of a signature: "Your Philippine Desrosiers-Khan", "Thaddäus"."""
_GREETING = 9
"""Tokens of a greeting: "Dear colleagues,"."""
_HEADER = 5
_BODY = 3
"""Sentences that a letter has at least."""


def find_voices(text: Text) -> list[Voice]:
    """All stretches of a text that are words of one person: the answers of conversations, and letters."""
    return [*answers(text), *letters(text)]


def letters(text: Text) -> Iterator[Voice]:
    """The bodies of the letters in a text, with whoever signed them."""
    blocks: dict[int, list[Sentence]] = {}
    for sentence in text.sentences:
        blocks.setdefault(sentence.block, []).append(sentence)
    greeted: int | None = None
    for sentences in blocks.values():
        first, last = sentences[0].first, sentences[-1].last
        behind = _behind_greeting(text, first, last)
        if behind is not None:
            greeted = behind
            continue
        signer = _signer(text, first, last) if greeted is not None else None
        if greeted is not None and signer is not None:
            if text.sentence_of(first).index - text.sentence_of(greeted).index >= _BODY:
                yield Voice(_sender(text, greeted) or signer, greeted, first)
            greeted = None


def _behind_greeting(text: Text, first: int, last: int) -> int | None:
    """Where a letter goes on behind its greeting: "Chers amis,"."""
    if not text.pack.cues.has("greetings", text.lower[first]):
        return None
    return next((at + 1 for at in range(first + 1, min(first + _GREETING, last)) if text.words[at] in ",!:"), None)


def _signer(text: Text, first: int, last: int) -> Mention | None:
    """The person in a short line that closes no sentence."""
    if last - first > _SIGNATURE or text.words[last - 1] in ".?!:":
        return None
    return next((m for m in text.between(first, last, "PER") if m.last >= last - 1), None)


def _sender(text: Text, greeted: int) -> Mention | None:
    """The person of a header before the greeting: "From: Anna Berg"."""
    for person in text.between(0, greeted, "PER"):
        sentence = text.sentence_of(person.first)
        label = text.words[sentence.first : person.first]
        if sentence.last - sentence.first <= _HEADER + person.last - person.first and label[1:] == [":"]:
            return person
    return None
