"""What is believed of each slot, with everything else that is said of it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any, Final

from talentwire.analyse.facts.confidence import belief
from talentwire.analyse.facts.deals import MUTUAL
from talentwire.analyse.facts.fact import Belief, Value
from talentwire.analyse.facts.reading import Reading
from talentwire.analyse.facts.values import same_sum, same_text
from talentwire.model.claims import KINDS, NAMED, Slot, slots
from talentwire.model.values import Money, PartialDate, close

_UNCONTESTED: Final = frozenset({"investor", "owner", "facility", "speaker", "person", "recipient", "current"})
"""Slots in which several values may all be so, or each in its time."""
SLOTS: Final = {kind: slots(KINDS[kind]) for kind in KINDS}
_DECIDED: Final = 0.99
Said = list[tuple[Any, str, Reading]]


def beliefs(readings: list[Reading], confirmed: frozenset[str]) -> dict[str, Belief]:
    """What is believed of every slot that one of the claims fills.

    Args:
        readings: the claims, in the order in which they were recorded.
        confirmed: ids of claims that a person confirmed.

    """
    found: dict[str, Belief] = {}
    weigh = _Weigher(readings, confirmed)
    mutual = any(r.claim.kind == "deal" and r.get("kind") in MUTUAL for r in readings)
    for slot in SLOTS[readings[0].claim.kind]:
        said = _said(slot, readings)
        if said:
            belief_of = _belief(slot.name, slot.type, said, weigh)
            turned = mutual and slot.name in ("buyer", "target")  # either side may be told first
            found[slot.name] = replace(belief_of, contested=False) if turned else belief_of
    dated: Said = [(r.claim.date, str(r.claim.date), r) for r in readings if r.claim.date]
    if dated:
        found["date"] = _belief("date", "date", dated, weigh)
    return found


def _said(slot: Slot, readings: list[Reading]) -> Said:
    """Everything that claims say of a slot: the value, how to show it, and the claim."""
    name = slot.name
    if slot.type in NAMED:
        return [(one, shown, r) for r in readings if name in r.named for one, shown in r.named[name].items()]
    told = [(getattr(r.claim.content, name), r) for r in readings]
    if slot.default == ():
        return [(one, one, r) for values, r in told for one in values]
    return [(value, str(value), r) for value, r in told if value is not None]


class _Weigher:
    """Weighs groups of claims of one fact; most often the group is all of them, and its weight is known already."""

    def __init__(self, readings: list[Reading], confirmed: frozenset[str]) -> None:
        self._size = len(readings)
        self._confirmed = confirmed
        self._all: tuple[tuple[str, ...], int, float] | None = None

    def __call__(self, readings: list[Reading]) -> tuple[tuple[str, ...], int, float]:
        """Ids of the claims, the number of their stories, and how far they are believed."""
        if len(readings) != self._size:
            return self._weighed(readings)
        if self._all is None:
            self._all = self._weighed(readings)
        return self._all

    def _weighed(self, readings: list[Reading]) -> tuple[tuple[str, ...], int, float]:
        claims = tuple([r.id for r in readings])
        weight = belief([r for r in readings if not r.against])
        if self._confirmed and not self._confirmed.isdisjoint(claims):
            weight = max(weight, _DECIDED)
        return claims, len({r.story for r in readings}), round(weight, 6)


def _belief(slot: str, slot_type: str, said: Said, weigh: _Weigher) -> Belief:
    if len(said) == 1:
        return Belief(slot, (_value(said, weigh),))
    grouped = _GROUPINGS.get(slot_type, _by_equality)(said)
    values = [_value(group, weigh) for group in grouped]
    if len(values) == 1:
        return Belief(slot, tuple(values))
    values.sort(key=lambda v: (-v.weight, -v.stories, _rank(v.value), v.shown))
    contested = slot not in _UNCONTESTED and _contested(slot_type, values, grouped)
    return Belief(slot, tuple(values), contested)


def _rank(value: Any) -> float:
    """Of values believed alike, an exact sum goes before a bound, and a narrow date before a wide one."""
    if isinstance(value, Money):
        return float(value.bound is not None)
    if isinstance(value, PartialDate):
        return -float(bool(value.month) + bool(value.day))
    return 0.0


def _value(group: Said, weigh: _Weigher) -> Value:
    value, shown, first = group[0]
    if len(group) == 1:
        return Value(value, shown, *weigh([first]))
    shown = _commonest_name(group)
    return Value(value, shown, *weigh(sorted({id(r): r for _, _, r in group}.values(), key=lambda r: r.order)))


def _commonest_name(group: Said) -> str:
    names = Counter([shown for _, shown, _ in group])
    return min(names, key=lambda name: (-names[name], -len(name), name)) if len(names) > 1 else group[0][1]


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
