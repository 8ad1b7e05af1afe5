"""What happened around an episode: offers of the raider before it, and what the house that lost people did next."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.answers.parts import Held, House, Part, person_of
from talentwire.analyse.episodes.asking import EpisodesAsked
from talentwire.analyse.episodes.raids import Episode, Exit
from talentwire.analyse.facts.fact import Fact, Stage
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


class Doing(NamedTuple):
    """Something that houses did.

    Attributes:
        id: of the fact that tells it.
        kind: of the fact.
        day: when it happened, or was first told.
        houses: whose doing it is.
        speaker: who said it, where that tells for which house.
        status: how far it has come.
        superseded: whether something else took its place.
        dated: whether a source dates it.

    """

    id: str
    kind: str
    day: date
    houses: tuple[str, ...]
    speaker: str
    status: Stage
    superseded: bool
    dated: bool

    @property
    def stands(self) -> bool:
        """Whether it is believed."""
        return self.status.positive and not self.superseded


Job = tuple[str, date | None, date | None]
"""A position: the house, its first and its last day as far as known."""


class Item(NamedTuple):
    """Something on a timeline: what a house did, or an exit."""

    day: date
    lane: Lane
    what: Doing | Exit

    @property
    def facts(self) -> tuple[str, ...]:
        """Ids of the facts that tell it."""
        return (self.what.id,) if isinstance(self.what, Doing) else self.what.facts

    @property
    def dated(self) -> bool:
        """Whether a source dates it."""
        if isinstance(self.what, Doing):
            return self.what.dated
        return isinstance(self.what, Head) and self.what.dated

    @property
    def sure(self) -> bool:
        """Whether it is more than announced or rumoured."""
        return (self.what.status if isinstance(self.what, Doing) else self.what.stage).happened


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
        self._done = basis.held.once(_done)
        self._hired: dict[str, list[Exit]] = defaultdict(list)
        for one in exits:
            if one.target and (not basis.asked.status or one.stage in basis.asked.status):
                self._hired[basis.house(one.target)].append(one)
        self._sorted: dict[tuple[str, Lane], list[tuple[date, str, Doing | Exit]]] = {}

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
        facts = {what.id: what for _, what in near if isinstance(what, Doing) and not what.stands}
        return Counter("superseded" if fact.status.positive else str(fact.status) for fact in facts.values())

    def between_both(self, what: Doing | Exit, episode: Episode) -> bool:
        """Whether it is a deal between the house that was left and the one that was joined."""
        if not isinstance(what, Doing) or what.kind != "deal":
            return False
        return {episode.loser, episode.raider} <= {*what.houses}

    def _wanted(self, one: Item) -> bool:
        asked = self._basis.asked.status
        return not isinstance(one.what, Doing) or not asked or one.what.status in asked

    def _offers(self, episode: Episode) -> Iterator[tuple[date, Doing | Exit]]:
        if episode.raider:
            yield from self._between(episode.raider, Lane.PAY, _back(episode.first, self._how.before), episode.last)

    def _answers(self, episode: Episode, lane: Lane) -> Iterator[tuple[date, Doing | Exit]]:
        if lane is Lane.DEALS and episode.raider:
            before = self._between(episode.loser, lane, _back(episode.first, self._how.before), _back(episode.first, 1))
            yield from (one for one in before if self.between_both(one[1], episode))
        yield from self._between(episode.loser, lane, episode.first, _on(episode.last, self._how.after))

    def _between(self, house: str, lane: Lane, first: date, last: date) -> Iterator[tuple[date, Doing | Exit]]:
        held = self._in(house, lane)
        start = bisect_left(held, first, key=lambda item: item[0])
        for day, _, what in held[start:]:
            if day > last:
                return
            yield day, what

    def _in(self, house: str, lane: Lane) -> list[tuple[date, str, Doing | Exit]]:
        """What a house did of one sort, by day."""
        if (house, lane) not in self._sorted:
            found: list[tuple[date, str, Doing | Exit]] = [
                (one.day, one.id, one) for one in self._done.get(house, ()) if _LANES[one.kind] is lane
            ]
            if lane is Lane.HIRES:
                found = [(one.day, one.facts[0], one) for one in self._hired.get(house, ())]
            self._sorted[house, lane] = sorted(found, key=lambda item: item[:2])
        return self._sorted[house, lane]


def _done(held: Held) -> dict[str, list[Doing]]:
    """Everything that houses did, by house."""
    found: dict[str, list[Doing]] = defaultdict(list)
    jobs = held.of_persons(JOBS)
    for doings in held.parts(DOINGS).values():
        for one in doings:
            for house in _spoken_for(one, jobs) if one.speaker else one.houses:
                found[house].append(one)
    return found


def _spoken_for(one: Doing, jobs: Mapping[str, tuple[Job, ...]]) -> set[str]:
    """The houses at which a speaker held a position about that day."""
    return {
        house for house, start, end in jobs.get(one.speaker, ())
        if (start is None or start <= _on(one.day, _LAG)) and (end is None or end >= one.day)
    }  # fmt: skip


def _doings(_: str, facts: Sequence[Fact], house: House) -> tuple[Doing, ...] | None:
    return tuple(_doing(fact, house) for fact in facts if value_of(fact, "change") != "size") or None


def _doing(fact: Fact, house: House) -> Doing:
    named = [value.value for slot in _SLOTS[fact.kind] if slot in fact.slots for value in fact.slots[slot].values]
    speaker = (value_of(fact, "speaker") or "") if fact.kind == "quote" and not named else ""
    return Doing(
        fact.id, fact.kind, happened_on(fact), tuple(dict.fromkeys(map(house, named))), speaker, fact.status,
        fact.superseded_by is not None, "date" in fact.slots,
    )  # fmt: skip


def _jobs(subject: str, facts: Sequence[Fact], house: House) -> tuple[Job, ...] | None:
    """The positions of a person."""
    person, jobs = person_of(subject), []
    for fact in facts:
        if fact.kind != "position" or not (fact.stands and fact.holds) or seat_of(value_of(fact, "role")) != "job":
            continue
        if "org" in fact.slots and value_of(fact, "person") == person:
            jobs.append((house(value_of(fact, "org")), fact.holds.start, fact.holds.end))
    return tuple(jobs) or None


DOINGS: Final = Part("doings", tuple(_LANES), tuple[Doing, ...], _doings)
JOBS: Final = Part("jobs", ("position",), tuple[Job, ...], _jobs)
"""Of a person."""


def _stands(what: Doing | Exit) -> bool:
    return not isinstance(what, Doing) or what.stands


def _on(day: date, days: int) -> date:
    return day + timedelta(min(days, (date.max - day).days))


def _back(day: date, days: int) -> date:
    return day - timedelta(min(days, (day - date.min).days))
