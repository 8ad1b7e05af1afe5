"""The command line: each verb asks ``api.py`` and prints the answer.

Answers go to standard output, everything else to standard error.
"""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import IO, Annotated

import typer
from rich.console import RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from talentwire.analyse import flat
from talentwire.analyse.pages import Page
from talentwire.api import Talentwire
from talentwire.read.options import Note
from talentwire.record.query import Entry
from talentwire.serve import (
    asked,
    asked_machines,
    asked_money,
    asked_people,
    asked_said,
    backing_up,
    believing,
    bulking,
    checking,
    deciding,
    forgetting,
    forms,
    loading,
    render,
    scores,
    serving,
    token_verbs,
    traces,
    watching,
)
from talentwire.serve.agents import verb as agents
from talentwire.serve.alerting import verbs as alerting
from talentwire.serve.app import app, err, opened, out
from talentwire.serve.digest import verb as digesting
from talentwire.serve.exchange import ftm, jsonld
from talentwire.serve.failures import NOTHING_READ, STOPPED
from talentwire.serve.options import (
    As,
    AsOf,
    ClaimId,
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
    When,
    takes_groups,
)

__all__ = [
    "agents",
    "alerting",
    "app",
    "asked",
    "asked_machines",
    "asked_money",
    "asked_people",
    "asked_said",
    "backing_up",
    "believing",
    "bulking",
    "checking",
    "deciding",
    "digesting",
    "forgetting",
    "loading",
    "main",
    "serving",
    "token_verbs",
    "watching",
]

# ---- documents in


@app.command()
@takes_groups
def ingest(ctx: typer.Context, places: Places, reading: Reading, ledger: Ledger = None) -> None:
    """Read documents and record their claims; reading them again adds nothing."""
    with opened(ctx, ledger=ledger, **reading.settings) as wire:
        with _progress(wire.plan(places)) as advance:
            report = wire.ingest(places, date=reading.date, on_step=lambda _: advance())
        out.print(render.summary(report, wire.config.ledger))
        if told := alerting.note(wire):
            err.print(told, style="dim")
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
    wire = opened(ctx, **reading.settings)
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
    wire = opened(ctx)
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
    wire = opened(ctx)
    if gold.names:
        typer.echo(scores.figures(wire.evaluate_names(gold.names), form.value, "pairs"), nl=False)
    if gold.entities:
        typer.echo(scores.figures(wire.evaluate_entities(gold.entities), form.value, "names"), nl=False)
    if gold.stories:
        typer.echo(scores.stories(wire.evaluate_stories(gold.stories), form.value), nl=False)
    if folder:
        _claims_evaluated(wire, folder, gold, form)
    elif not (gold.names or gold.entities or gold.stories):
        raise typer.BadParameter("say what to compare: a folder, --names FILE, --entities DIR or --stories DIR")


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
    with opened(ctx, ledger=question.ledger) as wire:
        found = wire.claims(question.filter)
        _answer(wire, found, form, render.claims_table, [str(k) for k in question.kind])


@app.command()
@takes_groups
def moves(ctx: typer.Context, question: Question, form: As = Format.TABLE) -> None:
    """Show who went where."""
    with opened(ctx, ledger=question.ledger) as wire:
        _answer(wire, wire.moves(question.filter), form, render.moves_table, ["move"])


Show = Callable[[Sequence[Entry], int], RenderableType]


def _answer(wire: Talentwire, entries: Sequence[Entry], form: Format, show: Show, kinds: Sequence[str] = ()) -> None:
    match form:
        case Format.JSON:
            typer.echo(json.dumps([flat.entry_json(entry) for entry in entries], ensure_ascii=False, indent=1))
        case Format.CSV:
            typer.echo(flat.csv_text(entries, kinds), nl=False)
        case Format.TABLE:
            out.print(show(entries, out.width))
            err.print(render.counted(len(entries), *wire.told(entries)), style="dim")


