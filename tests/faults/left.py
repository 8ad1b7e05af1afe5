"""What a process left behind, said so that it can be compared: without runs, moments and numbers, which may differ."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from talentwire.api import Talentwire
from talentwire.config import Config
from talentwire.errors import LedgerError
from talentwire.pipeline import Done, Step

SAID = {
    "document": "SELECT digest, id, title, url, place, date, lang, outlet, text FROM document",
    "reading": "SELECT document, extractor, version FROM reading",
    "claim": "SELECT id, document, kind, slots, status, source, date, evidence, evidence_start, evidence_end, reader,"
    " extractor, rule, retracted_at IS NULL, retracted_by, retracted_reason FROM claim",
    "party": "SELECT c.id, slot, position, type, name, p.written, key FROM party p JOIN claim c ON c.entry = p.entry",
    "name": "SELECT node, name FROM name",
    "block": "SELECT block, node FROM block",
    "judgement": 'SELECT "left", "right", verdict, score, reasons, "by", retracted_at IS NULL FROM judgement',
    "sketch": "SELECT document, sketch FROM sketch",
    "mark": "SELECT mark, document FROM mark JOIN sketch ON mark.sketch = sketch.number",
    "fold": 'SELECT "left", "right", kind, part, score, reasons, "by", retracted_at IS NULL FROM fold',
    "decision": 'SELECT verb, "by", reason FROM decision',
}  # fmt: skip


def acknowledged(step: Step) -> str:
    """The digest of a document that stands in the ledger now."""
    return step.extraction.document.digest if isinstance(step, Done) else "-"


def of_ledger(trial: dict[str, Any]) -> dict[str, Any]:
    """Digests of its documents, what the check finds, and a digest of everything in each table."""
    address = trial["ledger"]
    with Talentwire(Config(ledger=address)) as wire:
        try:
            wire.ledger()
        except LedgerError as error:  # killed before there was one
            assert "no ledger" in str(error), error
            return {"documents": [], "findings": [], "rows": {}}
        found = wire.check()
        with wire.ledger()._store.reading() as connection:
            rows = {table: connection.exec_driver_sql(asked).all() for table, asked in SAID.items()}
    return {
        "documents": [row[0] for row in rows["document"]],
        "findings": [str(one) for one in found.findings if one.is_broken],
        "rows": {table: [len(held), _digest(held)] for table, held in rows.items()},
    }


def of_folder(trial: dict[str, Any]) -> dict[str, Any]:
    """What the finished inputs of a folder of bulk reading hold, and whether anything else lies in it."""
    import pyarrow.dataset as ds

    out = Path(trial["out"])
    markers = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted((out / "inputs").glob("*.json"))}
    rows: dict[str, Any] = {}
    strays: list[str] = []
    for table in ("documents", "claims", "skipped"):
        folders = sorted((out / table).glob("input=*"))
        strays += [str(path) for path in folders if path.name.removeprefix("input=") not in markers]
        whole = [path for path in folders if path.name.removeprefix("input=") in markers]
        held = [row for path in whole for row in ds.dataset(path).to_table(use_threads=False).to_pylist()]
        rows[table] = [len(held), _digest([sorted({**row, "run": 0}.items()) for row in held])]
    return {"documents": sorted(markers), "findings": [], "rows": rows, "strays": strays}


def _digest(rows: list[Any]) -> str:
    lines = sorted(json.dumps(list(row), default=str, sort_keys=True) for row in rows)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


OF: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "ingest": of_ledger,
    "migrate": of_ledger,
    "bulk": of_folder,
    "load": of_ledger,
}
