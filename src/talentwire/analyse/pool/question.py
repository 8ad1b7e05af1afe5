"""The question of how many there are: who was seen, how many that makes with the unseen, and what people say."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Final

from talentwire.analyse.answers.answer import Answer, Cell, Row
from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.answers.parts import Held
from talentwire.analyse.answers.picture import Dot, Dots
from talentwire.analyse.pool.asking import PoolAsked, View
from talentwire.analyse.pool.chao import Estimate
from talentwire.analyse.pool.sayings import Saying, sayings
from talentwire.analyse.pool.sightings import People, Sightings, gone
from talentwire.lang.families import UNTOLD

LEAST: Final = 20
"""People that must have been seen before anything is estimated."""
AGAIN: Final = 5
"""People of these that must have been seen in more than one story."""
_COLUMNS: Final = (
    ("group", ""), ("seen", "heads"), ("stories", "stories"), ("once", "heads"), ("twice", "heads"),
    ("coverage", "share"), ("estimate", "heads"), ("claimed", "heads"), ("day", ""), ("words", ""),
)  # fmt: skip
_LONGEST: Final = 160
Named = tuple[str, str, Sightings]
"""Whom sightings are of: what they are called, the id of the house, the sightings."""


def pool(basis: Basis, how: PoolAsked) -> Answer:
    """Answer how many people there are in the visible market."""
    asked = basis.person or basis.orgs or how.role or basis.asked.during or basis.asked.status
    people = People.of(basis, how.role) if asked else basis.held.once(_Everybody(basis))
    everybody = people.together
    named = _houses(basis, people) if how.view is View.HOUSES else _roles(basis, people)
    shown: list[Named] = [(basis.words("everybody"), "", everybody), *named] if everybody.stories else []
    said = [one for one in sayings(basis) if basis.asked.wants_day(one.day)] if not basis.person else []
    rows = [_row(*one) for one in shown] + [_said(one, basis) for one in said]
    columns = [basis.column(name, unit) for name, unit in _COLUMNS if any(name in row for row in rows) or not rows]
    return basis.answer(
        "pool", columns, rows, title=basis.words(f"title_{how.view}"),
        definition=f"{basis.words('definition', least=LEAST, again=AGAIN)} {basis.words(f'definition_{how.view}')}",
        summary=_summary(basis, everybody.estimate, said), notes=_notes(basis, shown, said),
        picture=_picture(basis, shown, said),
    )  # fmt: skip


def refused(estimate: Estimate) -> bool:
    """Whether too few were seen, or too few of them again, to say anything of those who were not."""
    return estimate.seen < LEAST or estimate.again < AGAIN


@dataclass(frozen=True, eq=False)
class _Everybody:
    """All who were seen; of the same facts they are always the same, whatever is asked of them."""

    basis: Basis

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Everybody)

    def __hash__(self) -> int:
        return hash(_Everybody)

    def __call__(self, _: Held) -> People:
        return People.of(self.basis)


def _roles(basis: Basis, people: People) -> list[Named]:
    """People by the family of their position, the largest first, those without a told one last."""
    groups = people.by_role
    ranked = sorted(groups.items(), key=lambda one: (one[0] == UNTOLD, -len(one[1].stories), one[0]))
    return [(basis.words(f"family_{name}"), "", sightings) for name, sightings in ranked]


def _houses(basis: Basis, people: People) -> list[Named]:
    """People by the houses at which they were seen, the largest first, the rest as one."""
    groups = people.by_house
    ranked = sorted(groups, key=lambda house: (-len(groups[house].stories), basis.name(house)))
    top = basis.asked.top
    if len(ranked) <= top + 1:
        return [(basis.name(house), house, groups[house]) for house in ranked]
    rest = frozenset(ranked[top:])
    others = people.at(rest)
    named = [(basis.name(house), house, groups[house]) for house in ranked[:top]]
    return [*named, (basis.words("rest", n=len(rest)), "", others)]


def _row(name: str, house: str, sightings: Sightings) -> Row:
    """A group: who was seen, and what that says of how many there are."""
    held, facts = sightings.estimate, sightings.behind
    row = {
        "group": Cell(name, entity=house), "seen": Cell(held.seen, facts), "stories": Cell(sightings.told_in, facts),
        "once": Cell(held.once, facts), "twice": Cell(held.twice, facts),
    }  # fmt: skip
    if refused(held) or held.coverage is None:
        return row
    row["coverage"] = Cell(round(held.coverage, 4), facts)
    row["estimate"] = Cell(round(held.total), facts, *_ends(held))
    return row


def _ends(held: Estimate) -> tuple[int, int]:
    """The interval in whole people, never narrower than it is."""
    return floor(held.low), ceil(held.high)


def _said(saying: Saying, basis: Basis) -> Row:
    words = saying.words if len(saying.words) <= _LONGEST else f"{saying.words[: _LONGEST - 1]}…"
    low, high = _bounds(saying)
    exact = saying.number if low is None and high is None else None
    return {
        "group": Cell(_speaker(saying, basis)), "claimed": Cell(exact, (saying.fact,), low, high),
        "day": Cell(saying.day), "words": Cell(words),
    }  # fmt: skip


def _bounds(saying: Saying) -> tuple[float | None, float | None]:
    """The end that is told, where it is "at least" or "at most"."""
    return saying.number if saying.bound == "min" else None, saying.number if saying.bound == "max" else None


def _speaker(saying: Saying, basis: Basis) -> str:
    return basis.words("says", who=saying.who) if saying.who else basis.words("told")


def _summary(basis: Basis, everybody: Estimate, said: Sequence[Saying]) -> Iterator[str]:
    words = basis.words
    if not everybody.seen:
        return
    if refused(everybody):
        yield words("summary_refused", n=everybody.seen, again=everybody.again)
        return
    low, high = _ends(everybody)
    yield words("summary", n=round(everybody.total), low=low, high=high, seen=everybody.seen)
    if everybody.coverage is not None:
        yield words("summary_coverage", share=words.share(everybody.coverage))
    if not said:
        yield words("summary_unsaid")


def _notes(basis: Basis, shown: Sequence[Named], said: Sequence[Saying]) -> Iterator[str]:
    words = basis.words
    yield words("visible")
    few = [name for name, _, sightings in shown if refused(sightings.estimate)]
    if few:
        yield words("note_few", n=len(few), least=LEAST, again=AGAIN)
    if shown and not refused(shown[0][2].estimate):
        yield words("note_fame")
        yield words("note_open")
        yield words("note_stories")
        if (shown[0][2].estimate.coverage or 0) < 1 / 2:
            yield words("note_thin")
    if said:
        yield words("note_said")
    left_out = gone(basis)
    if left_out:
        yield words("note_left_out", n=left_out)


def _picture(basis: Basis, shown: Sequence[Named], said: Sequence[Saying]) -> Dots | None:
    """Below each other: how many were seen, how many there are by the estimate, and what is said."""
    words, dots = basis.words, []
    for name, _, sightings in shown:
        held = sightings.estimate
        dots.append(Dot(name, held.seen, group=words("column_seen")))
        if not refused(held):
            dots.append(Dot("", round(held.total), *_ends(held), words("column_estimate")))
    for one in said:
        low, high = _bounds(one)
        exact = low is None and high is None
        dots.append(Dot(_speaker(one, basis), one.number, low, high, words("column_claimed"), exact=exact))
    sizes = [dot.high or dot.value for dot in dots]
    return Dots(words("axis"), tuple(dots), log=bool(sizes) and max(sizes) > 50 * min(sizes)) if dots else None
