"""One document, read for its claims in the time that it may take.

In the main thread a timer of the system interrupts the extractor (``SIGALRM``), which also ends waiting and searching
with a regular expression. In any other thread Python interrupts it, as soon as Python is at work again. Code in another
language that never comes back can only be ended with its process: ``workers.py`` does so where several processes read,
and ``or_exit`` where somebody starts a new one.
"""

import ctypes
import faulthandler
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import FrameType
from typing import Final

from talentwire.errors import ModelError
from talentwire.extract.extractor import Extraction, Extractor, read_claims
from talentwire.extract.usage import Usage
from talentwire.model.document import Document

GRACE: Final = 1.5
"""So many times as long, and a second, until whatever does not heed the interruption is ended with its process."""
_LONGER: Final = 10
_UNTIL_STRUCK: Final = 100
"""Turns of a loop, at each of which Python looks whether it is interrupted."""


@dataclass(frozen=True)
class Failed:
    """A document that could not be read for claims, and why.

    Attributes:
        document: the document.
        reason: what is said of it.
        usage: what was spent on it all the same.
        timed_out: it took longer than a document may.

    """

    document: Document
    reason: str
    usage: Usage | None = None
    timed_out: bool = False

    def __str__(self) -> str:
        return f"{self.document.place or self.document.id} {self.reason}"


class _TooLong(BaseException):
    """Interrupts an extractor; no ``Exception``, so that none takes it for its own."""


def is_timed(extractor: Extractor) -> bool:
    """Whether the time of a document is ours to limit: who waits for a service has a limit of its own for that."""
    return int(getattr(extractor, "at_once", 1)) <= 1


def too_long(document: Document, seconds: float) -> Failed:
    """What is said of a document that took longer than it may."""
    alone = f"read it alone with --document-seconds {seconds * _LONGER:g}"
    return Failed(document, f"took longer than {seconds:g} s; {alone}", timed_out=True)


def read_in_time(
    document: Document, extractor: Extractor, seconds: float = 0.0, *, or_exit: bool = False
) -> Extraction | Failed:
    """Let the extractor read a document; whatever goes wrong with it comes out as ``Failed``.

    Args:
        document: what is read.
        extractor: who reads it.
        seconds: how long that may take, 0 for as long as it takes.
        or_exit: end this process where the extractor does not heed the interruption, for a process that is started
            anew by whoever waits for it.

    """
    if not seconds or not is_timed(extractor):
        return _read(document, extractor)
    is_main = threading.current_thread() is threading.main_thread() and hasattr(signal, "setitimer")
    try:
        with _exit_after(seconds * GRACE + 1 if or_exit else 0), (_alarm if is_main else _interrupt)(seconds):
            return _read(document, extractor)
    except _TooLong:
        return too_long(document, seconds)


def _read(document: Document, extractor: Extractor) -> Extraction | Failed:
    try:
        return read_claims(document, extractor)
    except ModelError as error:
        return Failed(document, f"was not read: {error}", error.usage if isinstance(error.usage, Usage) else None)
    except Exception as error:  # noqa: BLE001 - an extractor may be anybody's and raise anything
        return Failed(document, f"made extractor {extractor.name} fail ({type(error).__name__}: {error})")


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """Have the system interrupt the main thread after so long."""
    armed = True

    def ring(_: int, __: FrameType | None) -> None:
        if armed:
            raise _TooLong

    before = signal.signal(signal.SIGALRM, ring)
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds)
        yield
    finally:
        armed = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _interrupt(seconds: float) -> Iterator[None]:
    """Have Python interrupt this thread after so long."""
    lock, thread = threading.Lock(), ctypes.c_ulong(threading.get_ident())
    armed = True

    def ring() -> None:
        with lock:
            if armed:
                ctypes.pythonapi.PyThreadState_SetAsyncExc(thread, ctypes.py_object(_TooLong))

    timer = threading.Timer(seconds, ring)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        with suppress(_TooLong):
            with lock:
                armed = False
            # What is on its way still would strike whatever this thread does next, so it strikes here. It is not taken
            # back, as Python up to 3.12 would go on looking for it, and stand still where a debugger is at work.
            for _ in range(_UNTIL_STRUCK):
                pass


@contextmanager
def _exit_after(seconds: float) -> Iterator[None]:
    """End the process after so long, whatever it is at: a thread without Python does it."""
    if seconds:
        faulthandler.dump_traceback_later(seconds, exit=True)
    try:
        yield
    finally:
        if seconds:
            faulthandler.cancel_dump_traceback_later()
