"""How the pool of people is looked at."""

from dataclasses import dataclass
from enum import StrEnum

from talentwire.lang.families import known_family


class View(StrEnum):
    """What the rows of an answer are."""

    ROLES = "roles"
    HOUSES = "houses"


@dataclass(frozen=True)
class PoolAsked:
    """What is asked of the pool beside the filters that all questions share.

    Attributes:
        view: what the rows are.
        role: only people of this family of positions; empty for all.

    Raises:
        BadValueError: when there is no such family.

    """

    view: View = View.ROLES
    role: str = ""

    def __post_init__(self) -> None:
        if self.role:
            known_family(self.role)
