"""What is asked of a ledger: the claims a filter lets through, documents, runs, names and counts."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, Literal

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, distinct, func, null, select, union_all

from talentwire.errors import NotFoundError
from talentwire.model.entities import Node
from talentwire.model.values import PartialDate
from talentwire.record import schema
from talentwire.record.answers import ClaimFilter, Counts, Entry, Listed, Moment, PartyName, Run
from talentwire.record.axis import chunks, stood, then
from talentwire.record.filters import conditions, newest, page
from talentwire.record.lists import among
from talentwire.record.rows import SOURCE, Naming, read_claim, read_run
from talentwire.record.schema import claim, party, run

__all__ = ["ClaimFilter", "Counts", "Entry", "Listed", "PartyName", "Run"]

_documents: Final = schema.document
_PLAIN: Final = Naming()
_PREFIX: Final = 6  # characters of an id that may stand for the whole
_AT_ONCE: Final = 2_000  # entries in memory where all are walked through

_FROM: Final = claim.join(_documents, claim.c.document == _documents.c.digest)
_ENTRY: Final = select(
    claim,
    _documents.c.id.label("document_id"),
    _documents.c.title,
    _documents.c.url,
    _documents.c.outlet,
    _documents.c.date.label("document_date"),
    _documents.c.lang,
).select_from(_FROM)


def _entries(connection: Connection, asked: Select[Any], as_of: Moment | None = None) -> list[Entry]:
    rows = connection.execute(asked).mappings().all()
    nodes = _nodes(connection, rows)
    return [_entry(row, nodes.get(row["entry"], {}), as_of) for row in rows]


def _nodes(connection: Connection, rows: Sequence[RowMapping]) -> dict[int, dict[str, tuple[Node, ...]]]:
    """By entry and slot: what the names in it are the names of."""
    documents = {row["entry"]: row["document"] for row in rows}
    columns = (party.c.entry, party.c.slot, party.c.type, party.c.key)
    asked = select(*columns).order_by(party.c.entry, party.c.slot, party.c.position)
    found: dict[int, dict[str, tuple[Node, ...]]] = {}
    for some in chunks(sorted(documents)):
        for entry, slot, kind, key in connection.execute(asked.where(party.c.entry.in_(some))):
            held = found.setdefault(entry, {})
            held[slot] = (*held.get(slot, ()), Node(kind, key, documents[entry]))
    return found


def _entry(row: RowMapping, nodes: Mapping[str, tuple[Node, ...]], as_of: Moment | None) -> Entry:
    gone = then(row["retracted_at"], as_of)
    return Entry(
        claim=read_claim(row),
        id=row["id"],
        document_id=row["document_id"],
        document_title=row["title"],
        url=row["url"],
        outlet=row["outlet"],
        document_date=PartialDate.parse(row["document_date"]) if row["document_date"] else None,
        lang=row["lang"],
        run=row["run"],
        recorded_at=row["recorded_at"],
        retracted_at=gone,
        retracted_by=row["retracted_by"] if gone else None,
        retracted_reason=row["retracted_reason"] if gone else None,
        number=row["entry"],
        nodes=nodes,
    )


def claims(connection: Connection, wanted: ClaimFilter | None = None, naming: Naming = _PLAIN) -> list[Entry]:
    """The entries that the filter lets through, newest first, and those of one day as their document has them."""
    wanted = wanted or ClaimFilter()
    for days in newest(wanted, naming):
        since = connection.scalar(days)
        found = _claims(connection, wanted, naming, since or "")
        if not since or len(found) == wanted.limit:
            return found
    return _claims(connection, wanted, naming)


def each(connection: Connection, wanted: ClaimFilter, naming: Naming = _PLAIN) -> Iterator[Entry]:
    """The same entries in the same order, a few in memory at a time."""
    rows = connection.execute(_asked(wanted, naming), execution_options={"yield_per": _AT_ONCE}).mappings()
    for some in rows.partitions():
        nodes = _nodes(connection, some)
        yield from (_entry(row, nodes.get(row["entry"], {}), wanted.as_of) for row in some)


def _claims(connection: Connection, wanted: ClaimFilter, naming: Naming, since: str = "") -> list[Entry]:
    return _entries(connection, _asked(wanted, naming, since), wanted.as_of)


def _asked(wanted: ClaimFilter, naming: Naming, since: str = "") -> Select[Any]:
    asked = _ENTRY.where(*conditions(wanted, naming, since))
    asked = asked.order_by(claim.c.day_from.desc(), claim.c.recorded_at.desc(), claim.c.entry)
    return page(asked, wanted.limit, wanted.offset)


def counts(connection: Connection, wanted: ClaimFilter | None = None, naming: Naming = _PLAIN) -> Counts:
    """How many entries the filter lets through, whatever its paging."""
    groups = (claim.c.document, claim.c.kind, claim.c.status)
    held = select(*groups, func.count().label("claims")).where(*conditions(wanted or ClaimFilter(), naming))
    if wanted and (wanted.lang or wanted.document):
        held = held.select_from(_FROM)
    each = held.group_by(*groups).cte("held")
    columns = (each.c.kind, each.c.status, _documents.c.lang)
    by_group = select(*columns, func.sum(each.c.claims)).join(_documents, _documents.c.digest == each.c.document)
    whole = select(null(), null(), null(), func.count(distinct(each.c.document))).select_from(each)
    rows = [tuple(row) for row in connection.execute(union_all(by_group.group_by(*columns), whole))]
    found = [(*row[:3], int(row[3])) for row in rows if row[0] is not None]
    return Counts(
        claims=sum(row[-1] for row in found),
        documents=next(row[-1] for row in rows if row[0] is None),
        kinds=_sums(found, 0),
        statuses=_sums(found, 1),
        langs=_sums(found, 2),
    )


def _sums(rows: Sequence[tuple[Any, ...]], column: int) -> dict[str, int]:
    """The last column summed by another one, the largest sum first."""
    sums: Counter[str] = Counter()
    for row in rows:
        sums[row[column] or ""] += row[-1]
    return dict(sorted(sums.items(), key=lambda pair: (-pair[1], pair[0])))


def entry(connection: Connection, claim_id: str) -> Entry:
    """The entry of a claim that stands, else the last that did, by its id or at least six characters of it."""
    past = history(connection, claim_id)
    return max(past, key=lambda one: (one.retracted_at is None, one.retracted_at or one.recorded_at))


def by_ids(connection: Connection, ids: Sequence[str]) -> list[Entry]:
    """The last entries of claims by their whole ids, one that stands before any other."""
    found: dict[str, Entry] = {}
    for some in chunks(sorted(set(ids))):
        for one in _entries(connection, _ENTRY.where(claim.c.id.in_(some)).order_by(claim.c.entry)):
            if one.retracted_at is None or one.id not in found or found[one.id].retracted_at is not None:
                found[one.id] = one
    return list(found.values())


def entered(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Those of the claims, by their whole ids, of which there is or was an entry."""
    return set(connection.scalars(select(claim.c.id).where(among(claim.c.id, ids))))


