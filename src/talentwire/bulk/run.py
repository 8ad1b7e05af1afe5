"""A run of bulk reading: what there is to read is handed out, and what comes back whole is put in its place."""

from __future__ import annotations

import json
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Any, Final

from talentwire.bulk.folder import Folder
from talentwire.bulk.frame import Engine, LostError, ended_unheard, results
from talentwire.bulk.inputs import Input, inputs
from talentwire.bulk.report import BulkReport, marker_of
from talentwire.bulk.settings import Settings
from talentwire.bulk.worker import STOP, Result, Task, in_hand
from talentwire.errors import BulkError
from talentwire.read.options import Skipped

_WAIT: Final = 0.25
"""Seconds between two looks at how far the workers are."""
_IN_VAIN: Final = 3
"""So often may workers be lost in a row without anything having moved."""
_STILL: Final = 30.0
"""So many seconds may nothing move, where a worker has ended that Daft still waits for: it heeds none that ends before
it has said its first word."""
_STOPPED: Final = "stopped"


@dataclass(frozen=True)
class Progress:
    """How far a run is.

    Attributes:
        size: bytes of all inputs of this run.
        done: bytes read of them.
        documents: everything that was met in them.
        claims: claims that were read.
        inputs: inputs that are finished.
        total: inputs of this run.
        seconds: since it began.

    """

    size: int
    done: int
    documents: int
    claims: int
    inputs: int
    total: int
    seconds: float

    @property
    def left(self) -> float | None:
        """Seconds until its end, if it goes on like this; None where nothing was read yet."""
        return self.seconds * (self.size - self.done) / self.done if self.done else None


Watch = Callable[[Progress], None]


def bulk(
    places: Iterable[str], out: Path, settings: Settings, engine: Engine, *, again: bool = False,
    on_progress: Watch | None = None,
) -> BulkReport:  # fmt: skip
    """Read places into tables; what an earlier run has finished is left alone.

    Ctrl-C ends it cleanly: inputs are finished whole or not at all, and what is finished is kept.

    Args:
        places: files, folders, globs, addresses of object stores.
        out: the folder of the tables.
        settings: how they are read.
        engine: where.
        again: read all anew, also what other readers have read.
        on_progress: hears several times a second how far it is.

    Raises:
        BulkError: when the folder or the runner cannot be used, or workers are lost again and again.
        ConfigError: when there is no such extractor, or another program writes into the folder.

    """
    extractor = settings.make()
    folder = Folder(out)
    workers = engine.start()
    folder.prepare(settings.about(extractor), again=again)
    with folder.held():
        folder.tidy()
        markers = folder.markers()
        finished = {file["key"] for marker in markers for file in marker["files"]}
        report = BulkReport(str(out), known=len(markers))
        given: list[Input] = []
        for found in inputs(places, finished):
            if isinstance(found, Skipped):
                report.failed.append((found.place, found.reason))
            else:
                given.append(found)
        return Run(folder, settings, report).all([(one, ()) for one in given], workers, on_progress)


