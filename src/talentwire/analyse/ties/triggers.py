"""Deals and hires whose target is tied to others, who may have reason to look at them."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from talentwire.analyse.answers.answer import Cell, Row
from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.answers.naming import ids_in, is_asked_for, named_in
from talentwire.analyse.answers.parts import Held, House, Part
from talentwire.analyse.answers.picture import Matrix
from talentwire.analyse.answers.telling import told
from talentwire.analyse.facts.fact import Fact, Stage
from talentwire.analyse.facts.relations import happened_on, value_of
from talentwire.analyse.facts.ways import seat_of
from talentwire.analyse.ties.finding import all_ties
from talentwire.analyse.ties.neighbours import Shown, by_ends, other
from talentwire.analyse.ties.tie import Kind, Tie
from talentwire.lang.families import family_of

_COLUMNS: Final = ("day", "buyer", "does", "target", "tied", "names", "ties", "status", "sure", "what")
_NAMED: Final = 4
"""So many houses are named in a row."""
_WIDE: Final = 20
"""So many houses have a column in the picture."""


class Act(NamedTuple):
    """A deal, or a move of somebody from one house to another.

    Attributes:
        fact: id of the fact that tells it.
        does: the kind of the deal, or ``hire``.
        day: when it happened, or was first told.
        buyer: id of the house that buys or hires.
        target: id of the house that is bought into, or loses somebody.
        persons: who moves.
        leads: whether that is a deal, or the fact itself says that they led the house.
        stage: how far it has come.
        sure: how far it is believed.
        named: ids of all whom the fact names.

    """

    fact: str
    does: str
    day: date
    buyer: str
    target: str
    persons: tuple[str, ...]
    leads: bool
    stage: Stage
    sure: float
    named: tuple[str, ...]


class Trigger(NamedTuple):
    """A deal or a hire.

    Attributes:
        act: what it is.
        tied: to how many other houses the target is tied.

    """

    act: Act
    tied: int


def _acts(_: str, facts: Sequence[Fact], house: House) -> tuple[Act, ...] | None:
    found = []
    for fact in facts:
        if fact.stands and (fact.kind == "deal" or (fact.kind == "move" and "person" in fact.slots)):
            slots = ("buyer", "target") if fact.kind == "deal" else ("to_org", "from_org")
            buyer, target = (house(value_of(fact, slot) or "") for slot in slots)
            if buyer and target and buyer != target:
                found.append(_act(fact, buyer, target))
    return tuple(found) or None


def _act(fact: Fact, buyer: str, target: str) -> Act:
    deal = fact.kind == "deal"
    return Act(
        fact.id, (value_of(fact, "kind") or "deal") if deal else "hire", happened_on(fact), buyer, target,
        () if deal else ids_in(fact, "person"), deal or _leads(value_of(fact, "from_role")), fact.status,
        fact.confidence.value, tuple(sorted(named_in(fact))),
    )  # fmt: skip


def _led(_: str, facts: Sequence[Fact], house: House) -> tuple[tuple[str, str], ...] | None:
    """Persons with the houses that they founded or lead."""
    found = {
        (person, house(org))
        for fact in facts
        if fact.kind == "position" and fact.stands and _leads(value_of(fact, "role"))
        for person in ids_in(fact, "person")
        for org in ids_in(fact, "org")
    }
    return tuple(sorted(found)) or None


ACTS: Final = Part("acts", ("move", "deal"), tuple[Act, ...], _acts)
LED: Final = Part("led", ("position",), tuple[tuple[str, str], ...], _led)


def triggers(known: Sequence[Tie], basis: Basis) -> Shown:
    """A row for every deal and hire whose target is tied to a third house, those with most such houses first."""
    told_all = not (basis.person or basis.asked.status)
    around = basis.held.once(_Neighbourhoods(basis)) if told_all else _around(known, basis)
    asked = [one for one in _all(basis) if _wants(one, basis)]
    found = [Trigger(one, around[one.target].tied(one) if one.target in around else 0) for one in asked]
    held = sorted((one for one in found if one.tied), key=_order)
    first, rest = held[: basis.asked.top], held[basis.asked.top :]
    ties = [(one, around[one.act.target].ties(one.act)) for one in first]
    words, facts = basis.words, basis.held.look([one.act.fact for one in first])
    what = {id_: told(fact, words.lang) for id_, fact in facts.items()}
    rows = [_row(one, tied, what[one.act.fact], basis) for one, tied in ties]
    if rest:
        rows.append({"what": Cell(words("more_triggers", n=len(rest)), tuple(one.act.fact for one in rest))})
    columns = tuple(basis.column(name, {"tied": "organisations", "sure": "share"}.get(name, "")) for name in _COLUMNS)
    summary = [words("summary_triggers", n=len(held))] if held else []
    notes = [words("note_untied", n=len(found) - len(held))] if len(held) < len(found) else []
    return Shown(columns, rows, _matrix(ties, what, basis), summary, notes)


def _around(known: Sequence[Tie], basis: Basis) -> dict[str, "_Around"]:
    """By house, who is tied to it."""
    by_house = by_ends((tie for tie in known if tie.kind is not Kind.MOVED), basis)
    return {house: _Around(house, ties, basis) for house, ties in by_house.items()}


@dataclass(frozen=True, eq=False)
class _Neighbourhoods:
    """Who is tied to each house by all ties; of the same facts it is always the same, whatever is asked of them."""

    basis: Basis

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Neighbourhoods)

    def __hash__(self) -> int:
        return hash(_Neighbourhoods)

    def __call__(self, _: Held) -> dict[str, "_Around"]:
        return _around(all_ties(self.basis), self.basis)


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

    def tied(self, act: Act) -> int:
        """To how many houses beside the buyer's it was tied on the day of an act."""
        day = act.day
        return len(self._ends) - bisect_left(self._ends, day) - (self._last.get(act.buyer, date.min) >= day)

    def ties(self, act: Act) -> Tied:
        """Those ties, with whom there are most first."""
        day = act.day
        found = {
            house: tuple(tie for tie in held if (tie.until or date.max) >= day)
            for house, held in self._by_house.items()
            if house != act.buyer and self._last[house] >= day
        }
        return dict(sorted(found.items(), key=lambda one: (-len(one[1]), one[0])))


