"""Folders of bulk reading into a ledger: checked, in batches, each recorded whole or not at all."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from talentwire.model.claims import Claim
from talentwire.model.document import Document
from talentwire.record.answers import Run
from talentwire.record.entering import Enter
from talentwire.record.ledger import Ledger, Recorded
from talentwire.record.loading.folder import BulkFolder, Input, total
from talentwire.record.loading.proving import UnprovenError, proven_claim, proven_document
from talentwire.record.loading.rows import Raw, Refused, raw_documents

__all__ = ["BulkFolder", "Loaded", "Loading", "Refused", "total"]

DOCUMENTS: Final = 256
CHARACTERS: Final = 4_000_000
"""What is recorded in one transaction at most: others that write wait for about a second."""


@dataclass(frozen=True)
class Loaded:
    """What became of some documents.

    Attributes:
        documents: recorded now.
        known: in the ledger before, with all their claims.
        kinds: claims of the documents that were recorded, by kind.
        done: what recording each did, added up.
        refused: rows that are not loaded, and files that are torn.
        passed: documents that were looked at, whatever became of them.

    """

    documents: int = 0
    known: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    done: Recorded = field(default_factory=Recorded)
    refused: tuple[Refused | str, ...] = ()
    passed: int = 0


class Loading:
    """Loads folders into a ledger.

    Args:
        ledger: the ledger.
        enter: what links each document.
        repaired: puts back blanks that a text lost, as it is done before a document is read.
        documents: how many are recorded in one transaction at most.

    """

    def __init__(
        self,
        ledger: Ledger,
        enter: Enter | None,
        repaired: Callable[[Document], Document],
        documents: int = DOCUMENTS,
    ) -> None:
        self._most = documents
        self._ledger = ledger
        self._enter = enter
        self._repaired = repaired
        self._told: list[Refused | str] = []

    def load(self, folder: BulkFolder, run: Run) -> Iterator[Loaded]:
        """Record what a folder holds, in a run of its reader; a step for each batch that stands in the ledger."""
        for one in folder.inputs:
            for batch in _batches(one, self._most, self._told.append):
                yield self._record(batch, run)
            if self._told:
                yield Loaded(refused=self._heard())

    def _record(self, batch: Sequence[Raw], run: Run) -> Loaded:
        reader = f"{run.extractor} {run.version}"
        known = self._ledger.holding({raw.digest: raw.ids for raw in batch}, reader)
        proven = [one for raw in batch if raw.digest not in known for one in self._proven(raw, reader)]
        done = self._ledger.record_all(run, proven, self._enter, unless_known=True) if proven else []
        new = [one for one, did in zip(proven, done, strict=True) if did != Recorded(known=len(one[1]))]
        return Loaded(
            documents=len(new),
            known=sum(raw.digest in known for raw in batch) + len(proven) - len(new),
            kinds=Counter(claim.kind for _, claims in new for claim in claims),
            done=Recorded(*map(sum, zip(*(vars(one).values() for one in done), strict=True))) if done else Recorded(),
            refused=self._heard(),
            passed=len(batch),
        )

    def _proven(self, raw: Raw, reader: str) -> Iterator[tuple[Document, list[Claim]]]:
        """The document with the claims of it that hold, if there are any."""
        try:
            document = proven_document(raw.document)
        except UnprovenError as error:
            self._told.append(raw.document.refused(f"{error}; its {len(raw.claims)} claims are not loaded either"))
            return
        claims: dict[str, Claim] = {}
        for cells in raw.claims:
            try:
                claim = proven_claim(cells, document, reader)
            except UnprovenError as error:
                self._told.append(cells.refused(str(error)))
            else:
                claims.setdefault(claim.id, claim)
        if claims:
            yield self._repaired(document), list(claims.values())
        else:
            self._told.append(raw.document.refused("none of its claims can be loaded"))

    def _heard(self) -> tuple[Refused | str, ...]:
        heard, self._told[:] = tuple(self._told), []
        return heard


def _batches(one: Input, most: int, tell: Callable[[Refused | str], None]) -> Iterator[list[Raw]]:
    """Documents of an input, as many as are recorded at a time."""
    batch: list[Raw] = []
    size = 0
    for raw in raw_documents(one, tell):
        if batch and (len(batch) >= most or size + raw.size > CHARACTERS):
            yield batch
            batch, size = [], 0
        batch.append(raw)
        size += raw.size
    if batch:
        yield batch


def open_folders(paths: Sequence[Path]) -> list[BulkFolder]:
    """Look at folders before anything of them is loaded.

    Raises:
        ReadError: when bulk reading did not write one of them.

    """
    return [BulkFolder.open(path) for path in paths]
