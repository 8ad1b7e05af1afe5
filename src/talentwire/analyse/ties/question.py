"""The question of ties: those of one house, or the deals and hires whose target has ties to others."""

from collections import Counter
from typing import Final

from talentwire.analyse.answers.answer import Answer
from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.answers.naming import concerns, named_in
from talentwire.analyse.facts.fact import Fact
from talentwire.analyse.ties.asking import TiesAsked
from talentwire.analyse.ties.finding import all_ties
from talentwire.analyse.ties.neighbours import neighbours
from talentwire.analyse.ties.tie import Tie
from talentwire.analyse.ties.triggers import triggers

_LEFT_OUT: Final = ("denied", "failed", "reversed", "superseded")


def ties(basis: Basis, how: TiesAsked) -> Answer:
    """Answer to whom a house is tied; without one, which deals and hires have a target that is tied to others."""
    known = [tie for tie in all_ties(basis) if _wants(tie, basis)]
    asked = bool(basis.orgs)
    shown = neighbours(known, basis, how) if asked else triggers(known, basis)
    words = basis.words
    view = "house" if asked else "triggers"
    definition = " ".join(words(key) for key in ("definition", f"definition_{view}"))
    notes = [*shown.notes, *_left_out(basis), *([words("note_visible")] if shown.rows else [])]
    return basis.answer(
        "ties", shown.columns, shown.rows, title=words(f"title_{view}", name=basis.asked.org), definition=definition,
        summary=shown.summary, notes=notes, picture=shown.picture,
    )  # fmt: skip


def _wants(tie: Tie, basis: Basis) -> bool:
    """Whether a tie is as sure as asked for, of the person asked for and, for a house, of the time asked for."""
    asked = basis.asked
    person = not basis.person or any(basis.person in named_in(fact) for fact in tie.facts)
    of_time = not basis.orgs or tie.held(asked.during)
    return person and of_time and (not asked.status or tie.stage in asked.status)


def _left_out(basis: Basis) -> list[str]:
    """How many facts about who is asked for tie nobody, since they are not believed."""
    counts: Counter[str] = Counter(map(_reason, (fact for fact in basis.facts if concerns(basis, fact))))
    words = basis.words
    parts = [words(f"left_{why}", n=counts[why]) for why in _LEFT_OUT if counts[why]]
    return [words("note_left_out", parts=words.listed(parts))] if parts else []


def _reason(fact: Fact) -> str:
    if not fact.status.positive:
        return str(fact.status)
    return "superseded" if fact.superseded_by else ""
