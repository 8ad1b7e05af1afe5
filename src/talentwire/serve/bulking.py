"""The verb that reads in bulk: archives, tables and folders into tables."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

from talentwire.api import Talentwire
from talentwire.api.bulk import BulkOptions
from talentwire.serve import bulk_report
from talentwire.serve.app import app, err, opened, out
from talentwire.serve.failures import NOTHING_READ, STOPPED
from talentwire.serve.options import Reading, takes_groups

if TYPE_CHECKING:  # what only bulk reading needs is an extra
    from talentwire.bulk.report import BulkReport
    from talentwire.bulk.run import Progress as HowFar

_MEGABYTE: Final = 1e6


class ReportFormat(StrEnum):
    """How the report is printed."""

    TABLE = "table"
    JSON = "json"


@dataclass(frozen=True)
class Where:
    """Where the tables go, and where the work is done."""

    folder: Annotated[Path | None, typer.Option("--out", metavar="FOLDER", help="Write the tables there.")]
    ray: Annotated[
        str | None,
        typer.Option("--ray", metavar="ADDRESS", help="Use a Ray cluster: ray://…, auto, or local to start one here."),
    ]


@dataclass(frozen=True)
class Thorough:
    """What is read that would be left out, and what is read once more."""

    everything: Annotated[bool, typer.Option("--all", help="Read also what sieve and gate would drop.")] = False
    copies: Annotated[bool, typer.Option("--copies", help="Read near copies, too.")] = False
    again: Annotated[bool, typer.Option("--again", help="Read all anew, also what stands in the folder.")] = False


@dataclass(frozen=True)
class Rather:
    """What is done instead of reading places, and how it is told."""

    retry: Annotated[
        list[str],
        typer.Option("--retry", metavar="NAME", help="Read this failed document again, or `timed-out` for all such."),
    ]
    status: Annotated[
        Path | None, typer.Option("--status", metavar="FOLDER", help="Only show what stands in a folder.")
    ] = None
    form: Annotated[ReportFormat, typer.Option("--format", "-f", help="How to print it.")] = ReportFormat.TABLE


@app.command()
@takes_groups
def bulk(
    ctx: typer.Context,
    where: Where,
    reading: Reading,
    thorough: Thorough,
    rather: Rather,
    places: Annotated[list[str] | None, typer.Argument(metavar="PLACE…", help="Archives, tables, folders…")] = None,
) -> None:
    """Read archives, tables and folders into tables of claims, on all cores or a cluster; `load` takes them in."""
    wire = opened(ctx, extractor=reading.extractor, document_seconds=reading.document_seconds)
    if rather.status:
        _show(wire.bulk.status(rather.status), rather.form)
        return
    if where.folder is None or bool(places) == bool(rather.retry):
        raise typer.BadParameter(
            "say what to read and where to write: PLACE… --out FOLDER, or --retry NAME --out FOLDER"
        )
    options = BulkOptions(date=reading.date, jobs=reading.jobs, ray=where.ray, **vars(thorough))
    report = _read(wire, places or [], where.folder, rather.retry, options)
    _show(report, rather.form)
    _leave(report)


def _read(wire: Talentwire, places: list[str], folder: Path, names: list[str], options: BulkOptions) -> "BulkReport":
    with _output_kept_clean(), _progress() as told:
        if names:
            return wire.bulk.retry(names, folder, options, on_progress=told)
        return wire.bulk.read(places, folder, options, on_progress=told)


def _show(report: "BulkReport", form: ReportFormat) -> None:
    if form is ReportFormat.JSON:
        typer.echo(json.dumps(report.to_json(), ensure_ascii=False, indent=1))
    else:
        out.print(bulk_report.printed(report))


def _leave(report: "BulkReport") -> None:
    """End with a status that tells how it went."""
    if report.interrupted:
        _end_at_once(STOPPED)
    if report.failed:
        raise typer.Exit(1 if report.inputs + report.known else NOTHING_READ)


def _end_at_once(status: int) -> None:
    """End without waiting: threads of Daft may look after workers still, and Python would break off in their midst."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


@contextmanager
def _output_kept_clean() -> Iterator[None]:
    """Whatever libraries print meanwhile goes to standard error, so that standard output has the answer alone.

    Ray talks until it is shut down, also while the program ends; so it is shut down here.
    """
    sys.stdout.flush()
    held = os.dup(1)
    os.dup2(2, 1)
    try:
        yield
    finally:
        if "ray" in sys.modules:
            sys.modules["ray"].shutdown()
        sys.stdout.flush()
        os.dup2(held, 1)
        os.close(held)


@contextmanager
def _progress() -> Iterator[Callable[["HowFar"], None]]:
    """A bar on standard error with rate and time left, if somebody is there to see it."""
    columns = (TextColumn("reading"), BarColumn(), TaskProgressColumn(), TextColumn("{task.fields[told]}"))
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task("", total=None, told="starting")

        def told(far: "HowFar") -> None:
            bar.update(task, total=far.size, completed=far.done, told=how_far(far))

        yield told


def how_far(far: "HowFar") -> str:
    """One line: inputs, rates and the time left."""
    seconds = max(far.seconds, 1e-9)
    left = f", {bulk_report.lasting(far.left)} left" if far.left is not None else ""
    return (
        f"{far.inputs:,} of {far.total:,} inputs, {far.done / _MEGABYTE / seconds:,.1f} MB/s, "
        f"{far.documents / seconds:,.0f} documents/s, {far.claims:,} claims{left}"
    )
