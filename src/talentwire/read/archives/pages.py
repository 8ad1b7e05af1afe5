"""The pages of an archive: answers of servers, and texts that were made of them; everything else is passed over."""

import re
from collections.abc import Iterator
from typing import Final

from talentwire.errors import BadValueError, ReadError
from talentwire.model.values import PartialDate
from talentwire.read.archives.answers import answer, media_type, status_of
from talentwire.read.archives.page import Page
from talentwire.read.archives.records import Lost, Record, records
from talentwire.read.archives.unpacking import Unpacking
from talentwire.read.encoding import binary_kind
from talentwire.read.formats import Source
from talentwire.read.options import ReadOptions, Skipped

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_WEB: Final = re.compile(r"https?://", re.I)
_MARKUP: Final = frozenset({"text/html", "application/xhtml+xml"})
_TEXT: Final = frozenset({"text/plain"})
_UNTOLD: Final = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/xml", "text/xml"})
_HTML: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S
)
_HEAD: Final = 4096
_KINDS: Final = frozenset(
    {"warcinfo", "response", "resource", "request", "metadata", "revisit", "conversion", "continuation"}
)
_OTHER_PROTOCOLS: Final = frozenset({"text/dns", "text/x-ftp", "text/whois"})


def open_archive(source: Source, options: ReadOptions) -> Iterator[Page | Skipped]:
    """The pages of a WARC or WET file, lazily and in order.

    Args:
        source: The file as it is, packed or not: which, its bytes tell. It need not be seekable.
        options: The largest page that is read, and who hears of oddities.

    Yields:
        Pages whose bytes are text of some sort: answers with status 200 that are HTML or plain text, and the texts
        of WET files. Requests, metadata, revisits, answers with another status and media of other kinds are passed
        over. What is broken, or lies so that no page can be had, is ``Skipped`` with its place; reading goes on
        with the next record.

    """
    empty = True
    for found in records(Unpacking(source.stream), options.max_bytes):
        empty = False
        page = _given(found, source, options)
        if page is not None:
            yield page
    if empty:
        yield Skipped(source.place, "is empty")


def page_at(source: Source, place: str, options: ReadOptions) -> Page | Skipped:
    """One page of an archive, by the end of its place (``12345``, ``0+678``); the stream must be seekable."""
    start, _, inside = place.partition("+")
    source.stream.seek(int(start))
    unpacking = Unpacking(source.stream, int(start))
    if not unpacking.skip(int(inside or 0)):
        return Skipped(f"{source.place}@{place}", "lies behind the end of the archive")
    for found in records(unpacking, options.max_bytes):
        page = _given(found, source, options)
        return page or Skipped(f"{source.place}@{place}", "is no page")
    return Skipped(f"{source.place}@{place}", "lies behind the end of the archive")


def _given(found: Record | Lost, source: Source, options: ReadOptions) -> Page | Skipped | None:
    place = f"{source.place}@{found.place}"
    if isinstance(found, Lost):
        return Skipped(place, options.too_large(found.size) if found.size is not None else found.reason)
    try:
        return _page(found, place, options)
    except ReadError as error:
        return Skipped(place, str(error))


def _page(record: Record, place: str, options: ReadOptions) -> Page | None:
    """The page of a record; None for what is none.

    Raises:
        ReadError: when there should be one, and is not.

    """
    kind = record.fields.get("warc-type", "").lower()
    said, charset = media_type(record.fields.get("content-type", ""))
    if kind == "conversion":
        return _made(record, place, (said, charset, record.block), options, is_text=True)
    if kind == "resource":
        return _made(record, place, (said, charset, record.block), options)
    if kind not in _KINDS:
        raise ReadError(f"is a record of a kind that is not known ({kind[:40]!r})")
    if kind != "response" or (said in _OTHER_PROTOCOLS and not record.block.startswith(b"HTTP/")):
        return None
    if status_of(record.block) not in {200, None}:
        return None
    found = answer(record.block, options.max_bytes)
    if found.oddity:
        options.note(place, found.oddity)
    return _made(record, place, (found.media, found.charset, found.body), options)


def _made(
    record: Record, place: str, content: tuple[str, str | None, bytes], options: ReadOptions, *, is_text: bool = False
) -> Page | None:
    media, charset, body = content
    html = _HTML.match(body, 0, _HEAD) is not None
    is_text = is_text or (media in _TEXT and not html)
    if not (is_text or html or media in _MARKUP) and not (media in _UNTOLD and b"<body" in body[:_HEAD].lower()):
        return None
    if len(body) > options.max_bytes:
        raise ReadError(options.too_large(len(body)))
    if not body.strip():
        raise ReadError("is empty")
    binary = binary_kind(body)
    if binary:
        raise ReadError(f"is {binary}, not text")
    if record.mended:
        options.note(place, record.mended)
    return Page(place, _url(record.fields), body, charset, media, _day(record.fields), is_text)


def _url(fields: dict[str, str]) -> str | None:
    url = fields.get("warc-target-uri", "").strip("<> ")
    return url.partition("#")[0] if _WEB.match(url) else None


def _day(fields: dict[str, str]) -> PartialDate | None:
    found = _DAY.match(fields.get("warc-date", ""))
    try:
        return PartialDate.parse(found[0]) if found else None
    except BadValueError:
        return None
