"""What every worker is told: who reads, how, and where the tables go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from talentwire.extract.extractor import Extractor, find_extractor
from talentwire.extract.llm.settings import ModelSettings
from talentwire.model.values import PartialDate
from talentwire.read.options import Note, ReadOptions


@dataclass(frozen=True)
class Settings:
    """How bulk reading reads; it goes to other processes and machines as it is.

    Attributes:
        extractor: name of the extractor.
        knowledge: a file or folder of one's own organisations, products and places.
        model: how a language model is reached.
        date: the day of every document, stronger than its own.
        max_bytes: the largest page or line that is read.
        everything: read also what sieve and gate would drop.
        copies: read near copies, too.
        document_seconds: how long a document may take, 0 for as long as it takes.

    """

    extractor: str = "builtin"
    knowledge: Path | None = None
    model: ModelSettings | None = None
    date: PartialDate | None = None
    max_bytes: int = ReadOptions().max_bytes
    everything: bool = False
    copies: bool = False
    document_seconds: float = 0.0

    def make(self) -> Extractor:
        """The extractor.

        Raises:
            ConfigError: when there is no such extractor.

        """
        return find_extractor(self.extractor, self.knowledge, self.model)

    def reading(self, on_note: Callable[[Note], None]) -> ReadOptions:
        """How places are read."""
        return ReadOptions(date=self.date, max_bytes=self.max_bytes, on_note=on_note)

    def about(self, extractor: Extractor) -> dict[str, Any]:
        """What has to be the same for all that stands in one folder."""
        options = {
            "date": str(self.date) if self.date else None,
            "max_bytes": self.max_bytes,
            "everything": self.everything,
            "copies": self.copies,
        }
        return {"extractor": extractor.name, "version": extractor.version, "options": options}
