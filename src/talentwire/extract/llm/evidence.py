"""Where the words that a model cites stand in the original text; what is found is always cut from the original."""

from array import array
from bisect import bisect_left
from functools import cached_property
from typing import Final

from talentwire.model.document import Document, Span

SHORTEST: Final = 8
"""Characters; a shorter citation proves nothing."""
LONGEST: Final = 2_000

_ALIKE: Final = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″＂", '"'),
        **dict.fromkeys("‘’‚‛‹›′`´", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
    }
)
_INVISIBLE: Final = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
_EDGES: Final = " \t\r\n\"'“”„«»…"


class Evidence:
    """Finds citations in one document: to the letter, else without regard to blanks and the form of quotation marks,
    else in the repaired text, whose map leads back to the original."""

    def __init__(self, document: Document) -> None:
        """Prepare for a document; its texts are laid out when first needed."""
        self._document = document

    def find(self, cited: str, near: int = 0) -> Span | None:
        """Where the citation stands in the original text; of several places the first behind ``near``, if any.

        Args:
            cited: what a model gave as evidence.
            near: where its window begins in the repaired text.

        """
        if not SHORTEST <= len(cited.strip()) <= LONGEST:
            return None
        reading = self._document.reading
        start = reading.original_span(near, near).start
        for words in dict.fromkeys((cited.strip(), cited.strip(_EDGES))):
            at = _from(self._document.text, words, start) if len(words) >= SHORTEST else -1
            if at >= 0:
                return Span(at, at + len(words))
        plain, _ = _laid_out(cited.strip(_EDGES))
        if len(plain) < SHORTEST:
            return None
        return self._original.find(plain, start) or self._in_repaired(plain, near)

    def _in_repaired(self, plain: str, near: int) -> Span | None:
        if not self._document.edits:
            return None
        found = self._repaired.find(plain, near)
        return self._document.reading.original_span(*found) if found else None

    @cached_property
    def _original(self) -> "_Laid":
        return _Laid(self._document.text)

    @cached_property
    def _repaired(self) -> "_Laid":
        return _Laid(self._document.reading.text)


class _Laid:
    """A text with its blanks and marks made alike, and a map back."""

    def __init__(self, text: str) -> None:
        self.text, self.places = _laid_out(text)

    def find(self, plain: str, near: int) -> Span | None:
        at = _from(self.text, plain, bisect_left(self.places, near))
        return Span(self.places[at], self.places[at + len(plain) - 1] + 1) if at >= 0 else None


def _from(text: str, words: str, start: int) -> int:
    """The first place behind ``start``, else the first of all; -1 for none."""
    at = text.find(words, start)
    return at if at >= 0 else text.find(words)


def _laid_out(text: str) -> tuple[str, "array[int]"]:
    pieces: list[str] = []
    places = array("q")
    blank = True  # none at the beginning
    for place, sign in enumerate(text.translate(_ALIKE)):
        if sign in _INVISIBLE:
            continue
        if sign.isspace():
            sign = " "
            if blank:
                continue
        blank = sign == " "
        pieces.append(sign)
        places.append(place)
    if pieces and blank:
        pieces.pop()
        places.pop()
    return "".join(pieces), places
