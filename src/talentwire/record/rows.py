"""Documents and claims as rows of the tables, and back again unchanged."""

import json
import unicodedata
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, Final, NamedTuple, cast

from sqlalchemy import RowMapping

from talentwire.errors import BadValueError, GroundingError
from talentwire.model.claims import NAMED, TEXTS, Claim, Content, SlotType, Status, filled
from talentwire.model.document import Document, Span
from talentwire.model.entities import Party
from talentwire.model.values import PartialDate
from talentwire.record.answers import Run

NameKey = Callable[[str, str], str]
TypeOf = Callable[[str, str, Container[str]], str]
Row = dict[str, Any]
EDITOR: Final = "editor:"
SOURCE: Final = "source"
_ACCENTS: Final = dict.fromkeys(range(0x0300, 0x0370))


def fold(text: str) -> str:
    """The text without case and accents, one blank between words; what two spellings are searched by."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return unicodedata.normalize("NFC", " ".join(plain.translate(_ACCENTS).split()))


def simple_key(name: str, _type: str) -> str:
    """The key of a name where none better is given: the folded name, whatever its type."""
    return fold(name)


def plain_type(name: str, slot_type: str, persons: Container[str]) -> str:
    """What a name in a slot is the name of where nobody knows better: a known person, else an organisation."""
    if slot_type != "party":
        return slot_type
    return "person" if fold(name) in persons else "org"


class Naming(NamedTuple):
    """How names are told apart: the key of a name by its type, and its type where a slot takes several."""

    key: NameKey = simple_key
    type_of: TypeOf = plain_type


def moment(value: datetime) -> str:
    """A moment as the ledger writes it: UTC with microseconds, always of one width, so that text sorts by time."""
    return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def end_of(value: str | date | datetime | PartialDate) -> str:
    """The last moment that a day, month, year or moment names, as the ledger writes it.

    A date means its end: what was known on 15 July is what was known when that day was over, in UTC.

    Raises:
        BadValueError: when it names neither a day nor a moment.

    """
    if isinstance(value, str) and "T" not in value.strip():
        value = PartialDate.parse(value)
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value.strip())
        except ValueError:
            raise BadValueError(f"a moment must look like 2025-07-15 or 2025-07-15T09:30Z, not {value!r}") from None
    if isinstance(value, datetime):
        try:
            return moment(value if value.tzinfo else value.replace(tzinfo=UTC))
        except OverflowError:
            raise BadValueError(f"no calendar has the moment {value}") from None
    day = value.last() if isinstance(value, PartialDate) else value
    return f"{day.isoformat()}T23:59:59.999999Z"


def document_row(document: Document) -> Row:
    """A document as its row, without the run and the moment."""
    row = {
        "digest": document.digest,
        "id": document.id,
        "title": document.title,
        "url": document.url,
        "place": document.place,
        "date": _text(document.date),
        "lang": document.lang,
        "outlet": document.outlet,
        "text": document.text,
    }
    for name, value in row.items():
        if value and not _storable(value):
            raise BadValueError(f"the {name} of document {document.id!r} holds characters that are no Unicode text")
    return row


def _storable(text: str) -> bool:
    """No half of a surrogate pair and no NUL: neither can stand in every database."""
    return "\0" not in text and text.encode("utf-8", "replace").decode("utf-8") == text


def run_row(run: Run) -> Row:
    """A run as its row."""
    return {**vars(run), "usage": json.dumps(run.usage) if run.usage else None}


def read_run(row: RowMapping) -> Run:
    """The run of a row."""
    return Run(**{**row, "usage": json.loads(row["usage"]) if row["usage"] else None})


def read_document(row: RowMapping) -> Document:
    """The document of a row; repairs are not kept, they are made anew from the text."""
    names = ("id", "text", "title", "url", "place", "lang", "outlet")
    held = Document(**{name: row[name] for name in names}, date=_date(row["date"]))
    return held if held.digest == row["digest"] else replace(held, recorded_as=row["digest"])


def check_grounded(claim: Claim, document: Document) -> None:
    """The last gate: a claim's evidence stands in the document it is recorded with, and it can be read again.

    Raises:
        GroundingError: when it does not, or the claim is another document's.
        BadValueError: when a name or a text of the claim is blank: nothing that is read back may be.

    """
    where = f"a {claim.kind} of document {document.id!r}"
    for slot, value in filled(claim.content):
        if slot.type in TEXTS and not all(str(one).strip() for one in (value if isinstance(value, tuple) else [value])):
            raise BadValueError(f"{where} has a blank {slot.name}")
    if claim.source and not claim.source.name.strip():
        raise BadValueError(f"{where} has a blank source")
    if claim.document != document.digest:
        raise GroundingError(f"{where} carries the digest of another document: ground it in the one it was read from")
    if claim.span is None and claim.evidence not in document.text:
        raise GroundingError(f"{where} has evidence that does not stand in the text: {claim.evidence!r}")
    if claim.span is not None and claim.span.cut(document.text) != claim.evidence:
        raise GroundingError(f"{where} has evidence that does not stand at {claim.span.start}:{claim.span.end}")


def claim_row(claim: Claim, document: Document) -> Row:
    """A claim as its row, without entry, run, reader and moment."""
    whole = claim.to_json()
    days = claim.date.interval() if claim.date else None
    said = days or (document.date.interval() if document.date else None)
    return {
        "id": claim.id,
        "document": claim.document,
        "kind": claim.kind,
        "slots": {slot.name: whole[slot.name] for slot, _ in filled(claim.content)},
        "status": str(claim.status),
        "source": claim.source.name if claim.source else None,
        "date": _text(claim.date),
        "valid_from": _text(days and days.start),
        "valid_to": _text(days and days.end),
        "day_from": _text(said and said.start) or "",
        "day_to": _text(said and said.end) or "",
        "evidence": claim.evidence,
        "folded": fold(claim.evidence),
        "evidence_start": claim.span.start if claim.span else None,
        "evidence_end": claim.span.end if claim.span else None,
        "written": _written(claim),
        "implicit": list(claim.implicit) or None,
        "optional": claim.optional,
        "extractor": claim.extractor,
        "rule": claim.trigger,
    }


def read_claim(row: RowMapping) -> Claim:
    """The claim of a row, equal in every attribute to the one that was recorded."""
    held = Claim.from_json({"type": row["kind"], **row["slots"]})
    source = Party(row["source"]) if row["source"] is not None else None
    content, source = with_words(held.content, source, row["written"] or {})
    start, end = row["evidence_start"], row["evidence_end"]
    return Claim(
        content=content,
        status=Status(row["status"]),
        source=source,
        date=_date(row["date"]),
        evidence=row["evidence"],
        span=None if start is None else Span(start, end),
        document=row["document"],
        implicit=tuple(row["implicit"] or ()),
        optional=row["optional"],
        extractor=row["extractor"],
        trigger=row["rule"],
    )


def party_rows(claim: Claim, row: Row, naming: Naming, persons: Container[str]) -> Iterator[Row]:
    """A row for every name in a slot of a claim with this row, and for its source; ``persons`` are keys of persons."""
    for slot, slot_type, position, party in parties_of(claim):
        kind = naming.type_of(party.name, slot_type, persons)
        yield {
            "entry": row["entry"],
            "slot": slot,
            "position": position,
            "type": kind,
            "name": party.name,
            "written": party.written,
            "key": naming.key(party.name, kind),
            "day": row["day_from"],
        }


def parties_of(claim: Claim) -> Iterator[tuple[str, SlotType, int, Party]]:
    """Every name in a slot of a claim: the slot, its type, the place in it, who; the source last."""
    for slot, value in filled(claim.content):
        if slot.type in NAMED:
            for position, party in enumerate(value):
                yield slot.name, slot.type, position, party
    if claim.source:
        yield SOURCE, "party", 0, claim.source


def _written(claim: Claim) -> dict[str, list[str | None]] | None:
    """The words of the document by slot, for slots where any were noted."""
    words: dict[str, list[str | None]] = {}
    for slot, _, _, party in parties_of(claim):
        words.setdefault(slot, []).append(party.written)
    return {slot: found for slot, found in words.items() if any(word is not None for word in found)} or None


def with_words(
    content: Content, source: Party | None, written: Mapping[str, list[str | None]]
) -> tuple[Content, Party | None]:
    """The names of a claim with the words of the document for them, by slot.

    Raises:
        ValueError: when there are not as many words as names in a slot.

    """
    if not written:
        return content, source
    slots = {slot: _with_words(getattr(content, slot), words) for slot, words in written.items() if slot != SOURCE}
    if source and SOURCE in written:
        (source,) = _with_words((source,), written[SOURCE])
    return replace(content, **cast(Row, slots)), source


def _with_words(parties: tuple[Party, ...], words: list[str | None]) -> tuple[Party, ...]:
    return tuple(Party(party.name, word) for party, word in zip(parties, words, strict=True))


def _text(value: object) -> str | None:
    return str(value) if value else None


def _date(text: str | None) -> PartialDate | None:
    return PartialDate.parse(text) if text else None
