"""Ledgers as version 0.1 left them."""

import sqlite3
from contextlib import closing
from pathlib import Path

from talentwire.record.files import APPLICATION_ID

DATA = Path(__file__).parent / "data"
MORE = (
    "INSERT INTO document SELECT digest || '-' || n, id || '-' || n, title, url, place, date, lang, outlet, run, "
    "recorded_at, text FROM document, numbers",
    "INSERT INTO claim (entry, id, document, kind, slots, status, day_from, day_to, evidence, folded, optional, "
    "extractor, reader, run, recorded_at) SELECT 7 * n + entry, id || '-' || n, document || '-' || n, kind, slots, "
    "status, day_from, day_to, evidence, folded, optional, extractor, reader, run, recorded_at FROM claim, numbers",
    "INSERT INTO party SELECT 7 * n + entry, slot, position, type, name || ' ' || n, written, key || ' ' || n "
    "FROM party, numbers",
    "DROP TABLE numbers",
)
"""Makes many of the few documents of a ledger; in those all claims stand."""


def older(address: str, copies: int = 0) -> str:
    """Put a ledger of version 1 at an address, with copies of its three documents and seven claims."""
    if "://" not in address:
        with closing(sqlite3.connect(address)) as connection:
            connection.executescript((DATA / "v1.sqlite.sql").read_text("utf-8"))
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            if copies:
                connection.execute("CREATE TABLE numbers (n INTEGER)")
                connection.executemany("INSERT INTO numbers VALUES (?)", [(n,) for n in range(1, copies + 1)])
                for statement in MORE:
                    connection.execute(statement)
                connection.commit()
        return address
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute((DATA / "v1.postgres.sql").read_bytes())
        if copies:
            connection.execute(f"CREATE TABLE numbers AS SELECT generate_series(1, {copies}) AS n")
            for statement in MORE:
                connection.execute(statement)
    return address
