"""The views for people at a SQL prompt: one of what stands and one of all that ever stood, for each kind."""

from typing import Any

from sqlalchemy import Connection, Numeric, Select, cast, func, select

from talentwire.model.claims import KINDS, Content, Slot, slots
from talentwire.record.schema import claim, document


def _columns(slot: Slot) -> list[Any]:
    """The columns a slot has in its view: one, or three for money; several names stand as a JSON list."""
    held = claim.c.slots[slot.name]
    match slot.type:
        case "money":
            return [
                cast(claim.c.slots[slot.name, "value"].as_string(), Numeric).label(f"{slot.name}_value"),
                claim.c.slots[slot.name, "currency"].as_string().label(f"{slot.name}_currency"),
                claim.c.slots[slot.name, "bound"].as_string().label(f"{slot.name}_bound"),
            ]
        case "number":
            return [cast(held.as_string(), Numeric).label(slot.name)]
        case "flag":
            return [held.as_boolean().label(slot.name)]
        case _:
            words = held.as_string()
            return [(func.coalesce(words, slot.default) if slot.default else words).label(slot.name)]


def _history(kind: type[Content]) -> Select[Any]:
    return (
        select(
            claim.c.id.label("claim"),
            document.c.id.label("document"),
            document.c.title,
            document.c.url,
            document.c.date.label("published"),
            document.c.lang,
            claim.c.date,
            claim.c.status,
            claim.c.source,
            *(column for slot in slots(kind) for column in _columns(slot)),
            claim.c.evidence,
            claim.c.extractor,
            claim.c.recorded_at,
            claim.c.retracted_at,
            claim.c.retracted_by,
            claim.c.retracted_reason,
        )
        .join_from(claim, document, claim.c.document == document.c.digest)
        .where(claim.c.kind == kind.type)
    )


def views(connection: Connection) -> dict[str, str]:
    """By name, in the order to create them: ``move_history`` has every entry, ``move`` those that stand, and so on."""
    quote = connection.dialect.identifier_preparer.quote
    texts = {}
    for name, kind in KINDS.items():
        compiled = _history(kind).compile(dialect=connection.dialect, compile_kwargs={"literal_binds": True})
        past = quote(f"{name}_history")
        texts[f"{name}_history"] = f"CREATE VIEW {past} AS {compiled}"
        standing = f"SELECT * FROM {past} WHERE retracted_at IS NULL"  # noqa: S608 (a name from KINDS)
        texts[name] = f"CREATE VIEW {quote(name)} AS {standing}"
    return texts
