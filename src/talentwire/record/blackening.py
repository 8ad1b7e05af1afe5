"""Names of forgotten persons in texts, and the texts with black in their place.

Black takes as many characters as it covers, so that every offset into a text and every span stays what it was. The
same search serves forgetting, when the names are known, and later recording, when only their marks are: it asks of
each run of words whether its key is one that must not be read.
"""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, NamedTuple

from talentwire.model.document import Span

BLACK: Final = "█"
LONGEST: Final = 6
"""Words of the longest name that is looked for."""
_WORD: Final = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f\u00ad\u200b-\u200d])*")
_HUMP: Final = re.compile(r"(?<=[a-zà-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])")
_GAP: Final = re.compile(r"[\s\-‐‑–_.,'’ʼ‘`´·・+%/]{0,4}")
_ODD: Final = ("", *"'’ʼ‘`´,-‐\u00ad")
"""Between words of a name whose key is not that of the words one after the other."""
_INITIAL: Final = re.compile(r" \w ")
_BROKEN: Final = re.compile(r"[-‐\u00ad]\s*\n\s*|[\u200b-\u200d]")
_TIES: Final = ("", "-", "‐", "‑", "'", "’")
_UNSPACED: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,}")
"""Scripts in which a name stands between other words without blanks."""


def is_full(key: str) -> bool:
    """Whether a key is that of a whole name, by which a person may be known everywhere, not of one word of it."""
    return " " in key or bool(_UNSPACED.fullmatch(key))


def blacken(text: str, spans: Iterable[Span]) -> str:
    """The text with black in these places, line breaks left, of the same length."""
    letters = list(text)
    for start, end in spans:
        letters[start:end] = [one if one in "\r\n" else BLACK for one in letters[start:end]]
    return "".join(letters)


def united(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, with those made one that overlap."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start < found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


class Word(NamedTuple):
    """A word of a text with its key; both halves of ``AdaLovelace`` are words."""

    start: int
    end: int
    key: str


class Hit(NamedTuple):
    """Where a name stands, in characters and in words; the word ``last`` is still of it."""

    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True)
class Search:
    """What is looked for in texts.

    Attributes:
        key: the key of a name, taken for a person's; that of several words is the keys of the words.
        wanted: keys of whole names.

    """

    key: Callable[[str], str]
    wanted: Container[str]
    _seen: dict[str, tuple[list[Word], list[Hit]]] = field(default_factory=dict, compare=False, repr=False)

    def look(self, text: str) -> tuple[list[Word], list[Hit]]:
        """The words of a text and where whole names stand in it, kept for the next time."""
        if text not in self._seen:
            words = self.words(text)
            self._seen[text] = words, self.hits(text, words)
        return self._seen[text]

    def words(self, text: str) -> list[Word]:
        """The words of a text."""
        found: list[Word] = []
        for match in _WORD.finditer(text):
            start, end = match.span()
            cuts = [start, *(hump.start() for hump in _HUMP.finditer(text, start, end)), end]
            found += [Word(a, b, self._key_of(text[a:b])) for a, b in pairwise(cuts)]
        return found

    def hits(self, text: str, words: Sequence[Word]) -> list[Hit]:
        """Where whole names stand in a text: from left to right, the longest first, none over another."""
        gaps = [_gap(text[left.end : right.start]) for left, right in pairwise(words)]
        found: list[Hit] = []
        here = 0
        while here < len(words):
            last = self._last(text, words, here, gaps[here : here + LONGEST - 1])
            if last:
                found.append(Hit(words[here].start, words[last].end, here, last))
            elif not words[here].key.isascii():
                found += [Hit(*span, here, here) for span in self._unspaced(text, words[here])]
            here = (last or here) + 1
        return found

    def _last(self, text: str, words: Sequence[Word], first: int, gaps: Sequence[str | None]) -> int | None:
        """The number of the last word of the longest name that begins with a word; None where none does."""
        found = None
        joined, is_odd = words[first].key, False
        for last, gap in enumerate(gaps, first + 1):
            if gap is None:
                break
            joined += f" {words[last].key}"
            is_odd = is_odd or gap[:1] in _ODD
            if (
                joined in self.wanted
                or any(key in self.wanted for key in self._others(joined))
                or (is_odd and self._key_of(text[words[first].start : words[last].end]) in self.wanted)
            ):
                found = last
        return found

    def _key_of(self, written: str) -> str:
        return self.key(_BROKEN.sub("", written))

    def _others(self, joined: str) -> Iterator[str]:
        """The keys that words may have as a name besides: without the s of the genitive, or initials in the middle."""
        if joined.endswith("s"):
            yield joined[:-1]
        if _INITIAL.search(joined):
            first, *middle, last = joined.split(" ")
            yield " ".join((first, *(word for word in middle if len(word) > 1), last))

    def cleaned(self, text: str) -> str:
        """The text with black in the place of whole names."""
        return blacken(text, [Span(hit.start, hit.end) for hit in self.hits(text, self.words(text))])

    def _unspaced(self, text: str, word: Word) -> Iterator[Span]:
        here = word.start
        for run in _UNSPACED.finditer(text, word.start, word.end):
            for start in range(run.start(), run.end() - 1):
                ends = range(min(run.end(), start + LONGEST), start + 1, -1)
                end = next((end for end in ends if start >= here and self.key(text[start:end]) in self.wanted), None)
                if end:
                    yield Span(start, end)
                    here = end


def _gap(between: str) -> str | None:
    """What stands between two words of one text, if both may be of one name."""
    return between if between == " " or _GAP.fullmatch(between) else None


def _reach(text: str, words: Sequence[Word], first: int) -> int:
    """The number of the last word that may be of a name that begins here."""
    last = first
    while (
        last + 1 < min(first + LONGEST, len(words)) and _gap(text[words[last].end : words[last + 1].start]) is not None
    ):
        last += 1
    return last


def surname(text: str, words: Sequence[Word], hit: Hit) -> str:
    """The surname in a whole name, as a key without blanks; empty where it cannot be told."""
    inside = words[hit.first : hit.last + 1]
    if len(inside) < 2:
        return ""
    if "," in text[hit.start : hit.end]:
        return inside[0].key
    first = len(inside) - 1
    while first > 1 and text[inside[first - 1].end : inside[first].start] in _TIES:
        first -= 1
    return "".join(word.key for word in inside[first:])


def alone(text: str, words: Sequence[Word], parts: Container[str], *, anyhow: bool = False) -> Iterator[Hit]:
    """Where one of these parts of names stands, written as names are.

    Args:
        text: where they are looked for.
        words: the words of it.
        parts: keys without blanks.
        anyhow: also in small letters, as in an address.

    """
    for first, word in enumerate(words):
        if text[word.start].islower() and not anyhow:
            continue
        for last in range(_reach(text, words, first), first - 1, -1):
            key = "".join(word.key for word in words[first : last + 1])
            if key in parts or (key.endswith("s") and key[:-1] in parts):
                yield Hit(word.start, words[last].end, first, last)
                break
