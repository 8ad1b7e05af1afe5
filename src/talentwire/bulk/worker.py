"""The life of a worker: one input after the other, from its files to tables beside those that are finished."""

from __future__ import annotations

import json
import os
import shutil
import signal
import threading
import time
import uuid
from collections import Counter
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Self

from talentwire.bulk.inputs import File, Input
from talentwire.bulk.opening import Opening
from talentwire.bulk.rows import Passed, claim_row, document_row, storable
from talentwire.bulk.settings import Settings
from talentwire.bulk.stages import Listener, Passage, Read, Stages
from talentwire.bulk.tables import Writer
from talentwire.model.bulk_tables import CLAIMS, DOCUMENTS, SKIPPED, TABLES, Outcome

STOP: Final = "stop"
"""A file of this name in the folder of a run tells all its workers to end."""
_EVERY: Final = 0.5
"""Seconds between two notes of how far a worker is."""
_TWICE: Final = 2
"""So often may a document be in hand when a worker is lost, before it is left alone."""


@dataclass(frozen=True)
class Task:
    """What a worker is given.

    Attributes:
        input: what is read.
        run: number of the run.
        work: the folder of the run, in which drafts are written.
        only: places of documents that are to be read, all where there are none.

    """

    input: Input
    run: int
    work: str
    only: tuple[str, ...] = ()

    def to_text(self) -> str:
        """As JSON, for another process."""
        files = [file.to_json() for file in self.input.files]
        return json.dumps({"files": files, "run": self.run, "work": self.work, "only": self.only})

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Read what ``to_text`` wrote."""
        data = json.loads(text)
        files = tuple(File.from_json(one) for one in data["files"])
        return cls(Input(files), data["run"], data["work"], tuple(data["only"]))


@dataclass
class Result:
    """What a worker made of an input.

    Attributes:
        key: of the input.
        tables: folder of the tables that are to be moved to their place; empty where it did not come to its end.
        error: why it did not.
        outcomes: documents and what else was met, by what became of them.
        kinds: claims by kind.
        refused: claims whose evidence does not stand in the document.
        notes: oddities of documents that were read all the same.
        missed: keys of files that could not be read now, while others of the input were.
        read: bytes that were read of the files, as they are stored.
        seconds: how long it took.
        sample: sentences of texts that the gate dropped.

    """

    key: str
    tables: str = ""
    error: str | None = None
    outcomes: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    refused: int = 0
    notes: int = 0
    missed: list[str] = field(default_factory=list)
    read: int = 0
    seconds: float = 0.0
    sample: list[tuple[int, str, str]] = field(default_factory=list)

    def to_text(self) -> str:
        """As JSON."""
        return json.dumps(vars(self), ensure_ascii=False)

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Read what ``to_text`` wrote."""
        data: dict[str, Any] = json.loads(text)
        data |= {name: Counter(data[name]) for name in ("outcomes", "kinds")}
        return cls(**{**data, "sample": [tuple(one) for one in data["sample"]]})


class Stopped(Exception):  # noqa: N818 - it is no error
    """The run was called off."""


class Worker:
    """Reads inputs in a process of its own."""

    def __init__(self, settings: Settings) -> None:
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the main process, which calls the run off
        self._settings = settings
        self._stages: Stages | None = None
        self._parent = os.getppid()

    def do(self, text: str) -> str:
        """Read the input of a task; everything that goes wrong with it is told, nothing is raised."""
        task = Task.from_text(text)
        began = time.monotonic()
        attempt = Attempt(task)
        try:
            self._stages = self._stages or Stages(self._settings)
            result = attempt.read(self._stages, self._settings, self._parent)
        except Stopped:
            result = Result(task.input.key, error="stopped")
        except Exception as error:  # noqa: BLE001 - one input never ends the others
            result = Result(task.input.key, error=_why(error))
        if result.error:
            attempt.undo()
        result.seconds = time.monotonic() - began
        return result.to_text()


