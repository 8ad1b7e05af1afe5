"""Forgetting a person: what is known of them leaves the ledger for good, and a mark stays that keeps it away."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection, delete, insert, select

from talentwire.errors import BadValueError, NotFoundError
from talentwire.model.entities import Node
from talentwire.record.answers import Decision, Meant, Removed
from talentwire.record.axis import Clock, next_number, now_of
from talentwire.record.blackening import Search, is_full
from talentwire.record.clearing import TABLES, Clearing, Sketched
from talentwire.record.forgotten import Marks, Scopes, scopes_of, without_forgotten
from talentwire.record.lists import among
from talentwire.record.removing import Names, Removing, Repaired, Taken
from talentwire.record.rows import Naming, read_document
from talentwire.record.schema import decision, document, forgotten
from talentwire.record.store import Store


class _Undone(Exception):  # noqa: N818 (no error: what was tried is taken back)
    pass


class Forgetting:
    """Removes persons from a ledger, each in one transaction."""

    def __init__(self, store: Store, naming: Naming, clock: Clock) -> None:
        self._store = store
        self._naming = naming
        self._clock = clock

    def forget(
        self, meant: Meant, *, by: str, reason: str, repaired: Repaired, sketched: Sketched, dry_run: bool = False
    ) -> Removed:
        """Remove what is known of a person, and leave the marks of the names.

        Args:
            meant: the person.
            by: who decides it.
            reason: why; the person's name is blackened in it.
            repaired: puts back blanks that a text lost, as it is done before a document is read.
            sketched: enters anew by what copies of a document are found.
            dry_run: say what would be removed, and leave everything as it is.

        Raises:
            BadValueError: when it is not said by whom or why, or it is no person.

        """
        if not by.strip() or not reason.strip():
            raise BadValueError("forgetting needs a name and a reason: say who decides (--by NAME) and why (--reason)")
        if any(node.type != "person" for node in meant.nodes):
            raise BadValueError("only persons can be forgotten")
        names = Names(meant, self._naming)
        with self._trying(dry_run) as connection:
            marks = Marks.begun(connection)
            taken = Removing(connection, names, marks, repaired).take()
            clearing = Clearing(connection, names, taken)
            counts = clearing.clear(repaired, sketched)
            made = self._decide(connection, "forget", by, clearing.cleaned(reason), _about(taken))
            words = _words(connection, names, taken)
            marked = self._mark(connection, marks, made, words)
            return Removed(
                made,
                claims=tuple(sorted({(row["kind"], row["id"]) for row in taken.gone.values()})),
                with_others=taken.with_others,
                kept=len(taken.kept),
                places=taken.places,
                counts=dict(counts),
                marks=marked,
                replaced=taken.replaced,
                spared=_named(connection, {node.document for node in meant.apart}),
            )

    def remember(self, name: str, *, by: str, reason: str) -> Decision:
        """Take away the marks of a forgotten person, so that what is read of them is recorded again.

        What was removed does not come back, and what is black stays so.

        Raises:
            NotFoundError: when nobody of this name was forgotten.
            BadValueError: when it is not said by whom or why.

        """
        if not by.strip() or not reason.strip():
            raise BadValueError("remembering needs a name and a reason: say who decides (--by NAME) and why (--reason)")
        with self._store.writing() as connection:
            old = self._of(connection, name)
            if old is None:
                raise NotFoundError("nobody of this name was forgotten in this ledger")
            made = self._decide(connection, "remember", by, reason, f"the person of decision {old.id}")
            connection.execute(delete(forgotten).where(forgotten.c.decision == old.id))
        return made

    def decision(self, name: str) -> Decision | None:
        """The decision by which a person of this name was forgotten, if one was."""
        with self._store.reading() as connection:
            return self._of(connection, name)

    def known(self, nodes: Iterable[Node]) -> list[tuple[Node, int]]:
        """Those of the names, all of persons, that somebody bore who was forgotten, each with the decision."""
        with self._store.reading() as connection:
            marks = Marks.of(connection)
        if marks is None:
            return []
        kinds = {node: "full" if is_full(node.key) else "single" for node in nodes if node.type == "person"}
        found = ((node, marks.decision(kind, node.key)) for node, kind in kinds.items())
        return [(node, number) for node, number in found if number is not None]

    def search_for(self, meant: Meant) -> Search:
        """What finds the whole names of a person in any text."""
        return Names(meant, self._naming).barred().search

    def search(self) -> Search | None:
        """What finds the whole names of all who were forgotten, in any text; None where nobody was."""
        with self._store.reading() as connection:
            marks = Marks.of(connection)
        return marks.barred(Scopes("", ""), self._naming).search if marks else None

    def erase(self) -> str | None:
        """Overwrite on the disk what was removed; what could not be done, if anything."""
        return self._store.erase(TABLES)

    # inside

    @contextmanager
    def _trying(self, dry_run: bool) -> Iterator[Connection]:
        """A write transaction of which a dry run leaves nothing."""
        try:
            with self._store.writing() as connection:
                yield connection
                if dry_run:
                    raise _Undone
        except _Undone:
            pass

    def _of(self, connection: Connection, name: str) -> Decision | None:
        marks = Marks.of(connection)
        key = self._naming.key(name, "person")
        number = marks and marks.decision("full" if is_full(key) else "single", key)
        row = connection.execute(select(decision).where(decision.c.id == number)).mappings().first()
        return Decision(**row) if row else None

    def _decide(self, connection: Connection, verb: str, by: str, reason: str, about: str) -> Decision:
        now = now_of(connection, self._clock)
        reason = without_forgotten(connection, self._naming, reason.strip())
        made = Decision(next_number(connection, decision), verb, by.strip(), reason, about, now)
        connection.execute(insert(decision).values(**vars(made)))
        return made

    def _mark(self, connection: Connection, marks: Marks, made: Decision, words: Sequence[tuple[str, ...]]) -> int:
        found = {marks.mark(*one) for one in words} - marks.decisions.keys()
        rows = [{"mark": one, "decision": made.id, "recorded_at": made.recorded_at} for one in sorted(found)]
        if rows:
            connection.execute(insert(forgotten), rows)
        return len(rows)


def _about(taken: Taken) -> str:
    count = len({row["id"] for row in taken.gone.values()})
    return f"a person ({count} {'claim' if count == 1 else 'claims'})"


def _words(connection: Connection, names: Names, taken: Taken) -> list[tuple[str, ...]]:
    """What is marked.

    A whole name is, wherever it stands. One word is everywhere if the person has no other name, or else in the
    documents that had it. What means the person in one document is marked there, as is what means somebody else.
    """
    full = sorted(filter(is_full, names.keys))
    single = sorted(names.keys - set(full))
    here = {(node.key, node.document) for node in names.meant.nodes if node.document}
    if full:
        here |= {(key, digest) for key in single for digest in taken.scopes}
    words: list[tuple[str, ...]] = [("full", key) for key in full] or [("single", key) for key in single]
    for kind, pairs in (("here", here), ("apart", {(node.key, node.document) for node in names.meant.apart})):
        for key, digest in sorted(pairs):
            scopes = taken.scopes.get(digest) or _scopes(connection, digest)
            words += [(kind, key, scope) for scope in scopes]
    return words


def _scopes(connection: Connection, digest: str) -> tuple[str, ...]:
    row = connection.execute(select(document).where(document.c.digest == digest)).mappings().first()
    return scopes_of(read_document(row)) if row else (digest,)


def _named(connection: Connection, digests: Iterable[str]) -> frozenset[str]:
    """The names of documents with these digests."""
    return frozenset(connection.scalars(select(document.c.id).where(among(document.c.digest, digests))))
