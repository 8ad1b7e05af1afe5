"""How staying is looked at."""

from dataclasses import dataclass
from enum import StrEnum
from math import isfinite

from talentwire.errors import BadValueError
from talentwire.lang.families import known_family


class View(StrEnum):
    """What the rows of an answer are."""

    CURVE = "curve"
    GROUPS = "groups"
    RATES = "rates"
    SPELLS = "spells"


class By(StrEnum):
    """What spells are grouped by."""

    ALL = "all"
    HOUSE = "house"
    ROLE = "role"
    COHORT = "cohort"


class Clock(StrEnum):
    """From when time is counted: since they joined, or since the first report that shows them there."""

    JOINED = "joined"
    SEEN = "seen"


class Silence(StrEnum):
    """What is made of people of whom nobody says that they left: they stayed, or nothing after the last report."""

    STAYED = "stayed"
    UNKNOWN = "unknown"


LONGEST = 50
"""Years beyond which nobody is asked about."""


@dataclass(frozen=True)
class StayingAsked:
    """What is asked of staying beside the filters that all questions share.

    Attributes:
        view: what the rows are.
        by: what spells are grouped by.
        role: only people of this family of positions; empty for all.
        years: length of time for rates.
        clock: from when time is counted.
        silence: what is made of people of whom nobody says that they left.
        dated: only spells whose beginning a source dates.

    Raises:
        BadValueError: when there is no such family, or the time is none that anybody stays.

    """

    view: View = View.CURVE
    by: By = By.HOUSE
    role: str = ""
    years: float = 2
    clock: Clock = Clock.JOINED
    silence: Silence = Silence.STAYED
    dated: bool = False

    def __post_init__(self) -> None:
        if self.role:
            known_family(self.role)
        if not (isfinite(self.years) and 0 < self.years <= LONGEST):
            raise BadValueError(f"years must be more than 0 and at most {LONGEST}, not {self.years}")
