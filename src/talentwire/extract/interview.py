"""Questions and answers: the answers are words of the person who is interviewed."""

from collections import Counter
from collections.abc import Iterator

from talentwire.extract.speech import Saying
from talentwire.extract.text import Mention, Sentence, Text

_QUESTIONS = 3
"""A text with fewer questions is no interview."""
_QUESTION = 70
"""A paragraph of more tokens is no question, even if it ends with one."""
_ANSWER = 6
_LAST_ANSWER = 2
"""The last question has one paragraph for an answer: who speaks behind it is not known."""


def answers(text: Text) -> Iterator[Saying]:
    """One saying for every paragraph of an answer; none where the text is no interview."""
    blocks = _blocks(text)
    questions = [i for i, block in enumerate(blocks) if _is_question(text, block)]
    if len(questions) < _QUESTIONS:
        return
    speaker = _interviewed(text, blocks[questions[0]][0].first)
    if speaker is None:
        return
    for start, end in zip(questions, [*questions[1:], questions[-1] + _LAST_ANSWER], strict=True):
        for block in blocks[start + 1 : end]:
            if text.blocks[block[0].block].kind in ("heading", "bullet", "row"):
                return  # a heading or a list ends the interview
            first, last = block[0].first, block[-1].last
            if text.words[first + 1 : first + 2] == [":"]:
                first += 2
            if last - first >= _ANSWER:
                yield Saying(speaker, first, last, block[0])


def _blocks(text: Text) -> list[list[Sentence]]:
    """The sentences of every block."""
    blocks: dict[int, list[Sentence]] = {}
    for sentence in text.sentences:
        blocks.setdefault(sentence.block, []).append(sentence)
    return list(blocks.values())


def _is_question(text: Text, block: list[Sentence]) -> bool:
    last = block[-1].last
    return text.words[last - 1] == "?" and last - block[0].first < _QUESTION


def _interviewed(text: Text, token: int) -> Mention | None:
    """Whom the text names most often, by full name, before its first question."""
    before = [m for m in text.between(0, token, "PER") if " " in m.name]
    counts = Counter(m.name for m in before)
    return max(before, key=lambda m: counts[m.name], default=None)
