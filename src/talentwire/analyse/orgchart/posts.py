"""Posts: who held what position at an organisation from when to when, and to whom they reported by whose word."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.facts.fact import Fact, Stage
from talentwire.analyse.facts.relations import happened_on, value_of
from talentwire.analyse.facts.settings import settings
from talentwire.analyse.facts.words import words

_ENDS: Final = {"position": ("org", "role", "unit"), "move": ("to_org", "to_role", "to_unit")}
"""By kind the slots for the organisation, the role and the unit of what is held."""


@dataclass(frozen=True, slots=True)
class Line:
    """That somebody reports to somebody, as told.

    Attributes:
        superior: id of whom they report to.
        days: on which it was told, the first first; the first may lie earlier, where a source dates it.
        weight: how far it is believed.
        fact: id of the fact.

    """

    superior: str
    days: tuple[date, ...]
    weight: float
    fact: str


@dataclass(frozen=True, slots=True)
class Post:
    """What somebody holds at an organisation.

    Attributes:
        person: id of the person.
        org: id of the organisation.
        role: the position; empty where it is not told.
        unit: the part of the organisation; empty where it is not told.
        start: the first day on which it is known to be held.
        end: the day on which it was over; None where nothing is told of that.
        sure: whether it is more than announced.
        joined: whether a move is told, and not only the position.
        lines: to whom they report in it.
        fact: id of the fact.

    """

    person: str
    org: str
    role: str
    unit: str
    start: date
    end: date | None
    sure: bool
    joined: bool
    lines: tuple[Line, ...]
    fact: str

    def held_on(self, day: date) -> bool:
        """Whether it was held on a day, as far as is known; on its last day it is over."""
        return self.start <= day and (self.end is None or day < self.end)


@dataclass(frozen=True)
class Staffing:
    """Everything that is told of the people of an organisation.

    Attributes:
        posts: by person, what they held, the oldest first.
        exits: by person, the days on which they left, with the facts.
        left_out: how many facts were left out, by the reason.

    """

    posts: dict[str, list[Post]]
    exits: dict[str, list[tuple[date, str]]]
    left_out: Counter[str]


def staffing(basis: Basis) -> Staffing:
    """The people of the organisation asked about and of all that belongs to it."""
    left_out: Counter[str] = Counter()
    told = basis.held.at(basis.orgs)
    exits = _exits(told, basis)
    posts: dict[str, list[Post]] = defaultdict(list)
    for fact in told:
        ends = _ENDS.get(fact.kind)
        if ends is None or value_of(fact, ends[0]) not in basis.orgs or not basis.asked.wants_status(fact):
            continue
        if why := _reason(fact):
            left_out[why] += 1
            continue
        for post in _posts(fact, ends, basis):
            posts[post.person].append(_until_exit(post, exits))
    for held in posts.values():
        held.sort(key=lambda post: (post.start, post.fact))
    return Staffing(dict(posts), exits, left_out)


def _reason(fact: Fact) -> str:
    """Why a fact does not count; nothing where it does."""
    if not fact.stands:
        return "gone"
    if fact.status is Stage.RUMOURED:
        return "rumoured"
    if value_of(fact, "seat") == "board":
        return "board"
    return _no_post(value_of(fact, "role") or value_of(fact, "to_role") or "")


def _no_post(role: str) -> str:
    """Why a role is no place on the chart: one stays a founder for good, and a board is beside the chart."""
    told, chosen = words(role), settings()
    if told and told <= chosen.lasting:
        return "founder"
    return "board" if not told.isdisjoint(chosen.board) and "executive" not in told else ""


def _exits(told: Iterable[Fact], basis: Basis) -> dict[str, list[tuple[date, str]]]:
    """Who left the organisation for good, and when."""
    found: dict[str, list[tuple[date, str]]] = defaultdict(list)
    for fact in told:
        if fact.kind != "move" or not fact.status.happened or not fact.stands or "person" not in fact.slots:
            continue
        away = value_of(fact, "from_org") in basis.orgs and value_of(fact, "to_org") not in basis.orgs
        if away and value_of(fact, "seat") != "board" and (value_of(fact, "to_org") or not value_of(fact, "from_role")):
            for value in fact.slots["person"].values:
                found[value.value].append((happened_on(fact), fact.id))
    return {person: sorted(days) for person, days in found.items()}


def _posts(fact: Fact, ends: tuple[str, str, str], basis: Basis) -> Iterator[Post]:
    """The posts that a fact tells of: nothing for one of which only the end is known."""
    org, role, unit = ends
    start = fact.holds.start if fact.holds else happened_on(fact)
    if "person" not in fact.slots or start is None:
        return
    for value in fact.slots["person"].values:
        yield Post(
            value.value, value_of(fact, org), value_of(fact, role) or "", value_of(fact, unit) or "", start,
            fact.holds.end if fact.holds else None, fact.status.happened, fact.kind == "move",
            tuple(_lines(fact, start)), fact.id,
        )  # fmt: skip


def _lines(fact: Fact, start: date) -> Iterator[Line]:
    """Whom the holder reports to; the one told first has been it since the post began."""
    belief = fact.slots.get("reports_to")
    if belief is None:
        return
    told = {witness.claim: witness.day for witness in fact.supporters}
    days = {value.value: sorted(told[claim] for claim in value.claims if claim in told) for value in belief.values}
    first = min((some[0] for some in days.values() if some), default=start)
    for value in belief.values:
        if some := days[value.value]:
            yield Line(
                value.value, (min(start, some[0]), *some) if some[0] == first else tuple(some), value.weight, fact.id
            )


def _until_exit(post: Post, exits: dict[str, list[tuple[date, str]]]) -> Post:
    """A post inside the house, of which facts know no end, lasts until its holder leaves."""
    if post.end is not None or not post.joined:
        return post
    left = next((day for day, _ in exits.get(post.person, ()) if day > post.start), None)
    return replace(post, end=left) if left else post


def newest(posts: Iterable[Post]) -> list[Post]:
    """Posts held at one time, those with a role first, of these the one that began last."""
    return sorted(posts, key=lambda post: (not post.role, not post.sure, -post.start.toordinal(), post.fact))
