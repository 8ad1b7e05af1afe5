"""RSS, Atom and JSON Feed: bytes that were fetched become a listing. Nothing is fetched here."""

import io
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

import feedparser  # type: ignore[import-untyped]

from talentwire.errors import ReadError
from talentwire.model.document import digest
from talentwire.read.encoding import decode_html
from talentwire.read.feeds.article import Offered, headline, words
from talentwire.read.feeds.item import Item, Listing, address, clean, day, same_house, told_apart
from talentwire.read.feeds.source import FeedSource
from talentwire.read.web import Reply

MOST: Final = 20_000
"""Items of an answer that are looked at."""
_DECLARATION: Final = re.compile(r"\A\s*<\?xml[^>]{0,500}\?>")
_ENTITIES: Final = re.compile(r"<!DOCTYPE", re.IGNORECASE)
_TROUBLE: Final = (LookupError, ValueError, TypeError, AttributeError, AssertionError, RecursionError)
"""What the library raises over feeds that end in the middle of a tag."""
_LANG: Final = re.compile(r"([A-Za-z]{2})(?:[-_].*)?")


def feed(reply: Reply, source: FeedSource) -> Listing:
    """The items of a feed.

    Raises:
        ReadError: when it is none.

    """
    text = _characters(reply)
    if text.lstrip()[:1] == "{":
        return _json_feed(text, reply.url, source)
    return _xml_feed(text, reply.url, source)


def _characters(reply: Reply) -> str:
    """The text of an answer, whatever it declares; NUL, which no feed may hold, does not make it a binary file."""
    data = reply.body
    if data[:2] not in (b"\xff\xfe", b"\xfe\xff") and data[:4] != b"\0\0\xfe\xff":
        data = data.replace(b"\0", b"")
    text = decode_html(data, reply.charset).text
    if not text.strip():
        raise ReadError("is empty")
    return text


# -- RSS and Atom