@app.command()
@takes_groups
def person(ctx: typer.Context, name: Name, when: When, ledger: Ledger = None, form: As = Format.TABLE) -> None:
    """Show what the ledger holds of a person."""
    with opened(ctx, ledger=ledger) as wire:
        _page(wire, wire.person(name, as_of=when.as_of, during=when.during), form)


@app.command()
@takes_groups
def org(ctx: typer.Context, name: Name, when: When, ledger: Ledger = None, form: As = Format.TABLE) -> None:
    """Show an organisation: who came, who went, positions, deals, money, machines."""
    with opened(ctx, ledger=ledger) as wire:
        _page(wire, wire.org(name, as_of=when.as_of, during=when.during), form)


def _page(wire: Talentwire, found: Page, form: Format) -> None:
    if form is Format.JSON:
        typer.echo(json.dumps(forms.page(found), ensure_ascii=False, indent=1))
    else:
        _answer(wire, found.entries, form, lambda _, width: render.page(found, width))


@app.command()
def explain(
    ctx: typer.Context,
    claim: ClaimId,
    as_of: AsOf = None,
    ledger: Ledger = None,
    form: As = Format.TABLE,
) -> None:
    """Show where a claim comes from: document, words in context, rule, names, and what others say of it."""
    with opened(ctx, ledger=ledger) as wire:
        found = wire.explain(claim, as_of=as_of)
    if form is Format.JSON:
        typer.echo(json.dumps(forms.explanation(found), ensure_ascii=False, indent=1))
    elif form is Format.CSV:
        typer.echo(flat.csv_text([found.entry, *found.others], [found.entry.claim.kind]), nl=False)
    else:
        out.print(render.explanation(found, out.width))


@app.command()
@takes_groups
def export(ctx: typer.Context, question: Question, form: ExportAs = Export.JSONL, output: Output = None) -> None:
    """Write claims as JSON lines, CSV or Parquet, or facts as schema.org JSON-LD or FollowTheMoney entities."""
    with opened(ctx, ledger=question.ledger) as wire:
        if output is None and form is Export.PARQUET and sys.stdout.isatty():
            raise typer.BadParameter("Parquet is no text for a terminal: name a file with --output")
        with output.open("wb") if output else nullcontext(sys.stdout.buffer) as stream:
            count = _exported(wire, form, stream, question)
    what = "fact" if form in (Export.JSONLD, Export.FTM) else "claim"
    typer.echo(f"{render.plural(count, what)} written{f' to {output}' if output else ''}", err=True)


def _exported(wire: Talentwire, form: Export, stream: IO[bytes], question: Question) -> int:
    """Write what is asked for; how many claims or facts that is."""
    match form:
        case Export.JSONLD:
            with wire.exports.facts(question.filter) as facts:
                return jsonld.write(facts, stream)
        case Export.FTM:
            with wire.exports.facts(question.filter) as facts:
                return ftm.write(facts, stream)
        case Export.JSONL:
            return wire.export("jsonl", stream, question.filter)
        case Export.CSV:
            return wire.export("csv", stream, question.filter)
        case Export.PARQUET:
            return wire.export("parquet", stream, question.filter)


@app.command()
def resolve(
    ctx: typer.Context,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show who is meant by which names.")] = False,
    as_of: AsOf = None,
    ledger: Ledger = None,
    form: As = Format.TABLE,
) -> None:
    """Show the people, organisations, sites and products in the ledger, each with the names taken for it."""
    if not dry_run:
        raise typer.BadParameter(
            "names are judged when a document is recorded, and by you: see `talentwire review`; or add --dry-run"
        )
    with opened(ctx, ledger=ledger) as wire:
        found = wire.entities(as_of=as_of)
    if form is Format.TABLE:
        out.print(render.entities_table(found))
    else:
        typer.echo(forms.entities(found, form.value), nl=False)


def main() -> None:
    """Run the program."""
    app()


if __name__ == "__main__":
    main()
