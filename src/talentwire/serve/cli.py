"""The command line: each verb asks ``api.py`` and prints the answer.

Answers go to standard output, everything else to standard error.
"""

import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Annotated

import typer
from rich.console import RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from talentwire import __version__
from talentwire.analyse import flat
from talentwire.analyse.pages import Page
from talentwire.api import Talentwire
from talentwire.config import load_config
from talentwire.read.options import Note
from talentwire.record.query import ClaimFilter, Entry
from talentwire.serve import forms, render, scores, traces
from talentwire.serve.failures import NOTHING_READ, STOPPED, Verbs
from talentwire.serve.options import (
    As,
    Day,
    Export,
    ExportAs,
    Format,
    Gold,
    Ledger,
    Name,
    Output,
    Places,
    Question,
    Reading,
    takes_groups,
)

app = typer.Typer(
    cls=Verbs,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
out, err = render.consoles()


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"talentwire {__version__}")
        raise typer.Exit


@app.callback()
def options(
    ctx: typer.Context,
    config: Annotated[
        Path | None, typer.Option("--config", metavar="FILE", help="Settings; by default talentwire.toml.")
    ] = None,
    debug: Annotated[bool, typer.Option("--debug", help="Show where an error comes from.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Read the news of the AI talent war and keep a ledger of who says what, with the words that prove it."""
    ctx.obj = config
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # whatever the terminal cannot show


def _open(ctx: typer.Context, **settings: object) -> Talentwire:
    return Talentwire(load_config(ctx.obj).changed(**settings))


# ---- documents in


@app.command()
@takes_groups
def ingest(ctx: typer.Context, places: Places, reading: Reading, ledger: Ledger = None) -> None:
    """Read documents and record their claims; reading them again adds nothing."""
    with _open(ctx, ledger=ledger, jobs=reading.jobs, extractor=reading.extractor) as wire:
        with _progress(wire.plan(places)) as advance:
            report = wire.ingest(places, date=reading.date, on_step=lambda _: advance())
        out.print(render.summary(report, wire.config.ledger))
    if report.interrupted or not report.documents + report.known_documents:
        raise typer.Exit(STOPPED if report.interrupted else NOTHING_READ)


@app.command()
@takes_groups
def extract(
    ctx: typer.Context,
    places: Places,
    reading: Reading,
    trace: Annotated[bool, typer.Option("--trace", help="Show what was considered and dropped, by sentence.")] = False,
) -> None:
    """Print the claims of documents, one document a line as in the gold files; no ledger is touched."""
    wire = _open(ctx, jobs=reading.jobs, extractor=reading.extractor)
    if trace:
        _traces(wire, places, reading)
        return
    _lines(wire.extract(places, date=reading.date, on_note=_note), wire.plan(places))


def _traces(wire: Talentwire, places: Sequence[str], reading: Reading) -> None:
    """Print how documents are read, and say what was skipped."""
    count = 0
    for item in wire.trace(places, date=reading.date, on_note=_note):
        if isinstance(item, tuple):
            out.print(traces.traced(*item))
            count += 1
        else:
            typer.echo(render.harmless(f"skipped: {item}"), err=True)
    if not count:
        raise typer.Exit(NOTHING_READ)


@app.command()
@takes_groups
def read(ctx: typer.Context, places: Places, date: Day = None) -> None:
    """Print documents as they are read, one a line, with the repairs of their text."""
    wire = _open(ctx)
    _lines(wire.read(places, date=date, on_note=_note), wire.plan(places))


def _lines(items: Iterable[object], total: int | None) -> None:
    """Print what can be printed, a line each, and say what was skipped."""
    count = 0
    with _progress(total) as advance:
        for item in items:
            if line := forms.line(item):
                typer.echo(json.dumps(line, ensure_ascii=False))
                count += 1
            else:
                typer.echo(render.harmless(f"skipped: {item}"), err=True)
            advance()
    if not count:
        raise typer.Exit(NOTHING_READ)


def _note(note: Note) -> None:
    typer.echo(render.harmless(f"note: {note}"), err=True)


@contextmanager
def _progress(total: int | None) -> Iterator[Callable[[], None]]:
    """A bar on standard error, if somebody is there to see it."""
    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task("", total=total)
        yield lambda: bar.advance(task)


@app.command()
@takes_groups
def evaluate(
    ctx: typer.Context,
    gold: Gold,
    folder: Annotated[
        Path | None, typer.Argument(metavar="DIR", help="Holds gold.jsonl and a text for each document in it.")
    ] = None,
    form: As = Format.TABLE,
) -> None:
    """Compare what is read in gold documents with what a careful reader found; or names and entities with labels."""
    wire = _open(ctx)
    if gold.names:
        typer.echo(scores.figures(wire.evaluate_names(gold.names), form.value, "pairs"), nl=False)
    if gold.entities:
        typer.echo(scores.figures(wire.evaluate_entities(gold.entities), form.value, "names"), nl=False)
    if folder:
        _claims_evaluated(wire, folder, gold, form)
    elif not (gold.names or gold.entities):
        raise typer.BadParameter("say what to compare: a folder of gold documents, --names FILE or --entities DIR")


def _claims_evaluated(wire: Talentwire, folder: Path, gold: Gold, form: Format) -> None:
    with _progress(None) as advance:
        found = wire.evaluate(folder, advance)
    if gold.predictions:
        gold.predictions.write_text(scores.prediction_lines(found), "utf-8")
    typer.echo(scores.printed(found.report, form.value), nl=False)
    for line in [
        *map(str, found.failed),
        *render.usage_lines(found.usage),
        *scores.miss_lines(found.report.misses[: gold.misses or 0]),
    ]:
        typer.echo(line, err=True)


# ---- questions


@app.command()
@takes_groups
def claims(ctx: typer.Context, question: Question, form: As = Format.TABLE) -> None:
    """Show the claims that a filter lets through, newest first."""
    with _open(ctx, ledger=question.ledger) as wire:
        _answer(wire.claims(_filter(question)), form, render.claims_table, [str(k) for k in question.kind])


@app.command()
@takes_groups
def moves(ctx: typer.Context, question: Question, form: As = Format.TABLE) -> None:
    """Show who went where."""
    with _open(ctx, ledger=question.ledger) as wire:
        _answer(wire.moves(_filter(question)), form, render.moves_table, ["move"])


def _filter(asked: Question) -> ClaimFilter:
    return ClaimFilter(
        kind=[str(kind) for kind in asked.kind], status=[str(status) for status in asked.status],
        person=asked.person or "", org=asked.org or "", lang=asked.lang or (), text=asked.text,
        since=asked.since, until=asked.until, limit=asked.limit,
    )  # fmt: skip


Show = Callable[[Sequence[Entry], int], RenderableType]


def _answer(entries: Sequence[Entry], form: Format, show: Show, kinds: Sequence[str] = ()) -> None:
    match form:
        case Format.JSON:
            typer.echo(json.dumps([flat.entry_json(entry) for entry in entries], ensure_ascii=False, indent=1))
        case Format.CSV:
            typer.echo(flat.csv_text(entries, kinds), nl=False)
        case Format.TABLE:
            out.print(show(entries, out.width))
            err.print(render.plural(len(entries), "claim"), style="dim")


@app.command()
def person(ctx: typer.Context, name: Name, ledger: Ledger = None, form: As = Format.TABLE) -> None:
    """Show what the ledger holds of a person."""
    with _open(ctx, ledger=ledger) as wire:
        _page(wire.person(name), form)


@app.command()
def org(ctx: typer.Context, name: Name, ledger: Ledger = None, form: As = Format.TABLE) -> None:
    """Show an organisation: who came, who went, positions, deals, money, machines."""
    with _open(ctx, ledger=ledger) as wire:
        _page(wire.org(name), form)


def _page(found: Page, form: Format) -> None:
    if form is Format.JSON:
        typer.echo(json.dumps(forms.page(found), ensure_ascii=False, indent=1))
    else:
        _answer(found.entries, form, lambda _, width: render.page(found, width))


@app.command()
def explain(
    ctx: typer.Context,
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="Its id, or the beginning that tables show.")],
    ledger: Ledger = None,
    form: As = Format.TABLE,
) -> None:
    """Show where a claim comes from: document, words in context, rule, names, and what others say of it."""
    with _open(ctx, ledger=ledger) as wire:
        found = wire.explain(claim)
    if form is Format.JSON:
        typer.echo(json.dumps(forms.explanation(found), ensure_ascii=False, indent=1))
    elif form is Format.CSV:
        typer.echo(flat.csv_text([found.entry, *found.others], [found.entry.claim.kind]), nl=False)
    else:
        out.print(render.explanation(found, out.width))


@app.command()
@takes_groups
def export(ctx: typer.Context, question: Question, form: ExportAs = Export.JSONL, output: Output = None) -> None:
    """Write claims for other programs: JSON lines, CSV or Parquet."""
    with _open(ctx, ledger=question.ledger) as wire:
        if output is None and form is Export.PARQUET and sys.stdout.isatty():
            raise typer.BadParameter("Parquet is no text for a terminal: name a file with --output")
        with output.open("wb") if output else nullcontext(sys.stdout.buffer) as stream:
            count = wire.export(form.value, stream, _filter(question))
    typer.echo(f"{render.plural(count, 'claim')} written{f' to {output}' if output else ''}", err=True)


@app.command()
def resolve(
    ctx: typer.Context,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show who is meant by which names.")] = False,
    ledger: Ledger = None,
    form: As = Format.TABLE,
) -> None:
    """Show the people, organisations, sites and products in the ledger, each with the names taken for it."""
    if not dry_run:
        raise typer.BadParameter("names are resolved when a question is asked, and nothing is written: add --dry-run")
    with _open(ctx, ledger=ledger) as wire:
        found = wire.entities()
    if form is Format.TABLE:
        out.print(render.entities_table(found))
    else:
        typer.echo(forms.entities(found, form.value), nl=False)


def main() -> None:
    """Run the program."""
    app()


if __name__ == "__main__":
    main()
