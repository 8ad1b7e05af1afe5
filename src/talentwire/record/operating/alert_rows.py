"""The tables of saved questions, of what was told of them and of what is to be sent, and what their rows hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import JSON, BigInteger, Column, ForeignKey, Index, Integer, Table, Text

from talentwire.record.schema import metadata

_NEXT: Final = BigInteger().with_variant(Integer, "sqlite")

alert = Table(
    "alert",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False, unique=True),
    Column("wanted", JSON, nullable=False, comment="what is asked for"),
    Column("outlets", JSON, nullable=False, comment="where to it is told: webhook, mail, language"),
    Column("secret", Text, nullable=False, comment="by which what is sent is signed"),
    Column("feed_key", Text, nullable=False, comment="that stands in the address of its feed"),
    Column("position", Text, nullable=False, comment="how far the ledger had come when it was last looked at"),
    Column("created_at", Text, nullable=False),
    Column("checked_at", Text),
    Column("paused_at", Text),
    Column("stopped", Text, comment="why nothing is sent to its webhook any more"),
)

alert_event = Table(
    "alert_event",
    metadata,
    Column("number", _NEXT, primary_key=True, autoincrement=False, comment="rises; microseconds of an epoch or more"),
    Column("id", Text, nullable=False, unique=True),
    Column("alert", ForeignKey("alert.id"), nullable=False),
    Column("fact", Text, nullable=False, comment="id of the fact when it was told"),
    Column("state", Text, nullable=False, comment="digest of what the fact had come to"),
    Column("at", Text, nullable=False, comment="moment of the ledger at which it was so"),
    Column("noted_at", Text, nullable=False),
    Column("told", JSON, nullable=False),
)
Index("alert_event_of", alert_event.c.alert, alert_event.c.number)
Index("alert_event_fact", alert_event.c.alert, alert_event.c.fact)

alert_delivery = Table(
    "alert_delivery",
    metadata,
    Column("event", ForeignKey("alert_event.number"), primary_key=True),
    Column("outlet", Text, primary_key=True, comment="webhook, or mail and an address"),
    Column("alert", ForeignKey("alert.id"), nullable=False),
    Column("state", Text, nullable=False, comment="waiting, sent, given up or stopped"),
    Column("tries", Integer, nullable=False),
    Column("first_at", Text, comment="of the first attempt"),
    Column("next_at", Text, nullable=False),
    Column("lease", Text, comment="who sends it just now"),
    Column("lease_until", Text),
    Column("attempts", JSON, nullable=False, comment="when, with what status, how long it took, what was wrong"),
)
Index("alert_delivery_due", alert_delivery.c.state, alert_delivery.c.next_at)
_OF: Final = (alert_delivery.c.alert, alert_delivery.c.outlet)
Index("alert_delivery_of", *_OF, alert_delivery.c.state, alert_delivery.c.next_at, alert_delivery.c.event)
LEASED: Final = alert_delivery.c.lease_until.is_not(None)
Index("alert_delivery_leased", *_OF, sqlite_where=LEASED, postgresql_where=LEASED)
TOLD: Final = (alert, alert_event, alert_delivery)
"""Tables in which names of persons stand."""


@dataclass(frozen=True)
class Alert:
    """A saved question as it is kept.

    Attributes:
        name: by which people know it.
        wanted: what is asked for.
        outlets: ``webhook`` with an address, ``mail`` with a list of addresses, ``lang``.
        secret: by which what is sent is signed.
        feed_key: that stands in the address of its feed.
        position: how far the ledger had come when it was last looked at.
        created_at: when it was saved.
        checked_at: when it was last looked at.
        paused_at: since when it is not.
        stopped: why nothing is sent to its webhook any more.
        id: its number.

    """

    name: str
    wanted: Mapping[str, Any]
    outlets: Mapping[str, Any]
    secret: str = field(repr=False)
    feed_key: str = field(repr=False)
    position: str
    created_at: str
    checked_at: str | None = None
    paused_at: str | None = None
    stopped: str | None = None
    id: int = 0


@dataclass(frozen=True)
class Event:
    """Something that an alert told.

    Attributes:
        id: the same however often it is found or sent.
        alert: number of the alert.
        fact: id of the fact.
        state: digest of what the fact had come to.
        at: moment of the ledger.
        noted_at: when it was found.
        told: what is told of it.
        number: its place among all events.

    """

    id: str
    alert: int
    fact: str
    state: str
    at: str
    noted_at: str
    told: Mapping[str, Any]
    number: int = 0


@dataclass(frozen=True)
class Delivery:
    """An event on its way to an outlet."""

    event: int
    outlet: str
    alert: int
    state: str
    tries: int
    first_at: str | None
    next_at: str
    lease: str | None = None
    lease_until: str | None = None
    attempts: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True)
class Outcome:
    """What became of an attempt.

    Attributes:
        state: of the delivery from now on.
        next_at: when to try again.
        attempt: what is noted of it.

    """

    state: str
    next_at: str
    attempt: Mapping[str, Any]
