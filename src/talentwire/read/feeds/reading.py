"""An item becomes a document: from what its source brought, else from its page, fetched politely."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from talentwire.errors import ReadError
from talentwire.model.document import Document
from talentwire.read.feeds.hosts import LaterError, StoppedError
from talentwire.read.feeds.item import Item
from talentwire.read.feeds.polite import Polite
from talentwire.read.feeds.source import FeedSource
from talentwire.read.formats import Source, documents
from talentwire.read.options import Note, Skipped
from talentwire.read.origin import completed
from talentwire.read.web import source as page_source

_DATA: Final = frozenset({"json", "jsonl"})


def read_item(item: Item, source: FeedSource, polite: Polite, on_note: Callable[[Note], None]) -> Document | Skipped:
    """The document that an item is.

    Args:
        item: as its source lists it.
        source: where it was listed.
        polite: fetches its page, where the source did not bring all of it.
        on_note: hears of oddities.

    Returns:
        The document, or why there is none.

    Raises:
        LaterError: when it is worth trying again.
        StoppedError: when the work is to end.

    """
    place = item.url or f"{source.name}: {item.title or item.id}"
    if item.refused:
        return Skipped(place, item.refused)
    if item.text:
        draft = Document(
            id=item.id, text=item.text, title=item.title, url=item.url, place=source.url, date=item.date,
            lang=source.lang, outlet=source.outlet or item.outlet,
        )  # fmt: skip
        return completed(draft, None, item.lang)
    try:
        return _from_page(item, source, polite, on_note)
    except (LaterError, StoppedError):
        raise
    except ReadError as error:
        return Skipped(place, str(error))


def _from_page(item: Item, source: FeedSource, polite: Polite, on_note: Callable[[Note], None]) -> Document | Skipped:
    if not item.url:
        raise ReadError("has neither text nor address")
    fetched: Source = page_source(item.url, polite.get(item.url))
    if fetched.kind in _DATA:
        raise ReadError("leads to data, not to an article")
    found = next(iter(documents(fetched, replace(polite.options, on_note=on_note))))
    if isinstance(found, Skipped):
        return found
    return replace(
        found,
        id=item.id,
        title=found.title or item.title,
        date=found.date or item.date,
        lang=source.lang or found.lang or item.lang,
        outlet=source.outlet or found.outlet or item.outlet,
    )
