"""Sources visited when they are due: several at a time, politely; what they bring is recorded by one thread, in order.

Threads ask sources and fetch pages, and touch no ledger. The thread that runs ``Watch.run`` enters what they list,
records what they bring, and settles each item after its document stands in the ledger, so that the program may end at
any moment: what was not settled is read the next time, and what was recorded is found to be known.
"""

import math
import random
import time
from collections import deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from queue import Empty
from typing import Final, Protocol

from talentwire import pipeline
from talentwire.api.reports import IngestReport
from talentwire.api.visiting import Brought, Listed, Over, Visits
from talentwire.errors import LedgerError, ReadError
from talentwire.extract.workers import Failed
from talentwire.model.document import Document
from talentwire.pipeline import Done, Flow, Known, Step
from talentwire.read.feeds.hosts import LaterError, Stop, StoppedError
from talentwire.read.feeds.item import Item, Listing, Tag
from talentwire.read.feeds.listing import Before
from talentwire.read.feeds.polite import ForbiddenError, GoneError, Polite
from talentwire.read.feeds.source import FeedSource, WatchFile
from talentwire.read.options import Skipped
from talentwire.record.ledger import Ledger
from talentwire.record.operating.feed_rows import KNOWN, READ, SKIPPED, Answered, Held, Visit, Watched
from talentwire.record.query import Run
from talentwire.record.rows import moment

_DAY: Final = 86_400.0
_BATCH: Final = 16
"""Items that are handed on at a time, as far as they are there."""
_TRIES: Final = 6
"""Times an item is tried before it is passed over."""
_SOON: Final = 30.0
"""Seconds until a source is visited again of which items are left."""
_LONGEST_RUN: Final = 900.0
"""Seconds after which what was recorded is noted as a run, and another one begins."""
_TURN: Final = 120.0
"""Seconds for which the items of a source are read before others have their turn; hosts may want long pauses."""
_LOOK: Final = 0.25


class Listener(Protocol):
    """Hears how it goes."""

    def expects(self, items: int) -> None:
        """So many more items are going to be read."""

    def read(self, name: str, step: Step) -> None:
        """An item of a source was read, or passed over."""

    def visited(self, name: str, new: int, problem: str | None) -> None:
        """A source was visited: how many new items it has, or what is wrong."""

    def trouble(self, said: str) -> None:
        """Something stands in the way of all of it."""


@dataclass
class Tally:
    """What a stretch of watching did.

    Attributes:
        report: what was recorded.
        visits: how many visits there were.
        failed: sources whose last visit failed, with what is wrong.
        interrupted: it was ended from outside.

    """

    report: IngestReport = field(default_factory=IngestReport)
    visits: int = 0
    failed: dict[str, str] = field(default_factory=dict)
    interrupted: bool = False


