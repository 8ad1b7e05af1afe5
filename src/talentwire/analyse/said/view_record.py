"""Track records: how often what outlets, persons and organisations told as a rumour came true."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final

from talentwire.analyse.answers.answer import Cell, Row
from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.answers.naming import concerns
from talentwire.analyse.answers.picture import Dot, Dots
from talentwire.analyse.answers.shares import FEW
from talentwire.analyse.facts.fact import Fact, Stage
from talentwire.analyse.said.asking import SaidAsked
from talentwire.analyse.said.record import End, Record, Rumour, records
from talentwire.analyse.said.shown import Shown, teller_cell
from talentwire.analyse.said.voices import Voices

_COLUMNS: Final = (
    "teller", "sort", "rumours", "first", "later", "true", "nothing", "denied", "open", "share", "days", "copied",
)  # fmt: skip
_UNITS: Final = {"share": "share", "days": "days", **dict.fromkeys(
    ("rumours", "first", "later", "true", "nothing", "denied", "open", "copied"), "rumours"
)}  # fmt: skip


def record(basis: Basis, how: SaidAsked) -> Shown:
    """A row for every teller, those with most rumours first."""
    facts = [fact for fact in basis.facts if basis.asked.wants_status(fact)]
    found = records(facts, Voices.of(basis.held))
    known = {fact.id: fact for fact in facts}
    held = [kept for one in found.held if (kept := _kept(one, known, basis, how)).rumours or kept.copied]
    held.sort(key=lambda one: (-len(one.rumours), -len(one.copied), one.teller.name))
    first, rest = held[: basis.asked.top], held[basis.asked.top :]
    rows = [_row(one, basis) for one in first]
    if rest:
        rows.append(_rest(rest, basis))
    columns = tuple(basis.column(name, _UNITS.get(name, "")) for name in _COLUMNS)
    untold = (known[one] for one in found.nobody)
    nobody = [fact for fact in untold if basis.asked.wants_day(fact.first_seen) and concerns(basis, fact)]
    return Shown(columns, rows, _dots(held, basis), _summary(held, basis), _notes(held, nobody, basis))


def _kept(one: Record, known: dict[str, Fact], basis: Basis, how: SaidAsked) -> Record:
    """As much of a record as is asked for."""

    def wanted(fact: Fact) -> bool:
        return concerns(basis, fact, tellers=(one.teller.entity,))

    def told(rumour: Rumour) -> bool:
        return basis.asked.wants_day(rumour.day) and (rumour.first or not how.first) and wanted(rumour.fact)

    copied = [] if how.first else [
        fact for fact in one.copied if wanted(known[fact]) and basis.asked.wants_day(known[fact].first_seen)
    ]  # fmt: skip
    return replace(one, rumours=list(filter(told, one.rumours)), copied=copied)


def _row(one: Record, basis: Basis) -> Row:
    return {"teller": teller_cell(one.teller), "sort": Cell(basis.words(f"sort_{one.teller.sort}")), **_counts(one)}


def _counts(one: Record) -> Row:
    def some(wanted: Callable[[Rumour], bool]) -> Cell:
        held = [rumour.fact.id for rumour in one.rumours if wanted(rumour)]
        return Cell(len(held), tuple(dict.fromkeys(held)))

    decided = tuple(rumour.fact.id for rumour in one.rumours if rumour.end is not End.OPEN)
    came = one.share
    return {
        "rumours": some(lambda _: True),
        "first": some(lambda rumour: rumour.first),
        "later": some(lambda rumour: not rumour.first),
        "true": some(lambda rumour: rumour.end is End.TRUE),
        "nothing": some(lambda rumour: rumour.end is End.NOTHING),
        "denied": some(lambda rumour: rumour.end is End.NOTHING and rumour.fact.status is Stage.DENIED),
        "open": some(lambda rumour: rumour.end is End.OPEN),
        "share": Cell(round(came.value, 4), decided, round(came.low, 4), round(came.high, 4)) if came else Cell(None),
        "days": Cell(one.days, decided) if one.days is not None else Cell(None),
        "copied": Cell(len(one.copied), tuple(one.copied)),
    }


def _rest(rest: list[Record], basis: Basis) -> Row:
    """All others in one row, which adds up what each told; a share of them would be nobody's."""
    name = basis.words("rest", n=len(rest))
    whole = Record(rest[0].teller, [r for one in rest for r in one.rumours], [c for one in rest for c in one.copied])
    return {"teller": Cell(name), **_counts(whole), "share": Cell(None), "days": Cell(None)}


def _dots(held: Iterable[Record], basis: Basis) -> Dots | None:
    """The shares with their intervals, of those who have enough decided cases."""
    dots = []
    for one in held:
        if came := one.share:
            label = basis.words("dot", name=one.teller.name, n=one.decided)
            group = basis.words(f"sort_{one.teller.sort}")
            value, low, high = (round(100 * end, 1) for end in came)
            dots.append(Dot(label, value, low, high, group))
    dots.sort(key=lambda dot: -dot.value)
    return Dots(basis.words("axis_record"), tuple(dots)) if dots else None


def _summary(held: list[Record], basis: Basis) -> list[str]:
    """What became of the rumours, each counted once, whoever told it."""
    words = basis.words
    ends: dict[str, End] = {}
    for rumour in (rumour for one in held for rumour in one.rumours):
        ends[rumour.fact.id] = min(ends.get(rumour.fact.id, End.OPEN), rumour.end, key=list(End).index)
    if not ends:
        return []
    parts = [words(f"ended_{end}", n=n) for end in End if (n := sum(one is end for one in ends.values()))]
    return [words("summary_record", n=len(ends), tellers=words("tellers", n=_telling(held)), parts=words.listed(parts))]


def _telling(held: list[Record]) -> int:
    return sum(bool(one.rumours) for one in held)


def _notes(held: list[Record], nobody: list[Fact], basis: Basis) -> list[str]:
    words = basis.words
    notes = [words("note_fade")] if held else []
    few = sum(one.share is None and bool(one.rumours) for one in held)
    if few:
        notes.append(words("note_few", n=few, few=FEW))
    if nobody:
        notes.append(words("note_nobody", n=len(nobody)))
    return notes
