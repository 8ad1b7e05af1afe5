"""Pages of the web, and texts of every sort that a file or an address may hold."""

import io
from functools import partial
from pathlib import Path
from typing import Final

from fuzzed import Parser

from talentwire.model.document import Document
from talentwire.pipeline import repaired
from talentwire.read.encoding import decode, decode_html
from talentwire.read.feeds.links import links
from talentwire.read.feeds.source import FeedSource
from talentwire.read.files import Kind
from talentwire.read.formats import Source, documents
from talentwire.read.html import passage
from talentwire.read.options import Note, ReadOptions, Skipped
from talentwire.read.web import Reply

EXAMPLES: Final = Path(__file__).parents[3] / "examples" / "documents"
_BASE: Final = "https://wire.example/talent/"
_PAGE: Final = b"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Orla Finch leaves | The Wire</title>
<meta property="article:published_time" content="2025-07-15T10:00:00Z"><meta property="og:site_name" content="The Wire">
<link rel="canonical" href="https://wire.example/a"><script type="application/ld+json">{"@graph": [{"headline": "Orla Finch
leaves", "datePublished": "2025-07-15", "publisher": {"name": "The Wire"}, "inLanguage": "en"}]}</script></head><body>
<nav><a href="/">Home</a></nav><article><h1>Orla Finch leaves Tidewell</h1><p>Orla Finch is moving from Tidewell to
Quarrystone in July, the company said on Monday. She led a team of 40 engineers, and nobody was surprised at all.</p>
<ul><li>one <b>bold</b></li><li>two</li></ul><table><tr><th>Site</th><th>MW</th></tr><tr><td>North</td><td>300</td></tr>
</table><p hidden>secret</p><p>Read <a href="/b?x=1#y">more&nbsp;&amp; more</a>.<br>Ends.</p></article><footer>The Wire</footer>
</body></html>"""
_TAGS: Final = (
    b"<table>", b"<tr>", b"<td>", b"</td>", b"</tr>", b"</table>", b"<li>", b"</li>", b"<script>", b"</script>", b"<h1>",
    b"<title>", b"<svg>", b"<math>", b"<template>", b"<base href='//x'>", b"<html>", b"<body>", b"<p>", b"<br>", b"<a href=x>",
    b"<article>", b"<nav>", b'<script type="application/ld+json">', b"<?xml version='1.0' encoding='utf-16'?>", b"<!DOCTYPE",
    b'<time datetime="2025-02-30" pubdate>', b'<meta name="date" content="0000-00-00">', b"style='display:none'", b"<plaintext>",
)  # fmt: skip


def read(kind: Kind | None, suffix: str, data: bytes) -> bool:
    """Documents, each sound, or a reason for each that is none."""
    noted: list[Note] = []
    options = ReadOptions(on_note=noted.append)
    given = 0
    for found in documents(Source(f"place{suffix}", f"id{suffix}", io.BytesIO(data), kind), options):
        if isinstance(found, Skipped):
            assert found.reason.strip(), "skipped without a reason"
            continue
        given += 1
        sound(found)
    assert all(note.text.strip() for note in noted)
    return given > 0


def sound(document: Document) -> None:
    """Characters that every ledger can hold, and a repair that only puts in blanks."""
    assert document.text.strip()
    assert "\0" not in document.text
    assert document.digest
    for text in (document.id, document.title or "", document.url or "", document.outlet or ""):
        assert "\0" not in text
        text.encode()
    document.text.encode()
    read_so = repaired(document)
    assert read_so.reading.text.replace(" ", "") == document.text.replace(" ", "")


def encoding(data: bytes) -> bool:
    """A text comes out of the bytes, from a page and from elsewhere."""
    for text, _ in (decode(data), decode_html(data), decode(data, "utf-16"), decode(data, "shift_jis")):
        assert isinstance(text, str)
    return True


def linked(data: bytes) -> bool:
    """Links of a page, each an address."""
    found = links(Reply(_BASE, 200, body=data), FeedSource(name="w", kind="links", url=_BASE))
    assert all((one.url or "").startswith(("http://", "https://")) for one in found.items)
    return bool(found.items)


def piece(data: bytes) -> bool:
    """A piece of markup is a text."""
    return bool(passage(data.decode("utf-8", "replace")).strip())


def _pages() -> list[bytes]:
    return [_PAGE, *(one.read_bytes() for one in sorted(EXAMPLES.glob("*.html")))]


def _texts(*suffixes: str) -> list[bytes]:
    return [one.read_bytes()[:4_000] for one in sorted(EXAMPLES.iterdir()) if one.suffix in suffixes]


def _markdown() -> list[bytes]:
    front = b'---\ntitle: "Orla Finch leaves"\ndate: 2025-07-15\nlang: en-GB\noutlet: The Wire\n---\n# Orla Finch leaves #\n\nShe left.\n'
    return [front, *_texts(".md")]


def _objects() -> list[bytes]:
    one = b'{"id": "a", "url": "https://wire.example/a", "title": "T", "date": "2025-07-15T10:00", "lang": "en", "outlet": "W", "text": "Orla Finch leaves Tidewell."}'
    return [one, b"[" + one + b", " + one + b"]", *_texts(".json")]


def _legacy() -> list[bytes]:
    text = "Zoë Müller übernimmt für 5 € “alles” – naïve façade"
    kinds = ("utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-32", "utf-16-be", "iso8859-15")
    return [text.encode(kind, "replace") for kind in kinds] + [
        b'<meta charset="koi8-r">' + text.encode("koi8-r", "replace")
    ]


_UNITS: Final = (
    b"<div>",
    b"<p>a",
    b"<table><tr><td>x",
    b"<tr><td>a</td>",
    b"<li>",
    b"<a href=/x>y</a>",
    b"&amp;",
    b"<!--",
    b"<b><i>x</b></i>",
)
PARSERS: Final = (
    Parser("html", partial(read, "html", ".html"), _pages, words=_TAGS, units=_UNITS),
    Parser("passage", piece, _pages, words=_TAGS, units=_UNITS),
    Parser("links", linked, _pages, words=_TAGS, units=(b"<a href='/%s'>x</a>", b"<base href=/x>")),
    Parser("text", partial(read, None, ""), lambda: _texts(".txt"), words=(b"---\n", b"<html>", b'{"text":', b"[", b"# "),
           units=(b"Orla Finch left.\n", b"a", b"\n", b"leftTidewell ", b"a.B")),
    Parser("markdown", partial(read, "markdown", ".md"), _markdown, words=(b"---\n", b"...\n", b"date: 2025-02-30\n", b"# ")),
    Parser("json", partial(read, "json", ".json"), _objects, "json", (b'"text"', b"\xed\xa0\x80", b"\\ud800")),
    Parser("jsonl", partial(read, "jsonl", ".jsonl"), lambda: [b"\n".join([_objects()[0]] * 2), *_texts(".jsonl")], "lines",
           (b'"text"', b"\\ud800"), units=(b'{"text": "a"}\n', b'{"x": 1}\n', b"[\n")),
    Parser("encoding", encoding, _legacy, "bytes", (b"\xef\xbb\xbf", b"\xff\xfe", b"<meta charset=utf-7>", b"\x80")),
)  # fmt: skip
