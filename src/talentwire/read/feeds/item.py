"""What a source lists: items, each with what is known of it before it is read."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Final, Self
from urllib.parse import urljoin, urlsplit

from talentwire.errors import BadValueError
from talentwire.model.document import digest
from talentwire.model.values import PartialDate

_DAYS: Final = ("date", "changed")
_LONGEST_ADDRESS: Final = 2_000
_LONGEST_TITLE: Final = 500
_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")
_ISO: Final = re.compile(r"\s*(\d{4})-(\d{2})-(\d{2})(?!\d)")
_BROKEN: Final = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a source brings.

    Attributes:
        key: what tells it from the others of its source, for ever.
        mark: what changes when it does; empty for what never does.
        id: name of its document.
        url: where it can be read.
        title: its headline.
        date: the day it was published.
        changed: the day it was last changed, where that is all that is told.
        lang: what it claims to be written in.
        outlet: who published it.
        text: all of it, where the source brings it; empty where its page has it.
        refused: why there is nothing to read.

    """

    key: str
    mark: str
    id: str
    url: str | None = None
    title: str | None = None
    date: PartialDate | None = None
    changed: PartialDate | None = None
    lang: str | None = None
    outlet: str | None = None
    text: str = field(default="", repr=False)
    refused: str = ""

    def to_json(self) -> dict[str, Any]:
        """The item as it is kept until it is read."""
        days = {name: str(found) if (found := getattr(self, name)) else None for name in _DAYS}
        return {**asdict(self), **days}

    @classmethod
    def from_json(cls, held: Mapping[str, Any]) -> Self:
        """The item that ``to_json`` wrote."""
        days = {name: PartialDate.parse(held[name]) if held.get(name) else None for name in _DAYS}
        known = {name: value for name, value in held.items() if name in cls.__dataclass_fields__}
        return cls(**{**known, **days})


@dataclass(frozen=True, slots=True)
class Child:
    """A further list that a list names, as the index of a sitemap does.

    Attributes:
        url: where it stands.
        mark: what changes when it does; empty where nothing is said.

    """

    url: str
    mark: str = ""


@dataclass(slots=True)
class Listing:
    """What a source has to offer just then.

    Attributes:
        items: the newest first, as far as they have days.
        children: further lists.
        notes: oddities.
        left_out: how many were not asked for: too old, or of addresses that do not match.
        tags: validators of the answers that it was made of, by address; for the next time.
        cursor: how far a mailbox was read.
        moved: where the source has gone for good.

    """

    items: list[Item] = field(default_factory=list)
    children: list[Child] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    left_out: int = 0
    tags: dict[str, "Tag"] = field(default_factory=dict)
    cursor: str | None = None
    moved: str | None = None

    def note(self, text: str) -> None:
        """Note an oddity, once."""
        if text not in self.notes:
            self.notes.append(text)


@dataclass(frozen=True, slots=True)
class Tag:
    """By what a server tells whether an answer is still the same."""

    etag: str | None = None
    last_modified: str | None = None

    @property
    def headers(self) -> dict[str, str]:
        """The request for what has changed since."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in asked.items() if value}


def clean(text: object, longest: int = _LONGEST_TITLE) -> str | None:
    """A line without what is no character of a line; None for an empty one."""
    if not isinstance(text, str):
        return None
    return " ".join(_CONTROLS.sub(" ", text).split())[:longest].strip() or None


def sound(text: str) -> str:
    """A text without characters that no ledger can hold."""
    return _BROKEN.sub("\ufffd", text)


def address(found: object, base: str | None = None) -> str | None:
    """A web address without its fragment, joined with that of the place where it stands; None for any other."""
    if not isinstance(found, str) or len(found) > _LONGEST_ADDRESS:
        return None
    try:
        whole = urljoin(base or "", "".join(_CONTROLS.sub("", found).split()))
        parts = urlsplit(whole)
        known = parts.scheme in ("http", "https") and parts.hostname and not parts.username and not parts.password
        return parts._replace(fragment="").geturl() if known else None
    except ValueError:  # a bracket without its partner, a port that is none
        return None


def same_house(one: str | None, other: str | None) -> bool:
    """Whether two addresses are of one site: the same name, or one below the other."""
    names = [_site(one), _site(other)]
    if not all(names):
        return False
    shorter, longer = sorted(names, key=len)
    return longer == shorter or longer.endswith(f".{shorter}")


def _site(url: str | None) -> str:
    try:
        name = (urlsplit(url or "").hostname or "").rstrip(".")
    except ValueError:
        return ""
    first, _, rest = name.partition(".")
    return rest if first in {"www", "feeds", "feed", "rss"} and "." in rest else name


def day(written: object) -> PartialDate | None:
    """The day in a date as feeds and mails write it, in its own time zone; None for a day that is none or to come."""
    if not isinstance(written, str) or not written.strip():
        return None
    found = _ISO.match(written)
    try:
        parsed = date(*map(int, found.groups())) if found else parsedate_to_datetime(written[:200]).date()
        if not date(1990, 1, 1) <= parsed <= today() + timedelta(days=2):
            return None
        return PartialDate(parsed.year, parsed.month, parsed.day)
    except (BadValueError, ValueError, TypeError, IndexError, OverflowError):
        return None


def is_old(item: Item, days: int | None) -> bool:
    """Whether an item tells that it is older than so many days."""
    told = item.date or item.changed
    return days is not None and told is not None and str(told) < str(today() - timedelta(days=days))


def today() -> date:
    """The day it is."""
    return datetime.now(UTC).date()


def told_apart(items: list[Item], listing: Listing) -> list[Item]:
    """The items with keys that differ: two that go by one name are told apart by the rest of them."""
    times: dict[str, int] = {}
    for item in items:
        times[item.key] = times.get(item.key, 0) + 1
    seen: set[str] = set()
    found: list[Item] = []
    for item in items:
        if times[item.key] > 1:
            listing.note("several items have one id; they were told apart by their addresses and titles")
            own = digest(item.url or "", item.title or "", "" if item.url or item.title else item.mark)[:12]
            item = replace(item, key=f"{item.key} {own}", id=item.id if item.id == item.url else f"{item.id}~{own[:6]}")
        if item.key not in seen:
            seen.add(item.key)
            found.append(item)
    return found
