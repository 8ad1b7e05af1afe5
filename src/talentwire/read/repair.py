"""Blanks that machine translation and typesetting have lost: found, and put back for reading.

Only blanks are put in, so what is read maps exactly to what is written, and evidence stays to the letter. The rules are
about shapes: punctuation before a letter, digits before letters, a small letter before a capital. Whether a piece is a
word or a name, the vocabulary says; this module knows no words. What it does not understand it leaves alone: a missing
blank does less harm than a name cut in two.

Repairing goes on until nothing is left to repair, so that repairing what was repaired changes nothing.
"""

import re
from collections.abc import Iterator
from typing import Final

from talentwire.model.document import Edit, Reading
from talentwire.read.glue import glued
from talentwire.read.vocabulary import Vocabulary

_UNTOUCHABLE: Final = re.compile(
    r"```.*?```|`[^`\n]*`"  # code
    r"|(?:(?<![A-Za-z0-9+.-])[A-Za-z][A-Za-z0-9+.-]*://|\bwww\.)\S+"
    r"|(?<![\w.+-])[\w.+-]+@[\w.-]+"  # mail
    r"|[#@]\w+"
    r"|&\#?\w+;"
    r"|(?<![\w.-])(?:[\w-]+\.)+[a-z][a-z0-9]{1,4}\b(?:[/:]\S+)?"  # hosts and files: a small ending
    r"|(?<!\S)\S*[_=\\{}]\S*"  # identifiers, assignments
    r"|(?<!\S)\.{0,2}/\S+|\b\w+/\w+/\S*"  # paths
    r"|\b\w{1,60}\([^\s()]{0,200}\)",  # calls
    re.DOTALL,
)
_RUN: Final = re.compile(r"[^\W\d_][^\W\d_\u0300]*")
_MARK: Final = re.compile(r"[.,;:!?](?=\w)")
_LEFT: Final = re.compile(r"[^\W_]*[»”\")\]]?\Z")
_QUOTE: Final = re.compile(r"(?<=[^\W\d_]{2})(?=„\w)")
_COUNT: Final = re.compile(r"(?<![\w.,])\d+(?:[.,'’]\d{3})*(?=([^\W\d_]{4,})(?!\w))")
_TIME: Final = re.compile(r"(?<!\w)([^\W\d_]{5,})(?=\d\d)")
_CLOSERS: Final = frozenset('»”")]')
_LONGEST_WORD: Final = 80


def repair(text: str, vocabulary: Vocabulary) -> list[Edit]:
    """Find the blanks that are missing from a text.

    Args:
        text: The text as it was read.
        vocabulary: What counts as a word and as a name in its language.

    Returns:
        One insertion for each, in order; ``Document.with_edits`` takes them.

    """
    places: set[int] = set()
    reading = Reading(text)
    while found := _missing(reading.text, vocabulary, damaged=bool(places)):
        places |= {reading.original_span(place, place).start for place in found}
        reading = Reading(text, [Edit(place, place, " ") for place in places])
    return list(reading.edits)


def _missing(text: str, vocabulary: Vocabulary, *, damaged: bool) -> set[int]:
    """Where a blank is missing, as far as can be seen before the others are put in; never beside another blank."""
    untouchable = bytearray(len(text) + 1)
    for match in _UNTOUCHABLE.finditer(text):
        untouchable[match.start() + 1 : match.end()] = b"\x01" * (match.end() - match.start() - 1)
    certain = {place for place in _by_signs(text, vocabulary) if not untouchable[place]}
    unsure = glued(text, vocabulary, damaged=damaged or bool(certain))
    return certain | {place for place in unsure if not untouchable[place]}


def _by_signs(text: str, vocabulary: Vocabulary) -> Iterator[int]:
    """After punctuation, before an opening quotation mark, between digits and words."""
    for match in _MARK.finditer(text):
        if _needs_blank(text, match.start(), vocabulary):
            yield match.end()
    for match in _QUOTE.finditer(text):
        yield match.start()
    for match in _COUNT.finditer(text):
        if vocabulary.is_word(match[1].lower()) or (match[1][0].isupper() and match[1][1:].islower()):
            yield match.end()
    for match in _TIME.finditer(text):
        if match[1].islower() and vocabulary.is_word(match[1]):
            yield match.end()


def _needs_blank(text: str, place: int, vocabulary: Vocabulary) -> bool:
    """Whether the mark at ``place`` ends something, rather than being part of a name or a number."""
    found = _LEFT.search(text[max(0, place - _LONGEST_WORD) : place])
    left = found[0] if found else ""
    run = _RUN.match(text, place + 1, place + _LONGEST_WORD)
    if not run:
        return _number_follows(left, text[place], vocabulary)
    right, mark = run[0], text[place]
    if vocabulary.is_name(f"{left}{mark}{right}"):
        return False
    if mark in ",;":
        return bool(left) and (len(right) > 1 or (len(left) > 1 and vocabulary.is_function(right)))
    if mark == ":":
        return _colon(left, right, vocabulary)
    return _full_stop(left, mark, right, vocabulary)


def _number_follows(left: str, mark: str, vocabulary: Vocabulary) -> bool:
    """A number after a mark is a new one where a word stands before it ("kommen.150 Megawatt")."""
    word = left.rstrip("".join(_CLOSERS))
    return mark in ".,;" and len(word) > 2 and word.isalpha() and vocabulary.is_word(word.lower())


def _colon(left: str, right: str, vocabulary: Vocabulary) -> bool:
    """Between words, but not inside one that is written with a colon ("Kolleg:innen")."""
    if left and len(left) < 3 and left[-1] not in _CLOSERS:
        return False
    if right[0].isupper():
        return bool(left) and len(right) > 1
    if re.fullmatch("in(?:nen)?", right):
        return False
    return vocabulary.is_word(right) and (len(right) > 2 or vocabulary.is_function(right))


def _full_stop(left: str, mark: str, right: str, vocabulary: Vocabulary) -> bool:
    """At the end of a sentence, but not inside an abbreviation or a name ("z.B.", "U.S.A.", "Abacus.AI")."""
    ends_word = len(left) > 2 and (left[-1].islower() or mark != ".")
    if not (ends_word or left[-1:] in _CLOSERS) or not right[0].isupper():
        return False
    if len(right) == 1:
        return left[0].islower() and vocabulary.is_function(right.lower())
    return not right.isupper() and (len(right) > 3 or vocabulary.is_word(right.lower()))
