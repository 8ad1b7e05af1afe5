"""What happens in the market: an event is the truth, whatever anybody writes of it."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from math import exp, sqrt
from typing import Any, NamedTuple

from synthetic.names import Person
from synthetic.roles import Role
from talentwire.model.values import Money


class Event(NamedTuple):
    """Something that happened, or, of kind ``rumour``, that did not.

    Attributes:
        id: its name in ``truth.jsonl``.
        day: when, as an ordinal.
        kind: ``there`` (who was there on the first day), ``move``, ``inner``, ``board``, ``group``, ``offer``,
            ``retention``, ``deal``, ``round``, ``site``, ``opening``, ``staff``, ``line``, ``release``, ``seen``
            (somebody is spoken of, and nothing happened) or ``rumour``.
        prominence: how much it is talked of, from 0 to 1.
        slots: who, where, how much. Organisations by their names.

    """

    id: str
    day: int
    kind: str
    prominence: float
    slots: Mapping[str, Any]

    @property
    def date(self) -> date:
        """The day."""
        return date.fromordinal(self.day)

    def to_json(self) -> dict[str, Any]:
        """A line of ``truth.jsonl``."""
        slots = {name: _plain(value) for name, value in self.slots.items() if value is not None}
        head = {"event": self.id, "day": self.date.isoformat(), "kind": self.kind}
        return {**head, "prominence": round(self.prominence, 3), **slots}


def _plain(value: Any) -> Any:
    match value:
        case Person():
            return value.name
        case Role():
            return value.en
        case Money():
            return value.to_json()
        case tuple() | list():
            return [_plain(one) for one in value]
        case date():
            return value.isoformat()
        case _:
            return value


@dataclass(slots=True)
class House:
    """A laboratory or company as it is now.

    Attributes:
        name: its name.
        fame: how much it is talked of, from 0 to 1.
        appeal: how gladly people go there.
        leaving: share of its people who leave in a year.
        size: how large it would like to be, for those who come new.
        members: numbers of the people who are there.
        staff: all its staff; the people of the market are those of whom one hears.
        worth: what it is valued at, in dollars.
        models: how many it has released.

    """

    name: str
    fame: float
    appeal: float
    leaving: float
    size: float
    members: list[int] = field(default_factory=list)
    staff: int = 100
    worth: float = 1e9
    models: int = 0


@dataclass(slots=True)
class Job:
    """Where somebody is now: the house, since when, as what, and how known they are."""

    house: House
    since: int
    role: Role
    prominence: float


def poisson(chance: random.Random, mean: float) -> int:
    """A number of independent happenings."""
    if mean > 30:
        return max(0, round(chance.gauss(mean, sqrt(mean))))
    left, count = exp(-mean), 0
    drawn = chance.random()
    while drawn > left:
        drawn *= chance.random()
        count += 1
    return count


def rounded(value: float, digits: int = 2) -> int:
    """A whole number with so many significant digits, as sums and counts are told."""
    return int(float(f"{value:.{digits}g}"))
