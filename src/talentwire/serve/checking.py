"""The verb that looks whether a ledger keeps what it promises, and what it prints."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated, Any, Final

import typer
from rich.console import Group, RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from talentwire.record.checking import CheckReport, Finding
from talentwire.serve.app import app, err, opened, out
from talentwire.serve.options import As, Format, Ledger
from talentwire.serve.render import harmless, plural

_COLUMNS: Final = ("table", "key", "grade", "wrong", "todo")
_Sample = Annotated[
    int | None,
    typer.Option("--sample", min=1, metavar="N", help="A quick look: N rows of each table, drawn at random."),
]
_Renew = Annotated[
    bool, typer.Option("--renew", help="Empty what is kept beside the ledger, if it is broken; it is made anew.")
]


@app.command()
def check(
    ctx: typer.Context, sample: _Sample = None, renew: _Renew = False, ledger: Ledger = None, form: As = Format.TABLE
) -> None:
    """See whether everything in a ledger is as it should be; exit status 1 where something is broken."""
    with opened(ctx, ledger=ledger) as wire, _progress() as on_rows:
        found = wire.check(sample=sample, on_rows=on_rows, renew=renew)
        shown = wire.ledger().shown
    if form is Format.TABLE:
        out.print(_table(found, shown or "the ledger"))
    else:
        typer.echo(_lines(found, form), nl=False)
    if not found.is_sound:
        raise typer.Exit(1)


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    """A bar on standard error for what is looked at, if somebody is there to see it."""
    columns = (TextColumn("checking {task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task("", total=None)
        yield lambda what, done, of: bar.update(task, description=what, completed=done, total=of or None)


def _table(found: CheckReport, ledger: str) -> RenderableType:
    parts: list[RenderableType] = []
    if found.findings:
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
        for title in ("Table", "Row", "What is wrong", "What to do"):
            table.add_column(title, overflow="fold")
        for one in found.findings:
            style = "" if one.is_broken else "dim"
            table.add_row(*map(harmless, (one.table, one.key, one.wrong, one.todo)), style=style)
        parts.append(table)
    for what, counts in (("broken", found.broken), ("worth knowing", found.noted)):
        if counts:
            several = ", ".join(f"{table} {count:,}" for table, count in counts.items())
            parts.append(Text(f"{what}: {several}", style="bold red" if what == "broken" else "dim"))
    parts.append(Text(_summary(found, harmless(ledger))))
    return Group(*parts)


def _summary(found: CheckReport, ledger: str) -> str:
    looked = f"{plural(sum(found.rows.values()), 'row')} of {plural(len(found.rows), 'table')}"
    part = f"; a sample leaves out: {', '.join(found.left_out)}" if found.left_out else ""
    emptied = "; what is kept was emptied" if found.renewed else ""
    state = "is sound" if found.is_sound else f"has {plural(sum(found.broken.values()), 'fault')}"
    return f"{ledger} {state} ({looked} looked at{part}{emptied})"


def _lines(found: CheckReport, form: Format) -> str:
    """The findings as JSON or CSV."""
    rows = [_row(one) for one in found.findings]
    if form is Format.CSV:
        text = io.StringIO()
        writer = csv.DictWriter(text, _COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        return text.getvalue()
    whole: dict[str, Any] = {
        "sound": found.is_sound,
        "findings": rows,
        "broken": dict(found.broken),
        "noted": dict(found.noted),
        "rows": dict(found.rows),
        "left_out": list(found.left_out),
        "renewed": found.renewed,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _row(one: Finding) -> dict[str, str]:
    grade = "broken" if one.is_broken else "noted"
    return {"table": one.table, "key": one.key, "grade": grade, "wrong": one.wrong, "todo": one.todo}
