"""How flows are looked at."""

from dataclasses import dataclass
from enum import StrEnum

from talentwire.lang.families import known_family


class View(StrEnum):
    """What the rows of an answer are."""

    ROUTES = "routes"
    NET = "net"
    MATRIX = "matrix"
    OVER_TIME = "over-time"
    ROLES = "roles"


class By(StrEnum):
    """Whether organisations count as the houses they belong to, or each by itself."""

    HOUSE = "house"
    UNIT = "unit"


@dataclass(frozen=True)
class FlowsAsked:
    """What is asked of flows beside the filters that all questions share.

    Attributes:
        view: what the rows are.
        by: what organisations count as.
        role: only people of this family of positions; empty for all.

    Raises:
        BadValueError: when there is no such family.

    """

    view: View = View.ROUTES
    by: By = By.HOUSE
    role: str = ""

    def __post_init__(self) -> None:
        if self.role:
            known_family(self.role)
