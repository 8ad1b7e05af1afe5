"""The newsletter of a week as a page."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from talentwire.analyse.digest.week import asked_days
from talentwire.serve.digest.frame import Frame, with_sources
from talentwire.serve.pages.look import Seen
from talentwire.serve.pages.plain import drawn
from talentwire.serve.web.wire import WholeWire

router = APIRouter()


@router.get("/digest")
def issue(
    wire: WholeWire, look: Seen, week: str = "", since: str = "", until: str = "",
    whole: Annotated[bool, Query(alias="all")] = False,
) -> Response:  # fmt: skip
    """The issue of a week, with links to the weeks before and after it."""
    as_of = look.as_of or None
    last = wire.last_week(as_of=as_of)
    asked = asked_days(week, since, until) or last
    found = wire.digest(asked, lang=look.lang, as_of=as_of, whole=whole)
    later = asked.moved(1)
    return look.page(
        "digest.html", digest=found, frame=Frame(found), drawn=drawn(found.figures) if found.figures else "",
        earlier=asked.moved(-1), later=later if later.since <= last.moved(1).until else None, with_sources=with_sources,
    )  # fmt: skip
