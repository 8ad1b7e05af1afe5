"""Two words written as one: where one ends and the other begins, or that it is a single one after all.

Three shapes occur: a capital inside ("vonNvidia", "RaoVizepräsident", "AngelaFan"), a name that runs on into a small
word ("Radfordein"), and two small words ("hadagreed"). All of them also occur in sound words ("OpenAI", "McGrew",
"Einstein", "withdrawn"), so both sides have to be known. In a text that has other damage, less is asked.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from talentwire.read.vocabulary import Vocabulary

_RUN: Final = re.compile(r"[^\W\d_][^\W\d_\u0300-\u036f]*(?:[\u0300-\u036f]+[^\W\d_]*)*")
_SURNAME_START: Final = re.compile(
    r"(?:Ma?c|Fitz|D[aeiu]|De[lnrs]|L[aeo]|V[ao]n|Vander|Te[nr]|[AE]l|Bin|Ben|Saint|St)\Z"
)
"""How surnames with a capital inside begin: McGrew, DeVito, LeCun, VanDyke; the same in any language."""
_JUNCTION: Final = re.compile(r"(?<=[^\W\d_A-ZÀ-ÖØ-Þ])(?=[A-ZÀ-ÖØ-Þ])")
"""Between a small letter and a capital."""
_BLANKS: Final = frozenset({" ", "\u00a0"})
_LONGEST: Final = 60
_LONGEST_TAIL: Final = 12
_FEW_WORDS: Final = 20
_NEARLY_ALL: Final = 0.93


@dataclass(frozen=True, slots=True)
class _Word:
    """A run of letters with its surroundings.

    Attributes:
        text: the letters.
        start: where they stand.
        before: the word one blank before; empty where there is none.
        behind: the word one blank behind; empty where there is none.

    """

    text: str
    start: int
    before: str
    behind: str


def glued(text: str, vocabulary: Vocabulary, *, damaged: bool) -> list[int]:
    """Where words written as one should be parted.

    Args:
        text: The text.
        vocabulary: What is a word and what a name.
        damaged: Whether other damage was found, which makes this damage likely too.

    """
    runs = list(_RUN.finditer(text))
    counts = Counter(run[0] for run in runs)
    doubtful = {run for run in counts if 3 < len(run) <= _LONGEST and not _is_whole(run, vocabulary)}
    words = [_word(text, runs, index) for index, run in enumerate(runs) if run[0] in doubtful]
    if not damaged and not _places(words, _Splitter(vocabulary, counts, damaged=False)):
        return []
    return _places(words, _Splitter(vocabulary, counts, damaged=True, knows_words=_knows(vocabulary, counts)))


def _knows(vocabulary: Vocabulary, counts: Counter[str]) -> bool:
    """Whether the vocabulary knows nearly all words of the text, so that not knowing one says something."""
    small = [text for text in counts if len(text) > 3 and text.islower()]
    known = sum(map(vocabulary.is_word, small))
    return len(small) < _FEW_WORDS or known >= _NEARLY_ALL * len(small)


def _is_whole(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a run of letters is a name or a word by itself."""
    return vocabulary.is_word(text.lower()) or _is_named(text, vocabulary) or vocabulary.is_first_name(text)


def _is_named(text: str, vocabulary: Vocabulary) -> bool:
    """Whether it is a name, also in the genitive ("OpenAIs")."""
    return vocabulary.is_name(text) or (len(text) > 3 and text.endswith("s") and vocabulary.is_name(text[:-1]))


def _places(words: list[_Word], splitter: "_Splitter") -> list[int]:
    return [word.start + place for word in words for place in splitter.places(word)]


def _word(text: str, runs: list[re.Match[str]], index: int) -> _Word:
    run = runs[index]
    before = behind = ""
    if index and text[runs[index - 1].end() : run.start()] in _BLANKS:
        before = _JUNCTION.split(runs[index - 1][0])[-1]
    if index + 1 < len(runs) and text[run.end() : runs[index + 1].start()] in _BLANKS:
        behind = _JUNCTION.split(runs[index + 1][0])[0]
    return _Word(run[0], run.start(), before, behind)


