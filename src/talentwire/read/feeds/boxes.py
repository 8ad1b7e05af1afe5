"""Newsletters in files: an mbox file, a maildir folder, a folder of ``.eml`` files, or one such file. Only read."""

import mailbox
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

from talentwire.errors import ReadError
from talentwire.read.feeds.item import Item, Listing, Tag, is_old
from talentwire.read.feeds.mail import identity, is_from, mail
from talentwire.read.feeds.source import FeedSource
from talentwire.read.files import why

_NEW: Final = ("new", "cur")
_MBOX: Final = b"From "


def letters(source: FeedSource, known: Collection[str], tag: Tag | None, largest: int, most: int) -> Listing:
    """The mails that were not read before.

    Args:
        source: names the path.
        known: keys of the mails that were read or refused before.
        tag: how the files looked at the last time when all of them were read.
        largest: bytes of the largest mail that is read.
        most: how many at most; the others come at the next time.

    Raises:
        ReadError: when the path cannot be read.

    """
    path = source.path or Path(source.url)
    listing = Listing()
    try:
        look = Tag(_look(path))
        if tag == look:
            return listing
        seen = set(known)
        for data in _mails(path, largest, listing):
            key = identity(data)
            if key in seen:
                continue
            seen.add(key)
            if len(listing.items) >= most:
                return listing
            if item := _wanted(data, source):
                listing.items.append(item)
            else:
                listing.left_out += 1
    except OSError as error:
        raise ReadError(f"cannot be read: {why(error)}") from None
    listing.tags[source.url] = look
    return listing


def _wanted(data: bytes, source: FeedSource) -> Item | None:
    item = mail(data, source) if is_from(data, source.senders) else None
    return None if item is None or is_old(item, source.days) else item


def _look(path: Path) -> str:
    """What changes when a mail comes: sizes and times."""
    if not path.exists():
        raise ReadError("does not exist")
    places = [path, *(path / name for name in _NEW if (path / name).is_dir())] if path.is_dir() else [path]
    return " ".join(f"{found.st_size}:{found.st_mtime_ns}" for found in (one.stat() for one in places))


def _mails(path: Path, largest: int, listing: Listing) -> Iterator[bytes]:
    if path.is_dir():
        yield from _folder(path, largest, listing)
        return
    with path.open("rb") as file:
        is_mbox = file.read(len(_MBOX)) == _MBOX
    if is_mbox:
        yield from _mbox(path, largest, listing)
    else:
        yield from _file(path, largest, listing)


def _folder(path: Path, largest: int, listing: Listing) -> Iterator[bytes]:
    """A maildir by its two folders, whose files carry their flags in their names; else the ``.eml`` files."""
    folders = [path / name for name in _NEW if (path / name).is_dir()]
    found = [one for folder in folders for one in folder.iterdir()] if folders else [*path.rglob("*.eml")]
    for one in sorted(found, key=lambda file: file.name):
        if one.is_file() and not one.name.startswith("."):
            yield from _file(one, largest, listing)


def _file(path: Path, largest: int, listing: Listing) -> Iterator[bytes]:
    if path.stat().st_size > largest:
        listing.note(f"{path.name} is larger than max_bytes and was passed over")
        return
    yield path.read_bytes()


def _mbox(path: Path, largest: int, listing: Listing) -> Iterator[bytes]:
    box = mailbox.mbox(path, create=False)
    try:
        for number, key in enumerate(box.iterkeys(), 1):
            with box.get_file(key) as file:
                data = file.read(largest + 1)
            if len(data) > largest:
                listing.note(f"mail {number} is larger than max_bytes and was passed over")
            else:
                yield data
    finally:
        box.close()
