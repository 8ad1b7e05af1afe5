"""How the price of people is looked at."""

from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from math import inf

from talentwire.analyse.money.offers import KINDS
from talentwire.errors import BadValueError
from talentwire.lang.families import known_family
from talentwire.model.values import Money


class View(StrEnum):
    """What the rows of an answer are."""

    SPREAD = "spread"
    LIST = "list"
    PER_HEAD = "per-head"


class By(StrEnum):
    """What sums are grouped by, beside their kind."""

    KIND = "kind"
    ROLE = "role"
    TIME = "time"
    PAYER = "payer"


@dataclass(frozen=True)
class Claimed:
    """What somebody says in figures: so much money for so many heads, and perhaps so much for each.

    Attributes:
        amount: the whole sum.
        heads: for how many.
        each: what a head is said to get; None where nothing is said.

    Raises:
        BadValueError: when there is no money or nobody to share it.

    """

    amount: Money
    heads: float
    each: Money | None = None

    def __post_init__(self) -> None:
        if self.amount.value <= 0:
            raise BadValueError(f"a sum must be above 0 to be shared, not {self.amount}")
        if not 1 <= self.heads < inf:
            raise BadValueError(f"a sum can be shared among one head or more, not {self.heads:g}")


@dataclass(frozen=True)
class PayAsked:
    """What is asked of pay beside the filters that all questions share.

    Attributes:
        view: what the rows are.
        by: what sums are grouped by, beside their kind.
        kind: only pay of this kind; empty for all.
        role: only people of this family of positions; empty for all.
        claimed: figures to be checked; with them the answer is the calculation.

    Raises:
        BadValueError: when there is no such kind or family.

    """

    view: View = View.SPREAD
    by: By = By.KIND
    kind: str = ""
    role: str = ""
    claimed: Claimed | None = None

    def __post_init__(self) -> None:
        if self.role:
            known_family(self.role)
        if self.kind not in KINDS:
            near = get_close_matches(self.kind.casefold(), KINDS, 1)
            hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(filter(None, KINDS))}"
            raise BadValueError(f"there is no kind of pay called {self.kind!r}; {hint}")
