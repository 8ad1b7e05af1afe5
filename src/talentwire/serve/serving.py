"""The verb that starts the server."""

import logging
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Annotated, Final

import typer

from talentwire.api.access import Access
from talentwire.errors import ConfigError
from talentwire.serve.app import app, err, opened
from talentwire.serve.listening import Listening, Where, bound, listening
from talentwire.serve.options import Ledger, takes_groups
from talentwire.serve.watching import watch_file

_LARGEST_HEAD: Final = 64_000
"""Bytes of the head of a request at most."""
_KEEP: Final = 5
"""Seconds that a connection is kept between two requests."""
_END: Final = 15
"""Seconds that requests have to be answered when the server is to end."""

Watch = Annotated[
    Path | None, typer.Option("--watch", metavar="FILE.toml", help="Also watch the sources in this file.")
]


@app.command()
@takes_groups
def serve(ctx: typer.Context, where: Where, watch: Watch = None, ledger: Ledger = None) -> None:
    """Serve the ledger until Ctrl-C: pages under http://127.0.0.1:8765, and /api/v1 for programs.

    Without options it listens on this machine alone, without log-in; anywhere else it asks for tokens.
    """
    try:
        import uvicorn

        from talentwire.serve.assembling import assemble
        from talentwire.serve.beside import watching
        from talentwire.serve.certificate import Renewing
        from talentwire.serve.web.access.entrance import LOCAL, Entrance
        from talentwire.serve.web.access.limits import USUAL, limits_of
        from talentwire.serve.web.app import Service
        from talentwire.serve.web.observing import JsonLines
        from talentwire.serve.web.patience import Patience, patient
    except ImportError as error:
        raise ConfigError(f"serving needs the extra `web`: pip install 'talentwire[web]' ({error.name})") from None
    make = partial(opened, ctx, ledger=ledger)
    with make() as wire:
        shown = wire.ledger().shown  # or says in one sentence what is wrong with it, before anything listens
        config = wire.config
    beside = [watching(make, watch_file(watch, config))] if watch else []
    access = Access.of(config)
    place = listening(where, lambda name: name in LOCAL, access.anybody)
    renewing = Renewing(where.certificate, where.key) if where.certificate and where.key else None
    if renewing:
        beside.append(lambda _: Service((), renewing.running))
    limits = limits_of(where.limit, USUAL if place.log_in else {})
    entrance = Entrance(
        place.hosts | set(LOCAL), access if place.log_in else None, place.secure, limits, bool(place.proxies)
    )
    _log(JsonLines())
    with bound(place.host, where.port) as door:
        settings = uvicorn.Config(
            assemble(make, entrance=entrance, size=where.readers, stale=where.stale, beside=beside),
            log_config=None, access_log=False, ws="none", http=patient(Patience(most=where.connections)),
            h11_max_incomplete_event_size=_LARGEST_HEAD,
            timeout_keep_alive=_KEEP, timeout_graceful_shutdown=_END, server_header=False,
            proxy_headers=bool(place.proxies), forwarded_allow_ips=list(place.proxies), **place.tls,
        )  # fmt: skip
        settings.load()
        if renewing:
            renewing.context = settings.ssl
        err.print(_told(place, where, door.getsockname()[1], shown or config.ledger))
        with suppress(KeyboardInterrupt):
            uvicorn.Server(settings).run(sockets=[door])


def _log(form: logging.Formatter) -> None:
    """A line of JSON for each request, and for what goes wrong beside them."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(form)
    for name in ("talentwire", "uvicorn", "mcp", "httpx"):
        log = logging.getLogger(name)
        log.addHandler(handler)
        log.setLevel(logging.INFO if name == "talentwire" else logging.WARNING)  # httpx says addresses below that
        log.propagate = False


def _told(place: Listening, where: Where, port: int, ledger: str) -> str:
    host = f"[{place.host}]" if ":" in place.host else place.host
    to = "to who has a token" if place.log_in else "to this machine"
    plain = "; TOKENS COME UNENCRYPTED" if where.plain_http and not place.secure else ""
    return f"{'https' if place.tls else 'http'}://{host}:{port} serves {ledger} {to}{plain}; Ctrl-C ends it"
