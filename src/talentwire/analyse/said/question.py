"""The question of statements: which view, and what all of them share."""

from collections.abc import Callable
from typing import Final

from talentwire.analyse.answers.answer import Answer
from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.said.asking import SaidAsked, View
from talentwire.analyse.said.shown import Shown
from talentwire.analyse.said.view_answers import answers
from talentwire.analyse.said.view_record import record
from talentwire.analyse.said.view_statements import told

_VIEWS: Final[dict[View, Callable[[Basis, SaidAsked], Shown]]] = {
    View.STATEMENTS: told, View.ANSWERS: answers, View.RECORD: record,
}  # fmt: skip


def said(basis: Basis, how: SaidAsked) -> Answer:
    """Answer who said what, and whether it was so."""
    shown = _VIEWS[how.view](basis, how)
    words, view = basis.words, how.view
    notes = [*shown.notes, words("note_visible")] if shown.rows else shown.notes
    return basis.answer(
        "said", shown.columns, shown.rows, title=words(f"title_{view}"), definition=words(f"definition_{view}"),
        summary=shown.summary, notes=notes, picture=shown.picture, more=shown.more,
    )  # fmt: skip
