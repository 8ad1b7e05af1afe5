"""How statements are looked at."""

from dataclasses import dataclass
from enum import StrEnum


class View(StrEnum):
    """What the rows of an answer are."""

    STATEMENTS = "statements"
    ANSWERS = "answers"
    RECORD = "record"


@dataclass(frozen=True)
class SaidAsked:
    """What is asked of statements beside the filters that all questions share.

    Attributes:
        view: what the rows are.
        first: of a record, only rumours that were told before anybody else told them.

    """

    view: View = View.STATEMENTS
    first: bool = False
