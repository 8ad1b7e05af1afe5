"""Statements by speaker, with what became of each."""

from collections import Counter
from typing import Final, NamedTuple

from talentwire.analyse.answers.answer import Cell, Row
from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.answers.naming import concerns
from talentwire.analyse.answers.picture import Bar, Bars, Part
from talentwire.analyse.answers.telling import told as in_a_line
from talentwire.analyse.said.asking import SaidAsked
from talentwire.analyse.said.outcomes import VERDICTS, Fate, Outcome, Verdict, fate
from talentwire.analyse.said.shown import Shown, once, teller_cell, words_cell
from talentwire.analyse.said.statements import Statement, all_statements, speakers
from talentwire.analyse.said.voices import Teller, Voices

_COLUMNS: Final = ("speaker", "day", "words", "about", "outcome", "by", "instead", "says", "days", "status")


class _Judged(NamedTuple):
    """A statement and what became of it."""

    one: Statement
    fate: Fate


Speaker = tuple[Teller, list[_Judged]]


def told(basis: Basis, _: SaidAsked) -> Shown:
    """A row for every statement of the speakers who said most that can be checked."""
    voices, known = Voices.of(basis.held), all_statements(basis.held)
    asked = basis.asked.status or basis.asked.during or basis.person or basis.orgs
    wanted = [one for one in known if _wants(one, basis)] if asked else known
    by_speaker = [(who, [_Judged(one, fate(one, voices)) for one in held]) for who, held in speakers(wanted)]
    first, rest = by_speaker[: basis.asked.top], by_speaker[basis.asked.top :]
    rows = [_row(who, judged, basis) for who, held in first for judged in held]
    columns = tuple(basis.column(name, {"days": "days"}.get(name, "")) for name in _COLUMNS)
    more = once(judged.one.fact for _, held in rest for judged in held)
    drawn = tuple(bar for who, held in first if (bar := _bar(who, held, basis)).parts)
    bars = Bars(basis.words("axis_statements"), drawn)
    return Shown(columns, rows, bars if bars.bars else None, _summary(by_speaker, basis), _notes(rest, basis), more)


def _wants(one: Statement, basis: Basis) -> bool:
    """Whether a statement of the person or organisation asked for, or one about them, is of the time asked for."""
    asked = basis.asked.wants_status(one.fact) and basis.asked.wants_day(one.day)
    return asked and concerns(basis, one.fact, tellers=(one.speaker.entity,))


def _row(who: Teller, judged: _Judged, basis: Basis) -> Row:
    one, became = judged
    words, own = basis.words, (one.fact.id,)
    days = (became.day - one.day).days if became.day and became.day >= one.day else None
    return {
        "speaker": teller_cell(who),
        "day": Cell(one.day, own),
        "says": Cell(words("says_quote" if one.is_quote else f"says_{one.stage}")),
        "words": words_cell(one.words, tuple(dict.fromkeys((*own, *one.quotes)))),
        "about": Cell("" if one.is_quote else in_a_line(one.fact, words.lang), own),
        "outcome": Cell(words(f"outcome_{became.outcome}"), own),
        "by": Cell(", ".join(became.who)),
        "instead": Cell(", ".join(became.figures)),
        "days": Cell(days, own) if days is not None else Cell(None),
        "status": Cell("" if one.is_quote else words(f"stage_{one.fact.status}")),
    }


def _bar(who: Teller, held: list[_Judged], basis: Basis) -> Bar:
    """The statements of a speaker that can be checked."""
    counts = Counter(VERDICTS[judged.fate.outcome] for judged in held if judged.fate.outcome in VERDICTS)
    parts = (Part(basis.words(f"verdict_{one}"), counts[one]) for one in Verdict)
    return Bar(who.name, tuple(parts) if counts else ())


def _summary(by_speaker: list[Speaker], basis: Basis) -> list[str]:
    words = basis.words
    counts = Counter(judged.fate.outcome for _, held in by_speaker for judged in held)
    if not counts:
        return []
    parts = [words("count_of", n=counts[one], what=words(f"outcome_{one}")) for one in Outcome if counts[one]]
    speaking = words("speakers", n=len(by_speaker))
    return [words("summary_statements", n=counts.total(), speakers=speaking, parts=words.listed(parts))]


def _notes(rest: list[Speaker], basis: Basis) -> list[str]:
    if not rest:
        return []
    hidden = sum(len(held) for _, held in rest)
    return [basis.words("note_rest", n=hidden, speakers=basis.words("speakers", n=len(rest)))]
