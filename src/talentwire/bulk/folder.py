"""The folder that bulk reading writes: what stands in it is whole, and says who read it.

Tables are written beside the finished ones, moved to their place when an input is through, and then its marker is
written. Whatever is without a marker does not count and is cleared away by the next run.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any, Final

from talentwire import __version__
from talentwire.errors import BulkError
from talentwire.model.bulk_tables import ABOUT, FORMAT, MARKERS, TABLES
from talentwire.read.feeds.alone import alone

WORK: Final = ".work"
RUNS: Final = "runs"
_READER: Final = ("extractor", "version", "options")


class Folder:
    """A folder of bulk reading.

    Attributes:
        path: where it is.

    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.work = path / WORK

    # ---- whose it is

    def prepare(self, about: Mapping[str, Any], *, again: bool = False) -> None:
        """Make it, or make sure that it was written by the same reader with the same options.

        Args:
            about: ``extractor``, ``version`` and ``options`` of the reader.
            again: clear it away first, where it was written by another one or is to be read anew.

        Raises:
            BulkError: when something else stands there, or another reader wrote it.
            ConfigError: when it is to be cleared away, and another program writes into it.

        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            held = self._about()
            if held is None and any(child.name != WORK for child in self.path.iterdir()):
                raise BulkError(f"{self.path} is not empty and no folder of bulk reading; give another one with --out")
            if held is not None and not again:
                self._refuse_others(held, about)
            if held is None or again:
                with self.held() if held is not None else nullcontext():
                    self._clear()
                    whole = {"format": FORMAT, "program": __version__, **about}
                    write_whole(self.path / ABOUT, json.dumps(whole, ensure_ascii=False, indent=1))
        except OSError as error:
            raise BulkError(f"{self.path} cannot be written: {error.strerror or error}") from error

    def about(self) -> dict[str, Any]:
        """Who wrote it, and how.

        Raises:
            BulkError: when it is no folder of bulk reading.

        """
        held = self._about()
        if held is None:
            raise BulkError(f"{self.path} is no folder of bulk reading: it has no {ABOUT}")
        return held

    def _about(self) -> dict[str, Any] | None:
        try:
            held = json.loads((self.path / ABOUT).read_text("utf-8"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise BulkError(f"{self.path / ABOUT} cannot be read: {error}") from error
        if not isinstance(held, dict) or held.get("format") != FORMAT:
            shown = held.get("format") if isinstance(held, dict) else held
            raise BulkError(f"{self.path} has format {shown!r}, which this program does not know ({FORMAT})")
        return held

    def _refuse_others(self, held: Mapping[str, Any], about: Mapping[str, Any]) -> None:
        for name in _READER:
            if held.get(name) != about.get(name):
                raise BulkError(
                    f"{self.path} was read with {name} {_shown(held.get(name))}, and now it is "
                    f"{_shown(about.get(name))}: give another folder with --out, or add --again to read all anew"
                )

    def _clear(self) -> None:
        for name in (MARKERS, *(table.name for table in TABLES), RUNS, WORK):
            shutil.rmtree(self.path / name, ignore_errors=True)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep other programs from writing into it while the block runs.

        Raises:
            ConfigError: when another one does.

        """
        with alone(self.path / ABOUT, "bulk"):
            yield

    # ---- what is finished

    def markers(self) -> list[dict[str, Any]]:
        """The markers of all finished inputs, in the order in which they are to be taken.

        Raises:
            BulkError: when one cannot be read.

        """
        found = []
        for path in sorted((self.path / MARKERS).glob("*.json")):
            try:
                found.append(json.loads(path.read_text("utf-8")))
            except (OSError, ValueError) as error:
                raise BulkError(f"the marker {path} cannot be read: {error}; remove it, and run again") from error
        return sorted(found, key=lambda marker: (marker["run"], marker["order"]))

    def tidy(self) -> None:
        """Remove what runs have left behind that did not come to their end."""
        shutil.rmtree(self.work, ignore_errors=True)
        whole = {path.stem for path in (self.path / MARKERS).glob("*.json")}
        for table in TABLES:
            for left in (self.path / table.name).glob("input=*"):
                if left.name.removeprefix("input=") not in whole:
                    shutil.rmtree(left, ignore_errors=True)
        for left in (self.path / MARKERS).glob("*.tmp"):
            left.unlink(missing_ok=True)

    def finish(self, marker: Mapping[str, Any], tables: Path) -> None:
        """Move the tables of an input to their place and write its marker, which is the last thing that is done.

        An input that is finished already loses its marker first, so that it is whole or unfinished at any moment.
        """
        key = str(marker["key"])
        final = self.path / MARKERS / f"{key}.json"
        final.parent.mkdir(exist_ok=True)
        final.unlink(missing_ok=True)
        for table in TABLES:
            target = self.path / table.name / f"input={key}"
            target.parent.mkdir(exist_ok=True)
            shutil.rmtree(target, ignore_errors=True)
            (tables / table.name).rename(target)
            _sync(target)
            _sync(target.parent)
        write_whole(final, json.dumps(marker, ensure_ascii=False, indent=1))
        shutil.rmtree(tables.parent, ignore_errors=True)

    def parts(self, table: str, key: str) -> list[Path]:
        """The files of a table that an input has, in their order."""
        found = (self.path / table / f"input={key}").glob("part-*.parquet")
        return sorted(found, key=lambda path: int(path.stem.removeprefix("part-")))

    # ---- runs

    def begin_run(self, said: Mapping[str, Any]) -> int:
        """Note that a run begins; its number, from 1."""
        runs = self.path / RUNS
        runs.mkdir(exist_ok=True)
        number = max((int(path.stem) for path in runs.glob("*.json")), default=0) + 1
        self.note_run(number, said)
        return number

    def note_run(self, number: int, said: Mapping[str, Any]) -> None:
        """Note what a run did."""
        write_whole(self.path / RUNS / f"{number}.json", json.dumps({"run": number, **said}, ensure_ascii=False))

    def runs(self) -> Sequence[dict[str, Any]]:
        """What is noted of all runs, in their order."""
        found = (json.loads(path.read_text("utf-8")) for path in (self.path / RUNS).glob("*.json"))
        return sorted(found, key=lambda run: int(run["run"]))


def write_whole(path: Path, text: str) -> None:
    """Write a file that is there whole or not at all, also when the machine stops."""
    draft = path.with_name(path.name + ".tmp")
    with draft.open("w", encoding="utf-8") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    _sync(path.parent)


def _sync(folder: Path) -> None:
    """What a folder lists is safe, where the system knows how."""
    if os.name != "posix":
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _shown(value: object) -> str:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, Mapping | list) else str(value)
