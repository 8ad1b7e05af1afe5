"""The verbs about how long people stay, and about those who leave together."""

from dataclasses import dataclass
from typing import Annotated

import typer

from talentwire.analyse.staying.asking import By, Clock, Silence, StayingAsked, View
from talentwire.lang.families import FAMILIES
from talentwire.serve.app import app, opened
from talentwire.serve.asking import Asking, give
from talentwire.serve.options import takes_groups


@dataclass(frozen=True)
class HowLong:
    """How staying is looked at."""

    role: Annotated[
        str | None, typer.Option("--role", metavar="FAMILY", help=f"Only people in {', '.join(FAMILIES)}.")
    ] = None
    view: Annotated[View, typer.Option("--view", help="How to look at it.")] = View.CURVE
    by: Annotated[By, typer.Option("--by", help="Who is compared.")] = By.HOUSE
    years: Annotated[float, typer.Option("--years", metavar="N", help="Length of time for rates.")] = 2
    clock: Annotated[
        Clock, typer.Option("--clock", help="Count from joining, or from the first report that shows them there.")
    ] = Clock.JOINED
    silence: Annotated[
        Silence, typer.Option("--silence", help="Take those without a reported exit as there, or as unknown.")
    ] = Silence.STAYED
    dated: Annotated[bool, typer.Option("--dated", help="Only those whose beginning a source dates.")] = False

    @property
    def asked(self) -> StayingAsked:
        """The same for the api."""
        return StayingAsked(self.view, self.by, self.role or "", self.years, self.clock, self.silence, self.dated)


@app.command()
@takes_groups
def staying(ctx: typer.Context, asking: Asking, how: HowLong) -> None:
    """Show how long people stay at a house: curves, medians, two sorts of rates, or the spells themselves."""
    with opened(ctx, ledger=asking.ledger) as wire:
        give(wire.staying(asking.asked, how.asked), asking)
