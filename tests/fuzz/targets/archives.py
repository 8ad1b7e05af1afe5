"""Web archives: WARC and WET files, plain, packed record by record, and packed as one."""

import gzip
import io
import zlib
from collections.abc import Callable
from functools import partial
from typing import Final

from fuzzed import Parser

from talentwire.model.document import Document
from talentwire.read.archives import Page, document_of, open_archive
from talentwire.read.formats import Source
from talentwire.read.options import Note, ReadOptions, Skipped

_HTML: Final = (
    b"<!doctype html><html><head><title>T</title></head><body><p>Orla Finch leaves Tidewell.</p></body></html>"
)
_LIMIT: Final = 50_000


def _record(kind: bytes, media: bytes, block: bytes) -> bytes:
    head = (
        b"WARC/1.0\r\nWARC-Type: %b\r\nWARC-Target-URI: https://wire.example/a\r\nWARC-Date: 2026-01-02T10:00:00Z\r\n"
    )
    return head % kind + b"Content-Type: %b\r\nContent-Length: %d\r\n\r\n%b\r\n\r\n" % (media, len(block), block)


def _answer(body: bytes, headers: bytes = b"Content-Type: text/html; charset=utf-8") -> bytes:
    return _record(
        b"response", b"application/http; msgtype=response", b"HTTP/1.1 200 OK\r\n" + headers + b"\r\n\r\n" + body
    )


_RECORDS: Final = (
    _record(b"warcinfo", b"application/warc-fields", b"software: x\r\n"),
    _record(b"request", b"application/http; msgtype=request", b"GET / HTTP/1.1\r\n\r\n"),
    _answer(_HTML),
    _answer(b"5\r\n<html\r\n%x\r\n%b\r\n0\r\n\r\n" % (len(_HTML), _HTML), b"Transfer-Encoding: chunked"),
    _answer(gzip.compress(_HTML, mtime=0), b"Content-Type: text/html\r\nContent-Encoding: gzip"),
    _answer(zlib.compress(_HTML), b"Content-Type: text/html\r\nContent-Encoding: deflate"),
    _record(b"conversion", b"text/plain", b"Orla Finch leaves Tidewell.\n"),
)


def read(data: bytes) -> bool:
    """Pages, each a document or a reason; their places differ, and whatever is skipped says why."""
    notes: list[Note] = []
    options = ReadOptions(max_bytes=_LIMIT, on_note=notes.append)
    places, pages = set[str](), 0
    for found in open_archive(Source("a.warc.gz", "a.warc.gz", io.BytesIO(data)), options):
        if isinstance(found, Skipped):
            assert found.reason.strip()
            continue
        assert isinstance(found, Page)
        assert len(found.data) <= _LIMIT
        assert found.place not in places
        places.add(found.place)
        pages += 1
        document = document_of(found, options)
        assert isinstance(document, Document | Skipped)
    assert all(note.text.strip() for note in notes)
    return pages > 0


def packed(how: Callable[[bytes], bytes], data: bytes) -> bool:
    """What is broken inside of a sound packing."""
    return read(how(data))


_WORDS: Final = (
    b"WARC/1.0\r\n", b"\r\n\r\n", b"Content-Length: ", b"Content-Length: -1\r\n", b"Content-Length: 99999999999999999999\r\n",
    b"Content-Length: \xd9\xa3\r\n", b"Content-Length: 1_0\r\n", b"Transfer-Encoding: chunked\r\n", b"Content-Encoding: br\r\n",
    b"Content-Encoding: gzip, gzip\r\n", b"WARC-Type: response\r\n", b"WARC-Date: 2026-02-30\r\n", b"HTTP/1.1 200\r\n", b"ffffffff\r\n",
    b"WARC-Target-URI: <http://[>\r\n", b"\x1f\x8b\x08\x00", b"\x1f\x8b", b"charset=punycode", b"Content-Type: text/plain;charset=utf-16\r\n",
)  # fmt: skip
PARSERS: Final = (
    Parser("warc", read, lambda: [b"".join(_RECORDS), *(b"".join(_RECORDS[at : at + 2]) for at in range(1, 6))], words=_WORDS,
           units=(_RECORDS[2], b"WARC/1.0\r\n", b"\r\n", b"WARC/1.0\r\nContent-Length: 9\r\n\r\n"), frame=(_RECORDS[2], b"")),
    Parser("warc-packed", read, lambda: [b"".join(gzip.compress(one, mtime=0) for one in _RECORDS[at:]) for at in range(5)], "bytes",
           _WORDS, units=(gzip.compress(_RECORDS[2], mtime=0), b"\x1f\x8b\x08\x00")),
    Parser("warc-inside", partial(packed, partial(gzip.compress, compresslevel=1)), lambda: [b"".join(_RECORDS)], words=_WORDS),
)  # fmt: skip
