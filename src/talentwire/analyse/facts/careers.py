"""What follows from a person's moves and positions together: how long each held, what ended it, what overtook it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from talentwire.analyse.facts.building import build
from talentwire.analyse.facts.fact import Fact, Link, Stage
from talentwire.analyse.facts.reading import Reading, day_of
from talentwire.analyse.facts.relations import House, apart, last_word, value_of
from talentwire.analyse.facts.report import World
from talentwire.analyse.facts.settings import DAYS
from talentwire.analyse.facts.spells import Exits, gather_moves, gather_positions
from talentwire.analyse.facts.ways import ByHouse, Exit, Way
from talentwire.model.values import Interval

_SURE: Final = 0.5
"""An exit that is believed less than this ends nothing."""
_SAME_TIME: Final = 60
"""Days within which nobody leaves the same house twice."""
_RIVALS: Final = 8


def careers(readings: list[Reading], subject: str, world: World) -> list[Fact]:
    """The facts about one person's moves and positions."""
    gathered = gather_moves([r for r in readings if r.claim.kind == "move"])
    ways = [Way.of(build(cluster.readings, subject), world) for cluster in gathered]
    exits = _exits(ways)
    held = gather_positions([r for r in readings if r.claim.kind == "position"], exits)
    positions = [_position(cluster.readings, build(cluster.readings, subject), exits, world) for cluster in held]
    return [*_overtaken([_employment(way, exits) for way in ways]), *positions]


def _exits(ways: Sequence[Way]) -> Exits:
    """Who left where; an exit that one text tells again later, without a date, is none."""
    done = sorted((w for w in ways if w.fact.status.happened), key=lambda w: (w.day, w.fact.id))
    arrivals: ByHouse[Way] = ByHouse()
    for way in done:
        arrivals.add(way.joined, way.day, way)
    earlier: ByHouse[Way] = ByHouse()
    found: Exits = ByHouse()
    for way in done:
        if not way.left.ids:
            continue
        if way.fact.confidence.value >= _SURE and not _echo(way, earlier):
            _leave(way, arrivals, found)
        earlier.add(way.left, way.day, way)
    return found


def _echo(way: Way, earlier: ByHouse[Way]) -> bool:
    """Whether one text alone tells, without a date, of a way that had been gone before: old news."""
    move = way.fact
    if "date" in move.slots or move.stories > 1 or any(w.concerned for w in move.supporters):
        return False
    before = (other for _, other in earlier.since(way.left, 0))
    return any(not way.joined.ids or way.joined.same(other.joined) for other in before)


def _leave(way: Way, arrivals: ByHouse[Way], found: Exits) -> None:
    """Note the exit that a move is; inside one house, it is of the position that was left alone."""
    role = value_of(way.fact, "from_role")
    if way.inner and role is None:
        return
    back = next((day for day, _ in arrivals.since(way.left, way.day + 1)), None)
    until = way.day + DAYS["position"]
    whole = bool(way.joined.ids) and not way.inner
    house = House(way.left.ids | way.left.above, frozenset()) if whole else House(way.left.ids, frozenset())
    why = f"left on {day_of(way.day)}" + (f" for {way.fact.slots['to_org'].shown}" if whole else "")
    until = min(until, back - 1) if back else until
    exit_ = Exit(way.day, until, house, way.seat, None if whole else role, way.fact.id, why)
    found.add(house, way.day, exit_)


def _employment(way: Way, exits: Exits) -> Way:
    """A move, with the days for which the arrival held."""
    move = way.fact
    if not move.status.happened or not way.joined.ids or way.inner:
        return way
    start = day_of(way.day)
    for _, one in exits.within(way.joined.ids | way.joined.above, way.day):
        if one.fact != move.id and one.role is None and one.seat == way.seat:
            ended = replace(move, holds=apart(start, one.day), ended_by=Link(one.fact, one.why))
            return way._replace(fact=ended)
    return way._replace(fact=replace(move, holds=Interval(start, None)))


def _position(readings: list[Reading], fact: Fact, exits: Exits, world: World) -> Fact:
    """A position with the days for which it was held, as far as known.

    A document that calls it a former position ends it unless another says on that day or later that it is held: then
    the two contradict each other, and nothing is retired.
    """
    if not fact.status.happened and fact.status is not Stage.PLANNED:
        return fact
    held = [r.at for r in readings if r.get("current") and not r.against]
    former = sorted((r for r in readings if not r.get("current") and not r.against), key=lambda r: (r.at, r.order))
    told = next((r for r in former if r.at > max(held, default=0)), None)
    if former and told is None:
        slots = {**fact.slots, "current": replace(fact.slots["current"], contested=True)}
        fact = replace(fact, slots=slots)
    ended = _ended(fact, held, exits, world)
    start = min(held, default=None)
    if ended is not None and not (told and told.at < ended.day):
        since = start if start is not None and start < ended.day else None
        return replace(fact, holds=apart(since, ended.day), ended_by=Link(ended.fact, ended.why))
    if told is None:
        return replace(fact, holds=apart(start, None))
    day = told.dated.last if told.dated and told.dated.last < told.seen else told.at
    link = Link(ended.fact, ended.why) if ended else Link(fact.id, f"{told.voice.name} calls it a former position")
    return replace(fact, holds=apart(start, day), ended_by=link)


def _ended(fact: Fact, held: list[int], exits: Exits, world: World) -> Exit | None:
    """The first exit after which nobody says any more that the position is held."""
    role = value_of(fact, "role")
    house = House.of(fact, "org", world)
    first, last = min(held, default=0), max(held, default=0)
    for _, one in exits.within(house.ids | house.above, first - DAYS["position"]):
        if one.until >= last and one.ends(role):
            return one
    return None


def _overtaken(ways: list[Way]) -> list[Fact]:
    """The moves, with the rumours that were overtaken by where the person really went."""
    real: ByHouse[Way] = ByHouse()
    for way in ways:
        if way.fact.status.happened and way.left.ids and way.joined.ids:
            real.add(way.left, way.day, way)
    return [_overtake(way, real) if way.left.ids and way.joined.ids else way.fact for way in ways]


def _overtake(way: Way, real: ByHouse[Way]) -> Fact:
    move = way.fact
    if move.status.happened:
        near = [o for _, o in real.since(way.left, way.day - _SAME_TIME) if o.day <= way.day + _SAME_TIME]
        rivals = tuple(o.fact.id for o in near if o.fact.id != move.id and o.elsewhere(way))[:_RIVALS]
        return replace(move, rivals=rivals) if rivals else move
    if not move.status.positive:
        return move
    begun = move.first_seen.toordinal()
    for day, other in real.since(way.left, begun):
        if day <= begun + DAYS["overtaken"] and other.elsewhere(way) and last_word(move) <= other.fact.last_seen:
            why = f"went to {other.fact.slots['to_org'].shown} instead, on {day_of(day)}"
            return replace(move, superseded_by=Link(other.fact.id, why))
    return move
