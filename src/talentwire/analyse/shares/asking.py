"""How sales of shares are looked at."""

from dataclasses import dataclass
from enum import StrEnum


class View(StrEnum):
    """What the rows of an answer are."""

    ROUNDS = "rounds"
    HOUSES = "houses"
    VALUATION = "valuation"


class Kind(StrEnum):
    """Who gets the money: the house for new shares, holders for theirs, or the house as a loan."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    BUYBACK = "buyback"
    DEBT = "debt"
    UNTOLD = "untold"

    @property
    def to_holders(self) -> bool:
        """Whether the money goes to people who already hold shares."""
        return self in (Kind.SECONDARY, Kind.BUYBACK)


@dataclass(frozen=True)
class SharesAsked:
    """What is asked of shares beside the filters that all questions share.

    Attributes:
        view: what the rows are.
        kind: only rounds of this kind; None for all.

    """

    view: View = View.ROUNDS
    kind: Kind | None = None
