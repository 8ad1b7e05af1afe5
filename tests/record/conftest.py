"""A ledger to test with, on each database."""

from collections.abc import Iterator

import pytest

from talentwire.record.ledger import Ledger


@pytest.fixture
def ledger(address: str) -> Iterator[Ledger]:
    """A ledger in which everything is as it should be, whatever a test did with it."""
    with Ledger.open(address) as opened:
        yield opened
        assert opened.check().findings == ()


@pytest.fixture
def odd_ledger(address: str) -> Iterator[Ledger]:
    """A ledger for what no program would record."""
    with Ledger.open(address) as opened:
        yield opened
