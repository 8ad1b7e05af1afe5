"""Ledgers to test with: in a file, and on a PostgreSQL server where TALENTWIRE_TEST_POSTGRES holds its address."""

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from talentwire.record.ledger import Ledger


@pytest.fixture(params=["sqlite", "postgres"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a ledger that is not there yet, on each database."""
    if request.param == "sqlite":
        yield str(tmp_path / "ledger.db")
        return
    server = os.environ.get("TALENTWIRE_TEST_POSTGRES")
    if not server:
        pytest.skip("TALENTWIRE_TEST_POSTGRES holds no address of a PostgreSQL server")
    psycopg = pytest.importorskip("psycopg")
    schema = f"talentwire_{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {schema}")
        yield f"{server}?options=-csearch_path%3D{schema}"
        connection.execute(f"DROP SCHEMA {schema} CASCADE")


@pytest.fixture
def ledger(address: str) -> Iterator[Ledger]:
    with Ledger.open(address) as opened:
        yield opened
