"""The ledger: an append-only store of what documents say. Its verbs are to record and to retract."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from sqlalchemy import Connection, insert, update

from talentwire import __version__
from talentwire.errors import BadValueError
from talentwire.model.claims import Claim
from talentwire.model.document import Document
from talentwire.record import catching_up, checking, copying, document_query, query, renewing
from talentwire.record.answers import Moment
from talentwire.record.arriving import Arrival, Arriving, holding
from talentwire.record.axis import Clock, next_number, now_of, utc_now
from talentwire.record.checking import CheckReport, OnRows
from talentwire.record.copying import Copied
from talentwire.record.decisions import Decisions
from talentwire.record.entering import Enter, link
from talentwire.record.forgetting import Forgetting
from talentwire.record.keeping import Keeping
from talentwire.record.links import Links
from talentwire.record.operating.alerts import Alerts
from talentwire.record.operating.feeds import Feeds
from talentwire.record.operating.tokens import Tokens
from talentwire.record.query import ClaimFilter, Counts, Entry, Listed, PartyName, Run
from talentwire.record.rows import EDITOR, Naming, run_row
from talentwire.record.schema import KEPT
from talentwire.record.schema import run as run_table
from talentwire.record.store import Store
from talentwire.record.upgrading import Told
from talentwire.record.writing import Recorded

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
    def open(
        cls, address: str, create: bool = True, *, naming: Naming = _PLAIN, clock: Clock = utc_now,
        told: Told | None = None,
    ) -> Self:  # fmt: skip
        """Open the ledger at a path, ``sqlite:///path`` or ``postgresql://user@host/database``.

        An older ledger is brought up to date, and ``told`` hears how far that is; a new one is made unless ``create``
        is false. ``naming`` gives the key and the type of a name, by which claims are found; ``clock`` is there for
        tests.

        Raises:
            LedgerError: when what stands there is no ledger, is newer than this program or cannot be used.

        """
        return cls(Store(str(address), create=create, told=told), naming, clock)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _type: type[BaseException] | None, _: BaseException | None, __: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Give back every connection to the database."""
        self._store.close()

    # -- copies

    def back_up(self, file: Path) -> Copied:
        """Copy everything into a new file, which is a ledger itself; others may read and write meanwhile.

        Raises:
            LedgerError: when something stands at the path, or the file cannot be written.

        """
        return copying.back_up(self._store, file)

    def restore(self, file: Path) -> Copied:
        """Bring in everything from a backup, or from any ledger in a file; this one may hold nothing yet.

        Raises:
            LedgerError: when the file is no ledger, or this one holds something.

        """
        return copying.restore(file, self._store)

    def settle(self) -> None:
        """Let the database tidy up after very many documents have come; others may read and write meanwhile."""
        self._store.settle()

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
                started=self._now(connection, query.last_started(connection)),
            )
            connection.execute(insert(run_table).values(run_row(began)))
        return began

    def end_run(
        self, run: Run, documents: int, claims: int, skipped: int, *, usage: Mapping[str, object] | None = None
    ) -> Run:
        """Note that a run has come to its end, with what it counted, and what a model that was asked cost."""
        with self._store.writing() as connection:
            now = self._now(connection, run.started)
            ended = replace(run, ended=now, documents=documents, claims=claims, skipped=skipped, usage=usage)
            connection.execute(update(run_table).where(run_table.c.id == run.id).values(run_row(ended)))
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
        return self.record_all(run, [(document, claims)], enter)[0]

    def record_all(
        self,
        run: Run,
        read: Iterable[tuple[Document, Iterable[Claim]]],
        enter: Enter | None = None,
        *,
        unless_known: bool = False,
    ) -> list[Recorded]:
        """Enter documents with what an extractor read in each, in one transaction: all of them or none.

        The outcome is that of ``record``, one after the other; what each did.

        Args:
            run: the run that records.
            read: the documents, each with its claims.
            enter: what links each.
            unless_known: leave a document alone that the ledger has with all these claims, read by this version.

        Raises:
            GroundingError: when a claim's evidence does not stand in its document.
            BadValueError: when a text cannot be stored, or a claim is another extractor's than the run.

        """
        several = [Arriving.of(run, document, claims, enter) for document, claims in read]  # before anything is locked
        with self._store.writing() as connection:
            now = self._now(connection, run.started)
            return Arrival(connection, run, now, self._naming, enter).record(several, unless_known=unless_known)

    def catch_up(self, enter: Enter) -> int:
        """Work out names and stories of the documents that an older program recorded without; how many they were.

        What is worked out counts as known since each document was recorded.
        """
        with self._store.reading() as connection:
            digests = catching_up.unlinked(connection)
        for digest in digests:
            with self._store.writing() as connection:
                link(enter, catching_up.entering(connection, digest))
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

    def check(self, *, sample: int | None = None, on_rows: OnRows | None = None, renew: bool = False) -> CheckReport:
        """See whether every row is as it should be; nothing is changed.

        Args:
            sample: how many rows of each table are looked at, drawn at random; None for all.
            on_rows: hears what is looked at, how many rows of it were, and how many there are.
            renew: empty what is kept where something of it is broken; it is worked out anew.

        """
        with self._store.reading() as connection:
            found = checking.check(connection, self._naming, sample, on_rows or (lambda *_: None))
        if renew and any(table.name in found.broken for table in KEPT):
            with self._store.writing() as connection:
                renewing.clear(connection)
            found = replace(found, renewed=True)
        return found

    def _now(self, connection: Connection, since: str) -> str:
        """This moment; where a clock was set back, no earlier than one that came before."""
        return max(now_of(connection, self._clock), since)

    # -- reading

    def began(self) -> str | None:
        """The moment at which the first document was recorded; None in an empty ledger."""
        with self._store.reading() as connection:
            return document_query.began(connection)

    def has(self, document_digest: str, extractor: str) -> bool:
        """Whether the document was recorded with what ``extractor`` ("name version") reads in it."""
        with self._store.reading() as connection:
            return bool(document_query.having(connection, [document_digest], extractor))

    def having(self, documents: Iterable[str], extractor: str) -> set[str]:
        """Those of the documents, by digest, that were recorded with what ``extractor`` reads in them."""
        with self._store.reading() as connection:
            return document_query.having(connection, documents, extractor)

    def holding(self, documents: Mapping[str, Collection[str]], extractor: str) -> set[str]:
        """Those of the documents, by digest, that were recorded with what ``extractor`` reads in them and these claims.

        Args:
            documents: for each the ids of its claims; one that was retracted counts as well.
            extractor: its name and version.

        """
        with self._store.reading() as connection:
            return holding(connection, documents, extractor)

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
