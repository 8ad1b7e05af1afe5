"""Lay two names side by side: which word of one goes with which word of the other."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from talentwire.resolve.spelling import Likeness, Word, alike, edits

_MOST_WORDS: Final = 24
"""No name has more words; a text that was taken for one has."""
Compare = Callable[[Word, Word, bool], Likeness]
"""Compares two words; the flag says that one of them is the last of its name."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """The words of two names, the pairs (place left, place right, how alike) in order, and the places left over."""

    left: tuple[Word, ...]
    right: tuple[Word, ...]
    pairs: tuple[tuple[int, int, Likeness], ...]
    left_over: tuple[int, ...]
    right_over: tuple[int, ...]

    @property
    def contradictory(self) -> bool:
        """Whether each name has a word that the other has not."""
        return bool(self.left_over and self.right_over)


def align(left: tuple[Word, ...], right: tuple[Word, ...], compare: Compare) -> Alignment:
    """Pair the most alike words first; of equally alike ones, those that stand at the same distance from an end.

    Of names of very many words only the first are looked at.
    """
    left, right = left[:_MOST_WORDS], right[:_MOST_WORDS]
    free_left, free_right = set(range(len(left))), set(range(len(right)))
    pairs = []
    for i, j, likeness in sorted(_candidates(left, right, compare), key=lambda c: _rank(c, len(left), len(right))):
        if i in free_left and j in free_right:
            free_left.remove(i)
            free_right.remove(j)
            pairs.append((i, j, likeness))
    return Alignment(
        left, right, tuple(sorted(pairs, key=lambda p: p[:2])), tuple(sorted(free_left)), tuple(sorted(free_right))
    )


def _candidates(
    left: tuple[Word, ...], right: tuple[Word, ...], compare: Compare
) -> Iterator[tuple[int, int, Likeness]]:
    for i, a in enumerate(left):
        for j, b in enumerate(right):
            last = i == len(left) - 1 or j == len(right) - 1
            likeness = compare(a, b, last)
            if likeness.grade != "different":
                yield i, j, likeness


def _rank(candidate: tuple[int, int, Likeness], left: int, right: int) -> tuple[float, int, int]:
    i, j, likeness = candidate
    from_end = abs((left - i) - (right - j))
    return -likeness.value, min(abs(i - j), from_end), i + j


def rejoin(words: tuple[Word, ...], others: tuple[Word, ...]) -> tuple[Word, ...]:
    """Put together what is one word in the other name: ``Venkata Raman`` beside ``Venkataraman``.

    One letter may be wrong where the word is long.
    """
    words, others = words[:_MOST_WORDS], others[:_MOST_WORDS]
    known = {word.folded for word in others}
    for size in range(min(4, len(words)), 1, -1):
        for start in range(len(words) - size + 1):
            run = words[start : start + size]
            if known.isdisjoint(word.folded for word in run) and (word := _one_word(run, others)):
                return rejoin((*words[:start], word, *words[start + size :]), others)
    return words


def _one_word(run: tuple[Word, ...], others: tuple[Word, ...]) -> Word | None:
    joined = Word("".join(word.folded for word in run), "".join(word.umlauts for word in run))
    for other in others:
        slips = 1 if len(joined.folded) >= 8 else 0
        if other.rough and alike(joined, other).grade == "rough":
            return joined
        if edits(joined.folded, other.folded, slips) <= slips:
            return joined
    return None
