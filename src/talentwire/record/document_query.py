"""What is asked of the documents in a ledger."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, RowMapping, func, or_, select

from talentwire.model.document import Document
from talentwire.model.values import PartialDate
from talentwire.record import schema
from talentwire.record.answers import Listed
from talentwire.record.axis import chunks
from talentwire.record.filters import page
from talentwire.record.query import whole_id
from talentwire.record.rows import EDITOR, read_document
from talentwire.record.schema import claim, reading

_documents: Final = schema.document
_STANDING: Final = (
    select(func.count())
    .where(claim.c.document == _documents.c.digest, claim.c.retracted_at.is_(None))
    .scalar_subquery()
)
_LISTED: Final = select(
    *(column for column in _documents.c if column.name not in ("text", "run")), _STANDING.label("claims")
)


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
        digest = whole_id(connection, _documents.c.digest, name, "document")
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
