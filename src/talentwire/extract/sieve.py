"""The sieve: whether bytes could be of our field, told before anything is parsed, for a page or a plain text.

Most of the world's news is about something else, and taking a page apart costs a hundred times more than to look for
words in it. So the bytes outside of scripts, styles, menus and links are cut into words, and the different ones among
them are held against the words of the gate (``gate.py``) and the known names. What the gate would let through comes
through here, but for what docs/archives.md has figures of.
"""

import codecs
import html
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from talentwire.extract.gate import COUNTED_NAMES
from talentwire.extract.gazetteer import KIND_OF, WEAK_FORMS
from talentwire.knowledge.atlas import Atlas
from talentwire.lang.pack import languages, load_pack

_LEFT_OUT: Final = re.compile(
    rb"<(s(?:cript|tyle|vg|elect)|n(?:oscript|av)|t(?:emplate|extarea)|footer|aside)(?=[\s>/])"
)
"""Elements whose text is never an article's (``read/markup.py``)."""
_BETWEEN_TAGS: Final = re.compile(rb">([^<]++)(?!</a)")
_LETTER_ENTITY: Final = re.compile(rb"&(?!amp|nbsp|quot|lt|gt|apos|#39|#34|#160)#?\w{2,10};", re.I)
_SIGNS: Final = re.compile(rb"\xe2\x80[\x80-\xbf]|\xc2[\x80-\xbf]|\xc3[\x97\xb7]")
_KEPT: Final = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") | frozenset(
    range(128, 256)
)
_BLANKED: Final = bytes(byte if byte in _KEPT else 0x20 for byte in range(256))
_WIDE: Final = (  # the marks of UTF-32 start like those of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WORD: Final = re.compile(r"\w+")
_HEAD: Final = 1000
_NEARLY: Final = 0.6
"""A language is possible whose function words are so many as compared with the likeliest."""
_OUTWEIGHED: Final = 3
"""Words of other fields outweigh those of ours when they are so many times as many: those of the frame count, too."""
_FEW: Final = 4
_A_NAME: Final = 2
"""Words of the field that a known name counts for."""
_PROSE: Final = 100
"""Bytes between two tags that are an article's rather than a frame's."""
_ENOUGH_PROSE: Final = 300
_LARGER: Final = (100, 250)
"""Different words above which there must be one more of the field; measured, see docs/archives.md."""


class _Phrases:
    """Words and phrases as bytes; a phrase is taken to be there where all of its words are."""

    def __init__(self, rows: Iterable[Sequence[bytes]]) -> None:
        words: set[bytes] = set()
        longest: defaultdict[bytes, list[frozenset[bytes]]] = defaultdict(list)
        for row in rows:
            if len(row) > 1:
                longest[max(row, key=len)].append(frozenset(row))
            else:
                words.update(row)
        self._words = frozenset(words)
        self._longest = dict(longest)

    def count(self, there: set[bytes]) -> int:
        """How many different ones are there."""
        longest = [row for word in there & self._longest.keys() for row in self._longest[word]]
        return len(self._words & there) + sum(row <= there for row in longest)


@dataclass(frozen=True, slots=True)
class _Words:
    """What tells a language, and what tells its news."""

    function: frozenset[bytes]
    field: _Phrases
    elsewhere: _Phrases


@dataclass(frozen=True, slots=True)
class Seen:
    """The different words of a page or a text.

    Attributes:
        every: all of them.
        prose: those that stand in pieces of text as long as sentences, which an article has and a frame has few of;
            None where nothing tells the two apart.
        is_page: whether it was markup.

    """

    every: set[bytes]
    prose: set[bytes] | None
    is_page: bool


class Sieve:
    """Decides from bytes; made once, from the packs and the knowledge."""

    def __init__(self, atlas: Atlas) -> None:
        self._words = [_words(lang) for lang in languages()]
        self._names = _Phrases(_names(atlas))

    def could_matter(self, data: bytes) -> bool:
        """Whether a page or a text could be of our field.

        Args:
            data: HTML or plain text in UTF-8, UTF-16, UTF-32 or Windows-1252, with or without entities; in other
                charsets, what is ASCII in it is seen.

        """
        seen = words_of(data)
        found = [len(words.function & seen.every) for words in self._words]
        most = max(found)
        if not most:
            return False
        possible = [words for words, count in zip(self._words, found, strict=True) if count >= _NEARLY * most]
        named = _A_NAME * self._names.count(seen.every)
        return any(self._matters(words, named, seen) for words in possible)

    def _matters(self, words: _Words, named: int, seen: Seen) -> bool:
        """Whether there is enough of the field, some of it in the prose, and not far more of others."""
        field = named + words.field.count(seen.every)
        elsewhere = words.elsewhere.count(seen.every)
        least = _least(seen)
        if not field and not least:
            return not elsewhere  # as the gate has it for a short text that has words of neither
        if field < least or (elsewhere > _FEW and elsewhere >= field * _OUTWEIGHED):
            return False
        prose = seen.prose
        return prose is None or words.field.count(prose) > 0 or (named > 0 and self._names.count(prose) > 0)


def could_matter(data: bytes) -> bool:
    """Whether a page or a text could be of our field, by the packs and the knowledge that come with the program."""
    return _default().could_matter(data)


@cache
def _default() -> Sieve:
    return Sieve(Atlas.load())


def _least(seen: Seen) -> int:
    """How many words of the field a text of so many different words must have: one or two are in any page's frame."""
    larger = sum(len(seen.every) > limit for limit in _LARGER)
    return larger + (seen.is_page or larger > 0)


# bytes to words


def words_of(data: bytes) -> Seen:
    """The different words outside of scripts, styles, menus and links, in UTF-8, written as they are."""
    data = _narrow(data)
    if b"</" not in data:
        return Seen(_words_in(data), None, is_page=False)
    pieces = _BETWEEN_TAGS.findall(_without_what_is_no_article(data))
    long = b" ".join(piece for piece in pieces if len(piece) >= _PROSE)
    short = _words_in(b" ".join(piece for piece in pieces if len(piece) < _PROSE))
    prose = _words_in(long)
    return Seen(short | prose, prose if len(long) >= _ENOUGH_PROSE else None, is_page=True)


def _words_in(data: bytes) -> set[bytes]:
    if _LETTER_ENTITY.search(data):
        data = html.unescape(_utf8(data).decode()).encode("utf-8", "replace")
    return set(_SIGNS.sub(b" ", _utf8(data)).translate(_BLANKED).split())


def _narrow(data: bytes) -> bytes:
    """UTF-16 and UTF-32 as UTF-8, with a mark or without."""
    for mark, codec in _WIDE:
        if data.startswith(mark):
            return data.decode(codec, "replace").encode()
    head = data[:_HEAD]
    if head.count(0) * 3 > len(head):
        codec = "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"
        return data.decode(codec, "replace").encode("utf-8", "replace")
    return data


def _utf8(data: bytes) -> bytes:
    try:
        data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace").encode()
    return data


def _without_what_is_no_article(data: bytes) -> bytes:
    """The page without the elements that hold no article; one that is not closed stays."""
    small = data.lower()
    pieces: list[bytes] = []
    open_ended: set[bytes] = set()  # not looked for again, which would take the square of the time
    here = search = 0
    while found := _LEFT_OUT.search(small, search):
        end = -1 if found[1] in open_ended else small.find(b"</" + found[1], found.end())
        search = max(found.end(), end)
        if end < 0:
            open_ended.add(found[1])
        else:
            pieces.append(data[here : found.start()])
            here = end
    return b"".join([*pieces, data[here:]])


# packs and knowledge to bytes


def _words(lang: str) -> _Words:
    pack = load_pack(lang)
    rows: dict[bool, list[list[bytes]]] = {True: [], False: []}
    for row, ours in pack.cues.gate.rows():
        rows[ours] += _cases([word for word in row if word[:1].isalnum()])
    function = frozenset(word.rstrip("'").encode() for word in pack.words.function)
    return _Words(function, _Phrases(rows[True]), _Phrases(rows[False]))


def _names(atlas: Atlas) -> Iterator[list[bytes]]:
    """The known names that the gate counts, in their words."""
    for kind, mention in KIND_OF.items():
        if mention in COUNTED_NAMES:
            for surface in atlas.surfaces(kind).values():
                if not surface.ambiguous and surface.how not in WEAK_FORMS:
                    yield from _name_forms(_WORD.findall(surface.form))


def _name_forms(parts: list[str]) -> Iterator[list[bytes]]:
    """A name as it is written, with capitals and in capitals, and with the ending of a genitive."""
    capitals = [part[:1].upper() + part[1:] for part in parts]
    for row in (parts, capitals, [part.upper() for part in parts]):
        if row:
            yield [part.encode() for part in row]
            yield [part.encode() for part in [*row[:-1], row[-1] + "s"]]


def _cases(words: list[str]) -> Iterator[list[bytes]]:
    """A phrase in small letters, with a capital for each word or only the first, and in capitals."""
    capitals = [word.capitalize() for word in words]
    for row in (words, capitals, [*capitals[:1], *words[1:]], [word.upper() for word in words]):
        if row:
            yield [word.encode() for word in row]
