"""Ledgers to test with: in a file, and on a PostgreSQL server where TALENTWIRE_TEST_POSTGRES holds its address."""

import os
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from talentwire.record.ledger import Ledger


@pytest.fixture(params=["sqlite", "postgres"])
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], str]]:
    """Makes addresses of ledgers that are not there yet, on each database."""
    if request.param == "sqlite":
        yield lambda: str(tmp_path / f"{uuid.uuid4().hex}.db")
        return
    server = os.environ.get("TALENTWIRE_TEST_POSTGRES")
    if not server:
        pytest.skip("TALENTWIRE_TEST_POSTGRES holds no address of a PostgreSQL server")
    psycopg = pytest.importorskip("psycopg")
    with psycopg.connect(server, autocommit=True) as connection, ExitStack() as schemas:

        def make() -> str:
            schema = f"talentwire_{uuid.uuid4().hex}"
            connection.execute(f"CREATE SCHEMA {schema}")
            schemas.callback(connection.execute, f"DROP SCHEMA {schema} CASCADE")
            return f"{server}?options=-csearch_path%3D{schema}"

        yield make


@pytest.fixture
def address(fresh: Callable[[], str]) -> str:
    """The address of a ledger that is not there yet, on each database."""
    return fresh()


@pytest.fixture
def ledger(address: str) -> Iterator[Ledger]:
    with Ledger.open(address) as opened:
        yield opened
