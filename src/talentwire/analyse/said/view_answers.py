"""Claims and their answers: who alleged, denied, confirmed or put at another figure, when and in which words."""

from typing import Final

from talentwire.analyse.answers.answer import Cell, Row
from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.answers.naming import concerns
from talentwire.analyse.answers.picture import Event, Timeline
from talentwire.analyse.answers.telling import told
from talentwire.analyse.said.asking import SaidAsked
from talentwire.analyse.said.disputes import Dispute, Says, Turn, disputes
from talentwire.analyse.said.shown import Shown, once, teller_cell, words_cell
from talentwire.analyse.said.voices import Sort, Teller, Voices

_COLUMNS: Final = ("dispute", "about", "day", "after", "who", "does", "figure", "words", "status")
_SURE: Final = (Says.CLAIMS, Says.CONFIRMS, Says.FIGURE, Says.DENIES, Says.FAILED)


def answers(basis: Basis, _: SaidAsked) -> Shown:
    """A group of rows for every dispute, a row for each turn of it."""
    voices = Voices.of(basis.held)
    held = [one for one in disputes(basis.facts, basis, voices) if _wants(one, basis, voices)]
    first, rest = held[: basis.asked.top], held[basis.asked.top :]
    rows = [row for number, one in enumerate(first, 1) for row in _rows(number, one, basis, voices)]
    columns = tuple(basis.column(name, {"after": "days"}.get(name, "")) for name in _COLUMNS)
    more = once(fact for one in held for fact in one.facts)
    return Shown(columns, rows, _timeline(first, basis, voices), _summary(held, basis), _notes(rest, basis), more)


def _wants(one: Dispute, basis: Basis, voices: Voices) -> bool:
    tellers = {found.entity for turn in one.turns if (found := voices.teller(turn.witness))}
    days = any(basis.asked.wants_day(turn.witness.day) for turn in one.turns)
    return (
        concerns(basis, *one.facts, tellers=tellers)
        and days
        and any(basis.asked.wants_status(fact) for fact in one.facts)
    )


def _rows(number: int, one: Dispute, basis: Basis, voices: Voices) -> list[Row]:
    return [
        {"dispute": Cell(number, (turn.fact.id,)), "about": Cell("" if at else told(turn.fact, basis.words.lang)),
         **_row(turn, one, basis, voices)}
        for at, turn in enumerate(one.turns)
    ]  # fmt: skip


def _row(turn: Turn, one: Dispute, basis: Basis, voices: Voices) -> Row:
    own = (turn.fact.id,)
    return {
        "day": Cell(turn.witness.day, own),
        "after": Cell((turn.witness.day - one.day).days, own),
        "who": teller_cell(_who(turn, voices)),
        "does": Cell(basis.words(f"does_{turn.says}"), own),
        "figure": Cell(turn.figure),
        "words": words_cell(turn.witness.words, own),
        "status": Cell(basis.words(f"stage_{turn.fact.status}")),
    }


def _who(turn: Turn, voices: Voices) -> Teller:
    """Who speaks: those with a name by it, others as the document calls them."""
    found = voices.teller(turn.witness)
    who = turn.witness.who
    if found and turn.witness.voice != "unnamed":
        return found
    return Teller("", f"{who} ({found.name})" if found else who, Sort.OUTLET)


def _timeline(shown: list[Dispute], basis: Basis, voices: Voices) -> Timeline | None:
    """The turns over days: one dispute in lanes of those who speak, several in a lane each."""
    events = []
    for one in shown:
        about = told(one.facts[0], basis.words.lang)
        for turn in one.turns:
            who, does = _who(turn, voices).name, basis.words(f"does_{turn.says}")
            said = ", ".join(part for part in (does, turn.figure) if part)
            alone = len(shown) == 1
            lane, label = (who, said) if alone else (about, basis.words("turn", who=who, what=said))
            events.append(Event(lane, label, turn.witness.day, sure=turn.says in _SURE))
    return Timeline(tuple(events)) if events else None


def _summary(held: list[Dispute], basis: Basis) -> list[str]:
    if not held:
        return []
    words = basis.words
    does = [{turn.says for turn in one.turns} for one in held]
    kinds = ((Says.DENIES, "denied"), (Says.FIGURE, "figure"), (Says.FAILED, "failed"))
    parts = [words(f"disputes_{name}", n=n) for says, name in kinds if (n := sum(says in one for one in does))]
    return [words("summary_disputes", n=len(held), parts=words.listed(parts))]


def _notes(rest: list[Dispute], basis: Basis) -> list[str]:
    return [basis.words("note_rest_disputes", n=len(rest))] if rest else []
