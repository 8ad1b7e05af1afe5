"""How ties are looked at."""

from dataclasses import dataclass
from typing import Final

from talentwire.errors import BadValueError

MOST: Final = 2


@dataclass(frozen=True)
class TiesAsked:
    """What is asked of ties beside the filters that all questions share.

    Attributes:
        steps: 1 for ties of the organisation itself, 2 also for those of whom it is tied to.

    Raises:
        BadValueError: when it is neither.

    """

    steps: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.steps <= MOST:
            raise BadValueError(f"ties go over 1 or {MOST} steps, not {self.steps}")
