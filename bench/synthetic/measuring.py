"""A world sent through the ledger, and what the ledger makes of it beside what is so.

Two ways: ``true claims`` records what a perfect reader finds in the documents, so that whatever differs from the truth
comes from the news, or from the ledger; ``builtin`` has them read by the extractor.
"""

import gc
import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from synthetic.events import Event
from synthetic.market import START
from synthetic.pages import Page
from synthetic.simulation import Size, World
from synthetic.truth import Truth
from talentwire.api import Talentwire
from talentwire.config import Config
from talentwire.model.claims import Claim
from talentwire.model.document import Document, Span
from talentwire.model.values import PartialDate

TRUE_CLAIMS: Final = "true claims"
READERS: Final = (TRUE_CLAIMS, "builtin")


@dataclass
class Told:
    """A world, whole.

    Attributes:
        truth: what happened.
        pages: what was written.
        made: the world.

    """

    truth: Truth
    pages: list[Page]
    made: World

    @classmethod
    def of(cls, world: World) -> "Told":
        """A world that is run to its end and kept in memory."""
        events: list[Event] = []
        pages: list[Page] = []
        for one in world.run():
            (events if isinstance(one, Event) else pages).append(one)  # type: ignore[arg-type]
        return cls(Truth.of(events, START, world.last()), pages, world)

    @property
    def told(self) -> frozenset[str]:
        """The events of which any document tells."""
        return frozenset(event for page in self.pages for event in page.events)


def document_of(page: Page) -> Document:
    """A page as a document."""
    return Document(
        page.id, page.text, title=page.title, date=PartialDate.of(page.day), lang=page.outlet.lang,
        outlet=page.outlet.name,
    )  # fmt: skip


def claims_of(page: Page, document: Document) -> list[Claim]:
    """The claims of a page at their places in its document, each once."""
    held: dict[str, Claim] = {}
    for row in page.claims:
        at = document.text.index(row["evidence"])
        claim = Claim.from_json(row).in_document(document.digest, Span(at, at + len(row["evidence"])))
        held[claim.id] = claim
    return list(held.values())


def record(wire: Talentwire, pages: Iterable[Page], reader: str) -> None:
    """Record pages, as a perfect reader or as the extractor reads them."""
    if reader != TRUE_CLAIMS:
        wire.take(page.to_json() for page in pages)
        return
    ledger = wire.ledger(create=True)
    run = ledger.begin_run("world", "true-claims", "1")
    counts: Counter[str] = Counter()
    for page in pages:
        document = document_of(page)
        found = ledger.record(run, document, claims_of(page, document), wire.link)
        counts["documents"] += 1
        counts["claims"] += found.new
    ledger.end_run(run, counts["documents"], counts["claims"], 0)
    wire.forget()


def measure(told: Told, reader: str) -> dict[str, Any]:
    """Record a world in a ledger of its own, and set what it answers beside the truth."""
    from synthetic.scores import score

    with tempfile.TemporaryDirectory() as folder, Talentwire(Config(ledger=str(Path(folder) / "world.db"))) as wire:
        record(wire, told.pages, reader)
        found = score(wire, told)
    gc.collect()
    return found


def world(seed: int, size: Size, coverage: float, noise: float) -> Told:
    """A world of a seed, told with so much coverage and noise."""
    from synthetic.newsroom import Dials

    return Told.of(World(seed, size, Dials(coverage, noise)))
