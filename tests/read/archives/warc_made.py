"""WARC records made by hand, right and wrong, so that what is wrong with them is in the test's own words; and read."""

import gzip
import io
from typing import Final

from talentwire.read.archives import Page, open_archive
from talentwire.read.formats import Source
from talentwire.read.options import Note, ReadOptions, Skipped

HTML: Final = "text/html; charset=utf-8"
DAY: Final = "2026-01-02"


def html(words: str) -> bytes:
    return f"<!doctype html><html><head><title>T</title></head><body><p>{words}</p></body></html>".encode()


def answered(body: bytes, headers: str = f"Content-Type: {HTML}", status: str = "200 OK") -> bytes:
    """An HTTP answer."""
    return f"HTTP/1.1 {status}\r\n{headers}\r\n\r\n".encode() + body


def record(
    block: bytes, url: str | None = "https://news.example/a", kind: str = "response", *,
    length: object = None, media: str | None = None, more: str = "",
) -> bytes:  # fmt: skip
    """A record; ``length`` is what it says of its size, where that is not so."""
    types = {"response": "application/http; msgtype=response", "conversion": "text/plain"}
    lines = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        *([f"WARC-Target-URI: {url}"] if url else []),
        f"WARC-Date: {DAY}T10:00:00Z",
        f"Content-Type: {media or types.get(kind, 'application/http')}",
        *([more] if more else []),
        f"Content-Length: {len(block) if length is None else length}",
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def page_record(number: int, words: str = "", **told: object) -> bytes:
    """A page that says which one it is."""
    body = html(f"This is page {number}. {words}")
    return record(answered(body), f"https://news.example/{number}", **told)  # type: ignore[arg-type]


def packed(records: list[bytes]) -> bytes:
    """A gzip member for each record, as crawlers write them."""
    return b"".join(gzip.compress(one, 6, mtime=0) for one in records)


PLENTY = [page_record(number, "Words of it. " * 20) for number in range(5)]
ALL = [f"https://news.example/{number}" for number in range(5)]


def opened(data: bytes, **options: object) -> tuple[list[Page], list[Skipped], list[Note]]:
    notes: list[Note] = []
    how = ReadOptions(on_note=notes.append, **options)  # type: ignore[arg-type]
    found = list(open_archive(Source("news.warc.gz", "news.warc.gz", io.BytesIO(data)), how))
    return [p for p in found if isinstance(p, Page)], [s for s in found if isinstance(s, Skipped)], notes


def only(data: bytes, **options: object) -> Page:
    (page,), skipped, _ = opened(data, **options)
    assert not skipped
    return page


def reason(data: bytes, **options: object) -> str:
    pages, (skipped,), _ = opened(data, **options)
    assert not pages
    assert skipped.place == "news.warc.gz@0"
    return skipped.reason


def urls(pages: list[Page]) -> list[str | None]:
    return [page.url for page in pages]
