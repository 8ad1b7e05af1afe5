"""What was worked out from a ledger and is kept beside it: facts by subject, and answers.

Nothing of it is the truth. It is written whole or not at all, holds for one position of the ledger and one state of the
program, and may be emptied at any time.
"""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Connection, Table, and_, delete, exists, func, insert, or_, select

from talentwire.model.entities import Node
from talentwire.record import query
from talentwire.record.answers import Entry
from talentwire.record.axis import chunks, next_number
from talentwire.record.lists import among
from talentwire.record.schema import KEPT, claim, decision, kept, kept_answer, kept_entry, kept_facts, kept_name, party
from talentwire.record.since import Changes, Position, changes
from talentwire.record.store import Store

ANSWERS: Final = 200
"""Answers that are kept at most, the last ones."""


@dataclass(frozen=True)
class Held:
    """What is kept of a family of kinds: the digest of the rules, the position, and a stamp of the writing."""

    rules: str
    position: Position
    stamp: str


@dataclass(frozen=True)
class Whom:
    """Whom a name meant when facts were weighed."""

    node: Node
    entity: str
    shown: str
    above: tuple[str, ...] = ()


@dataclass(frozen=True)
class Subject:
    """The facts of a subject as they are kept, with the entries of all their claims."""

    name: str
    facts: bytes
    entries: tuple[int, ...]


@dataclass(frozen=True)
class Renewal:
    """What takes the place of what is kept.

    Attributes:
        family: the family of kinds.
        rules: digest of the rules by which it was weighed.
        position: where the ledger stood.
        before: what was kept and is changed; None to put all of it anew.
        gone: numbers of the subjects that go.
        subjects: subjects that come.
        names: names that come, or mean somebody else now.

    """

    family: str
    rules: str
    position: Position
    before: Held | None
    gone: Collection[int] = ()
    subjects: Sequence[Subject] = ()
    names: Collection[Whom] = field(default_factory=tuple)


