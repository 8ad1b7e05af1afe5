"""What happened around an episode: offers of the raider before it, and what the house that lost people did next."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.episodes.asking import EpisodesAsked
from talentwire.analyse.episodes.raids import Episode, Exit
from talentwire.analyse.facts.fact import Fact
from talentwire.analyse.facts.relations import happened_on, value_of
from talentwire.analyse.facts.settings import DAYS
from talentwire.analyse.facts.ways import seat_of
from talentwire.analyse.flows.heads import Head


class Lane(StrEnum):
    """What sort of thing happened; in this order on a timeline."""

    OFFERS = "offers"
    EXITS = "exits"
    PAY = "pay"
    HIRES = "hires"
    WORDS = "words"
    STAFF = "staff"
    DEALS = "deals"
    RELEASES = "releases"


ANSWERS: Final = (Lane.PAY, Lane.HIRES, Lane.WORDS, Lane.STAFF, Lane.DEALS, Lane.RELEASES)
"""The lanes of the house that lost people."""
_SLOTS: Final = {
    "pay": ("payer",), "workforce": ("org",), "deal": ("buyer", "target"), "funding": ("org",), "release": ("org",),
    "quote": ("org",),
}  # fmt: skip
_LANES: Final = {
    "pay": Lane.PAY, "workforce": Lane.STAFF, "deal": Lane.DEALS, "funding": Lane.DEALS, "release": Lane.RELEASES,
    "quote": Lane.WORDS,
}  # fmt: skip


_LAG: Final = DAYS["position"]
"""Days before the first report of a position within which its holder speaks for the house."""


class Item(NamedTuple):
    """Something on a timeline: a fact or an exit."""

    day: date
    lane: Lane
    what: Fact | Exit

    @property
    def facts(self) -> tuple[str, ...]:
        """Ids of the facts that tell it."""
        return (self.what.id,) if isinstance(self.what, Fact) else self.what.facts

    @property
    def dated(self) -> bool:
        """Whether a source dates it."""
        if isinstance(self.what, Fact):
            return "date" in self.what.slots
        return isinstance(self.what, Head) and self.what.dated

    @property
    def sure(self) -> bool:
        """Whether it is more than announced or rumoured."""
        return (self.what.status if isinstance(self.what, Fact) else self.what.stage).happened


class Around:
    """Everything that houses did, by day, so that what is near an episode is found at once.

    Args:
        basis: the facts of every kind that may be an answer.
        exits: everybody who changes house.
        how: how many days count.

    """

    def __init__(self, basis: Basis, exits: Iterable[Exit], how: EpisodesAsked) -> None:
        self._basis = basis
        self._how = how
        self._done: dict[tuple[str, Lane], list[tuple[date, str, Fact | Exit]]] = defaultdict(list)
        self._jobs = _jobs(basis)
        for fact in basis.facts:
            if fact.kind in _LANES and value_of(fact, "change") != "size":
                for house in self._houses(fact):
                    self._done[house, _LANES[fact.kind]].append((happened_on(fact), fact.id, fact))
        for one in exits:
            if one.target and (not basis.asked.status or one.stage in basis.asked.status):
                self._done[basis.house(one.target), Lane.HIRES].append((one.day, one.facts[0], one))
        for held in self._done.values():
            held.sort(key=lambda item: item[:2])

    def items(self, episode: Episode) -> list[Item]:
        """What is on the timeline of an episode, by day."""
        found = [Item(one.day, Lane.EXITS, one) for one in (*episode.exits, *episode.unsure)]
        found += [Item(day, Lane.OFFERS, what) for day, what in self._offers(episode) if _stands(what)]
        for lane in ANSWERS:
            found += [Item(day, lane, what) for day, what in self._answers(episode, lane) if _stands(what)]
        wanted = [one for one in found if self._wanted(one)]
        order = list(Lane)
        return sorted(wanted, key=lambda one: (one.day, order.index(one.lane), one.facts))

    def left_out(self, episode: Episode) -> Counter[str]:
        """How many facts of the same days and houses are denied, failed, reversed or superseded."""
        near = [*self._offers(episode), *(one for lane in ANSWERS for one in self._answers(episode, lane))]
        facts = {what.id: what for _, what in near if isinstance(what, Fact) and not what.stands}
        return Counter("superseded" if fact.status.positive else str(fact.status) for fact in facts.values())

    def between_both(self, what: Fact | Exit, episode: Episode) -> bool:
        """Whether it is a deal between the house that was left and the one that was joined."""
        if not isinstance(what, Fact) or what.kind != "deal":
            return False
        return {episode.loser, episode.raider} <= self._houses(what)

    def _wanted(self, one: Item) -> bool:
        return not isinstance(one.what, Fact) or self._basis.asked.wants_status(one.what)

    def _offers(self, episode: Episode) -> Iterator[tuple[date, Fact | Exit]]:
        if episode.raider:
            yield from self._between(episode.raider, Lane.PAY, _back(episode.first, self._how.before), episode.last)

    def _answers(self, episode: Episode, lane: Lane) -> Iterator[tuple[date, Fact | Exit]]:
        if lane is Lane.DEALS and episode.raider:
            before = self._between(episode.loser, lane, _back(episode.first, self._how.before), _back(episode.first, 1))
            yield from (one for one in before if self.between_both(one[1], episode))
        yield from self._between(episode.loser, lane, episode.first, _on(episode.last, self._how.after))

    def _between(self, house: str, lane: Lane, first: date, last: date) -> Iterator[tuple[date, Fact | Exit]]:
        held = self._done.get((house, lane), [])
        start = bisect_left(held, first, key=lambda item: item[0])
        for day, _, what in held[start:]:
            if day > last:
                return
            yield day, what

    def _houses(self, fact: Fact) -> set[str]:
        """The houses whose doing a fact is."""
        named = [value.value for slot in _SLOTS[fact.kind] if slot in fact.slots for value in fact.slots[slot].values]
        if fact.kind == "quote" and not named:
            return self._spoken_for(value_of(fact, "speaker") or "", happened_on(fact))
        return {self._basis.house(one) for one in named}

    def _spoken_for(self, speaker: str, day: date) -> set[str]:
        """The houses at which a speaker held a position about that day."""
        return {
            house for house, start, end in self._jobs.get(speaker, ())
            if (start is None or start <= _on(day, _LAG)) and (end is None or end >= day)
        }  # fmt: skip


def _jobs(basis: Basis) -> dict[str, list[tuple[str, date | None, date | None]]]:
    """The positions of every person: house, first and last day as far as known."""
    jobs: dict[str, list[tuple[str, date | None, date | None]]] = defaultdict(list)
    for fact in basis.facts:
        if fact.kind != "position" or not (fact.stands and fact.holds) or seat_of(value_of(fact, "role")) != "job":
            continue
        if "person" in fact.slots and "org" in fact.slots:
            house = basis.house(value_of(fact, "org"))
            jobs[value_of(fact, "person")].append((house, fact.holds.start, fact.holds.end))
    return jobs


def _stands(what: Fact | Exit) -> bool:
    return not isinstance(what, Fact) or what.stands


def _on(day: date, days: int) -> date:
    return day + timedelta(min(days, (date.max - day).days))


def _back(day: date, days: int) -> date:
    return day - timedelta(min(days, (day - date.min).days))
