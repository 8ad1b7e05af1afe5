"""A world from its first day: events and the documents that tell of them, as a stream."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from synthetic.events import Event
from synthetic.market import START, Market
from synthetic.newsroom import AHEAD, Dials, Newsroom
from synthetic.outlets import Press
from synthetic.pages import Page

SPAN: Final = 6.0
"""Years that a world lasts, where only the number of documents is asked for."""
LATE: Final = 40
"""Days after the last on which its news comes."""
MOST: Final = 100_000
"""People that are in a market at most; so memory has an end."""


@dataclass(frozen=True)
class Size:
    """How large a world is.

    Attributes:
        people: in the market at any time.
        years: for which it lasts; None is without end.
        documents: after which it ends; None is without end.

    """

    people: int
    years: float | None = None
    documents: int | None = None

    @classmethod
    def of(cls, documents: int, dials: Dials) -> "Size":
        """A market of which so many documents are written in some years."""
        each = 0.2 + 1.9 * dials.told(0.35)
        return cls(max(40, min(MOST, round(documents / SPAN / each))), None, documents)


class World:
    """A market and its news.

    Args:
        seed: the same gives the same world.
        size: how large.
        dials: how much is told, and how wrongly.

    """

    def __init__(self, seed: int, size: Size, dials: Dials) -> None:
        self.size = size
        self.market = Market(seed, size.people)
        self.newsroom = Newsroom(seed, dials, Press(seed, 18 + size.people // 150))

    def run(self) -> Iterator[Event | Page]:
        """What happens and what is written, by day; what happens comes some weeks before."""
        written, first = 0, START.toordinal()
        last = None if self.size.years is None else first + round(self.size.years * 365.25)
        for events in self.market.days():
            for event in events:
                yield event
                self.newsroom.hear(event)
            today = self.market.day - AHEAD
            if today < first:
                continue
            for page in self.newsroom.publish(today):
                yield page
                written += 1
                if written == self.size.documents:
                    return
            if last is not None and self.market.day >= last:
                for day in range(today + 1, last + LATE):
                    yield from self.newsroom.publish(day)
                return

    def last(self) -> date:
        """The last day on which anything happened so far."""
        return date.fromordinal(self.market.day)
