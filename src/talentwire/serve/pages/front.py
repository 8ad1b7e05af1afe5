"""The front page: what was told last, who went where, and what is contested."""

from collections.abc import Sequence
from typing import Final

from fastapi import APIRouter
from starlette.responses import Response

from talentwire.analyse.answers.asked import Asked
from talentwire.analyse.answers.telling import told
from talentwire.analyse.facts.fact import Fact
from talentwire.api.catalogue import question
from talentwire.serve.pages.look import Look, Seen
from talentwire.serve.pages.plain import drawn
from talentwire.serve.web.wire import WholeWire

router = APIRouter()
_LATEST: Final = 14
_CONTESTED: Final = 6
_DRAWN: Final = 8
"""Routes in the picture."""
_LEAST: Final = ("quote",)
"""Kinds that a front page has no room for."""


@router.get("/")
def front(wire: WholeWire, look: Seen) -> Response:
    """What happened lately."""
    facts = wire.latest(as_of=look.as_of or None)
    flows = question("flows").ask(wire, Asked(as_of=look.as_of or None, lang=look.lang, top=_DRAWN), {})
    return look.page(
        "front.html", latest=_latest(facts, look), contested=_contested(facts), flows=flows, drawn=drawn(flows),
        counts=wire.ledger().counts(),
    )  # fmt: skip


def _latest(facts: Sequence[Fact], look: Look) -> list[Fact]:
    """The facts told last; of two that read alike, the one believed more."""
    found: dict[str, Fact] = {}
    for fact in facts:
        if fact.kind not in _LEAST and fact.stands:
            found.setdefault(told(fact, look.lang), fact)
        if len(found) == _LATEST:
            break
    return list(found.values())


def _contested(facts: Sequence[Fact]) -> list[Fact]:
    """The facts told last that somebody denies, or of which contradicting figures are told."""
    against = (fact for fact in facts if fact.kind not in _LEAST and (fact.deniers or fact.contested))
    return [fact for fact, _ in zip(against, range(_CONTESTED), strict=False)]
