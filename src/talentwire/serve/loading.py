"""The verb that loads what bulk reading wrote, and what it says of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Group, RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from talentwire.serve.alerting import verbs as alerting
from talentwire.serve.app import app, err, opened, out
from talentwire.serve.failures import NOTHING_READ, STOPPED
from talentwire.serve.options import Ledger
from talentwire.serve.render import listed, plural

if TYPE_CHECKING:  # what reads Parquet is an extra
    from talentwire.api.loading import Loaded, LoadReport

Folders = Annotated[
    list[Path], typer.Argument(metavar="FOLDER...", help="Folders that `talentwire bulk` wrote.", show_default=False)
]


@app.command()
def load(ctx: typer.Context, folders: Folders, ledger: Ledger = None) -> None:
    """Record what bulk reading wrote; loading a folder again adds nothing."""
    with opened(ctx, ledger=ledger) as wire:
        with _progress() as step:
            report = wire.load(folders, on_step=step)
        out.print(summary(report, wire.config.ledger))
        if told := alerting.note(wire):
            err.print(told, style="dim")
    if report.interrupted or not report.documents + report.known_documents:
        raise typer.Exit(STOPPED if report.interrupted else NOTHING_READ)


@contextmanager
def _progress() -> "Iterator[Callable[[Loaded, int], None]]":
    """A bar on standard error, with documents a second and the time that is left, if somebody is there to see it."""
    rate = TextColumn("{task.fields[rate]}")
    columns = (TextColumn("loading"), BarColumn(), MofNCompleteColumn(), rate, TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task("", total=None, rate="")

        def step(loaded: "Loaded", total: int) -> None:
            bar.update(task, total=total, advance=loaded.passed)
            speed = bar.tasks[0].finished_speed or bar.tasks[0].speed
            bar.update(task, rate=f"{speed:,.0f} a second" if speed else "")

        yield step


def summary(report: "LoadReport", ledger: str) -> RenderableType:
    """What loading did."""
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in report.kinds.most_common())
    done = f"{plural(report.documents, 'document')} loaded into {ledger}: {plural(report.claims, 'claim')}"
    facts = [
        (report.documents, f"{report.seconds:,.1f} seconds, {report.rate:,.0f} documents a second"),
        (report.new, f"{plural(report.new, 'claim')} new" + (f", {report.known:,} already there" * bool(report.known))),
        (report.retracted, f"{plural(report.retracted, 'claim')} retracted: a newer version or reading lacks them"),
        (report.withheld, f"{plural(report.withheld, 'claim')} withheld: retracted by people, replaced, or forgotten"),
        (report.known_documents, f"{plural(report.known_documents, 'document')} in the ledger before: nothing to do"),
        (report.interrupted, "interrupted: what was loaded until then is kept"),
    ]
    lines = [Text(text) for count, text in facts if count]
    return Group(
        Text(done + (f" ({kinds})" if kinds else ""), style="bold"),
        *lines,
        *listed("not loaded", report.left),
        *listed("rows refused", [str(one) for one in report.refused], report.refused_rows),
    )