def by_numbers(
    connection: Connection, numbers: Sequence[int], as_of: Moment | None = None, *, standing: bool = True
) -> list[Entry]:
    """The entries of these numbers; by default those of them that stand, or stood at a moment."""
    asked = _ENTRY.where(stood(claim.c.recorded_at, claim.c.retracted_at, as_of)) if standing else _ENTRY
    found = (asked.where(claim.c.entry.in_(some)).order_by(claim.c.entry) for some in chunks(sorted(set(numbers))))
    parts = (_entries(connection, one, as_of) for one in found)
    return [one for part in parts for one in part]


def history(connection: Connection, claim_id: str) -> list[Entry]:
    """Every entry that a claim has had, in order, by its id or at least six characters of it."""
    id_ = whole_id(connection, claim.c.id, claim_id.strip().lower(), "claim")
    return _entries(connection, _ENTRY.where(claim.c.id == id_).order_by(claim.c.entry))


def whole_id(connection: Connection, column: ColumnElement[str], start: str, what: Literal["claim", "document"]) -> str:
    """The one id that begins so.

    Raises:
        NotFoundError: when there is none, or more than one: then with the first of them.

    """
    if len(start) < _PREFIX or not all(letter in "0123456789abcdef" for letter in start):
        raise NotFoundError(f"no {what} {start!r}: give its id, or at least its first {_PREFIX} characters")
    begins = select(column).distinct().where(column >= start, column < start + "g").order_by(column).limit(6)
    found = list(connection.scalars(begins))
    if not found:
        raise NotFoundError(f"the ledger holds no {what} {start!r}")
    if len(found) > 1:
        more = ", …" if len(found) > 5 else ""
        raise NotFoundError(f"{start!r} is the beginning of several ids: {', '.join(found[:5])}{more}; give more of it")
    return found[0]


def runs(connection: Connection, *, limit: int | None = None, before: int | None = None) -> list[Run]:
    """The runs, newest first; with ``before``, those that began before the one of this number."""
    asked = select(run).order_by(run.c.id.desc())
    if before is not None:
        asked = asked.where(run.c.id < before)
    return [read_run(row) for row in connection.execute(page(asked, limit, 0)).mappings()]


def last_started(connection: Connection) -> str:
    """When the last run began; empty where there was none."""
    return connection.scalar(select(run.c.started).order_by(run.c.id.desc()).limit(1)) or ""


def party_names(connection: Connection, as_of: Moment | None = None) -> list[PartyName]:
    """Every name in a slot of a claim that stands, or stood at a moment, the most frequent first."""
    number = func.count(distinct(party.c.entry))
    asked = (
        select(
            party.c.name,
            party.c.type,
            func.min(party.c.key).label("key"),
            number.label("claims"),
            func.count(distinct(claim.c.document)).label("documents"),
            func.min(party.c.slot),
            func.max(party.c.slot),
        )
        .join(claim, claim.c.entry == party.c.entry)
        .where(stood(claim.c.recorded_at, claim.c.retracted_at, as_of))
        .group_by(party.c.name, party.c.type)
    )
    rows = sorted(connection.execute(asked), key=lambda row: (-row[3], row[0], row[1]))
    return [PartyName(r[0], r[1], r[2], r[3], r[4], source=r[5] == r[6] == SOURCE) for r in rows]
