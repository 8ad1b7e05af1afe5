"""Answers for programs: JSON with the facts behind every number, and flat rows."""

import json
from typing import Any, Final

from talentwire.analyse import flat
from talentwire.analyse.answers.answer import EMPTY, Answer, Cell, Column
from talentwire.analyse.facts.fact import Fact
from talentwire.serve.believed import said

Json = dict[str, Any]
FACTS: Final = "facts"
LEFT: Final = "facts_left"
_TOLD: Final = 10


def json_text(answer: Answer) -> str:
    """An answer as JSON."""
    return json.dumps(as_json(answer), ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def as_json(answer: Answer, most: int | None = None) -> Json:
    """An answer as JSON objects; ``facts`` holds what the ids in the cells mean.

    Args:
        answer: what is told.
        most: how many facts each cell names at most, and of how many times ten, those of the first rows, it is told
            what they say; None for all. What is left out is counted as ``facts_left``.

    """
    seen = answer.coverage
    named = dict.fromkeys(one for row in answer.rows for cell in answer.cells(row) for one in cell.facts[:most])
    told = list(named)[: most * _TOLD if most is not None else None]
    return {
        "question": answer.question,
        "title": answer.title,
        "definition": answer.definition,
        "scope": answer.scope or None,
        "as_of": answer.as_of or None,
        "lang": answer.lang,
        "coverage": {
            "facts": seen.facts, "stories": seen.stories, "documents": seen.documents,
            "first": seen.first and str(seen.first), "last": seen.last and str(seen.last),
        },
        "summary": answer.summary,
        "notes": answer.notes,
        "columns": [{"name": one.name, "title": one.title, "unit": one.unit or None} for one in answer.columns],
        "rows": [
            {column.name: _cell(row[column.name], most) for column in answer.columns if column.name in row}
            for row in answer.rows
        ],
        FACTS: {one: _fact(answer.facts[one]) for one in told},
        LEFT: len(answer.behind) - len(told),
    }  # fmt: skip


def _cell(cell: Cell, most: int | None) -> Json:
    """A cell without what it lacks; its value is always there."""
    left = max(0, len(cell.facts) - most) if most is not None else 0
    more = {
        "low": cell.low, "high": cell.high, "entity": cell.entity or None, FACTS: cell.facts[:most] or None,
        LEFT: left or None,
    }  # fmt: skip
    return {"value": plain(cell.value), **{name: value for name, value in more.items() if value is not None}}


def plain(value: Any) -> Any:
    """A value as JSON has it: sums as objects, dates as text."""
    to_json = getattr(value, "to_json", None)
    if to_json:
        return to_json()
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)


def _fact(fact: Fact) -> Json:
    return {
        "says": said(fact) if fact.kind != "quote" else None,
        "status": str(fact.status),
        "confidence": fact.confidence.value,
        "stories": fact.stories,
        "claims": fact.claims,
    }


def csv_text(answer: Answer) -> str:
    """The rows with a header of the columns' names; intervals in columns of their own, the facts in the last."""
    names = [name for column in answer.columns for name in _names(answer, column)]
    rows = []
    for row in answer.rows:
        flat_row: Json = {}
        for column in answer.columns:
            cell = row.get(column.name, EMPTY)
            flat_row |= {column.name: plain(cell.value), _low(column): cell.low, _high(column): cell.high}
        facts = (one for cell in answer.cells(row) for one in cell.facts)
        rows.append({**flat_row, FACTS: " ".join(dict.fromkeys(facts))})
    return flat.rows_text(rows, [*names, FACTS])


def _names(answer: Answer, column: Column) -> tuple[str, ...]:
    cells = (row.get(column.name, EMPTY) for row in answer.rows)
    bounded = any(cell.low is not None or cell.high is not None for cell in cells)
    return (column.name, _low(column), _high(column)) if bounded else (column.name,)


def _low(column: Column) -> str:
    return f"{column.name}_low"


def _high(column: Column) -> str:
    return f"{column.name}_high"
