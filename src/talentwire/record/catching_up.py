"""Documents that an older program recorded without working out whom their names mean and which stories they tell."""

from sqlalchemy import Connection, delete, exists, select

from talentwire.record import renewing
from talentwire.record.entering import Entering, standing
from talentwire.record.rows import read_document
from talentwire.record.schema import document, meta, sketch


def unlinked(connection: Connection) -> list[str]:
    """Their digests in the order in which they were recorded."""
    if not connection.scalar(select(exists().where(meta.c.name == "unlinked"))):
        return []
    without = ~exists().where(sketch.c.document == document.c.digest)
    return list(connection.scalars(select(document.c.digest).where(without).order_by(document.c.recorded_at)))


def entering(connection: Connection, digest: str) -> Entering:
    """The document as if it were being recorded, at the moment at which it was."""
    row = connection.execute(select(document).where(document.c.digest == digest)).mappings().one()
    return Entering(connection, read_document(row), standing(connection, digest), row["recorded_at"])


def end(connection: Connection) -> None:
    """Note that none is left; what was weighed before is weighed anew."""
    renewing.clear(connection)
    connection.execute(delete(meta).where(meta.c.name == "unlinked"))
