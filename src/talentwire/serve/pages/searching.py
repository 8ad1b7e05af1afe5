"""Search over names and over the words of claims, and what the runs of the program did."""

from typing import Annotated, Final

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from starlette.responses import Response

from talentwire.errors import TalentwireError
from talentwire.model.claims import KINDS, Status
from talentwire.model.values import PartialDate
from talentwire.record.answers import ClaimFilter, Entry
from talentwire.serve.pages.look import Look, Seen
from talentwire.serve.web.problems import status_of
from talentwire.serve.web.wire import Wire
from talentwire.serve.wording import describe

router = APIRouter()
_PAGE: Final = 50
_NAMES: Final = 24


class Sought(BaseModel):
    """What is searched for; an empty field lets everything through."""

    q: str = Field("", max_length=200)
    kind: str = ""
    status: str = ""
    since: str = ""
    until: str = ""
    lang_of: str = ""
    after: int = Field(0, ge=0)

    def wanted(self, look: Look) -> ClaimFilter:
        """The filter of claims.

        Raises:
            BadValueError: when a date is none.

        """
        return ClaimFilter(
            kind=self.kind if self.kind in KINDS else (), status=self.status if self.status in list(Status) else (),
            since=PartialDate.parse(self.since) if self.since else None,
            until=PartialDate.parse(self.until) if self.until else None, lang=self.lang_of or (),
            text=self.q or None, as_of=look.as_of or None, limit=_PAGE + 1, offset=self.after,
        )  # fmt: skip


@router.get("/search")
def search(wire: Wire, look: Seen, sought: Annotated[Sought, Query()]) -> Response:
    """Who is called so, and what is said in these words."""
    wrong, status, entries = "", 200, list[Entry]()
    names = wire.who(look.as_of or None).find(sought.q)[:_NAMES] if sought.q.strip() and not sought.after else []
    try:
        entries = wire.claims(sought.wanted(look))
    except TalentwireError as error:
        wrong, status = str(error), int(status_of(error))
    return look.page(
        "search.html", status=status, sought=sought, names=names, entries=entries[:_PAGE], more=len(entries) > _PAGE,
        page=_PAGE, wrong=wrong, kinds=list(KINDS), statuses=list(Status), describe=describe,
    )  # fmt: skip


@router.get("/runs")
def runs(wire: Wire, look: Seen) -> Response:
    """What was read when, by what, and how much of it was skipped."""
    return look.page("runs.html", runs=wire.ledger().runs(limit=_PAGE), counts=wire.ledger().counts())