@dataclass
class Run:
    """One run over some inputs.

    Attributes:
        folder: where the tables go.
        settings: how inputs are read.
        report: counts what is done.
        finish: puts the tables of an input into their place.

    """

    folder: Folder
    settings: Settings
    report: BulkReport
    finish: Callable[[dict[str, Any], Path], None] | None = None
    _began: float = field(default_factory=time.monotonic)

    def all(
        self, given: Sequence[tuple[Input, tuple[str, ...]]], workers: int, on_progress: Watch | None
    ) -> BulkReport:
        """Read the inputs, of each all documents or only those at some places."""
        self.report.total = len(given)
        if not given:
            return self.report
        began = _now()
        run = self.folder.begin_run({"began": began})
        work = self.folder.work / str(run)
        work.mkdir(parents=True)
        tasks = {one.key: Task(one, run, str(work), only) for one, only in given}
        try:
            with self._called_off_by_ctrl_c(work):
                self._tasks(tasks, workers, on_progress or (lambda _: None))
        finally:
            self.report.seconds = time.monotonic() - self._began
            with suppress(OSError):
                self.folder.note_run(run, {"began": began, "ended": _now(), "interrupted": self.report.interrupted})
                self.folder.tidy()
        return self.report

    def _tasks(self, tasks: dict[str, Task], workers: int, on_progress: Watch) -> None:
        """Hand out tasks until none is left; those of workers that were lost once more."""
        order = {key: number for number, key in enumerate(tasks)}
        left = dict(tasks)
        signs: list[object] = []
        while left:
            still = _Still(ended_unheard())
            try:
                for result in results(list(left.values()), self.settings, workers, _WAIT):
                    if result is not None:
                        self._take(result, left.pop(result.key), order[result.key])
                    still.look(self._sign(left))
                    on_progress(self._progress(tasks, left))
                self._unanswered(left)
            except LostError as error:
                if self.report.interrupted:
                    return
                signs = [*signs, self._sign(left)][-_IN_VAIN:]
                if len(signs) == _IN_VAIN and all(sign == signs[0] for sign in signs):
                    raise BulkError(f"workers are lost again and again: {error}") from error

    @contextmanager
    def _called_off_by_ctrl_c(self, work: Path) -> Iterator[None]:
        """At the first Ctrl-C the workers are told to end, at the second everything is left as it is."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return

        def stop(number: int, frame: FrameType | None) -> None:
            if self.report.interrupted:
                signal.default_int_handler(number, frame)
            self.report.interrupted = True
            (work / STOP).touch()

        before = signal.signal(signal.SIGINT, stop)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)

    def _unanswered(self, left: dict[str, Task]) -> None:
        """A runner that ends without an answer to each task has lost some of them."""
        if left:
            raise LostError(f"{len(left)} inputs came back without a result")

    def _take(self, result: Result, task: Task, order: int) -> None:
        """Finish an input, or tell why it was not."""
        place = task.input.place
        if result.error == _STOPPED:
            self.report.interrupted = True
            return
        if result.error is None:
            about = {
                "key": result.key,
                "place": place,
                "files": [
                    {"key": file.key, **file.to_json()} for file in task.input.files if file.key not in result.missed
                ],
                "run": task.run,
                "order": order,
                "ended": _now(),
            }
            try:
                (self.finish or self.folder.finish)(marker_of(result, about), Path(result.tables))
            except OSError as error:
                result = replace(result, error=f"cannot be written to {self.folder.path}: {error.strerror or error}")
        if result.error is not None:
            self.report.failed.append((place, result.error))
            return
        self.report.add(result, task.input.size)
        missed = [file.place for file in task.input.files if file.key in result.missed]
        self.report.failed += [(one, "cannot be read now") for one in missed]

    def _progress(self, tasks: dict[str, Task], left: dict[str, Task]) -> Progress:
        """What is finished, and what the workers note of what they are at."""
        size = sum(task.input.size for task in tasks.values())
        done = sum(task.input.size for key, task in tasks.items() if key not in left)
        documents, claims = self.report.documents, self.report.claims
        for key, task in left.items():
            said = _said(Path(task.work) / key)
            done += min(said.get("read", 0), task.input.size)
            documents += sum(said.get("outcomes", {}).values())
            claims += said.get("claims", 0)
        seconds = time.monotonic() - self._began
        return Progress(size, done, documents, claims, len(tasks) - len(left), len(tasks), seconds)

    def _sign(self, left: dict[str, Task]) -> object:
        """Changes whenever anything has moved: an input finished, or another document in hand of a worker."""
        return len(left), sorted(hand for key, task in left.items() for hand in in_hand(Path(task.work) / key))


@dataclass
class _Still:
    """How long nothing has moved.

    Attributes:
        before: processes that had ended before.

    """

    before: frozenset[int]
    _sign: object = None
    _since: float = field(default_factory=time.monotonic)

    def look(self, sign: object) -> None:
        """Look whether anything moves.

        Raises:
            LostError: where nothing does because a worker ended and Daft waits for it.

        """
        now = time.monotonic()
        if sign != self._sign:
            self._sign, self._since = sign, now
        elif now - self._since > _STILL:
            self._since = now
            if ended_unheard() - self.before:
                raise LostError("a worker ended before it began")


def _said(folder: Path) -> dict[str, Any]:
    """The newest note of a worker on an input."""
    best: dict[str, Any] = {}
    with suppress(OSError, ValueError):
        for path in folder.glob("now-*"):
            said = json.loads(path.read_text("utf-8"))
            best = max(best, said, key=lambda one: int(one.get("read", 0)))
    return best


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
