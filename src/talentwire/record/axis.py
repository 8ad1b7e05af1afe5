"""The recorded axis: numbers and moments, each above all that were given before."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final, TypeVar

from sqlalchemy import Column, ColumnElement, Connection, ScalarSelect, Select, Table, and_, func, or_, select

from talentwire.record.answers import Moment
from talentwire.record.rows import end_of, moment
from talentwire.record.schema import claim, decision, document, fold, judgement, name, reading, sketch

T = TypeVar("T")
_CHUNK: Final = 500
"""Values in one statement, below every database's limit."""
Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The clock."""
    return datetime.now(UTC)


def now_of(connection: Connection, clock: Clock) -> str:
    """This moment, or the one after the latest in the ledger where a clock was set back."""
    latest, now = latest_moment(connection), moment(clock())
    return now if now > latest else moment(datetime.fromisoformat(latest) + timedelta(microseconds=1))


def next_number(connection: Connection, table: Table) -> int:
    """The next free number of a table; safe, because only one transaction writes."""
    (column,) = table.primary_key.columns
    return (connection.scalar(select(func.max(column))) or 0) + 1


def latest_moment(connection: Connection) -> str:
    """The latest moment of the recorded axis, empty in an empty ledger."""
    return max(latest or "" for latest in connection.execute(_LATEST).one())


def _latest(*columns: Column[Any]) -> Select[Any]:
    """One statement with a part for each column, so that an index answers each."""
    return select(*(select(func.max(one)).where(one.is_not(None)).scalar_subquery() for one in columns))


_LATEST: Final = _latest(
    claim.c.recorded_at,
    claim.c.retracted_at,
    document.c.recorded_at,
    reading.c.recorded_at,
    decision.c.recorded_at,
    name.c.recorded_at,
    judgement.c.recorded_at,
    sketch.c.recorded_at,
    fold.c.recorded_at,
)


def last_entry(as_of: Moment) -> ScalarSelect[int]:
    """The number of the last entry of a claim at a moment, for a statement: numbers rise as moments do."""
    known = select(claim.c.entry).where(claim.c.recorded_at <= end_of(as_of))
    last = known.order_by(claim.c.recorded_at.desc(), claim.c.entry.desc()).limit(1)
    return last.correlate(None).scalar_subquery()


def stood(recorded: ColumnElement[Any], retracted: ColumnElement[Any], as_of: Moment | None) -> ColumnElement[bool]:
    """Whether a row stood at a moment, or stands now."""
    if as_of is None:
        return retracted.is_(None)
    then = end_of(as_of)
    return and_(recorded <= then, or_(retracted.is_(None), retracted > then))


def then(moment_after: str | None, as_of: Moment | None) -> str | None:
    """A moment as it was known at another one: none where it had not come yet."""
    known = moment_after is not None and (as_of is None or moment_after <= end_of(as_of))
    return moment_after if known else None


def chunks(values: Sequence[T], size: int = _CHUNK) -> Iterator[Sequence[T]]:
    """The values in parts that fit into one statement each."""
    for start in range(0, len(values), size):
        yield values[start : start + size]
