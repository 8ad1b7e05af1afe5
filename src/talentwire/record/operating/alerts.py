"""Saved questions, what was told of them, and what is still to be sent.

An alert has a position in the ledger up to which it was looked at. What it found and the new position are written
together, and only where the old position still stands: of two programs that look at the same time, one tells. What is
to be sent is claimed for a while before it is sent; whoever claimed it and died is followed by another, so that
everything is sent at least once.
"""

import json
import secrets
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    Connection,
    RowMapping,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from talentwire.errors import ConflictError, NotFoundError
from talentwire.record.axis import chunks, next_number
from talentwire.record.operating.alert_rows import (
    LEASED,
    TOLD,
    Alert,
    Delivery,
    Event,
    Outcome,
    alert,
    alert_delivery,
    alert_event,
)
from talentwire.record.schema import meta
from talentwire.record.transactions import Transactions

__all__ = ["ATTEMPTS", "EVENTS", "TOLD", "WAITING", "Alert", "Alerts", "Delivery", "Event", "Outcome", "purge"]

EVENTS: Final = 10_000
"""Events of an alert that are kept, the last ones."""
ATTEMPTS: Final = 12
"""Attempts to send something that are kept, the last ones."""
WAITING: Final = "waiting"
_FEED: Final = "feed key of all alerts"


