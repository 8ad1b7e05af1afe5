"""What counts as an episode, and how episodes are looked at."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from talentwire.errors import BadValueError

LONGEST: Final = 3660
"""Days beyond which nothing is one episode."""


class View(StrEnum):
    """What the rows of an answer are."""

    EPISODES = "episodes"
    TIMELINE = "timeline"


class Kind(StrEnum):
    """To one house, or to several."""

    RAID = "raid"
    EXODUS = "exodus"


@dataclass(frozen=True)
class EpisodesAsked:
    """What is asked of episodes beside the filters that all questions share.

    Attributes:
        view: what the rows are.
        episode: number of the one to be opened, as the list has it; 0 for none.
        kind: only episodes of this kind; None for both.
        heads: heads that make a raid; twice as many make an exodus.
        within: days in which so many must leave.
        before: days before the first exit in which offers count.
        after: days after the last exit in which answers count.

    Raises:
        BadValueError: when a number is none that makes sense.

    """

    view: View = View.EPISODES
    episode: int = 0
    kind: Kind | None = None
    heads: int = 3
    within: int = 60
    before: int = 90
    after: int = 90

    def __post_init__(self) -> None:
        if self.heads < 2:
            raise BadValueError(f"one head makes no group: heads must be at least 2, not {self.heads}")
        if self.episode < 0:
            raise BadValueError(f"episodes are numbered from 1, not {self.episode}")
        for name in ("within", "before", "after"):
            days = getattr(self, name)
            if not 0 <= days <= LONGEST:
                raise BadValueError(f"{name} must be from 0 to {LONGEST} days, not {days}")

    @property
    def opened(self) -> bool:
        """Whether one episode is asked for with all that is on its timeline."""
        return self.view is View.TIMELINE or self.episode > 0
