"""The verb that serves agents."""

from functools import partial

import typer

from talentwire.errors import ConfigError
from talentwire.serve.app import app, err, opened
from talentwire.serve.options import Ledger
from talentwire.serve.web.lending import Lender


@app.command()
def mcp(ctx: typer.Context, ledger: Ledger = None) -> None:
    """Serve the ledger to an agent over standard input and output, under the Model Context Protocol."""
    try:
        from talentwire.serve.agents.server import make_server
    except ImportError as error:
        raise ConfigError(
            f"serving agents needs the extra `mcp`: pip install 'talentwire[mcp]' ({error.name})"
        ) from None
    make = partial(opened, ctx, ledger=ledger)
    with make() as wire:
        shown = (
            wire.ledger().shown
        )  # or says in one sentence what is wrong with it, before an agent waits for an answer
        err.print(f"serving {shown} to an agent on standard input and output")
    make_server(Lender(make, 2)).run("stdio")
