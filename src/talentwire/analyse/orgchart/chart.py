"""The chart of a day: a tree in which everybody stands once, with every contradiction kept beside it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from talentwire.analyse.facts.settings import DAYS
from talentwire.analyse.orgchart.posts import Line, Post, Staffing, newest


@dataclass(frozen=True)
class Seat:
    """Somebody on a chart.

    Attributes:
        person: id of the person.
        posts: what they hold that day; nothing for somebody who is only known as a superior.
        lines: to whom they report, the one believed most first; more than one is a contradiction.
        gone: those to whom they reported, and who have left.

    """

    person: str
    posts: tuple[Post, ...] = ()
    lines: tuple[Line, ...] = ()
    gone: tuple[Line, ...] = ()

    @property
    def superior(self) -> str:
        """Id of the superior believed most; empty where none is told."""
        return self.lines[0].superior if self.lines else ""

    @property
    def sure(self) -> bool:
        """Whether it is more than announced that they are there."""
        return not self.posts or any(post.sure for post in self.posts)

    @property
    def facts(self) -> tuple[str, ...]:
        """Ids of the facts that tell of them."""
        return tuple(dict.fromkeys([*(post.fact for post in self.posts), *(line.fact for line in self.lines)]))


@dataclass(frozen=True)
class Chart:
    """Who stood where on a day.

    Attributes:
        day: the day.
        seats: everybody, by id.
        rings: those whose lines lead back to themselves, by their ids; at the first of each ring the tree is cut.

    """

    day: date
    seats: dict[str, Seat]
    rings: tuple[tuple[str, ...], ...] = field(default=())

    def parent(self, person: str) -> str:
        """Whom somebody stands below in the tree; empty for those on top."""
        superior = self.seats[person].superior
        return "" if superior not in self.seats or any(ring[0] == person for ring in self.rings) else superior

    @cached_property
    def below(self) -> dict[str, tuple[str, ...]]:
        """By person, those who stand directly below them in the tree."""
        found: dict[str, list[str]] = defaultdict(list)
        for person in self.seats:
            if parent := self.parent(person):
                found[parent].append(person)
        return {person: tuple(sorted(some)) for person, some in found.items()}

    @cached_property
    def told_below(self) -> dict[str, frozenset[str]]:
        """By person, everybody of whom any source says that they report to them."""
        found: dict[str, set[str]] = defaultdict(set)
        for person, seat in self.seats.items():
            for line in seat.lines:
                found[line.superior].add(person)
        return {person: frozenset(some) for person, some in found.items()}

    @cached_property
    def surely_below(self) -> dict[str, frozenset[str]]:
        """By person, those who report to them by every source that says anything of it."""
        return {
            person: frozenset(one for one in some if len(self.seats[one].lines) == 1)
            for person, some in self.told_below.items()
        }

    @cached_property
    def layers(self) -> dict[str, int]:
        """By person, the layer in which they stand: 1 on top; nobody who has no line up or down."""
        found: dict[str, int] = {}
        stack = [(person, 1) for person in self.tops]
        while stack:
            person, layer = stack.pop()
            found[person] = layer
            stack += [(one, layer + 1) for one in self.below.get(person, ())]
        return found

    @property
    def tops(self) -> list[str]:
        """Those on top of a line."""
        return [person for person in sorted(self.seats) if not self.parent(person) and person in self.below]

    @property
    def alone(self) -> list[str]:
        """Those of whom neither a superior nor anybody below is told."""
        return [person for person in sorted(self.seats) if not self.parent(person) and person not in self.below]

    def all_below(self, person: str) -> int:
        """How many stand below somebody, directly or not."""
        found, stack = 0, [person]
        while stack:
            some = self.below.get(stack.pop(), ())
            found += len(some)
            stack += some
        return found

    def outline(self) -> Iterator[str]:
        """Everybody once, each behind whom they stand below; the largest lines first, those without any last."""
        stack = sorted(self.tops, key=lambda person: (self.all_below(person), person))
        while stack:
            person = stack.pop()
            yield person
            stack += reversed(self.below.get(person, ()))
        yield from self.alone


def chart(staff: Staffing, day: date) -> Chart:
    """The chart of a day, from the posts that were held and the lines that were told by then."""
    held = {person: tuple(newest(post for post in posts if post.held_on(day))) for person, posts in staff.posts.items()}
    seats: dict[str, Seat] = {}
    for person, posts in held.items():
        if posts:
            lines = _standing([line for post in posts for line in post.lines], person, day)
            gone = tuple(line for line in lines if _has_left(line.superior, held, staff, day))
            seats[person] = Seat(person, posts, tuple(line for line in lines if line not in gone), gone)
    for seat in list(seats.values()):
        for line in seat.lines:
            seats.setdefault(line.superior, Seat(line.superior))
    return Chart(day, seats, tuple(_rings(seats)))


def _has_left(person: str, held: dict[str, tuple[Post, ...]], staff: Staffing, day: date) -> bool:
    """Whether somebody left by a day, or held something that is over, and holds nothing any more."""
    if held.get(person):
        return False
    over = any(post.end is not None and post.end <= day for post in staff.posts.get(person, ()))
    return over or any(left <= day for left, _ in staff.exits.get(person, ()))


def _standing(lines: Sequence[Line], person: str, day: date) -> list[Line]:
    """The lines that were told by a day, without those that a later one took the place of.

    A superior who is named only long after the last word on another is a new one. Two who are named within the time in
    which texts go on telling old news contradict each other, and both stay.
    """
    told: dict[str, Line] = {}
    for line in lines:
        days = tuple(one for one in line.days if one <= day)
        if days and line.superior != person:
            known = told.get(line.superior)
            every = tuple(sorted({*days, *(known.days if known else ())}))
            best = known if known and known.weight >= line.weight else line
            told[line.superior] = Line(line.superior, every, best.weight, best.fact)
    standing = [
        line
        for line in told.values()
        if not any((other.days[0] - line.days[-1]).days > DAYS["position"] for other in told.values())
    ]
    return sorted(standing, key=lambda line: (-line.weight, -line.days[-1].toordinal(), line.superior))


def _rings(seats: dict[str, Seat]) -> Iterator[tuple[str, ...]]:
    """Those whose first lines lead back to themselves, each ring once, its first by id where it is cut."""
    done: set[str] = set()
    for person in sorted(seats):
        way: list[str] = []
        at = person
        while at in seats and at not in done and at not in way:
            way.append(at)
            at = seats[at].superior
        if at in way:
            ring = way[way.index(at) :]
            first = ring.index(min(ring))
            yield (*ring[first:], *ring[:first])
        done.update(way)
