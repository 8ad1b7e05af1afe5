"""The verbs about how long people stay, and about those who leave together."""

from dataclasses import dataclass
from typing import Annotated

import typer

from talentwire.analyse.episodes import asking as of_episodes
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


@dataclass(frozen=True)
class Together:
    """What counts as an episode, and how it is looked at."""

    episode: Annotated[
        int | None, typer.Option("--episode", min=1, metavar="N", help="Open one, by its number in the list.")
    ] = None
    kind: Annotated[
        of_episodes.Kind | None, typer.Option("--kind", help="Only those who went to one house, or to several.")
    ] = None
    view: Annotated[
        of_episodes.View, typer.Option("--view", help="The list, or the timeline of the one that is left.")
    ] = of_episodes.View.EPISODES
    heads: Annotated[
        int, typer.Option("--heads", metavar="N", help="Heads of a raid; an exodus has twice as many.")
    ] = 3
    within: Annotated[int, typer.Option("--within", metavar="DAYS", help="Days in which so many leave.")] = 60
    before: Annotated[int, typer.Option("--before", metavar="DAYS", help="Days before in which offers count.")] = 90
    after: Annotated[int, typer.Option("--after", metavar="DAYS", help="Days after in which answers count.")] = 90

    @property
    def asked(self) -> of_episodes.EpisodesAsked:
        """The same for the api."""
        return of_episodes.EpisodesAsked(
            self.view, self.episode or 0, self.kind, self.heads, self.within, self.before, self.after
        )


@app.command()
@takes_groups
def episodes(ctx: typer.Context, asking: Asking, how: Together) -> None:
    """Show who left one house together and what that house did next: raids, exoduses, or the timeline of one."""
    with opened(ctx, ledger=asking.ledger) as wire:
        give(wire.episodes(asking.asked, how.asked), asking)
