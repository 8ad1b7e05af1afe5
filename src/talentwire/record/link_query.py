"""What ties names to names and documents to documents, as it stood at a moment."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, cast

from sqlalchemy import Connection, case, func, select

from talentwire.model.entities import EntityType, Feature, Judgement, Node, Verdict
from talentwire.record.answers import Folded, Judged, Moment, Spelled
from talentwire.record.axis import chunks, stood
from talentwire.record.entering import CROWD, WORD
from talentwire.record.rows import SOURCE, end_of
from talentwire.record.schema import block, claim, document, fold, judgement, name, party


def verdicts(connection: Connection, nodes: Iterable[Node] | None, as_of: Moment | None = None) -> list[Judged]:
    """The judgements that tie the names to others, and those to others yet, in the order in which they were made.

    ``None`` for the nodes asks for every judgement.
    """
    standing = select(judgement).where(stood(judgement.c.recorded_at, judgement.c.retracted_at, as_of))
    if nodes is None:
        return [_judged(row) for row in connection.execute(standing.order_by(judgement.c.entry)).mappings()]
    found: dict[int, Judged] = {}
    seen: set[str] = set()
    todo = {str(node.name) for node in nodes}
    while todo:
        seen |= todo
        for some in chunks(sorted(todo)):
            for column in (judgement.c.left_name, judgement.c.right_name):
                rows = connection.execute(standing.where(column.in_(some))).mappings()
                found.update((row["entry"], _judged(row)) for row in rows)
        todo = {str(end.name) for one in found.values() for end in _tied(one.verdict)} - seen
    return [found[entry] for entry in sorted(found)]


def _tied(verdict: Verdict) -> tuple[Node, ...]:
    return (verdict.left, verdict.right) if verdict.judgement is Judgement.SAME else ()


def _judged(row: Any) -> Judged:
    verdict = Verdict(
        Node.parse(row["left"]),
        Node.parse(row["right"]),
        Judgement(row["verdict"]),
        row["by"],
        row["score"],
        tuple(Feature(*reason) for reason in row["reasons"] or ()),
    )
    return Judged(row["entry"], verdict, row["decision"], row["recorded_at"], row["retracted_at"])


def folds(connection: Connection, digests: Collection[str] | None, as_of: Moment | None = None) -> list[Folded]:
    """What makes the documents one story with others, and those with others yet; ``None`` asks for all."""
    standing = select(fold).where(stood(fold.c.recorded_at, fold.c.retracted_at, as_of))
    if digests is None:
        return [_folded(row) for row in connection.execute(standing.order_by(fold.c.entry)).mappings()]
    found: dict[int, Folded] = {}
    seen: set[str] = set()
    todo = set(digests)
    while todo:
        seen |= todo
        for some in chunks(sorted(todo)):
            for column in (fold.c.left, fold.c.right):
                rows = connection.execute(standing.where(column.in_(some))).mappings()
                found.update((row["entry"], _folded(row)) for row in rows)
        todo = {end for one in found.values() for end in (one.left, one.right)} - seen
    return [found[entry] for entry in sorted(found)]


def _folded(row: Any) -> Folded:
    reasons = tuple(Feature(*reason) for reason in row["reasons"] or ())
    return Folded(
        row["left"], row["right"], row["kind"], row["part"], row["score"], reasons, row["by"], row["recorded_at"]
    )


def spelled(connection: Connection, nodes: Iterable[Node], as_of: Moment | None = None) -> list[Spelled]:
    """How the names are spelled in slots of claims recorded until a moment, and how often, most frequent first.

    A name that only ever stands as a source is there, and counts nothing.
    """
    wanted: dict[str, set[str]] = {}
    for node in nodes:
        wanted.setdefault(node.type, set()).add(node.key)
    number = func.sum(case((party.c.slot == SOURCE, 0), else_=1))
    columns = (party.c.type, party.c.key, party.c.name)
    asked = select(*columns, number).group_by(*columns)
    if as_of is not None:
        asked = asked.join(claim, claim.c.entry == party.c.entry).where(claim.c.recorded_at <= end_of(as_of))
    found = [
        Spelled(Node(cast(EntityType, row[0]), row[1]), row[2], row[3])
        for kind, keys in wanted.items()
        for some in chunks(sorted(keys))
        for row in connection.execute(asked.where(party.c.type == kind, party.c.key.in_(some)))
    ]
    return sorted(found, key=lambda one: (-one.times, one.name))


def holding(connection: Connection, keys: Sequence[str], types: Sequence[str]) -> list[Node]:
    """Names whose rough keys hold one of these; at most a crowd for each."""
    found: dict[str, None] = {}
    for kind in types:
        for key in keys:
            chosen = select(block.c.node).where(block.c.block == f"{kind}|{key}").limit(CROWD)
            found.update(dict.fromkeys(connection.scalars(chosen)))
    return [Node.parse(text) for text in found]


def beginning(connection: Connection, start: str, types: Sequence[str], limit: int = CROWD) -> list[Node]:
    """Names with a word that begins so."""
    found: dict[str, None] = {}
    for kind in types:
        low = f"{kind}|{WORD}{start}"
        begins = select(block.c.node).distinct().where(block.c.block >= low, block.c.block < low + "\U0010ffff")
        found.update(dict.fromkeys(connection.scalars(begins.limit(limit))))
    return [Node.parse(text) for text in found]


def all_names(connection: Connection, as_of: Moment | None = None) -> list[Node]:
    """Every name that the ledger had at a moment."""
    asked = select(name.c.node)
    if as_of is not None:
        asked = asked.where(name.c.recorded_at <= end_of(as_of))
    return [Node.parse(text) for text in connection.scalars(asked)]


def named(connection: Connection, nodes: Collection[Node]) -> set[Node]:
    """Those of the names that the ledger has."""
    texts = sorted({str(node.name) for node in nodes})
    found = {
        text for some in chunks(texts) for text in connection.scalars(select(name.c.node).where(name.c.node.in_(some)))
    }
    return {node for node in nodes if str(node.name) in found}


def days(connection: Connection, digests: Iterable[str]) -> dict[str, tuple[str, str]]:
    """By digest: the date of a document, empty where unknown, and the moment at which it was recorded."""
    asked = select(document.c.digest, document.c.date, document.c.recorded_at)
    return {
        row[0]: (row[1] or "", row[2])
        for some in chunks(sorted(set(digests)))
        for row in connection.execute(asked.where(document.c.digest.in_(some)))
    }


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
