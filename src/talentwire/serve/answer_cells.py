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
    if cell.value is None and cell.low is None:
        return ""
    text = "" if cell.value is None else value_text(cell.value, column, words)
    if cell.low == cell.high == cell.value or (cell.low is None and cell.high is None):
        return text
    low, high = (value_text(end, column, words) if end is not None else "" for end in (cell.low, cell.high))
    around = low if low == high else f"{low or '…'}–{high or '…'}"
    return f"{text} ({around})" if text else around


def value_text(value: object, column: Column, words: Words) -> str:
    """A value as people read it in the language of the words."""
    if isinstance(value, bool):
        return words("yes" if value else "no")
    if isinstance(value, int | float):
        return words.share(value) if column.unit == "share" else words.number(value, 2)
    return harmless(str(value)) if not isinstance(value, date) else str(value)


def is_number(cell: Cell) -> bool:
    """Whether a cell stands at the right."""
    return cell.low is not None or (isinstance(cell.value, int | float) and not isinstance(cell.value, bool))


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
