"""The verb that starts the server."""

import logging
import sys
from functools import partial
from typing import Annotated, Final

import typer

from talentwire.errors import ConfigError
from talentwire.serve.app import app, err, opened
from talentwire.serve.options import Ledger

_MANY: Final = 64


@app.command()
def serve(
    ctx: typer.Context,
    port: Annotated[int, typer.Option("--port", "-p", min=0, max=65535, help="0 takes a free one.")] = 8765,
    readers: Annotated[
        int, typer.Option("--readers", min=1, max=_MANY, help="How many requests are answered at a time.")
    ] = 4,
    ledger: Ledger = None,
) -> None:
    """Serve the ledger on this machine until Ctrl-C: pages under http://127.0.0.1:8765, and /api/v1 for programs."""
    try:
        import uvicorn

        from talentwire.serve.assembling import assemble
        from talentwire.serve.web.observing import JsonLines
    except ImportError as error:
        raise ConfigError(f"serving needs the extra `web`: pip install 'talentwire[web]' ({error.name})") from None
    make = partial(opened, ctx, ledger=ledger)
    with make() as wire:
        wire.ledger()  # says in one sentence what is wrong with it, before anything listens
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    log = logging.getLogger("talentwire")
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    err.print(f"http://127.0.0.1:{port} serves {wire.config.ledger} to this machine; Ctrl-C ends it")
    uvicorn.run(
        assemble(make, size=readers), host="127.0.0.1", port=port, log_config=None, access_log=False,
        timeout_keep_alive=5, h11_max_incomplete_event_size=64_000, server_header=False,
    )  # fmt: skip
