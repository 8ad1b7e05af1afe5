"""Rows that wait to be written: put into their tables all at once, in the way that is the fastest on each database."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import JSON, Column, Connection, Table, func, select
from sqlalchemy.exc import DBAPIError

from talentwire.record.schema import (
    block,
    claim,
    document,
    fold,
    judgement,
    mark,
    name,
    party,
    reading,
    sketch,
)

ORDER: Final = (document, reading, claim, party, name, block, judgement, sketch, mark, fold)
"""The tables that recording writes, each behind those that it refers to."""
Row = Mapping[str, Any]


class Waiting:
    """What one transaction has still to write. Numbers are taken once for all rows, since only one transaction writes.

    Args:
        connection: the write transaction.

    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: defaultdict[Table, list[Row]] = defaultdict(list)
        self._next: dict[Column[Any], int] = {}

    def add(self, table: Table, rows: Iterable[Row]) -> None:
        """Have rows written later; those of one table have the same columns in the same order."""
        self._rows[table].extend(rows)

    def number(self, column: Column[Any], count: int = 1) -> int:
        """The first of so many numbers that are free in a column."""
        if column not in self._next:
            self._next[column] = (self._connection.scalar(select(func.max(column))) or 0) + 1
        first = self._next[column]
        self._next[column] = first + count
        return first

    def write(self) -> None:
        """Write everything that waits."""
        for table in ORDER:
            if rows := self._rows.pop(table, None):
                put(self._connection, table, rows)


def put(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Write rows with the same columns: with COPY on PostgreSQL, else as one statement that is run for each."""
    columns = tuple(rows[0])
    names = ", ".join(f'"{column}"' for column in columns)
    values = _values(table, columns, rows)
    if connection.dialect.name == "postgresql":
        _copy(connection, f'COPY "{table.name}" ({names}) FROM STDIN', values)
    else:
        marks = ", ".join("?" * len(columns))
        statement = f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})'  # noqa: S608 - names of the schema
        connection.exec_driver_sql(statement, list(values))


def _values(table: Table, columns: Sequence[str], rows: Sequence[Row]) -> Iterator[tuple[Any, ...]]:
    """The values of rows as a driver takes them."""
    take = itemgetter(*columns) if len(columns) > 1 else lambda row: (row[columns[0]],)
    coded = {place: kind for place, one in enumerate(columns) if isinstance(kind := table.c[one].type, JSON)}
    if not coded:
        yield from map(take, rows)
        return
    for row in rows:
        held = list(take(row))
        for place, kind in coded.items():
            if held[place] is not None or not kind.none_as_null:
                held[place] = json.dumps(held[place], ensure_ascii=False, allow_nan=False)
        yield tuple(held)


def _copy(connection: Connection, statement: str, values: Iterable[tuple[Any, ...]]) -> None:
    driver: Any = connection.connection.driver_connection
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for row in values:
                copy.write_row(row)
    except connection.dialect.loaded_dbapi.Error as error:
        raise DBAPIError(statement, None, error) from error
