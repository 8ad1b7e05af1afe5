"""A document laid out for reading: tokens, sentences, and the mentions found so far.

Positions here are tokens of the repaired text; ``Text.span`` leads back to the original.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, Protocol

from talentwire.lang.pack import LanguagePack
from talentwire.lang.phrase_table import Found
from talentwire.lang.segment import Block, blocks, sentences
from talentwire.lang.tokens import tokenise
from talentwire.model.document import Document, Span

_COMPOUND, _FIRST_PART, _LAST_PART = 8, 3, 4
"""Letters of the shortest compound, and of its shortest first and last part."""

MentionKind = Literal[
    "PER", "ORG", "PRODUCT", "FACILITY", "PLACE", "UNIT", "ROLE", "GROUP", "ACCELERATOR", "REF",
    "MONEY", "COUNT", "PERCENT", "POWER", "PERIOD", "DATE",
]  # fmt: skip

_LONGEST = 200
"""Tokens of the longest sentence."""


@dataclass(slots=True, eq=False)
class Mention:
    """Tokens ``first:last`` that name someone or something.

    Attributes:
        kind: what sort of thing.
        first: index of the first token.
        last: index after the last token.
        name: the full, repaired name (for quantities: the words).
        value: the value of a quantity or date, the knowledge entry of a known thing, the role of a ROLE.
        prep: the preposition that governs it, folded, where there is one.
        genitive: written with a possessive ending ("Metas", "Meta's").
        owner: the mention it stands in apposition to or belongs to; it is then no free argument.
        known: found in the knowledge file.
        weak: doubtful.
        traits: what else is to be known of it ("listed", "lists", "given", "predicate", how a known name is said).

    """

    kind: MentionKind
    first: int
    last: int
    name: str
    value: Any = None
    prep: str | None = None
    genitive: bool = False
    owner: "Mention | None" = None
    known: bool = False
    weak: bool = False
    traits: set[str] = field(default_factory=set)

    def __repr__(self) -> str:
        return f"<{self.kind} {self.name!r} {self.first}:{self.last} {self.prep or ''}>"


class Stretch(Protocol):
    """Tokens ``first:last``."""

    @property
    def first(self) -> int:
        """Index of the first token."""

    @property
    def last(self) -> int:
        """Index after the last token."""


def apart(one: Stretch, other: Stretch) -> int:
    """How many tokens stand between two stretches, in either order."""
    return max(one.first - other.last, other.first - one.last)


def tokens_of(mentions: Iterable[Mention]) -> set[int]:
    """The tokens that the mentions stand on."""
    return {i for m in mentions for i in range(m.first, m.last)}


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens ``first:last`` of one sentence and the number of its block."""

    index: int
    first: int
    last: int
    block: int