def _order(one: Trigger) -> tuple[int, int, str]:
    return -one.tied, -one.act.day.toordinal(), one.act.fact


def _all(basis: Basis) -> Iterator[Act]:
    """Every deal, and every hire of somebody who led the house that they leave."""
    led = {one for known in basis.held.parts(LED).values() for one in known}
    for acts in basis.held.parts(ACTS).values():
        for one in acts:
            if one.leads or any((person, one.target) in led for person in one.persons):
                yield one


def _wants(one: Act, basis: Basis) -> bool:
    asked = basis.asked
    of_status = not asked.status or one.stage in asked.status
    return of_status and asked.wants_day(one.day) and is_asked_for(basis, one.named)


def _leads(role: str | None) -> bool:
    """Whether a position is one of those who lead a house, or founded it."""
    return role is not None and (family_of(role) == "leadership" or seat_of(role) == "lasting")


def _row(one: Trigger, tied: Tied, what: str, basis: Basis) -> Row:
    words, act, own = basis.words, one.act, (one.act.fact,)
    names = [basis.name(house) for house in tied]
    facts = tuple(dict.fromkeys(fact.id for held in tied.values() for tie in held for fact in tie.facts))
    more = len(names) - _NAMED
    return {
        "day": Cell(act.day, own),
        "buyer": Cell(basis.name(act.buyer), entity=act.buyer),
        "does": Cell(words(f"does_{act.does}")),
        "target": Cell(basis.name(act.target), entity=act.target),
        "tied": Cell(one.tied, facts),
        "names": Cell(", ".join(names[:_NAMED]) + (f" +{more}" if more > 0 else ""), facts),
        "ties": Cell(sum(map(len, tied.values())), facts),
        "status": Cell(words(f"stage_{act.stage}")),
        "sure": Cell(act.sure, own),
        "what": Cell(what, own),
    }


def _matrix(shown: Sequence[tuple[Trigger, Tied]], what: Mapping[str, str], basis: Basis) -> Matrix | None:
    """By deal or hire, how many ties its target has to whom."""
    if not shown:
        return None
    counts: Counter[str] = Counter()
    for _, tied in shown:
        counts.update({house: len(held) for house, held in tied.items()})
    houses = sorted(counts, key=lambda house: (-counts[house], basis.name(house)))[:_WIDE]
    values = tuple(tuple(float(len(tied[house])) if house in tied else None for house in houses) for _, tied in shown)
    rows = tuple(what[one.act.fact] for one, _ in shown)
    words = basis.words
    return Matrix(words("axis_trigger"), words("axis_tied"), rows, tuple(map(basis.name, houses)), values)
