"""Places become documents: files, folders, globs, standard input and web addresses, lazily and one by one.

One bad document never stops the others: it comes out as ``Skipped`` with its reason. Oddities of a document that is
read all the same go to ``ReadOptions.on_note``.
"""

import io
import re
import sys
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import BinaryIO, Final, NamedTuple

from talentwire.model.document import Document, digest
from talentwire.read.archives.text import pages
from talentwire.read.files import Found, find, why
from talentwire.read.formats import Source, documents, handed
from talentwire.read.options import Note, ReadOptions, Skipped
from talentwire.read.parquet import documents_of_table

__all__ = ["Note", "Plan", "ReadOptions", "Skipped", "open_given", "open_places", "plan"]

STANDARD_INPUT: Final = "-"
_ENDLESS: Final = frozenset({"jsonl", "parquet", "warc"})
"""Kinds of files that may be larger than memory."""
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


class Plan(NamedTuple):
    """How much work there is: ``total`` files and pages, ``documents`` in them; None where only reading tells."""

    total: int | None
    documents: int | None


def open_places(places: Iterable[str], options: ReadOptions | None = None) -> Iterator[Document | Skipped]:
    """Read every document in the places.

    Args:
        places: Files, folders, globs, ``-`` for standard input, ``http(s)://`` addresses; a page of an archive by its
            place ("news.warc.gz@12345").
        options: Date, limits, and who hears of oddities.

    Yields:
        Documents in the order of the places, files of a folder by name; where one gives none, ``Skipped`` with the
        reason. Ids are unique: of two documents with one id, the second becomes ``id~2``; the same document met twice
        is read once. Not so the pages of archives, whose ids are their addresses: a page that was fetched twice is
        two versions of one document.

    """
    options = options or ReadOptions()
    seen: dict[str, str] = {}
    for place in places:
        yield from _open(place, options, seen)


def open_given(items: Iterable[object], options: ReadOptions | None = None) -> Iterator[Document | Skipped]:
    """Read documents that a program hands over: each a JSON object with a ``text``.

    Ids are unique as in ``open_places``; one that brings none gets one that follows from its text and date.
    """
    options = options or ReadOptions()
    seen: dict[str, str] = {}
    results = (handed(item, f"document {number}", options) for number, item in enumerate(items, 1))
    yield from _named_apart(results, seen, options)


def _named_apart(
    results: Iterable[Document | Skipped], seen: dict[str, str], options: ReadOptions
) -> Iterator[Document | Skipped]:
    for result in results:
        yield _unique(result, seen, options) if isinstance(result, Document) else result


def _unique(document: Document, seen: dict[str, str], options: ReadOptions) -> Document | Skipped:
    name, count = document.id, 1
    while name in seen:
        if seen[name] == digest(document.text, str(document.date)):
            return Skipped(document.place or document.id, f"is the same document as {name}, read before")
        count += 1
        name = f"{document.id}~{count}"
    seen[name] = digest(document.text, str(document.date))
    if name == document.id:
        return document
    options.note(document.place or document.id, f"the id {document.id} was taken; this document is {name}")
    return replace(document, id=name)


def _open(place: str, options: ReadOptions, seen: dict[str, str]) -> Iterator[Document | Skipped]:
    scheme = _SCHEME.match(place)
    if place == STANDARD_INPUT:
        yield from _named_apart(_standard_input(sys.stdin.buffer, options), seen, options)
    elif not scheme:
        for found in find(place):
            yield from _file(found, options, seen) if isinstance(found, Found) else [found]
    elif scheme[0].lower() in {"http://", "https://"}:
        from talentwire.read.web import fetch  # a web client, which files need not wait for

        fetched = fetch(place, options)
        results = [fetched] if isinstance(fetched, Skipped) else documents(fetched, options)
        yield from _named_apart(results, seen, options)
    else:
        yield Skipped(place, "is no address that can be read; use http:// or https://, or the path of a file")


def _file(found: Found, options: ReadOptions, seen: dict[str, str]) -> Iterator[Document | Skipped]:
    """The documents of a file; a large one is refused by its size, except what is read piece by piece."""
    try:
        size = found.path.stat().st_size
        if size > options.max_bytes and found.kind not in _ENDLESS:
            yield Skipped(found.place, options.too_large(size))
            return
        with found.open() as stream:
            source = Source(found.place, found.id, stream, found.kind)
            if found.kind == "warc":
                yield from pages(source, options, found.record)
            elif found.kind == "parquet":
                yield from _named_apart(documents_of_table(source, options), seen, options)
            else:
                yield from _named_apart(documents(source, options), seen, options)
    except (OSError, EOFError, zlib.error) as error:
        yield Skipped(found.place, f"cannot be read: {why(error)}")


def _standard_input(stream: BinaryIO, options: ReadOptions) -> Iterator[Document | Skipped]:
    try:
        data = stream.read(options.max_bytes + 1)
    except OSError as error:
        yield Skipped("standard input", f"cannot be read: {why(error)}")
        return
    name = f"stdin-{digest(data.decode('latin-1'))[:12]}"
    yield from documents(Source("standard input", name, io.BytesIO(data)), options)


def plan(places: Iterable[str]) -> Plan:
    """How much there is to read, for a progress bar: counted without reading more than the ends of lines."""
    total = documents = 0
    known = True
    for place in places:
        if place == STANDARD_INPUT or _SCHEME.match(place):
            total += 1
            documents += 1
            known = known and place != STANDARD_INPUT
            continue
        for found in find(place):
            total += 1
            count = _count(found)
            known = known and count is not None
            documents += count or 0
    return Plan(total, documents if known else None)


def _count(found: Found | Skipped) -> int | None:
    """How many documents to expect of a file: its lines for JSON lines, else one."""
    if isinstance(found, Skipped) or found.kind not in {"json", "jsonl", "parquet", "warc"}:
        return 1
    if found.compressed or found.kind in {"json", "parquet", "warc"}:
        return None
    try:
        with found.open() as stream:
            return _line_ends(stream)
    except OSError:
        return 1


def _line_ends(stream: BinaryIO) -> int:
    count, last = 0, b"\n"
    while piece := stream.read(1_000_000):
        count += piece.count(b"\n")
        last = piece[-1:]
    return count + (last != b"\n")