@dataclass(frozen=True, slots=True)
class _Splitter:
    """Decides with the vocabulary and with the other words of the same text."""

    vocabulary: Vocabulary
    counts: Counter[str]
    damaged: bool
    knows_words: bool = False

    def places(self, word: _Word) -> Iterator[int]:
        """The places in one run of letters; several in "wasPerplexityOpenAI"."""
        text = word.text
        capitals = [match.start() for match in _JUNCTION.finditer(text)]
        if capitals:
            first = next((i for i in capitals if self._at_capital(word, i)), None)
            if first:  # whether there is another one is asked when this one is repaired
                yield first
            return
        tail = self._tail(word, text) if text[0].isupper() and text[1:].islower() else 0
        place = tail or self._between_small_words(text)
        if place:
            yield place

    def _named(self, text: str) -> bool:
        return _is_named(text, self.vocabulary)

    def _occurs(self, text: str) -> bool:
        """Whether the text has this word by itself, too."""
        return len(text) > 3 and self.counts[text] > 0

    # a capital inside

    def _at_capital(self, word: _Word, place: int) -> bool:
        left, right = word.text[:place], word.text[place:]
        if self.vocabulary.is_name(f"{left} {right}"):
            return True
        if left[0].islower():
            return self._after_small_word(word, left, right)
        if len(left) < 3 or _SURNAME_START.match(left):
            return False
        head = _JUNCTION.split(right)[0]
        return self._before_name(word, left, right) or self._before_word(word, left, head)

    def _after_small_word(self, word: _Word, left: str, right: str) -> bool:
        """Takes apart "vonNvidia" and "errichtetCrusoe", but not "iPhone" or "deGruyter"."""
        if self.vocabulary.is_name(f"{right} {word.behind}"):
            return self.vocabulary.is_word(left)
        named = self._starts_with_name(right)
        if self.vocabulary.is_function(left) and len(right) > 1:
            return len(left) > 2 or named or self.damaged or self.vocabulary.is_word(right.lower())
        if left == "s":  # what an apostrophe leaves: Bloomberg'sMark
            return named
        return len(left) > 3 and named and (self.vocabulary.is_word(left) or self.damaged)

    def _starts_with_name(self, right: str) -> bool:
        first_name = self.vocabulary.is_first_name(right)
        return first_name or self._named(right) or self._occurs(right) or self._known_tail(right)

    def _known_tail(self, text: str) -> bool:
        """A name with a small word glued to it in its turn ("makerAnysphereat")."""
        return any(self._named(text[:-length]) for length, _ in self._tails(text))

    def _before_name(self, word: _Word, left: str, right: str) -> bool:
        """Takes apart "GoogleDeepMind", "AdeptDavid Luan", "KolesnikovandXiaohua"."""
        first_name = self.vocabulary.is_first_name(right)
        named = self._named(right) and not self.vocabulary.is_word(right.lower())  # not the Core of DataCore
        if not (first_name or named):
            return False
        before_left = self._named(left) or self._named(f"{word.before} {left}")
        person = self.vocabulary.is_first_name(word.before)
        surname_follows = first_name and word.behind[:1].isupper() and self.damaged
        return before_left or person or surname_follows or self._tail(word, left) > 0

    def _before_word(self, word: _Word, left: str, head: str) -> bool:
        """Takes apart "Naveen RaoVizepräsident", "GoogleMother", "CesarMaklary", but not "PowerPoint" or "DarwinAI"."""
        known = self.vocabulary
        sound = known.is_word(head.lower())
        if known.is_first_name(word.before) and len(head) > 2:
            return sound or (head[1:].islower() and len(head) > 3)
        if self._named(left) or self._named(f"{word.before} {left}"):
            second = sound and self.damaged and len(head) > 5 and not head.isupper()  # brands end in short words
            return known.is_function(head.lower()) or second
        if known.is_first_name(left) and head[1:].islower():
            return self._is_person(word, left, head)
        return self._tail(word, left) > 0 and self.damaged

    def _is_person(self, word: _Word, left: str, head: str) -> bool:
        """Whether a first name and what follows are somebody, unlike those of "VivaTech" or "DataCore"."""
        known = self.vocabulary
        if known.is_word(left.lower()) or known.is_function(word.before.lower()):
            return False
        sound = known.is_word(head.lower())
        return (known.is_name(head) and self.damaged) or (len(head) > 4 and not sound)

    # a small word behind a name

    def _tails(self, text: str) -> Iterator[tuple[int, str]]:
        """The small words that a text may end in, the longest first."""
        for length in range(min(_LONGEST_TAIL, len(text) - 3), 0, -1):
            tail = text[-length:]
            if self.vocabulary.is_function(tail):
                yield length, tail

    def _tail(self, word: _Word, text: str) -> int:
        """Where a small word begins that runs on from a name, 0 for nowhere."""
        if self.counts[text] > 1:  # who writes it twice means it
            return 0
        for length, _ in self._tails(text):
            name = text[:-length]
            if self._ends_name(word, name, length):
                return len(name)
        return 0

    def _ends_name(self, word: _Word, name: str, tail: int) -> bool:
        """Whether the name is sure enough, given how long the tail is: many surnames end in "er", "ein" or "man"."""
        if self.vocabulary.is_name(f"{word.before} {name}"):
            return True
        if self.vocabulary.is_first_name(word.before):
            if self._named(name) or self._occurs(name) or self.vocabulary.is_first_name(word.behind):
                return (tail > 2 and len(name) > 4) or (tail > 1 and self.damaged)
            return tail > 4 and len(name) > 4
        shortest = 2 if self.damaged and not self.vocabulary.compounds else 4  # "Gründ|er" is a compound's tail, too
        return self._named(name) and tail >= shortest

    # two small words

    def _between_small_words(self, text: str) -> int:
        """Where "hadagreed" is to be parted; only in damaged texts, since "withdrawn" looks the same."""
        known = self.vocabulary
        if not self.knows_words or known.compounds or self.counts[text] > 1 or not text.islower():
            return 0
        for place in range(len(text) - 3, 2, -1):
            first, second = text[:place], text[place:]
            # two function words are most often one ("nowhere", "surtout")
            if known.is_function(first) and known.is_word(second) and not known.is_function(second):
                return place
        return 0
