"""Answers as tables for a terminal, with what was counted and what to know below."""

import io
from datetime import date
from typing import Final

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from talentwire.analyse.answers.answer import Answer, Cell, Column, Row
from talentwire.analyse.answers.wording import Words
from talentwire.serve.answer_cells import cell_text, coverage_line, is_number, words_of
from talentwire.serve.render import harmless, short

_WIDE: Final = 200
_ROOMY: Final = 120
"""Characters of a line from which every column has room."""
_NAME: Final = 12
_FEW: Final = 9
"""Columns of which the titles have room."""


def table(answer: Answer, width: int = _WIDE) -> RenderableType:
    """The rows under their title, each with the first of its facts, then what they amount to.

    A narrow terminal has room for names and numbers; of many columns, days are left to the other forms then.
    """
    words = words_of(answer)
    title = Text(harmless(answer.title), style="bold")
    roomy = width >= _ROOMY or len(answer.columns) < _FEW
    shown = [column for column in answer.columns if roomy or not _of_days(answer, column)]
    made = Table(box=None, pad_edge=False, padding=(0, 2 if roomy else 1, 0, 0))
    for column in shown:
        right = any(is_number(row[column.name]) for row in answer.rows if column.name in row)
        least = _least(answer, column, words, whole=len(shown) <= _FEW or not right)
        least = least if right else min(least, _NAME)
        made.add_column(
            harmless(column.title),
            header_style="dim",
            justify="right" if right else "left",
            min_width=least,
            overflow="fold",
        )
    made.add_column(words("fact"), header_style="dim", no_wrap=True)
    for row in answer.rows:
        cells = (Text(cell_text(row.get(column.name, Cell(None)), column, words)) for column in shown)
        made.add_row(*cells, _first(row, answer.columns))
    summary = [Text(harmless(line)) for line in answer.summary]
    return Group(title, *([made] if answer.rows else []), *([Text(), *summary] if summary else []))


def _least(answer: Answer, column: Column, words: Words, *, whole: bool) -> int:
    """Characters that a column needs, for its whole cells and, with ``whole``, for the words of its title."""
    cells = [cell_text(row[column.name], column, words) for row in answer.rows if column.name in row]
    titles = column.title.split() if whole else []
    return max(map(len, (*cells, *titles)), default=1)


def _of_days(answer: Answer, column: Column) -> bool:
    values = [row[column.name].value for row in answer.rows if column.name in row]
    return any(isinstance(value, date) for value in values)


def _first(row: Row, columns: tuple[Column, ...]) -> Text:
    """The first fact behind a row, and how many there are besides."""
    facts = dict.fromkeys(one for column in columns if column.name in row for one in row[column.name].facts)
    if not facts:
        return Text()
    more = f" +{len(facts) - 1}" if len(facts) > 1 else ""
    return Text(short(next(iter(facts))) + more, style="dim")


def below(answer: Answer) -> str:
    """What was counted, what to know, and how much of the ledger stands behind it."""
    lines = [answer.definition, *answer.notes, coverage_line(answer, words_of(answer))]
    return "\n".join(harmless(line) for line in lines)


def plain(answer: Answer) -> str:
    """Table and what stands below, for a file."""
    out = io.StringIO()
    console = Console(file=out, width=_WIDE, color_system=None, highlight=False, markup=False, emoji=False)
    console.print(table(answer))
    console.print()
    console.print(Text(below(answer)))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"
