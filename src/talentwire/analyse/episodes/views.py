"""Episodes as rows and pictures: the list, and the timeline of one."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from talentwire.analyse.answers.answer import Cell, Column, Row
from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.answers.picture import Event, Timeline
from talentwire.analyse.answers.telling import told
from talentwire.analyse.episodes.around import ANSWERS, Around, Doing, Item, Lane
from talentwire.analyse.episodes.raids import Episode, Exit, facts_of, least, most
from talentwire.analyse.flows.heads import Head

View = tuple[tuple[Column, ...], Sequence[Row], Timeline | None]
"""Columns, rows, and what the picture shows."""
_LISTED: Final = ("number", "kind", "from", "to", "first", "last", "heads", "unsure")
_NAMES: Final = 3
"""So many names stand on one mark of a picture."""


# ---- the list


def listed(wanted: Sequence[Episode], around: Around, basis: Basis) -> View:
    """A row for every episode, the largest first."""
    ordered = sorted(wanted, key=lambda one: (-least(one.exits), -one.first.toordinal(), one.number))
    top = basis.asked.top
    shown, rest = (ordered, []) if len(ordered) <= top + 1 else (ordered[:top], ordered[top:])
    rows = [_row(one, around, basis) for one in shown]
    if rest:
        exits = [exit_ for one in rest for exit_ in one.exits]
        rows.append({"from": Cell(basis.words("rest", n=len(rest))), "heads": _heads(exits)})
    units = dict.fromkeys(("heads", "unsure"), "heads") | {"next": "days"}
    names = (*_LISTED, Lane.OFFERS, *ANSWERS, "next")
    columns = tuple(basis.column(str(name), units.get(str(name), "")) for name in names)
    events = tuple(
        Event(basis.name(one.loser), _mark(one, basis), one.first, one.last)
        for one in sorted(shown, key=lambda one: one.number)
    )
    return columns, rows, Timeline(events) if events else None


def _mark(one: Episode, basis: Basis) -> str:
    return basis.words("went", who=f"→ {_end(one, basis)}", way=_size(one.exits, basis))


def _row(one: Episode, around: Around, basis: Basis) -> Row:
    items = around.items(one)
    by_lane = {lane: [item for item in items if item.lane is lane and item.sure] for lane in Lane}
    answers = [item for lane in ANSWERS for item in by_lane[lane]]
    first = min((item for item in answers if item.day > one.first), key=lambda item: item.day, default=None)
    dealt = any(around.between_both(item.what, one) for item in by_lane[Lane.DEALS])
    return {
        "number": Cell(one.number), "kind": Cell(basis.words("kind_dealt" if dealt else f"kind_{one.kind}")),
        "from": Cell(basis.name(one.loser), entity=one.loser), "to": _to(one, basis),
        "first": Cell(one.first), "last": Cell(one.last), "heads": _heads(one.exits), "unsure": _heads(one.unsure),
        **{str(lane): _count(by_lane[lane]) for lane in (Lane.OFFERS, *ANSWERS)},
        "next": Cell((first.day - one.first).days, first.facts) if first else Cell(None),
    }  # fmt: skip


def _heads(exits: Iterable[Exit]) -> Cell:
    """The named heads, and around them what they are with the groups."""
    held = list(exits)
    named = sum(1 for one in held if isinstance(one, Head))
    if named == len(held):
        return Cell(named, facts_of(held))
    return Cell(named, facts_of(held), least(held), most(held))


def _count(items: Sequence[Item]) -> Cell:
    """How many things were done; of people who were hired, how many."""
    facts = tuple(dict.fromkeys(fact for item in items for fact in item.facts))
    exits = [item.what for item in items if not isinstance(item.what, Doing)]
    return _heads(exits) if exits else Cell(len(items), facts)


def _to(one: Episode, basis: Basis) -> Cell:
    return Cell(_end(one, basis), entity=one.raider)


def _end(one: Episode, basis: Basis) -> str:
    """Where those of an episode went; of several houses, how many."""
    if one.raider:
        return basis.name(one.raider)
    known = {basis.house(exit_.target) for exit_ in one.exits if exit_.target}
    return basis.words("houses", n=len(known)) if known else basis.words("not_told")


def _size(exits: Iterable[Exit], basis: Basis) -> str:
    held = list(exits)
    low, high = least(held), most(held)
    return basis.words("size", n=high, span=str(low) if low == high else f"{low}–{high}")


def name_of(one: Episode, basis: Basis) -> str:
    """An episode by its houses."""
    return f"{basis.name(one.loser)} → {_end(one, basis)}"


# ---- one episode


def timeline(one: Episode, items: Sequence[Item], basis: Basis) -> View:
    """A row for everything that happened around an episode, by day."""
    rows = [
        {
            "day": Cell(item.day, item.facts),
            "distance": Cell((item.day - one.first).days, item.facts),
            "lane": Cell(_lane(item.lane, one, basis)),
            "what": Cell(_what(item, basis), item.facts),
            "status": Cell(basis.words(f"stage_{_stage(item)}")),
            "dated": Cell(item.dated),
        }
        for item in items
    ]
    units = {"distance": "days"}
    columns = tuple(
        basis.column(name, units.get(name, "")) for name in ("day", "distance", "lane", "what", "status", "dated")
    )
    return columns, rows, Timeline(tuple(_events(one, items, basis)))


def _stage(item: Item) -> str:
    return str(item.what.status if isinstance(item.what, Doing) else item.what.stage)


def _lane(lane: Lane, one: Episode, basis: Basis) -> str:
    if lane is Lane.EXITS:
        return name_of(one, basis)
    return basis.words(f"lane_{lane}", org=basis.name(one.raider if lane is Lane.OFFERS else one.loser))


def _what(item: Item, basis: Basis) -> str:
    """What happened, in a line."""
    what = item.what
    if isinstance(what, Doing):
        return told(basis.fact(what.id), basis.words.lang)
    who = basis.name(what.person) if isinstance(what, Head) else _size([what], basis)
    ends = (basis.name(end) if end else basis.words("not_told") for end in (what.source, what.target))
    return basis.words("went", who=who, way=" → ".join(ends))


def _events(one: Episode, items: Sequence[Item], basis: Basis) -> Iterator[Event]:
    """A mark for each thing; those who left on one day share one."""
    lanes = {lane: [item for item in items if item.lane is lane] for lane in Lane}
    for lane, held in lanes.items():
        if lane not in (Lane.EXITS, Lane.HIRES):
            yield from (Event(_lane(lane, one, basis), _what(item, basis), item.day, sure=item.sure) for item in held)
            continue
        for day, sure in sorted({(item.day, item.sure) for item in held}):
            there = [item for item in held if (item.day, item.sure) == (day, sure)]
            yield Event(_lane(lane, one, basis), _who(there, one, basis), day, sure=sure)


def _who(items: Sequence[Item], episode: Episode, basis: Basis) -> str:
    """Who left, or came, on one day, with the house at the other end where there is one that the lane does not name."""
    exits = [item.what for item in items if not isinstance(item.what, Doing)]
    named = [basis.name(one.person) for one in exits if isinstance(one, Head)]
    more = [_size([one for one in exits if not isinstance(one, Head)], basis)] if len(named) < len(exits) else []
    if len(named) > _NAMES:
        named = [*named[:_NAMES], basis.words("rest", n=len(named) - _NAMES)]
    text = ", ".join([*named, *more])
    coming = items[0].lane is Lane.HIRES
    ends = {basis.house(one.source if coming else one.target) for one in exits}
    if len(ends) > 1 or not ends.isdisjoint({"", "" if coming else episode.raider}):
        return text
    return f"{text} {'←' if coming else '→'} {basis.name(ends.pop())}"
