"""Cells of answers as people read them, and what stands under an answer, in its language."""

from datetime import date

from talentwire.analyse.answers.answer import Answer, Cell, Column
from talentwire.analyse.answers.wording import Words
from talentwire.serve.render import harmless

_PLAIN = "common"


def words_of(answer: Answer) -> Words:
    """The texts that all answers share, in the language of this one."""
    return Words(_PLAIN, answer.lang)


def cell_text(cell: Cell, column: Column, words: Words) -> str:
    """A cell with its interval; nothing for an empty one."""
    text = "" if cell.value is None else value_text(cell.value, column, words)
    if cell.low == cell.high == cell.value or (cell.low is None and cell.high is None):
        return text
    around = _between(cell, column, words)
    return f"{text} ({around})" if text else around


def _between(cell: Cell, column: Column, words: Words) -> str:
    """An interval; one that is open to a side as the bound that it is."""
    low, high = (value_text(end, column, words) if end is not None else "" for end in (cell.low, cell.high))
    if not low or not high:
        return f"≥ {low}" if low else f"≤ {high}"
    return low if low == high else f"{low}–{high}"


def value_text(value: object, column: Column, words: Words) -> str:
    """A value as people read it in the language of the words."""
    if isinstance(value, bool):
        return words("yes" if value else "no")
    if isinstance(value, int | float):
        if column.unit == "money":
            return words.short(value)
        return words.share(value) if column.unit == "share" else words.number(value, 2)
    return harmless(str(value)) if not isinstance(value, date) else str(value)


def is_number(cell: Cell) -> bool:
    """Whether a cell stands at the right."""
    bounded = cell.low is not None or cell.high is not None
    return bounded or (isinstance(cell.value, int | float) and not isinstance(cell.value, bool))


def coverage_line(answer: Answer, words: Words) -> str:
    """How many facts, stories and documents stand behind an answer, and of which days."""
    seen = answer.coverage
    if not seen.facts:
        return _dated(words("coverage_none"), answer, words)
    line = words(
        "coverage", facts=words("coverage_facts", n=seen.facts), stories=words("coverage_stories", n=seen.stories),
        documents=words("coverage_documents", n=seen.documents), first=seen.first, last=seen.last,
    )  # fmt: skip
    return _dated(line, answer, words)


def _dated(line: str, answer: Answer, words: Words) -> str:
    parts = [line, answer.scope, words("as_of", moment=answer.as_of) if answer.as_of else ""]
    return harmless("; ".join(part for part in parts if part))
