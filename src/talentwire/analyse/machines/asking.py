"""How machines are looked at."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class View(StrEnum):
    """What the rows of an answer are."""

    REGISTER = "register"
    OVER_TIME = "over-time"
    PER_RESEARCHER = "per-researcher"


class Measure(StrEnum):
    """What a picture shows."""

    ACCELERATORS = "accelerators"
    H100 = "h100"
    POWER = "power"


@dataclass(frozen=True)
class MachinesAsked:
    """What is asked of machines beside the filters that all questions share.

    Attributes:
        view: what the rows are.
        measure: what the picture shows.
        on: the day on which they are looked at; by default the last day of the time asked for, else the last on which
            anything is told of machines.

    """

    view: View = View.REGISTER
    measure: Measure = Measure.ACCELERATORS
    on: date | None = None
