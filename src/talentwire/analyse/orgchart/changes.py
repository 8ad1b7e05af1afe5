"""What changed between two days: who came, who left, whose superior or role is another."""

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from talentwire.analyse.answers.answer import Cell, Row
from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.orgchart.chart import Chart, Seat
from talentwire.analyse.orgchart.posts import Staffing
from talentwire.analyse.orgchart.shown import Shown, role, superiors, tree

_COLUMNS: Final = ("day", "what", "person", "role", "before", "after")
_ORDER: Final = ("joined", "planned", "seen", "left", "over", "superior", "superior_told", "role")


class Change(NamedTuple):
    """Something that is otherwise than before."""

    what: str
    seat: Seat
    day: date | None
    before: str
    after: str
    facts: tuple[str, ...]


def changes_shown(before: Chart, after: Chart, staff: Staffing, basis: Basis) -> Shown:
    """A row for every change between two charts, and the tree of the later one, with those who are new marked."""
    found = sorted(
        _changes(before, after, staff, basis),
        key=lambda one: (one.day or after.day, _ORDER.index(one.what), basis.name(one.seat.person)),
    )
    rows = [_row(one, basis) for one in found]
    new = frozenset(one.seat.person for one in found if one.what in ("joined", "planned", "seen"))
    counts = [basis.words(f"count_{what}", n=n) for what in _ORDER if (n := sum(one.what == what for one in found))]
    summary = [basis.words("summary_changes", parts=basis.words.listed(counts))] if counts else []
    top = basis.asked.top
    notes = [basis.words("note_more", n=len(rows) - top)] if len(rows) > top else []
    columns = [basis.column(name) for name in _COLUMNS]
    return Shown(columns, rows[:top], tree(after, basis, new) if rows else None, summary, notes)


def _row(one: Change, basis: Basis) -> Row:
    return {
        "day": Cell(one.day), "what": Cell(basis.words(f"what_{one.what}"), one.facts),
        "person": Cell(basis.name(one.seat.person), one.facts, entity=one.seat.person),
        "role": Cell(role(one.seat) or None), "before": Cell(one.before or None), "after": Cell(one.after or None),
    }  # fmt: skip


def _changes(before: Chart, after: Chart, staff: Staffing, basis: Basis) -> Iterator[Change]:
    for person in sorted({*before.seats, *after.seats}):
        old, new = before.seats.get(person), after.seats.get(person)
        if new and new.posts and not (old and old.posts):
            yield _came(new)
        elif old and old.posts and not (new and new.posts):
            yield _went(old, after.day, staff)
        elif old and new:
            yield from _otherwise(old, new, basis)


def _came(seat: Seat) -> Change:
    """Somebody who is new: announced, or joined, if a move says so; else they were only not told of before."""
    moves = [post for post in seat.posts if post.joined]
    posts = moves or seat.posts
    day = min(post.start for post in posts)
    what = "planned" if not seat.sure else "joined" if moves else "seen"
    return Change(what, seat, day, "", "", tuple(post.fact for post in posts))


def _went(seat: Seat, day: date, staff: Staffing) -> Change:
    """Somebody who is there no more: they left, if a move says so; else what they held is over."""
    exits = [(left, fact) for left, fact in staff.exits.get(seat.person, ()) if left <= day]
    if exits:
        left, fact = exits[-1]
        return Change("left", seat, left, "", "", (fact,))
    ends = [post.end for post in seat.posts if post.end]
    return Change("over", seat, max(ends, default=None), "", "", tuple(post.fact for post in seat.posts))


def _otherwise(old: Seat, new: Seat, basis: Basis) -> Iterator[Change]:
    """A superior or a role that is another; lines that were only not told before are said to be so."""
    was, now = superiors(old, basis), superiors(new, basis)
    if now and {line.superior for line in old.lines} != {line.superior for line in new.lines}:
        known = {line.superior for line in old.lines}
        days = [line.days[0] for line in new.lines if line.superior not in known]
        facts = tuple(dict.fromkeys(line.fact for line in (*new.lines, *old.lines)))
        had = bool(old.lines or old.gone)
        what = "superior" if had else "superior_told"
        yield Change(what, new, min(days, default=None), was or _gone(old, basis), now, facts)
    if role(new) and role(old) and role(new) != role(old):
        fresh = [post for post in new.posts if post not in old.posts]
        facts = tuple(post.fact for post in fresh) or tuple(post.fact for post in new.posts)
        yield Change("role", new, min((post.start for post in fresh), default=None), role(old), role(new), facts)


def _gone(seat: Seat, basis: Basis) -> str:
    return " / ".join(basis.name(line.superior) for line in seat.gone)