class Watch:
    """The sources of a file, watched.

    Args:
        ledger: where everything is kept.
        flow: how documents are read for claims.
        file: the sources and the manners.
        stop: tells when to end.
        listener: hears how it goes.
        once: each source that is due is visited once.

    """

    def __init__(
        self, ledger: Ledger, flow: Flow, file: WatchFile, stop: Stop, listener: Listener, *, once: bool
    ) -> None:  # fmt: skip
        self._ledger = ledger
        self._feeds = ledger.feeds
        self._flow = flow
        self._file = file
        self._stop = stop
        self._listener = listener
        self._sources = {one.name: one for one in file.sources}
        self._polite = Polite(file, stop)
        self._once = once
        self._visits = self._anew()
        self._busy: set[str] = set()
        self._seen: set[str] = set()
        self._run: Run | None = None
        self._began = 0.0
        self._tally = Tally()
        self._chance = random.Random()  # noqa: S311 - spreads visits, guards nothing

    def run(self) -> Tally:
        """Visit the sources that are due, once each or for as long as nobody says to end.

        Raises:
            LedgerError: when the ledger cannot be written; only for once, else it is tried again.

        """
        self._feeds.register(self._file.name, [Watched(one.name, one.kind, one.url) for one in self._file.sources])
        with ThreadPoolExecutor(self._file.at_once, "watch") as pool:
            try:
                while not self._stop.is_set() and self._goes_on(pool):
                    pass
            finally:
                self._visits.end()  # whatever happens, no thread waits for somebody to take what it found
        self._tally.interrupted = self._stop.is_set()
        self._close_run()
        return self._tally

    def _anew(self) -> Visits:
        return Visits(self._file, self._polite, self._stop, math.inf if self._once else _TURN)

    def _goes_on(self, pool: ThreadPoolExecutor) -> bool:
        """One round, also where the ledger is away; whether there is more to do."""
        try:
            return self._round(pool)
        except LedgerError as error:
            if self._once:
                raise
            self._wait_for_ledger(error)
            return True

    def _round(self, pool: ThreadPoolExecutor) -> bool:
        """One round of the loop; whether there is more to do."""
        wait = self._start(pool)
        if not self._busy:
            self._close_run()
            if self._once:
                return False
            self._stop.wait(min(wait, _SOON))
            return True
        self._take(pool)
        if self._run and not self._once and time.monotonic() - self._began > _LONGEST_RUN:
            self._close_run()
        return True

    def _wait_for_ledger(self, error: LedgerError) -> None:
        """What was under way is not settled, and is read when the ledger is there again."""
        self._listener.trouble(f"{error}; tried again in {_SOON:.0f} seconds")
        self._visits.end()
        self._visits = self._anew()
        self._busy.clear()
        self._run = None
        self._stop.wait(_SOON)

    # -- visits

    def _start(self, pool: ThreadPoolExecutor) -> float:
        """Begin the visits that are due; seconds until the next one."""
        now, wait = self._feeds.now(), _DAY
        for name, due in self._feeds.due(self._sources).items():
            if name in self._busy or (self._once and name in self._seen):
                continue
            if due and due > now:
                wait = min(wait, _seconds(now, due))
                continue
            self._busy.add(name)
            self._seen.add(name)
            source = self._sources[name]
            pool.submit(self._visits.visit, source, self._before(source))
        return wait

    def _before(self, source: FeedSource) -> Before:
        held = self._feeds.answers(source.name)
        return Before(
            tags={url: Tag(one.etag, one.last_modified) for url, one in held.items()},
            marks={url: one.mark for url, one in held.items() if one.mark},
            cursor=self._feeds.cursor(source.name),
            keys=self._feeds.keys(source.name) if source.kind == "mail" else (),
        )

    def _take(self, pool: ThreadPoolExecutor) -> None:
        """Take what the threads bring, as far as it is there."""
        brought: list[Brought] = []
        message = self._next(_LOOK)
        while message is not None:
            if isinstance(message, Brought):
                brought.append(message)
            else:
                self._record(brought)  # what a source brought comes before its end
                brought = []
                self._noted(message, pool)
            message = self._next(None) if len(brought) < _BATCH else None
        self._record(brought)

    def _next(self, wait: float | None) -> Listed | Brought | Over | None:
        try:
            return self._visits.found.get(timeout=wait) if wait else self._visits.found.get_nowait()
        except Empty:
            return None

    def _noted(self, message: Listed | Over, pool: ThreadPoolExecutor) -> None:
        name = message.source.name
        if isinstance(message, Over):
            self._over(message.source)
            return
        if isinstance(message.found, StoppedError):
            self._busy.discard(name)
            return
        self._tally.visits += 1
        new, problem = 0, None
        if isinstance(message.found, Listing):
            new = self._feeds.enter(name, _visit(message.found))
            self._tally.failed.pop(name, None)
        else:
            problem = str(message.found)
            self._failed(message.source, message.found)
            self._tally.failed[name] = problem
        self._listener.visited(name, new, problem)
        self._read_waiting(message.source, pool)

    def _read_waiting(self, source: FeedSource, pool: ThreadPoolExecutor) -> None:
        """Let a thread read what waits; what another source has brought is not read again."""
        waiting: list[Held] = []
        for held in self._feeds.waiting(source.name, self._file.max_items):
            if other := self._feeds.read_by(held.document, but=source.name):
                self._feeds.settle(source.name, held.key, KNOWN, f"was brought by {other}")
            else:
                waiting.append(held)
        self._listener.expects(len(waiting))
        pool.submit(self._visits.read, source, [(held, Item.from_json(held.item)) for held in waiting])

    def _over(self, source: FeedSource) -> None:
        name = source.name
        self._busy.discard(name)
        if self._feeds.failures(name):
            return  # says itself when it is visited next
        left = bool(self._feeds.waiting(name, 1))
        self._feeds.visited(name, self._in(_SOON if left else source.every * self._chance.uniform(0.9, 1.1)))

    def _failed(self, source: FeedSource, error: ReadError) -> None:
        """Note why a visit failed, and wait the longer the more of them have."""
        failures = self._feeds.failures(source.name)
        wait = min(source.every * 2**failures, max(_DAY, source.every)) * self._chance.uniform(0.8, 1.2)
        if isinstance(error, ForbiddenError):
            wait = max(wait, _DAY)
        if isinstance(error, LaterError) and error.wait:
            wait = max(wait, error.wait)
        gone = isinstance(error, GoneError)
        self._feeds.failed(source.name, str(error), None if gone else self._in(wait), gone=gone)

    def _in(self, seconds: float) -> str:
        return moment(datetime.fromisoformat(self._feeds.now()) + timedelta(seconds=seconds))

    # -- items

    def _record(self, brought: list[Brought]) -> None:
        """Record what was brought, and settle it item by item."""
        if not brought:
            return
        in_hand: deque[Brought] = deque()

        def documents() -> Iterator[Document | Skipped]:
            for one in brought:
                if self._stop.is_set():
                    return
                if isinstance(one.found, LaterError):
                    self._postpone(one, str(one.found), one.found.wait)
                else:
                    in_hand.append(one)
                    yield pipeline.repaired(one.found) if isinstance(one.found, Document) else one.found

        if all(isinstance(one.found, LaterError) for one in brought):
            deque(documents(), 0)  # a run that would record nothing is none
            return
        run = self._open_run()
        for step in pipeline.enter(documents(), self._flow, self._ledger, run):
            self._settle(in_hand.popleft(), step)

    def _settle(self, one: Brought, step: Step) -> None:
        name, key = one.source.name, one.held.key
        self._tally.report.notes.extend(one.notes)
        if isinstance(step, Failed) and one.held.tries + 1 < _TRIES:
            self._tally.report.spend(step.usage)
            self._postpone(one, step.reason, None)
            return
        self._tally.report.add(step)
        if isinstance(step, Done | Known):
            self._feeds.settle(name, key, READ)
        else:
            self._feeds.settle(name, key, SKIPPED, step.reason)
        self._listener.read(name, step)

    def _postpone(self, one: Brought, reason: str, wait: float | None) -> None:
        """Try an item another time; one that was tried too often is passed over."""
        name, key = one.source.name, one.held.key
        if wait is None and one.held.tries + 1 >= _TRIES:
            skipped = Skipped(one.held.url or key, f"{reason} ({_TRIES} times)")
            self._feeds.settle(name, key, SKIPPED, skipped.reason)
            self._tally.report.add(skipped)
            self._listener.read(name, skipped)
            return
        delay = wait if wait is not None else 60.0 * 4**one.held.tries * self._chance.uniform(0.8, 1.2)
        self._feeds.postpone(name, key, reason, self._in(delay), again=wait is None)
        self._listener.read(name, Skipped(one.held.url or key, f"{reason}; tried again later"))

    # -- runs

    def _open_run(self) -> Run:
        if self._run is None:
            extractor = self._flow.make()
            self._run = self._ledger.begin_run("watch", extractor.name, extractor.version)
            self._began = time.monotonic()
            self._tally.report = IngestReport()
        return self._run

    def _close_run(self) -> None:
        if self._run is not None:
            report = self._tally.report
            self._ledger.end_run(self._run, report.documents, report.claims, len(report.skipped), usage=report.spent)
            self._run = None


def _visit(found: Listing) -> Visit:
    """What a listing holds, as the ledger keeps it."""
    answers = {url: Answered(tag.etag, tag.last_modified) for url, tag in found.tags.items()}
    for child in found.children:
        before = answers.get(child.url, Answered())
        answers[child.url] = Answered(before.etag, before.last_modified, child.mark)
    return Visit(
        items=[_held(item) for item in found.items],
        answers=answers,
        cursor=found.cursor,
        notes=found.notes,
        left_out=found.left_out,
        moved=found.moved,
        unchanged=not (found.items or found.left_out or found.tags or found.notes or found.cursor),
    )


def _held(item: Item) -> Held:
    title = None if item.url else item.title
    return Held(item.key, item.mark, item.id, title, item.url, item.to_json())


def _seconds(now: str, then: str) -> float:
    return max(0.0, (datetime.fromisoformat(then) - datetime.fromisoformat(now)).total_seconds())
