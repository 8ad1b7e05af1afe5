"""The verbs about machines and those who work with them: clusters and sites, reporting lines, how many people."""

from datetime import date
from typing import Annotated

import typer

from talentwire.analyse.machines.asking import MachinesAsked, Measure
from talentwire.analyse.machines.asking import View as MachinesView
from talentwire.analyse.orgchart.asking import ChartAsked
from talentwire.analyse.orgchart.asking import View as ChartView
from talentwire.analyse.pool.asking import PoolAsked
from talentwire.analyse.pool.asking import View as PoolView
from talentwire.errors import BadValueError
from talentwire.lang.families import FAMILIES
from talentwire.model.values import PartialDate
from talentwire.serve.app import app, opened
from talentwire.serve.asking import Asking, give
from talentwire.serve.options import takes_groups

OnDay = Annotated[
    str | None, typer.Option("--on", metavar="DAY", help="The day to look at; by default the last one known.")
]


def _day(text: str | None, option: str = "--on") -> date | None:
    """A day from the command line, the last of a month or year.

    Raises:
        typer.BadParameter: when it is none.

    """
    try:
        return PartialDate.parse(text).last() if text else None
    except BadValueError as error:
        raise typer.BadParameter(str(error), param_hint=f"'{option}'") from None


@app.command()
@takes_groups
def machines(
    ctx: typer.Context,
    asking: Asking,
    view: Annotated[MachinesView, typer.Option("--view", help="How to look at them.")] = MachinesView.REGISTER,
    measure: Annotated[Measure, typer.Option("--measure", help="What the picture shows.")] = Measure.ACCELERATORS,
    on: OnDay = None,
) -> None:
    """Show clusters and sites: accelerators, power, place, state on a day; over time; or for each researcher."""
    with opened(ctx, ledger=asking.ledger) as wire:
        give(wire.machines(asking.asked, MachinesAsked(view, measure, _day(on))), asking)


@app.command()
@takes_groups
def org_chart(
    ctx: typer.Context,
    asking: Asking,
    view: Annotated[
        ChartView | None, typer.Option("--view", help="The chart, what changed since a day, or managers cut.")
    ] = None,
    on: OnDay = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DAY", help="Show what changed between this day and the other.")
    ] = None,
) -> None:
    """Show who reports to whom at an organisation (--org) on a day, with spans and layers; or what changed."""
    with opened(ctx, ledger=asking.ledger) as wire:
        give(wire.org_chart(asking.asked, ChartAsked(view, _day(on), _day(since, "--since"))), asking)


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
