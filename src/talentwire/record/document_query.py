"""What is asked of the documents in a ledger."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, Select, func, or_, select

from talentwire.model.document import Document
from talentwire.model.values import PartialDate
from talentwire.record import schema
from talentwire.record.answers import Listed, Moment
from talentwire.record.axis import chunks, stood
from talentwire.record.filters import page
from talentwire.record.lists import among
from talentwire.record.query import whole_id
from talentwire.record.rows import EDITOR, end_of, read_document
from talentwire.record.schema import claim, reading

_documents: Final = schema.document
_SHOWN: Final = [column for column in _documents.c if column.name not in ("text", "run")]


def _shown(as_of: Moment | None = None) -> Select[Any]:
    """Documents without their texts, with the number of their claims that stand, or stood at a moment."""
    theirs = (claim.c.document == _documents.c.digest, stood(claim.c.recorded_at, claim.c.retracted_at, as_of))
    return select(*_SHOWN, select(func.count()).where(*theirs).scalar_subquery().label("claims"))


_LISTED: Final = _shown()


def began(connection: Connection) -> str | None:
    """The moment at which the first document was recorded."""
    first: str | None = connection.scalar(select(func.min(_documents.c.recorded_at)))
    return first


def having(connection: Connection, digests: Iterable[str], extractor: str) -> set[str]:
    """The documents that the extractor ("name version") need not read: it was the last of its name to do so.

    Nor need it where it has read a newer version of the document: what is replaced is not recorded again.
    """
    name, _, version = (extractor, "", "") if extractor.startswith(EDITOR) else extractor.partition(" ")
    held = select(_documents.c.digest, _documents.c.id, _documents.c.recorded_at)
    known = connection.execute(held.where(among(_documents.c.digest, digests))).all()
    if not known:
        return set()
    asked = (
        select(_documents.c.id, _documents.c.recorded_at, reading.c.recorded_at, reading.c.document, reading.c.version)
        .join(_documents, _documents.c.digest == reading.c.document)
        .where(among(_documents.c.id, {row.id for row in known}), reading.c.extractor == name)
    )
    last: dict[str, tuple[str, str, str, str]] = {}
    for id_, *read in connection.execute(asked):
        last[id_] = max(last.get(id_, ("", "", "", "")), (read[0], read[1], read[2], read[3]))
    return {
        row.digest
        for row in known
        if row.id in last and (last[row.id][0] > row.recorded_at or last[row.id][2:] == (row.digest, version))
    }


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
    connection: Connection, *, text: str | None = None, as_of: Moment | None = None, limit: int | None = None,
    offset: int = 0,
) -> list[Listed]:  # fmt: skip
    """Documents without their texts, newest first; those that were there at a moment."""
    newest = func.coalesce(_documents.c.date, "").desc()
    asked = _shown(as_of).order_by(newest, _documents.c.recorded_at.desc(), _documents.c.digest)
    if as_of is not None:
        asked = asked.where(_documents.c.recorded_at <= end_of(as_of))
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
