"""Whom a verb of saying, a "laut" or a quotation has for its speaker."""

from typing import NamedTuple

from talentwire.extract.references import Resolver
from talentwire.extract.text import Mention, Sentence, Text
from talentwire.lang.cues import Reference, Speech
from talentwire.lang.phrase_table import Found

_GOVERNED = 8
"""Tokens behind "according to" in which the name stands."""
_POSTPOSED = 6
_ANONYMOUS_REACH = 9
"""Tokens between a verb of saying and the words for a source without a name."""
_ANONYMOUS_WORDS = 7
_BESIDE = 2
"""Tokens beside a verb in which a pronoun, or a source without a name, is its subject."""
_DESCRIBED = 6
"""Tokens of "people with knowledge of the matter" in front of the verb."""
_INVERTED = 10
"""Tokens behind a quotation in which verb and speaker stand: "…", a réagi dans un communiqué Li Wei."""
_SHORT = 2
"""Letters up to which a word is no verb whose ending could tell a plural."""
_BREAKS = ",;:–—"
_CLOSING = "\"“”„«»'‘’,"
_TOO_FAR = 14.0
_PER_TOKEN, _BREAK_BEFORE, _BREAK_BEHIND, _BEHIND, _ASIDE = 0.35, 1.2, 4.0, 0.4, 6.0
"""What a subject costs: tokens and breaks up to its verb, standing behind it, being in a relative clause or bracket."""
_SHE = Reference(frozenset({"PER"}), plural=False, relative=False, possessive=False)


class Source(NamedTuple):
    """Whoever is named as saying so: by name or in the text's own words, the speaker where one is named.

    ``tokens`` are those of words for a source without a name that stand at the verb itself.
    """

    name: str
    speaker: Mention | None
    tokens: tuple[int, int] = (0, 0)


