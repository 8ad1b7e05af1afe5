"""Sitemaps, those for news, and indexes of them: bytes that were fetched become a listing."""

import io
import zlib
from collections.abc import Iterator
from typing import Any, Final

from lxml import etree  # type: ignore[import-untyped]

from talentwire.errors import ReadError
from talentwire.model.document import digest
from talentwire.read.feeds.article import headline
from talentwire.read.feeds.item import Child, Item, Listing, address, clean, day
from talentwire.read.feeds.source import FeedSource
from talentwire.read.web import Reply

MOST: Final = 50_000
"""Addresses of one sitemap that are looked at: as many as it may have."""
_GZIP: Final = b"\x1f\x8b"
_KNOWN: Final = frozenset({"loc", "lastmod", "title", "publication_date", "name", "language"})


def sitemap(reply: Reply, source: FeedSource, largest: int) -> Listing:
    """The pages or further sitemaps that a sitemap lists.

    Args:
        reply: what was fetched.
        source: from where.
        largest: bytes that a packed one may grow to.

    Raises:
        ReadError: when it is none.

    """
    data = _unpacked(reply.body, largest)
    if data.lstrip()[:4] == b"http":
        return Listing([_item(url, {}, source) for url in _lines(data.decode("utf-8", "replace"), reply.url)])
    listing, seen = Listing(), set[str]()
    try:
        for kind, told in _entries(data):
            url = address(told.get("loc"), reply.url)
            if url and url not in seen:
                seen.add(url)
                _add(listing, kind, url, told, source)
            if len(seen) >= MOST:
                listing.note(f"lists more than {MOST:,} addresses, of which the first were looked at")
                break
    except etree.XMLSyntaxError as error:
        if not seen:
            raise ReadError(f"is no sitemap: {clean(str(error), 120)}") from None
        listing.note(f"is not well formed ({clean(str(error), 120)}); read as far as it goes")
    if not seen and not _is_sitemap(data):
        raise ReadError("is no sitemap: it has neither <urlset> nor <sitemapindex>")
    return listing


def _add(listing: Listing, kind: str, url: str, told: dict[str, str], source: FeedSource) -> None:
    if kind == "sitemap":
        listing.children.append(Child(url, clean(told.get("lastmod"), 40) or ""))
    else:
        listing.items.append(_item(url, told, source))


def _lines(text: str, base: str) -> list[str]:
    """The addresses of a sitemap that is a list of lines."""
    found = (address(line.strip(), base) for line in text.splitlines()[:MOST] if line.strip().startswith("http"))
    return list(dict.fromkeys(url for url in found if url))


def _unpacked(data: bytes, largest: int) -> bytes:
    if not data.startswith(_GZIP):
        return data
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        found = unpack.decompress(data, largest + 1)
    except zlib.error:
        raise ReadError("is packed, but damaged") from None
    if len(found) > largest:
        raise ReadError("unpacks to more than max_bytes")
    return found


def _entries(data: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """Each entry by its kind with its words. No entity is expanded and nothing is fetched."""
    events = etree.iterparse(
        io.BytesIO(data), events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False,
        huge_tree=False, remove_comments=True, remove_pis=True, recover=False,
    )  # fmt: skip
    told: dict[str, str] = {}
    for event, element in events:
        name = _name(element)
        if event == "start":
            if name in ("url", "sitemap"):
                told = {}
        elif name in ("url", "sitemap"):
            yield name, told
            _drop(element)
        elif name in _KNOWN and element.text and _is_own(element):
            told.setdefault(name, element.text.strip()[:2_000])


def _name(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _is_own(element: Any) -> bool:
    """Whether it is told of the page, and not of a picture on it."""
    parent = element.getparent()
    return parent is not None and _name(parent) in ("url", "sitemap", "news", "publication")


def _drop(element: Any) -> None:
    """Forget what was read, so that a long sitemap takes no room."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def _is_sitemap(data: bytes) -> bool:
    head = data[:5_000].lower()
    return b"<urlset" in head or b"<sitemapindex" in head


def _item(url: str, told: dict[str, str], source: FeedSource) -> Item:
    return Item(
        key=digest(url),
        mark=clean(told.get("lastmod") or told.get("publication_date"), 40) or "",
        id=url,
        url=url,
        title=headline(told.get("title")),
        date=day(told.get("publication_date")),
        changed=day(told.get("lastmod")),
        outlet=source.outlet or clean(told.get("name"), 120),
    )