class Alerts:
    """The saved questions of a ledger."""

    def __init__(self, store: Transactions) -> None:
        self._store = store

    # -- saved questions

    def all(self) -> list[Alert]:
        """All of them, by name."""
        with self._store.reading() as connection:
            rows = connection.execute(select(alert).order_by(func.lower(alert.c.name), alert.c.name)).mappings()
            return [_alert(row) for row in rows]

    def any(self) -> bool:
        """Whether there are any that are not paused, or anything waits to be sent."""
        waiting = exists().where(alert_delivery.c.state == WAITING)
        with self._store.reading() as connection:
            return bool(connection.scalar(select(or_(exists().where(alert.c.paused_at.is_(None)), waiting))))

    def behind(self, position: str) -> bool:
        """Whether one that is not paused was looked at last before the ledger came to a position."""
        behind = exists().where(alert.c.paused_at.is_(None), alert.c.position != position)
        with self._store.reading() as connection:
            return bool(connection.scalar(select(behind)))

    def named(self, name: str) -> Alert:
        """The one of a name.

        Raises:
            NotFoundError: when there is none; the text says which there are.

        """
        with self._store.reading() as connection:
            row = connection.execute(select(alert).where(alert.c.name == name)).mappings().first()
            names = list(connection.scalars(select(alert.c.name).order_by(alert.c.name).limit(12)))
        if row is None:
            there = f"there is {', '.join(names)}" if names else "there is none yet"
            raise NotFoundError(f"no alert is called {name!r}; {there}")
        return _alert(row)

    def feed_key(self) -> str:
        """The key that opens the feed of all of them; drawn when it is first asked for."""
        asked = select(meta.c.value).where(meta.c.name == _FEED)
        with self._store.reading() as connection:
            held: str | None = connection.scalar(asked)
        if held is None:
            with self._store.writing() as connection:
                held = connection.scalar(asked) or secrets.token_urlsafe(24)
                connection.execute(delete(meta).where(meta.c.name == _FEED))
                connection.execute(insert(meta).values(name=_FEED, value=held))
        return held

    def add(self, new: Alert) -> Alert:
        """Save one.

        Raises:
            ConflictError: when there is one of this name.

        """
        with self._store.writing() as connection:
            if connection.scalar(select(exists().where(alert.c.name == new.name))):
                raise ConflictError(f"there is an alert called {new.name!r} already: replace it, or take another name")
            row = {**vars(new), "id": next_number(connection, alert)}
            connection.execute(insert(alert).values(**row))
        return Alert(**row)

    def change(self, number: int, **values: Any) -> None:
        """Change a saved question: where it is told, whether it is paused, where it stands."""
        with self._store.writing() as connection:
            connection.execute(update(alert).where(alert.c.id == number).values(**values))

    def remove(self, number: int) -> None:
        """Remove one with everything that it told."""
        with self._store.writing() as connection:
            for table, column in ((alert_delivery, alert_delivery.c.alert), (alert_event, alert_event.c.alert)):
                connection.execute(delete(table).where(column == number))
            connection.execute(delete(alert).where(alert.c.id == number))

    # -- what was found

    def states(self, number: int, facts: Collection[str]) -> dict[str, tuple[int, str]]:
        """By the id under which a fact was last told: the number of the event, and what the fact had come to."""
        columns = (alert_event.c.fact, alert_event.c.number, alert_event.c.state)
        found: dict[str, tuple[int, str]] = {}
        with self._store.reading() as connection:
            for some in chunks(sorted(facts)):
                asked = select(*columns).where(alert_event.c.alert == number, alert_event.c.fact.in_(some))
                for fact, at, state in connection.execute(asked.order_by(alert_event.c.number)):
                    found[fact] = (at, state)
        return found

    def note(self, found: Sequence[tuple[Alert, Sequence[Event]]], position: str, now: str) -> dict[int, int]:
        """Write down what was found up to a position, all in one transaction.

        An alert at which another program has looked meanwhile, or that is gone or paused, is left as it is.

        Args:
            found: alerts, each with the position from which on was looked, and what was found.
            position: up to which was looked.
            now: the moment, as the ledger writes it.

        Returns:
            By the number of an alert how many events are new; those that were left as they are have none.

        """
        counts: dict[int, int] = {}
        with self._store.writing() as connection:
            for one, events in found:
                same = (alert.c.id == one.id, alert.c.position == one.position, alert.c.paused_at.is_(None))
                held = connection.execute(select(alert).where(*same)).mappings().first()
                if held is not None:
                    connection.execute(update(alert).where(*same).values(position=position, checked_at=now))
                    counts[one.id] = self._enter(connection, held, events, now)
        return counts

    def _enter(self, connection: Connection, held: RowMapping, events: Sequence[Event], now: str) -> int:
        """Enter events with what is to be sent of them; how many are new."""
        fresh = self._fresh(connection, events)
        if not fresh:
            return 0
        first = max((connection.scalar(select(func.max(alert_event.c.number))) or 0) + 1, _microseconds(now))
        rows = [{**vars(event), "number": first + at, "noted_at": now} for at, event in enumerate(fresh)]
        waiting = [_waiting(row, outlet, now) for row in rows for outlet in _outlets(held)]
        for table, several in ((alert_event, rows), (alert_delivery, waiting)):
            for some in chunks(several):
                connection.execute(insert(table), list(some))
        _prune(connection, held["id"])
        return len(rows)

    def _fresh(self, connection: Connection, events: Sequence[Event]) -> list[Event]:
        known: set[str] = set()
        for some in chunks([event.id for event in events]):
            known.update(connection.scalars(select(alert_event.c.id).where(alert_event.c.id.in_(some))))
        return [event for event in events if event.id not in known]

    def events(self, number: int | None = None, *, after: int = 0, before: int = 0, limit: int = 50) -> list[Event]:
        """Events of one alert or of all, the newest first.

        Args:
            number: of the alert; None for all.
            after: only later ones; then the oldest come first.
            before: only earlier ones.
            limit: at most so many.

        """
        order = alert_event.c.number.asc() if after else alert_event.c.number.desc()
        asked = select(alert_event).order_by(order).limit(limit)
        if number is not None:
            asked = asked.where(alert_event.c.alert == number)
        if after:
            asked = asked.where(alert_event.c.number > after)
        if before:
            asked = asked.where(alert_event.c.number < before)
        with self._store.reading() as connection:
            return [Event(**row) for row in connection.execute(asked).mappings()]

    def counts(self) -> dict[int, tuple[int, str]]:
        """By number of the alert: how many events there are, and when the last one was found."""
        columns = (alert_event.c.alert, func.count(), func.max(alert_event.c.noted_at))
        asked = select(*columns).group_by(alert_event.c.alert)
        with self._store.reading() as connection:
            return {row[0]: (row[1], row[2]) for row in connection.execute(asked)}

    # -- what is sent

    def due(self, now: str) -> list[tuple[int, str]]:
        """Alerts and outlets for which something is to be sent at a moment, the one that waits longest first."""
        first = func.min(alert_delivery.c.next_at)
        asked = select(alert_delivery.c.alert, alert_delivery.c.outlet).where(*_due(now))
        asked = asked.group_by(alert_delivery.c.alert, alert_delivery.c.outlet).order_by(first)
        with self._store.reading() as connection:
            return [(row[0], row[1]) for row in connection.execute(asked)]

    def claim(
        self, number: int, outlet: str, lease: str, now: str, until: str, limit: int = 20
    ) -> list[tuple[Delivery, Event]]:
        """Take what is due for an outlet, so that nobody else sends it for a while.

        Args:
            number: of the alert.
            outlet: ``webhook``, or ``mail`` and an address.
            lease: a name for whoever takes it.
            now: the moment.
            until: how long it is theirs.
            limit: at most so many; the others stay.

        """
        mine = (alert_delivery.c.alert == number, alert_delivery.c.outlet == outlet)
        order = (alert_delivery.c.next_at, alert_delivery.c.event)
        asked = select(alert_delivery).where(*mine, *_due(now)).order_by(*order)
        with self._store.writing() as connection:
            if self._is_taken(connection, number, outlet, now):
                return []
            rows = connection.execute(asked.limit(limit)).mappings().all()
            taken = [row["event"] for row in rows]
            same = (alert_delivery.c.outlet == outlet, alert_delivery.c.event.in_(taken))
            connection.execute(update(alert_delivery).where(*same).values(lease=lease, lease_until=until))
            events = connection.execute(select(alert_event).where(alert_event.c.number.in_(taken))).mappings()
            by_number = {row["number"]: Event(**row) for row in events}
        return [(Delivery(**{**row, "lease": lease, "lease_until": until}), by_number[row["event"]]) for row in rows]

    def _is_taken(self, connection: Connection, number: int, outlet: str, now: str) -> bool:
        """Whether somebody is sending to this outlet: events go there one after the other."""
        held = (LEASED, alert_delivery.c.lease_until > now)
        mine = (alert_delivery.c.alert == number, alert_delivery.c.outlet == outlet, alert_delivery.c.state == WAITING)
        return bool(connection.scalar(select(exists().where(*mine, *held))))

    def settle(self, done: Iterable[tuple[Delivery, Outcome]]) -> None:
        """Note what became of attempts; nothing where somebody else has taken one meanwhile, or it is gone."""
        with self._store.writing() as connection:
            for one, outcome in done:
                mine = (alert_delivery.c.event == one.event, alert_delivery.c.outlet == one.outlet)
                values = {
                    "state": outcome.state, "tries": one.tries + 1, "next_at": outcome.next_at, "lease": None,
                    "first_at": one.first_at or outcome.attempt["at"], "lease_until": None,
                    "attempts": [*one.attempts, outcome.attempt][-ATTEMPTS:],
                }  # fmt: skip
                held = update(alert_delivery).where(*mine, alert_delivery.c.lease == one.lease)
                connection.execute(held.values(**values))

    def release(self, number: int, outlet: str, lease: str, next_at: str) -> None:
        """Give back what was taken and not tried, and let everything else for this outlet wait as well."""
        mine = (
            alert_delivery.c.alert == number, alert_delivery.c.outlet == outlet, alert_delivery.c.state == WAITING,
        )  # fmt: skip
        with self._store.writing() as connection:
            freed = update(alert_delivery).where(*mine, alert_delivery.c.lease == lease)
            connection.execute(freed.values(lease=None, lease_until=None))
            later = update(alert_delivery).where(*mine, alert_delivery.c.next_at < next_at)
            connection.execute(later.values(next_at=next_at))

    def stop(self, number: int, outlet: str, why: str = "") -> None:
        """Send nothing of what waits for an outlet; with a reason, nothing to the webhook ever after."""
        mine = (alert_delivery.c.alert == number, alert_delivery.c.outlet == outlet)
        with self._store.writing() as connection:
            if why:
                connection.execute(update(alert).where(alert.c.id == number).values(stopped=why))
            waiting = update(alert_delivery).where(*mine, alert_delivery.c.state == WAITING)
            connection.execute(waiting.values(state="stopped", lease=None, lease_until=None))

    def deliveries(self, number: int, limit: int = 20) -> list[Delivery]:
        """What was sent of an alert or waits for it, the last event first."""
        asked = select(alert_delivery).where(alert_delivery.c.alert == number)
        asked = asked.order_by(alert_delivery.c.event.desc(), alert_delivery.c.outlet).limit(limit)
        with self._store.reading() as connection:
            return [Delivery(**row) for row in connection.execute(asked).mappings()]

    def last_sent(self, number: int, outlet: str) -> str:
        """When something was last sent to an outlet; empty where nothing was."""
        mine = (alert_delivery.c.alert == number, alert_delivery.c.outlet == outlet, alert_delivery.c.state == "sent")
        asked = select(alert_delivery.c.attempts).where(*mine).order_by(alert_delivery.c.event.desc()).limit(200)
        with self._store.reading() as connection:
            return max((row[-1]["at"] for row in connection.scalars(asked) if row), default="")


