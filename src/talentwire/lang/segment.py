"""How a text falls into blocks (title, headings, paragraphs, bullets, rows) and blocks into sentences.

``identify`` and ``quotations`` are offered here too, so that a reader of texts finds all of it in one place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final, Literal

from talentwire.lang.identify import identify
from talentwire.lang.pack import LanguagePack, languages, load_pack
from talentwire.lang.quotes import Quotation, find_quotations

__all__ = ["Block", "Kind", "Quotation", "Sentence", "blocks", "identify", "quotations", "sentences"]

Kind = Literal["title", "heading", "paragraph", "bullet", "row"]

_LINE: Final = re.compile(r"[^\r\n\u2028\u2029]+")
_BULLET: Final = re.compile(
    r"[ \t\u00a0]*(?:(?:[-–—•*·▪■◦‣→⇒►▶✓>+][ \t\u00a0]+|[•▪■◦‣→►▶])|\d{1,2}[.)](?:[ \t\u00a0]+|(?=[^\W\d_]))"
    r"|\d{1,2}[:.]\d{2}(?:[ \t\u00a0]+(?:Uhr|h|CET|CEST|GMT|UTC|ET))?[ \t\u00a0]*(?:[-–—:|][ \t\u00a0]*|[ \t\u00a0]+))"
)
_ROW: Final = re.compile(r"[ \t]\|[ \t]|^\||\t[^\t]*\t")
_ENDS: Final = tuple(".!?…:;,\"”“»›)’'")
_TITLE: Final = 220
_HEADING: Final = 90
_HEADING_WORDS: Final = 12

_STOP: Final = re.compile(r"(?:\.{2,}|[.!?…]+)(?:[\"”“»›’')\]]|[ \u00a0\u202f][»›])*")
_BEFORE: Final = re.compile(r"(?:[^\s.]\.[ \u00a0]?){0,3}[^\s.(\[„“\"«]{1,24}\.$")
_WORD_BEFORE: Final = re.compile(r"([^\s(\[„“”\"«»'’]+)\s+\S+$")
_WORD: Final = re.compile(r"[^\W_][\w’'-]*")
_OPENERS: Final = "\"“”„«‹‘'’‚([–—- \u00a0\u202f…"
_INITIAL: Final = re.compile(r"(?:^|[\s(\-„“\"«.’'])[^\W\d_]\.$")
_GLUED: Final = re.compile(r"(?<=[^\W\d_A-Z]{3})[.!?][\"”“»]?(?=[„“”\"«]?(?:[^\W\d_a-z][^\W\d_A-Z]{2}|\d))")
_TOUCHING: Final = re.compile(r"[.!?][”“\"»](?=[^\W\d_a-z][^\W\d_A-Z])")


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a text's layout; ``start`` lies behind the mark of a bullet."""

    start: int
    end: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Sentence:
    """``start:end`` of a sentence, and the index of the block it stands in."""

    start: int
    end: int
    block: int


@cache
def _dangling() -> frozenset[str]:
    """Words that end no line, in any language: a line's language is not known here."""
    return frozenset(word for lang in languages() for word in load_pack(lang).words.sentences.dangling)


@cache
def _months() -> frozenset[str]:
    """Month names in any language, small letters."""
    return frozenset(month.lower() for lang in languages() for month in load_pack(lang).words.dates.months)


def _bullet(line: str) -> re.Match[str] | None:
    """The mark of a bullet at the start of a line; "4. August" is a date."""
    mark = _BULLET.match(line)
    word = _WORD.match(line, mark.end()) if mark else None
    return None if mark and word and word.group().lower() in _months() and line.lstrip()[0].isdigit() else mark


def _kind(line: str, *, first: bool, last: bool) -> Kind:
    """What kind of block a line is, seen by itself."""
    if _ROW.search(line):
        return "row"
    if first and not last and len(line) <= _TITLE and not line.endswith((".", ",", ";")):
        return "title"
    if _bullet(line):
        return "bullet"
    short = len(line) <= _HEADING and line.count(" ") < _HEADING_WORDS and not line.endswith(_ENDS)
    return "heading" if line.startswith("#") or (short and not last) else "paragraph"


def _goes_on(line: str, following: str) -> bool:
    """Whether a line was broken in the middle of a sentence that the following line continues."""
    if line.endswith((",", "-")) and following[:1].islower():
        return True
    last = line.rsplit(None, 1)[-1]
    return last in _dangling() or (
        following[:1].islower() and not line.endswith(_ENDS) and not _BULLET.match(following)
    )


def _lines(text: str) -> list[tuple[int, int]]:
    """The spans of the lines that hold something, without the white space around it."""
    spans = []
    for match in _LINE.finditer(text):
        line = match.group()
        start = match.start() + len(line) - len(line.lstrip())
        end = match.start() + len(line.rstrip())
        if end > start:
            spans.append((start, end))
    return spans


