"""What may be asked of every question: of whom, of when, of what status, and how the answer is cut."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from talentwire.analyse.facts.fact import Fact, Stage
from talentwire.analyse.facts.relations import happened_on
from talentwire.errors import BadValueError
from talentwire.model.values import Interval
from talentwire.record.answers import Moment

MOST: Final = 12
"""How many are shown one by one where nobody says how many."""


class Period(StrEnum):
    """Stretches of time into which an answer is cut."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    def of(self, day: date) -> str:
        """The name of the stretch that holds a day: 2025-07, 2025-Q3, 2025; sorts by time."""
        if self is Period.YEAR:
            return f"{day.year:04d}"
        if self is Period.MONTH:
            return f"{day.year:04d}-{day.month:02d}"
        return f"{day.year:04d}-Q{(day.month + 2) // 3}"

    def first(self, name: str) -> date:
        """The first day of the stretch of a name."""
        year, _, rest = name.partition("-")
        month = 3 * int(rest[1:]) - 2 if rest.startswith("Q") else int(rest or 1)
        return date(int(year), month, 1)

    def through(self, days: Iterable[date]) -> tuple[str, ...]:
        """The names of all stretches from the first of the days to the last, those without any day too."""
        known = sorted(days)
        if not known:
            return ()
        names = [self.of(known[0])]
        while (day := self.after(names[-1])) <= known[-1] and self.of(day) != names[-1]:
            names.append(self.of(day))
        return tuple(names)

    def after(self, name: str) -> date:
        """The first day after the stretch of a name; the last day there is, where none comes after."""
        day = self.first(name)
        months = day.month - 1 + {Period.YEAR: 12, Period.QUARTER: 3, Period.MONTH: 1}[self]
        year = day.year + months // 12
        return date(year, months % 12 + 1, 1) if year <= date.max.year else date.max


@dataclass(frozen=True)
class Asked:
    """What every question may be asked with; what is left out lets everything through.

    Attributes:
        as_of: what was known then.
        during: what happened, or held, in that stretch of time.
        status: how far facts have come; by default all that stand, with rumours apart.
        person: only with this person, in any form of the name.
        org: only with this organisation and what belongs to it.
        period: stretches into which the answer is cut, where it is.
        top: how many are shown one by one, the rest together.
        lang: language of titles, definitions and notes.

    Raises:
        BadValueError: when less than one shall be shown, or a status is none that stands.

    """

    as_of: Moment | None = None
    during: Interval | None = None
    status: tuple[Stage, ...] = ()
    person: str = ""
    org: str = ""
    period: Period | None = None
    top: int = MOST
    lang: str = "en"

    def __post_init__(self) -> None:
        if self.top < 1:
            raise BadValueError(f"at least one must be shown, not {self.top}")

    def wants(self, fact: Fact) -> bool:
        """Whether status and time of a fact are asked for."""
        return self.wants_status(fact) and self.wants_day(happened_on(fact))

    def wants_status(self, fact: Fact) -> bool:
        """Whether the status of a fact is asked for."""
        return not self.status or fact.status in self.status

    def wants_day(self, day: date) -> bool:
        """Whether a day is asked for."""
        return self.during is None or self.during.contains(day)
