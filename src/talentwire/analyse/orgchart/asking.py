"""How reporting lines are looked at."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from talentwire.errors import BadValueError


class View(StrEnum):
    """What the rows of an answer are."""

    CHART = "chart"
    CHANGES = "changes"
    MANAGERS = "managers"


@dataclass(frozen=True)
class ChartAsked:
    """What is asked of reporting lines beside the filters that all questions share.

    Attributes:
        view: what the rows are; with an earlier day, what changed since then, unless something else is asked for.
        on: the day on which they are looked at; by default the last day of the time asked for, else the last on which
            anything is told of people.
        since: an earlier day, with which it is compared.

    Raises:
        BadValueError: when the earlier day is not earlier, or changes are asked for without one.

    """

    view: View | None = None
    on: date | None = None
    since: date | None = None

    def __post_init__(self) -> None:
        if self.view is View.CHANGES and self.since is None:
            raise BadValueError("changes are those since a day: name it with --since")
        if self.since and self.on and self.since >= self.on:
            raise BadValueError(f"the day to compare with must lie before {self.on}, not on {self.since}")

    @property
    def shown(self) -> View:
        """The view that is shown."""
        return self.view or (View.CHANGES if self.since else View.CHART)
