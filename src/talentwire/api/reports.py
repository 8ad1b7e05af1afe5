"""What ingesting did, and how what is read compares with gold."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from talentwire.evaluate.gold import Gold
from talentwire.evaluate.report import Report
from talentwire.extract.usage import Usage
from talentwire.extract.workers import Failed
from talentwire.pipeline import Done, Known, Step
from talentwire.read.options import Note, Skipped


@dataclass
class IngestReport:
    """What ingesting did, counted while it goes on.

    Attributes:
        documents: recorded now.
        known_documents: in the ledger before, read by the same version of the extractor.
        kinds: claims that the recorded documents hold, by kind.
        new: claims entered.
        known: claims that stood in the ledger already.
        retracted: claims that a newer reading no longer holds.
        refused: claims whose evidence did not stand in the document.
        unknown_language: documents kept without claims, because nothing here reads their language.
        skipped: what gave no document or no claims, and why.
        notes: oddities of documents that were read all the same.
        interrupted: ended by Ctrl-C; what was recorded until then is kept.
        usage: what the extractor spent, where it says so, also on documents that failed.

    """

    documents: int = 0
    known_documents: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    new: int = 0
    known: int = 0
    retracted: int = 0
    refused: int = 0
    unknown_language: list[str] = field(default_factory=list)
    skipped: list[Skipped | Failed] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    interrupted: bool = False
    usage: Usage | None = None

    @property
    def claims(self) -> int:
        """Claims that the recorded documents hold."""
        return self.kinds.total()

    def add(self, step: Step) -> None:
        """Count one step."""
        match step:
            case Done():
                self._add_done(step)
            case Known():
                self.known_documents += 1
            case Skipped():
                self.skipped.append(step)
            case Failed():
                self.skipped.append(step)
                self.spend(step.usage)

    def spend(self, usage: Usage | None) -> None:
        """Count what was spent on one document."""
        if usage:
            self.usage = self.usage or Usage()
            self.usage.add(usage)

    @property
    def spent(self) -> dict[str, object] | None:
        """What was spent on all documents, for programs; None where the extractor asks nobody."""
        return self.usage.to_json() if self.usage else None

    def _add_done(self, done: Done) -> None:
        self.documents += 1
        self.kinds.update(claim.kind for claim in done.extraction.claims)
        self.new += done.recorded.new
        self.known += done.recorded.known
        self.retracted += done.recorded.retracted
        self.refused += done.extraction.refused
        self.spend(done.extraction.usage)
        if done.extraction.document.lang is None and not done.extraction.claims:
            self.unknown_language.append(done.extraction.document.place or done.extraction.document.id)


@dataclass(frozen=True)
class Evaluation:
    """What was predicted for gold documents, and how it compares."""

    golds: tuple[Gold, ...]
    predictions: Mapping[str, list[dict[str, Any]]]
    report: Report
    failed: tuple[Failed, ...]
    usage: Usage | None = None
