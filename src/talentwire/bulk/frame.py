"""Tasks as a Daft frame, and the worker as its batch function: on this machine by default, or on a Ray cluster.

A task is an input, not a page: nearly all pages are dropped by their bytes within microseconds, and handing them from
process to process would cost more than that. So each worker takes one input at a time through all stages, in a process
of its own, and hands back a line that says what became of it.
"""

from __future__ import annotations

import os
import queue
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from talentwire.bulk.settings import Settings
from talentwire.bulk.stores import daft_library, told
from talentwire.bulk.worker import Result, Task, Worker
from talentwire.errors import BulkError

if TYPE_CHECKING:
    import daft

LOCAL: Final = "local"
_TRIES: Final = 4


@dataclass(frozen=True)
class Engine:
    """Where the frame is worked on.

    Attributes:
        jobs: processes at a time; none for one for each core, of this machine or of the cluster.
        ray: address of a Ray cluster, ``auto`` for the one of this machine, ``local`` to start one here; none for
            Daft's own runner.

    """

    jobs: int | None = None
    ray: str | None = None

    def start(self) -> int:
        """Set Daft's runner, which a process does once; how many workers there will be.

        Raises:
            BulkError: when a library is missing, the cluster cannot be reached, or this process has another runner.

        """
        daft = daft_library()
        wanted = "native" if self.ray is None else "ray"
        try:
            with redirect_stdout(sys.stderr):  # what Ray says is no answer
                there = self._cluster() if self.ray is not None else self.jobs or cores()
                set_runner = daft.set_runner_native if self.ray is None else daft.set_runner_ray
                try:
                    set_runner()
                except Exception:
                    if daft.runners.get_or_infer_runner_type() != wanted:
                        raise
        except BulkError:
            raise
        except Exception as error:
            raise BulkError(f"the runner cannot be started: {told(error)}") from error
        return min(self.jobs or there, there)

    def _cluster(self) -> int:
        """Connect with the cluster; how many cores it has."""
        try:
            import ray
        except ImportError:
            raise BulkError("a Ray cluster needs an extra library: pip install 'talentwire[ray]'") from None
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
        if not ray.is_initialized():
            here: dict[str, Any] = {"log_to_driver": False, "configure_logging": False}
            if self.ray == LOCAL:
                here |= {"num_cpus": self.jobs or cores(), "include_dashboard": False}
            else:
                here |= {"address": self.ray}
            _begun(ray, here)
        return int(ray.cluster_resources().get("CPU", 1))  # type: ignore[no-untyped-call]


def _begun(ray: Any, how: dict[str, Any]) -> None:
    """Connect; what Ray starts here gets more time than the half a minute that it has, for a machine that is busy."""
    for left in reversed(range(_TRIES)):
        try:
            ray.init(**how)
        except Exception as error:
            if not left or "timed out during startup" not in str(error):
                raise
            ray.shutdown()
        else:
            return


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class LostError(Exception):
    """A worker ended before its task."""


def ended_unheard() -> frozenset[int]:
    """Children of this process that ended without anybody asking about them; none where the system does not tell."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, parent = path.read_text("ascii", "replace").rpartition(")")[2].split()[:2]
            if state == "Z" and int(parent) == os.getpid():
                found.add(int(path.parent.name))
    return frozenset(found)


def results(tasks: Sequence[Task], settings: Settings, workers: int, wait: float) -> Iterator[Result | None]:
    """What becomes of the tasks, in the order in which they are done; None whenever ``wait`` seconds went by.

    The frame is worked on in a thread, so that whoever asks can look after other things meanwhile, Ctrl-C among them.

    Raises:
        LostError: when a worker ended; tasks without a result are to be done again.

    """
    line: queue.SimpleQueue[str | Exception | None] = queue.SimpleQueue()

    def work() -> None:
        try:
            for text in _query([task.to_text() for task in tasks], settings, workers):
                line.put(text)
            line.put(None)
        except Exception as error:  # noqa: BLE001 - told to whoever waits
            line.put(error)

    threading.Thread(target=work, name="bulk", daemon=True).start()
    while True:
        try:
            found = line.get(timeout=wait)
        except queue.Empty:
            yield None
            continue
        if found is None:
            return
        if isinstance(found, Exception):
            raise LostError(told(found)) from found
        yield Result.from_text(found)


def _query(tasks: Sequence[str], settings: Settings, workers: int) -> Iterator[str]:
    daft = daft_library()
    read = _batch_function(daft, settings, min(workers, len(tasks)))
    frame = daft.from_pydict({"task": list(tasks)}).into_batches(1)
    for row in frame.select(read(frame["task"]).alias("result")).iter_rows(results_buffer_size=None):
        yield str(row["result"])


def _batch_function(daft: Any, settings: Settings, workers: int) -> Any:
    """The worker as Daft takes it: made once in each process, and given one task at a time."""

    class BulkReader:
        def __init__(self, given: Settings) -> None:
            self._worker = Worker(given)

        @daft.method.batch(return_dtype=daft.DataType.string(), batch_size=1)  # type: ignore[untyped-decorator]
        def read(self, tasks: daft.Series) -> list[str]:
            return [self._worker.do(task) for task in tasks.to_pylist()]

    return daft.cls(BulkReader, use_process=True, max_concurrency=workers)(settings).read
