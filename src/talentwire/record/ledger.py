"""The ledger: an append-only store of what documents say. Its verbs are to record and to retract."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from types import TracebackType
from typing import Final, Self

from sqlalchemy import Connection, insert, update

from talentwire import __version__
from talentwire.errors import BadValueError
from talentwire.model.claims import Claim
from talentwire.model.document import Document
from talentwire.record import catching_up, document_query, query
from talentwire.record.answers import Moment
from talentwire.record.axis import Clock, next_number, now_of, utc_now
from talentwire.record.decisions import Decisions
from talentwire.record.forgetting import Forgetting
from talentwire.record.keeping import Keeping
from talentwire.record.links import Links
from talentwire.record.operating.alerts import Alerts
from talentwire.record.operating.feeds import Feeds
from talentwire.record.operating.tokens import Tokens
from talentwire.record.query import ClaimFilter, Counts, Entry, Listed, PartyName, Run
from talentwire.record.rows import EDITOR, Naming, check_grounded, document_row
from talentwire.record.schema import run as run_table
from talentwire.record.store import Store
from talentwire.record.writing import Enter, Recorded, Session

__all__ = ["Clock", "Ledger", "Recorded", "utc_now"]

_PLAIN: Final = Naming()


class Ledger:
    """Documents and claims that outlive the program; open one with ``Ledger.open(address)``.

    Attributes:
        shown: where it is, without a password.
        decisions: what people put right.
        links: what ties names to names and documents to documents.
        forgetting: the removal of persons.
        kept: facts and answers that were worked out and are at hand.
        alerts: saved questions, and what was told of them.
        tokens: who may ask a server over it.
        feeds: sources that are watched.

    """

    def __init__(self, store: Store, naming: Naming, clock: Clock) -> None:
        self._store = store
        self.shown = store.shown
        self._naming = naming
        self._clock = clock
        self.decisions = Decisions(store, naming, clock)
        self.links = Links(store)
        self.forgetting = Forgetting(store, naming, clock)
        self.kept = Keeping(store)
        self.alerts = Alerts(store)
        self.tokens = Tokens(store, clock)
        self.feeds = Feeds(store, clock)

    @classmethod
    def open(cls, address: str, create: bool = True, *, naming: Naming = _PLAIN, clock: Clock = utc_now) -> Self:
        """Open the ledger at a path, ``sqlite:///path`` or ``postgresql://user@host/database``.

        An older ledger is brought up to date; a new one is made unless ``create`` is false. ``naming`` gives the
        key and the type of a name, by which claims are found; ``clock`` is there for tests.

        Raises:
            LedgerError: when what stands there is no ledger, is newer than this program or cannot be used.

        """
        return cls(Store(str(address), create=create), naming, clock)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _type: type[BaseException] | None, _: BaseException | None, __: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Give back every connection to the database."""
        self._store.close()

    # -- writing

    def begin_run(self, command: str, extractor: str, version: str, packs: str | None = None) -> Run:
        """Note that a program starts to record; ``extractor`` is the name of one, or ``editor:<name>`` of a person.

        Raises:
            BadValueError: when the name of an extractor is empty or holds blanks.

        """
        if not extractor.strip() or (" " in extractor and not extractor.startswith(EDITOR)):
            raise BadValueError(f"an extractor's name must be one word, not {extractor!r}")
        with self._store.writing() as connection:
            began = Run(
                id=next_number(connection, run_table),
                command=command,
                program=__version__,
                extractor=extractor,
                version=version,
                packs=packs,
                started=self._now(connection),
            )
            connection.execute(insert(run_table).values(vars(began)))
        return began

    def end_run(self, run: Run, documents: int, claims: int, skipped: int) -> Run:
        """Note that a run has come to its end, with what it counted."""
        with self._store.writing() as connection:
            ended = replace(run, ended=self._now(connection), documents=documents, claims=claims, skipped=skipped)
            connection.execute(update(run_table).where(run_table.c.id == run.id).values(vars(ended)))
        return ended

    def record(self, run: Run, document: Document, claims: Iterable[Claim], enter: Enter | None = None) -> Recorded:
        """Enter a document with what an extractor read in it, in one transaction: whole or not at all.

        Reading again enters nothing twice. Entries of the same extractor that this reading no longer holds are
        retracted when its version is another one than before, or when this is a newer version of the document; an
        editor's entries never are. What a person retracted comes back only by an editor's own claim.

        Raises:
            GroundingError: when a claim's evidence does not stand in the document.
            BadValueError: when the text cannot be stored, or a claim is another extractor's than the run.

        """
        read = list(claims)
        for claim in read:
            check_grounded(claim, document)
            if claim.extractor and not f"{claim.extractor} ".startswith(f"{run.extractor} "):
                raise BadValueError(f"a claim by {claim.extractor!r} cannot be recorded in a run of {run.extractor!r}")
        document_row(document)  # refuses what cannot be stored before anything is locked
        with self._store.writing() as connection:
            return Session(connection, run, self._now(connection), self._naming, enter).record(document, read)

    def catch_up(self, enter: Enter) -> int:
        """Work out names and stories of the documents that an older program recorded without; how many they were.

        What is worked out counts as known since each document was recorded.
        """
        with self._store.reading() as connection:
            digests = catching_up.unlinked(connection)
        for digest in digests:
            with self._store.writing() as connection:
                enter(catching_up.entering(connection, digest))
        if digests:
            with self._store.writing() as connection:
                catching_up.end(connection)
        return len(digests)

    def retract(self, claim_id: str, by: str, reason: str) -> Entry:
        """Retract a claim by its id or the beginning of it; who did it and why is kept with the entry.

        Raises:
            NotFoundError: when no claim or more than one has the id, or it is retracted already.
            BadValueError: when it is not said by whom or why.

        """
        return self.decisions.retract(claim_id, by=by, reason=reason)[1]

    def _now(self, connection: Connection) -> str:
        return now_of(connection, self._clock)

    # -- reading

    def began(self) -> str | None:
        """The moment at which the first document was recorded; None in an empty ledger."""
        with self._store.reading() as connection:
            return document_query.began(connection)

    def has(self, document_digest: str, extractor: str) -> bool:
        """Whether the document was recorded with what ``extractor`` ("name version") reads in it."""
        with self._store.reading() as connection:
            return document_query.has(connection, document_digest, extractor)

    def claims(self, wanted: ClaimFilter | None = None) -> list[Entry]:
        """The entries that a filter lets through, newest first."""
        with self._store.reading() as connection:
            return query.claims(connection, wanted, self._naming)

    def each(self, wanted: ClaimFilter | None = None) -> Iterator[Entry]:
        """The same entries one by one, of one state of the ledger, however many they are."""
        with self._store.reading() as connection:
            yield from query.each(connection, wanted or ClaimFilter(), self._naming)

    def counts(self, wanted: ClaimFilter | None = None) -> Counts:
        """How many entries a filter lets through, whatever its paging, by kind, status and language."""
        with self._store.reading() as connection:
            return query.counts(connection, wanted, self._naming)

    def entry(self, claim_id: str) -> Entry:
        """The entry of a claim by its id or the beginning of it: the one that stands, else the last that did.

        Raises:
            NotFoundError: when no claim or more than one has the id.

        """
        with self._store.reading() as connection:
            return query.entry(connection, claim_id)

    def by_ids(self, ids: Sequence[str]) -> list[Entry]:
        """The entries of claims by their whole ids: for each those that stand, else the last that did."""
        with self._store.reading() as connection:
            return query.by_ids(connection, ids)

    def history(self, claim_id: str) -> list[Entry]:
        """Every entry that a claim has had, the first one first.

        Raises:
            NotFoundError: when no claim or more than one has the id.

        """
        with self._store.reading() as connection:
            return query.history(connection, claim_id)

    def document(self, name: str) -> Document:
        """A document by its id (then its newest version), its digest or the beginning of that.

        Raises:
            NotFoundError: when the ledger holds none, or more than one.

        """
        with self._store.reading() as connection:
            return document_query.document(connection, name)

    def documents(
        self, *, text: str | None = None, as_of: Moment | None = None, limit: int | None = None, offset: int = 0
    ) -> list[Listed]:
        """Documents without their texts, newest first; ``text`` is looked for in id, title and outlet."""
        with self._store.reading() as connection:
            return document_query.documents(connection, text=text, as_of=as_of, limit=limit, offset=offset)

    def listed(self, digests: Sequence[str]) -> list[Listed]:
        """Documents without their texts by digest; those that the ledger does not hold are left out."""
        with self._store.reading() as connection:
            return document_query.listed(connection, digests)

    def texts(self, digests: Sequence[str]) -> dict[str, Document]:
        """Whole documents by digest; those that the ledger does not hold are left out."""
        with self._store.reading() as connection:
            return document_query.texts(connection, digests)

    def runs(self, *, limit: int | None = None, before: int | None = None) -> list[Run]:
        """The runs, newest first; with ``before``, those that began before the one of this number."""
        with self._store.reading() as connection:
            return query.runs(connection, limit=limit, before=before)

    def party_names(self, as_of: Moment | None = None) -> list[PartyName]:
        """Every name in a slot of a claim that stands, or stood, with its type and how often it is there."""
        with self._store.reading() as connection:
            return query.party_names(connection, as_of)
