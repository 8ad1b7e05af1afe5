"""What a check found."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

OnRows = Callable[[str, int, int], None]
"""Hears what is looked at, how many rows of it were, and how many there are."""
SHOWN: Final = 100
"""Findings of one table that are kept; the others are counted."""


@dataclass(frozen=True)
class Finding:
    """Something in a ledger that is not as it should be.

    Attributes:
        table: where it stands.
        key: by which its row is found there; empty where it is not about one row.
        wrong: what is wrong.
        todo: what to do about it.
        is_broken: false where it is only worth knowing.

    """

    table: str
    key: str
    wrong: str
    todo: str
    is_broken: bool = True

    def __str__(self) -> str:
        return f"{self.table} {self.key}: {self.wrong}; {self.todo}"


@dataclass(frozen=True)
class CheckReport:
    """What a check looked at, and what it found.

    Attributes:
        findings: what is not as it should be, in the order in which it was found; of each table the first ones.
        broken: how much is broken, by table, all of it counted.
        noted: how much is only worth knowing, likewise.
        rows: how many rows of each table were looked at one by one.
        left_out: what a sample does not look at; empty where everything was.
        renewed: what is kept was emptied, because something of it was broken.

    """

    findings: tuple[Finding, ...]
    broken: Mapping[str, int]
    noted: Mapping[str, int]
    rows: Mapping[str, int]
    left_out: tuple[str, ...] = ()
    renewed: bool = False

    @property
    def is_sound(self) -> bool:
        """Whether nothing is broken."""
        return not self.broken


@dataclass
class Findings:
    """What was found until now."""

    kept: list[Finding] = field(default_factory=list)
    broken: Counter[str] = field(default_factory=Counter)
    noted: Counter[str] = field(default_factory=Counter)

    def add(self, finding: Finding) -> None:
        """Count it, and keep it where not too many of its table are."""
        counted = self.broken if finding.is_broken else self.noted
        counted[finding.table] += 1
        if counted[finding.table] <= SHOWN:
            self.kept.append(finding)
