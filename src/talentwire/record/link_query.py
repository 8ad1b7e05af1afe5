"""What ties names to names and documents to documents, as it stood at a moment."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final, NamedTuple, cast

from sqlalchemy import CTE, Column, ColumnElement, Connection, RowMapping, Table, and_, case, func, literal, or_, select

from talentwire.model.entities import EntityType, Feature, Judgement, Node, Verdict
from talentwire.record.answers import Folded, Judged, Moment, Spelled
from talentwire.record.axis import last_entry, stood, then
from talentwire.record.lists import among, rows_of
from talentwire.record.rows import SOURCE, end_of
from talentwire.record.schema import block, claim, document, fold, judgement, name, party

CROWD: Final = 200
"""Names that share a rough key: where there are more, the key says nothing and is left out."""
OFTEN: Final = 20
"""Places of a name that are counted to tell the common name from the rare one."""
WORD: Final = "w:"
"""What the rough keys begin with under which a name is found by the beginning of a word."""


def verdicts(connection: Connection, nodes: Iterable[Node] | None, as_of: Moment | None = None) -> list[Judged]:
    """The judgements that tie the names to others, and those to others yet, in the order in which they were made.

    ``None`` for the nodes asks for every judgement.
    """
    stands = _stood(judgement, as_of)
    start = None if nodes is None else {str(node.name) for node in nodes}
    follows = and_(stands, judgement.c.verdict == Judgement.SAME)
    return [_judged(row, as_of) for row in _around(connection, _NAMES, start, (stands, follows))]


def _stood(table: Table, as_of: Moment | None) -> ColumnElement[bool]:
    """Whether a row stood, said so that no index answers it: rows are to be looked up by what they tie."""
    return stood(func.coalesce(table.c.recorded_at, ""), table.c.retracted_at, as_of)


class _Ends(NamedTuple):
    """The columns of a table that ties two things."""

    left: Column[str]
    right: Column[str]


_NAMES: Final = _Ends(judgement.c.left_name, judgement.c.right_name)
_DIGESTS: Final = _Ends(fold.c.left, fold.c.right)


def _around(
    connection: Connection,
    ends: _Ends,
    start: Iterable[str] | None,
    conditions: tuple[ColumnElement[bool], ColumnElement[bool]],
) -> list[RowMapping]:
    """The rows that touch the start, what they tie to it, and so on, in order; None for the start means all.

    The conditions say which rows there are, and which of them tie. Names are looked up once each, by an index: first
    all that are tied, then the rows that touch one of them, at either end.
    """
    stands, follows = conditions
    asked = select(ends.left.table).where(stands)
    wanted = [asked]
    if start is not None:
        with by_index(connection):
            found = connection.scalars(select(_tied(ends, start, follows).c.value)).all()
        wanted = [asked.where(among(end, found)) for end in ends]
    rows = {row["entry"]: row for one in wanted for row in connection.execute(one).mappings()}
    return [rows[entry] for entry in sorted(rows)]


@contextmanager
def by_index(connection: Connection) -> Iterator[None]:
    """Let PostgreSQL look rows up one by one: before it has counted a table, it would read all of it at every step."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        yield
        connection.exec_driver_sql("SET LOCAL enable_seqscan = DEFAULT")
    else:
        yield


def _tied(ends: _Ends, start: Iterable[str], follows: ColumnElement[bool]) -> CTE:
    left, right = ends
    found = rows_of(start).cte("found", recursive=True)
    other = case((left == found.c.value, right), else_=left)
    return found.union(select(other).join(found, or_(left == found.c.value, right == found.c.value)).where(follows))


def _judged(row: Any, as_of: Moment | None) -> Judged:
    known = then(row["retracted_at"], as_of)
    return Judged(row["entry"], verdict_of(row), row["decision"], row["recorded_at"], known)


def verdict_of(row: Any) -> Verdict:
    """The verdict of a row."""
    return Verdict(
        Node.parse(row["left"]),
        Node.parse(row["right"]),
        Judgement(row["verdict"]),
        row["by"],
        row["score"],
        tuple(Feature(*reason) for reason in row["reasons"] or ()),
    )


def folds(connection: Connection, digests: Collection[str] | None, as_of: Moment | None = None) -> list[Folded]:
    """What makes the documents one story with others, and those with others yet; ``None`` asks for all."""
    stands = _stood(fold, as_of)
    return [_folded(row) for row in _around(connection, _DIGESTS, digests, (stands, stands))]


def _folded(row: Any) -> Folded:
    reasons = tuple(Feature(*reason) for reason in row["reasons"] or ())
    return Folded(
        row["left"], row["right"], row["kind"], row["part"], row["score"], reasons, row["by"], row["recorded_at"]
    )


