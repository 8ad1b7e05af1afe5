"""The text of a page: fast, to decide whether it is worth reading; or with care, which is what is read and recorded.

The fast way is Resiliparse's, about fifteen times as fast; it keeps some of the frame and loses headings and tables.
What is read for claims is made the careful way, the same as of a page in a file or from the web, so that one page
gives the same document, and the same claims, however it came.
"""

import io
import re
from collections.abc import Iterator
from typing import Final

from talentwire.errors import ReadError
from talentwire.model.document import Document
from talentwire.read.archives.page import Page
from talentwire.read.archives.pages import open_archive, page_at
from talentwire.read.encoding import decode, decode_html
from talentwire.read.files import Kind
from talentwire.read.formats import Source, documents
from talentwire.read.options import ReadOptions, Skipped
from talentwire.read.origin import completed

_LANGUAGE: Final = re.compile(r"""<html\b[^>]{0,500}?\slang\s*=\s*["']?\s*([A-Za-z]{2})\b""", re.I)
_HEAD: Final = 4096


def document_of(page: Page, options: ReadOptions) -> Document | Skipped:
    """The document that reading the page gives, as if it came from the web."""
    kind: Kind = "text" if page.is_text else "html"
    source = Source(page.place, page.url or page.place, io.BytesIO(page.data), kind, page.charset, page.url)
    return next(documents(source, options))


def pages(source: Source, options: ReadOptions, record: str | None = None) -> Iterator[Document | Skipped]:
    """The documents of an archive, each read with care; or the one at ``record``, as the end of its place names it."""
    for page in open_archive(source, options) if record is None else [page_at(source, record, options)]:
        yield document_of(page, options) if isinstance(page, Page) else page


def text_of(page: Page, options: ReadOptions) -> Document | Skipped:
    """A rough document of the page, made fast: enough to tell its language and whether it is of our field.

    Nothing of it is to be recorded; ``document_of`` makes what is read. It has no title, outlet or date.

    Raises:
        ReadError: when Resiliparse is not installed.

    """
    try:
        decoded = decode(page.data, page.charset) if page.is_text else decode_html(page.data, page.charset)
    except ReadError as error:
        return Skipped(page.place, str(error))
    text = decoded.text if page.is_text else plain(decoded.text)
    if not text.strip():
        return Skipped(page.place, "holds no readable text")
    draft = Document(id=page.url or page.place, text=text, url=page.url, place=page.place)
    said = None if page.is_text else _LANGUAGE.search(decoded.text, 0, _HEAD)
    return completed(draft, None, fallback_lang=said[1].lower() if said else None)


def plain(html: str) -> str:
    """The main text of a page, as Resiliparse sees it.

    Raises:
        ReadError: when Resiliparse is not installed.

    """
    try:
        from resiliparse.extract.html2text import extract_plain_text
    except ImportError:
        raise ReadError("reading archives in bulk needs Resiliparse; install talentwire[bulk]") from None
    return extract_plain_text(html, main_content=True, alt_texts=False, noscript=False, comments=False)
