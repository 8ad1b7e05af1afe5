"""A model server for every test, and extractors that ask it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from model_server import ModelServer

from talentwire.extract.llm.extractor import LlmExtractor
from talentwire.extract.llm.settings import ModelSettings


@pytest.fixture
def server() -> Iterator[ModelServer]:
    running = ModelServer()
    yield running
    running.close()


@pytest.fixture
def settings(server: ModelServer, tmp_path: Path) -> ModelSettings:
    """Settings for the server: patient, but with short pauses."""
    return ModelSettings(
        url=server.url,
        model="tiny",
        timeout=5,
        retries=2,
        cache=tmp_path / "cache",
        price_in=2,
        price_out=10,
        pause=0.01,
    )


@pytest.fixture(autouse=True)
def no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TALENTWIRE_LLM_KEY", raising=False)


@pytest.fixture
def open_llm(settings: ModelSettings) -> Iterator[Callable[..., LlmExtractor]]:
    """Makes extractors with some settings changed, and closes them."""
    opened: list[LlmExtractor] = []

    def make(**changes: Any) -> LlmExtractor:
        opened.append(LlmExtractor(model=replace(settings, **changes)))
        return opened[-1]

    yield make
    for one in opened:
        one.close()