def spelled(connection: Connection, nodes: Collection[Node] | None, as_of: Moment | None = None) -> list[Spelled]:
    """How names are spelled in slots of claims recorded until a moment, and how often, most frequent first.

    Without names, those of the whole ledger. A name that only ever stands as a source counts nothing.
    """
    number = func.sum(case((party.c.slot == SOURCE, 0), else_=1))
    columns = (party.c.type, party.c.key, party.c.name)
    asked = select(*columns, number).where(*_until(as_of)).group_by(*columns)
    wanted: dict[str, set[str]] = {}
    for node in nodes or ():
        wanted.setdefault(node.type, set()).add(node.key)
    parts = [asked.where(party.c.type == kind, among(party.c.key, keys)) for kind, keys in sorted(wanted.items())]
    rows = (row for part in ([asked] if nodes is None else parts) for row in connection.execute(part))
    found = [Spelled(Node(cast(EntityType, kind), key), name, times) for kind, key, name, times in rows]
    return sorted(found, key=lambda one: (-one.times, one.name, one.node))


def first_spelled(connection: Connection, nodes: Collection[Node], as_of: Moment | None = None) -> list[Spelled]:
    """How names were first spelled, and in how many slots of claims they stand; ``OFTEN`` is as far as that counts."""
    is_named = (party.c.key == name.c.key, party.c.type == name.c.type, party.c.slot != SOURCE)
    places = select(literal(1).label("one")).where(*is_named, *_until(as_of)).limit(OFTEN)
    times = select(func.count()).select_from(places.correlate(name).subquery()).scalar_subquery()
    asked = select(name.c.node, name.c.name, times)
    texts = {str(node) for node in nodes}
    return [
        Spelled(Node.parse(row[0]), row[1], row[2])
        for row in connection.execute(asked.where(among(name.c.node, texts)))
    ]


def _until(as_of: Moment | None) -> tuple[ColumnElement[bool], ...]:
    """Entries are numbered as they are recorded: what was known at a moment is what has a number up to this."""
    if as_of is None:
        return ()
    return (party.c.entry + 0 <= last_entry(as_of),)  # the sum keeps databases from searching by number


def holding(connection: Connection, keys: Sequence[str], types: Sequence[str]) -> list[Node]:
    """Names whose rough keys hold one of these; at most a crowd for each."""
    found: dict[str, None] = {}
    for kind in types:
        for key in keys:
            chosen = select(block.c.node).where(block.c.block == f"{kind}|{key}")
            chosen = chosen.order_by(block.c.node).limit(CROWD)
            found.update(dict.fromkeys(connection.scalars(chosen)))
    return [Node.parse(text) for text in found]


def beginning(connection: Connection, start: str, types: Sequence[str], limit: int = CROWD) -> list[Node]:
    """Names with a word that begins so."""
    found: dict[str, None] = {}
    for kind in types:
        low = f"{kind}|{WORD}{start}"
        begins = select(block.c.node).distinct().where(block.c.block >= low, block.c.block < low + "\U0010ffff")
        found.update(dict.fromkeys(connection.scalars(begins.order_by(block.c.node).limit(limit))))
    return [Node.parse(text) for text in found]


def all_names(connection: Connection, as_of: Moment | None = None) -> list[Node]:
    """Every name that the ledger had at a moment."""
    asked = select(name.c.node)
    if as_of is not None:
        asked = asked.where(name.c.recorded_at <= end_of(as_of))
    return [Node.parse(text) for text in connection.scalars(asked)]


def named(connection: Connection, nodes: Collection[Node]) -> set[Node]:
    """Those of the names that the ledger has."""
    asked = select(name.c.node).where(among(name.c.node, {str(node.name) for node in nodes}))
    found = set(connection.scalars(asked))
    return {node for node in nodes if str(node.name) in found}


def days(connection: Connection, digests: Iterable[str]) -> dict[str, tuple[str, str]]:
    """By digest: the date of a document, empty where unknown, and the moment at which it was recorded."""
    asked = select(document.c.digest, document.c.date, document.c.recorded_at)
    rows = connection.execute(asked.where(among(document.c.digest, digests)))
    return {row[0]: (row[1] or "", row[2]) for row in rows}


def documents_of(connection: Connection, node: Node, limit: int | None = None) -> list[str]:
    """Digests of the documents in which claims that stand have the name, the oldest first."""
    asked = (
        select(claim.c.document, func.min(claim.c.entry))
        .join(party, party.c.entry == claim.c.entry)
        .where(party.c.type == node.type, party.c.key == node.key, claim.c.retracted_at.is_(None))
        .group_by(claim.c.document)
        .order_by(func.min(claim.c.entry))
        .limit(limit)
    )
    return [row[0] for row in connection.execute(asked)]
