"""What people decided, their word on claims, and the marks of who was forgotten."""

import re
from typing import Final

from sqlalchemy import RowMapping, exists, select

from talentwire.record.checking.look import InOrder, Look, is_moment
from talentwire.record.schema import claim, decision, forgotten, meta, remark

_VERDICTS: Final = ("confirm", "deny")
_MARK: Final = re.compile(r"[0-9a-f]{35}")
_SALT: Final = re.compile(r"[0-9a-f]{64}")


def check_decisions(look: Look) -> None:
    """Look at every decision: who made it, why and when, and what undid it."""
    order = InOrder()
    for rows in look.pages(decision.c.id):
        undoing = sorted({row["undone_by"] for row in rows} - {None})
        asked = select(decision).where(decision.c.id.in_(undoing))
        made = {row["id"]: row for row in look.connection.execute(asked).mappings()} if undoing else {}
        for row in rows:
            for wrong in _decision(row, order, made):
                look.broken("decision", row["id"], wrong)


def _decision(row: RowMapping, order: InOrder, made: dict[int, RowMapping]) -> list[str]:
    came, gone = row["recorded_at"], row["undone_at"]
    wrong = []
    if not is_moment(came) or not (gone is None or is_moment(gone)):
        wrong.append(f"its moments are none: {came}, {gone}")
    if not order.follows(row["id"], came):
        wrong.append("it was made before the decision with the number before its own")
    if not row["by"].strip() or not row["reason"].strip():
        wrong.append("it is nobody's, or has no reason")
    if (gone is None) != (row["undone_by"] is None):
        wrong.append("it has only half of what undid it")
    by = made.get(row["undone_by"])
    if by and (by["recorded_at"] != gone or by["verb"] != "undo" or by["id"] <= row["id"]):
        wrong.append(f"decision {by['id']} undid it, but is no undoing of that moment")
    return wrong


def check_remarks(look: Look) -> None:
    """Look at every word of a person on a claim."""
    order = InOrder()
    for rows in look.pages(remark.c.entry):
        numbers = sorted({row["decision"] for row in rows})
        asked = select(decision).where(decision.c.id.in_(numbers))
        made = {row["id"]: row for row in look.connection.execute(asked).mappings()} if numbers else {}
        for row in rows:
            by = made.get(row["decision"])
            if row["verdict"] not in _VERDICTS or (by and by["verb"] != row["verdict"]):
                look.broken("remark", row["entry"], f"its word is {row['verdict']!r}, not that of its decision")
            if by and (row["recorded_at"] != by["recorded_at"] or row["retracted_at"] != by["undone_at"]):
                look.broken("remark", row["entry"], f"it came or went at another moment than decision {by['id']}")
            if not order.follows(row["entry"], row["recorded_at"]):
                look.broken("remark", row["entry"], "it was made before the one with the number before its own")
    there = exists().where(claim.c.id == remark.c.claim)
    look.each("remark", select(remark.c.entry, remark.c.claim).where(~there), "there is no such claim")


def check_forgotten(look: Look) -> None:
    """Look at the marks of persons who were forgotten."""
    salt = look.connection.scalar(select(meta.c.value).where(meta.c.name == "salt"))
    marks = list(look.connection.execute(select(forgotten.c.mark, decision.c.verb).join(decision)))
    if salt is None and marks:
        look.broken("meta", "salt", f"it is missing, so that {len(marks)} marks keep nobody away any more")
    if salt is not None and not _SALT.fullmatch(salt):
        look.broken("meta", "salt", "it is none, so that no mark keeps anybody away any more")
    for mark, verb in marks:
        if not _MARK.fullmatch(mark) or verb != "forget":
            look.broken("forgotten", mark, f"it is no mark, or of a decision to {verb}")
