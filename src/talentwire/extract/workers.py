"""Many documents, read by one or several processes or threads, with their claims in the order of the documents.

What a document yields does not depend on how many processes there are. A document that makes the extractor fail, that
takes longer than it may, or that ends its process, comes out as ``Failed``; the others are read all the same.
"""

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from typing import TypeVar

from talentwire.extract.extractor import Extraction, Extractor
from talentwire.extract.in_time import GRACE, Failed, is_timed, read_in_time, too_long
from talentwire.model.document import Document

__all__ = ["Failed", "Make", "Other", "close", "read_in_time", "read_many"]

Other = TypeVar("Other")
Make = Callable[[], Extractor]

_AHEAD = 4  # documents in hand for each process: enough to keep it busy, few enough to hold in memory


def read_many(
    items: Iterable[Document | Other], make: Make, jobs: int = 1, seconds: float = 0.0
) -> Iterator[Extraction | Failed | Other]:
    """Read the documents among the items for their claims; anything else passes through in its place.

    Args:
        items: documents, and what else came with them.
        make: gives an extractor; called once in every process, so it must be importable there.
        jobs: how many processes; with one, everything happens in this process, where an extractor that waits for a
            service reads as many documents at a time as it says.
        seconds: how long a document may take, 0 for as long as it takes; one that takes longer comes out as ``Failed``.

    """
    if jobs > 1:
        yield from _in_processes(items, partial(_Worker, make, seconds), jobs)
        return
    extractor = make()
    at_once: int = getattr(extractor, "at_once", 1)
    try:
        if at_once > 1:
            yield from _in_threads(items, extractor, at_once)
            return
        for item in items:
            yield read_in_time(item, extractor, seconds) if isinstance(item, Document) else item
    finally:
        close(extractor)


def close(extractor: Extractor) -> None:
    """Let an extractor go that holds on to something."""
    if callable(let_go := getattr(extractor, "close", None)):
        let_go()


def _in_processes(
    items: Iterable[Document | Other], hire: "Callable[[], _Worker]", jobs: int
) -> Iterator[Extraction | Failed | Other]:
    with _crew(hire, jobs) as submit:
        yield from _in_order(items, submit, jobs * _AHEAD)


def _in_threads(
    items: Iterable[Document | Other], extractor: Extractor, at_once: int
) -> Iterator[Extraction | Failed | Other]:
    threads = ThreadPoolExecutor(at_once, initializer=_leave_interrupts_to_the_main_thread)
    try:
        yield from _in_order(
            items, lambda document: threads.submit(read_in_time, document, extractor), at_once * _AHEAD
        )
    finally:
        threads.shutdown(wait=False, cancel_futures=True)
        close(extractor)  # first, so that no thread waits for an answer that nobody wants
        threads.shutdown()


def _in_order(
    items: Iterable[Document | Other], submit: Callable[[Document], Future[Extraction | Failed]], most: int
) -> Iterator[Extraction | Failed | Other]:
    """Keep a row of documents in hand, and give out their claims from its front."""
    row: deque[Future[Extraction | Failed] | Other] = deque()
    for item in items:
        row.append(submit(item) if isinstance(item, Document) else item)
        while row and (len(row) > most or _is_ready(row[0])):
            yield _result(row.popleft())
    while row:
        yield _result(row.popleft())


def _is_ready(item: Future[Extraction | Failed] | Other) -> bool:
    return not isinstance(item, Future) or item.done()


def _result(item: Future[Extraction | Failed] | Other) -> Extraction | Failed | Other:
    return item.result() if isinstance(item, Future) else item


@contextmanager
def _crew(hire: "Callable[[], _Worker]", jobs: int) -> Iterator[Callable[[Document], Future[Extraction | Failed]]]:
    """Processes that read documents, each looked after by a thread; all end with the block, however it is left."""
    workers = [hire() for _ in range(jobs)]
    idle: SimpleQueue[_Worker] = SimpleQueue()
    for worker in workers:
        idle.put(worker)

    def ask(document: Document) -> Extraction | Failed:
        worker = idle.get()
        try:
            return worker.read(document)
        finally:
            idle.put(worker)

    threads = ThreadPoolExecutor(jobs, initializer=_leave_interrupts_to_the_main_thread)
    try:
        yield lambda document: threads.submit(ask, document)
    finally:
        for worker in workers:
            worker.dismiss()  # first, so that no thread waits for an answer that nobody wants
        threads.shutdown(cancel_futures=True)


def _leave_interrupts_to_the_main_thread() -> None:
    """Block Ctrl-C in this thread and so, from their very start, in the processes that it starts."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


class _Worker:
    """A process that reads documents; started when first needed, and again after a document that ended it."""

    def __init__(self, make: Make, seconds: float = 0.0) -> None:
        self._make = make
        self._seconds = seconds
        self._limit: float | None = None
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._dismissed = False

    def read(self, document: Document) -> Extraction | Failed:
        """Have the process read a document."""
        try:
            pipe = self._start()
            pipe.send(document)
            if not pipe.poll(self._limit):  # it did not heed that its time was over
                self._end()
                return too_long(document, self._seconds)
            answer: Extraction | Failed = pipe.recv()
        except (EOFError, OSError):
            return Failed(document, f"ended the process that read it ({self._bury()})")
        return replace(answer, document=document)

    def _end(self) -> None:
        if self._process:
            self._process.kill()
        self._bury()

    def dismiss(self) -> None:
        """End the process, now and for good."""
        self._dismissed = True
        if process := self._process:
            process.kill()
            process.join()

    def _start(self) -> Connection:
        if self._pipe is None or self._process is None:
            context = multiprocessing.get_context("spawn")  # a fork would copy the threads' locks in any state
            self._pipe, theirs = context.Pipe()
            self._process = context.Process(target=_work, args=(theirs, self._make, self._seconds), daemon=True)
            self._process.start()
            theirs.close()  # so that its end is the end of the line
            if self._dismissed:
                self._process.kill()
            is_timed: bool = self._pipe.recv()  # the time that it takes to begin is nobody's
            self._limit = self._seconds * GRACE + 1 if is_timed and self._seconds else None
        return self._pipe

    def _bury(self) -> str:
        """How the process ended; the next document gets a new one."""
        if not self._process:
            return "it never began"
        self._process.join()
        code = self._process.exitcode or 0
        self._process = self._pipe = None
        return signal.Signals(-code).name if code < 0 else f"exit status {code}"


def _work(pipe: Connection, make: Make, seconds: float) -> None:
    """The life of a process: read documents until nobody sends more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the main process, which then ends this one
    extractor = make()
    with suppress(EOFError, BrokenPipeError):
        pipe.send(is_timed(extractor))
        while True:
            pipe.send(read_in_time(pipe.recv(), extractor, seconds))
