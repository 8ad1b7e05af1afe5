"""The question of ties: those of one house, or the deals and hires whose target has ties to others."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from talentwire.analyse.answers.answer import Answer
from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.answers.naming import is_asked_for
from talentwire.analyse.ties.asking import TiesAsked
from talentwire.analyse.ties.finding import DOUBTED, NAMED, all_ties
from talentwire.analyse.ties.neighbours import neighbours
from talentwire.analyse.ties.tie import Tie
from talentwire.analyse.ties.triggers import triggers

_LEFT_OUT: Final = ("denied", "failed", "reversed", "superseded")


def ties(basis: Basis, how: TiesAsked) -> Answer:
    """Answer to whom a house is tied; without one, which deals and hires have a target that is tied to others."""
    known = _wanted(all_ties(basis), basis)
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


def _wanted(known: Sequence[Tie], basis: Basis) -> Sequence[Tie]:
    """Ties as sure as asked for, of the person asked for and, for a house, of the time asked for."""
    asked = basis.asked
    if basis.person:
        of_person = {fact for told in basis.held.parts(NAMED).values() for fact, ids in told if basis.person in ids}
        known = [tie for tie in known if not of_person.isdisjoint(tie.ids)]
    if basis.orgs and asked.during:
        known = [tie for tie in known if tie.held(asked.during)]
    return [tie for tie in known if tie.stage in asked.status] if asked.status else known


def _left_out(basis: Basis) -> list[str]:
    """How many facts about who is asked for tie nobody, since they are not believed."""
    doubted = (one for told in basis.held.parts(DOUBTED).values() for one in told)
    counts = Counter(one.why for one in doubted if is_asked_for(basis, one.named))
    words = basis.words
    parts = [words(f"left_{why}", n=counts[why]) for why in _LEFT_OUT if counts[why]]
    return [words("note_left_out", parts=words.listed(parts))] if parts else []
