"""What kind of name a name is, where the tagger alone saw it: decided once for the document, by all its places.

Every place has a say: what the tagger took it for, and what the grammar makes of it: the title in front of a person,
the noun that announces a company, the verb that only a company can be the subject of.
"""

from collections import defaultdict
from collections.abc import Iterator

from talentwire.extract.frames import fillers_of
from talentwire.extract.text import Mention, MentionKind, Text
from talentwire.extract.vocabulary import known_words
from talentwire.lang.folding import fold
from talentwire.lang.grammar import Trigger

_OPEN: frozenset[MentionKind] = frozenset(("PER", "ORG", "PLACE", "PRODUCT"))
_SEEN, _SEEN_DIMLY = 1.0, 0.6
"""What the tagger's word counts at one place, sure and unsure."""
_CERTAIN, _STRONG, _SLIGHT = 3.0, 2.0, 0.7
"""What a sign counts: an honorific, a noun that announces, the place of a verb's argument."""
_LONGEST_TRIGGER = 4
_SKIPPED = 3
"""Auxiliaries and adverbs between a subject and its verb."""
_APPOSITION = 7
"""Tokens in which a noun behind a comma explains a name: ", a Dutch maker of chips"."""

Vote = tuple[MentionKind, float]


def settle_kinds(text: Text, mentions: list[Mention]) -> None:
    """Give every name that nothing but the tagger knows the kind that its places speak for."""
    places: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        if _is_open(mention):
            places[fold(mention.name)].append(mention)
    signs = Signs(text)
    for found in places.values():
        votes: dict[MentionKind, float] = defaultdict(float)
        for mention in found:
            votes[mention.kind] += _SEEN_DIMLY if mention.weak else _SEEN
            for kind, weight in signs.of(mention):
                votes[kind] += weight
        for kind, weight in signs.of_form(found[0]):
            votes[kind] += weight
        best = max(votes, key=lambda kind: votes[kind])
        for mention in found:
            mention.kind = best


def _is_open(mention: Mention) -> bool:
    return mention.kind in _OPEN and not mention.known and "given" not in mention.traits


class Signs:
    """What the words of a name and those around it say about its kind."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.pack = text.pack
        self.words = known_words(text.pack.lang)
        self.announcing = {f.last: f.payload for f in text.things}
        self.nouns = {f.first: f.payload for f in text.things}

    def of_form(self, mention: Mention) -> Iterator[Vote]:
        """The signs in the name itself: a first name, "Labs", "GmbH"."""
        parts = mention.name.split()
        if self.words is None or len(parts) < 2:
            return
        if self.words.is_org_part(parts[-1]):
            yield "ORG", _STRONG
        elif self.words.is_first_name(parts[0].partition("-")[0]):
            yield "PER", _STRONG

    def of(self, mention: Mention) -> Iterator[Vote]:
        """The signs around one place of a name."""
        sentence = self.text.sentence_of(mention.first)
        yield from self._before(mention, sentence.first)
        yield from self._behind(mention, sentence.last)
        yield from self._as_subject(mention, sentence.last)
        yield from self._as_object(mention, sentence.first)

    def _before(self, mention: Mention, start: int) -> Iterator[Vote]:
        at = mention.first - 1
        while at > start and self.text.words[at] in '.,"“„«':
            at -= 1
        if at < start:
            return
        word = self.text.lower[at]
        if self.pack.cues.has("honorifics", word):
            yield "PER", _CERTAIN
        announced = self.announcing.get(at + 1)
        beside = at == mention.first - 1
        aside = self.text.words[at + 1 : at + 2] == [","] and self.text.words[mention.last : mention.last + 1] == [","]
        if announced == "COMPANY":
            yield "ORG", _STRONG
        elif announced == "PRODUCT" and beside:
            yield "PRODUCT", _STRONG
        elif (beside or aside) and self._title_ends(at + 1, start):  # "its founder, Anna Berg, left"
            yield "PER", _STRONG
        elif word in self.pack.roles.at and at - 1 > start and self._title_ends(at, start):
            yield "ORG", _STRONG

    def _title_ends(self, end: int, start: int) -> bool:
        """Whether the title of a position ends right before a token."""
        tables = (self.pack.roles.titles, self.pack.roles.heads)
        firsts = range(max(start, end - _LONGEST_TRIGGER), end)
        return any(f.last == end for first in firsts for t in tables for f in t.at(self.text.lower, first, end))

    def _behind(self, mention: Mention, limit: int) -> Iterator[Vote]:
        at = mention.last
        if at >= limit:
            return
        glued = self.text.words[at] == "-" and self.text.ends[at - 1] == self.text.starts[at]
        parted = glued or self.pack.cues.has("genitives", self.text.lower[at])  # "Acme's chief", "Acme-Chefin"
        if (parted or mention.genitive) and self._is_title(at + parted, limit):
            yield "ORG", _STRONG
        elif self.text.words[at] == "," and self._is_title(at + 1, limit):
            yield "PER", _SLIGHT
        elif self.text.words[at] == "," and self._explained(at + 1, limit) == "COMPANY":
            yield "ORG", _STRONG

    def _is_title(self, at: int, limit: int) -> bool:
        return at < limit and self.pack.roles.titles.longest(self.text.lower, at, limit) is not None

    def _explained(self, at: int, limit: int) -> str | None:
        """The noun that explains a name behind a comma: ", a Dutch maker of chips"."""
        if at >= limit or not self.pack.cues.has("articles", self.text.lower[at]):
            return None
        for noun in range(at + 1, min(limit, at + _APPOSITION)):
            if noun in self.nouns:
                return self.nouns[noun]
            if self.text.words[noun] in ",;." or self.pack.cues.has("prepositions", self.text.lower[noun]):
                return None
        return None

    def _as_subject(self, mention: Mention, limit: int) -> Iterator[Vote]:
        at, turned = mention.last, False
        while at < limit and at - mention.last < _SKIPPED and self._auxiliary(self.text.lower[at]):
            turned = turned or self.pack.cues.has("passive", self.text.lower[at])
            at += 1
        for found in self.pack.grammar.table.at(self.text.lower, at, limit) if at < limit else ():
            place = "object" if turned and found.payload.passive else "subject"
            yield from _argument(found.payload, place)
            return

    def _auxiliary(self, word: str) -> bool:
        cues = self.pack.cues
        return cues.has("auxiliaries", word) or cues.has("passive", word) or cues.has("copulas", word)

    def _as_object(self, mention: Mention, start: int) -> Iterator[Vote]:
        end, place = mention.first, "object"
        if end > start and self.pack.cues.has("prepositions", self.text.lower[end - 1]):
            end, place = end - 1, self.text.lower[end - 1]
        for first in range(max(start, end - _LONGEST_TRIGGER), end):
            for found in self.pack.grammar.table.at(self.text.lower, first, end):
                if found.last == end and found.tail is None:
                    yield from _argument(found.payload, place)
                    return


def _argument(trigger: Trigger, place: str) -> Iterator[Vote]:
    """What a verb makes of the name at one of its places, where only one kind of name can stand there."""
    for slot, places in trigger.slots.items():
        if place in places[:2]:
            kinds = [kind for kind in fillers_of(trigger.kind).get(slot, ()) if kind in _OPEN]
            if len(kinds) == 1:
                yield kinds[0], _SLIGHT
            return
