"""Quotation marks of every style, in pairs; damaged ones too."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from typing import Final

_MARK: Final = re.compile(r"<<|>>|[\"“”„‟«»‹›‘’‚'`´]")
_FAMILY: Final = {
    **dict.fromkeys(("<<", ">>", "«", "»"), "guillemet"),
    **dict.fromkeys(("‹", "›"), "small"),
    **dict.fromkeys('"“”„‟', "double"),
    **dict.fromkeys("‘’‚'`´", "single"),
}
_DEEPEST: Final = 6
"""Quotations inside one another beyond which marks are noise."""
_SPACES: Final = " \t\n\u00a0\u202f\u2009"
_BEFORE_OPENING: Final = frozenset(f"{_SPACES}([{{-–—:/„“”\"«»‹›‘‚'<>…,;.!?")
_AFTER_CLOSING: Final = frozenset(f"{_SPACES})]}}-–—:;,.!?/…„“”\"«»‹›‘’'<>|")


@dataclass(frozen=True, slots=True)
class Quotation:
    """``start:end`` with the marks, ``inner_start:inner_end`` without; ``depth`` 0 unless inside another one."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    depth: int = 0


@dataclass(slots=True)
class _Open:
    family: str
    mark: str
    start: int
    inner: int


class _Pairs:
    """Walks over the marks of one block and pairs them."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        self.stack: list[_Open] = []
        self.done: list[tuple[int, int, int, int]] = []
        self.open: Counter[str] = Counter()
        self.inverted = False  # »…« instead of «…»

    def run(self) -> list[Quotation]:
        for match in _MARK.finditer(self.text, self.start, self.end):
            self._mark(match)
        self._leftovers()
        return self._nested()

    def _mark(self, match: re.Match[str]) -> None:
        mark, family = match.group(), _FAMILY[match.group()]
        before = self.text[match.start() - 1] if match.start() > self.start else " "
        after = self.text[match.end()] if match.end() < self.end else " "
        if family == "single" and before.isalnum() and after.isalnum():
            return  # an apostrophe
        if self._opens(mark, family, before, after):
            if len(self.stack) < _DEEPEST:
                self.stack.append(_Open(family, mark, match.start(), match.end()))
                self.open[family] += 1
        elif self._is_open(family) and (family != "single" or not after.isalnum()):
            self._close(match, family)

    def _is_open(self, family: str) -> bool:
        return self.open[family] > 0

    def _opens(self, mark: str, family: str, before: str, after: str) -> bool:
        if family in {"guillemet", "small"}:
            return self._guillemet_opens(mark, family)
        free, touching = before in _BEFORE_OPENING, after not in _SPACES
        if family == "single":
            return before in '\t\n \u00a0\u202f([„“"«‹:' and (after.isalpha() or after in '„“"') and mark != "´"
        if mark == "„":
            return not (self._is_open(family) and not free and not after.isalnum())
        if not self._is_open(family):
            return touching and (free or after.isalnum()) and not (mark == '"' and before.isdigit())
        strong = before in f"{_SPACES}([{{:–—" and touching and after not in _AFTER_CLOSING
        glued = mark != '"' and before in ":" and touching
        return (strong and self.stack[-1].mark != '"') or glued

    def _guillemet_opens(self, mark: str, family: str) -> bool:
        right = mark in {"»", ">>", "›"}
        if not self._is_open(family):
            self.inverted = right
            return True
        if self.stack[-1].mark == mark and not self.inverted and not right:
            return True
        return right == self.inverted and self.stack[-1].mark != mark

    def _close(self, match: re.Match[str], family: str) -> None:
        while self.stack[-1].family != family:
            self.open[self.stack[-1].family] -= 1
            self._give_up(self.stack.pop(), match.start())
        item = self.stack.pop()
        self.open[family] -= 1
        if family == "single" and match.start() - item.inner < 2:
            return  # rock 'n' roll
        self.done.append((item.start, match.end(), item.inner, match.start()))

    def _give_up(self, item: _Open, end: int) -> None:
        """A mark inside a closed quotation that was not closed itself."""
        if item.family == "double":
            self.done.append((item.start, end, item.inner, end))

    def _leftovers(self) -> None:
        """Quotations that never close: they end where the next one starts, or with the block."""
        starts = sorted({start for start, *_ in self.done} | {item.start for item in self.stack})
        for item in self.stack:
            if item.family != "single":
                index = bisect_right(starts, item.start)
                end = starts[index] if index < len(starts) else self.end
                self.done.append((item.start, end, item.inner, end))

    def _nested(self) -> list[Quotation]:
        found: list[Quotation] = []
        around: list[int] = []
        for start, end, left, right in sorted(self.done, key=lambda item: (item[0], -item[1])):
            while self.text[left : left + 1] and left < right and self.text[left] in _SPACES:
                left += 1
            while right > left and self.text[right - 1] in _SPACES:
                right -= 1
            while around and around[-1] <= start:
                around.pop()
            if left < right:
                found.append(Quotation(start, max(end, right), left, right, len(around)))
                around.append(end)
        return found


def find_quotations(text: str, start: int, end: int) -> list[Quotation]:
    """The quotations in ``text[start:end]``, in order of their start."""
    return _Pairs(text, start, end).run()
