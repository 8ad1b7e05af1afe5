"""Many documents recorded in one transaction, with the same outcome as one by one.

Documents of which the ledger knows no version have nothing that they could be compared with but names and marks, and
take the short way: their rows are made in memory and written all at once. The others take the way of ``Session``.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from talentwire.errors import BadValueError
from talentwire.model.claims import Claim
from talentwire.model.document import Document
from talentwire.model.entities import Node
from talentwire.record import document_query
from talentwire.record.answers import Run
from talentwire.record.around import Around
from talentwire.record.entering import Enter, Entering, Foresees, Fresh, nodes_of
from talentwire.record.forgotten import Marks, scopes_of
from talentwire.record.lists import among
from talentwire.record.query import entered
from talentwire.record.rows import EDITOR, SOURCE, Naming, Row, check_grounded, document_row, moment
from talentwire.record.schema import document, reading
from talentwire.record.veil import veiled
from talentwire.record.waiting import Waiting
from talentwire.record.writing import Recorded, Session, add_claims


@dataclass(frozen=True)
class Arriving:
    """A document on its way into a ledger.

    Attributes:
        document: the document.
        claims: what was read in it, each once, by id.
        row: the document as its row, without run and moment.
        prepared: what the one who links made of it.

    """

    document: Document
    claims: Mapping[str, Claim]
    row: Row
    prepared: Any = None

    @classmethod
    def of(cls, run: Run, read: Document, claims: Iterable[Claim], enter: Enter | None) -> "Arriving":
        """Whatever can be done before anything is locked.

        Raises:
            GroundingError: when a claim's evidence does not stand in the document.
            BadValueError: when the text cannot be stored, or a claim is another extractor's than the run.

        """
        found: dict[str, Claim] = {}
        for claim in claims:
            check_grounded(claim, read)
            if claim.extractor and not f"{claim.extractor} ".startswith(f"{run.extractor} "):
                raise BadValueError(f"a claim by {claim.extractor!r} cannot be recorded in a run of {run.extractor!r}")
            found.setdefault(claim.id, claim)
        row = document_row(read)
        prepared = enter.prepare(read, tuple(found.values())) if isinstance(enter, Foresees) else None
        return cls(read, found, row, prepared)


class Arrival:
    """A write transaction into which documents come.

    Args:
        connection: the transaction.
        run: the run that records.
        now: the moment of the first document; each has one of its own.
        naming: how names are told apart.
        enter: what links each.

    """

    def __init__(self, connection: Connection, run: Run, now: str, naming: Naming, enter: Enter | None) -> None:
        self._connection = connection
        self._run = run
        self._naming = naming
        self._enter = enter
        self._moments = _after(now)

    def record(self, several: Sequence[Arriving], *, unless_known: bool = False) -> list[Recorded]:
        """Record documents in their order; what each did."""
        if unless_known:
            wanted = {one.document.digest: one.claims.keys() for one in several}
            there = holding(self._connection, wanted, f"{self._run.extractor} {self._run.version}")
            new = iter(self.record([one for one in several if one.document.digest not in there]))
            return [Recorded(known=len(one.claims)) if one.document.digest in there else next(new) for one in several]
        marks = Marks.of(self._connection)
        known = self._known(several, marks)
        done: list[Recorded] = []
        fresh: list[Arriving] = []
        for one in several:
            if one.document.id not in known and not self._names_forgotten(one, marks):
                fresh.append(one)
            else:
                done += self._new(fresh)
                fresh = []
                session = Session(self._connection, self._run, next(self._moments), self._naming, self._enter)
                done.append(session.record(one.document, one.claims.values()))
            known.add(one.document.id)
        return done + self._new(fresh)

    def _known(self, several: Sequence[Arriving], marks: Marks | None) -> set[str]:
        """Ids of documents that the ledger has in any version, under their own names or without a forgotten one."""
        if self._run.extractor.startswith(EDITOR):
            return {one.document.id for one in several}
        own = {one.document.id: one.document.digest for one in several}
        names = {name: name for name in own} | ({marks.unnamed(name): name for name in own} if marks else {})
        held = self._connection.scalars(select(document.c.id).where(among(document.c.id, names)))
        known = {names[name] for name in held}
        digests = {one.document.digest: one.document.id for one in several}
        same = self._connection.scalars(select(document.c.digest).where(among(document.c.digest, digests)))
        return known | {digests[digest] for digest in same}

    def _names_forgotten(self, one: Arriving, marks: Marks | None) -> bool:
        """Whether a document or one of its claims names somebody who was forgotten."""
        if marks is None or not marks.decisions:
            return False
        found = veiled(one.document, one.claims, marks.barred(scopes_of(one.document), self._naming))
        return bool(found.gone) or found.veil.document != one.document

    def _new(self, several: Sequence[Arriving]) -> list[Recorded]:
        """Record documents of which the ledger knows no version."""
        around, waiting = Around(self._connection), Waiting(self._connection)
        if several and isinstance(self._enter, Foresees):
            self._enter.expect(around, [one.prepared for one in several])
        for one in several:
            self._add(one, around, waiting, next(self._moments))
        waiting.write()
        return [Recorded(new=len(one.claims)) for one in several]

    def _add(self, one: Arriving, around: Around, waiting: Waiting, now: str) -> None:
        noted = {"run": self._run.id, "recorded_at": now}
        waiting.add(document, [{**one.row, **noted}])
        read = {"document": one.document.digest, "extractor": self._run.extractor, "version": self._run.version}
        waiting.add(reading, [{**read, **noted}])
        common = {"run": self._run.id, "reader": self._run.extractor, "recorded_at": now}
        parties = add_claims(waiting, around, one.document, one.claims, self._naming, common)
        if not self._enter:
            return
        nodes = nodes_of(row for some in parties for row in some)
        entering = Entering(
            self._connection, one.document, tuple(one.claims.values()), now,
            Fresh(around, waiting, nodes, one.prepared),
        )  # fmt: skip
        self._enter(entering)
        for claim, rows in zip(one.claims.values(), parties, strict=True):
            named = [row for row in rows if row["slot"] != SOURCE]
            if named:
                around.add_claim(claim, named[0]["day"], (Node(row["type"], row["key"]) for row in named))


def holding(connection: Connection, documents: Mapping[str, Collection[str]], extractor: str) -> set[str]:
    """The documents that were recorded with what the extractor reads in them, and with these claims."""
    had = document_query.having(connection, documents, extractor)
    there = entered(connection, {id_ for digest in had for id_ in documents[digest]})
    return {digest for digest in had if there.issuperset(documents[digest])}


def _after(now: str) -> Iterator[str]:
    """A moment, and those that follow it, a microsecond apart: no two documents come at one moment."""
    held = datetime.fromisoformat(now)
    while True:
        yield moment(held)
        held += timedelta(microseconds=1)
