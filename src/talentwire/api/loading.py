"""Folders of bulk reading into a ledger, and a report of it."""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from talentwire import pipeline
from talentwire.errors import ConfigError
from talentwire.linking import Link
from talentwire.record.ledger import Ledger

try:
    from talentwire.record.loading.loading import Loaded, Loading, Refused, open_folders, total
except ModuleNotFoundError as error:
    if (error.name or "").partition(".")[0] != "pyarrow":
        raise
    raise ConfigError("loading needs the library that reads Parquet: pip install 'talentwire[parquet]'") from None

__all__ = ["LoadReport", "Loaded", "Refused", "load"]
SHOWN: Final = 100
"""Refused rows that a report lists: where all are, the first ones say why."""
MANY: Final = 1_000
"""Documents after which the database is asked to tidy up."""


@dataclass
class LoadReport:
    """What loading did, counted while it goes on.

    Attributes:
        documents: recorded now.
        known_documents: in the ledger before, with all their claims.
        kinds: claims of the documents that were recorded, by kind.
        new: claims entered.
        known: claims that stood in the ledger already.
        retracted: claims of older versions of documents, or of an older reading.
        withheld: claims that a person retracted, that name somebody forgotten, or of a version that is replaced.
        refused_rows: rows that do not hold together.
        refused: the first hundred of them, with the reason.
        left: inputs that could not be loaded, or not to their end, each a sentence.
        seconds: how long it took, by the clock.
        interrupted: ended by Ctrl-C; what was recorded until then is kept.

    """

    documents: int = 0
    known_documents: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    new: int = 0
    known: int = 0
    retracted: int = 0
    withheld: int = 0
    refused_rows: int = 0
    refused: list[Refused] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    seconds: float = 0.0
    interrupted: bool = False

    @property
    def claims(self) -> int:
        """Claims that the recorded documents hold."""
        return self.kinds.total()

    @property
    def rate(self) -> float:
        """Documents a second that were recorded or found to be there."""
        return (self.documents + self.known_documents) / self.seconds if self.seconds else 0.0

    def add(self, step: Loaded) -> None:
        """Count one step."""
        self.documents += step.documents
        self.known_documents += step.known
        self.kinds.update(step.kinds)
        for name in ("new", "known", "retracted", "withheld"):
            setattr(self, name, getattr(self, name) + getattr(step.done, name))
        refused = [one for one in step.refused if isinstance(one, Refused)]
        self.refused_rows += len(refused)
        self.refused += refused[: SHOWN - len(self.refused)]
        self.left += [one for one in step.refused if not isinstance(one, Refused)]


def load(
    opened: Callable[..., Ledger], link: Link, paths: Sequence[Path], on_step: Callable[[Loaded, int], None] | None
) -> LoadReport:
    """Load folders, in a run for each.

    Args:
        opened: opens the ledger, which is made where there is none, once the folders are known to be some.
        link: what judges names and folds copies.
        paths: the folders.
        on_step: hears of every batch, with how many documents the folders hold together.

    Raises:
        ReadError: when one of them is no folder of bulk reading.
        LedgerError: when the ledger cannot be opened or written.

    """
    began = time.monotonic()
    report = LoadReport()
    folders = open_folders(paths)
    report.left += [sentence for folder in folders for sentence in folder.left]
    ledger, count = opened(create=True), total(folders)
    loading = Loading(ledger, link, pipeline.repaired)
    for folder in folders:
        run = ledger.begin_run("load", folder.extractor, folder.version)
        before = report.documents, report.claims, report.refused_rows
        try:
            for step in loading.load(folder, run):
                report.add(step)
                if on_step:
                    on_step(step, count)
        except KeyboardInterrupt:
            report.interrupted = True
        after = report.documents, report.claims, report.refused_rows
        ledger.end_run(run, *(now - then for now, then in zip(after, before, strict=True)))
        if report.interrupted:
            break
    if report.documents >= MANY:
        ledger.settle()
    report.seconds = time.monotonic() - began
    return report
