"""A server over a small ledger, for tests of the interface for programs."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from talentwire.api import Talentwire
from talentwire.config import Config
from talentwire.serve.assembling import assemble

ONE = (
    "Wei Chen joins OpenAI from Meta. Ada Bell joins OpenAI from Google DeepMind. Anna Keller joins Nvidia. "
    "Anna Keller is engineer of Nvidia."
)
TWO = "Wei Chen joins OpenAI from Meta. Bob Cole may join Mistral from OpenAI."
Serve = Callable[[Config], TestClient]


@pytest.fixture
def config(stub_package: Path, tmp_path: Path) -> Config:
    """A ledger of two documents."""
    config = Config(ledger=str(tmp_path / "rest.db"), extractor="stub")
    for name, text in (("one.txt", ONE), ("two.txt", TWO)):
        (tmp_path / name).write_text(text)
        with Talentwire(config) as wire:
            wire.ingest([str(tmp_path / name)])
    return config


@pytest.fixture
def client(config: Config) -> Iterator[TestClient]:
    """A program that asks the server of the ledger."""
    with TestClient(assemble(lambda: Talentwire(config), hosts=["testserver"]), raise_server_exceptions=False) as made:
        yield made


@pytest.fixture
def empty(stub_package: Path, tmp_path: Path) -> Iterator[TestClient]:
    """A program that asks a server whose ledger holds nothing."""
    config = Config(ledger=str(tmp_path / "empty.db"), extractor="stub")
    with Talentwire(config) as wire:
        wire.ledger(create=True)
    with TestClient(assemble(lambda: Talentwire(config), hosts=["testserver"]), raise_server_exceptions=False) as made:
        yield made
