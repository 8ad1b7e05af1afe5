"""Processes that begin at once, for all tests of faults."""

from collections.abc import Iterator

import pytest
from asking import Ask, nursery


@pytest.fixture(scope="module")
def ask() -> Iterator[Ask]:
    with nursery() as asked:
        yield asked
