"""Plain pages: the links on a page that match, and a page whose text changes."""

from collections.abc import Mapping
from typing import Final

from lxml import etree  # type: ignore[import-untyped]

from talentwire.errors import ReadError
from talentwire.model.document import digest
from talentwire.read.encoding import decode_html
from talentwire.read.feeds.item import Item, Listing, address
from talentwire.read.feeds.source import FeedSource
from talentwire.read.html import page
from talentwire.read.web import Reply

MOST: Final = 5_000
"""Links of one page that are looked at."""


def links(reply: Reply, source: FeedSource) -> Listing:
    """The links on a page.

    Raises:
        ReadError: when it is no page.

    """
    listing, seen = Listing(), set[str]()
    target = _Links()
    parser = etree.HTMLParser(target=target, huge_tree=True, no_network=True)
    parser.feed(decode_html(reply.body, reply.charset).text)
    parser.close()
    base = address(target.base, reply.url) or reply.url
    if len(target.found) > MOST:
        listing.note(f"has {len(target.found):,} links, of which the first {MOST:,} were looked at")
    for written in target.found[:MOST]:
        url = address(written, base)
        if url and url not in seen and url != address(reply.url):
            seen.add(url)
            listing.items.append(Item(key=digest(url), mark="", id=url, url=url, outlet=source.outlet))
    return listing


def changing(reply: Reply, source: FeedSource) -> Listing:
    """A page as its own and only item, another one whenever its text changes.

    Raises:
        ReadError: when it has no text.

    """
    found = page(decode_html(reply.body, reply.charset).text, reply.url)
    if not found.text.strip():
        raise ReadError("holds no readable text")
    item = Item(
        key=digest(source.url), mark=digest(found.text), id=source.url, url=reply.url, title=found.title,
        date=found.date, lang=found.lang, outlet=source.outlet or found.outlet, text=found.text,
    )  # fmt: skip
    return Listing([item])


class _Links:
    """Receives the parser's events and keeps addresses of links."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.base: str | None = None

    def start(self, tag: object, attributes: Mapping[str, str]) -> None:
        href = attributes.get("href")
        if tag == "a" and href and len(self.found) <= MOST:
            self.found.append(href)
        elif tag == "base" and href and self.base is None:
            self.base = href

    def end(self, tag: object) -> None:
        pass

    def data(self, data: str) -> None:
        pass

    def close(self) -> None:
        pass
