"""What recording and retracting mean, inside one write transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, exists, insert, or_, select, update

from talentwire.model.claims import Claim, filled
from talentwire.model.document import Document
from talentwire.record.answers import Run
from talentwire.record.around import Around
from talentwire.record.axis import chunks
from talentwire.record.entering import Enter, Entering, link, standing
from talentwire.record.forgotten import Marks
from talentwire.record.rows import EDITOR, Naming, Row, claim_row, document_row, party_rows
from talentwire.record.schema import claim, decision, document, party, reading
from talentwire.record.waiting import Waiting, put


@dataclass(frozen=True)
class Recorded:
    """What recording a document did.

    Attributes:
        new: claims entered, some of them perhaps once more after a retraction.
        known: claims that stood in the ledger already.
        retracted: entries of the same extractor that this reading no longer holds.
        withheld: claims not entered, because a person retracted them, they name somebody who was forgotten, or the
            document has a newer version.

    """

    new: int = 0
    known: int = 0
    retracted: int = 0
    withheld: int = 0


@dataclass(frozen=True)
class Session:
    """One document being recorded: who reads, when, and what stands in the ledger of it."""

    connection: Connection
    run: Run
    now: str
    naming: Naming
    enter: Enter | None = None
    is_editor: bool = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "is_editor", self.run.extractor.startswith(EDITOR))

    def record(self, read: Document, claims: Iterable[Claim]) -> Recorded:
        """Enter the document and the difference between what is read now and what stands."""
        yielded: dict[str, Claim] = {}
        for one in claims:
            yielded.setdefault(one.id, one)
        read, admitted = self._let_through(read, yielded)
        self._add_document(read)
        if not self.is_editor and has_newer(self.connection, read.id, read.digest, self.run.extractor):
            return Recorded(withheld=len(yielded))
        turned = not self.is_editor and self._note_reading(read)
        past = entries_of(self.connection, read.id)
        mine = {row["id"]: row for row in past if row["reader"] == self.run.extractor and row["retracted_at"] is None}
        barred = set() if self.is_editor else barred_ids(self.connection, past)
        fresh = {id_: one for id_, one in admitted.items() if id_ not in mine and id_ not in barred}
        gone = [row for id_, row in mine.items() if turned and id_ not in yielded]
        self._insert(read, fresh)
        self._retire(read, gone)
        if self.enter:
            is_first = not any(row["document"] == read.digest for row in past)
            claims = tuple(fresh.values()) if is_first else standing(self.connection, read.digest)
            link(self.enter, Entering(self.connection, read, claims, self.now))
        known = sum(id_ in mine for id_ in yielded)
        return Recorded(len(fresh), known, len(gone), len(yielded) - len(fresh) - known)

    def _let_through(self, read: Document, yielded: Mapping[str, Claim]) -> tuple[Document, Mapping[str, Claim]]:
        """The document and the claims without what is known of persons who were forgotten."""
        marks = Marks.of(self.connection)
        if marks is None:
            return read, yielded
        veiled = marks.let_through(self.connection, read, yielded, self.naming)
        return veiled.veil.document, veiled.kept

    def _add_document(self, read: Document) -> None:
        if self.connection.scalar(select(exists().where(document.c.digest == read.digest))):
            return
        put(self.connection, document, [{**document_row(read), "run": self.run.id, "recorded_at": self.now}])

    def _note_reading(self, read: Document) -> bool:
        """Note which version reads the document, and say whether that is another than the last time."""
        last = (
            select(reading.c.version)
            .where(reading.c.document == read.digest, reading.c.extractor == self.run.extractor)
            .order_by(reading.c.recorded_at.desc())
            .limit(1)
        )
        if self.connection.scalar(last) == self.run.version:
            return False
        noted = {"document": read.digest, "extractor": self.run.extractor, "version": self.run.version}
        self.connection.execute(insert(reading).values(**noted, run=self.run.id, recorded_at=self.now))
        return True

    def _insert(self, read: Document, fresh: Mapping[str, Claim]) -> None:
        if not fresh:
            return
        common = {"run": self.run.id, "reader": self.run.extractor, "recorded_at": self.now}
        enter_claims(self.connection, read, fresh, self.naming, common)

    def _retire(self, read: Document, gone: list[RowMapping]) -> None:
        by = f"{self.run.extractor} {self.run.version}".strip()
        reasons = {True: "its reading of the document no longer holds it", False: "the document has a newer version"}
        for same, reason in reasons.items():
            entries = [row["entry"] for row in gone if (row["document"] == read.digest) is same]
            retract(self.connection, entries, Retraction(self.now, by, reason, run=self.run.id))


def enter_claims(
    connection: Connection, read: Document, fresh: Mapping[str, Claim], naming: Naming, common: Mapping[str, Any]
) -> None:
    """Add entries, by the ids of their claims, with a row for every name.

    An id is that of the claim as it was read, also where its evidence was blackened since. ``common`` holds run,
    reader, moment and, of a person, the decision.
    """
    waiting = Waiting(connection)
    add_claims(waiting, Around(connection), read, fresh, naming, common)
    waiting.write()


def add_claims(
    waiting: Waiting, around: Around, read: Document, fresh: Mapping[str, Claim], naming: Naming,
    common: Mapping[str, Any],
) -> list[list[Row]]:  # fmt: skip
    """Have the rows of entries written later; for each its names."""
    first = waiting.number(claim.c.entry, len(fresh)) if fresh else 0
    rows = [
        {**claim_row(one, read), **common, "entry": number, "id": id_}
        for number, (id_, one) in enumerate(fresh.items(), first)
    ]
    waiting.add(claim, rows)
    persons = Persons(around, naming, fresh.values())
    parties = [list(party_rows(one, row, naming, persons)) for one, row in zip(fresh.values(), rows, strict=True)]
    waiting.add(party, (row for some in parties for row in some))
    return parties


class Persons:
    """The keys of everybody named as a person, in the claims at hand or in the ledger."""

    def __init__(self, around: Around, naming: Naming, claims: Iterable[Claim]) -> None:
        self._around = around
        self._here = {
            naming.key(held.name, "person")
            for one in claims
            for slot, value in filled(one.content)
            if slot.type == "person"
            for held in value
        }

    def __contains__(self, key: object) -> bool:
        return key in self._here or bool(self._around.known([f"person|{key}"]))


@dataclass(frozen=True)
class Retraction:
    """Why entries stand no more: when, by whom, for what reason, and the run or the person's decision behind it."""

    at: str
    by: str
    reason: str
    run: int | None = None
    decision: int | None = None


