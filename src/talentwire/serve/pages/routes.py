"""All pages, the files they need, and what a browser is shown when something goes wrong."""

from importlib.resources import files
from typing import Final

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from talentwire.serve.pages import (
    alerting,
    asking,
    entering,
    feed,
    front,
    issue,
    names,
    receipts,
    reviewing,
    searching,
    sources,
)
from talentwire.serve.pages.look import lenient

router = APIRouter(include_in_schema=False)
_FILES: Final = {
    "icon.svg": "image/svg+xml",
    "style.css": "text/css; charset=utf-8",
    "tables.js": "text/javascript; charset=utf-8",
}


@router.get("/static/{name}")
def static(name: str) -> Response:
    """A file that pages need."""
    if name not in _FILES:
        raise HTTPException(404)
    held = (files(__package__) / "static" / name).read_bytes()
    return Response(held, media_type=_FILES[name], headers={"Cache-Control": "public, max-age=31536000, immutable"})


def trouble(request: Request, status: int, detail: str) -> Response:
    """The page that says what went wrong."""
    return lenient(request).page("trouble.html", status=status, detail=detail, code=status)


for part in (front, issue, asking, names, receipts, searching, sources, reviewing, feed, alerting, entering):
    router.include_router(part.router)