def _xml_feed(text: str, base: str, source: FeedSource) -> Listing:
    listing = Listing()
    sound = _DECLARATION.sub("", text)
    told = {"content-type": "application/xml; charset=utf-8", "content-location": base}
    try:
        found = feedparser.parse(  # a stream: bytes would be taken for the name of a file, if there is one
            io.BytesIO(sound.encode("utf-8", "replace")),
            response_headers=told,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except _TROUBLE as error:
        raise ReadError(f"is a feed too broken to be read ({clean(str(error), 80)})") from None
    if not found.get("version") and not found.entries:
        raise ReadError(f"is no feed, {_what(text)}")
    if _ENTITIES.search(sound[:10_000]):
        listing.note("declares a document type, of which nothing was taken")
    elif found.bozo:
        listing.note(f"is not well formed ({clean(str(found.bozo_exception), 120)}); read as far as it goes")
    head = _Head(source, base, clean(found.feed.get("title"), 120), _lang(found.feed.get("language")))
    entries = found.entries[:MOST]
    if len(found.entries) > MOST:
        listing.note(f"lists {len(found.entries):,} items, of which the first {MOST:,} were looked at")
    return head.listing(listing, [_entry(one) for one in entries])


def _what(text: str) -> str:
    """What it is instead, for a message."""
    start = text.lstrip()[:300].lower()
    if "<!doctype html" in start or "<html" in start:
        return 'but a page; give the address of its feed, or take kind = "links" or "page"'
    if "<urlset" in text[:2_000] or "<sitemapindex" in text[:2_000]:
        return 'but a sitemap; take kind = "sitemap"'
    return "neither RSS nor Atom nor JSON Feed"


def _entry(found: Mapping[str, Any]) -> dict[str, Any]:
    """An entry in the words of JSON Feed."""
    entry = dict(found)  # without what the library looks up in the place of what is not there
    bodies = [
        one for one in entry.get("content", ()) if str(one.get("type", "")).startswith(("text/", "application/x"))
    ]
    whole = max(
        (words(one.get("value"), markup=one.get("type") != "text/plain") for one in bodies), key=len, default=""
    )
    author = entry.get("source")
    return {
        "id": entry.get("id"),
        "url": entry.get("link") or next(_pages(entry), None),
        "title": entry.get("title"),
        "whole": whole,
        "taste": words(entry.get("summary")),
        "published": entry.get("published") or entry.get("created"),
        "modified": entry.get("updated"),
        "lang": _lang((entry.get("title_detail") or {}).get("language")),
        "outlet": clean(author.get("title"), 120) if isinstance(author, Mapping) else None,
    }


def _pages(entry: Mapping[str, Any]) -> Iterator[str]:
    """Addresses of an entry that are no sound, film or picture."""
    for one in entry.get("links", ()):
        if one.get("href") and one.get("rel") != "enclosure":
            yield one["href"]


# -- JSON Feed


def _json_feed(text: str, base: str, source: FeedSource) -> Listing:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise ReadError("is neither a feed nor sound JSON") from None
    items = data.get("items") if isinstance(data, dict) else None
    if not isinstance(items, list) or "jsonfeed.org" not in str(data.get("version", "")):
        raise ReadError("is JSON, but no JSON Feed")
    listing = Listing()
    if len(items) > MOST:
        listing.note(f"lists {len(items):,} items, of which the first {MOST:,} were looked at")
    head = _Head(source, base, clean(data.get("title"), 120), _lang(data.get("language")))
    return head.listing(listing, [_object(one) for one in items[:MOST] if isinstance(one, dict)])


def _object(item: Mapping[str, Any]) -> dict[str, Any]:
    plain = item.get("content_text")
    named = item.get("id")
    return {
        "id": str(named) if isinstance(named, str | int | float) else None,
        "url": item.get("url") or item.get("external_url"),
        "title": item.get("title"),
        "whole": max(words(item.get("content_html")), words(plain, markup=False), key=len),
        "taste": words(item.get("summary"), markup=False),
        "published": item.get("date_published"),
        "modified": item.get("date_modified"),
        "lang": _lang(item.get("language")),
        "outlet": None,
    }


# -- both


class _Head:
    """What holds for all items of a feed."""

    def __init__(self, source: FeedSource, base: str, title: str | None, lang: str | None) -> None:
        self._source = source
        self._base = base
        self._outlet = source.outlet or title
        self._lang = lang

    def listing(self, listing: Listing, entries: list[dict[str, Any]]) -> Listing:
        """The listing with these items."""
        listing.items = told_apart([self._item(one, listing) for one in entries], listing)
        return listing

    def _item(self, found: Mapping[str, Any], listing: Listing) -> Item:
        title, url = headline(found["title"]), address(found["url"], self._base)
        text = Offered(found["whole"], found["taste"]).taken(self._source.text, title)
        named = clean(found["id"], 2_000)
        content = digest(title or "", found["whole"], found["taste"])
        key = digest(named or url or content)
        if not text and not url:
            why = "has only a taste of its article and no address" if found["taste"] else "has neither text nor address"
        else:
            why = ""
        return Item(
            key=key,
            mark=digest(content, str(found["modified"] or "")),
            id=self._id(url, key, text),
            url=url,
            title=title,
            date=self._day(found, listing),
            lang=found["lang"] or self._lang,
            outlet=(self._source.outlet or found["outlet"] or self._outlet) if text else self._source.outlet,
            text=text,
            refused=why,
        )

    def _id(self, url: str | None, key: str, text: str) -> str:
        """The address of the article, but not where the feed brings the words of an article of another site."""
        if url and (not text or same_house(url, self._base)):
            return url
        return f"{self._source.url}#{key[:16]}"

    def _day(self, found: Mapping[str, Any], listing: Listing) -> Any:
        for written in (found["published"], found["modified"]):
            if written:
                if known := day(written):
                    return known
                listing.note(f"has dates that are none, like {clean(str(written), 40)!r}")
        return None


def _lang(tag: object) -> str | None:
    found = _LANG.fullmatch(tag.strip()) if isinstance(tag, str) else None
    return found[1].lower() if found else None
