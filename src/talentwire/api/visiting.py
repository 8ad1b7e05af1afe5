"""What the threads of a watch do: ask a source, read its items, and hand over what they find."""

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from queue import Full, Queue
from typing import Final

from talentwire.errors import ReadError
from talentwire.model.document import Document
from talentwire.read.feeds.hosts import LaterError, Stop, StoppedError
from talentwire.read.feeds.item import Item, Listing
from talentwire.read.feeds.listing import Before, listed
from talentwire.read.feeds.polite import Polite
from talentwire.read.feeds.reading import read_item
from talentwire.read.feeds.source import FeedSource, WatchFile
from talentwire.read.options import Note, Skipped
from talentwire.record.operating.feed_rows import Held

_AHEAD: Final = 32
"""Items that are read ahead of what is recorded."""
_PATIENCE: Final = 3
"""Items in a row that cannot be read just then, after which the others are left for another time."""


@dataclass(frozen=True)
class Listed:
    """What a source has to offer, or why that is not known."""

    source: FeedSource
    found: Listing | ReadError


@dataclass(frozen=True)
class Brought:
    """An item that was read, or why it was not."""

    source: FeedSource
    held: Held
    found: Document | Skipped | LaterError
    notes: tuple[Note, ...] = field(default=())


@dataclass(frozen=True)
class Over:
    """All items of a source that were to be read are."""

    source: FeedSource


class Visits:
    """Hands what threads find to the one that records it.

    Args:
        file: the sources and the manners.
        polite: asks for addresses.
        stop: tells when to end.
        turn: seconds after which a source lets others have their turn.

    Attributes:
        found: what they found.

    """

    def __init__(self, file: WatchFile, polite: Polite, stop: Stop, turn: float = math.inf) -> None:
        self.found: Queue[Listed | Brought | Over] = Queue(_AHEAD)
        self._file = file
        self._polite = polite
        self._stop = stop
        self._turn = turn
        self._ended = False

    def end(self) -> None:
        """Let all threads come to an end; what they find from now on is not taken."""
        self._ended = True

    def visit(self, source: FeedSource, before: Before) -> None:
        """Ask a source what it has."""
        found: Listing | ReadError
        try:
            found = listed(source, self._polite, before, self._file.max_items)
        except ReadError as error:
            found = error
        except Exception as error:  # noqa: BLE001 - one source must not end the others, whatever it sends
            found = ReadError(f"cannot be understood: {type(error).__name__}: {error}"[:300])
        self._put(Listed(source, found))

    def read(self, source: FeedSource, items: Sequence[tuple[Held, Item]]) -> None:
        """Read items of a source, until its host asks for a rest, or others have waited long enough."""
        in_vain, end = 0, time.monotonic() + self._turn
        for held, item in items:
            if self._ended:
                break
            brought = self._brought(source, held, item)
            if brought is None or not self._put(brought):
                break
            later = brought.found if isinstance(brought.found, LaterError) else None
            in_vain = in_vain + 1 if later else 0
            if in_vain >= _PATIENCE or (later and later.wait) or time.monotonic() >= end:
                break
        self._put(Over(source))

    def _brought(self, source: FeedSource, held: Held, item: Item) -> Brought | None:
        notes: list[Note] = []
        try:
            found: Document | Skipped | LaterError = read_item(item, source, self._polite, notes.append)
        except LaterError as error:
            found = error
        except StoppedError:
            return None
        except Exception as error:  # noqa: BLE001 - one item must not end the others, whatever it holds
            found = Skipped(item.url or item.id, f"cannot be understood: {type(error).__name__}: {error}"[:300])
        return Brought(source, held, found, tuple(notes))

    def _put(self, message: Listed | Brought | Over) -> bool:
        """Hand over, as soon as there is room; whether anybody took it."""
        while True:
            try:
                self.found.put(message, timeout=0.1)
            except Full:
                if self._ended or self._stop.is_set():
                    return False
            else:
                return True
