"""The verbs that answer with numbers. A new one asks the api and gives the answer: both share all options."""

from typing import Annotated

import typer

from talentwire.analyse.flows.asking import By, FlowsAsked, View
from talentwire.lang.families import FAMILIES
from talentwire.serve.app import app, opened
from talentwire.serve.asking import Asking, give
from talentwire.serve.options import takes_groups


@app.command()
@takes_groups
def flows(
    ctx: typer.Context,
    asking: Asking,
    view: Annotated[View, typer.Option("--view", help="How to look at them.")] = View.ROUTES,
    by: Annotated[By, typer.Option("--by", help="Organisations as the houses they belong to, or each by itself.")] = (
        By.HOUSE
    ),
    role: Annotated[
        str | None, typer.Option("--role", metavar="FAMILY", help=f"Only people in {', '.join(FAMILIES)}.")
    ] = None,
) -> None:
    """Show who took whom from whom: routes, net gains, a matrix, over time; or with --person the way of one person."""
    with opened(ctx, ledger=asking.ledger) as wire:
        give(wire.flows(asking.asked, FlowsAsked(view, by, role or "")), asking)
