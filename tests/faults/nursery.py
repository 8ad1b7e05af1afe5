"""Brings up processes that do what the program does, kills them, and looks at what they left.

It reads a trial on each line, as JSON, and answers with a line. Everything that takes long to begin is there before the
first trial, so that a child begins at once: it is a copy of this process, and is killed so many seconds after it began.
"""

import json
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import left

from talentwire.api import Talentwire
from talentwire.config import Config

Trial = dict[str, Any]
Report = Callable[[str], object]


def ingest(trial: Trial, report: Report) -> None:
    """Record documents; each is reported when it is done."""
    with Talentwire(Config(ledger=trial["ledger"])) as wire:
        wire.ingest(trial["places"], on_step=lambda step: report(left.acknowledged(step)))


def migrate(trial: Trial, _: Report) -> None:
    """Open an older ledger, which brings it up to date and works out names and stories."""
    with Talentwire(Config(ledger=trial["ledger"])) as wire:
        wire.ledger()


def bulk(trial: Trial, _: Report) -> None:
    """Read archives into tables."""
    from talentwire.api.bulk import BulkOptions

    options = BulkOptions(jobs=trial.get("jobs", 1), ray=trial.get("ray"))
    with Talentwire(Config()) as wire:
        wire.bulk.read(trial["places"], Path(trial["out"]), options)


def load(trial: Trial, _: Report) -> None:
    """Take tables into a ledger."""
    with Talentwire(Config(ledger=trial["ledger"])) as wire:
        wire.load([Path(trial["out"])])


LAST = 4000
"""Characters of what children said that are shown."""
WORK: dict[str, Callable[[Trial, Report], None]] = {"ingest": ingest, "migrate": migrate, "bulk": bulk, "load": load}


SAID = Path(tempfile.mkdtemp(prefix="talentwire-faults-")) / "said"
"""Where a child writes what it has to say, to be shown where a trial goes wrong."""


def begun(trial: Trial) -> tuple[int, int]:
    """A child that does the work, with the pipe into which it reports; ``done`` comes last."""
    readable, writable = os.pipe()
    child = os.fork()
    if not child:
        os.close(readable)
        os.setsid()
        said = os.open(SAID, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        for stream in (1, 2):
            os.dup2(said, stream)
        WORK[trial["work"]](trial, lambda line: os.write(writable, f"{line}\n".encode()))
        os.write(writable, b"done\n")
        os._exit(0)
    os.close(writable)
    return child, readable


def kill_worker(child: int, out: Path, over: threading.Event) -> None:
    """Kill a process that works for a child, as soon as one has a document in hand."""
    while not over.wait(0.01):
        if any(path.stat().st_size for path in out.glob(".work/*/*/hand-*")):
            for process in below(child):
                if holds_a_document(process):
                    with suppress(OSError):
                        os.kill(process, signal.SIGKILL)
                    return


def holds_a_document(process: int) -> bool:
    """Whether a process has the note open in which workers write what they have in hand."""
    with suppress(OSError):
        return any(one.readlink().name.startswith("hand-") for one in Path(f"/proc/{process}/fd").iterdir())
    return False


def below(process: int) -> Iterator[int]:
    """The processes that a process and those below it have begun."""
    for path in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):
            for one in map(int, path.read_text().split()):
                yield one
                yield from below(one)


def ended(child: int, readable: int, kill: Callable[[threading.Event], object] | None = None) -> list[str]:
    """What a child reported until it ended, while a thread may kill something."""
    over = threading.Event()
    killer = threading.Thread(target=kill or over.wait, args=(over,) if kill else ())
    killer.start()
    with os.fdopen(readable) as reports:
        said = reports.read().split()
    over.set()
    killer.join()
    os.waitpid(child, 0)
    return said


def killer_of(trial: Trial, child: int) -> Callable[[threading.Event], object]:
    """What kills the child when its time is over, or a worker of it at work."""
    if trial.get("worker"):
        return lambda over: kill_worker(child, Path(trial["out"]), over)
    return lambda over: over.wait(trial["seconds"]) or os.kill(child, signal.SIGKILL)


def tried(trial: Trial) -> dict[str, Any]:
    """Kill one, look at what it left, do the same again, and look at that."""
    look = left.OF[trial["work"]]
    answer: dict[str, Any] = {"reported": [], "left": None}
    if trial.get("at_once"):  # several at the same time, none is killed
        several = [begun(trial) for _ in range(trial["at_once"])]
        answer["reported"] = [ended(*one)[-1:] for one in several]
        answer["left"] = look(trial)
    elif trial.get("seconds") is not None:
        child, readable = begun(trial)
        answer["reported"] = ended(child, readable, killer_of(trial, child))
        answer["left"] = look(trial)
    began = time.monotonic()
    assert ended(*begun(trial))[-1:] == ["done"], "the second run came to no end"
    answer["seconds"] = time.monotonic() - began
    answer["then"] = look(trial)
    return answer


def main() -> None:
    """Warm up, then do what is asked for."""
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what the program prints is no answer
    with Talentwire(Config(ledger=":memory:")) as wire:
        wire.extract_text("Ada Bell joins Meta from Google, says the company. She was a researcher there.")
        wire.ledger(create=True)
    for line in sys.stdin:
        answer = tried(json.loads(line))
        answer["said"] = SAID.read_text("utf-8", "replace")[-LAST:] if SAID.exists() else ""
        SAID.unlink(missing_ok=True)
        print(json.dumps(answer), file=out, flush=True)
    shutil.rmtree(SAID.parent)


if __name__ == "__main__":
    main()
