"""The verbs that ask who said what, who is tied to whom, and what changed."""

from typing import Annotated

import typer

from talentwire.analyse.said.asking import SaidAsked, View
from talentwire.analyse.ties.asking import MOST, TiesAsked
from talentwire.serve.app import app, opened
from talentwire.serve.asking import Asking, give
from talentwire.serve.options import parse_moment, takes_groups


@app.command()
@takes_groups
def said(
    ctx: typer.Context,
    asking: Asking,
    view: Annotated[View, typer.Option("--view", help="How to look at them.")] = View.STATEMENTS,
    first: Annotated[
        bool, typer.Option("--first", help="Of a record, only rumours told before anybody else told them.")
    ] = False,
) -> None:
    """Show who said what and what became of it, claims with their answers, or whose rumours came true."""
    with opened(ctx, ledger=asking.ledger) as wire:
        give(wire.said(asking.asked, SaidAsked(view, first)), asking)


@app.command()
@takes_groups
def ties(
    ctx: typer.Context,
    asking: Asking,
    steps: Annotated[
        int, typer.Option("--steps", min=1, max=MOST, metavar="N", help="Over one tie, or also over two.")
    ] = 1,
) -> None:
    """Show to whom --org is tied; without it, deals and hires whose target is tied to others. No verdict."""
    with opened(ctx, ledger=asking.ledger) as wire:
        give(wire.ties(asking.asked, TiesAsked(steps)), asking)


@app.command()
@takes_groups
def changes(
    ctx: typer.Context,
    asking: Asking,
    since: Annotated[
        str, typer.Option("--since", parser=parse_moment, metavar="DATE", help="Compared with what was known then.")
    ],
    until: Annotated[
        str | None,
        typer.Option("--until", parser=parse_moment, metavar="DATE", help="What was known then; by default now."),
    ] = None,
) -> None:
    """Show what changed in the ledger between two moments: moves, deals, money, machines, denials, corrections."""
    with opened(ctx, ledger=asking.ledger) as wire:
        give(wire.changes(since, until, asking.asked), asking)
