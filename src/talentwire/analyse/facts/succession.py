"""What ends or replaces facts about deals, staffs, sites and products: only what is in the same relation can."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace

from talentwire.analyse.facts.fact import Fact, Link
from talentwire.analyse.facts.relations import House, apart, happened_on, last_word, value_of
from talentwire.analyse.facts.report import World
from talentwire.analyse.facts.settings import DAYS

_WHOLE = frozenset({"acquisition", "merger"})


def succeed(kind: str, facts: list[Fact], world: World) -> list[Fact]:
    """The facts about one subject, with what ended each and what took its place."""
    if len(facts) < 2 and kind not in ("workforce", "compute", "release"):
        return facts
    rule = _RULES.get(kind)
    return rule(facts, world) if rule else facts


def _deals(facts: list[Fact], world: World) -> list[Fact]:
    """A takeover that came to nothing, or never got beyond talk, is replaced by one with another buyer."""
    done = sorted((f for f in facts if f.status.happened and value_of(f, "kind") in _WHOLE), key=_when)
    return [_replaced(fact, done, world) for fact in facts] if done else facts


def _replaced(fact: Fact, done: list[Fact], world: World) -> Fact:
    if fact.status.happened or value_of(fact, "kind") not in _WHOLE or "buyer" not in fact.slots:
        return fact
    buyer, target = House.of(fact, "buyer", world), House.of(fact, "target", world)
    for other in done:
        days = (happened_on(other) - fact.first_seen).days
        if not 0 <= days <= DAYS["replaced"] or last_word(fact) > other.last_seen:
            continue
        same_target = not target.ids.isdisjoint(House.of(other, "target", world).ids)
        if same_target and not buyer.same(House.of(other, "buyer", world)) and "buyer" in other.slots:
            why = f"{other.slots['buyer'].shown} bought {other.slots['target'].shown} instead"
            return replace(fact, superseded_by=Link(other.id, why))
    return fact


def _when(fact: Fact) -> tuple[object, str]:
    return happened_on(fact), fact.id


def _newer(relation: Callable[[Fact], list[object]], days: int, why: str) -> Callable[[list[Fact], World], list[Fact]]:
    """A rule by which a newer figure of the same thing ends the time of the older one."""

    def rule(facts: list[Fact], _: World) -> list[Fact]:
        lines: dict[object, list[Fact]] = defaultdict(list)
        for fact in sorted((f for f in facts if f.status.happened), key=_when):
            for key in relation(fact):
                lines[key].append(fact)
        ends: dict[str, Fact | None] = {}
        for line in lines.values():
            for fact, newer in _in_turn(line, days):
                known = ends.get(fact.id)
                ends[fact.id] = min((f for f in (known, newer) if f), key=_when, default=None)
        return [_over(fact, ends[fact.id], why) if fact.id in ends else fact for fact in facts]

    return rule


def _in_turn(line: list[Fact], days: int) -> Iterable[tuple[Fact, Fact | None]]:
    """Facts of one thing with the next newer one; figures of the same weeks stand side by side."""
    after = 0
    for at, fact in enumerate(line):
        after = max(after, at + 1)
        while after < len(line) and (happened_on(line[after]) - happened_on(fact)).days <= days:
            after += 1
        yield fact, line[after] if after < len(line) else None


def _over(fact: Fact, newer: Fact | None, why: str) -> Fact:
    day = happened_on(fact)
    if newer is None:
        return replace(fact, holds=apart(day, None))
    end = happened_on(newer)
    return replace(fact, holds=apart(day, end), ended_by=Link(newer.id, why.format(day=end)))


def _staff(fact: Fact) -> list[object]:
    """The staff, or the part of it, whose size is told."""
    if value_of(fact, "change") != "size" or "count" not in fact.slots:
        return []
    return [(value_of(fact, "org"), str(value_of(fact, "group") or "").casefold())]


def _site(fact: Fact) -> list[object]:
    """The site, by each figure that is told of it."""
    site = value_of(fact, "facility")
    return [(site, slot) for slot in ("accelerators", "power_mw") if site and slot in fact.slots]


def _withdrawn(facts: list[Fact], _: World) -> list[Fact]:
    """A launch holds until the product is withdrawn."""
    ends = sorted((f for f in facts if f.status.happened and value_of(f, "event") == "withdraw"), key=_when)
    return [_launched(fact, ends) for fact in facts]


def _launched(fact: Fact, ends: list[Fact]) -> Fact:
    if not fact.status.happened or value_of(fact, "event") not in ("launch", None):
        return fact
    day = happened_on(fact)
    ended = next((e for e in ends if happened_on(e) > day), None)
    if ended is None:
        return replace(fact, holds=apart(day, None))
    link = Link(ended.id, f"withdrawn on {happened_on(ended)}")
    return replace(fact, holds=apart(day, happened_on(ended)), ended_by=link)


_RULES: dict[str, Callable[[list[Fact], World], list[Fact]]] = {
    "deal": _deals,
    "workforce": _newer(_staff, DAYS["staff"], "a newer size is known, of {day}"),
    "compute": _newer(_site, DAYS["compute"], "a newer figure is known, of {day}"),
    "release": _withdrawn,
}
