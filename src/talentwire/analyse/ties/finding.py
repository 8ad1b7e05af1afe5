"""From facts to ties: deals, rounds, shared sites, and persons who are or were at two houses."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from operator import is_
from typing import Final, NamedTuple

from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.answers.naming import named_in
from talentwire.analyse.answers.parts import Held, House, Part
from talentwire.analyse.facts.fact import Fact
from talentwire.analyse.facts.relations import happened_on, value_of
from talentwire.analyse.facts.ways import seat_of
from talentwire.analyse.ties.tie import Kind, Tie, Told

KINDS: Final = ("move", "position", "deal", "funding", "compute")
"""Kinds of facts that tie houses."""


def all_ties(basis: Basis) -> Sequence[Tie]:
    """Every tie between two houses that the facts tell and that is believed."""
    return basis.held.once(_Ties(basis.house))


@dataclass(frozen=True, eq=False)
class _Ties:
    """Finds all ties; which house an organisation belongs to is always the same for the same facts."""

    house: House

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Ties)

    def __hash__(self) -> int:
        return hash(_Ties)

    def __call__(self, held: Held) -> list[Tie]:
        found = [tie for ties in held.parts(SIDES).values() for tie in ties]
        sites = [site for told in held.parts(SITED).values() for site in told]
        found += [tie for tie in _of_sites(sites) if self.house(tie.left) != self.house(tie.right)]
        found += _of_persons(held, self.house)
        return found


def _orgs(fact: Fact, slot: str) -> list[str]:
    return [one for one in _named(fact, slot) if one.startswith("org:")]


def _named(fact: Fact, slot: str) -> list[str]:
    """Who is believed to fill a slot; several, where all of them may."""
    belief = fact.slots.get(slot)
    if belief is None:
        return []
    return [belief.value] if belief.contested else [value.value for value in belief.values]


# ---- deals, rounds, groups


def _sides(_: str, facts: Sequence[Fact], house: House) -> tuple[Tie, ...] | None:
    found = (tie for fact in facts if fact.stands for tie in _of_sides(fact))
    return tuple(tie for tie in found if house(tie.left) != house(tie.right)) or None


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
    yield from (Tie(left, right, kind, (Told.of(fact),), happened_on(fact)) for left, right in dict.fromkeys(sides))


SIDES: Final = Part("sides", ("move", "deal", "funding"), tuple[Tie, ...], _sides)


# ---- sites


class Sited(NamedTuple):
    """Somebody owns or uses machines.

    Attributes:
        site: where they stand, or what stands for that.
        name: of the site; empty where none is told.
        org: who owns or uses them.
        day: when it happened, or was first told.
        told: the fact.

    """

    site: str
    name: str
    org: str
    first: date
    day: date
    told: Told


def _sited(_: str, facts: Sequence[Fact], __: House) -> tuple[Sited, ...] | None:
    found = []
    for fact in facts:
        if fact.kind == "compute" and fact.stands:
            site = str(value_of(fact, "facility") or f"machines of {fact.id}")
            name = fact.slots["facility"].shown if "facility" in fact.slots else ""
            told, day = Told.of(fact), happened_on(fact)
            found += [Sited(site, name, org, fact.first_seen, day, told) for org in _orgs(fact, "owner") or ("",)]
    return tuple(found) or None


SITED: Final = Part("sited", ("compute",), tuple[Sited, ...], _sited)


def _of_sites(told: Iterable[Sited]) -> Iterator[Tie]:
    """Houses that own or use one site, or machines together."""
    by_site: dict[str, dict[str, list[Sited]]] = defaultdict(lambda: defaultdict(list))
    names: dict[str, str] = {}
    for one in sorted(told, key=lambda one: (one.first, one.told.id)):
        names[one.site] = one.name
        if one.org:
            by_site[one.site][one.org].append(one)
    for site, owners in sorted(by_site.items()):
        for left, right in combinations(sorted(owners, key=lambda one: (_first(owners[one]), one)), 2):
            facts = tuple(dict.fromkeys(one.told for one in (*owners[left], *owners[right])))
            since = max(_first(owners[left]), _first(owners[right]))
            yield Tie(left, right, Kind.SITE, facts, since, None, names[site])


def _first(told: Iterable[Sited]) -> date:
    return min(one.day for one in told)


# ---- persons


class Stay(NamedTuple):
    """Somebody is, or was, at a house.

    Attributes:
        org: the house.
        start: from when, as far as known.
        end: until when; None where it goes on.
        day: when the first fact that tells it happened.
        facts: that tell it.
        lasting: whether it is one that nobody loses by leaving, as a founder does not.

    """

    org: str
    start: date | None
    end: date | None
    day: date
    facts: tuple[Told, ...]
    lasting: bool = False


class Post(NamedTuple):
    """A fact that shows a person at houses, or has one put money into them.

    Attributes:
        person: id of the person.
        name: how it is shown.
        first: day on which it was first told.
        id: of the fact.
        stays: at the houses.

    """

    person: str
    name: str
    first: date
    id: str
    stays: tuple[Stay, ...]


def _posts(_: str, facts: Sequence[Fact], __: House) -> tuple[Post, ...] | None:
    found = []
    for fact in facts:
        slot = "investor" if fact.kind == "funding" else "buyer" if fact.kind == "deal" else "person"
        for person in _named(fact, slot) if fact.stands else ():
            if person.startswith("person:"):
                stays = tuple(_stays(fact))
                found.append(Post(person, fact.slots[slot].shown, fact.first_seen, fact.id, stays))
    return tuple(found) or None


POSTS: Final = Part("posts", ("move", "position", "deal", "funding"), tuple[Post, ...], _posts)


def _of_persons(held: Held, house: House) -> list[Tie]:
    """Houses at which one person has posts, or from one of which a person came to the other."""
    by_person: dict[str, list[tuple[Post, ...]]] = defaultdict(list)
    for posts in held.parts(POSTS).values():
        for person in {post.person for post in posts} if len(posts) > 1 else (posts[0].person,):
            by_person[person].append(posts)
    before: dict[str, _Known] = held.memory.get("ties", {})
    now: dict[str, _Known] = {}
    for person, told in sorted(by_person.items()):
        known = before.get(person)
        same = known is not None and len(known.told) == len(told) and all(map(is_, known.told, told))
        now[person] = known if known and same else _Known(told, _of_person(person, told, house))
    held.memory["ties"] = now
    return [tie for one in now.values() for tie in one.ties]


class _Known(NamedTuple):
    """The ties of a person, and what they were found in."""

    told: list[tuple[Post, ...]]
    ties: tuple[Tie, ...]


def _of_person(person: str, told: Iterable[tuple[Post, ...]], house: House) -> tuple[Tie, ...]:
    mine = sorted((post for posts in told for post in posts if post.person == person), key=lambda p: (p.first, p.id))
    houses = _houses((stay for post in mine for stay in post.stays), house)
    return tuple(_between(left, right, mine[0].name) for left, right in combinations(houses, 2))


def _stays(fact: Fact) -> Iterator[Stay]:
    """The houses at which a fact shows a person, or into which one has put money."""
    day, held, told = happened_on(fact), fact.holds, (Told.of(fact),)
    end = held.end if held else None
    if fact.kind == "move":
        yield from (Stay(org, None, day, day, told) for org in _orgs(fact, "from_org"))
        yield from (Stay(org, day, end, day, told) for org in _orgs(fact, "to_org"))
    elif fact.kind == "position":
        former = value_of(fact, "current") is False
        start = None if former else (held.start if held and held.start else day)
        end = end or (day if former else None)
        lasting = seat_of(value_of(fact, "role")) == "lasting"
        yield from (Stay(org, start, end, day, told, lasting) for org in _orgs(fact, "org"))
    else:
        yield from (
            Stay(org, day, None, day, told) for org in _orgs(fact, "org" if fact.kind == "funding" else "target")
        )


def _houses(stays: Iterable[Stay], house: House) -> list[Stay]:
    """One stay for each house, from the first day to the last, in their order."""
    found: dict[str, list[Stay]] = defaultdict(list)
    for stay in stays:
        found[house(stay.org)].append(stay)
    return sorted((_whole(held) for held in found.values()), key=_order)


def _whole(held: list[Stay]) -> Stay:
    """All stays at a house as one; who founded it and left has left."""
    starts = [stay.start for stay in held if stay.start]
    ends = [stay.end for stay in held if stay.end]
    going = any(stay.end is None and not (stay.lasting and ends) for stay in held)
    end = None if going else max(ends)
    told = dict.fromkeys(fact for stay in held for fact in stay.facts)
    return Stay(held[0].org, min(starts, default=None), end, held[0].day, tuple(told))


def _order(stay: Stay) -> tuple[date, date, str]:
    first = stay.start or stay.end or date.max
    return first, stay.end or date.max, stay.org


def _between(left: Stay, right: Stay, person: str) -> Tie:
    """Posts at both at a time, or one after the other."""
    facts = tuple(dict.fromkeys((*left.facts, *right.facts)))
    began = right.start or right.end or left.day
    since = max(began, left.start or began)
    ends = [end for end in (left.end, right.end) if end]
    if not ends or min(ends) > since:
        return Tie(left.org, right.org, Kind.BOTH, facts, since, min(ends, default=None), person)
    return Tie(left.org, right.org, Kind.MOVED, facts, since, None, person)


# ---- what is said of whom


class Doubted(NamedTuple):
    """A fact that is not believed: why, and whom it names."""

    why: str
    named: tuple[str, ...]


def _doubted(_: str, facts: Sequence[Fact], __: House) -> tuple[Doubted, ...] | None:
    return tuple(Doubted(why, tuple(sorted(named_in(fact)))) for fact in facts if (why := _reason(fact))) or None


def _reason(fact: Fact) -> str:
    if not fact.status.positive:
        return str(fact.status)
    return "superseded" if fact.superseded_by else ""


def _all_named(_: str, facts: Sequence[Fact], __: House) -> tuple[tuple[str, tuple[str, ...]], ...] | None:
    return tuple((fact.id, tuple(sorted(named_in(fact)))) for fact in facts) or None


DOUBTED: Final = Part("doubted", KINDS, tuple[Doubted, ...], _doubted)
NAMED: Final = Part("named", KINDS, tuple[tuple[str, tuple[str, ...]], ...], _all_named)
"""Whom each fact names, by its id."""
