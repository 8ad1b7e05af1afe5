"""The flow on one page: places become documents, documents claims, claims entries of a ledger; every stage one call."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from talentwire.errors import BadValueError
from talentwire.extract.extractor import Extraction, Extractor, signature
from talentwire.extract.vocabulary import known_words
from talentwire.extract.workers import Failed, Other, read_many
from talentwire.linking import Link
from talentwire.model.document import Document
from talentwire.read.options import ReadOptions, Skipped
from talentwire.read.repair import repair
from talentwire.read.sources import open_given, open_places
from talentwire.record.ledger import Ledger, Recorded
from talentwire.record.query import Run


@dataclass(frozen=True)
class Flow:
    """How places are read, who reads the claims, in how many processes and how long, and who links what is recorded."""

    options: ReadOptions
    make: Callable[[], Extractor]
    jobs: int = 1
    link: Link | None = None
    seconds: float = 0.0


@dataclass(frozen=True)
class Known:
    """A document that the ledger holds, read by this version of the extractor: nothing to do."""

    document: Document


@dataclass(frozen=True)
class Done:
    """A document whose claims stand in the ledger."""

    extraction: Extraction
    recorded: Recorded


Step = Done | Known | Failed | Skipped


def read(places: Iterable[str], flow: Flow) -> Iterator[Document | Skipped]:
    """Places → documents, in the state in which they are read for claims."""
    for item in open_places(places, flow.options):
        yield repaired(item) if isinstance(item, Document) else item


def repaired(document: Document) -> Document:
    """The document with the blanks that typesetting or machine translation lost, where its language is known."""
    words = known_words(document.lang)
    return document.with_edits(repair(document.text, words)) if words else document


def extract(items: Iterable[Document | Other], flow: Flow) -> Iterator[Extraction | Failed | Other]:
    """Documents → claims that their words prove; what is no document passes through."""
    return read_many(items, flow.make, flow.jobs, flow.seconds)


def record(extraction: Extraction, flow: Flow, ledger: Ledger, run: Run) -> Done | Failed:
    """Claims → entries of the ledger, with whom their names mean and the story; a document whole or not at all."""
    try:
        return Done(extraction, ledger.record(run, extraction.document, extraction.claims, flow.link))
    except BadValueError as error:
        return Failed(extraction.document, f"cannot be recorded: {error}")


def given(items: Iterable[object], flow: Flow) -> Iterator[Document | Skipped]:
    """What a program hands over → documents, in the state in which they are read for claims."""
    for item in open_given(items, flow.options):
        yield repaired(item) if isinstance(item, Document) else item


def enter(items: Iterable[Document | Skipped], flow: Flow, ledger: Ledger, run: Run) -> Iterator[Step]:
    """Documents → ledger, one step each."""
    reader = signature(flow.make())
    fresh: Iterator[Document | Known | Skipped] = (_unless_known(item, ledger, reader) for item in items)
    read_for_claims: Iterator[Extraction | Failed | Known | Skipped] = extract(fresh, flow)
    for item in read_for_claims:
        yield record(item, flow, ledger, run) if isinstance(item, Extraction) else item


def _unless_known(item: Document | Skipped, ledger: Ledger, reader: str) -> Document | Known | Skipped:
    return Known(item) if isinstance(item, Document) and ledger.has(item.digest, reader) else item