class Attempt:
    """One attempt at one input: a worker may be lost, and another one tries again."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._name = uuid.uuid4().hex[:12]
        self._run = Path(task.work)
        self._folder = self._run / task.input.key
        self._tables = self._folder / self._name
        self._hand = self._folder / f"hand-{self._name}"
        self._noted = 0.0

    def read(self, stages: Stages, settings: Settings, parent: int) -> Result:
        """Read the input into tables.

        Raises:
            OSError: when a file of it cannot be read, or the tables cannot be written.
            Stopped: when the run was called off.

        """
        result = Result(self._task.input.key)
        self._look_up(parent)
        self._tables.mkdir(parents=True)

        def note(_: object) -> None:
            result.notes += 1

        with self._hand.open("w", encoding="utf-8") as hand, ExitStack() as stack:
            listener = Listener(lambda place: _overwrite(hand, place), self._lost())
            options = settings.reading(note)
            passage = Passage(stages, options, listener)
            writers = [stack.enter_context(Writer(t, self._tables / t.name / "part-0.parquet")) for t in TABLES]
            tables = dict(zip(TABLES, writers, strict=True))
            opening = Opening(options, frozenset(self._task.only), lambda file: result.missed.append(file.key))
            for read, met in opening.through(self._task.input, passage):
                self._look_up(parent)
                result.read = read
                self._enter(met, tables, result)
                self._tell(result)
        result.sample = list(passage.sample.drawn())
        result.tables = str(self._tables)
        self._tell(result, now=True)
        self._hand.unlink()
        return result

    def undo(self) -> None:
        """Leave nothing behind."""
        shutil.rmtree(self._tables, ignore_errors=True)
        with suppress(OSError):
            self._hand.unlink(missing_ok=True)
            (self._folder / f"now-{self._name}").unlink(missing_ok=True)

    def _enter(self, met: Read | Passed, tables: dict[Any, Writer], result: Result) -> None:
        if isinstance(met, Read):
            document = document_row(met.document, self._task.run)
            rows = [claim_row(claim, met.document, self._task.run) for claim in met.claims]
            if all(map(storable, (document, *rows))):
                tables[DOCUMENTS].add(document)
                for row in rows:
                    tables[CLAIMS].add(row)
                result.outcomes[Outcome.READ] += 1
                result.kinds.update(claim.kind for claim in met.claims)
                result.refused += met.refused
                return
            place = met.document.place or met.document.id
            met = Passed(place, Outcome.UNREADABLE, detail="holds characters that are no Unicode text")
        row = met.row()
        tables[SKIPPED].add(row if storable(row) else {name: _plain(text) for name, text in row.items()})
        result.outcomes[met.outcome] += 1

    def _look_up(self, parent: int) -> None:
        """See whether anybody still waits for the result.

        Raises:
            Stopped: when nobody does.

        """
        now = time.monotonic()
        if now - self._noted >= _EVERY and ((self._run / STOP).exists() or os.getppid() != parent):
            raise Stopped

    def _tell(self, result: Result, *, now: bool = False) -> None:
        """Note how far it is, for whoever watches."""
        moment = time.monotonic()
        if now or moment - self._noted >= _EVERY:
            self._noted = moment
            said = {"read": result.read, "outcomes": result.outcomes, "claims": result.kinds.total()}
            (self._folder / f"now-{self._name}").write_text(json.dumps(said), "utf-8")

    def _lost(self) -> frozenset[str]:
        """Documents that were in hand whenever a worker was lost."""
        held = in_hand(self._folder, but=self._hand)
        return frozenset(place for place, count in Counter(held).items() if place and count >= _TWICE)


def in_hand(folder: Path, but: Path | None = None) -> list[str]:
    """The places of the documents that workers have in hand, or had when they were lost, of one input.

    Args:
        folder: of the input, where each attempt at it notes its document; that of a worker who ends may go any moment.
        but: the note of one's own.

    """
    found = []
    for path in folder.glob("hand-*"):
        with suppress(FileNotFoundError):
            if path != but:
                found.append(path.read_text("utf-8"))
    return found


def _overwrite(file: Any, text: str) -> None:
    file.seek(0)
    file.truncate()
    file.write(text)
    file.flush()


def _plain(text: str | None) -> str | None:
    return None if text is None else text.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def _why(error: Exception) -> str:
    if isinstance(error, OSError):
        where = f" ({error.filename})" if error.filename else ""
        return f"cannot be read or written: {error.strerror or error}{where}"
    return f"failed unexpectedly ({type(error).__name__}: {error})"
