"""What is watched: sources with their health, and their items, each waiting, read, or passed over for a reason.

An item stands here as waiting, with all that is needed to read it, before it is read, and as settled after its document
stands in the ledger. Whatever ends the program in between, it is read then or found to be known.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, delete, func, insert, or_, select, update

from talentwire.model.document import digest
from talentwire.record.axis import Clock, chunks
from talentwire.record.operating.feed_rows import (
    KNOWN,
    READ,
    SKIPPED,
    WAITING,
    Answered,
    Health,
    Held,
    Trouble,
    Visit,
    Watched,
    feed_answer,
    feed_item,
    feed_source,
)
from talentwire.record.rows import moment
from talentwire.record.transactions import Transactions

_TROUBLES: Final = 20
"""Of each source, the last items that were passed over are told with their reasons."""
_ORDER: Final = (feed_item.c.entered.desc(), feed_item.c.number)
"""What came last is read first."""


class Feeds:
    """The sources that are watched, kept in a ledger."""

    def __init__(self, store: Transactions, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def now(self) -> str:
        """This moment."""
        return moment(self._clock())

    # -- sources

    def register(self, file: str, sources: Iterable[Watched]) -> None:
        """Note which sources a file names; one whose address has changed begins anew, but for its items."""
        named = list(sources)
        with self._store.writing() as connection:
            gone = update(feed_source).where(feed_source.c.file == file).values(active=False)
            connection.execute(gone)
            for one in named:
                _register(connection, file, one)

    def due(self, names: Iterable[str]) -> dict[str, str]:
        """When each source is to be visited; empty for at once. Those that are gone are left out."""
        asked = select(feed_source.c.name, feed_source.c.due).where(feed_source.c.gone.is_(False))
        with self._store.reading() as connection:
            found = {row[0]: row[1] or "" for row in connection.execute(asked)}
        return {name: found[name] for name in names if name in found}

    def answers(self, name: str) -> dict[str, Answered]:
        """By what the answers of a source are known, by address."""
        asked = select(feed_answer).where(feed_answer.c.source == name)
        with self._store.reading() as connection:
            rows = connection.execute(asked).mappings().all()
        return {row["address"]: Answered(row["etag"], row["last_modified"], row["mark"]) for row in rows}

    def cursor(self, name: str) -> str | None:
        """How far a mailbox was read."""
        with self._store.reading() as connection:
            found: str | None = connection.scalar(select(feed_source.c.cursor).where(feed_source.c.name == name))
        return found

    def keys(self, name: str) -> set[str]:
        """Keys of all items that a source ever listed."""
        with self._store.reading() as connection:
            return set(connection.scalars(select(feed_item.c.key).where(feed_item.c.source == name)))

    def enter(self, name: str, visit: Visit) -> int:
        """Note what a visit found: its new and changed items wait from now on. All of it or nothing.

        Returns:
            How many new and changed ones there are.

        """
        now = self.now()
        with self._store.writing() as connection:
            count = _enter(connection, name, visit.items, now)
            for address, told in visit.answers.items():
                _answer(connection, name, address, told)
            values: dict[str, Any] = {"succeeded": now, "failures": 0, "problem": None, "moved": visit.moved}
            values |= {} if visit.unchanged else {"notes": list(visit.notes), "left_out": visit.left_out}
            values |= {"cursor": visit.cursor} if visit.cursor else {}
            values |= {"found": now} if count else {}
            connection.execute(update(feed_source).where(feed_source.c.name == name).values(values))
        return count

    def visited(self, name: str, due: str | None) -> None:
        """Note that a visit is over, and when the next is due."""
        self._set(name, visited=self.now(), due=due)

    def failed(self, name: str, problem: str, due: str | None, *, gone: bool = False) -> None:
        """Note that a visit failed, why, and when it is tried again."""
        failures = self.failures(name) + 1
        self._set(name, visited=self.now(), due=due, problem=problem, failures=failures, gone=gone)

    def failures(self, name: str) -> int:
        """How many visits in a row have failed."""
        with self._store.reading() as connection:
            return connection.scalar(select(feed_source.c.failures).where(feed_source.c.name == name)) or 0

    def _set(self, name: str, **values: Any) -> None:
        with self._store.writing() as connection:
            connection.execute(update(feed_source).where(feed_source.c.name == name).values(values))

    # -- items

    def waiting(self, name: str, limit: int) -> list[Held]:
        """The items of a source that are to be read now, in order."""
        asked = select(feed_item).where(feed_item.c.source == name, feed_item.c.outcome == WAITING)
        asked = asked.where((feed_item.c.due.is_(None)) | (feed_item.c.due <= self.now()))
        with self._store.reading() as connection:
            rows = connection.execute(asked.order_by(*_ORDER).limit(limit)).mappings().all()
        return [_held(row) for row in rows]

    def settle(self, name: str, key: str, outcome: str, reason: str | None = None) -> None:
        """Note that an item is done with: read, known or skipped."""
        done = {"outcome": outcome, "reason": reason, "settled": self.now(), "held": None, "due": None}
        if outcome != SKIPPED:  # what was read stands in the ledger; no second copy that would have to be forgotten too
            done |= {"title": None, "url": None}
        with self._store.writing() as connection:
            connection.execute(update(feed_item).where(*_is(name, key)).values(done))

    def postpone(self, name: str, key: str, reason: str, due: str, *, again: bool = True) -> None:
        """Note that an item could not be read just then, and when it is tried again; whether that counts as a try."""
        values = {"tries": feed_item.c.tries + int(again), "reason": reason, "due": due}
        with self._store.writing() as connection:
            connection.execute(update(feed_item).where(*_is(name, key)).values(values))

    def read_by(self, document: str, *, but: str) -> str | None:
        """The other source that has read the document of this id, if any."""
        same = feed_item.c.document == digest(document)
        asked = select(feed_item.c.source).where(same, feed_item.c.source != but)
        with self._store.reading() as connection:
            found: str | None = connection.scalar(asked.where(feed_item.c.outcome == READ).limit(1))
        return found

    # -- health

    def health(self, file: str | None = None, *, troubles: int = _TROUBLES) -> list[Health]:
        """How it goes with all sources, or those of a file; by name, those that are watched first."""
        asked = select(feed_source).order_by(feed_source.c.active.desc(), feed_source.c.name)
        if file is not None:
            asked = asked.where(feed_source.c.file == file)
        counted = select(feed_item.c.source, feed_item.c.outcome, func.count()).group_by(
            feed_item.c.source, feed_item.c.outcome
        )
        with self._store.reading() as connection:
            counts = Counter({(row[0], row[1]): row[2] for row in connection.execute(counted)})
            rows = connection.execute(asked).mappings().all()
            return [_health(row, counts, _troubles(connection, row["name"], troubles)) for row in rows]


def purge(connection: Connection, cleaned: Callable[[str], str]) -> None:
    """Take out of the items that wait or were passed over what tells of a person who is forgotten.

    Args:
        connection: the write transaction.
        cleaned: a text with black in the place of names.

    """
    told = or_(feed_item.c.held.is_not(None), feed_item.c.url.is_not(None), feed_item.c.title.is_not(None))
    for row in connection.execute(select(feed_item).where(told)).mappings().all():
        texts = {column: row[column] and cleaned(row[column]) for column in ("title", "url", "reason")}
        old = dict(row["held"] or {})
        held = {name: cleaned(value) if isinstance(value, str) else value for name, value in old.items()}
        changed = {name: value for name, value in texts.items() if value != row[name]}
        if held != old:
            changed["held"] = held
        if row["outcome"] == WAITING and "url" in changed:  # it cannot be fetched without the name
            changed |= {"outcome": SKIPPED, "reason": "tells of a person who was forgotten", "held": None}
        if changed:
            connection.execute(update(feed_item).where(*_is(row["source"], row["key"])).values(changed))


def _is(name: str, key: str) -> tuple[Any, Any]:
    return feed_item.c.source == name, feed_item.c.key == key


def _register(connection: Connection, file: str, one: Watched) -> None:
    known = connection.execute(select(feed_source).where(feed_source.c.name == one.name)).mappings().first()
    values = {"file": file, "kind": one.kind, "address": one.address, "active": True}
    anew = {"gone": False, "failures": 0, "left_out": 0, "due": None, "problem": None, "moved": None, "cursor": None}
    if known is None:
        connection.execute(insert(feed_source).values(name=one.name, **values, **anew))
        return
    if (known["address"], known["kind"]) != (one.address, one.kind):
        values |= anew
        connection.execute(delete(feed_answer).where(feed_answer.c.source == one.name))
    connection.execute(update(feed_source).where(feed_source.c.name == one.name).values(values))


def _enter(connection: Connection, name: str, items: Sequence[Held], now: str) -> int:
    known = _marks(connection, name, [one.key for one in items])
    fresh: list[dict[str, Any]] = []
    count = 0
    for one in items:
        if one.key in known and (not one.mark or known[one.key] == one.mark):
            continue
        count += 1
        row = {
            "mark": one.mark, "document": digest(one.document), "title": one.title, "url": one.url, "outcome": WAITING,
            "reason": None, "tries": 0, "due": None, "held": dict(one.item), "number": count,
            "entered": now,
        }  # fmt: skip
        if one.key in known:
            connection.execute(update(feed_item).where(*_is(name, one.key)).values(row))
        else:
            fresh.append({**row, "source": name, "key": one.key})
    if fresh:
        connection.execute(insert(feed_item), fresh)
    return count


def _marks(connection: Connection, name: str, keys: Sequence[str]) -> dict[str, str]:
    """What the known ones of the items were marked with."""
    asked = select(feed_item.c.key, feed_item.c.mark).where(feed_item.c.source == name)
    found: dict[str, str] = {}
    for some in chunks(keys):
        found.update((row[0], row[1]) for row in connection.execute(asked.where(feed_item.c.key.in_(some))))
    return found


def _answer(connection: Connection, name: str, address: str, told: Answered) -> None:
    same = (feed_answer.c.source == name, feed_answer.c.address == address)
    values = {name: held for name, held in vars(told).items() if held is not None}
    if not values:
        return
    if not connection.execute(update(feed_answer).where(*same).values(values)).rowcount:
        connection.execute(insert(feed_answer).values(source=name, address=address, **values))


def _held(row: RowMapping) -> Held:
    return Held(
        row["key"],
        row["mark"],
        (row["held"] or {}).get("id", ""),
        row["title"],
        row["url"],
        dict(row["held"] or {}),
        row["tries"],
    )


def _troubles(connection: Connection, name: str, most: int) -> tuple[Trouble, ...]:
    asked = select(feed_item).where(feed_item.c.source == name, feed_item.c.outcome.in_((SKIPPED, WAITING)))
    asked = asked.where(feed_item.c.reason.is_not(None)).order_by(*_ORDER).limit(most)
    rows = connection.execute(asked).mappings().all()
    return tuple(Trouble(row["title"], row["url"], row["reason"], row["settled"] or row["entered"]) for row in rows)


def _health(row: RowMapping, counts: Mapping[tuple[str, str], int], troubles: tuple[Trouble, ...]) -> Health:
    name = row["name"]
    state = next(
        (
            word
            for word, holds in (
                ("left", not row["active"]),
                ("gone", row["gone"]),
                ("failing", row["failures"] > 0),
                ("new", row["succeeded"] is None),
            )
            if holds
        ),
        "ok",
    )
    told = (
        "kind",
        "address",
        "file",
        "visited",
        "succeeded",
        "found",
        "due",
        "failures",
        "problem",
        "moved",
        "left_out",
    )
    return Health(
        name=name, state=state, notes=tuple(row["notes"] or ()), troubles=troubles,
        waiting=counts[name, WAITING], read=counts[name, READ], known=counts[name, KNOWN],
        skipped=counts[name, SKIPPED],
        **{key: row[key] for key in told},
    )  # fmt: skip
