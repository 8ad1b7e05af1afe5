"""From facts to ties: deals, rounds, shared sites, and persons who are or were at two houses."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations
from typing import Final, NamedTuple

from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.facts.fact import Fact
from talentwire.analyse.facts.relations import happened_on, value_of
from talentwire.analyse.facts.ways import seat_of
from talentwire.analyse.ties.tie import Kind, Tie

KINDS: Final = ("move", "position", "deal", "funding", "compute")
"""Kinds of facts that tie houses."""


def all_ties(basis: Basis) -> Iterator[Tie]:
    """Every tie between two houses that the facts tell and that is believed."""
    standing = [fact for fact in basis.facts if fact.stands]
    yield from (tie for fact in standing for tie in _of_sides(fact) if _outer(tie, basis))
    yield from (tie for tie in _of_sites(standing, basis) if _outer(tie, basis))
    yield from _of_persons(standing, basis)


def _outer(tie: Tie, basis: Basis) -> bool:
    return basis.house(tie.left) != basis.house(tie.right)


def _orgs(fact: Fact, slot: str) -> list[str]:
    return [one for one in _named(fact, slot) if one.startswith("org:")]


def _named(fact: Fact, slot: str) -> list[str]:
    """Who is believed to fill a slot; several, where all of them may."""
    belief = fact.slots.get(slot)
    if belief is None:
        return []
    return [belief.value] if belief.contested else [value.value for value in belief.values]


# ---- deals, rounds, groups


def _of_sides(fact: Fact) -> Iterator[Tie]:
    """The two sides of a deal; who invests in a round, and who raises it; houses between which a group went."""
    if fact.kind == "deal":
        kind = Kind(value_of(fact, "kind") or Kind.DEAL)
        sides = [(left, right) for left in _orgs(fact, "buyer") for right in _orgs(fact, "target")]
    elif fact.kind == "funding":
        kind = Kind.INVESTOR
        sides = [(left, right) for left in _orgs(fact, "investor") for right in _orgs(fact, "org")]
    elif fact.kind == "move" and "person" not in fact.slots:
        kind = Kind.MOVED
        sides = [(left, right) for left in _orgs(fact, "from_org") for right in _orgs(fact, "to_org")]
    else:
        return
    yield from (Tie(left, right, kind, (fact,), happened_on(fact)) for left, right in dict.fromkeys(sides))


# ---- sites


def _of_sites(standing: Iterable[Fact], basis: Basis) -> Iterator[Tie]:
    """Houses that own or use one site, or machines together."""
    by_site: dict[str, dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    names: dict[str, str] = {}
    for fact in standing:
        if fact.kind != "compute":
            continue
        site = str(value_of(fact, "facility") or f"machines of {fact.id}")
        names[site] = fact.slots["facility"].shown if "facility" in fact.slots else ""
        for org in _orgs(fact, "owner"):
            by_site[site][org].append(fact)
    for site, owners in sorted(by_site.items()):
        for left, right in combinations(sorted(owners, key=lambda one: (_first(owners[one]), one)), 2):
            facts = _once([*owners[left], *owners[right]])
            since = max(_first(owners[left]), _first(owners[right]))
            yield Tie(left, right, Kind.SITE, facts, since, None, names[site])


def _first(facts: Iterable[Fact]) -> date:
    return min(happened_on(fact) for fact in facts)


def _once(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple({fact.id: fact for fact in facts}.values())


# ---- persons


class Stay(NamedTuple):
    """Somebody is, or was, at a house.

    Attributes:
        org: the house.
        start: from when, as far as known.
        end: until when; None where it goes on.
        facts: that tell it.
        lasting: whether it is one that nobody loses by leaving, as a founder does not.

    """

    org: str
    start: date | None
    end: date | None
    facts: tuple[Fact, ...]
    lasting: bool = False


def _of_persons(standing: Iterable[Fact], basis: Basis) -> Iterator[Tie]:
    """Houses at which one person has posts, or from one of which a person came to the other."""
    by_person: dict[str, list[Stay]] = defaultdict(list)
    names: dict[str, str] = {}
    for fact in standing:
        slot = "investor" if fact.kind == "funding" else "buyer" if fact.kind == "deal" else "person"
        for person in _named(fact, slot):
            if person.startswith("person:"):
                by_person[person] += _stays(fact)
                names.setdefault(person, fact.slots[slot].shown)
    for person, stays in sorted(by_person.items()):
        for left, right in combinations(_houses(stays, basis), 2):
            yield _between(left, right, names[person])


def _stays(fact: Fact) -> Iterator[Stay]:
    """The houses at which a fact shows a person, or into which one has put money."""
    day, held = happened_on(fact), fact.holds
    end = held.end if held else None
    if fact.kind == "move":
        yield from (Stay(org, None, day, (fact,)) for org in _orgs(fact, "from_org"))
        yield from (Stay(org, day, end, (fact,)) for org in _orgs(fact, "to_org"))
    elif fact.kind == "position":
        former = value_of(fact, "current") is False
        start = None if former else (held.start if held and held.start else day)
        end = end or (day if former else None)
        lasting = seat_of(value_of(fact, "role")) == "lasting"
        yield from (Stay(org, start, end, (fact,), lasting) for org in _orgs(fact, "org"))
    else:
        yield from (Stay(org, day, None, (fact,)) for org in _orgs(fact, "org" if fact.kind == "funding" else "target"))


def _houses(stays: Iterable[Stay], basis: Basis) -> list[Stay]:
    """One stay for each house, from the first day to the last, in their order."""
    found: dict[str, list[Stay]] = defaultdict(list)
    for stay in stays:
        found[basis.house(stay.org)].append(stay)
    return sorted((_whole(held) for held in found.values()), key=_order)


def _whole(held: list[Stay]) -> Stay:
    """All stays at a house as one; who founded it and left has left."""
    starts = [stay.start for stay in held if stay.start]
    ends = [stay.end for stay in held if stay.end]
    going = any(stay.end is None and not (stay.lasting and ends) for stay in held)
    end = None if going else max(ends)
    return Stay(held[0].org, min(starts, default=None), end, _once(fact for stay in held for fact in stay.facts))


def _order(stay: Stay) -> tuple[date, date, str]:
    first = stay.start or stay.end or date.max
    return first, stay.end or date.max, stay.org


def _between(left: Stay, right: Stay, person: str) -> Tie:
    """Posts at both at a time, or one after the other."""
    facts = _once([*left.facts, *right.facts])
    began = right.start or right.end or happened_on(facts[0])
    since = max(began, left.start or began)
    ends = [end for end in (left.end, right.end) if end]
    if not ends or min(ends) > since:
        return Tie(left.org, right.org, Kind.BOTH, facts, since, min(ends, default=None), person)
    return Tie(left.org, right.org, Kind.MOVED, facts, since, None, person)
