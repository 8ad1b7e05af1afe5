"""Products that nothing but the verb beside them tells to be products: "unveiled Kaskade", "stellt „Kaskade“ vor"."""

from functools import cached_property

from talentwire.extract.frames import Frame
from talentwire.extract.text import Mention, Text, tokens_of
from talentwire.extract.vocabulary import known_words

_OPENING, _CLOSING = '"“„«‘', '"”“»’'
_REACH = 3
"""Tokens that may stand between a trigger and the name: an article, what sort of product it is."""
_LONGEST = 4
_SHORTEST = 3
"""Letters of a name without quotes."""
_BEFORE = frozenset({"subject", "left"})


class Strangers:
    """Finds the unknown products of one text."""

    def __init__(self, text: Text) -> None:
        """Prepare for one text whose mentions are set."""
        self.text = text

    def product(self, frame: Frame, places: tuple[str, ...]) -> Mention | None:
        """The unknown name that stands where a trigger looks for its product."""
        if frame.trigger.kind != "release":
            return None
        found = self._behind(frame) if set(places) - _BEFORE else None
        if found is None and _BEFORE & set(places):
            found = self._in_front(frame)
        return Mention("PRODUCT", *found, self.text.say(*found), weak=True) if found else None

    @cached_property
    def _taken(self) -> set[int]:
        return tokens_of(self.text.mentions)

    def _behind(self, frame: Frame) -> tuple[int, int] | None:
        last = frame.sentence.last
        for at in range(frame.last, min(frame.last + _REACH + 1, last)):
            if self.text.words[at] in _OPENING:
                return self._quoted(at + 1, last)
            end = self._run(at, last)
            if end > at:
                return at, end
            if at in self._taken or not self._describes(self.text.words[at]):
                return None
        return None

    def _describes(self, word: str) -> bool:
        """Whether a word may stand between a verb and the name: "the", "glider", "die KI"."""
        return word.isalpha() and (word.islower() or self.text.pack.words.numbers.nouns_capitalised)

    def _in_front(self, frame: Frame) -> tuple[int, int] | None:
        at, first = frame.first, frame.sentence.first
        if at > first and self.text.words[at - 1] in _CLOSING:
            low = next((i for i in range(at - 2, max(first, at - 2 - _LONGEST) - 1, -1) if self._opens(i)), None)
            return self._quoted(low + 1, at) if low is not None else None
        low = at
        while low > first and at - low < _LONGEST and self._is_strange(low - 1):
            low -= 1
        return (low, at) if low < at else None

    def _opens(self, at: int) -> bool:
        return self.text.words[at] in _OPENING

    def _quoted(self, first: int, limit: int) -> tuple[int, int] | None:
        """The name between quotation marks: a few words, the first with a capital, none of them a sign."""
        last = first
        while last < limit and self.text.words[last] not in _CLOSING:
            last += 1
        words = self.text.words[first:last]
        named = 0 < len(words) <= _LONGEST and last < limit and words[0][0].isupper()
        signs = any(not (word[0].isalnum() or word == "-") for word in words)
        return (first, last) if named and not signs and not self._taken & set(range(first, last)) else None

    def _run(self, at: int, limit: int) -> int:
        end = at
        while end < limit and end - at < _LONGEST and (self._is_strange(end) or (end > at and self._is_number(end))):
            end += 1
        return end

    def _is_number(self, at: int) -> bool:
        return self.text.words[at].isdigit() and at not in self._taken

    def _is_strange(self, at: int) -> bool:
        """Whether a word has a capital that only a name has, and is no word of the language."""
        if self.text.pack.words.numbers.nouns_capitalised or at in self._taken:
            return False
        words = known_words(self.text.pack.lang)
        word, lower = self.text.words[at], self.text.lower[at]
        named = len(word) >= _SHORTEST and word[0].isupper() and not self.text.pack.is_common(lower)
        return named and words is not None and not words.is_word(lower) and not words.is_person_name(word)
