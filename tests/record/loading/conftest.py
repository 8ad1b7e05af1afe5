"""Ledgers with the naming and the linking of the program."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from talentwire.api import Talentwire
from talentwire.config import Config
from talentwire.knowledge.atlas import Atlas
from talentwire.linking import Link
from talentwire.resolve.linker import Linker


@pytest.fixture(scope="session")
def link() -> Link:
    return Link(Linker(Atlas.load()))


@pytest.fixture
def wire(link: Link) -> Iterator[Callable[[str], Talentwire]]:
    """Opens a ledger at an address; all are closed in the end."""
    with ExitStack() as stack:

        def opened(address: str = "sqlite://") -> Talentwire:
            made = stack.enter_context(Talentwire(Config(ledger=address)))
            made.link = link  # what is known is loaded once
            return made

        yield opened
