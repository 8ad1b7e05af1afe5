"""What was worked out and is kept, and what the program needs to work."""

from collections.abc import Sequence
from typing import Any, Final

import msgspec
from sqlalchemy import Column, exists, select

from talentwire.record.checking.look import Look
from talentwire.record.operating.alert_rows import alert, alert_delivery
from talentwire.record.operating.feed_rows import KNOWN, READ, SKIPPED, WAITING, feed_item
from talentwire.record.operating.tokens import access_token
from talentwire.record.schema import claim, kept, kept_answer, kept_entry, kept_facts, kept_name, kept_part
from talentwire.record.since import Position

KEPT_TODO: Final = "nothing is lost: `talentwire check --renew` empties what is kept, and questions work it out anew"
_STATES: Final = ("waiting", "sent", "given up", "stopped")
_OUTCOMES: Final = (WAITING, READ, KNOWN, SKIPPED)


def check_kept(look: Look) -> None:
    """See that what is kept was worked out from entries that there are, and can be read."""
    now = Position.of(look.connection)
    for row in look.connection.execute(select(kept)).mappings():
        wrong = _position(row["position"], now)
        if wrong:
            look.broken("kept", row["family"], wrong, KEPT_TODO)
    held = exists().where(kept_facts.c.number == kept_entry.c.subject)
    lost = select(kept_entry.c.entry, kept_entry.c.subject)
    look.each("kept_entry", lost.where(~held), "nothing is kept of its subject", KEPT_TODO)
    there = exists().where(claim.c.entry == kept_entry.c.entry)
    look.each("kept_entry", lost.where(~there), "there is no such claim", KEPT_TODO)
    for column in (kept_facts.c.family, kept_name.c.family, kept_part.c.family):
        key = [one for one in column.table.primary_key.columns if one is not column]
        alone = select(column, *key).where(~exists().where(kept.c.family == column))
        look.each(column.table.name, alone, "nothing else is kept of its family", KEPT_TODO)
    facts = exists().where(kept_facts.c.subject == kept_part.c.subject, kept_facts.c.family == kept_part.c.family)
    parts = select(kept_part.c.family, kept_part.c.part, kept_part.c.subject)
    look.each("kept_part", parts.where(~facts), "no facts are kept of its subject", KEPT_TODO)
    _bytes(look, kept_facts.c.number, "facts")
    _bytes(look, kept_answer.c.asked, "answer")


def _position(text: str, now: Position) -> str:
    try:
        position = Position.parse(text)
    except ValueError:
        return f"it was worked out at {text!r}, which is no position"
    if any(then > here for then, here in zip(position[1:], now[1:], strict=True)) or position.moment > now.moment:
        return "it was worked out from more than the ledger holds"
    return ""


def _bytes(look: Look, key: Column[Any], column: str) -> None:
    for rows in look.pages(key):
        for row in rows:
            try:
                msgspec.msgpack.decode(row[column])
            except (msgspec.DecodeError, ValueError, TypeError) as error:
                look.broken(key.table.name, row[key.name], f"it cannot be read ({error})", KEPT_TODO)


def check_operating(look: Look) -> None:
    """Look at tokens, alerts and items of sources."""
    _words(look, alert_delivery.c.state, _STATES)
    _words(look, feed_item.c.outcome, _OUTCOMES)
    short = select(access_token.c.id, access_token.c.name)
    for row in look.connection.execute(short.add_columns(access_token.c.digest)):
        if len(row[2]) != 64:
            look.broken("access_token", f"{row[0]} {row[1]}", "its digest is none", "revoke it, make another")
    for row in look.connection.execute(select(alert.c.name, alert.c.position)):
        try:
            Position.parse(row[1])
        except ValueError:
            look.broken("alert", row[0], f"it was last looked at at {row[1]!r}, which is no position", "save it anew")


def _words(look: Look, column: Column[Any], words: Sequence[str]) -> None:
    keys = list(column.table.primary_key.columns)
    strange = select(*keys, column).where(column.not_in(words))
    look.each(str(column.table.name), strange, f"its {column.name} is none of {', '.join(words)}")