def purge(connection: Connection, claims: Collection[str], is_clean: Callable[[str], bool]) -> int:
    """Delete what was told of a person who is forgotten, and what asks for them; how much it was.

    Args:
        connection: the write transaction.
        claims: ids of claims that went.
        is_clean: says of a text whether it names nobody who is forgotten.

    """
    gone, count = frozenset(claims), 0
    for row in connection.execute(select(alert_event)).mappings().all():
        if row["fact"] in gone or not is_clean(json.dumps(row["told"], ensure_ascii=False)):
            connection.execute(delete(alert_delivery).where(alert_delivery.c.event == row["number"]))
            connection.execute(delete(alert_event).where(alert_event.c.number == row["number"]))
            count += 1
    for row in connection.execute(select(alert)).mappings().all():
        if not is_clean(json.dumps([row["name"], row["wanted"]], ensure_ascii=False)):
            for table, column in ((alert_delivery, alert_delivery.c.alert), (alert_event, alert_event.c.alert)):
                connection.execute(delete(table).where(column == row["id"]))
            connection.execute(delete(alert).where(alert.c.id == row["id"]))
            count += 1
    return count


def _alert(row: RowMapping) -> Alert:
    return Alert(**row)


def _outlets(row: RowMapping) -> list[str]:
    """Where to an event goes."""
    found = [f"mail {address}" for address in row["outlets"].get("mail", ())]
    return [*found, "webhook"] if row["outlets"].get("webhook") and not row["stopped"] else found


def _waiting(row: Mapping[str, Any], outlet: str, now: str) -> dict[str, Any]:
    return {
        "event": row["number"], "outlet": outlet, "alert": row["alert"], "state": WAITING, "tries": 0,
        "next_at": now, "attempts": [],
    }  # fmt: skip


def _due(now: str) -> tuple[Any, ...]:
    free = or_(alert_delivery.c.lease_until.is_(None), alert_delivery.c.lease_until <= now)
    return (alert_delivery.c.state == WAITING, alert_delivery.c.next_at <= now, free)


def _prune(connection: Connection, number: int) -> None:
    """Delete the oldest events where there are too many; with them what could not be sent of them."""
    mine = select(alert_event.c.number).where(alert_event.c.alert == number).order_by(alert_event.c.number.desc())
    last = connection.scalar(mine.offset(EVENTS).limit(1))
    if last is not None:
        old = (alert_event.c.alert == number, alert_event.c.number <= last)
        numbers = select(alert_event.c.number).where(*old)
        connection.execute(delete(alert_delivery).where(alert_delivery.c.event.in_(numbers)))
        connection.execute(delete(alert_event).where(*old))


def _microseconds(now: str) -> int:
    return int(datetime.fromisoformat(now).timestamp() * 1_000_000)
