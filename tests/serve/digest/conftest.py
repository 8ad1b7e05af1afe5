"""A ledger of the small world of ``tests/cases/digest``, with a decision of a person in its second week."""

import tomllib
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from talentwire.api import Talentwire
from talentwire.config import Config
from talentwire.model.claims import Claim
from talentwire.model.document import Document, Span
from talentwire.model.values import PartialDate

CASES = Path(__file__).parents[2] / "cases" / "digest"
Fill = Callable[[Path, Iterable[dict[str, Any]]], Config]


class Clock:
    """Tells the moment that it is set to."""

    def __init__(self) -> None:
        self.now = datetime(2025, 7, 9, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def record(wire: Talentwire, documents: Iterable[dict[str, Any]]) -> None:
    """Record documents with the claims that are given with them."""
    ledger = wire.ledger(create=True)
    run = ledger.begin_run("test", "told", "1")
    for said in documents:
        text = " ".join(one["evidence"] for one in said["claims"])
        made = Document(
            said["id"], text, url=said.get("url"), title=said.get("title"), date=PartialDate.parse(said["date"]),
            lang=said.get("lang"), outlet=said.get("outlet"),
        )  # fmt: skip
        claims = []
        for one in said["claims"]:
            start = text.index(one["evidence"])
            claims.append(Claim.from_json(one).in_document(made.digest, Span(start, start + len(one["evidence"]))))
        ledger.record(run, made, claims, wire.link)
    ledger.end_run(run, 0, 0, 0)
    wire.forget()


def world() -> list[dict[str, Any]]:
    """The documents of the small world."""
    return list(tomllib.loads((CASES / "world.toml").read_text("utf-8"))["document"])


@pytest.fixture(scope="session")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    """The ledger of the small world: Ivo Marten's move is taken out in the second week."""
    config = Config(ledger=str(tmp_path_factory.mktemp("digest") / "world.db"), editor="Ada")
    clock = Clock()
    documents = world()
    with Talentwire(config, clock=clock) as wire:
        record(wire, documents[:1])
        clock.now = datetime(2025, 7, 18, 8, tzinfo=UTC)
        record(wire, documents[1:])
        (wrong,) = [one for one in wire.claims() if "Ivo" in one.claim.evidence]
        wire.decide.retract(wrong.id, by="Ada", reason="another Ivo")
    return config


@pytest.fixture
def wire(config: Config) -> Iterator[Talentwire]:
    with Talentwire(config) as opened:
        yield opened


@pytest.fixture
def fill(tmp_path: Path) -> Callable[[Iterable[dict[str, Any]]], Config]:
    """Makes a ledger of documents."""

    def _fill(documents: Iterable[dict[str, Any]]) -> Config:
        made = Config(ledger=str(tmp_path / "filled.db"))
        with Talentwire(made) as opened:
            record(opened, documents)
        return made

    return _fill