class Keeping:
    """Facts and answers kept in a ledger."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def one_state(self) -> AbstractContextManager[None]:
        """All reading inside the block sees one and the same state of the ledger."""
        return self._store.one_state()

    # -- the ledger

    def position(self) -> Position:
        """How far the ledger has come."""
        with self._store.reading() as connection:
            return Position.of(connection)

    def changes(self, since: Position, kinds: Collection[str]) -> Changes:
        """What has changed since a position."""
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

    def naming(self, nodes: Iterable[Node], kinds: Collection[str]) -> list[int]:
        """Numbers of the standing entries of some kinds that have one of the names, in its document if it has one."""
        by_type: dict[tuple[str, str], set[str]] = {}
        for node in nodes:
            by_type.setdefault((node.type, node.document), set()).add(node.key)
        asked = select(party.c.entry).join(claim, claim.c.entry == party.c.entry)
        asked = asked.where(claim.c.kind.in_(sorted(kinds)), claim.c.retracted_at.is_(None))
        found: set[int] = set()
        with self._store.reading() as connection:
            for (kind, document), keys in sorted(by_type.items()):
                here = asked.where(party.c.type == kind, among(party.c.key, keys))
                found.update(connection.scalars(here.where(claim.c.document == document) if document else here))
        return sorted(found)

    def told(self, documents: Iterable[str], claims: Iterable[str], kinds: Collection[str]) -> list[int]:
        """Numbers of the standing entries of some kinds in documents, or of claims, by their ids."""
        standing = and_(claim.c.kind.in_(sorted(kinds)), claim.c.retracted_at.is_(None))
        wanted = or_(among(claim.c.document, documents), among(claim.c.id, claims))
        with self._store.reading() as connection:
            return list(connection.scalars(select(claim.c.entry).where(standing, wanted)))

    # -- facts

    def held(self, family: str) -> Held | None:
        """What is kept of a family, if anything."""
        with self._store.reading() as connection:
            return _held(connection, family)

    def facts(self, family: str) -> dict[str, bytes]:
        """All kept facts of a family, by subject."""
        asked = select(kept_facts.c.subject, kept_facts.c.facts).where(kept_facts.c.family == family)
        with self._store.reading() as connection:
            return {row[0]: row[1] for row in connection.execute(asked)}

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

    def family(self, family: str) -> dict[int, str]:
        """All subjects of a family, by number."""
        asked = select(kept_facts.c.number, kept_facts.c.subject).where(kept_facts.c.family == family)
        with self._store.reading() as connection:
            return {row[0]: row[1] for row in connection.execute(asked)}

    def members(self, subjects: Collection[int]) -> set[int]:
        """Entries that are part of subjects, by number."""
        found: set[int] = set()
        with self._store.reading() as connection:
            for some in chunks(sorted(subjects)):
                found.update(connection.scalars(select(kept_entry.c.entry).where(kept_entry.c.subject.in_(some))))
        return found

    def renew(self, new: Renewal) -> Held | None:
        """Put what was weighed in the place of what was kept, whole or not at all.

        Returns:
            What is kept now; None where another program kept something or forgot somebody meanwhile.

        Raises:
            LedgerError: when nothing can be written.

        """
        with self._store.writing() as connection:
            if new.before is not None and _held(connection, new.family) != new.before:
                return None
            if _forgot(connection, new.position):  # what was read before may hold what is to be gone
                return None
            if new.before is None:
                clear_family(connection, new.family)
            _take_out(connection, new)
            _put_in(connection, new)
            held = Held(new.rules, new.position, uuid.uuid4().hex)
            connection.execute(delete(kept).where(kept.c.family == new.family))
            row = {"family": new.family, "rules": new.rules, "position": str(new.position), "stamp": held.stamp}
            connection.execute(insert(kept).values(**row))
        return held

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


def clear(connection: Connection) -> None:
    """Empty everything that is kept."""
    for table in KEPT:
        connection.execute(delete(table))


def clear_family(connection: Connection, family: str) -> None:
    """Empty what is kept of a family."""
    mine = select(kept_facts.c.number).where(kept_facts.c.family == family)
    connection.execute(delete(kept_entry).where(kept_entry.c.subject.in_(mine)))
    for table in (kept_facts, kept_name, kept):
        connection.execute(delete(table).where(table.c.family == family))


def _held(connection: Connection, family: str) -> Held | None:
    row = connection.execute(select(kept).where(kept.c.family == family)).mappings().first()
    if row is None:
        return None
    try:
        return Held(row["rules"], Position.parse(row["position"]), row["stamp"])
    except ValueError:
        return None


def _forgot(connection: Connection, since: Position) -> bool:
    """Whether somebody was forgotten after a position."""
    later = select(exists().where(decision.c.verb == "forget", decision.c.id > since.decision))
    return bool(connection.scalar(later))


def _take_out(connection: Connection, new: Renewal) -> None:
    for some in chunks(sorted(new.gone)):
        connection.execute(delete(kept_entry).where(kept_entry.c.subject.in_(some)))
        connection.execute(delete(kept_facts).where(kept_facts.c.number.in_(some)))
    nodes = [str(one.node) for one in new.names] if new.before is not None else []
    mine = kept_name.c.family == new.family
    for few in chunks(nodes):
        connection.execute(delete(kept_name).where(mine, kept_name.c.node.in_(few)))


def _put_in(connection: Connection, new: Renewal) -> None:
    first = next_number(connection, kept_facts)
    rows = list(enumerate(new.subjects, first))
    facts = [{"number": at, "family": new.family, "subject": one.name, "facts": one.facts} for at, one in rows]
    entries = [{"entry": entry, "subject": at} for at, one in rows for entry in one.entries]
    names = [
        {
            "family": new.family,
            "node": str(one.node),
            "entity": one.entity,
            "shown": one.shown,
            "above": list(one.above) or None,
        }
        for one in new.names
    ]
    _insert(connection, kept_facts, facts)
    _insert(connection, kept_entry, entries)
    _insert(connection, kept_name, names)


def _insert(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    for some in chunks(rows, 5_000):
        connection.execute(insert(table), list(some))
