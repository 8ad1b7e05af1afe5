"""The words of persons: quotations with their speakers, indirect speech, answers of an interview."""

from collections.abc import Iterator

from talentwire.extract.interview import answers
from talentwire.extract.speech import Saying, SpeechReader
from talentwire.extract.text import Mention, Sentence, Text

_WHOLE = 8
"""A quotation of as many tokens stands alone; of a shorter one, the sentence around it says what is said."""
_INDIRECT = 7
"""Shorter sentences report nothing."""
_COLON_REACH = 6
_BESIDE_COLON = 3
_BEGINS = 2
"""Tokens in front of a verb that tells who spoke in the sentence before: "…" So Altman."""


def find_sayings(text: Text, speech: SpeechReader) -> list[Saying]:
    """All quotations with a known speaker, all indirect speech of persons, and all answers, in text order."""
    found = list(_direct(text, speech))
    spoken = {text.sentence_of(at).index for s in found for at in (s.first, s.last - 1)}
    found += [s for s in _indirect(text, speech) if s.sentence.index not in spoken]
    answered = list(answers(text))
    covered = {at for answer in answered for at in range(answer.first, answer.last)}
    return sorted([s for s in found if s.first not in covered] + answered, key=lambda s: s.first)


def _direct(text: Text, speech: SpeechReader) -> Iterator[Saying]:
    """Quotations; one that follows another in its paragraph goes on with the same speaker."""
    previous: tuple[int, Mention] | None = None
    for first, last in speech.quotes:
        sentence = text.sentence_of(first)
        whole = last - first >= _WHOLE
        speaker = _speaker(text, speech, first, last)
        if speaker is None and whole and previous is not None and previous[0] == sentence.block:
            speaker = previous[1]
        if speaker is not None:
            yield Saying(speaker, *((first, last) if whole else _around(text, first, last)), sentence)
            previous = sentence.block, speaker


def _speaker(text: Text, speech: SpeechReader, first: int, last: int) -> Mention | None:
    """Whoever the sentences of a quotation name, or the one behind it."""
    opening, closing = text.sentence_of(first), text.sentence_of(last - 1)
    named = _named(text, speech, opening, (first, last))
    if named is None and closing is not opening:
        named = _named(text, speech, closing, (first, last))
    return named or _following(text, speech, closing)


def _named(text: Text, speech: SpeechReader, sentence: Sentence, quote: tuple[int, int]) -> Mention | None:
    """The speaker that a sentence names: by a verb, with a colon before the quotation, or as a source."""
    first, last = quote
    persons = [(a, a.person) for a in speech.of(sentence) if a.person is not None]
    verbs = [(min(abs(a.verb[0] - last), abs(first - a.verb[1])), p) for a, p in persons if a.manner != "ascribe"]
    if verbs:
        return min(verbs, key=lambda pair: pair[0])[1]
    return _before_colon(text, first) or (persons[0][1] if persons else None)


def _before_colon(text: Text, first: int) -> Mention | None:
    """ "Greg Brockman: “Returning to …”": the colon stands before the quotation mark."""
    for at in (first - 2, first - 3):
        if first >= _BESIDE_COLON and text.words[at] == ":":
            for mention in text.between(max(0, at - _COLON_REACH), at, "PER"):
                if at - mention.last <= _BESIDE_COLON:
                    return mention
    return None


def _following(text: Text, speech: SpeechReader, sentence: Sentence) -> Mention | None:
    """The speaker named in the sentence that follows in the same block: "…" So Altman."""
    index = sentence.index + 1
    if index >= len(text.sentences) or text.sentences[index].block != sentence.block:
        return None
    after = text.sentences[index]
    begins = (a.person for a in speech.of(after) if a.verb[0] - after.first <= _BEGINS)
    return next((person for person in begins if person is not None), None)


def _around(text: Text, first: int, last: int) -> tuple[int, int]:
    """The sentence of a quotation, without the signs that close it."""
    sentence = text.sentence_of(first)
    end = max(last, sentence.last)
    while end > last and not text.words[end - 1][0].isalnum() and text.words[end - 1] not in "\"“”„«»'":
        end -= 1
    return min(first, sentence.first), end


def _indirect(text: Text, speech: SpeechReader) -> Iterator[Saying]:
    told: set[tuple[int, str]] = set()
    for attribution in speech.attributions:
        sentence, speaker = attribution.sentence, attribution.person
        key = sentence.index, attribution.name
        if speaker is None or attribution.manner not in ("say", "deny", "ascribe") or key in told:
            continue
        told.add(key)
        last = sentence.last
        while last > sentence.first and text.words[last - 1] in ".!?":
            last -= 1
        if sentence.last - sentence.first >= _INDIRECT:
            yield Saying(speaker, sentence.first, last, sentence)
