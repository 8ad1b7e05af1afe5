"""Watches in a process of its own, to be killed while it does.

``watcher.py`` reads lines ``LEDGER FILE ITEMS SECONDS``, each time lets a child watch once, kills it so long after it
has read so many items, and prints how many it had read. With no items it lets the child come to its end.
"""

import os
import signal
import sys
import threading
import time
from pathlib import Path

from talentwire.api import Talentwire
from talentwire.config import Config
from talentwire.read.feeds import listing  # noqa: F401 - loaded before children are made
from talentwire.read.feeds.file import load_watch_file
from talentwire.read.html import page


class Reports:
    """Tells of every item on a pipe."""

    def __init__(self, out: int) -> None:
        self.out = out

    def expects(self, items: int) -> None:
        pass

    def visited(self, name: str, new: int, problem: str | None) -> None:
        pass

    def trouble(self, said: str) -> None:
        pass

    def read(self, name: str, step: object) -> None:
        os.write(self.out, b".")


def watch(ledger: str, file: str, out: int) -> None:
    with Talentwire(Config(ledger=ledger, extractor="stub")) as wire:
        wire.watch(load_watch_file(Path(file)), threading.Event(), Reports(out), once=True)


def warm() -> None:
    """Load what every child would load."""
    page("<html><body><article><p>" + "Ada Brand joins Brumelune from Thornsea. " * 9 + "</p></article></body></html>")
    with Talentwire(Config(ledger=":memory:", extractor="stub")) as wire:
        wire.take([{"text": "Ada Brand joins Brumelune from Thornsea."}])


def main() -> None:
    warm()
    for line in sys.stdin:
        ledger, file, items, seconds = line.split()
        readable, writable = os.pipe()
        child = os.fork()
        if not child:
            os.close(readable)
            watch(ledger, file, writable)
            os._exit(0)
        os.close(writable)
        count = 0
        while (not int(items) or count < int(items)) and os.read(readable, 1):
            count += 1
        if int(items):
            time.sleep(float(seconds))
            os.kill(child, signal.SIGKILL)
        while os.read(readable, 1):
            count += 1
        os.close(readable)
        _, status = os.waitpid(child, 0)
        print(count, os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main()
