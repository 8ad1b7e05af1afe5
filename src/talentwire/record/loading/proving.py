"""Rows that are checked: what does not hold together is refused, and says why."""

import re
from typing import Any, Final

import msgspec

from talentwire.errors import BadValueError, GroundingError
from talentwire.model.bulk_tables import CLAIMS, DOCUMENTS
from talentwire.model.claims import Claim
from talentwire.model.document import Document, Span
from talentwire.model.values import PartialDate
from talentwire.record.loading.rows import CLAIM, DOCUMENT, Cells, required
from talentwire.record.rows import check_grounded, document_row, with_words

_DOCUMENT_NEEDS: Final = required(DOCUMENTS, DOCUMENT)
_CLAIM_NEEDS: Final = required(CLAIMS, CLAIM)
_NUL: Final = re.compile(r"\x00|(?<!\\)(?:\\\\)*\\u0000")
_WRONG: Final = (BadValueError, GroundingError, msgspec.DecodeError, TypeError, ValueError, KeyError, AttributeError,
                 OverflowError)  # fmt: skip
"""What a value that nobody has checked may lead to."""


class UnprovenError(BadValueError):
    """A row that cannot be loaded; the text says why."""


def proven_document(cells: Cells) -> Document:
    """The document of a row.

    Raises:
        UnprovenError: when it lacks something, its digest is another one, or it cannot be stored.

    """
    _complete(cells, _DOCUMENT_NEEDS)
    digest, id_, title, url, place, date, lang, outlet, text = cells.values
    try:
        read = Document(id_, text, title, url, place, PartialDate.parse(date) if date else None, lang, outlet)
        document_row(read)
    except _WRONG as error:
        raise UnprovenError(str(error)) from None
    if read.digest != digest:
        raise UnprovenError(f"the digest {digest!r} is not that of its name, text and date, which is {read.digest!r}")
    return read


def proven_claim(cells: Cells, document: Document, reader: str) -> Claim:
    """The claim of a row.

    Args:
        cells: the row.
        document: that it was read from.
        reader: name and version of what reads in this folder.

    Raises:
        UnprovenError: when it lacks something, is no claim, is another one than its id says, does not stand in the
            document at its place, or was read by another extractor.

    """
    _complete(cells, _CLAIM_NEEDS)
    id_, digest, kind, status, evidence, start, end, extractor, trigger, text, written = cells.values
    if not f"{extractor} ".startswith(f"{reader} "):
        raise UnprovenError(f"it was read by {extractor!r}, and this folder by {reader!r}")
    if any(_NUL.search(value) for value in (extractor, trigger, text, written) if value):
        raise UnprovenError("it holds characters that no database can store")
    try:
        claim = _claim(text, written, Span(start, end), digest, extractor, trigger)
        if (claim.kind, str(claim.status), claim.evidence) != (kind, status, evidence):
            raise UnprovenError("kind, status or evidence differ from those of the whole claim beside them")
        check_grounded(claim, document)
    except _WRONG as error:
        raise UnprovenError(str(error) or type(error).__name__) from None
    if claim.id != id_:
        raise UnprovenError(f"its id is {id_!r}, and what it says has the id {claim.id!r}")
    return claim


def _claim(text: str, written: str | None, span: Span, digest: str, extractor: str, trigger: str | None) -> Claim:
    held = Claim.from_json(msgspec.json.decode(text))
    content, source = held.content, held.source
    if written:
        words: dict[str, list[str | None]] = msgspec.json.decode(written, type=dict[str, list[str | None]])
        content, source = with_words(content, source, words)
    return Claim(
        content=content,
        status=held.status,
        source=source,
        date=held.date,
        evidence=held.evidence,
        span=span,
        document=digest,
        implicit=held.implicit,
        optional=held.optional,
        extractor=extractor,
        trigger=trigger,
    )


def _complete(cells: Cells, needs: tuple[tuple[int, str], ...]) -> None:
    values: tuple[Any, ...] = cells.values
    for place, name in needs:
        if values[place] is None:
            raise UnprovenError(f"its {name} is missing")
