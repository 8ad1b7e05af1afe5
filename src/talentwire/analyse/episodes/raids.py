"""Group exits: people who leave one house within weeks, for one other house or for several."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.episodes.asking import EpisodesAsked, Kind
from talentwire.analyse.flows.groups import Group, groups
from talentwire.analyse.flows.heads import Head, heads

Exit = Head | Group
"""A named person or an unnamed group that leaves."""


@dataclass(frozen=True)
class Episode:
    """People who left a house together.

    Attributes:
        number: its place in the order of time, whatever is filtered.
        kind: to one house, or to several.
        loser: id of the house that they left.
        raider: id of the house that they joined; empty for several.
        exits: who left, by day.
        unsure: who is announced or rumoured to leave the same way about the same time.

    """

    number: int
    kind: Kind
    loser: str
    raider: str
    exits: tuple[Exit, ...]
    unsure: tuple[Exit, ...] = ()

    @property
    def first(self) -> date:
        """Day of the first exit."""
        return self.exits[0].day

    @property
    def last(self) -> date:
        """Day of the last exit."""
        return self.exits[-1].day

    @property
    def people(self) -> tuple[str, ...]:
        """Ids of those who have a name."""
        return tuple(dict.fromkeys(one.person for one in self.exits if isinstance(one, Head)))

    @property
    def facts(self) -> tuple[str, ...]:
        """Ids of the facts that tell who left."""
        return facts_of(self.exits)


def facts_of(exits: Iterable[Exit]) -> tuple[str, ...]:
    """Ids of the facts that tell of exits."""
    return tuple(dict.fromkeys(fact for one in exits for fact in one.facts))


def least(exits: Iterable[Exit]) -> int:
    """Heads at least: the named, and what groups are known to add."""
    return sum(1 if isinstance(one, Head) else one.low for one in exits)


def most(exits: Iterable[Exit]) -> int:
    """Heads at most."""
    return sum(1 if isinstance(one, Head) else one.high for one in exits)


def all_exits(basis: Basis) -> tuple[Sequence[Exit], dict[str, int]]:
    """Everybody who changes house, as flows counts them, and how much was left out, by the reason."""
    named, left_out = heads(basis)
    unnamed, sizeless = groups(basis, named)
    adding = [group for group in unnamed if group.high]
    found: list[Exit] = sorted([*named, *adding], key=lambda one: (one.day, one.facts))
    return found, {**left_out, "sizeless": sizeless}


def find(exits: Sequence[Exit], basis: Basis, how: EpisodesAsked) -> list[Episode]:
    """All episodes, numbered by time.

    One begins with an exit of at least a head after which enough leave within the days asked for. It holds all exits of
    these days; what comes later begins another. Whoever is part of a raid is part of no exodus.
    """
    counted = [one for one in exits if one.source and _counts(one, basis)]
    unsure = [one for one in exits if one.source and not basis.asked.status and not one.stage.happened]
    found = list(_raids(counted, unsure, basis, how))
    taken = {id(one) for episode in found for one in episode.exits}
    found += _exoduses([one for one in counted if id(one) not in taken], unsure, basis, how)
    found.sort(key=lambda one: (one.first, one.loser, one.raider, one.kind))
    return [
        Episode(number, one.kind, one.loser, one.raider, one.exits, one.unsure) for number, one in enumerate(found, 1)
    ]


def most_together(exits: Sequence[Exit], basis: Basis, how: EpisodesAsked) -> int:
    """The most heads that went from one house to one other within the days asked for."""
    counted = [one for one in exits if one.source and one.target and _counts(one, basis)]
    by_route = _split(counted, lambda one: (basis.house(one.source), basis.house(one.target)))
    return max((_most_within(held, how.within) for held in by_route.values()), default=0)


def _most_within(held: Sequence[Exit], within: int) -> int:
    found = start = 0
    for end, one in enumerate(held):
        while (one.day - held[start].day).days > within:
            start += 1
        found = max(found, least(held[start : end + 1]))
    return found


def _counts(one: Exit, basis: Basis) -> bool:
    return one.stage in basis.asked.status if basis.asked.status else one.stage.happened


def _raids(counted: Sequence[Exit], unsure: Sequence[Exit], basis: Basis, how: EpisodesAsked) -> Iterator[Episode]:
    def route(one: Exit) -> tuple[str, str]:
        return basis.house(one.source), basis.house(one.target)

    by_route, perhaps = _split(counted, route), _split(unsure, route)
    for (loser, raider), held in by_route.items():
        if raider:
            for exits in _together(held, how.heads, how.within):
                near = _near(perhaps.get((loser, raider), ()), exits, how.within)
                yield Episode(0, Kind.RAID, loser, raider, exits, near)


def _exoduses(rest: Sequence[Exit], unsure: Sequence[Exit], basis: Basis, how: EpisodesAsked) -> Iterator[Episode]:
    def house(one: Exit) -> tuple[str, str]:
        return basis.house(one.source), ""

    by_house, perhaps = _split(rest, house), _split(unsure, house)
    for (loser, _), held in by_house.items():
        for exits in _together(held, 2 * how.heads, how.within):
            yield Episode(0, Kind.EXODUS, loser, "", exits, _near(perhaps.get((loser, ""), ()), exits, how.within))


def _split(exits: Iterable[Exit], key: Callable[[Exit], tuple[str, str]]) -> dict[tuple[str, str], list[Exit]]:
    by: dict[tuple[str, str], list[Exit]] = defaultdict(list)
    for one in exits:
        by[key(one)].append(one)
    return by


def _together(held: Sequence[Exit], enough: int, within: int) -> Iterator[tuple[Exit, ...]]:
    """Exits by day, cut into stretches in which enough heads leave."""
    at = end = 0
    heads_held = 0
    while at < len(held):
        edge = held[at].day + timedelta(within)
        while end < len(held) and held[end].day <= edge:
            heads_held += least(held[end : end + 1])
            end += 1
        if heads_held >= enough and least(held[at : at + 1]):
            yield tuple(held[at:end])
            at, heads_held = end, 0
        else:
            heads_held -= least(held[at : at + 1])
            at += 1


def _near(perhaps: Iterable[Exit], exits: Sequence[Exit], within: int) -> tuple[Exit, ...]:
    """Those who are announced or rumoured to leave about the same time."""
    reach = timedelta(within)
    return tuple(one for one in perhaps if exits[0].day - reach <= one.day <= exits[-1].day + reach)