def retract(connection: Connection, entries: Sequence[int], why: Retraction) -> None:
    """Set the moment at which entries ceased to stand: the only change that is ever made to them."""
    values = {f"retracted_{name}": value for name, value in vars(why).items()}
    for some in chunks(entries):
        connection.execute(update(claim).where(claim.c.entry.in_(some)).values(values))


def entries_of(connection: Connection, document_id: str) -> Sequence[RowMapping]:
    """Every entry of every version of a document, in order."""
    versions = select(document.c.digest).where(document.c.id == document_id)
    return _entries(connection, claim.c.document.in_(versions))


def entries_of_claim(connection: Connection, claim_id: str) -> Sequence[RowMapping]:
    """Every entry that a claim has had, in order."""
    return _entries(connection, claim.c.id == claim_id)


def _entries(connection: Connection, condition: ColumnElement[bool]) -> Sequence[RowMapping]:
    columns: list[Any] = [
        claim.c.entry,
        claim.c.id,
        claim.c.document,
        claim.c.reader,
        claim.c.recorded_at,
        claim.c.retracted_at,
        claim.c.retracted_run,
        claim.c.decision,
        claim.c.retracted_decision,
    ]
    return connection.execute(select(*columns).where(condition).order_by(claim.c.entry)).mappings().all()


def has_newer(connection: Connection, document_id: str, digest: str, reader: str) -> bool:
    """Whether an extractor has read a version of the document that came later.

    A version once replaced stays so. Archives hold many versions of a page, and reading one again would otherwise turn
    the ledger round and round.
    """
    since = select(document.c.recorded_at).where(document.c.digest == digest).scalar_subquery()
    newer = (
        select(document.c.digest)
        .join(reading, reading.c.document == document.c.digest)
        .where(document.c.id == document_id, reading.c.extractor == reader, document.c.recorded_at > since)
    )
    return connection.execute(newer.limit(1)).first() is not None


def barred_ids(connection: Connection, past: Sequence[RowMapping]) -> set[str]:
    """Claims that a person retracted and nobody has entered since: no program brings them back.

    A decision that was undone counts as if it had never been made.
    """
    numbers = {row[column] for row in past for column in ("decision", "retracted_decision")} - {None}
    moot = _decisions(connection, numbers, or_(decision.c.undone_at.is_not(None), decision.c.verb == "undo"))
    last: dict[str, tuple[str, bool]] = {}
    for row in past:
        said = last.get(row["id"], ("", False))
        if row["reader"].startswith(EDITOR) and row["decision"] not in moot:
            said = max(said, (row["recorded_at"], False))
        if row["retracted_at"] and row["retracted_run"] is None and row["retracted_decision"] not in moot:
            said = max(said, (row["retracted_at"], True))
        last[row["id"]] = said
    return {id_ for id_, (_, is_retracted) in last.items() if is_retracted}


def undone(connection: Connection, numbers: Iterable[int]) -> set[int]:
    """Those of the decisions that were undone."""
    return _decisions(connection, numbers, decision.c.undone_at.is_not(None))


def _decisions(connection: Connection, numbers: Iterable[int], condition: ColumnElement[bool]) -> set[int]:
    asked = select(decision.c.id).where(condition)
    return {
        number
        for some in chunks(sorted(numbers))
        for number in connection.scalars(asked.where(decision.c.id.in_(some)))
    }
