"""What was worked out from a ledger and is kept beside it: facts by subject, and answers.

Nothing of it is the truth. It is written whole or not at all, holds for one position of the ledger and one state of the
program, and may be emptied at any time.
"""

from collections.abc import Collection, Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Final

from sqlalchemy import and_, delete, exists, func, insert, or_, select

from talentwire.model.entities import Node
from talentwire.record import query
from talentwire.record.answers import Entry, Moment
from talentwire.record.axis import chunks, stood
from talentwire.record.lists import among
from talentwire.record.renewing import Held, Renewal, Subject, Whom, held_of, renew
from talentwire.record.schema import claim, kept_answer, kept_entry, kept_facts, kept_name, kept_part, party
from talentwire.record.since import Changes, Position, changes, moments, of_kinds
from talentwire.record.store import Store

__all__ = ["Held", "Keeping", "Renewal", "Subject", "Whom"]

ANSWERS: Final = 200
"""Answers that are kept at most, the last ones."""


class Keeping:
    """Facts and answers kept in a ledger."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def one_state(self) -> AbstractContextManager[None]:
        """All reading inside the block sees one and the same state of the ledger."""
        return self._store.one_state()

    @property
    def reads_one_state(self) -> bool:
        """Whether this thread is inside such a block, where nothing may write."""
        return self._store.reads_one_state

    # -- the ledger

    def position(self) -> Position:
        """How far the ledger has come."""
        with self._store.reading() as connection:
            return Position.of(connection)

    def position_at(self, moment: str) -> Position:
        """How far the ledger had come at a moment, as the ledger writes it."""
        with self._store.reading() as connection:
            return Position.at(connection, moment)

    def moments(self, since: Position) -> list[str]:
        """The moments at which documents came or people decided something, after a position, in order."""
        with self._store.reading() as connection:
            return moments(connection, since)

    def came(self, since: Position) -> list[int]:
        """Numbers of all entries that came after a position, those that stand no more too."""
        with self._store.reading() as connection:
            return list(connection.scalars(select(claim.c.entry).where(claim.c.entry > since.claim)))

    def knew(self, kinds: Collection[str], as_of: Moment) -> bool:
        """Whether any claim of some kinds stood at a moment."""
        then = stood(claim.c.recorded_at, claim.c.retracted_at, as_of)
        with self._store.reading() as connection:
            return bool(connection.scalar(select(exists().where(claim.c.kind.in_(sorted(kinds)), then))))

    def entries_then(self, numbers: Sequence[int], as_of: Moment) -> list[Entry]:
        """Those of the entries that stood at a moment, as they stood then."""
        with self._store.reading() as connection:
            return query.by_numbers(connection, numbers, as_of)

    def changes(self, since: Position, kinds: Collection[str]) -> Changes:
        """What has changed since a position; claims of some kinds alone, or of all for none."""
        with self._store.reading() as connection:
            return changes(connection, since, kinds)

    def standing(self, kinds: Collection[str]) -> list[int]:
        """Numbers of all entries of some kinds that stand."""
        asked = select(claim.c.entry).where(claim.c.kind.in_(sorted(kinds)), claim.c.retracted_at.is_(None))
        with self._store.reading() as connection:
            return list(connection.scalars(asked.order_by(claim.c.entry)))

    def entries(self, numbers: Sequence[int]) -> list[Entry]:
        """Those of the entries that stand, by their numbers."""
        with self._store.reading() as connection:
            return query.by_numbers(connection, numbers)

    def ever(self, numbers: Sequence[int]) -> list[Entry]:
        """The entries of these numbers, those that stand no more too."""
        with self._store.reading() as connection:
            return query.by_numbers(connection, numbers, standing=False)

    def naming(self, nodes: Iterable[Node], kinds: Collection[str]) -> list[int]:
        """Numbers of the standing entries that have one of the names, in its document if it has one.

        Those of some kinds, or of all for none.
        """
        by_type: dict[tuple[str, str], set[str]] = {}
        for node in nodes:
            by_type.setdefault((node.type, node.document), set()).add(node.key)
        asked = select(party.c.entry).join(claim, claim.c.entry == party.c.entry)
        asked = asked.where(*of_kinds(kinds), claim.c.retracted_at.is_(None))
        found: set[int] = set()
        with self._store.reading() as connection:
            for (kind, document), keys in sorted(by_type.items()):
                here = asked.where(party.c.type == kind, among(party.c.key, keys))
                found.update(connection.scalars(here.where(claim.c.document == document) if document else here))
        return sorted(found)

    def told(self, documents: Iterable[str], claims: Iterable[str], kinds: Collection[str]) -> list[int]:
        """Numbers of the standing entries in documents, or of claims by ids: of some kinds, or of all for none."""
        standing = and_(*of_kinds(kinds), claim.c.retracted_at.is_(None))
        wanted = or_(among(claim.c.document, documents), among(claim.c.id, claims))
        with self._store.reading() as connection:
            return list(connection.scalars(select(claim.c.entry).where(standing, wanted)))

    # -- facts

    def held(self, family: str) -> Held | None:
        """What is kept of a family, if anything."""
        with self._store.reading() as connection:
            return held_of(connection, family)

    def facts(self, family: str) -> dict[str, bytes]:
        """All kept facts of a family, by subject."""
        asked = select(kept_facts.c.subject, kept_facts.c.facts).where(kept_facts.c.family == family)
        with self._store.reading() as connection:
            return {row[0]: row[1] for row in connection.execute(asked)}

    def parts(self, family: str, part: str) -> dict[str, bytes]:
        """A part of what is kept of every subject of a family that has it, by subject."""
        mine = (kept_part.c.family == family, kept_part.c.part == part)
        with self._store.reading() as connection:
            rows = connection.execute(select(kept_part.c.subject, kept_part.c.data).where(*mine))
            return {row[0]: row[1] for row in rows}

    def facts_of(self, claims: Iterable[str]) -> list[bytes]:
        """The kept facts of every subject of which one of these claims is part, by the ids of the claims."""
        asked = select(kept_facts.c.number, kept_facts.c.facts).distinct()
        asked = asked.join(kept_entry, kept_entry.c.subject == kept_facts.c.number)
        asked = asked.join(claim, claim.c.entry == kept_entry.c.entry)
        with self._store.reading() as connection:
            return [row[1] for row in connection.execute(asked.where(among(claim.c.id, claims)))]

    def facts_about(self, family: str, subjects: Iterable[str]) -> dict[str, bytes]:
        """The kept facts of some subjects of a family, by subject."""
        asked = select(kept_facts.c.subject, kept_facts.c.facts).where(kept_facts.c.family == family)
        with self._store.reading() as connection:
            rows = connection.execute(asked.where(among(kept_facts.c.subject, subjects)))
            return {row[0]: row[1] for row in rows}

    def shown(self, family: str, entities: Collection[str] = ()) -> list[tuple[str, str, Sequence[str] | None]]:
        """Names to show, and what belongs to whom, of some whom the kept facts of a family name, by their ids."""
        columns = (kept_name.c.entity, kept_name.c.shown, kept_name.c.above)
        asked = select(*columns).where(kept_name.c.family == family, among(kept_name.c.entity, entities))
        with self._store.reading() as connection:
            return [(row[0], row[1], row[2]) for row in connection.execute(asked)]

    def names(self, family: str) -> list[tuple[str, str, Sequence[str] | None]]:
        """Ids of all whom the kept facts of a family may name, with the names to show and what they belong to."""
        columns = (kept_name.c.entity, kept_name.c.shown, kept_name.c.above)
        with self._store.reading() as connection:
            rows = connection.execute(select(*columns).where(kept_name.c.family == family))
            return [(row[0], row[1], row[2]) for row in rows]

    def whom(self, family: str, nodes: Iterable[Node]) -> list[Whom]:
        """Whom the names meant, and all those that belong to others."""
        wanted = or_(kept_name.c.above.is_not(None), among(kept_name.c.node, map(str, nodes)))
        with self._store.reading() as connection:
            rows = connection.execute(select(kept_name).where(kept_name.c.family == family, wanted)).mappings().all()
        return [Whom(Node.parse(row["node"]), row["entity"], row["shown"], tuple(row["above"] or ())) for row in rows]

    def numbers(self, entries: Collection[int], subjects: Collection[str]) -> dict[int, str]:
        """Subjects of which entries are part, and those of these names: by number."""
        found: dict[int, str] = {}
        columns = (kept_facts.c.number, kept_facts.c.subject)
        part = select(*columns).distinct().join(kept_entry, kept_entry.c.subject == kept_facts.c.number)
        with self._store.reading() as connection:
            for some in chunks(sorted(entries)):
                found.update((row[0], row[1]) for row in connection.execute(part.where(kept_entry.c.entry.in_(some))))
            named = select(*columns).where(among(kept_facts.c.subject, subjects))
            found.update((row[0], row[1]) for row in connection.execute(named))
        return found

    def members(self, subjects: Collection[int]) -> set[int]:
        """Entries that are part of subjects, by number."""
        found: set[int] = set()
        with self._store.reading() as connection:
            for some in chunks(sorted(subjects)):
                found.update(connection.scalars(select(kept_entry.c.entry).where(kept_entry.c.subject.in_(some))))
        return found

    def ids(self, entries: Collection[int]) -> dict[int, str]:
        """The ids of the claims of entries, by number."""
        found: dict[int, str] = {}
        with self._store.reading() as connection:
            for some in chunks(sorted(entries)):
                asked = select(claim.c.entry, claim.c.id).where(claim.c.entry.in_(some))
                found.update((row[0], row[1]) for row in connection.execute(asked))
        return found

    def entries_of(self, claims: Iterable[str]) -> dict[int, str]:
        """The numbers of the entries of claims that stand, with the ids of the claims."""
        asked = select(claim.c.entry, claim.c.id).where(among(claim.c.id, claims), claim.c.retracted_at.is_(None))
        with self._store.reading() as connection:
            return {row[0]: row[1] for row in connection.execute(asked)}

    def renew(self, new: Renewal) -> Held | None:
        """Put what was weighed in the place of what was kept, whole or not at all.

        Returns:
            What is kept now; None where another program kept something or forgot somebody meanwhile.

        Raises:
            LedgerError: when nothing can be written.

        """
        with self._store.writing() as connection:
            return renew(connection, new)

    # -- answers

    def answer(self, asked: str, rules: str, position: Position) -> bytes | None:
        """The kept answer to what was asked, if one holds for these rules and this position."""
        same = (kept_answer.c.asked == asked, kept_answer.c.rules == rules, kept_answer.c.position == str(position))
        with self._store.reading() as connection:
            found: bytes | None = connection.scalar(select(kept_answer.c.answer).where(*same))
        return found

    def keep_answer(self, asked: str, rules: str, position: Position, answer: bytes) -> None:
        """Keep an answer; those for other rules or positions go, and all of them where they grow too many.

        Raises:
            LedgerError: when nothing can be written.

        """
        other = or_(kept_answer.c.rules != rules, kept_answer.c.position != str(position), kept_answer.c.asked == asked)
        row = {"asked": asked, "rules": rules, "position": str(position), "answer": answer}
        with self._store.writing() as connection:
            if Position.of(connection) != position:
                return
            connection.execute(delete(kept_answer).where(other))
            if (connection.scalar(select(func.count()).select_from(kept_answer)) or 0) >= ANSWERS:
                connection.execute(delete(kept_answer))
            connection.execute(insert(kept_answer).values(**row))
