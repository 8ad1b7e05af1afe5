"""The words of persons: quotations with their speakers, indirect speech, conversations and letters."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from talentwire.extract.speech import Attribution, Saying, SpeechReader
from talentwire.extract.text import Mention, Sentence, Text

_WHOLE = 8
"""A quotation of as many tokens stands alone; of a shorter one, the sentence around it says what is said."""
_INDIRECT = 7
"""Shorter sentences report nothing."""
_VIEW = 4
"""Tokens with which a sentence names whose view it tells."""
_BESIDE_COLON = 3
_BEGINS = 2
"""Tokens in front of a verb that tells who spoke in the sentence before: "…" So Altman."""
_BETWEEN = 14
"""Tokens of "said Li Wei" between two parts of one saying."""
_CAPTION = 5
"""Tokens behind a quotation and a bracket or a dash in which its speaker is named."""
_THAT_REACH = 4
"""Tokens between a verb and the "that" with which what is said begins."""
_ANSWER = 6
"""Shorter paragraphs of a conversation say nothing."""
_QUOTES = "\"“”„«»'‘’"


def find_sayings(text: Text, speech: SpeechReader) -> list[Saying]:
    """All quotations with a known speaker, all indirect speech of persons, and all answers, in text order."""
    found = list(_joined(_direct(text, speech)))
    spoken = {text.sentence_of(at).index for s in found for at in (s.first, s.last - 1)}
    found += [s for s in _indirect(text, speech) if s.sentence.index not in spoken]
    return sorted([*(s for s in found if not _own(speech, s)), *_voiced(text, speech)], key=lambda s: s.first)


def _own(speech: SpeechReader, saying: Saying) -> bool:
    """Whether a saying stands in a voice that tells it itself, or that nobody else is quoted in."""
    voice = speech.voice(saying.first)
    return voice is not None and voice.speaker.name == saying.speaker.name


def _voiced(text: Text, speech: SpeechReader) -> Iterator[Saying]:
    """One saying for every paragraph of a conversation or a letter."""
    for voice in speech.voices:
        start, end = text.sentence_of(voice.first).index, text.sentence_of(voice.last - 1).index
        for _, group in groupby(text.sentences[start : end + 1], key=lambda sentence: sentence.block):
            sentences = list(group)
            first, last = max(sentences[0].first, voice.first), min(sentences[-1].last, voice.last)
            if last - first > _ANSWER:
                yield Saying(voice.speaker, first, last, sentences[0])


# Quotations -----------------------------------------------------------------------------------------------------------


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


def _joined(sayings: Iterator[Saying]) -> Iterator[Saying]:
    """The parts of one saying as one: "…," said Li Wei. "…" """
    previous: Saying | None = None
    for saying in sayings:
        if previous is not None and _goes_on(previous, saying):
            previous = replace(previous, last=max(previous.last, saying.last))
            continue
        if previous is not None:
            yield previous
        previous = saying
    if previous is not None:
        yield previous


def _goes_on(previous: Saying, saying: Saying) -> bool:
    same = previous.speaker.name == saying.speaker.name and previous.sentence.block == saying.sentence.block
    return same and saying.first - previous.last <= _BETWEEN


def _speaker(text: Text, speech: SpeechReader, first: int, last: int) -> Mention | None:
    """Whoever the sentences of a quotation name, or the ones beside it."""
    opening, closing = text.sentence_of(first), text.sentence_of(last - 1)
    named = _named(text, speech, opening, (first, last))
    if named is None and closing is not opening:
        named = _named(text, speech, closing, (first, last))
    return (
        named
        or _caption(text, last)
        or _following(text, speech, closing)
        or _leading(text, speech, first, last)
        or _interviewed(text, speech, opening)
    )


def _named(text: Text, speech: SpeechReader, sentence: Sentence, quote: tuple[int, int]) -> Mention | None:
    """The speaker that a sentence names: by a verb, with a colon before the quotation, or as a source."""
    first, last = quote
    persons = [(a, a.person) for a in speech.of(sentence) if a.person is not None]
    inverted = speech.speakers.inverted(last) if text.sentence_of(last - 1) is sentence else None
    if inverted is not None:
        return inverted
    verbs = [(min(abs(a.verb[0] - last), abs(first - a.verb[1])), p) for a, p in persons if a.manner != "ascribe"]
    if verbs:
        return min(verbs, key=lambda pair: pair[0])[1]
    return _before_colon(text, first) or (persons[0][1] if persons else _holds_view(text, sentence))


def _before_colon(text: Text, first: int) -> Mention | None:
    """ "Greg Brockman: “Returning to …”": the colon stands before the quotation mark."""
    colon = next((at for at in (first - 2, first - 3) if at > 0 and text.words[at] == ":"), None)
    if colon is None:
        return None
    persons = text.between(text.sentence_of(colon).first, colon, "PER")
    near = [m for m in persons if colon - m.last <= _BESIDE_COLON]
    free = [m for m in persons if m.prep is None and not m.genitive and text.in_relative(m.first) < 0]
    return next(iter([*reversed(near), *free, *reversed(persons)]), None)


def _holds_view(text: Text, sentence: Sentence) -> Mention | None:
    """ "Pour Li Wei, « … »": the view that a sentence begins with is its speaker's."""
    persons = text.between(sentence.first, sentence.first + _VIEW, "PER")
    return next((m for m in persons if m.prep is not None and text.pack.cues.has("views", m.prep)), None)


