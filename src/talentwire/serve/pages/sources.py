"""What is watched, and how it goes with each source."""

from typing import Final

from fastapi import APIRouter
from starlette.responses import Response

from talentwire.serve import health
from talentwire.serve.pages.look import Seen
from talentwire.serve.web.wire import WireAnew

router = APIRouter()
_SHOWN: Final = 500
_TROUBLES: Final = 10
"""Of each source, reasons that are shown."""


@router.get("/sources")
def sources(wire: WireAnew, look: Seen) -> Response:
    """The sources with their health, and below what is to be said of them."""
    found = wire.sources()[:_SHOWN]
    told = [(one, list(health.remarks(one, _TROUBLES))) for one in found]
    return look.page("sources.html", found=found, told=[pair for pair in told if pair[1]], minute=health.minute)
