"""An offer that somebody thinks of making."""

from dataclasses import dataclass

from talentwire.errors import BadValueError
from talentwire.lang.families import known_family
from talentwire.model.values import Money


@dataclass(frozen=True)
class OfferAsked:
    """An offer.

    Attributes:
        pay: how much.
        years: the years that it covers; None for a sum of which no time is told.
        accelerators: machines for each head; None where nothing is said.
        reports: how many people would report to them; None where nothing is said.
        role: family of the position; empty for any.

    Raises:
        BadValueError: when the pay is nothing, a number is below 0, or there is no such family.

    """

    pay: Money
    years: float | None = None
    accelerators: float | None = None
    reports: float | None = None
    role: str = ""

    def __post_init__(self) -> None:
        if self.role:
            known_family(self.role)
        if self.pay.value <= 0:
            raise BadValueError(f"an offer must be a sum above 0, not {self.pay}")
        for what, number in (("accelerators per head", self.accelerators), ("reports", self.reports)):
            if number is not None and not 0 <= number < float("inf"):
                raise BadValueError(f"{what} must be a number that is not below 0, not {number:g}")
