"""Who is named as saying what a sentence says: verbs of saying with their subjects, and sources without a name."""

from collections.abc import Iterator
from dataclasses import dataclass

from talentwire.extract.references import Resolver
from talentwire.extract.text import Mention, Sentence, Text, tokens_of
from talentwire.lang.cues import Speech
from talentwire.lang.phrase_table import Found
from talentwire.lang.segment import Quotation, quotations

_SHORT = 3
"""Quotation marks around fewer tokens set off a word and quote nobody."""
_GOVERNED = 8
"""Tokens behind "according to" in which the name stands."""
_POSTPOSED = 6
_ANONYMOUS_REACH = 9
"""Tokens between a verb of saying and the words for a source without a name."""
_ANONYMOUS_WORDS = 7
_BREAKS = ",;:–—"
_TOO_FAR = 14.0
_PER_TOKEN, _BREAK_BEFORE, _BREAK_BEHIND, _BEHIND, _ASIDE = 0.35, 1.2, 4.0, 0.4, 6.0
"""What a subject costs: tokens and breaks up to its verb, standing behind it, being in another relative clause."""


@dataclass(frozen=True, slots=True, eq=False)
class Attribution:
    """Someone is named as saying what a sentence says.

    Attributes:
        sentence: where.
        name: who, as a name or in the text's own words ("people familiar").
        speaker: the person or organisation, where one is named.
        verb: tokens of the verb of saying.
        manner: ``say``, ``deny``, ``report``, ``announce`` or ``ascribe``.

    """

    sentence: Sentence
    name: str
    speaker: Mention | None
    verb: tuple[int, int]
    manner: str

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

    def __init__(self, text: Text, resolver: Resolver) -> None:
        """Prepare for one text."""
        self.text = text
        self.resolver = resolver
        self.cues = text.pack.cues
        tokens = (self._tokens(quote) for quote in quotations(text.text, text.pack))
        self.quotes = [(first, last) for first, last in tokens if last - first >= _SHORT]
        self._quoted = {i for first, last in self.quotes for i in range(first, last)}
        self.attributions = list(self._attributions())

    def of(self, sentence: Sentence) -> list[Attribution]:
        """The attributions of a sentence."""
        return [a for a in self.attributions if a.sentence.index == sentence.index]

    def _tokens(self, quote: Quotation) -> tuple[int, int]:
        return self.text.token_at(quote.inner_start), self.text.token_at(quote.inner_end)

    def _attributions(self) -> Iterator[Attribution]:
        no_verb = self._quoted | tokens_of(m for m in self.text.mentions if m.kind in ("PER", "ORG"))
        for sentence in self.text.sentences:
            index = sentence.first
            while index < sentence.last:
                free = index not in no_verb
                found = self.cues.speech.longest(self.text.lower, index, sentence.last) if free else None
                attribution = self._attribute(found, sentence) if found else None
                if attribution:
                    yield attribution
                index = found.last if found else index + 1

    def _attribute(self, found: Found[Speech], sentence: Sentence) -> Attribution | None:
        if found.payload.manner == "ascribe":
            said_by = self._governed(found, sentence) or self._postposed(found)
        else:
            said_by = self._subject(found, sentence)
        if said_by is None:
            name: str | None = self._anonymous(found, sentence)
            speaker = None
        else:
            speaker = self._meant(said_by)
            name = speaker.name if speaker else None
        return Attribution(sentence, name, speaker, (found.first, found.last), found.payload.manner) if name else None

    def _meant(self, said_by: Mention) -> Mention | None:
        """The person or organisation itself, where a pronoun or a description stands for it."""
        if said_by.kind != "REF":
            return said_by
        persons = self.resolver.person(said_by)
        return persons[0] if persons else self.resolver.org(said_by)

    def _governed(self, found: Found[Speech], sentence: Sentence) -> Mention | None:
        """The name that "laut" or "according to" governs."""
        limit = min(found.last + _GOVERNED, sentence.last)
        for mention in self.text.between(found.last, limit, "PER", "ORG", "REF"):
            if set(self.text.words[found.last : mention.first]) & set(",;:."):
                return None
            if mention.kind == "REF" and mention.value.possessive:
                continue
            return mention.owner if mention.owner is not None and mention.owner.kind == "PER" else mention
        return None

    def _postposed(self, found: Found[Speech]) -> Mention | None:
        """The name that a postposition follows: "der Zeitung zufolge"."""
        for mention in self.text.between(max(0, found.first - _POSTPOSED), found.first, "PER", "ORG"):
            if 0 <= found.first - mention.last <= 1:
                return mention
        return None

    def _subject(self, found: Found[Speech], sentence: Sentence) -> Mention | None:
        """The nearest name in the verb's clause that no preposition governs."""
        mentions = self.text.inside(sentence, "PER", "ORG", "REF")
        costs = [(self._cost(m, found), m) for m in mentions if self._may_speak(m)]
        cost, best = min(costs, key=lambda pair: pair[0], default=(_TOO_FAR, None))
        return best if cost < _TOO_FAR else None

    def _may_speak(self, mention: Mention) -> bool:
        if mention.first in self._quoted or mention.prep is not None or mention.genitive:
            return False
        if mention.kind == "REF":
            return not mention.value.possessive and not mention.value.relative
        return mention.kind == "PER" or mention.owner is None

    def _cost(self, mention: Mention, found: Found[Speech]) -> float:
        left = mention.last <= found.first
        low, high = (mention.last, found.first) if left else (found.last, mention.first)
        breaks = sum(word in _BREAKS for word in self.text.words[low:high])
        cost = _PER_TOKEN * (high - low) + (_BREAK_BEFORE if left else _BREAK_BEHIND) * breaks
        if not left:
            opens = any(self.cues.has("subordinators", word) for word in self.text.lower[low:high])
            return cost + _BEHIND + _ASIDE * opens
        aside = self.text.in_relative(mention.first) != self.text.in_relative(found.first)
        return cost + _ASIDE * aside

    def _anonymous(self, found: Found[Speech], sentence: Sentence) -> str | None:
        """ "a person briefed on the hiring": words that stand for a source without a name."""
        first = max(sentence.first, found.first - _ANONYMOUS_REACH)
        for index in range(first, min(sentence.last, found.first + _ANONYMOUS_REACH + 1)):
            if index not in self._quoted and self.cues.has("anonymous", self.text.lower[index]):
                return self._source_words(index, sentence)
        return None

    def _source_words(self, noun: int, sentence: Sentence) -> str:
        """A noun for a source with its articles and what is said of it, up to the next verb of saying."""
        first, last = noun, noun + 1
        while first > sentence.first and self._counts(self.text.lower[first - 1]):
            first -= 1
        while last < sentence.last and last - first < _ANONYMOUS_WORDS and self.text.words[last][0].isalnum():
            if self.cues.speech.longest(self.text.lower, last, sentence.last):
                break
            last += 1
        return self.text.say(first, last)

    def _counts(self, word: str) -> bool:
        return self.cues.has("articles", word) or word.isdigit()
