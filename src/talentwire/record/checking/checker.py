"""The order in which a ledger is checked: first what everything else stands on."""

from collections.abc import Callable
from typing import Final

from sqlalchemy import Connection

from talentwire.record.checking import decided, documents, links, structure, worked
from talentwire.record.checking.claims import Claims
from talentwire.record.checking.look import Look
from talentwire.record.checking.report import CheckReport, OnRows
from talentwire.record.rows import Naming

Part = Callable[[Look], None]
_ALWAYS: Final[dict[str, Part]] = {
    "indexes": structure.check_indexes,
    "runs": documents.check_runs,
    "documents": documents.check_documents,
    "claims": lambda look: Claims(look).check(),
    "names": links.check_names,
    "judgements": links.check_judgements,
    "folds": links.check_folds,
    "decisions": decided.check_decisions,
    "remarks": decided.check_remarks,
    "forgotten": decided.check_forgotten,
    "operating": worked.check_operating,
}
_WHOLE: Final[dict[str, Part]] = {
    "file": structure.check_file,
    "references": structure.check_references,
    "readings": documents.check_readings,
    "versions": documents.check_versions,
    "sketches": links.check_sketches,
    "kept": worked.check_kept,
    "views": structure.check_views,
}
"""What looks at all rows in one statement, and is left out of a sample."""


def check(connection: Connection, naming: Naming, sample: int | None, on_rows: OnRows) -> CheckReport:
    """Check one state of a ledger.

    Args:
        connection: a transaction that sees one state.
        naming: how keys of names are made.
        sample: how many rows of each table are looked at, drawn at random; None for all, and all that a sample leaves
            out.
        on_rows: hears how far it is.

    """
    look = Look(connection, naming, sample, on_rows)
    parts = _ALWAYS if sample is not None else {**_WHOLE, **_ALWAYS}
    for name, part in parts.items():
        on_rows(name, 0, 0)
        part(look)
    found = look.found
    left_out = tuple(_WHOLE) if sample is not None else ()
    return CheckReport(tuple(found.kept), dict(found.broken), dict(found.noted), dict(look.rows), left_out)