class Text:
    """A document's repaired text with its tokens and sentences.

    Attributes:
        known: the names in it that the knowledge has.
        mentions: everything that it mentions, in text order, once that has been found.

    """

    def __init__(self, document: Document, pack: LanguagePack) -> None:
        """Lay out the document in the language of ``pack``."""
        self.document = document
        self.pack = pack
        self.text = document.reading.text
        self.starts, self.ends = tokenise(self.text)
        self.words = [self.text[s:e] for s, e in zip(self.starts, self.ends, strict=True)]
        self.lower = [word.casefold().replace("’", "'") for word in self.words]
        self.blocks: list[Block] = blocks(self.text)
        self.sentences = list(self._sentences())
        self._sentence_firsts = [s.first for s in self.sentences]
        self.mentions: list[Mention] = []
        self.known: list[Mention] = []
        self.signs: list[str] = self.lower
        """The words with signs for numbers and what they count (see ``counting.py``)."""

    def _sentences(self) -> Iterator[Sentence]:
        index = 0
        for found in sentences(self.text, self.pack):
            first, last = self.token_at(found.start), self.token_at(found.end)
            while first < last:
                end = self._cut(first, last)
                yield Sentence(index, first, end, found.block)
                first, index = end, index + 1

    def _cut(self, first: int, last: int) -> int:
        """Where a sentence ends; one without end is cut at a sign, so that it costs no more than its length."""
        if last - first <= _LONGEST:
            return last
        signs = range(first + _LONGEST, first + _LONGEST // 2, -1)
        return next((at for at in signs if not self.words[at - 1][0].isalnum()), first + _LONGEST)

    @cached_property
    def things(self) -> list[Found[str]]:
        """The nouns that announce names, in text order; see :class:`talentwire.lang.cues.Cues`."""
        table = self.pack.cues.things
        found = [found for s in self.sentences for found in table.scan(self.lower, s.first, s.last)]
        if not self.pack.words.numbers.glued:  # a language that glues its numbers glues its nouns too
            return found
        seen = {i for f in found for i in range(f.first, f.last)}
        compounds = (self._compound(i) for i, word in enumerate(self.lower) if len(word) >= _COMPOUND and i not in seen)
        return sorted([*found, *filter(None, compounds)], key=lambda f: f.first)

    def _compound(self, at: int) -> Found[str] | None:
        """The announcing noun at the end of a compound: the "Modell" of "Werkstoffmodell"."""
        word = self.lower[at]
        if not word.isalpha() or (self.pack.words.numbers.nouns_capitalised and not self.words[at][:1].isupper()):
            return None
        for cut in range(_FIRST_PART, len(word) - _LAST_PART + 1):
            for tail in (word[cut:], word[cut:].removesuffix("s"), word[cut:].removesuffix("es")):
                found = self.pack.cues.things.longest([tail], 0, 1)
                if found is not None:
                    return Found(at, at + 1, found.payload) if found.payload != "ORG" else None
        return None

    def token_at(self, position: int) -> int:
        """Index of the first token that starts at or after a character position."""
        return bisect_left(self.starts, position)

    def sentence_of(self, token: int) -> Sentence:
        """The sentence a token stands in."""
        return self.sentences[max(0, bisect_right(self._sentence_firsts, token) - 1)]

    def in_relative(self, token: int) -> int:
        """Where the relative clause begins that a token stands in; -1 outside of any."""
        first = self.sentence_of(token).first
        at, segments = token, 0
        while True:
            while at > first and self.words[at - 1] not in ",;:–—()":
                at -= 1
            for probe in (at, at + 1):  # "who", "with whom"
                if probe <= token and at > first and self.opens_relative(probe):
                    return at
            segments += 1
            if not self.pack.cues.verb_last or segments > 3 or at <= first or self.words[at - 1] != ",":
                return -1
            at -= 1  # where the verb comes last, the clause goes on behind an apposition
            if any(self.pack.cues.has("auxiliaries", w) for w in self.lower[max(first, at - 2) : at]):
                return -1

    def opens_relative(self, at: int) -> bool:
        """Whether a word is a relative pronoun here, and no article before a noun: ", den CEO von …"."""
        if not self.pack.cues.has("relative", self.lower[at]):
            return False
        after, roles = at + 1, self.pack.roles
        if after >= len(self.words) or not self.pack.cues.has("articles", self.lower[at]):
            return True
        tables = (self.pack.cues.things, roles.titles, roles.heads, roles.groups)
        return all(table.longest(self.lower, after, len(self.lower)) is None for table in tables)

    def say(self, first: int, last: int) -> str:
        """The words ``first:last`` as the repaired text writes them."""
        return self.text[self.starts[first] : self.ends[last - 1]] if last > first else ""

    def span(self, first: int, last: int) -> Span:
        """The original span of tokens ``first:last``."""
        return self.document.reading.original_span(self.starts[first], self.ends[last - 1])

    def place(self, mentions: list[Mention]) -> None:
        """Set the mentions, in text order."""
        self.mentions = sorted(mentions, key=lambda m: (m.first, -m.last))
        self.__dict__.pop("_mention_firsts", None)

    @cached_property
    def _mention_firsts(self) -> list[int]:
        return [m.first for m in self.mentions]

    def between(self, first: int, last: int, *kinds: MentionKind) -> list[Mention]:
        """The mentions that start in tokens ``first:last``, of these kinds or of any."""
        low = bisect_left(self._mention_firsts, first)
        high = bisect_left(self._mention_firsts, last)
        return [m for m in self.mentions[low:high] if not kinds or m.kind in kinds]

    def inside(self, sentence: Sentence, *kinds: MentionKind) -> list[Mention]:
        """The mentions of a sentence, of these kinds or of any."""
        return self.between(sentence.first, sentence.last, *kinds)
