"""What takes the place of what is kept, inside one write transaction; and the emptying of it."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table, and_, delete, exists, insert, select

from talentwire.model.entities import Node
from talentwire.record.axis import chunks, next_number
from talentwire.record.schema import KEPT, decision, kept, kept_entry, kept_facts, kept_name, kept_part
from talentwire.record.since import Position


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
    """The facts of a subject as they are kept, with the entries of all their claims.

    Attributes:
        name: of the subject.
        facts: the facts as bytes.
        entries: numbers of the entries.
        parts: by name, what questions need of the facts, as bytes.

    """

    name: str
    facts: bytes
    entries: tuple[int, ...]
    parts: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Renewal:
    """What takes the place of what is kept.

    Attributes:
        family: the family of kinds.
        rules: digest of the rules by which it was weighed.
        position: where the ledger stood.
        before: what was kept and is changed; None to put all of it anew.
        gone: subjects that go, by number.
        subjects: subjects that come.
        names: names that come, or mean somebody else now.
        parts: names of all parts that subjects of the family may have.

    """

    family: str
    rules: str
    position: Position
    before: Held | None
    gone: Mapping[int, str] = field(default_factory=dict)
    subjects: Sequence[Subject] = ()
    names: Collection[Whom] = field(default_factory=tuple)
    parts: Collection[str] = ()


def renew(connection: Connection, new: Renewal) -> Held | None:
    """Put what was weighed in the place of what was kept; None where that is not what it was made from any more."""
    if new.before is not None and held_of(connection, new.family) != new.before:
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


def clear(connection: Connection) -> None:
    """Empty everything that is kept."""
    for table in KEPT:
        connection.execute(delete(table))


def clear_family(connection: Connection, family: str) -> None:
    """Empty what is kept of a family."""
    mine = select(kept_facts.c.number).where(kept_facts.c.family == family)
    connection.execute(delete(kept_entry).where(kept_entry.c.subject.in_(mine)))
    for table in (kept_facts, kept_name, kept_part, kept):
        connection.execute(delete(table).where(table.c.family == family))


def held_of(connection: Connection, family: str) -> Held | None:
    """What is kept of a family, if anything."""
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
    of_family = kept_part.c.family == new.family
    for part in new.parts:
        for subjects in chunks(sorted(new.gone.values())):
            theirs = and_(of_family, kept_part.c.part == part, kept_part.c.subject.in_(subjects))
            connection.execute(delete(kept_part).where(theirs))
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
    parts = [
        {"family": new.family, "part": part, "subject": one.name, "data": data}
        for one in new.subjects
        for part, data in one.parts.items()
    ]
    _insert(connection, kept_part, parts)


def _insert(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    for some in chunks(rows, 5_000):
        connection.execute(insert(table), list(some))
