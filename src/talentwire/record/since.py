"""How far a ledger has come, and what has changed in it since: what may make a fact another one."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple, Self

from sqlalchemy import ColumnElement, Connection, func, or_, select

from talentwire.model.entities import Node
from talentwire.record.axis import latest_moment
from talentwire.record.schema import claim, decision, document, fold, judgement, party, remark


class Position(NamedTuple):
    """How far a ledger has come: its latest moment, and the last number of what is entered.

    Whatever is entered has a higher number, and whatever is taken back a later moment.
    """

    moment: str
    claim: int
    judgement: int
    fold: int
    remark: int
    decision: int

    def __str__(self) -> str:
        return " ".join(map(str, self))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what ``str`` wrote.

        Raises:
            ValueError: when it is no such text.

        """
        moment, *numbers = text.split(" ")
        claims, judgements, folds, remarks, decisions = map(int, numbers)
        return cls(moment, claims, judgements, folds, remarks, decisions)

    @classmethod
    def of(cls, connection: Connection) -> Self:
        """How far the ledger has come."""
        columns = (claim.c.entry, judgement.c.entry, fold.c.entry, remark.c.entry, decision.c.id)
        asked = select(*(select(func.max(one)).scalar_subquery() for one in columns))
        return cls(latest_moment(connection), *(number or 0 for number in connection.execute(asked).one()))

    @classmethod
    def at(cls, connection: Connection, moment: str) -> Self:
        """How far the ledger had come at a moment, as the ledger writes it; the very beginning for none before it."""
        columns = (
            (claim.c.entry, claim), (judgement.c.entry, judgement), (fold.c.entry, fold), (remark.c.entry, remark),
            (decision.c.id, decision),
        )  # fmt: skip
        parts = (select(func.max(one)).where(table.c.recorded_at <= moment).scalar_subquery() for one, table in columns)
        numbers = [number or 0 for number in connection.execute(select(*parts)).one()]
        began = connection.scalar(select(func.min(document.c.recorded_at)))
        return cls(moment if began and began <= moment else "", *numbers)


@dataclass(frozen=True)
class Changes:
    """What has changed since a position.

    Attributes:
        entered: entries of claims that came and stand.
        gone: entries of claims that stood and stand no more.
        named: names in claims that came, and those on which something was judged or is judged no more.
        documents: digests of documents that were found to be one story with others.
        remarked: ids of claims on which people said something, or took it back.

    """

    entered: tuple[int, ...]
    gone: tuple[int, ...]
    named: frozenset[Node]
    documents: frozenset[str]
    remarked: frozenset[str]


def changes(connection: Connection, since: Position, kinds: Collection[str]) -> Changes:
    """What has changed; claims of some kinds alone are listed, or of all for none; names in claims of every kind."""
    standing = claim.c.retracted_at.is_(None)
    entered = select(claim.c.entry).where(claim.c.entry > since.claim, standing, *of_kinds(kinds))
    gone = select(claim.c.entry).where(claim.c.retracted_at > since.moment, claim.c.entry <= since.claim)
    gone = gone.where(*of_kinds(kinds))
    return Changes(
        tuple(connection.scalars(entered)),
        tuple(connection.scalars(gone)),
        _named(connection, since),
        _documents(connection, since),
        _remarked(connection, since),
    )


def of_kinds(kinds: Collection[str]) -> tuple[ColumnElement[bool], ...]:
    """Whether a claim is of one of some kinds, or of any for none; beside something that few claims are.

    It is asked in a way that no index answers: SQLite knows not how few the others are, and would search all claims of
    the kinds.
    """
    return (claim.c.kind.concat("").in_(sorted(kinds)),) if kinds else ()


def _named(connection: Connection, since: Position) -> frozenset[Node]:
    fresh = select(party.c.type, party.c.key).distinct().where(party.c.entry > since.claim, party.c.key != "")
    found = {Node(kind, key) for kind, key in connection.execute(fresh)}
    undone = select(decision.c.id).where(decision.c.undone_at > since.moment)
    judged = or_(judgement.c.entry > since.judgement, judgement.c.decision.in_(undone))
    ends = select(judgement.c.left, judgement.c.right).where(judged)
    return frozenset(found | {Node.parse(end) for row in connection.execute(ends) for end in row})


def _documents(connection: Connection, since: Position) -> frozenset[str]:
    rows = connection.execute(select(fold.c.left, fold.c.right).where(fold.c.entry > since.fold))  # none is taken back
    return frozenset(end for row in rows for end in row)


def _remarked(connection: Connection, since: Position) -> frozenset[str]:
    undone = select(decision.c.id).where(decision.c.undone_at > since.moment)
    said = select(remark.c.claim).where(or_(remark.c.entry > since.remark, remark.c.decision.in_(undone)))
    return frozenset(connection.scalars(said))


def moments(connection: Connection, since: Position) -> list[str]:
    """The moments at which documents came or people decided something, after a position, in order."""
    came = select(document.c.recorded_at).where(document.c.recorded_at > since.moment)
    decided = select(decision.c.recorded_at).where(decision.c.recorded_at > since.moment)
    return sorted({*connection.scalars(came), *connection.scalars(decided)})
