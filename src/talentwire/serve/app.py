"""The program of which every verb is a part: where its settings come from, and where it prints."""

import io
import sys
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from talentwire import __version__
from talentwire.api import Talentwire
from talentwire.config import load_config
from talentwire.serve import render
from talentwire.serve.failures import Verbs
from talentwire.serve.weighing import Weighing

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


def opened(ctx: typer.Context, **settings: object) -> Talentwire:
    """The ledger that the options of a verb name; while all its claims have to be weighed, it shows how far that is."""
    wire = Talentwire(load_config(ctx.obj).changed(**settings))
    wire.on_weighed = Weighing(err)
    wire.on_upgrade = partial(err.print, style="dim")
    return wire
