"""Documents, claims and what gave none, as rows of the tables of bulk reading."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from talentwire.model.bulk_tables import Outcome
from talentwire.model.claims import Claim
from talentwire.model.document import Document, Span

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Passed:
    """Something that gave no claims, and why.

    Attributes:
        place: where it stands.
        outcome: the reason, in one word.
        url: its web address, where known.
        detail: what there is to say beside the word; it continues a sentence that begins with the place.

    """

    place: str
    outcome: Outcome
    url: str | None = None
    detail: str | None = None

    def row(self) -> Row:
        """As it stands in the table ``skipped``."""
        return {"place": self.place, "url": self.url, "reason": str(self.outcome), "detail": self.detail}


def document_row(document: Document, run: int) -> Row:
    """As it stands in the table ``documents``."""
    return {
        "digest": document.digest,
        "id": document.id,
        "title": document.title,
        "url": document.url,
        "place": document.place,
        "date": str(document.date) if document.date else None,
        "lang": document.lang,
        "outlet": document.outlet,
        "text": document.text,
        "run": run,
    }


def claim_row(claim: Claim, document: Document, run: int) -> Row:
    """As it stands in the table ``claims``; the claim is grounded in the document."""
    start, end = claim.span or Span(0, 0)
    return {
        "id": claim.id,
        "document": claim.document,
        "kind": claim.kind,
        "status": str(claim.status),
        "lang": document.lang,
        "outlet": document.outlet,
        "url": document.url,
        "document_date": str(document.date) if document.date else None,
        "evidence": claim.evidence,
        "start": start,
        "end": end,
        "extractor": claim.extractor,
        "trigger": claim.trigger,
        "claim": json.dumps(claim.to_json(), ensure_ascii=False),
        "written": _written(claim),
        "run": run,
    }


def _written(claim: Claim) -> str | None:
    """The document's own words for names, by slot, where any were noted."""
    words: dict[str, list[str | None]] = {}
    for slot, party in claim.parties():
        words.setdefault(slot, []).append(party.written)
    noted = {slot: found for slot, found in words.items() if any(word is not None for word in found)}
    return json.dumps(noted, ensure_ascii=False) if noted else None


def storable(row: Row) -> bool:
    """Whether every text in it is Unicode that any table can hold: no half of a surrogate pair, no NUL."""
    return all("\0" not in text and _encodes(text) for text in row.values() if isinstance(text, str))


def _encodes(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