class Speakers:
    """Finds the speakers of one text."""

    def __init__(self, text: Text, resolver: Resolver, quoted: set[int]) -> None:
        """Prepare for one text; ``quoted`` are the tokens inside quotations, where nobody is named as their speaker."""
        self.text = text
        self.resolver = resolver
        self.cues = text.pack.cues
        self.quoted = quoted

    def said_by(self, found: Found[Speech], sentence: Sentence) -> Source | None:
        """Whoever a verb of saying has for its subject."""
        mention: Mention | None = None
        if found.payload.manner == "ascribe":
            follows = self.cues.has("postpositions", self.text.lower[found.last - 1])
            mention = self._postposed(found) if follows else self._governed(found, sentence)
        elif not self._by_nobody(found, sentence) and self._source_beside(found, sentence) is None:
            mention = self._subject(found, sentence)
        if mention is not None:
            speaker = self.meant(mention)
            if speaker is not None or mention.kind != "ROLE":
                return Source(speaker.name, speaker) if speaker else None
        elif (speaker := self._left_out(found, sentence)) is not None:
            return Source(speaker.name, speaker)
        words = self._anonymous(found, sentence)
        if words is None:
            return None
        return Source(self.text.say(*words), None, words if self._speak(words, found) else (0, 0))

    def _speak(self, words: tuple[int, int], found: Found[Speech]) -> bool:
        """Whether words for a source stand where its verb has them: governed, in front, or behind an inverted verb.

        What follows any other verb is what is said: "said 40 employees would go".
        """
        if words[1] <= found.first:
            return found.payload.manner != "ascribe" and found.first - words[1] <= _BESIDE
        inverted = found.first > 0 and self.text.words[found.first - 1] in _CLOSING
        return (inverted or found.payload.manner == "ascribe") and 0 <= words[0] - found.last <= _BESIDE

    def meant(self, said_by: Mention) -> Mention | None:
        """The person or organisation itself, where a pronoun, a role or a description stands for it."""
        if said_by.kind == "ROLE":
            return self.resolver.holder(said_by) or self.resolver.house(said_by)
        if said_by.kind != "REF":
            return said_by
        persons = self.resolver.person(said_by)
        return persons[0] if persons else self.resolver.org(said_by)

    def inverted(self, last: int) -> Mention | None:
        """The person behind a quotation and a verb, whichever verb it is: "…", rectifie sa patronne, Li Wei."""
        at, limit = last, self.text.sentence_of(last - 1).last
        while at < limit and self.text.words[at] in _CLOSING:
            at += 1
        if at == last or at >= limit or not self._may_be_verb(at):
            return None
        for mention in self.text.between(at, min(at + _INVERTED, limit), "PER", "REF", "ROLE"):
            if self._broken(at, mention.first) or (mention.kind == "REF" and not self._pronoun(mention)):
                continue
            named = mention.kind != "ROLE" or mention.owner is None
            person = self._person(mention) if named else None
            if person is not None or mention.kind != "ROLE":
                return person
        return None

    def _person(self, mention: Mention) -> Mention | None:
        meant = self.meant(mention)
        return meant if meant is not None and meant.kind == "PER" else None

    def _may_be_verb(self, at: int) -> bool:
        """Whether a word may be the verb or the pronoun with which "…, said Li Wei" goes on."""
        word, cues = self.text.lower[at], self.cues
        lists = ("conjunctions", "subordinators", "prepositions", "articles", "relative", "passive")
        return self.text.words[at][0].islower() and not any(cues.has(name, word) for name in lists)

    def _broken(self, first: int, last: int) -> bool:
        """Whether a clause ends between a verb and its subject; a comma before a name in apposition ends none."""
        between = self.text.words[first:last]
        return any(word in ";:.?!–—(" for word in between) or "," in between[:-1]

    def _pronoun(self, mention: Mention) -> bool:
        value: Reference = mention.value
        return "PER" in value.kinds and not (value.relative or value.possessive or value.plural or value.first)

    # Sources ----------------------------------------------------------------------------------------------------

    def _governed(self, found: Found[Speech], sentence: Sentence) -> Mention | None:
        """The name that "laut" or "according to" governs."""
        limit = min(found.last + _GOVERNED, sentence.last)
        for mention in self.text.between(found.last, limit, "PER", "ORG", "REF"):
            between = self.text.words[found.last : mention.first]
            titled = mention.kind == "PER" and between[-1:] == [","] and self._held_before(mention, found.last)
            if set(between[:-1] if titled else between) & set(",;:."):
                return None
            if mention.kind == "REF" and (mention.value.possessive or mention.value.first):
                continue
            return mention.owner if mention.owner is not None and mention.owner.kind == "PER" else mention
        return None

    def _held_before(self, person: Mention, first: int) -> bool:
        """Whether a role of a person stands between: "according to its head of research, Li Wei"."""
        return any(role.owner is person for role in self.text.between(first, person.first, "ROLE"))

    def _postposed(self, found: Found[Speech]) -> Mention | None:
        """The name that a postposition follows: "der Zeitung zufolge"."""
        for mention in self.text.between(max(0, found.first - _POSTPOSED), found.first, "PER", "ORG"):
            if 0 <= found.first - mention.last <= 1:
                return mention
        return None

    # Subjects ---------------------------------------------------------------------------------------------------

    def _by_nobody(self, found: Found[Speech], sentence: Sentence) -> bool:
        """Whether "we", "one" or "it" stands beside the verb, so that no name of its sentence is the subject."""
        return any(self.cues.has("nameless", word) for word in self._beside(found, sentence))

    def _beside(self, found: Found[Speech], sentence: Sentence) -> list[str]:
        before = self.text.lower[max(sentence.first, found.first - _BESIDE) : found.first]
        return before + self.text.lower[found.last : min(found.last + _BESIDE, sentence.last)]

    def _left_out(self, found: Found[Speech], sentence: Sentence) -> Mention | None:
        """Whoever was spoken of last, where a verb behind a quotation leaves out its subject: «…», dijo."""
        if not self.cues.null_subject or found.payload.manner not in ("say", "announce"):
            return None
        closed = found.first - 1
        while closed > sentence.first and self.cues.has("auxiliaries", self.text.lower[closed]):
            closed -= 1
        plural = tuple(self.cues.words.get("plural_verbs", ()))
        several = any(word.endswith(plural) for word in self.text.lower[found.first : found.last] if len(word) > _SHORT)
        if several or self.text.words[closed] not in _CLOSING or self._source_beside(found, sentence) is not None:
            return None
        return self.resolver.left_out(found.first, self.quoted)

    def _source_beside(self, found: Found[Speech], sentence: Sentence) -> tuple[int, int] | None:
        """A source without a name that is the verb's subject: "sources say", "indiquent deux sources"."""
        low = max(sentence.first, found.first - _DESCRIBED)
        for index in range(found.first - 1, low - 1, -1):
            if self.text.words[index] in _BREAKS or self._named_at(index):
                break
            if self.cues.has("anonymous", self.text.lower[index]):
                return self._source_words(index, sentence)
        if found.payload.manner in ("report", "deny"):
            return None
        for index in range(found.last, min(found.last + _BESIDE + 1, sentence.last)):
            if self.text.words[index] in _BREAKS or self._named_at(index):
                break
            if self.cues.has("anonymous", self.text.lower[index]):
                return self._source_words(index, sentence)
        return None

    def _named_at(self, index: int) -> bool:
        return any(m.prep is None for m in self.text.between(index, index + 1, "PER", "ORG"))

    def _subject(self, found: Found[Speech], sentence: Sentence) -> Mention | None:
        """The nearest name in the verb's clause that no preposition governs."""
        mentions = [*self.text.inside(sentence, "PER", "ORG", "REF", "ROLE"), *self._she(found, sentence)]
        costs = [(self._cost(m, found), m) for m in mentions if self._may_speak(m)]
        cost, best = min(costs, key=lambda pair: pair[0], default=(_TOO_FAR, None))
        return best if cost < _TOO_FAR else None

    def _she(self, found: Found[Speech], sentence: Sentence) -> list[Mention]:
        """A pronoun that means a person only beside a verb of saying: "sagt sie"."""
        for index in (found.last, found.first - 1):
            if sentence.first <= index < sentence.last and self.cues.has("beside_saying", self.text.lower[index]):
                return [Mention("REF", index, index + 1, self.text.words[index], value=_SHE)]
        return []

    def _may_speak(self, mention: Mention) -> bool:
        governed = mention.prep is not None and not self.cues.has("as_says", mention.prep)
        if mention.first in self.quoted or governed or mention.genitive:
            return False
        if mention.kind == "REF":
            return not (mention.value.possessive or mention.value.relative or mention.value.first)
        return mention.kind == "PER" or mention.owner is None

    def _cost(self, mention: Mention, found: Found[Speech]) -> float:
        left = mention.last <= found.first
        low, high = (mention.last, found.first) if left else (found.first + 1, mention.first)
        words = self.text.words[low:high]
        cost = _PER_TOKEN * (high - low) + (_BREAK_BEFORE if left else _BREAK_BEHIND) * sum(w in _BREAKS for w in words)
        if words.count("(") != words.count(")"):
            cost += _ASIDE
        if not left:
            opens = any(self.cues.has("subordinators", word) for word in self.text.lower[low:high])
            return cost + _BEHIND + _ASIDE * opens
        aside = self.text.in_relative(mention.first) != self.text.in_relative(found.first)
        return cost + _ASIDE * aside

    # Sources without a name -------------------------------------------------------------------------------------

    def _anonymous(self, found: Found[Speech], sentence: Sentence) -> tuple[int, int] | None:
        """ "a person briefed on the hiring": words that stand for a source without a name."""
        first = max(sentence.first, found.first - _ANONYMOUS_REACH)
        for index in range(first, min(sentence.last, found.first + _ANONYMOUS_REACH + 1)):
            if index not in self.quoted and self.cues.has("anonymous", self.text.lower[index]):
                return self._source_words(index, sentence)
        return None

    def _source_words(self, noun: int, sentence: Sentence) -> tuple[int, int]:
        """A noun for a source with its articles and what is said of it, up to the next verb of saying."""
        first, last = noun, noun + 1
        while first > sentence.first and self._counts(first - 1):
            first -= 1
        while last < sentence.last and last - first < _ANONYMOUS_WORDS and self.text.words[last][0].isalnum():
            if self.cues.speech.longest(self.text.lower, last, sentence.last):
                break
            last += 1
        return first, last

    def _counts(self, at: int) -> bool:
        """Whether an article or a number stands at a token: "two" of "two people familiar with the matter"."""
        word = self.text.lower[at]
        return self.cues.has("articles", word) or word.isdigit() or bool(self.text.between(at, at + 1, "COUNT"))
