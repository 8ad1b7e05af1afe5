"""What a reader is told and what it tells besides documents: options, what was skipped, what was noted."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from talentwire.model.values import PartialDate

_LOG = logging.getLogger("talentwire.read")


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that gave no document, and why: ``reason`` continues a sentence that starts with ``place``."""

    place: str
    reason: str

    def __str__(self) -> str:
        return f"{self.place} {self.reason}"


@dataclass(frozen=True, slots=True)
class Note:
    """Something odd about a document that was read all the same: stray bytes, a date that is none."""

    place: str
    text: str

    def __str__(self) -> str:
        return f"{self.place}: {self.text}"


def log_note(note: Note) -> None:
    """Tell the log; what happens to a note when the caller asks for nothing else."""
    _LOG.warning("%s", note)


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read.

    Attributes:
        date: the day of every document, stronger than what the documents say themselves.
        max_bytes: the largest file, page or line of a JSON lines file that is read.
        allow_private: also fetch from addresses inside this machine and its network.
        timeout: seconds until a web page must have arrived in full.
        max_redirects: how many times a web address may send on to another one.
        on_note: told of every oddity of a document that is read all the same; a warning in the log by default.

    """

    date: PartialDate | None = None
    max_bytes: int = 20_000_000
    allow_private: bool = False
    timeout: float = 30.0
    max_redirects: int = 5
    on_note: Callable[[Note], None] = log_note

    def note(self, place: str, text: str) -> None:
        """Tell whoever listens of an oddity."""
        self.on_note(Note(place, text))

    def too_large(self, size: int | None = None) -> str:
        """Why something above ``max_bytes`` was skipped, and which option raises the limit."""
        measured = f"({_megabytes(size)}) " if size is not None else ""
        return f"{measured}is larger than the limit of {_megabytes(self.max_bytes)}; raise max_bytes to read it"


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.1f} MB" if size >= 100_000 else f"{size:,} bytes"
