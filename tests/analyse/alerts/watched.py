"""A small ledger of invented claims, for tests of saved questions."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from talentwire.api import Talentwire
from talentwire.config import Config
from talentwire.knowledge.atlas import Atlas
from talentwire.model.claims import Claim
from talentwire.model.document import Document, Span
from talentwire.model.values import PartialDate

ATLAS = Atlas.load(None)
START = datetime(2026, 7, 1, 8, tzinfo=UTC)


class Time:
    """A clock that tests set."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        return self.at

    def pass_by(self, **more: float) -> None:
        self.at += timedelta(**more)


def opened(address: str, clock: Time, **settings: Any) -> Talentwire:
    """The ledger at an address; one is made where there is none."""
    wire = Talentwire(Config(ledger=address).changed(**settings), clock=clock)
    wire.atlas = ATLAS  # read once for all tests
    wire.ledger(create=True)
    return wire


def move(person: str, left: str = "", joined: str = "", **more: Any) -> dict[str, Any]:
    """What a claim of a move says."""
    ends = {slot: org for slot, org in (("from_org", left), ("to_org", joined)) if org}
    return {"type": "move", "person": person, **ends, **more}


def tell(wire: Talentwire, *said: Mapping[str, Any], day: str = "2026-07-01", words: str = "", **more: Any) -> Document:
    """Record a document that says so, each claim in a line of its own."""
    lines = [words or f"Line {at}: {sorted(one.items())}" for at, one in enumerate(said)]
    text = "\n".join(lines) + "\n" + more.pop("rest", f"So it was told on {day}: {more}.")
    document = Document(more.pop("id", f"doc {hash(text)}"), text, date=PartialDate.parse(day), lang="en", **more)
    claims = [_claim(one, line, document) for one, line in zip(said, lines, strict=True)]
    ledger = wire.ledger()
    run = ledger.begin_run("ingest", "made-up", "1")
    ledger.record(run, document, claims, wire.link)
    wire.forget()
    return document


def _claim(said: Mapping[str, Any], line: str, document: Document) -> Claim:
    made = Claim.from_json({"status": "asserted", "evidence": line, **said})
    start = document.text.index(line)
    return made.in_document(document.digest, Span(start, start + len(line)))


def told(wire: Talentwire, name: str | None = None) -> list[tuple[str, str]]:
    """What was told, the first that happened first."""
    return [(one.told["became"], one.told["told"]["en"]) for one in reversed(wire.alerts.events(name, limit=500))]


def all_of(found: Sequence[Any]) -> list[str]:
    return [one.told["told"]["en"] for one in found]
