"""The database under the ledger: its file, tables, indexes, references and views."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Index, String, cast, exists, func, inspect, select, text
from sqlalchemy import column as named_column
from sqlalchemy import table as named_table
from sqlalchemy.engine.reflection import ObjectKind
from sqlalchemy.exc import DBAPIError
from sqlalchemy.schema import CreateIndex

from talentwire.model.claims import KINDS
from talentwire.record.checking.look import RESTORE, Look
from talentwire.record.schema import claim, metadata
from talentwire.record.views import views

_VIEWS: Final = "run DELETE FROM meta WHERE name = 'views' in the database: the next command makes all views anew"


def check_file(look: Look) -> None:
    """Let SQLite look at every page of its file; a server looks after its own."""
    if look.connection.dialect.name != "sqlite":
        return
    for (said,) in look.connection.execute(text("PRAGMA integrity_check(100)")):
        if said != "ok":
            look.broken("file", "", f"SQLite says: {said}", f"{RESTORE}, or try `sqlite3 FILE .recover`")


def check_indexes(look: Look) -> None:
    """See that every index is there; without one that allows no doubles, look for doubles."""
    there = inspect(look.connection)
    known = {key[1]: rows for key, rows in there.get_multi_indexes().items()}
    for table in metadata.sorted_tables:
        names = {one["name"] for one in known.get(table.name, ())}
        for index in sorted(table.indexes, key=lambda one: str(one.name)):
            if index.name not in names:
                statement = str(CreateIndex(index).compile(dialect=look.connection.dialect)).strip()
                todo = f"make it anew in the database: {' '.join(statement.split())}"
                look.broken(table.name, str(index.name), "this index is missing", todo)
                if index.unique:
                    _doubles(look, index)


def _doubles(look: Look, index: Index) -> None:
    where = index.dialect_options[look.connection.dialect.name].get("where")
    columns = list(index.columns)
    asked = select(*columns).group_by(*columns).having(func.count() > 1)
    if where is not None:
        asked = asked.where(where)
    look.each(str(columns[0].table.name), asked, f"it stands there twice, against index {index.name}")


def check_references(look: Look) -> None:
    """See that every row that a row points to is there."""
    for table in metadata.sorted_tables:
        for key in sorted(table.foreign_keys, key=lambda one: one.parent.name):
            there = exists().where(key.column == key.parent) if key.column.table is not table else None
            if there is None:
                other = table.alias("other")
                there = exists().where(other.c[key.column.name] == key.parent)
            lost = select(*table.primary_key.columns, key.parent).where(key.parent.is_not(None), ~there)
            look.each(table.name, lost, f"there is no such {key.column.table.name} as its {key.parent.name} says")


def check_views(look: Look) -> None:
    """Read every view, and count what is in it."""
    there = inspect(look.connection)
    columns = {key[1]: rows for key, rows in there.get_multi_columns(kind=ObjectKind.VIEW).items()}
    counts: dict[str, tuple[int, int]] = {}
    asked = select(claim.c.kind, func.count(), func.count(claim.c.retracted_at)).group_by(claim.c.kind)
    for kind, every, gone in look.connection.execute(asked):
        counts[kind] = every, every - gone
    for kind in set(counts) - set(KINDS):
        look.broken("claim", "", f"there is no such kind of claim as {kind!r}")
    for number, name in enumerate(views(look.connection), 1):
        every, standing = counts.get(name.removesuffix("_history"), (0, 0))
        _view(
            look, name, [one["name"] for one in columns.get(name, ())], every if name.endswith("_history") else standing
        )
        look.on_rows("views", number, 2 * len(KINDS))


def _view(look: Look, name: str, columns: Sequence[str], wanted: int) -> None:
    if not columns:
        look.broken(name, "", "this view is missing", _VIEWS)
        return
    try:
        with look.connection.begin_nested():
            view = named_table(name, *(named_column(one) for one in columns))
            read = [func.count(cast(view.c[one], String)) for one in columns]
            counted, *_ = look.connection.execute(select(func.count(), *read).select_from(view)).one()
    except DBAPIError as error:
        look.broken(name, "", f"this view cannot be read ({str(error.orig).strip().splitlines()[0]})")
        return
    if counted != wanted:
        look.broken(name, "", f"this view has {counted} rows, but there are {wanted} such claims", _VIEWS)
