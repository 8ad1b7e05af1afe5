"""Lists of any length as one parameter: databases limit how many parameters a statement may have."""

import json
from collections.abc import Callable, Iterable
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, Text, bindparam, column, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.selectable import TableValuedAlias

_FEW: Final = 100
"""So many values are written as parameters of their own, which lets a database see how many they are."""


Each = dict[str, list[Any]]


class _Listed(FunctionElement[str]):
    """The texts of a JSON list, a row for each, in a column ``value``."""

    inherit_cache = True
    name = "listed"


@compiles(_Listed)
def _in_sqlite(element: _Listed, compiler: Any, **more: Any) -> str:
    return f"json_each({compiler.process(element.clauses, **more)})"


@compiles(_Listed, "postgresql")
def _in_postgres(element: _Listed, compiler: Any, **more: Any) -> str:
    return f"json_array_elements_text(CAST({compiler.process(element.clauses, **more)} AS json))"


def listed(values: Iterable[str]) -> TableValuedAlias:
    """A table with a row for each text, in the column ``value``."""
    held = bindparam(None, json.dumps(sorted(set(values)), ensure_ascii=False), type_=Text, unique=True)
    return _Listed(held).table_valued(column("value", Text))


def rows_of(values: Iterable[str]) -> Select[Any]:
    """A query that gives each text."""
    return select(listed(values).c.value)


def among(asked: ColumnElement[str], values: Iterable[str]) -> ColumnElement[bool]:
    """Whether a text is one of these, however many they are."""
    several = sorted(set(values))
    return asked.in_(several) if len(several) <= _FEW else asked.in_(rows_of(several))


class _Gathered(FunctionElement[str]):
    """The values of a column as one JSON list."""

    inherit_cache = True
    name = "gathered"
    type = Text()


@compiles(_Gathered)
def _gathered_in_sqlite(element: _Gathered, compiler: Any, **more: Any) -> str:
    return f"json_group_array({compiler.process(element.clauses, **more)})"


@compiles(_Gathered, "postgresql")
def _gathered_in_postgres(element: _Gathered, compiler: Any, **more: Any) -> str:
    return f"CAST(json_agg({compiler.process(element.clauses, **more)}) AS text)"


def each_with(
    connection: Connection, values: Iterable[str], found: Callable[[ColumnElement[str]], Select[Any]]
) -> Each:
    """For each text what one query finds with it, in its order: one statement, however many they are.

    Args:
        connection: where to ask.
        values: the texts.
        found: the query for one of them, with one column; it may have a limit of its own.

    """
    table = listed(values)
    (column,) = (inner := found(table.c.value).correlate(table).subquery()).c
    asked = select(table.c.value, select(_Gathered(column)).select_from(inner).scalar_subquery())
    return {value: json.loads(list_) if list_ else [] for value, list_ in connection.execute(asked)}
