"""The review queue: whether two names mean the same, what people decided, and the undoing of it."""

import re
from typing import Annotated, Final

from fastapi import APIRouter, Form
from starlette.responses import RedirectResponse, Response

from talentwire.api import Talentwire
from talentwire.errors import DoneError, NotFoundError
from talentwire.model.entities import Judgement, Verdict
from talentwire.serve.pages.look import Look, Seen
from talentwire.serve.web.access.asker import By
from talentwire.serve.web.wire import Wire
from talentwire.serve.wording import describe

router = APIRouter()
_WAITING: Final = 20
_DECIDED: Final = 30
_PAIR: Final = "pair"
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
Text = Annotated[str, Form(max_length=400)]


@router.get("/review")
def review(wire: Wire, look: Seen, done: int | None = None, before: str = "") -> Response:
    """The pairs of names of which no rule is sure, the most alike first."""
    waiting = wire.decide.unsure(limit=_WAITING)
    decided = wire.decide.all(limit=_DECIDED)
    return look.page(
        "review.html", waiting=[(name_of(one.verdict), one) for one in waiting], decided=decided, describe=describe,
        editor=wire.config.editor or "", before=_before(look, before),
        done=next((one for one in decided if one.id == done), None),
    )  # fmt: skip


@router.post("/review/names")
def decide(wire: Wire, look: Seen, pair: Text, verdict: Text, by: By, reason: Text = "") -> Response:
    """Say whether two names mean the same."""
    judgement = Judgement.SAME if verdict == "same" else Judgement.DIFFERENT
    one = next(iter(wire.decide.unsure(which=lambda verdict: name_of(verdict) == pair)), None)
    if one is None:  # somebody was faster, or went back in the browser and sends the form again
        return RedirectResponse(look.link("/review", before=_PAIR), status_code=303)
    made = wire.decide.judge(one.verdict, judgement, by=by, reason=reason or look.words("reason_review"))
    return _back(look, made.id)


@router.post("/review/undo")
def undo(wire: Wire, look: Seen, number: Annotated[int, Form()], by: By, reason: Text = "") -> Response:
    """Undo a decision; where it was undone before, the page says so."""
    try:
        made, _ = wire.decide.undo(number, by=by, reason=reason or look.words("reason_undone"))
    except DoneError as error:
        return RedirectResponse(look.link("/review", before=error.when[:10]), status_code=303)
    return _back(look, made.id)


@router.post("/claims/{name}/{verb}")
def remark(wire: Wire, look: Seen, name: str, verb: str, by: By, reason: Text) -> Response:
    """Confirm, deny or retract a claim; a form that comes a second time changes nothing more."""
    verbs = {"confirm": wire.decide.confirm, "deny": wire.decide.deny, "retract": wire.decide.retract}
    if verb not in verbs:
        raise NotFoundError(f"a claim can be {', '.join(verbs)}, not {verb}")
    entry = wire.ledger().entry(name)
    if not entry.retracted_at and not _said_before(wire, (verb, by.strip(), f"claim {entry.id}", reason.strip())):
        verbs[verb](entry.id, by=by, reason=reason)
    return RedirectResponse(look.link(f"/claims/{entry.id}"), status_code=303)


def _said_before(wire: Talentwire, said: tuple[str, str, str, str]) -> bool:
    """Whether this person said this very thing lately, and the form comes a second time."""
    lately = wire.decide.all(limit=_DECIDED)
    return any((one.verb, one.by, one.about, one.reason) == said and not one.undone_at for one in lately)


def name_of(one: Verdict) -> str:
    """By what a form names a pair of names."""
    names = (one.left, one.right)  # without line breaks, of which a browser makes others
    return "\t".join(part for name in names for part in (name.type, name.key, name.document))


def _back(look: Look, number: int) -> Response:
    return RedirectResponse(look.link("/review", done=number), status_code=303)


def _before(look: Look, before: str) -> str:
    """What is said to who sends a form again whose work was done before."""
    if before == _PAIR:
        return look.words("decided_before")
    return look.words("undone_before", day=before) if _DAY.fullmatch(before) else ""
