"""The verbs that copy a whole ledger into a file, and bring it back."""

from pathlib import Path
from typing import Annotated

import typer

from talentwire.api.backup import Restored
from talentwire.record.copying import Copied
from talentwire.serve.app import app, err, opened, out
from talentwire.serve.deciding import signed_by
from talentwire.serve.options import By, Ledger

_FILE = Annotated[Path, typer.Argument(metavar="FILE", help="A file that is not there yet.")]
_BACKUP = Annotated[Path, typer.Argument(metavar="FILE", help="A backup, or any other ledger in a file.")]
_FORGOTTEN = Annotated[
    str | None,
    typer.Option(
        "--forgotten",
        metavar="ADDRESS",
        help="Forget again whom this newer ledger or backup forgot.",
    ),
]


@app.command()
def backup(ctx: typer.Context, file: _FILE, ledger: Ledger = None) -> None:
    """Copy the ledger, while it is in use, into a new file, which is a ledger itself."""
    with opened(ctx, ledger=ledger) as wire:
        out.print(f"{_counted(wire.backups.write(file))} copied to {file}")


@app.command()
def restore(
    ctx: typer.Context, file: _BACKUP, ledger: Ledger = None, forgotten: _FORGOTTEN = None, by: By = None
) -> None:
    """Bring a backup back, in a new file or an empty PostgreSQL database."""
    with opened(ctx, ledger=ledger) as wire:
        _report(wire.backups.restore(file, forgotten=forgotten, by=signed_by(wire, by) if forgotten else ""))


def _report(done: Restored) -> None:
    out.print(f"{_counted(done.copied)} restored to {done.copied.place}")
    if done.forgotten:
        err.print(f"{done.forgotten} forgotten again", style="dim")
    if done.unfinished:
        err.print(f"not all of what was removed is off the disk: {done.unfinished}", style="dim")
        raise typer.Exit(1)


def _counted(copied: Copied) -> str:
    many = "document" if copied.documents == 1 else "documents"
    return f"{copied.claims:,} entries of claims in {copied.documents:,} {many}"