def _caption(text: Text, last: int) -> Mention | None:
    """ "“Ask for the chart.” (Li Wei, Acme)": the name in a bracket or behind a dash."""
    at = last
    while at < len(text.words) and (text.words[at] in _QUOTES or text.words[at] in ".,*_"):
        at += 1
    if at >= len(text.words) or text.words[at] not in ("(", "–", "—", "-", ":"):
        return None
    reach = 2 if text.words[at] == ":" else _CAPTION
    sentence = text.sentence_of(at)
    return next(iter(text.between(at, min(at + reach, sentence.last), "PER")), None)


def _following(text: Text, speech: SpeechReader, sentence: Sentence) -> Mention | None:
    """The speaker named in the sentence that follows in the same block: "…" So Altman."""
    index = sentence.index + 1
    if index >= len(text.sentences) or text.sentences[index].block != sentence.block:
        return None
    after = text.sentences[index]
    begins = (a.person for a in speech.of(after) if a.verb[0] - after.first <= _BEGINS)
    return next((person for person in begins if person is not None), None)


def _leading(text: Text, speech: SpeechReader, first: int, last: int) -> Mention | None:
    """The speaker of the sentence before, where a quotation is a sentence of its own."""
    sentence = text.sentence_of(first)
    alone = first - sentence.first <= 1 and text.sentence_of(last - 1).last - last <= 2
    before = text.sentences[sentence.index - 1] if sentence.index else sentence
    if not alone or last - first < _WHOLE or before.block != sentence.block:
        return None
    persons = [a.person for a in speech.of(before) if a.manner == "say"]
    return persons[-1] if persons else None


def _interviewed(text: Text, speech: SpeechReader, sentence: Sentence) -> Mention | None:
    """Whoever is the one speaker of a conversation, for a quotation in its headline."""
    names = {voice.speaker.name for voice in speech.voices}
    headline = text.blocks[sentence.block].kind in ("title", "heading") or sentence.block == 0
    return speech.voices[0].speaker if len(names) == 1 and headline else None


def _around(text: Text, first: int, last: int) -> tuple[int, int]:
    """The sentence of a quotation, without the signs that close it."""
    sentence = text.sentence_of(first)
    end = max(last, sentence.last)
    while end > last and not text.words[end - 1][0].isalnum() and text.words[end - 1] not in "\"“”„«»'":
        end -= 1
    return min(first, sentence.first), end


# Indirect speech ------------------------------------------------------------------------------------------------------


def _indirect(text: Text, speech: SpeechReader) -> Iterator[Saying]:
    told: set[tuple[int, str]] = set()
    for attribution in speech.attributions:
        sentence, speaker = attribution.sentence, attribution.person
        key = sentence.index, attribution.name
        if speaker is None or key in told or not _reports(text, speech, attribution):
            continue
        told.add(key)
        last = sentence.last
        while last > sentence.first and text.words[last - 1] in ".!?":
            last -= 1
        if sentence.last - sentence.first >= _INDIRECT:
            yield Saying(speaker, sentence.first, last, sentence)


def _reports(text: Text, speech: SpeechReader, attribution: Attribution) -> bool:
    """Whether the sentence of a verb tells what is said; a verb that says more than that must show it.

    "He wrote the code" reports nothing, while "he wrote that …" and "the market, he wrote, is growing" do.
    """
    if attribution.manner not in ("say", "deny", "ascribe"):
        return False
    if not attribution.weak:
        return True
    first, last = attribution.verb
    behind = text.lower[last : min(last + _THAT_REACH, attribution.sentence.last)]
    opens = [i for i, word in enumerate(behind) if text.pack.cues.has("complementisers", word) or word == ":"]
    quoted = attribution.sentence.index in speech.marked
    parenthesis = text.words[first - 1 : first] == [","] or behind[:1] == [","]
    return quoted or bool(opens) or parenthesis
