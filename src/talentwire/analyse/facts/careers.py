"""What follows from a person's moves and positions together: how long each held, what ended it, what overtook it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from talentwire.analyse.facts.building import build
from talentwire.analyse.facts.fact import Fact, Link, Stage
from talentwire.analyse.facts.reading import Reading
from talentwire.analyse.facts.relations import House, apart, happened_on, last_word, value_of
from talentwire.analyse.facts.report import World
from talentwire.analyse.facts.settings import DAYS
from talentwire.analyse.facts.spells import Exit, gather_moves, gather_positions, seat_of
from talentwire.analyse.facts.values import same_text
from talentwire.model.values import Interval

_SURE: Final = 0.5
"""An exit that is believed less than this ends nothing."""
_SAME_TIME: Final = 60
"""Days within which nobody leaves the same house twice."""


def careers(readings: list[Reading], subject: str, world: World) -> list[Fact]:
    """The facts about one person's moves and positions."""
    gathered = gather_moves([r for r in readings if r.claim.kind == "move"])
    moves = [build(cluster.readings, subject) for cluster in gathered]
    exits = _exits(moves, world)
    held = gather_positions([r for r in readings if r.claim.kind == "position"], exits)
    positions = [_position(cluster.readings, build(cluster.readings, subject), exits, world) for cluster in held]
    return [*_overtaken(_employments(moves, exits, world), world), *positions]


def _seat(fact: Fact) -> str:
    return str(value_of(fact, "seat") or "job")


def is_inner(fact: Fact, world: World) -> bool:
    """Whether a move stays in one house."""
    return House.of(fact, "from_org", world).same(House.of(fact, "to_org", world))


def _exits(moves: Sequence[Fact], world: World) -> list[Exit]:
    """Who left where, oldest first; an exit that one text tells again later, without a date, is none."""
    done = sorted((m for m in moves if m.status.happened), key=lambda m: (happened_on(m), m.id))
    arrivals = [m for m in done if "to_org" in m.slots]
    found: list[Exit] = []
    for at, move in enumerate(done):
        if "from_org" in move.slots and move.confidence.value >= _SURE and not _echo(move, done[:at], world):
            found.extend(_exit(move, arrivals, world))
    return found


def _echo(move: Fact, earlier: Sequence[Fact], world: World) -> bool:
    """Whether one text without a date says again what had happened before: old news, until somebody backs it."""
    if "date" in move.slots or move.stories > 1 or any(w.concerned for w in move.supporters):
        return False
    left = House.of(move, "from_org", world)
    return any(left.same(House.of(other, "from_org", world)) for other in earlier)


def _exit(move: Fact, arrivals: Sequence[Fact], world: World) -> list[Exit]:
    """The leaving that a move is; inside one house, it is of the position that was left alone."""
    house, inner, role = House.of(move, "from_org", world), is_inner(move, world), value_of(move, "from_role")
    if inner and role is None:
        return []
    day = happened_on(move).toordinal()
    backs = [happened_on(a).toordinal() for a in arrivals if house.same(House.of(a, "to_org", world))]
    back = min((b for b in backs if b > day), default=None)
    until = min(day + DAYS["position"], back - 1 if back else day + DAYS["position"])
    whole = "to_org" in move.slots and not inner
    orgs = house.ids | house.above if whole else house.ids
    why = f"left on {happened_on(move)}" + (f" for {move.slots['to_org'].shown}" if whole else "")
    return [Exit(day, until, frozenset(orgs), _seat(move), None if whole else role, move.id, why)]


def _employments(moves: list[Fact], exits: list[Exit], world: World) -> list[Fact]:
    """The moves, each arrival with the days for which it held."""
    return [_employment(move, exits, world) for move in moves]


def _employment(move: Fact, exits: list[Exit], world: World) -> Fact:
    if not move.status.happened or "to_org" not in move.slots or is_inner(move, world):
        return move
    start = happened_on(move)
    house = House.of(move, "to_org", world)
    ended = next(
        (e for e in exits if e.day >= start.toordinal() and e.fact != move.id and _leaves(e, move, house)), None
    )
    if ended is None:
        return replace(move, holds=Interval(start, None))
    return replace(move, holds=apart(start, ended.day), ended_by=Link(ended.fact, ended.why))


def _leaves(ended: Exit, move: Fact, house: House) -> bool:
    """Whether an exit is from the house that the move led to, and not from one position there alone."""
    return ended.role is None and ended.seat == _seat(move) and house.in_or_below(ended.orgs)


def _position(readings: list[Reading], fact: Fact, exits: list[Exit], world: World) -> Fact:
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


def _ended(fact: Fact, held: list[int], exits: list[Exit], world: World) -> Exit | None:
    """The first exit after which nobody says any more that the position is held."""
    role = value_of(fact, "role")
    house = House.of(fact, "org", world)
    first, last = min(held, default=0), max(held, default=0)
    for ended in exits:
        if seat_of(role) != ended.seat or not house.in_or_below(ended.orgs):
            continue
        if ended.role is not None and (role is None or not same_text(ended.role, role)):
            continue
        if ended.until >= last and (ended.day >= first or ended.until >= first):
            return ended
    return None


def _overtaken(moves: list[Fact], world: World) -> list[Fact]:
    """The moves, with the rumours that were overtaken by where the person really went."""
    real = [m for m in moves if m.status.happened and {"from_org", "to_org"} <= m.slots.keys()]
    if not real:
        return moves
    return [_overtake(move, real, world) for move in moves]


def _overtake(move: Fact, real: list[Fact], world: World) -> Fact:
    if not {"from_org", "to_org"} <= move.slots.keys() or not move.status.positive:
        return move
    others = [other for other in real if other.id != move.id and _elsewhere(move, other, world)]
    if move.status.happened:
        rivals = tuple(o.id for o in others if abs((happened_on(o) - happened_on(move)).days) <= _SAME_TIME)
        return replace(move, rivals=rivals) if rivals else move
    for other in sorted(others, key=lambda o: (happened_on(o), o.id)):
        since = (happened_on(other) - move.first_seen).days
        if move.first_seen <= happened_on(other) and since <= DAYS["overtaken"] and last_word(move) <= other.last_seen:
            why = f"went to {other.slots['to_org'].shown} instead, on {happened_on(other)}"
            return replace(move, superseded_by=Link(other.id, why))
    return move


def _elsewhere(left: Fact, right: Fact, world: World) -> bool:
    """Whether two moves lead from one house to two that have nothing in common."""
    if _seat(left) != _seat(right) or is_inner(right, world) or is_inner(left, world):
        return False
    same = House.of(left, "from_org", world).same(House.of(right, "from_org", world))
    return same and not House.of(left, "to_org", world).same(House.of(right, "to_org", world))
