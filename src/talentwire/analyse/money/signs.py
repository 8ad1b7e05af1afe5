"""What the words around sums tell of them, worked out once for the words of every fact."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from talentwire.analyse.answers.parts import Held, House, Part
from talentwire.analyse.facts.fact import Fact
from talentwire.lang.pay_words import signs_in

Signs = Callable[[str], frozenset[str]]
"""Which of the signs of ``lang.pay_words`` a sentence has."""


def signs_of(held: Held) -> Signs:
    """Which signs sentences have that tell of pay and rounds."""
    return held.once(_signs)


def words_of(fact: Fact) -> Iterator[str]:
    """The words of the claims that tell it, not of the reasons that people gave for a decision."""
    return (step.words for step in fact.history if step.status is not None)


def _signs(held: Held) -> Signs:
    known = {words: frozenset(signs) for told in held.parts(SIGNS).values() for words, signs in told}

    def signs(words: str) -> frozenset[str]:
        found = known.get(words)
        return signs_in(words) if found is None else found

    return signs


def _told(_: str, facts: Sequence[Fact], __: House) -> tuple[tuple[str, tuple[str, ...]], ...] | None:
    sentences = dict.fromkeys(words for fact in facts for words in words_of(fact))
    return tuple((words, tuple(sorted(signs_in(words)))) for words in sentences) or None


SIGNS: Final = Part("signs", ("pay", "funding"), tuple[tuple[str, tuple[str, ...]], ...], _told)
