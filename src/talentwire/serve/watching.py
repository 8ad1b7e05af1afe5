"""The verb that watches sources: visits them when they are due, until it is told to end."""

import json
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from talentwire.api import Talentwire
from talentwire.config import Config
from talentwire.errors import ConfigError
from talentwire.pipeline import Done, Step
from talentwire.read.options import Skipped
from talentwire.serve import health, render
from talentwire.serve.alerting import verbs as alerting
from talentwire.serve.app import app, err, opened, out
from talentwire.serve.failures import NOTHING_READ, STOPPED
from talentwire.serve.options import Extractor, Ledger, takes_groups

if TYPE_CHECKING:
    from talentwire.read.feeds.source import WatchFile

_EXTRA: Final = "watching needs the extra `feeds`: pip install 'talentwire[feeds]'"


class StatusFormat(StrEnum):
    """How the health of sources is printed."""

    TABLE = "table"
    JSON = "json"


@dataclass(frozen=True)
class Instead:
    """What is done instead of watching on."""

    once: Annotated[bool, typer.Option("--once", help="Visit each source that is due once, and end; for cron.")] = False
    status: Annotated[bool, typer.Option("--status", help="Only show how it goes with the sources.")] = False
    example: Annotated[bool, typer.Option("--example", help="Print a file to begin with.")] = False


@app.command()
@takes_groups
def watch(
    ctx: typer.Context,
    instead: Instead,
    file: Annotated[Path | None, typer.Argument(metavar="FILE.toml", help="Says which sources are watched.")] = None,
    form: Annotated[StatusFormat, typer.Option("--format", "-f", help="How to print the health.")] = StatusFormat.TABLE,
    ledger: Ledger = None,
    extractor: Extractor = None,
) -> None:
    """Read feeds, sitemaps, newsletters and pages again and again, politely, each item once."""
    if instead.example:
        typer.echo(_feeds().example(), nl=False)
        return
    once = instead.once
    if file is None:
        raise typer.BadParameter("name a file that says what is watched; --example prints one to begin with")
    with opened(ctx, ledger=ledger, extractor=extractor) as wire:
        found = watch_file(file, wire.config)
        if instead.status:
            _status(wire, found.name, form)
            return
        if not once:
            err.print(f"watching {render.plural(len(found.sources), 'source')} of {file}; Ctrl-C ends it")
        with _ending() as stop, _shown(lambda: alerting.note(wire)) as listener:
            done = wire.watch(found, stop, listener, once=once)
        if once:
            out.print(render.summary(done.report, wire.config.ledger) if done.visits else "nothing was due")
            _troubles(done.failed)
    if once and (done.interrupted or (done.failed and len(done.failed) == done.visits)):
        raise typer.Exit(STOPPED if done.interrupted else NOTHING_READ)


def watch_file(file: Path, config: Config) -> "WatchFile":
    """The sources in a file.

    Raises:
        ConfigError: when something in it makes no sense, or the extra for it is not installed.

    """
    found: WatchFile = _feeds().load_watch_file(file, allow_private=config.allow_private)
    return found


def _feeds() -> Any:
    try:
        from talentwire.read.feeds import file, listing  # noqa: F401 - whatever needs the extra
    except ImportError as error:
        raise ConfigError(f"{_EXTRA} ({error.name})") from None
    return file


def _status(wire: Talentwire, file: str, form: StatusFormat) -> None:
    found = wire.sources(file)
    if form is StatusFormat.JSON:
        typer.echo(json.dumps([health.as_json(one) for one in found], ensure_ascii=False, indent=1))
    elif found:
        out.print(health.table(found))
    else:
        err.print(f"no source of {file} was visited yet")


def _troubles(failed: dict[str, str]) -> None:
    for name, problem in failed.items():
        typer.echo(render.harmless(f"{name}: {problem}"), err=True)


@contextmanager
def _ending() -> Iterator[threading.Event]:
    """Set when the program is asked to end; asked twice, it ends at once."""
    stop = threading.Event()

    def asked(_number: int, _frame: FrameType | None) -> None:
        if stop.is_set():  # a transaction is whole or not at all, so nothing has to be brought to an end
            err.show_cursor(True)
            os._exit(STOPPED)
        stop.set()
        typer.echo("ending after the item in work; Ctrl-C once more ends at once", err=True)

    before = {number: signal.signal(number, asked) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _shown(told: Callable[[], str]) -> Iterator["Shown"]:
    """A bar on standard error, if somebody is there to see it; else a line for whatever is worth one."""
    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        yield Shown(bar, told)


class Shown:
    """Shows how it goes with watching.

    Args:
        bar: of progress.
        told: looks what alerts tell of what was recorded, and says it.

    """

    def __init__(self, bar: Progress, told: Callable[[], str] = str) -> None:
        self._bar = bar
        self._told = told
        self._task = bar.add_task("", total=0)
        self._expected = 0
        self._problems: dict[str, str] = {}

    def expects(self, items: int) -> None:
        """So many more items are going to be read."""
        self._expected += items
        self._bar.update(self._task, total=self._expected)

    def read(self, name: str, step: Step) -> None:
        """An item was read, or passed over."""
        self._bar.advance(self._task)
        if isinstance(step, Skipped):
            self._line(f"{name}: skipped {step}")
        elif isinstance(step, Done) and step.recorded.new:
            self._line(f"{name}: {step.extraction.document.id}: {render.plural(step.recorded.new, 'new claim')}")

    def visited(self, name: str, new: int, problem: str | None) -> None:
        """A source was visited; a problem that stays the same is told once."""
        if problem and self._problems.get(name) != problem:
            self._line(f"{name}: {problem}")
        elif new:
            self._line(f"{name}: {render.plural(new, 'new item')}")
        if new and (told := self._told()):
            self._line(told)
        if problem is None:
            self._problems.pop(name, None)
        else:
            self._problems[name] = problem

    def trouble(self, said: str) -> None:
        """Something stands in the way of all of it."""
        self._line(said)

    def _line(self, said: str) -> None:
        self._bar.console.print(render.harmless(said), soft_wrap=True)
