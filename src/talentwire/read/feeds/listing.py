"""What a source has to offer just then: asked politely, taken apart by its kind, without what is not wanted."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from talentwire.errors import ReadError
from talentwire.read.feeds import boxes, imap, links
from talentwire.read.feeds.hosts import StoppedError
from talentwire.read.feeds.item import Child, Item, Listing, Tag, day, is_old, today
from talentwire.read.feeds.polite import FEEDS, Polite, tag_of
from talentwire.read.feeds.sitemap import sitemap
from talentwire.read.feeds.source import FeedSource
from talentwire.read.feeds.syndication import feed
from talentwire.read.web import Reply

MOST_CHILDREN: Final = 50
"""Sitemaps of an index that are asked for at a visit."""
_DEEPEST: Final = 3


@dataclass(frozen=True)
class Before:
    """What is known of a source from before.

    Attributes:
        tags: validators of its answers, by address.
        marks: of further lists, by address, as they were when they were read.
        cursor: how far its mailbox was read.
        keys: of the mails in files that were read.

    """

    tags: Mapping[str, Tag] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)
    cursor: str | None = None
    keys: Collection[str] = ()


def listed(source: FeedSource, polite: Polite, before: Before, most: int) -> Listing:
    """What a source offers, the newest first.

    Args:
        source: which one.
        polite: asks for addresses.
        before: what is known of it.
        most: how many mails are read at a visit.

    Raises:
        GoneError: when it is gone for good.
        LaterError: when it cannot be asked just then.
        ReadError: when it is not what it is said to be, or may not be read.

    """
    if source.kind == "mail":
        found = boxes.letters(source, before.keys, before.tags.get(source.url), polite.options.max_bytes, most)
    elif source.kind == "imap":
        found = imap.new_letters(source, before.cursor, polite.options, most)
    else:
        found = _Asked(source, polite, before).listing()
    return _wanted(found, source)


class _Asked:
    """A source on the web."""

    def __init__(self, source: FeedSource, polite: Polite, before: Before) -> None:
        self._source = source
        self._polite = polite
        self._before = before
        self._found = Listing()
        self._asked: set[str] = set()

    def listing(self) -> Listing:
        """All of it, with the lists that it names."""
        found = self._list(self._source.url, self._parse())
        self._children(found.children if found else [], _DEEPEST)
        return self._found

    def _parse(self) -> Callable[[Reply], Listing]:
        source = self._source
        match source.kind:
            case "sitemap":
                return lambda reply: sitemap(reply, source, self._polite.options.max_bytes)
            case "links":
                return lambda reply: links.links(reply, source)
            case "page":
                return lambda reply: links.changing(reply, source)
            case _:
                return lambda reply: feed(reply, source)

    def _list(self, url: str, parse: Callable[[Reply], Listing]) -> Listing | None:
        """One list; None where it has not changed."""
        self._asked.add(url)
        reply = self._polite.get(url, tag=self._before.tags.get(url), accept=FEEDS)
        if reply.moved and url == self._source.url:
            self._found.moved = reply.moved
        if reply.status != 200:
            return None
        got = parse(reply)
        self._found.items += got.items
        self._found.left_out += got.left_out
        for note in got.notes:
            self._found.note(note)
        if not got.children and (tag := tag_of(reply)):  # an index is the same while its sitemaps change
            self._found.tags[url] = tag
        return got

    def _children(self, named: list[Child], depth: int) -> None:
        """The sitemaps that an index names, those first that changed last."""
        for child in sorted(named, key=lambda one: one.mark, reverse=True):
            if not self._is_known(child):
                self._child(child, depth)

    def _is_known(self, child: Child) -> bool:
        """Whether it says that nothing has changed in it, or nothing since the days that are wanted."""
        days, told = self._source.days, day(child.mark)
        is_old = days is not None and told is not None and str(told) < str(today() - timedelta(days=days))
        return is_old or bool(child.mark and self._before.marks.get(child.url) == child.mark)

    def _child(self, child: Child, depth: int) -> None:
        if depth == 0 or child.url in self._asked:
            return
        if len(self._asked) > MOST_CHILDREN:
            self._found.note(f"names more than {MOST_CHILDREN} new sitemaps; the others are asked for next time")
            return
        try:
            got = self._list(child.url, self._parse())
        except StoppedError:
            raise
        except ReadError as error:  # the others can be read all the same
            self._found.note(f"{child.url} {error}")
            return
        if child.mark:
            self._found.children.append(child)  # read as of its mark
        self._children(got.children if got else [], depth - 1)


def _wanted(found: Listing, source: FeedSource) -> Listing:
    """Only the items that the source is watched for."""
    chosen = [item for item in found.items if _matches(item, source) and not is_old(item, source.days)]
    found.left_out += len(found.items) - len(chosen)
    found.items = sorted(chosen, key=lambda item: str(item.date or item.changed or ""), reverse=True)
    return found


def _matches(item: Item, source: FeedSource) -> bool:
    return source.match is None or bool(item.url and source.match.search(item.url))
