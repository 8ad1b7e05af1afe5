"""Deals and hires whose target is tied to others, who may have reason to look at them."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from talentwire.analyse.answers.answer import Cell, Row
from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.answers.naming import concerns, ids_in
from talentwire.analyse.answers.picture import Matrix
from talentwire.analyse.answers.telling import told
from talentwire.analyse.facts.fact import Fact
from talentwire.analyse.facts.relations import happened_on, value_of
from talentwire.analyse.facts.ways import seat_of
from talentwire.analyse.ties.neighbours import Shown, by_ends, other
from talentwire.analyse.ties.tie import Kind, Tie
from talentwire.lang.families import family_of

_COLUMNS: Final = ("day", "buyer", "does", "target", "tied", "names", "ties", "status", "sure", "what")
_NAMED: Final = 4
"""So many houses are named in a row."""
_WIDE: Final = 20
"""So many houses have a column in the picture."""


class Trigger(NamedTuple):
    """A deal or a hire.

    Attributes:
        fact: that tells it.
        buyer: id of the house that buys or hires.
        target: id of the house that is bought into, or loses somebody who led it.
        tied: to how many other houses the target is tied.

    """

    fact: Fact
    buyer: str
    target: str
    tied: int

    @property
    def day(self) -> date:
        """When it happened, or was first told."""
        return happened_on(self.fact)


def triggers(known: Sequence[Tie], basis: Basis) -> Shown:
    """A row for every deal and hire whose target is tied to a third house, those with most such houses first."""
    by_house = by_ends((tie for tie in known if tie.kind is not Kind.MOVED), basis)
    around = {house: _Around(house, ties, basis) for house, ties in by_house.items()}
    asked = [one for one in _all(basis) if basis.asked.wants(one[0]) and concerns(basis, one[0])]
    found = [Trigger(*one, around[one[2]].tied(*one[:2]) if one[2] in around else 0) for one in asked]
    held = sorted((one for one in found if one.tied), key=_order)
    first, rest = held[: basis.asked.top], held[basis.asked.top :]
    ties = [(one, around[one.target].ties(one.fact, one.buyer)) for one in first]
    rows = [_row(one, tied, basis) for one, tied in ties]
    words = basis.words
    if rest:
        rows.append({"what": Cell(words("more_triggers", n=len(rest)), tuple(one.fact.id for one in rest))})
    columns = tuple(basis.column(name, {"tied": "organisations", "sure": "share"}.get(name, "")) for name in _COLUMNS)
    summary = [words("summary_triggers", n=len(held))] if held else []
    notes = [words("note_untied", n=len(found) - len(held))] if len(held) < len(found) else []
    return Shown(columns, rows, _matrix(ties, basis), summary, notes)


Tied = Mapping[str, tuple[Tie, ...]]
"""Ties by the house at their other end."""


class _Around:
    """The ties of a house, kept so that those that were not over on a day need not be looked for."""

    def __init__(self, house: str, ties: Iterable[Tie], basis: Basis) -> None:
        self._by_house: dict[str, list[Tie]] = defaultdict(list)
        for tie in ties:
            self._by_house[other(tie, house, basis)].append(tie)
        self._last = {one: max(tie.until or date.max for tie in held) for one, held in self._by_house.items()}
        self._ends = sorted(self._last.values())

    def tied(self, fact: Fact, buyer: str) -> int:
        """To how many houses beside the buyer's it was tied on the day of a fact."""
        day = happened_on(fact)
        return len(self._ends) - bisect_left(self._ends, day) - (self._last.get(buyer, date.min) >= day)

    def ties(self, fact: Fact, buyer: str) -> Tied:
        """Those ties, with whom there are most first."""
        day = happened_on(fact)
        found = {
            house: tuple(tie for tie in held if (tie.until or date.max) >= day)
            for house, held in self._by_house.items()
            if house != buyer and self._last[house] >= day
        }
        return dict(sorted(found.items(), key=lambda one: (-len(one[1]), one[0])))


def _order(one: Trigger) -> tuple[int, int, str]:
    return -one.tied, -one.day.toordinal(), one.fact.id


def _all(basis: Basis) -> Iterator[tuple[Fact, str, str]]:
    """Every deal, and every hire of somebody who led the house that they leave, with both houses."""
    led = _leaders(basis)
    for fact in basis.facts:
        if not fact.stands:
            continue
        if fact.kind == "deal":
            ends = value_of(fact, "buyer") or "", value_of(fact, "target") or ""
        elif fact.kind == "move" and "person" in fact.slots and _is_leader(fact, led, basis):
            ends = value_of(fact, "to_org") or "", value_of(fact, "from_org") or ""
        else:
            continue
        buyer, target = map(basis.house, ends)
        if buyer and target and buyer != target:
            yield fact, buyer, target


def _leaders(basis: Basis) -> frozenset[tuple[str, str]]:
    """Persons with the houses that they founded or lead."""
    return frozenset(
        (person, basis.house(org))
        for fact in basis.facts
        if fact.kind == "position" and fact.stands and _leads(value_of(fact, "role"))
        for person in ids_in(fact, "person")
        for org in ids_in(fact, "org")
    )


def _is_leader(fact: Fact, led: frozenset[tuple[str, str]], basis: Basis) -> bool:
    left = basis.house(value_of(fact, "from_org") or "")
    known = any((person, left) in led for person in ids_in(fact, "person"))
    return known or _leads(value_of(fact, "from_role"))


def _leads(role: str | None) -> bool:
    """Whether a position is one of those who lead a house, or founded it."""
    return role is not None and (family_of(role) == "leadership" or seat_of(role) == "lasting")


def _row(one: Trigger, tied: Tied, basis: Basis) -> Row:
    words, own = basis.words, (one.fact.id,)
    names = [basis.name(house) for house in tied]
    facts = tuple(dict.fromkeys(fact for held in tied.values() for tie in held for fact in tie.ids))
    does = value_of(one.fact, "kind") or "deal" if one.fact.kind == "deal" else "hire"
    more = len(names) - _NAMED
    return {
        "day": Cell(one.day, own),
        "buyer": Cell(basis.name(one.buyer), entity=one.buyer),
        "does": Cell(words(f"does_{does}")),
        "target": Cell(basis.name(one.target), entity=one.target),
        "tied": Cell(one.tied, facts),
        "names": Cell(", ".join(names[:_NAMED]) + (f" +{more}" if more > 0 else ""), facts),
        "ties": Cell(sum(map(len, tied.values())), facts),
        "status": Cell(words(f"stage_{one.fact.status}")),
        "sure": Cell(one.fact.confidence.value, own),
        "what": Cell(told(one.fact, words.lang), own),
    }


def _matrix(shown: Sequence[tuple[Trigger, Tied]], basis: Basis) -> Matrix | None:
    """By deal or hire, how many ties its target has to whom."""
    if not shown:
        return None
    counts: Counter[str] = Counter()
    for _, tied in shown:
        counts.update({house: len(held) for house, held in tied.items()})
    houses = sorted(counts, key=lambda house: (-counts[house], basis.name(house)))[:_WIDE]
    values = tuple(tuple(float(len(tied[house])) if house in tied else None for house in houses) for _, tied in shown)
    rows = tuple(told(one.fact, basis.words.lang) for one, _ in shown)
    words = basis.words
    return Matrix(words("axis_trigger"), words("axis_tied"), rows, tuple(map(basis.name, houses)), values)
