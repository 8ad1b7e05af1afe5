"""Names, what was judged of them, and which documents tell one story."""

from typing import Any, Final, get_args

from sqlalchemy import Column, RowMapping, func, select

from talentwire.errors import TalentwireError
from talentwire.model.entities import EntityType, Feature, Judgement, Node, Verdict
from talentwire.record.checking.look import InOrder, Look, is_moment
from talentwire.record.lists import among
from talentwire.record.rows import EDITOR
from talentwire.record.schema import block, decision, document, fold, judgement, name, sketch

_RULE: Final = "rule:"
_KINDS: Final = ("copy", "excerpt", "quotation", "translation")


def check_names(look: Look) -> None:
    """Look at every name and at the rough keys by which it is found."""
    for rows in look.pages(name.c.node):
        for row in rows:
            if row["type"] not in get_args(EntityType) or row["node"] != f"{row['type']}|{row['key']}":
                look.broken("name", row["node"], f"it does not follow from type {row['type']} and key {row['key']!r}")
            if not row["name"] or not is_moment(row["recorded_at"]):
                look.broken("name", row["node"], "it has no spelling, or no moment")
    if look.sample is None:
        begins = func.substr(block.c.block, 1, func.length(name.c.type) + 1)
        strange = select(block.c.block, block.c.node).join_from(block, name, block.c.node == name.c.node)
        look.each("block", strange.where(begins != name.c.type + "|"), "a rough key of one type leads to another")


def check_sketches(look: Look) -> None:
    """See that what finds copies came with its document, or later."""
    early = select(sketch.c.number, sketch.c.document).join(document, document.c.digest == sketch.c.document)
    look.each("sketch", early.where(sketch.c.recorded_at < document.c.recorded_at), "it is older than its document")


def check_judgements(look: Look) -> None:
    """Look at every judgement: what it is about, who made it and when, and what undid it."""
    order = InOrder()
    for rows in look.pages(judgement.c.entry):
        decided = _decided(look, rows)
        known = _known(look, rows)
        for row in rows:
            for wrong in (*_about(row, known), *_said(row, decided), *_moments(row, order)):
                look.broken("judgement", f"{row['entry']} ({row['left']}, {row['right']})", wrong)


def _decided(look: Look, rows: list[RowMapping]) -> dict[int, RowMapping]:
    numbers = sorted({row["decision"] for row in rows} - {None})
    asked = select(decision).where(decision.c.id.in_(numbers))
    return {row["id"]: row for row in look.connection.execute(asked).mappings()} if numbers else {}


def _known(look: Look, rows: list[RowMapping]) -> set[str]:
    """Names and digests of documents that there are, of those that judgements are about."""
    ends = {row[end] for row in rows for end in ("left", "right")}
    digests = {end.rpartition("|")[2] for end in ends if end.count("|") > 1}
    nodes = {row[end] for row in rows for end in ("left_name", "right_name")}
    found: set[str] = set()
    wanted: tuple[tuple[Column[Any], set[str]], ...] = ((name.c.node, nodes), (document.c.digest, digests))
    for column, values in wanted:
        found.update(look.connection.scalars(select(column).where(among(column, values))))
    return found


def _about(row: RowMapping, known: set[str]) -> list[str]:
    try:
        left, right = Node.parse(row["left"]), Node.parse(row["right"])
        reasons = tuple(Feature(*one) for one in row["reasons"] or ())
        Verdict(left, right, Judgement(row["verdict"]), row["by"], row["score"], reasons)
    except (TalentwireError, ValueError, TypeError) as error:
        return [f"it cannot be read as a judgement ({error})"]
    wrong = []
    for node, stated in ((left, row["left_name"]), (right, row["right_name"])):
        if str(node.name) != stated:
            wrong.append(f"it is about {node.name}, but stands under {stated}")
        elif stated not in known and not row["by"].startswith(EDITOR):
            wrong.append(f"there is no name {stated}")
        if node.document and node.document not in known:
            wrong.append(f"there is no document {node.document}")
    return wrong


def _said(row: RowMapping, decided: dict[int, RowMapping]) -> list[str]:
    wrong = []
    if row["score"] is not None and not 0 <= row["score"] <= 1:
        wrong.append(f"its score is {row['score']}")
    is_rule = row["by"].startswith(_RULE)
    if is_rule == row["by"].startswith(EDITOR) or is_rule != (row["decision"] is None):
        wrong.append(f"it is by {row['by']!r}, and its decision is {row['decision']}")
    made = decided.get(row["decision"])
    if made and (row["recorded_at"] != made["recorded_at"] or row["retracted_at"] != made["undone_at"]):
        wrong.append(f"it came or went at another moment than decision {made['id']}, by which it was made")
    return wrong


def _moments(row: RowMapping, order: InOrder) -> list[str]:
    came, gone = row["recorded_at"], row["retracted_at"]
    wrong = []
    if not is_moment(came) or not (gone is None or is_moment(gone)):
        wrong.append(f"its moments are none: {came}, {gone}")
    if gone is not None and gone <= came:
        wrong.append("it was taken back before it was made")
    if not order.follows(row["entry"], came):
        wrong.append("it was recorded before the one with the number before its own")
    return wrong


def check_folds(look: Look) -> None:
    """Look at every pair of documents that are one story."""
    order = InOrder()
    for rows in look.pages(fold.c.entry):
        for row in rows:
            for wrong in (*_fold(row), *_moments(row, order)):
                look.broken("fold", f"{row['entry']} ({row['left']}, {row['right']})", wrong)


def _fold(row: RowMapping) -> list[str]:
    wrong = []
    if not row["left"] < row["right"]:
        wrong.append("its documents do not stand in order")
    if row["part"] not in ("", row["left"], row["right"]):
        wrong.append("the part of it is none of its documents")
    if row["kind"] not in _KINDS or not row["by"].startswith(_RULE):
        wrong.append(f"it is a {row['kind']!r} by {row['by']!r}")
    if not 0 <= row["score"] <= 1:
        wrong.append(f"its score is {row['score']}")
    return wrong
