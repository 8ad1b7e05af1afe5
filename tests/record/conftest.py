"""A ledger to test with, on each database."""

from collections.abc import Iterator

import pytest

from talentwire.record.ledger import Ledger


@pytest.fixture
def ledger(address: str) -> Iterator[Ledger]:
    with Ledger.open(address) as opened:
        yield opened
