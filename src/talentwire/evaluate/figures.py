"""Precision, recall and F1 of a group of things that were judged, and files in which they stand."""

from dataclasses import dataclass
from pathlib import Path

from talentwire.errors import ReadError


@dataclass(frozen=True)
class Figures:
    """How well a group was judged.

    Attributes:
        group: its name; ``all`` for everything.
        count: how many pairs or names there were.
        precision: of what was taken for the same, the share that is.
        recall: of what is the same, the share that was taken for it.

    """

    group: str
    count: int
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def read_text(path: Path) -> str:
    """The text of a UTF-8 file, a byte order mark left out.

    Raises:
        ReadError: when it cannot be read or is not UTF-8.

    """
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReadError(f"cannot read {path}: byte {error.start} is not UTF-8; save the file as UTF-8") from None
    except OSError as error:
        raise ReadError(f"cannot read {path}: {error.strerror}") from None
