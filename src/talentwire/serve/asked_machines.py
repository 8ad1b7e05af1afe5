"""The verbs about machines and those who work with them: clusters and sites, reporting lines, how many people."""

from typing import Annotated

import typer

from talentwire.analyse.pool.asking import PoolAsked
from talentwire.analyse.pool.asking import View as PoolView
from talentwire.lang.families import FAMILIES
from talentwire.serve.app import app, opened
from talentwire.serve.asking import Asking, give
from talentwire.serve.options import takes_groups


@app.command()
@takes_groups
def pool(
    ctx: typer.Context,
    asking: Asking,
    view: Annotated[PoolView, typer.Option("--view", help="By family of positions, or by house.")] = PoolView.ROLES,
    role: Annotated[
        str | None, typer.Option("--role", metavar="FAMILY", help=f"Only people in {', '.join(FAMILIES)}.")
    ] = None,
) -> None:
    """Show how many people are in the visible market, estimated from how often the same people are met again."""
    with opened(ctx, ledger=asking.ledger) as wire:
        give(wire.pool(asking.asked, PoolAsked(view, role or "")), asking)
