"""What people decided and what they said of claims, as it stood at a moment."""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection, RowMapping, select

from talentwire.record.answers import Decision, Moment, Remarked
from talentwire.record.axis import stood, then
from talentwire.record.filters import page
from talentwire.record.lists import among
from talentwire.record.rows import end_of
from talentwire.record.schema import decision, remark

_OWN: Final = tuple(column.name for column in decision.c)


def decisions(
    connection: Connection, *, as_of: Moment | None = None, limit: int | None = None, offset: int = 0
) -> list[Decision]:
    """What people decided, the newest first; as of a moment without what came later."""
    asked = select(decision).order_by(decision.c.id.desc())
    if as_of is not None:
        asked = asked.where(decision.c.recorded_at <= end_of(as_of))
    return [_decision(row, as_of) for row in connection.execute(page(asked, limit, offset)).mappings()]


def remarks(connection: Connection, claims: Iterable[str], as_of: Moment | None = None) -> list[Remarked]:
    """What people said of the claims, in order: of each person the last word on a claim."""
    asked = (
        select(remark.c.claim, remark.c.verdict, remark.c.recorded_at.label("said_at"), decision)
        .join(decision, decision.c.id == remark.c.decision)
        .where(stood(remark.c.recorded_at, remark.c.retracted_at, as_of), among(remark.c.claim, claims))
        .order_by(remark.c.entry)
    )
    found: dict[tuple[str, str], Remarked] = {}
    for row in connection.execute(asked).mappings():
        found.pop((row["claim"], row["by"]), None)  # so that the last word has the place of the last
        said = Remarked(row["claim"], row["verdict"], _decision(row, as_of), row["said_at"])
        found[row["claim"], row["by"]] = said
    return list(found.values())


def _decision(row: RowMapping, as_of: Moment | None) -> Decision:
    own = {name: row[name] for name in _OWN}
    if then(own["undone_at"], as_of) is None:
        own.update(undone_at=None, undone_by=None)
    return Decision(**own)
