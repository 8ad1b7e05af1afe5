"""What is asked of a ledger: the claims a filter lets through, documents, runs, names and counts."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, Literal

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    and_,
    bindparam,
    distinct,
    false,
    func,
    not_,
    or_,
    select,
)

from talentwire.errors import BadValueError, NotFoundError
from talentwire.model.claims import KINDS, Status, slots
from talentwire.model.document import Document
from talentwire.model.entities import Node
from talentwire.model.values import Interval, PartialDate
from talentwire.record import schema
from talentwire.record.answers import ClaimFilter, Counts, Day, Entry, Listed, Meant, Moment, PartyName, Run, Words
from talentwire.record.axis import chunks, stood
from talentwire.record.rows import EDITOR, SOURCE, Naming, end_of, fold, read_claim, read_document
from talentwire.record.schema import claim, party, reading, run

__all__ = ["ClaimFilter", "Counts", "Entry", "Listed", "PartyName", "Run"]

_documents: Final = schema.document
_PLAIN: Final = Naming()
_PREFIX: Final = 6  # characters of an id that may stand for the whole

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


_STANDING: Final = (
    select(func.count())
    .where(claim.c.document == _documents.c.digest, claim.c.retracted_at.is_(None))
    .scalar_subquery()
)
_LISTED: Final = select(
    *(column for column in _documents.c if column.name not in ("text", "run")), _STANDING.label("claims")
)


def _entries(connection: Connection, asked: Select[Any]) -> list[Entry]:
    rows = connection.execute(asked).mappings().all()
    nodes = _nodes(connection, rows)
    return [_entry(row, nodes.get(row["entry"], {})) for row in rows]


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


def _entry(row: RowMapping, nodes: Mapping[str, tuple[Node, ...]]) -> Entry:
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
        retracted_at=row["retracted_at"],
        retracted_by=row["retracted_by"],
        retracted_reason=row["retracted_reason"],
        number=row["entry"],
        nodes=nodes,
    )


def claims(connection: Connection, wanted: ClaimFilter | None = None, naming: Naming = _PLAIN) -> list[Entry]:
    """The entries that the filter lets through, newest first, and those of one day as their document has them."""
    wanted = wanted or ClaimFilter()
    asked = _ENTRY.where(*_conditions(wanted, naming))
    asked = asked.order_by(claim.c.day_from.desc(), claim.c.recorded_at.desc(), claim.c.entry)
    return _entries(connection, page(asked, wanted.limit, wanted.offset))


def counts(connection: Connection, wanted: ClaimFilter | None = None, naming: Naming = _PLAIN) -> Counts:
    """How many entries the filter lets through, whatever its paging."""
    conditions = list(_conditions(wanted or ClaimFilter(), naming))
    groups = (claim.c.kind, claim.c.status, _documents.c.lang)
    grouped = select(*groups, func.count()).select_from(_FROM).where(*conditions).group_by(*groups)
    found = [tuple(row) for row in connection.execute(grouped)]
    whole = select(func.count(distinct(claim.c.document))).select_from(_FROM).where(*conditions)
    return Counts(
        claims=sum(row[-1] for row in found),
        documents=connection.scalar(whole) or 0,
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


def page(asked: Select[Any], limit: int | None, offset: int) -> Select[Any]:
    """A part of what a query gives.

    Raises:
        BadValueError: when a number is below zero.

    """
    if (limit is not None and limit < 0) or offset < 0:
        raise BadValueError(f"limit and offset count entries and cannot be below zero: {limit}, {offset}")
    return asked.limit(limit).offset(offset or None)


def _conditions(wanted: ClaimFilter, naming: Naming) -> Iterator[ColumnElement[bool]]:
    yield from _attributes(wanted)
    yield from _days(wanted)
    for names, types in ((wanted.person, ("person",)), (wanted.org, ("org",)), (wanted.name, _TYPES)):
        if names:
            yield _who(names, types, naming)
    if not wanted.include_retracted:
        yield stood(claim.c.recorded_at, claim.c.retracted_at, wanted.as_of)
    elif wanted.as_of is not None:
        yield claim.c.recorded_at <= end_of(wanted.as_of)


def _attributes(wanted: ClaimFilter) -> Iterator[ColumnElement[bool]]:
    for column, given, known in (
        (claim.c.kind, wanted.kind, tuple(KINDS)),
        (claim.c.status, wanted.status, tuple(Status)),
        (_documents.c.lang, wanted.lang, ()),
    ):
        values = [str(value) for value in _several(given)]
        if strange := [value for value in values if known and value not in known]:
            raise BadValueError(f"no such {column.name}: {', '.join(strange)} (one of {', '.join(known)})")
        if values:
            yield column.in_(values)
    if wanted.text and (sought := fold(wanted.text)):
        yield claim.c.folded.contains(sought, autoescape=True)
    if wanted.document:
        yield or_(_documents.c.id == wanted.document, _documents.c.digest == wanted.document)


def _days(wanted: ClaimFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.since is not None:
        yield claim.c.day_to >= str(_days_of(wanted.since).start)
    if wanted.until is not None:
        yield claim.c.day_from <= str(_days_of(wanted.until).end)
        yield claim.c.day_from != ""
    if wanted.during is not None:
        during = Interval.parse(wanted.during) if isinstance(wanted.during, str) else wanted.during
        yield claim.c.valid_from.is_not(None)
        if during.end:
            yield claim.c.valid_from <= str(during.end)
        if during.start:
            yield claim.c.valid_to >= str(during.start)


def _days_of(day: Day) -> Interval:
    if isinstance(day, str):
        day = PartialDate.parse(day)
    return day.interval() if isinstance(day, PartialDate) else Interval(day, day)


_TYPES: Final = ("person", "org", "facility", "product")
_OF_SEVERAL: Final = sorted({slot.name for kind in KINDS.values() for slot in slots(kind) if slot.type == "party"})
"""Slots in which a person may stand as well as an organisation."""
_MANY: Final = 5_000
"""Above so many values a statement holds them itself: databases limit the number of its parameters."""


def _who(wanted: Words | Meant, types: Sequence[str], naming: Naming) -> ColumnElement[bool]:
    """Whether an entry has one of the names in a slot of one of the types."""
    if isinstance(wanted, Meant):
        return _meant(wanted)
    names = _several(wanted)
    keys = {key for name in names for key in (name, *(naming.key(name, one) for one in (*types, "org"))) if key}
    hit = or_(_among(party.c.key, sorted(keys)), _among(party.c.name, sorted(set(names))))
    fits = or_(party.c.type.in_(types), party.c.slot.in_(_OF_SEVERAL))  # whatever it was taken for there
    return claim.c.entry.in_(select(party.c.entry).where(hit, fits, party.c.slot != SOURCE))


def _meant(wanted: Meant) -> ColumnElement[bool]:
    """Whether an entry names who is meant, in a document in which the name means them."""
    everywhere = [node for node in wanted.nodes if not node.document]
    apart = [and_(claim.c.document == node.document, *_is(node)) for node in sorted(wanted.apart)]
    hits = [and_(claim.c.document == node.document, *_is(node)) for node in sorted(wanted.nodes) if node.document]
    for kind in sorted({node.type for node in everywhere}):
        keys = sorted(node.key for node in everywhere if node.type == kind)
        hits.append(and_(party.c.type == kind, _among(party.c.key, keys)))
    named = select(party.c.entry).where(or_(false(), *hits), not_(or_(false(), *apart)), party.c.slot != SOURCE)
    if apart or any(node.document for node in wanted.nodes):
        named = named.join(claim, claim.c.entry == party.c.entry).correlate(None)
    return claim.c.entry.in_(named)


def _is(node: Node) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return party.c.type == node.type, party.c.key == node.key


def _among(column: ColumnElement[str], values: Sequence[str]) -> ColumnElement[bool]:
    if len(values) < _MANY:
        return column.in_(values)
    return column.in_(bindparam(None, values, expanding=True, literal_execute=True))


def _several(given: Words) -> Sequence[str]:
    return (given,) if isinstance(given, str) else given


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


def history(connection: Connection, claim_id: str) -> list[Entry]:
    """Every entry that a claim has had, in order, by its id or at least six characters of it."""
    id_ = _whole_id(connection, claim.c.id, claim_id.strip().lower(), "claim")
    return _entries(connection, _ENTRY.where(claim.c.id == id_).order_by(claim.c.entry))


def _whole_id(
    connection: Connection, column: ColumnElement[str], start: str, what: Literal["claim", "document"]
) -> str:
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


def began(connection: Connection) -> str | None:
    """The moment at which the first document was recorded."""
    first: str | None = connection.scalar(select(func.min(_documents.c.recorded_at)))
    return first


def has(connection: Connection, digest: str, extractor: str) -> bool:
    """Whether the extractor ("name version") need not read the document: it was the last of its name to do so.

    Nor need it when it has read a newer version of the document: what is replaced is not recorded again.
    """
    name, _, version = (extractor, "", "") if extractor.startswith(EDITOR) else extractor.partition(" ")
    row = connection.execute(
        select(_documents.c.id, _documents.c.recorded_at).where(_documents.c.digest == digest)
    ).first()
    if row is None:
        return False
    last = (
        select(reading.c.document, reading.c.version)
        .join(_documents, _documents.c.digest == reading.c.document)
        .where(_documents.c.id == row.id, _documents.c.recorded_at >= row.recorded_at, reading.c.extractor == name)
        .order_by(_documents.c.recorded_at.desc(), reading.c.recorded_at.desc())
        .limit(1)
    )
    found = connection.execute(last).first()
    return found is not None and (found.document != digest or found.version == version)


def document(connection: Connection, name: str) -> Document:
    """The newest document with this id, else the one with this digest or at least six characters of it."""
    named = select(_documents).where(_documents.c.id == name).order_by(_documents.c.recorded_at.desc()).limit(1)
    row = connection.execute(named).mappings().first()
    if row is None:
        digest = _whole_id(connection, _documents.c.digest, name, "document")
        row = connection.execute(select(_documents).where(_documents.c.digest == digest)).mappings().one()
    return read_document(row)


def texts(connection: Connection, digests: Sequence[str]) -> dict[str, Document]:
    """Whole documents by digest."""
    found = {}
    for some in chunks(digests):
        chosen = select(_documents).where(_documents.c.digest.in_(some))
        found.update({row["digest"]: read_document(row) for row in connection.execute(chosen).mappings()})
    return found


def documents(
    connection: Connection, *, text: str | None = None, limit: int | None = None, offset: int = 0
) -> list[Listed]:
    """Documents without their texts, newest first."""
    newest = func.coalesce(_documents.c.date, "").desc()
    asked = _LISTED.order_by(newest, _documents.c.recorded_at.desc())
    if text:
        hit = (
            column.icontains(text, autoescape=True)
            for column in (_documents.c.id, _documents.c.title, _documents.c.outlet)
        )
        asked = asked.where(or_(*hit))
    return [_listed(row) for row in connection.execute(page(asked, limit, offset)).mappings()]


def listed(connection: Connection, digests: Sequence[str]) -> list[Listed]:
    """Documents without their texts, by digest."""
    found: list[Listed] = []
    for some in chunks(sorted(set(digests))):
        rows = connection.execute(_LISTED.where(_documents.c.digest.in_(some))).mappings()
        found.extend(_listed(row) for row in rows)
    return found


def _listed(row: RowMapping) -> Listed:
    return Listed(**{**row, "date": PartialDate.parse(row["date"]) if row["date"] else None})


def runs(connection: Connection, *, limit: int | None = None) -> list[Run]:
    """The runs, newest first."""
    return [Run(**row) for row in connection.execute(page(select(run).order_by(run.c.id.desc()), limit, 0)).mappings()]


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
        .order_by(number.desc(), party.c.name, party.c.type)
    )
    rows = connection.execute(asked)
    return [PartyName(r[0], r[1], r[2], r[3], r[4], source=r[5] == r[6] == SOURCE) for r in rows]
