"""A ledger made up for tests of the way in, without reading a text, and a server over it with log-in."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from fastapi import FastAPI

from talentwire.api import Talentwire
from talentwire.api.access import Access, Hours, Scope
from talentwire.config import Config
from talentwire.model.claims import Claim, Move
from talentwire.model.document import Document, Span
from talentwire.model.entities import Party
from talentwire.record.ledger import Ledger
from talentwire.serve.assembling import assemble
from talentwire.serve.web.access.entrance import Entrance

TEXT = "Ada Brandt joins Brumelune. Bo Linden joins Thornsea."


def make_ledger(address: str) -> Config:
    """A ledger with two claims of one document."""
    config = Config(ledger=address, editor="Ada")
    document = Document("wire-1", TEXT, lang="en")
    claims = []
    for evidence, person, org in (
        ("Ada Brandt joins Brumelune", "Ada Brandt", "Brumelune"),
        ("Bo Linden joins Thornsea", "Bo Linden", "Thornsea"),
    ):
        start = TEXT.index(evidence)
        content = Move(person=(Party(person),), to_org=(Party(org),))
        span = Span(start, start + len(evidence))
        claims.append(Claim(content, evidence=evidence, extractor="hand 1").in_document(document.digest, span))
    with Talentwire(config) as wire:
        ledger = wire.ledger(create=True)
        run = ledger.begin_run("test", "hand", "1")
        ledger.record(run, document, claims, wire.link)
        ledger.end_run(run, 1, 2, 0)
    return config


@dataclass
class Clock:
    """A clock that is put forward by hand."""

    ahead: timedelta = field(default_factory=timedelta)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


def access_of(config: Config, clock: Clock | None = None, hours: Hours | None = None) -> Access:
    """Tokens of a ledger, with a clock of its own."""
    return Access(partial(Ledger.open, config.ledger, False, clock=clock or Clock()), hours)


def token(access: Access, name: str, *scopes: Scope, expires: str = "1d") -> str:
    """The secret of a new token."""
    return access.add(name, scopes or (Scope.READ,), expires).secret


def app_of(config: Config, access: Access | None, size: int = 2, stale: float = 0, **more: Any) -> FastAPI:
    """A server over the ledger."""
    entrance = Entrance(frozenset(["testserver", "127.0.0.1", "localhost"]), access, **more)
    return assemble(lambda: Talentwire(config), entrance=entrance, size=size, stale=stale)


def bearer(secret: str) -> dict[str, str]:
    """The header that a program sends."""
    return {"Authorization": f"Bearer {secret}"}
