"""From facts about moves to heads: each person's changes of house, told once, with both ends where they are known."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from typing import Final, NamedTuple

from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.answers.parts import CAREERS, Held, House, Part, Some, Told, person_of
from talentwire.analyse.facts.fact import Belief, Fact, Stage
from talentwire.analyse.facts.relations import happened_on, value_of
from talentwire.analyse.facts.settings import DAYS
from talentwire.analyse.facts.ways import seat_of
from talentwire.lang.families import UNTOLD, family_of

NOT_TOLD: Final = ""
"""The end of a move that nothing is said of, or of which equally much is said of several houses."""
PAIRED: Final = 183
"""Days within which somebody who left for an untold place and came from an untold one is taken to have moved."""
AGAIN: Final = 365
"""Days after which the same move with a date of its own is another one, even if nothing is told of a way back."""


@dataclass(frozen=True, slots=True)
class Head:
    """A person who changes house.

    Attributes:
        person: id of the person.
        source: id of the organisation left; empty where it is not told.
        target: id of the organisation joined; empty where it is not told.
        day: when it happened, or was first told.
        dated: whether a source dates it to a month or two.
        stage: how far it has come.
        family: family of the position.
        facts: ids of the facts that tell it.
        unclear: whether several houses are named for an end, none believed more than the others.

    """

    person: str
    source: str
    target: str
    day: date
    dated: bool
    stage: Stage
    family: str
    facts: tuple[str, ...]
    unclear: bool = False


def stands(fact: Fact) -> bool:
    """Whether a fact is a change of job that is believed."""
    return fact.kind == "move" and fact.stands and value_of(fact, "seat") != "board"


class Changes(NamedTuple):
    """A person's changes of house.

    Attributes:
        heads: by day, each told once.
        inner: how many stay in one house.
        retold: how many facts tell one of them again.

    """

    heads: tuple[Head, ...]
    inner: int
    retold: int


def heads(basis: Basis) -> tuple[tuple[Head, ...], Counter[str]]:
    """Every head that changes house, by day, and how many facts were left out, by the reason."""
    found, left_out = basis.held.once(_heads)
    return found, Counter(left_out)


def _heads(held: Held) -> tuple[tuple[Head, ...], Counter[str]]:
    of_persons = held.of_persons(CHANGES).values()
    left_out = left_out_of(held)
    left_out["inner"] = sum(one.inner for one in of_persons)
    left_out["retold"] = sum(one.retold for one in of_persons)
    found = list(chain.from_iterable(one.heads for one in of_persons))
    found.sort(key=lambda head: (head.day, head.person, head.facts))
    return tuple(found), left_out


def left_out_of(held: Held) -> Counter[str]:
    """How many facts about moves of persons do not count, by the reason."""
    return Counter(chain.from_iterable(held.parts(LEFT_OUT).values()))


def changes_of(person: str, told: Told) -> tuple[list[Head], int]:
    """What is told of a person's moves, each once and by day: exits and arrivals apart, those inside a house too.

    With it, how many facts tell one of them again.
    """
    moves = [fact for fact in told.facts if stands(fact) and "person" in fact.slots]
    if not moves:
        return [], 0
    roles = _Roles(told)
    found = sorted((head for fact in moves for head in _of(fact, told, roles) if head.person == person), key=_order)
    once = _once(found, told)
    return once, len(found) - len(once)


def _changes(subject: str, facts: Sequence[Fact], house: House) -> Changes | None:
    told = Some(facts, house)
    once, retold = changes_of(person_of(subject), told)
    if not once:
        return None
    moved = _paired(once, told)
    outer = tuple(h for at, h in enumerate(moved) if not inner(h, told) and not _there_already(h, moved[:at], told))
    return Changes(outer, len(moved) - len(outer), retold)


def _left_out(_: str, facts: Sequence[Fact], __: House) -> tuple[str, ...] | None:
    return tuple(filter(None, (_reason(one) for one in facts if one.kind == "move" and "person" in one.slots))) or None


CHANGES: Final = Part("changes", CAREERS, Changes, _changes)
"""Of a person."""
LEFT_OUT: Final = Part("left_out", ("move",), tuple[str, ...], _left_out)
"""For each move of a person that does not count, why."""


def _reason(fact: Fact) -> str:
    """Why a fact about a move does not count; nothing where it does."""
    if not fact.status.positive:
        return str(fact.status)
    if fact.superseded_by is not None:
        return "superseded"
    return "board" if value_of(fact, "seat") == "board" else ""


def _order(head: Head) -> tuple[date, str, tuple[str, ...]]:
    return head.day, head.person, head.facts


def inner(head: Head, basis: Told) -> bool:
    """Whether a move stays in one house, or says of no house that it was left or joined."""
    source, target = basis.house(head.source), basis.house(head.target)
    return source == target


def _of(fact: Fact, basis: Told, roles: "_Roles") -> Iterable[Head]:
    """The heads of a fact: whom it is about, and whoever its claims name beside them."""
    source, target = (believed(fact.slots.get(slot), basis) for slot in ("from_org", "to_org"))
    dated = value_of(fact, "date")
    narrow = dated is not None and bool(dated.month)
    unclear = any(end == NOT_TOLD and slot in fact.slots for end, slot in ((source, "from_org"), (target, "to_org")))
    for value in fact.slots["person"].values:
        yield Head(
            value.value, source, target, happened_on(fact), narrow, fact.status,
            roles.family(value.value, fact, source, target), (fact.id,), unclear,
        )  # fmt: skip


def believed(belief: Belief | None, basis: Told) -> str:
    """The organisation believed for an end of a move; nothing where two houses are believed alike."""
    if belief is None:
        return NOT_TOLD
    best = belief.values[0]
    rivals = [value for value in belief.values if value.weight == best.weight and value.stories == best.stories]
    houses = {basis.house(value.value) for value in rivals}
    return str(best.value) if len(houses) == 1 else NOT_TOLD


def _once(told: Sequence[Head], basis: Told) -> list[Head]:
    """Each move once: what tells a move again is taken for the same, until the person has left in between."""
    kept: list[Head] = []
    for head in told:
        at = next((i for i in reversed(range(len(kept))) if _same(kept[i], head, kept[i + 1 :], basis)), None)
        if at is None:
            kept.append(head)
        else:
            kept[at] = _joined(kept[at], head)
    return kept


def _same(old: Head, new: Head, between: Sequence[Head], basis: Told) -> bool:
    """Whether the later one tells the earlier one again: same ends, one way, and no way back between them."""
    if (_route(old, basis), old.stage.happened) != (_route(new, basis), new.stage.happened):
        return False
    back = any(basis.house(one.source or one.target) == basis.house(old.target or old.source) for one in between)
    far = old.dated and new.dated and (new.day - old.day).days > AGAIN
    return not back and not far


def _route(head: Head, basis: Told) -> tuple[str, str]:
    return basis.house(head.source), basis.house(head.target)


def _joined(old: Head, new: Head) -> Head:
    """Two tellings of one move."""
    family = new.family if old.family == UNTOLD else old.family
    stage = Stage.CONFIRMED if Stage.CONFIRMED in (old.stage, new.stage) else old.stage
    return replace(old, family=family, stage=stage, facts=tuple(dict.fromkeys((*old.facts, *new.facts))))


def _paired(once: Sequence[Head], basis: Told) -> list[Head]:
    """An exit to an untold place with the arrival from one that comes next, made one move."""
    kept: list[Head] = []
    for head in once:
        last = kept[-1] if kept else None
        if last and _goes_on(last, head, basis):
            stage = Stage.CONFIRMED if last.stage is head.stage is Stage.CONFIRMED else Stage.REPORTED
            family = head.family if head.family != UNTOLD else last.family
            kept[-1] = replace(
                last, target=head.target, day=head.day, dated=head.dated, stage=stage, family=family,
                facts=(*last.facts, *head.facts),
            )  # fmt: skip
        else:
            kept.append(head)
    return kept


def _there_already(head: Head, before: Sequence[Head], told: Told) -> bool:
    """Whether somebody comes from an untold place to where they were told to be: they got another position there."""
    if head.source or head.unclear or not head.target:
        return False
    house = told.house(head.target)
    ways = (one for one in reversed(before) if one.stage.happened)
    last = next((one for one in ways if house in (told.house(one.source), told.house(one.target))), None)
    if last is not None:
        return told.house(last.target) == house
    return any(
        fact.kind == "position" and fact.stands and told.house(value_of(fact, "org") or "") == house
        and value_of(fact, "current") is not False and seat_of(value_of(fact, "role")) == "job"
        and (head.day - fact.first_seen).days > DAYS["position"]
        and head.person in (value.value for value in fact.slots["person"].values)
        for fact in told.facts if "person" in fact.slots
    )  # fmt: skip


def _goes_on(last: Head, head: Head, basis: Told) -> bool:
    if not (last.stage.happened and head.stage.happened) or last.unclear or head.unclear:
        return False
    ends = last.source and not last.target and head.target and not head.source
    return bool(ends) and (head.day - last.day).days <= PAIRED and basis.house(last.source) != basis.house(head.target)


class _Roles:
    """The families of people's positions, from their moves and from what else is told of them."""

    def __init__(self, basis: Told) -> None:
        self._told = basis
        self._held: dict[str, list[Fact]] = defaultdict(list)
        for fact in sorted(basis.facts, key=lambda fact: (fact.first_seen, fact.id)):
            if fact.kind == "position" and fact.stands and "role" in fact.slots and "person" in fact.slots:
                self._held[value_of(fact, "person")].append(fact)

    def family(self, person: str, move: Fact, source: str, target: str) -> str:
        """What they do where they go; else what they did; else by a position told of them there, or anywhere."""
        for slot in ("to_role", "from_role"):
            if (family := family_of(value_of(move, slot))) != UNTOLD:
                return family
        held = self._held.get(person, ())
        for house in (self._told.house(target), self._told.house(source), None):
            for fact in held:
                if house is None or self._told.house(value_of(fact, "org") or "") == house:
                    return family_of(value_of(fact, "role"))
        return UNTOLD
