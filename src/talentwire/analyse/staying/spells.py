"""Spells: a person at a house from the first day to the exit, as far as anybody told.

Three things tell of a spell. An *arrival* or a dated position says when it began. A *sighting* is a report that shows
the person there: watching begins with the first, for an exit before it would have been no news to anybody who reads
the ledger. An *exit* ends it.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final, NamedTuple

from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.answers.parts import CAREERS, Held, House, Part, Some, person_of
from talentwire.analyse.facts.fact import Fact, Stage
from talentwire.analyse.facts.settings import DAYS
from talentwire.analyse.flows.heads import changes_of, inner, left_out_of
from talentwire.analyse.staying.news import Kind, News, news_of
from talentwire.lang.families import UNTOLD

LAG: Final = DAYS["position"]
"""Days for which texts go on placing somebody where they were, or already place them where they will be."""


@dataclass(frozen=True, slots=True)
class Spell:
    """A person at a house.

    Attributes:
        person: id of the person.
        house: id of the house.
        start: the first day; None where nothing tells it.
        dated: whether a source dates it; else it is the day of the first report of the arrival.
        by_year: whether the source names no more than the year of the beginning or the end.
        seen: day of the first report that shows them there.
        last: day of the last report that shows them there, or of the exit.
        left: day of the exit; None where no exit is told, or nobody tells when.
        named: whether nobody says from where they came, so that they may have been there before.
        gone: whether they are told to be there no more, and nobody tells since when.
        stage: how far what began it has come.
        family: family of the position held there.
        facts: ids of the facts that tell it.

    """

    person: str
    house: str
    start: date | None
    dated: bool
    by_year: bool
    seen: date
    last: date
    left: date | None
    gone: bool
    named: bool
    stage: Stage
    family: str
    facts: tuple[str, ...]

    @property
    def open(self) -> bool:
        """Whether nothing is told of an end."""
        return self.left is None and not self.gone


class Told(NamedTuple):
    """All spells and what was told of stays without making one.

    Attributes:
        spells: by person, house and time.
        horizon: the last day on which anything was reported of people's jobs; None where nothing was.
        left_out: facts and stays that make no spell, by the reason.

    """

    spells: tuple[Spell, ...]
    horizon: date | None
    left_out: Counter[str]


def spells(basis: Basis) -> Told:
    """Every spell of a named person at a house."""
    return basis.held.once(_spells)


class Stayed(NamedTuple):
    """The spells of a person.

    Attributes:
        spells: by house and time.
        unseen: exits from houses at which nobody saw them.
        former: houses at which they are only told to have been.
        planned: moves that are announced or rumoured.

    """

    spells: tuple[Spell, ...]
    unseen: int
    former: int
    planned: int


def _spells(held: Held) -> Told:
    jobs = held.sights(CAREERS).values()
    last = max((one.last for one in jobs), default=0)
    of_persons = [one for _, one in sorted(held.of_persons(STAYED).items())]
    found = [spell for one in of_persons for spell in one.spells]
    horizon = date.fromordinal(last) if last else None
    begun = tuple(one for one in found if horizon and (one.start or one.seen) <= horizon)
    left_out = left_out_of(held)
    left_out["unseen"] = sum(one.unseen for one in of_persons)
    left_out["former"] = sum(one.former for one in of_persons)
    left_out["announced"] = sum(one.planned for one in of_persons) + len(found) - len(begun)
    return Told(begun, horizon, left_out)


def _stayed(subject: str, facts: Sequence[Fact], house: House) -> Stayed | None:
    person, told = person_of(subject), Some(facts, house)
    once, _ = changes_of(person, told)
    planned = sum(1 for head in once if not head.stage.happened and head.target and not inner(head, told))
    left_out: Counter[str] = Counter()
    found: list[Spell] = []
    for (who, where), news in sorted(news_of(once, facts, told).items()):
        if who == person:
            stay = _Stay(who, where, left_out)
            for one in sorted(news):
                stay.hear(one)
            found += stay.over()
    made = Stayed(tuple(found), left_out["unseen"], left_out["former"], planned)
    return made if any(made) else None


STAYED: Final = Part("stayed", CAREERS, Stayed, _stayed)
"""Of a person."""


BEGINNINGS: Final = (Kind.SINCE, Kind.ARRIVED, Kind.NAMED)
"""News that tell when a spell began."""


@dataclass
class _Open:
    """A spell that goes on."""

    start: date | None
    dated: bool
    by_year: bool
    seen: date
    last: date
    stage: Stage
    named: bool = False
    since: bool = False
    families: list[str] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)
    former: list[News] = field(default_factory=list)

    @classmethod
    def of(cls, news: News) -> "_Open":
        began = news.kind in BEGINNINGS
        return cls(
            news.day if began else None, news.dated and began, news.by_year and began, news.told, news.told, news.stage,
            news.kind is Kind.NAMED, news.kind is Kind.SINCE,
        ).heard(news)  # fmt: skip

    def heard(self, news: News) -> "_Open":
        """The same with one more report of it."""
        self.families.append(news.family)
        self.facts += news.facts
        return self

    def closed(self, person: str, house: str, left: News | None, *, returned: bool = False) -> Spell:
        """The spell with its end, or with none; whoever returned had left before.

        A position dated like the exit, and told with it, is that exit's day and no beginning.
        """
        if left and self.since and self.seen >= left.day and (left.day - (self.start or left.day)).days <= LAG:
            self.start, self.dated, self.by_year = None, False, False
        gone = left is None and (returned or any(one.day > self.last for one in self.former))
        facts = [*self.facts, *(left.facts if left else ())]
        if gone:
            facts += [fact for one in self.former for fact in one.facts]
        family = next((one for one in (*self.families, left.family if left else UNTOLD) if one != UNTOLD), UNTOLD)
        return Spell(
            person, house, self.start, self.dated, self.by_year or (left is not None and left.by_year), self.seen,
            left.day if left else self.last, left.day if left else None, gone, self.named, self.stage, family,
            tuple(dict.fromkeys(facts)),
        )  # fmt: skip


class _Stay:
    """The spells of one person at one house, from news in the order of their days.

    Args:
        person: id of the person.
        house: id of the house.
        left_out: counts news that make no spell, by the reason.

    """

    def __init__(self, person: str, house: str, left_out: Counter[str]) -> None:
        self.left_out = left_out
        self._whose = person, house
        self._found: list[Spell] = []
        self._now: _Open | None = None
        self._ended: News | None = None
        self._former = False

    def hear(self, news: News) -> None:
        """Take in a piece of news."""
        if news.kind is Kind.FORMER:
            self._hear_former(news)
        elif news.kind is Kind.LEFT:
            self._hear_exit(news)
        elif self._now is None:
            if not _lags(news, self._ended):
                self._now = _Open.of(news)
        elif news.kind is Kind.ARRIVED and _returned(self._now, news):
            self._found.append(self._now.closed(*self._whose, None, returned=True))
            self._now = _Open.of(news)
        else:
            _extend(self._now, news)

    def over(self) -> list[Spell]:
        """The spells, when all is told."""
        if self._now:
            self._found.append(self._now.closed(*self._whose, None))
        self.left_out["former"] += self._former and not self._found
        return self._found

    def _hear_former(self, news: News) -> None:
        if self._now:
            self._now.former.append(news)
        else:
            self._former |= self._ended is None

    def _hear_exit(self, news: News) -> None:
        if self._now:
            self._found.append(self._now.closed(*self._whose, news))
        elif self._ended is None or (news.day - self._ended.day).days > LAG:
            self.left_out["unseen"] += 1
        self._now, self._ended = None, news


def _lags(news: News, ended: News | None) -> bool:
    """Whether a report places somebody where they were until lately."""
    return ended is not None and news.kind is Kind.SEEN and news.day <= ended.day + timedelta(LAG)


def _returned(now: _Open, news: News) -> bool:
    """Whether somebody arrives from elsewhere who was there long before: an exit that nobody told lies between.

    Without a date it may be old news.
    """
    return news.dated and (news.day - (now.start or now.seen)).days > (DAYS["move"] if now.start else LAG)


def _extend(now: _Open, news: News) -> None:
    """Note one more report of a spell that goes on; a position taken after the first report began no spell."""
    if now.start is None and news.kind in (Kind.SINCE, Kind.ARRIVED) and (news.day - now.seen).days <= LAG:
        now.start, now.dated, now.by_year, now.stage = news.day, news.dated, news.by_year, news.stage
    now.seen, now.last = min(now.seen, news.told), max(now.last, news.told)
    now.heard(news)
