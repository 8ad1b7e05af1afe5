"""The verbs about money: what people are paid, what they cost per head, whose shares are sold, what an offer is."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from talentwire.analyse.money.figures import figures_from, sum_from, years_from
from talentwire.analyse.money.offers import KINDS
from talentwire.analyse.offer.asking import OfferAsked
from talentwire.analyse.pay.asking import By, Claimed, PayAsked, View
from talentwire.analyse.shares.asking import Kind, SharesAsked
from talentwire.analyse.shares.asking import View as Rounds
from talentwire.errors import BadValueError
from talentwire.lang.families import FAMILIES
from talentwire.serve.app import app, opened
from talentwire.serve.asking import Asking, give
from talentwire.serve.options import takes_groups

RatesFile = Annotated[
    Path | None,
    typer.Option("--rates", metavar="FILE", help="Rates of exchange, CSV or TOML: date, currency, USD per unit."),
]
Role = Annotated[str | None, typer.Option("--role", metavar="FAMILY", help=f"Only people in {', '.join(FAMILIES)}.")]


@dataclass(frozen=True)
class PaySeen:
    """How pay is looked at."""

    kind: Annotated[
        str | None, typer.Option("--kind", metavar="KIND", help=f"Only this kind: {', '.join(filter(None, KINDS))}.")
    ]
    role: Role
    view: Annotated[View, typer.Option("--view", help="How to look at it.")] = View.SPREAD
    by: Annotated[By, typer.Option("--by", help="Group sums, beside their kind.")] = By.KIND


@dataclass(frozen=True)
class ToCheck:
    """Figures to be checked."""

    amount: Annotated[
        str | None, typer.Option("--amount", metavar="SUM", help="Share this sum, like 32B USD, among --heads.")
    ]
    heads: Annotated[float | None, typer.Option("--heads", metavar="N", help="Among how many.")]
    check: Annotated[
        str | None,
        typer.Option("--check", metavar="SENTENCE", help='Check "$32B would pay 320 people $100M each".'),
    ]


@app.command()
@takes_groups
def pay(ctx: typer.Context, asking: Asking, seen: PaySeen, check: ToCheck, rates: RatesFile = None) -> None:
    """Show what people are paid and offered, what deals cost per head, or whether the figures of an article add up."""
    how = PayAsked(seen.view, seen.by, seen.kind or "", seen.role or "", _claimed(check))
    with opened(ctx, ledger=asking.ledger, rates=rates) as wire:
        give(wire.pay(asking.asked, how), asking)


@app.command()
@takes_groups
def shares(
    ctx: typer.Context,
    asking: Asking,
    view: Annotated[Rounds, typer.Option("--view", help="How to look at them.")] = Rounds.ROUNDS,
    kind: Annotated[Kind | None, typer.Option("--kind", help="Only rounds of this kind.")] = None,
    rates: RatesFile = None,
) -> None:
    """Show rounds of money and sales of shares: what is new, what goes to holders, who is diluted, valuations."""
    with opened(ctx, ledger=asking.ledger, rates=rates) as wire:
        give(wire.shares(asking.asked, SharesAsked(view, kind)), asking)


@dataclass(frozen=True)
class Planned:
    """The offer to be set beside known ones."""

    pay: Annotated[str, typer.Option("--pay", metavar="SUM", help="What is offered, like 10M USD.")]
    per: Annotated[
        str | None, typer.Option("--per", metavar="TIME", help="For what time: year, four years, 18 months.")
    ]
    accelerators: Annotated[
        float | None, typer.Option("--accelerators-per-head", metavar="N", help="Machines for each head.")
    ]
    reports: Annotated[float | None, typer.Option("--reports", metavar="N", help="How many would report to them.")]
    role: Role

    @property
    def asked(self) -> OfferAsked:
        """The same for the api."""
        years = years_from(self.per) if self.per else None
        return OfferAsked(sum_from(self.pay), years, self.accelerators, self.reports, self.role or "")


@app.command()
@takes_groups
def offer(ctx: typer.Context, asking: Asking, planned: Planned, rates: RatesFile = None) -> None:
    """Set an offer beside the known ones: where it stands, what became of the nearest, and how few they are."""
    how = planned.asked
    with opened(ctx, ledger=asking.ledger, rates=rates) as wire:
        give(wire.offer(how, asking.asked), asking)


def _claimed(given: ToCheck) -> Claimed | None:
    """The figures to check.

    Raises:
        BadValueError: when only half of them are given, or both ways at once.

    """
    if given.check is not None:
        if given.amount is not None or given.heads is not None:
            raise BadValueError("give a sentence to --check, or figures with --amount and --heads, not both")
        return Claimed(*figures_from(given.check))
    if given.amount is None and given.heads is None:
        return None
    if given.amount is None or given.heads is None:
        raise BadValueError("to share a sum among heads, give both: --amount '32B USD' --heads 320")
    return Claimed(sum_from(given.amount), given.heads)
