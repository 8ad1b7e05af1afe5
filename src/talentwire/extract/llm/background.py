"""An event loop in a thread of its own: what waits for servers runs there, and can be called off at any moment."""

import asyncio
import signal
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import CancelledError
from contextlib import suppress
from typing import Any, TypeVar

Result = TypeVar("Result")


class Background:
    """Runs coroutines for threads that wait for their results.

    Args:
        last: what is done in the loop before it ends.

    """

    def __init__(self, last: Callable[[], Coroutine[Any, Any, None]]) -> None:
        self._last = last
        self._lock = threading.Lock()
        self._closed = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        """The result of a coroutine; whoever is interrupted while waiting calls it off.

        Raises:
            CancelledError: when it was called off, or everything was.

        """
        with self._lock:
            if self._closed:
                work.close()
                raise CancelledError
            future = asyncio.run_coroutine_threadsafe(work, self._started())
        try:
            return future.result()
        except BaseException:
            future.cancel()
            raise

    def close(self) -> None:
        """Call off what is under way, and end the thread; nothing runs here afterwards."""
        with self._lock:
            loop, thread = self._loop, self._thread
            self._closed, self._loop, self._thread = True, None, None
        if loop and thread:
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(loop.stop)
            thread.join()

    def _started(self) -> asyncio.AbstractEventLoop:
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            arguments = (self._loop, self._last)
            self._thread = threading.Thread(target=_live, args=arguments, name="talentwire-llm", daemon=True)
            self._thread.start()
        return self._loop


def _live(loop: asyncio.AbstractEventLoop, last: Callable[[], Coroutine[Any, Any, None]]) -> None:
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # Ctrl-C is for the main thread
    try:
        loop.run_forever()
        loop.run_until_complete(_end(last))
    finally:
        loop.close()


async def _end(last: Callable[[], Coroutine[Any, Any, None]]) -> None:
    left = asyncio.all_tasks() - {asyncio.current_task()}
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)
    await last()