def _joined(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Lines put together where a sentence runs on over the break."""
    whole: list[tuple[int, int]] = []
    for start, end in spans:
        if whole:
            before, stop = whole[-1]
            adjacent = text.count("\n", stop, start) < 2
            if adjacent and _goes_on(text[max(before, stop - 80) : stop], text[start : start + 80]):
                whole[-1] = (before, end)
                continue
        whole.append((start, end))
    return whole


def blocks(text: str) -> list[Block]:
    """Cut a text into blocks, in order; what lies between them is white space and the marks of bullets."""
    found: list[Block] = []
    spans = _joined(text, _lines(text))
    for index, (start, end) in enumerate(spans):
        line = text[start:end]
        kind = _kind(line, first=index == 0, last=index == len(spans) - 1)
        mark = _bullet(line) if kind == "bullet" else None
        begin = start + mark.end() if mark else start
        if kind == "heading":
            begin = start + len(line) - len(line.lstrip("# "))
        if begin < end:
            found.append(Block(begin, end, kind))
    return found


class _Stops:
    """Decides for one pack whether a full stop ends a sentence."""

    __slots__ = ("_function", "_months", "_words")

    def __init__(self, pack: LanguagePack) -> None:
        self._words = pack.words.sentences
        self._function = pack.words.function
        self._months = frozenset(month.lower() for month in pack.words.dates.months)

    def ends(self, text: str, stop: re.Match[str], limit: int) -> bool:
        """Whether the marks of ``stop`` end a sentence in ``text[:limit]``."""
        here = stop.end()
        if here >= limit:
            return True
        if not text[here].isspace() and text[here] not in "—–":
            return False
        following = self._next(text, here, limit)
        if not following:
            return True
        if following[0].islower() and not following[1:2].isupper() and not following[1:2].isdigit():
            return False
        closed = stop.group() != "."
        return closed or self._full_stop(text, stop.start(), following)

    def _next(self, text: str, here: int, limit: int) -> str:
        """The word that follows, behind white space and opening marks."""
        while here < limit and (text[here].isspace() or text[here] in _OPENERS):
            here += 1
        word = _WORD.match(text, here, min(limit, here + 40))
        return word.group() if word else text[here : min(limit, here + 1)]

    def _full_stop(self, text: str, dot: int, following: str) -> bool:
        before = text[max(0, dot - 40) : dot + 1]
        starter = following[0].isupper() and following.lower() in self._function
        number = re.search(r"(?<![\w.,])(\d{1,4}|[IVXL]{1,4})\.$", before)
        if number and self._words.ordinal_dot:
            return self._not_ordinal(before, following, starter)
        match = _BEFORE.search(before)
        short = match.group().lower() if match else ""
        tails = {short[index:] for index in range(len(short)) if not index or not short[index - 1].isalnum()}
        if tails & self._words.abbreviations:
            return False
        if tails & self._words.number_abbreviations and following[0].isdigit():
            return False
        shortened = tails & self._words.final_abbreviations or _INITIAL.search(before)
        return starter or not shortened

    def _not_ordinal(self, before: str, following: str, starter: bool) -> bool:
        """Whether "16." ends a sentence, where a full stop also makes an ordinal."""
        if starter:
            return True
        if following.lower() in self._months or following.lower() in self._words.after_ordinal:
            return False
        match = _WORD_BEFORE.search(before)
        return bool(match and match.group(1).lower().strip(".,") not in self._words.before_ordinal)


@cache
def _stops(pack: LanguagePack) -> _Stops:
    return _Stops(pack)


def _cuts(text: str, block: Block, stops: _Stops) -> list[int]:
    """Where the sentences of a block end, the last one's end included."""
    if block.kind == "row":
        return [block.end]
    cuts = {match.end() for match in _STOP.finditer(text, block.start, block.end) if stops.ends(text, match, block.end)}
    for pattern in (_GLUED, _TOUCHING):
        cuts.update(match.end() for match in pattern.finditer(text, block.start, block.end))
    return sorted({*cuts, block.end})


def sentences(text: str, pack: LanguagePack) -> list[Sentence]:
    """Cut a text into sentences, in order, without the white space between them.

    A row of a table is one sentence; a title or heading is one or more.
    """
    found: list[Sentence] = []
    stops = _stops(pack)
    for index, block in enumerate(blocks(text)):
        for left, right in pairwise([block.start, *_cuts(text, block, stops)]):
            piece = text[left:right]
            start = left + len(piece) - len(piece.lstrip())
            if start < right:
                found.append(Sentence(start, left + len(piece.rstrip()), index))
    return found


def quotations(text: str, pack: LanguagePack) -> list[Quotation]:
    """Find what stands in quotation marks, in order of its start, nested quotations included.

    Marks are told by where they stand more than by their form, so that marks a translation machine or a keyboard got
    wrong still pair up. A quotation that never closes ends with its block; an apostrophe is none.
    """
    del pack  # the same in every language, so far
    return [found for block in blocks(text) for found in find_quotations(text, block.start, block.end)]
