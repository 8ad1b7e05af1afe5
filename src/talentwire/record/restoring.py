"""What comes back when a decision is undone."""

from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select

from talentwire.record.answers import Decision
from talentwire.record.axis import next_number
from talentwire.record.rows import EDITOR
from talentwire.record.schema import claim, document, party
from talentwire.record.writing import barred_ids, entries_of_claim, has_newer, undone


def bring_back(connection: Connection, old: int, made: Decision) -> None:
    """Enter once more what stands no more for nothing but decisions that were undone; ``made`` undid the ``old`` one.

    A claim stays away while another decision says so, where a document has a newer version that its extractor has read,
    and where the entry itself came of a decision that was undone. An entry that a person made keeps the number of the
    decision that it came of, so that undoing that one finds it.
    """
    touched = select(claim.c.id).distinct().where(claim.c.retracted_decision == old).order_by(claim.c.id)
    for id_ in connection.scalars(touched).all():
        past = entries_of_claim(connection, id_)
        if barred_ids(connection, past):
            continue
        moot = undone(connection, _numbers(past))
        for row in {row["reader"]: row for row in past}.values():
            if row["retracted_decision"] in moot and row["decision"] not in moot and not _is_replaced(connection, row):
                _enter_again(connection, row["entry"], made)


def _numbers(past: Any) -> set[int]:
    return {row[column] for row in past for column in ("decision", "retracted_decision")} - {None}


def _is_replaced(connection: Connection, row: RowMapping) -> bool:
    if row["reader"].startswith(EDITOR):
        return False
    name = connection.scalar(select(document.c.id).where(document.c.digest == row["document"]))
    return has_newer(connection, name or "", row["document"], row["reader"])


def _enter_again(connection: Connection, entry: int, made: Decision) -> None:
    number = next_number(connection, claim)
    row = connection.execute(select(claim).where(claim.c.entry == entry)).mappings().one()
    kept = {key: value for key, value in row.items() if not key.startswith("retracted_")}
    again = {**kept, "entry": number, "recorded_at": made.recorded_at, "decision": row["decision"] or made.id}
    connection.execute(insert(claim).values(**again))
    parties = connection.execute(select(party).where(party.c.entry == entry)).mappings().all()
    if parties:
        connection.execute(insert(party), [{**held, "entry": number} for held in parties])
