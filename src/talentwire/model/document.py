"""Documents: a text with its origin, how it was repaired for reading, and spans of the original."""

import hashlib
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple, Self

from talentwire.errors import BadValueError
from talentwire.model.values import PartialDate


class Span(NamedTuple):
    """``start:end`` in characters of an original text."""

    start: int
    end: int

    def cut(self, text: str) -> str:
        """The characters the span names."""
        return text[self.start : self.end]


class Edit(NamedTuple):
    """Original characters ``start:end`` read as ``text`` (an insertion where start equals end)."""

    start: int
    end: int
    text: str


class Reading:
    """A repaired text with an exact map back to the original.

    Every position of the repaired text maps to a position of the original. A repaired span maps to the
    shortest original span that produced it, so evidence can always be cut from the original.
    """

    __slots__ = ("_original_starts", "_repaired_starts", "edits", "original", "text")

    def __init__(self, original: str, edits: Iterable[Edit] = ()) -> None:
        """Apply ``edits`` (in any order, not overlapping) to ``original``.

        Raises:
            BadValueError: when edits overlap or lie outside the text.

        """
        self.original = original
        self.edits = tuple(sorted(edits))
        pieces: list[str] = []
        self._repaired_starts = [0]
        self._original_starts = [0]
        here = length = 0
        for edit in self.edits:
            if edit.start < here or edit.end < edit.start or edit.end > len(original):
                raise BadValueError(f"edits overlap or leave the text at {edit.start}:{edit.end}")
            pieces += (original[here : edit.start], edit.text)
            length += edit.start - here
            self._note(length, edit.start)
            length += len(edit.text)
            self._note(length, edit.end)
            here = edit.end
        pieces.append(original[here:])
        self.text = "".join(pieces)

    def _note(self, repaired: int, original: int) -> None:
        self._repaired_starts.append(repaired)
        self._original_starts.append(original)

    def _origin(self, position: int, *, end: bool) -> int:
        """The original position of a repaired one; inside an edit, the edge of the edit."""
        if not self.edits:
            return position
        index = bisect_right(self._repaired_starts, position) - 1
        if end:  # the span stops before an edit that starts here
            while index > 0 and self._repaired_starts[index] == position:
                index -= 1
        if index % 2:  # inside the replacement of an edit
            edit = self.edits[index // 2]
            return edit.end if end else edit.start
        return self._original_starts[index] + position - self._repaired_starts[index]

    def original_span(self, start: int, end: int) -> Span:
        """The original span of repaired ``start:end``."""
        left = self._origin(start, end=False)
        return Span(left, max(left, self._origin(end, end=True)))


def digest(*parts: str) -> str:
    """A content hash of the parts: the first 128 bits of SHA-256 in hexadecimal."""
    joined = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(joined).hexdigest()[:32]


@dataclass(frozen=True)
class Document:
    """A text with its origin.

    Attributes:
        id: the name it goes by: given by its source, or its place.
        text: the original text; every span and every piece of evidence refers to it.
        title: headline, where known apart from the text.
        url: web address it can be read at.
        place: where it was read from (a path, an address, a line of a file).
        date: day it was published, as far as known.
        lang: ISO 639-1 code, None where unknown.
        outlet: who published it.
        recorded_as: the digest it had when it was read, where a ledger has blackened names in it since.

    """

    id: str
    text: str
    title: str | None = None
    url: str | None = None
    place: str | None = None
    date: PartialDate | None = None
    lang: str | None = None
    outlet: str | None = None
    edits: tuple[Edit, ...] = field(default=(), repr=False)
    recorded_as: str = field(default="", repr=False)

    @cached_property
    def reading(self) -> Reading:
        """The repaired text and its map to the original."""
        return Reading(self.text, self.edits)

    @cached_property
    def digest(self) -> str:
        """What makes it the same document: its name, its text and its date, not how it was repaired."""
        return self.recorded_as or digest(self.id, self.text, str(self.date or ""))

    def with_edits(self, edits: Iterable[Edit]) -> Self:
        """The same document, read with these repairs."""
        return replace(self, edits=tuple(edits))

    def with_lang(self, lang: str | None) -> Self:
        """The same document, known to be in this language."""
        return replace(self, lang=lang)
