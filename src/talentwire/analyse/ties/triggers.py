"""Deals and hires whose target is tied to others, who may have reason to look at them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from talentwire.analyse.answers.answer import Cell, Row
from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.answers.naming import ids_in, is_asked, named_in
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


@dataclass(frozen=True)
class Trigger:
    """A deal or a hire, and to whom else its target is tied.

    Attributes:
        fact: that tells it.
        buyer: the house that buys or hires.
        target: the house that is bought into, or loses somebody who led it.
        tied: the ties of the target by the house at their other end.

    """

    fact: Fact
    buyer: str
    target: str
    tied: Mapping[str, tuple[Tie, ...]]

    @property
    def day(self) -> date:
        """When it happened, or was first told."""
        return happened_on(self.fact)

    @property
    def ties(self) -> int:
        """How many ties the target has."""
        return sum(map(len, self.tied.values()))


def triggers(known: Sequence[Tie], basis: Basis) -> Shown:
    """A row for every deal and hire whose target is tied to a third house, those with most such houses first."""
    by_house = by_ends(known, basis)
    asked = [one for one in _all(basis) if basis.asked.wants(one[0]) and is_asked(named_in(one[0]), basis)]
    found = [Trigger(*one, _tied(*one, by_house, basis)) for one in asked]
    held = sorted((one for one in found if one.tied), key=_order)
    first, rest = held[: basis.asked.top], held[basis.asked.top :]
    rows = [_row(one, basis) for one in first]
    words = basis.words
    if rest:
        rows.append({"what": Cell(words("more_triggers", n=len(rest)), tuple(one.fact.id for one in rest))})
    columns = tuple(basis.column(name, {"tied": "organisations", "sure": "share"}.get(name, "")) for name in _COLUMNS)
    summary = [words("summary_triggers", n=len(held))] if held else []
    notes = [words("note_untied", n=len(found) - len(held))] if len(held) < len(found) else []
    return Shown(columns, rows, _matrix(first, basis), summary, notes)


def _order(one: Trigger) -> tuple[int, int, str]:
    return -len(one.tied), -one.day.toordinal(), one.fact.id


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


def _tied(
    fact: Fact, buyer: str, target: str, by_house: Mapping[str, Iterable[Tie]], basis: Basis
) -> dict[str, tuple[Tie, ...]]:
    """To whom the target is tied besides by more than people who went, as far as that was not over before."""
    found: dict[str, list[Tie]] = defaultdict(list)
    day = happened_on(fact)
    for tie in by_house.get(target, ()):
        house = other(tie, target, basis)
        over = tie.until is not None and tie.until < day
        if house != buyer and not over and tie.kind is not Kind.MOVED and fact.id not in tie.ids:
            found[house].append(tie)
    return {house: tuple(held) for house, held in sorted(found.items(), key=lambda one: (-len(one[1]), one[0]))}


def _row(one: Trigger, basis: Basis) -> Row:
    words, own = basis.words, (one.fact.id,)
    names = [basis.name(house) for house in one.tied]
    facts = tuple(dict.fromkeys(fact for held in one.tied.values() for tie in held for fact in tie.ids))
    does = value_of(one.fact, "kind") or "deal" if one.fact.kind == "deal" else "hire"
    more = len(names) - _NAMED
    return {
        "day": Cell(one.day, own),
        "buyer": Cell(basis.name(one.buyer), entity=one.buyer),
        "does": Cell(words(f"does_{does}")),
        "target": Cell(basis.name(one.target), entity=one.target),
        "tied": Cell(len(names), facts),
        "names": Cell(", ".join(names[:_NAMED]) + (f" +{more}" if more > 0 else ""), facts),
        "ties": Cell(one.ties, facts),
        "status": Cell(words(f"stage_{one.fact.status}")),
        "sure": Cell(one.fact.confidence.value, own),
        "what": Cell(told(one.fact, words.lang), own),
    }


def _matrix(shown: Sequence[Trigger], basis: Basis) -> Matrix | None:
    """By deal or hire, how many ties its target has to whom."""
    if not shown:
        return None
    counts: dict[str, int] = defaultdict(int)
    for one in shown:
        for house, held in one.tied.items():
            counts[house] += len(held)
    houses = sorted(counts, key=lambda house: (-counts[house], basis.name(house)))[:_WIDE]
    values = tuple(
        tuple(float(len(one.tied[house])) if house in one.tied else None for house in houses) for one in shown
    )
    rows = tuple(told(one.fact, basis.words.lang) for one in shown)
    words = basis.words
    return Matrix(words("axis_trigger"), words("axis_tied"), rows, tuple(map(basis.name, houses)), values)
