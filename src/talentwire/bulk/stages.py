"""The stages of bulk reading, cheapest first: bytes, a rough text, language, field, copies; only then reading.

Each stage sees what the one before let through. What is dropped is told with the stage that dropped it, so that it can
be counted and looked at.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from talentwire.bulk.copies import Copies, carried
from talentwire.bulk.rows import Passed
from talentwire.bulk.sample import Sample
from talentwire.bulk.settings import Settings
from talentwire.extract.builtin import BuiltinExtractor
from talentwire.extract.extractor import Extraction, Extractor
from talentwire.extract.gate import about_our_field
from talentwire.extract.gazetteer import Gazetteer
from talentwire.extract.sieve import Sieve
from talentwire.extract.text import Text
from talentwire.extract.vocabulary import known_words
from talentwire.extract.workers import Failed, read_in_time
from talentwire.knowledge.atlas import Atlas
from talentwire.lang.pack import languages, load_pack
from talentwire.model.bulk_tables import Outcome
from talentwire.model.claims import Claim
from talentwire.model.document import Document
from talentwire.read.archives import Page, document_of, text_of
from talentwire.read.options import ReadOptions, Skipped
from talentwire.read.repair import repair

_LOST: Final = "ended the process that read it, twice"
_IDS: Final = 100_000
"""Names of documents that are remembered, to tell two documents of one name from each other."""


@dataclass(frozen=True)
class Read:
    """A document with claims."""

    document: Document
    claims: tuple[Claim, ...]
    refused: int = 0


class Stages:
    """The stages with what they need, made once in every process.

    Attributes:
        extractor: who reads the claims.

    """

    def __init__(self, settings: Settings) -> None:
        self.extractor: Extractor = settings.make()
        self._settings = settings

    @cached_property
    def _atlas(self) -> Atlas:
        if isinstance(self.extractor, BuiltinExtractor):
            return self.extractor.atlas
        return Atlas.load(self._settings.knowledge)

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        return Gazetteer(self._atlas)

    @cached_property
    def _sieve(self) -> Sieve:
        return Sieve(self._atlas)

    def matters(self, data: bytes) -> bool:
        """The sieve: whether bytes could be about the field."""
        return self._settings.everything or self._sieve.could_matter(data)

    def dropped(self, document: Document) -> Outcome | None:
        """Language and gate: why a text is not worth reading; None where it is."""
        if document.lang not in languages():
            return Outcome.LANGUAGE
        if self._settings.everything:
            return None
        text = Text(document, load_pack(str(document.lang)))
        return None if about_our_field(text, list(self._gazetteer.scan(text))) else Outcome.GATE

    def read(self, document: Document) -> Extraction | Failed:
        """The extractor, and the gate that its claims must pass, with the time that a document may take."""
        return read_in_time(document, self.extractor, self._settings.document_seconds, or_exit=True)

    @property
    def reads_copies(self) -> bool:
        """Whether near copies are read, too."""
        return self._settings.copies


@dataclass
class Listener:
    """Who hears what a part does while it is at work.

    Attributes:
        hand: hears of a document that is taken in hand, and an empty place when it is done with.
        lost: places of documents that ended the process that read them, and are left alone.

    """

    hand: Callable[[str], None]
    lost: frozenset[str] = frozenset()


class Passage:
    """The way of one input through the stages, with what is remembered of it."""

    def __init__(self, stages: Stages, options: ReadOptions, listener: Listener) -> None:
        self._stages = stages
        self._options = options
        self._listener = listener
        self._copies = Copies()
        self._ids: OrderedDict[str, str] = OrderedDict()
        self.sample = Sample()

    def through(self, items: Iterable[Page | Document | Skipped]) -> Iterator[Read | Passed]:
        """Each item through the stages, in order."""
        for item in items:
            match item:
                case Skipped():
                    yield _skipped(item)
                case Page():
                    yield self._page(item)
                    self._listener.hand("")
                case Document():
                    yield self._document(item)
                    self._listener.hand("")

    def _page(self, page: Page) -> Read | Passed:
        if not self._stages.matters(page.data):
            return Passed(page.place, Outcome.SIEVE, page.url)
        if page.place in self._listener.lost:
            return Passed(page.place, Outcome.FAILED, page.url, _LOST)
        self._listener.hand(page.place)
        rough = text_of(page, self._options)
        if isinstance(rough, Skipped):
            return replace(_skipped(rough), url=page.url)
        if reason := self._dropped(rough):
            return Passed(page.place, reason, page.url)
        careful = document_of(page, self._options)
        if isinstance(careful, Skipped):
            return replace(_skipped(careful), url=page.url)
        return self._worth_reading(careful, apart=False)

    def _document(self, document: Document) -> Read | Passed:
        place = document.place or document.id
        if not self._stages.matters(document.text.encode("utf-8", "replace")):
            return Passed(place, Outcome.SIEVE, document.url)
        if place in self._listener.lost:
            return Passed(place, Outcome.FAILED, document.url, _LOST)
        self._listener.hand(place)
        if reason := self._dropped(document):
            return Passed(place, reason, document.url)
        return self._worth_reading(document)

    def _dropped(self, document: Document) -> Outcome | None:
        reason = self._stages.dropped(document)
        if reason is Outcome.GATE:
            self.sample.add_text(document.place or document.id, document.text)
        return reason

    def _worth_reading(self, document: Document, *, apart: bool = True) -> Read | Passed:
        place = document.place or document.id
        named = self._named(document) if apart else self._once(document)
        if isinstance(named, Passed):
            return named
        document = _repaired(named)
        if kept := self._copies.same(document):
            claims = carried(kept, document)
            return (
                Read(document, claims) if claims else self._silent(document, f"as {kept.place}, of which it is a copy")
            )
        if not self._stages.reads_copies and (other := self._copies.near(document)):
            return Passed(place, Outcome.COPY, document.url, f"of {other}")
        return self._read(document)

    def _read(self, document: Document) -> Read | Passed:
        found = self._stages.read(document)
        if isinstance(found, Failed):
            outcome = Outcome.TIMED_OUT if found.timed_out else Outcome.FAILED
            return Passed(document.place or document.id, outcome, document.url, found.reason)
        self._copies.add(document, found.claims)
        return Read(document, found.claims, found.refused) if found.claims else self._silent(document)

    def _silent(self, document: Document, detail: str | None = None) -> Passed:
        return Passed(document.place or document.id, Outcome.NO_CLAIMS, document.url, detail)

    def _once(self, document: Document) -> Document | Passed:
        """A page, if it was not met before; another text at the same address is another version of it."""
        place = document.place or document.id
        if other := self._ids.get(document.digest):
            return Passed(place, Outcome.COPY, document.url, f"is the same document as {other}, read before")
        self._remember(document.digest, place)
        return document

    def _remember(self, name: str, what: str) -> None:
        self._ids[name] = what
        if len(self._ids) > _IDS:
            self._ids.popitem(last=False)

    def _named(self, document: Document) -> Document | Passed:
        """The document under a name of its own, as ``read.sources`` names them; the same one again is a copy."""
        name, count = document.id, 1
        place = document.place or document.id
        while name in self._ids:
            if self._ids[name] == replace(document, id="").digest:
                return Passed(place, Outcome.COPY, document.url, f"is the same document as {name}, read before")
            count += 1
            name = f"{document.id}~{count}"
        self._remember(name, replace(document, id="").digest)
        return replace(document, id=name) if name != document.id else document


def _repaired(document: Document) -> Document:
    """The document with the blanks that typesetting or machine translation lost."""
    words = known_words(document.lang)
    return document.with_edits(repair(document.text, words)) if words else document


def _skipped(item: Skipped) -> Passed:
    """Something that gave no document."""
    outcome = Outcome.TOO_LARGE if "raise max_bytes" in item.reason else Outcome.UNREADABLE
    return Passed(item.place, outcome, detail=item.reason)
