"""Documents, the runs that recorded them, and which versions of extractors have read them."""

import re
from typing import Final

from sqlalchemy import RowMapping, exists, select

from talentwire.errors import TalentwireError
from talentwire.model.document import digest
from talentwire.record.checking.look import RESTORE, Look, is_moment
from talentwire.record.rows import EDITOR, read_document
from talentwire.record.schema import claim, document, reading, run

_UNNAMED: Final = re.compile(r"document-[0-9a-f]{16}")
_AGAIN: Final = f"ingest the document again, or {RESTORE}"


def check_documents(look: Look) -> None:
    """Look at every document: its digest, its date, and when it came."""
    for rows in look.pages(document.c.digest):
        for row in rows:
            for wrong in _wrong(look, row):
                look.broken("document", f"{row['digest']} ({row['id']})", wrong)


def _wrong(look: Look, row: RowMapping) -> list[str]:
    wrong = []
    try:
        read_document(row)
    except (ValueError, TalentwireError) as error:
        wrong.append(f"it cannot be read ({error})")
    if digest(row["id"], row["text"], row["date"] or "") != row["digest"] and not _is_black(look, row):
        wrong.append("its name, its text or its date is not the one that was recorded")
    if not is_moment(row["recorded_at"]):
        wrong.append(f"its moment is none: {row['recorded_at']}")
    began = look.runs.get(row["run"])
    if began and row["recorded_at"] < began["started"]:
        wrong.append(f"it was recorded before its run {began['id']} began")
    return wrong


def _is_black(look: Look, row: RowMapping) -> bool:
    """Whether the name or the text is no longer the one of which the digest was made."""
    return look.is_black(row["text"], row["id"]) or (look.forgets and bool(_UNNAMED.fullmatch(row["id"])))


def check_runs(look: Look) -> None:
    """Look at every run: when it began and ended."""
    last = ""
    for rows in look.pages(run.c.id):
        for row in rows:
            if not is_moment(row["started"]) or not (row["ended"] is None or is_moment(row["ended"])):
                look.broken("run", row["id"], f"its moments are none: {row['started']}, {row['ended']}")
            elif row["ended"] is not None and row["ended"] < row["started"]:
                look.broken("run", row["id"], "it ended before it began")
            if look.sample is None and row["started"] < last:
                look.note("run", row["id"], "it began before the run with the number before its own", _CLOCK)
            last = max(last, row["started"])


_CLOCK: Final = "a clock was set back; nothing is lost"


def check_readings(look: Look) -> None:
    """See that every document was read by who recorded it, and every claim by who had read its document."""
    began = select(document.c.digest, reading.c.extractor, reading.c.recorded_at)
    began = began.join_from(reading, document, reading.c.document == document.c.digest)
    early = began.where(reading.c.recorded_at < document.c.recorded_at)
    look.each("reading", early, "it was read before it was recorded")
    other = select(reading.c.document, reading.c.extractor, reading.c.recorded_at)
    other = other.join_from(reading, run, reading.c.run == run.c.id)
    look.each("reading", other.where(run.c.extractor != reading.c.extractor), "its run is another extractor's")
    look.each("reading", other.where(reading.c.recorded_at < run.c.started), "it was read before its run began")
    noted = exists().where(reading.c.document == document.c.digest, reading.c.extractor == run.c.extractor)
    unread = select(document.c.digest, document.c.id).join_from(document, run, document.c.run == run.c.id)
    unread = unread.where(run.c.extractor.not_like(f"{EDITOR}%"), ~noted)
    look.each("document", unread, "nothing notes that the extractor of its run has read it", _AGAIN)
    before = exists().where(
        reading.c.document == claim.c.document,
        reading.c.extractor == claim.c.reader,
        reading.c.recorded_at <= claim.c.recorded_at,
    )
    told = select(claim.c.entry, claim.c.id).where(claim.c.reader.not_like(f"{EDITOR}%"), ~before)
    look.each("claim", told, "nothing notes that its extractor had read its document", _AGAIN)


def check_versions(look: Look) -> None:
    """See that nothing stands of a version of a document that its extractor has read a newer one of."""
    newer = document.alias("newer")
    replaced = (
        select(claim.c.entry, claim.c.id)
        .distinct()
        .join_from(claim, document, claim.c.document == document.c.digest)
        .join(newer, (newer.c.id == document.c.id) & (newer.c.recorded_at > document.c.recorded_at))
        .join(reading, (reading.c.document == newer.c.digest) & (reading.c.extractor == claim.c.reader))
        .where(claim.c.retracted_at.is_(None), claim.c.reader.not_like(f"{EDITOR}%"))
    )
    look.each("claim", replaced, "it stands, though its document was replaced by a newer version", _RETRACT)


_RETRACT: Final = "retract it with `talentwire retract`"
