"""Who is named as saying what a sentence says: verbs of saying with their subjects, and sources without a name."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from talentwire.extract.interview import Voice
from talentwire.extract.references import Resolver
from talentwire.extract.speakers import Speakers
from talentwire.extract.text import Mention, Sentence, Text, tokens_of
from talentwire.lang.cues import Speech
from talentwire.lang.phrase_table import Found
from talentwire.lang.segment import Quotation, quotations

_ASIDE = 8
"""Tokens between a verb of saying inside a quotation and the end of its speaker's name."""
_SHORT = 3
"""Quotation marks around fewer tokens set off a word and quote nobody."""
_NEGATED = 2
"""Tokens before a verb in which "not" denies that something was said."""


@dataclass(frozen=True, slots=True, eq=False)
class Attribution:
    """Someone is named as saying what a sentence says.

    Attributes:
        sentence: where.
        name: who, as a name or in the text's own words ("people familiar").
        speaker: the person or organisation, where one is named.
        verb: tokens of the verb of saying.
        manner: ``say``, ``deny``, ``report``, ``announce`` or ``ascribe``.
        weak: whether the verb need not tell what is said ("wrote the code").
        words: tokens of a source without a name.

    """

    sentence: Sentence
    name: str
    speaker: Mention | None
    verb: tuple[int, int]
    manner: str
    weak: bool = False
    words: tuple[int, int] = (0, 0)

    @property
    def person(self) -> Mention | None:
        """The speaker, where it is a person."""
        return self.speaker if self.speaker and self.speaker.kind == "PER" else None

    @property
    def org(self) -> Mention | None:
        """The outlet or organisation, where it is one."""
        return self.speaker if self.speaker and self.speaker.kind == "ORG" else None


@dataclass(frozen=True, slots=True, eq=False)
class Saying:
    """Words of a person: tokens ``first:last`` are the evidence."""

    speaker: Mention
    first: int
    last: int
    sentence: Sentence


class SpeechReader:
    """Finds the verbs of saying of a text once, with whoever is named by them."""

    def __init__(self, text: Text, resolver: Resolver, voices: list[Voice]) -> None:
        """Prepare for one text; ``voices`` are its conversations and letters."""
        self.text = text
        self.cues = text.pack.cues
        marked = [self._tokens(quote) for quote in quotations(text.text, text.pack)]
        self.quotes = [(first, last) for first, last in marked if last - first >= _SHORT]
        self.marked = {text.sentence_of(first).index for first, _ in marked}
        self._quoted = {i for first, last in self.quotes for i in range(first, last)}
        self._quoted -= {i for first, last in self.quotes for i in self._asides(first, last)}
        self.speakers = Speakers(text, resolver, self._quoted)
        self.voices = voices
        self._told = resolver.told
        self.attributions = list(self._attributions())
        self._by_sentence: dict[int, list[Attribution]] = defaultdict(list)
        for attribution in self.attributions:
            self._by_sentence[attribution.sentence.index].append(attribution)

    def of(self, sentence: Sentence) -> list[Attribution]:
        """The attributions of a sentence."""
        return self._by_sentence.get(sentence.index, [])

    def voice(self, token: int) -> Voice | None:
        """The conversation or letter that a token stands in."""
        return self._told.voice(token)

    def _tokens(self, quote: Quotation) -> tuple[int, int]:
        return self.text.token_at(quote.inner_start), self.text.token_at(quote.inner_end)

    def _asides(self, first: int, last: int) -> Iterator[int]:
        """The tokens inside a quotation that tell who speaks: "« We are ready, explique Li Wei. The market … »"."""
        for at in range(first + 1, last - 1):
            found = self.cues.speech.longest(self.text.lower, at, last) if self.text.words[at - 1] == "," else None
            if found is None or found.payload.manner not in ("say", "deny"):
                continue
            behind = self.text.between(found.last, min(found.last + _ASIDE, last), "PER")
            end = next((i for i in range(found.last, last) if self.text.words[i] in ".,;:!?"), last)
            if behind and behind[0].last <= min(end + _ASIDE, last):
                yield from range(at, max(end, behind[0].last))

    def _attributions(self) -> Iterator[Attribution]:
        no_verb = self._quoted | tokens_of(m for m in self.text.mentions if m.kind in ("PER", "ORG"))
        for sentence in self.text.sentences:
            index = sentence.first
            while index < sentence.last:
                free = index not in no_verb
                found = self.cues.speech.longest(self.text.lower, index, sentence.last) if free else None
                attribution = self._attribute(found, sentence) if found and self._says(found, sentence) else None
                if attribution:
                    yield attribution
                index = found.last if found else index + 1

    def _says(self, found: Found[Speech], sentence: Sentence) -> bool:
        """Whether something is said: "declined to say" and "did not say" say nothing, nor does "is said to"."""
        manner = found.payload.manner
        if manner in ("ascribe", "mute"):
            return manner != "mute"
        before = self.text.lower[max(sentence.first, found.first - _NEGATED) : found.first]
        behind = self.text.lower[found.last : found.last + 1] if self.cues.verb_last else []
        negated = any(self.cues.has("negations", word) for word in (*before, *behind))
        return not negated and not (before and self.cues.has("infinitives", before[-1]))

    def _attribute(self, found: Found[Speech], sentence: Sentence) -> Attribution | None:
        said_by = self.speakers.said_by(found, sentence)
        if said_by is None:
            return None
        how = found.payload
        verb = (found.first, found.last)
        return Attribution(sentence, said_by.name, said_by.speaker, verb, how.manner, how.weak, said_by.tokens)
