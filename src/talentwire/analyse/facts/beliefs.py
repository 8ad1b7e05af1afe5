"""What is believed of each slot, with everything else that is said of it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any, Final

from talentwire.analyse.facts.confidence import belief
from talentwire.analyse.facts.fact import Belief, Value
from talentwire.analyse.facts.money import MUTUAL
from talentwire.analyse.facts.reading import Reading
from talentwire.analyse.facts.values import same_sum, same_text
from talentwire.model.claims import KINDS, NAMED, Slot, slots
from talentwire.model.values import Money, PartialDate, close

_SEVERAL: Final = frozenset({"investor", "owner", "facility", "speaker", "person", "recipient"})
"""Slots in which several values may all be so."""
_CHANGING: Final = frozenset({"current"})
"""Slots whose values differ with time and do not contradict each other."""
_DECIDED: Final = 0.99
Said = list[tuple[Any, str, Reading]]


def beliefs(readings: list[Reading], confirmed: frozenset[str]) -> dict[str, Belief]:
    """What is believed of every slot that one of the claims fills.

    Args:
        readings: the claims, in the order in which they were recorded.
        confirmed: ids of claims that a person confirmed.

    """
    found: dict[str, Belief] = {}
    mutual = any(r.claim.kind == "deal" and r.get("kind") in MUTUAL for r in readings)
    for slot in slots(KINDS[readings[0].claim.kind]):
        said = [one for reading in readings for one in _said(slot, reading)]
        if said:
            belief_of = _belief(slot.name, slot.type, said, confirmed)
            turned = mutual and slot.name in ("buyer", "target")  # either side may be told first
            found[slot.name] = replace(belief_of, contested=False) if turned else belief_of
    dated: Said = [(r.claim.date, str(r.claim.date), r) for r in readings if r.claim.date]
    if dated:
        found["date"] = _belief("date", "date", dated, confirmed)
    return found


def _said(slot: Slot, reading: Reading) -> Iterator[tuple[Any, str, Reading]]:
    value = reading.get(slot.name)
    if value is None or value == ():
        return
    if slot.type in NAMED:
        for entity, name in reading.shown(slot.name).items():
            yield entity, name, reading
    elif isinstance(value, tuple):
        for one in value:
            yield one, one, reading
    else:
        yield value, str(value), reading


def _belief(slot: str, slot_type: str, said: Said, confirmed: frozenset[str]) -> Belief:
    grouped = _GROUPINGS.get(slot_type, _by_equality)(said)
    values = [_value(group, confirmed) for group in grouped]
    values.sort(key=lambda v: (-v.weight, -v.stories, _rank(v.value), v.shown))
    contested = len(values) > 1 and slot not in _SEVERAL | _CHANGING and _contested(slot_type, values, grouped)
    return Belief(slot, tuple(values), contested)


def _rank(value: Any) -> float:
    """Of values believed alike, an exact sum goes before a bound, and a narrow date before a wide one."""
    if isinstance(value, Money):
        return float(value.bound is not None)
    if isinstance(value, PartialDate):
        return -float(bool(value.month) + bool(value.day))
    return 0.0


def _value(group: Said, confirmed: frozenset[str]) -> Value:
    value, _, first = group[0]
    names = Counter(shown for _, shown, _ in group)
    shown = min(names, key=lambda name: (-names[name], -len(name), name))
    claims = tuple(dict.fromkeys(reading.id for _, _, reading in group))
    alone = len(claims) == 1
    readings = [first] if alone else list({id(r): r for _, _, r in group}.values())
    weight = belief(r for r in readings if not r.against)
    if not confirmed.isdisjoint(claims):
        weight = max(weight, _DECIDED)
    return Value(value, shown, claims, len({r.story for r in readings}), round(weight, 6))


def _by_equality(said: Said) -> list[Said]:
    groups: dict[Any, Said] = defaultdict(list)
    for one in said:
        groups[one[0]].append(one)
    return list(groups.values())


def _by_words(said: Said) -> list[Said]:
    groups: dict[str, Said] = defaultdict(list)
    for one in said:
        groups[str(one[0]).casefold()].append(one)
    return list(groups.values())


def _by_size(said: Said) -> list[Said]:
    """Numbers within one per cent of each other are one; the number said most often stands for them."""
    return [_commonest(group) for group in _runs(sorted(said, key=lambda one: one[0]), close)]


def _by_sum(said: Said) -> list[Said]:
    def key(one: tuple[Any, str, Reading]) -> tuple[str, str, float]:
        return one[0].currency, one[0].bound or "", one[0].value

    def same(a: Money, b: Money) -> bool:
        return a.agrees(b) and a.bound == b.bound

    return [_commonest(group) for group in _runs(sorted(said, key=key), same)]


def _runs(ordered: Said, same: Callable[[Any, Any], bool]) -> Iterable[Said]:
    run: Said = []
    for one in ordered:
        if run and not same(run[0][0], one[0]):
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def _commonest(group: Said) -> Said:
    if len(group) == 1:
        return group
    counts = Counter(value for value, _, _ in group)
    best = min(counts, key=lambda value: (-counts[value], str(value)))
    ordered = sorted(group, key=lambda one: one[2].order)
    return sorted(ordered, key=lambda one: one[0] != best)


def _by_day(said: Said) -> list[Said]:
    """Dates; a claim that says "2025" also speaks for "2025-07"."""
    groups: dict[PartialDate, Said] = defaultdict(list)
    for one in said:
        groups[one[0]].append(one)
    if len(groups) > _FEW_DATES:
        return list(groups.values())
    return [[*group, *_wider(day, groups)] for day, group in groups.items()]


def _wider(day: PartialDate, groups: dict[PartialDate, Said]) -> Iterator[tuple[Any, str, Reading]]:
    """Claims of a wider date, as far as they say this one too."""
    for other, group in groups.items():
        if other != day and str(day).startswith(str(other)):
            yield from ((day, str(day), reading) for _, _, reading in group)


_FEW_DATES: Final = 50
"""Beyond so many different dates, they are told one by one."""


_GROUPINGS: Final[dict[str, Callable[[Said], list[Said]]]] = {
    "number": _by_size,
    "money": _by_sum,
    "date": _by_day,
    "text": _by_words,
}


def _contested(slot_type: str, values: list[Value], grouped: list[Said]) -> bool:
    """Whether one of the values cannot be so if the first is."""
    first = values[0].value
    if slot_type in NAMED:
        return _other_house(first, values, grouped)
    same = _AGREE.get(slot_type)
    return any(not (same and same(first, other.value)) for other in values[1:])


_AGREE: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "money": same_sum,
    "date": lambda a, b: a.agrees(b),
    "text": same_text,
}


def _other_house(first: str, values: list[Value], grouped: list[Said]) -> bool:
    """Whether some claim names somebody who neither is the first nor belongs to it."""
    slots_of = {id(r): r for group in grouped for _, _, r in group}
    houses = {value.value for value in values}
    family = {i for r in slots_of.values() for wide in r.wide.values() if first in wide for i in wide if i in houses}
    backing = set(values[0].claims)
    return any(v.value not in family and not backing.issuperset(v.claims) for v in values[1:])
