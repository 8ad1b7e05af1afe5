"""Long documents in overlapping windows that begin and end between paragraphs or sentences."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Final

_PARAGRAPH: Final = re.compile(r"\s*\n\s*")
_SENTENCE: Final = re.compile(r"[.!?…][\"”“»›’')\]]*\s+|[。！？]")  # in any language, hence without its pack
_BLANK: Final = re.compile(r"\s+")
_SMALLEST: Final = 400
"""A window is not cut further below so many characters."""


@dataclass(frozen=True)
class Window:
    """A stretch of a document's repaired text; ``start`` is where it begins there."""

    text: str
    start: int = 0

    def halves(self) -> "tuple[Window, ...]":
        """The window in two that overlap a little; nothing where it is too short for that."""
        size = len(self.text)
        if size < 2 * _SMALLEST:
            return ()
        cut = size // 2 + size // 10
        return tuple(Window(part.text, self.start + part.start) for part in windows(self.text, cut, size // 20))


def windows(text: str, size: int, overlap: int | None = None) -> list[Window]:
    """Cut a text into windows of at most ``size`` characters, each repeating the end of the one before.

    Args:
        text: any text; a blank one has no window.
        size: the longest window.
        overlap: how much is repeated, about; a tenth of the size by default.

    """
    if not text.strip():
        return []
    if len(text) <= size:
        return [Window(text)]
    overlap = size // 10 if overlap is None else overlap
    borders = [sorted({match.end() for match in pattern.finditer(text)}) for pattern in (_PARAGRAPH, _SENTENCE, _BLANK)]
    found: list[Window] = []
    start = 0
    while len(text) - start > size:
        end = _last(borders, start + size // 2, start + size)
        if text[start:end].strip():
            found.append(Window(text[start:end], start))
        start = max(start + 1, _again(borders, end, overlap))
    if text[start:].strip():
        found.append(Window(text[start:], start))
    return found


def _last(borders: list[list[int]], low: int, high: int) -> int:
    """The last border of the best sort in ``low:high``; ``high`` where there is none."""
    for places in borders:
        at = bisect_right(places, high) - 1
        if at >= 0 and places[at] > low:
            return places[at]
    return high


def _again(borders: list[list[int]], end: int, overlap: int) -> int:
    """Where to begin again: at a paragraph or sentence that is not much longer before the end than asked, else at a
    sentence or word inside the overlap."""
    for places in borders[:2]:
        at = bisect_right(places, end - overlap) - 1
        if at >= 0 and places[at] >= end - 3 * overlap:
            return places[at]
    for places in borders:
        at = bisect_left(places, end - overlap)
        if at < len(places) and places[at] < end:
            return places[at]
    return end - overlap
