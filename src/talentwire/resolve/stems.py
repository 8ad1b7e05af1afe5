"""What is left of a name without the words that are often left off, and whether a comparison of persons is believed."""

from typing import Final

from talentwire.lang.folding import legal_forms
from talentwire.model.entities import Judgement
from talentwire.resolve.names import words_of_org
from talentwire.resolve.score import Score

_INITIAL: Final = 0.85
"""What a comparison must reach where a first name is only an initial: the surname must be the same."""


def stem(name: str) -> str:
    """An organisation's name without "The" and loose last words; empty where only such words are left."""
    words = [word.folded for word in words_of_org(name)[0]]
    while len(words) > 1 and words[-1] in legal_forms().tails:
        words.pop()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return "" if words and words[-1] in legal_forms().generic else "".join(words)


def thing_stem(name: str) -> tuple[str, ...]:
    """The words of a product or site without those that only say what it is: ``Colossus supercomputer``."""
    words = tuple(word.folded for word in words_of_org(name)[0])
    return tuple(word for word in words if word not in legal_forms().things) or words


def believable(score: Score) -> bool:
    """Whether two persons' names are one unless another name contradicts."""
    if score.verdict is Judgement.SAME:
        return True
    return score.verdict is Judgement.UNSURE and score.has("initial") and score.value >= _INITIAL
