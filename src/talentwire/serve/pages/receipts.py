"""The pages on which everything ends: a fact with all who say it and deny it, a claim with its words, a document."""

from fastapi import APIRouter
from starlette.responses import Response

from talentwire.analyse.believed import StoryPage
from talentwire.errors import NotFoundError
from talentwire.record.answers import ClaimFilter
from talentwire.serve.pages.look import Seen, marked
from talentwire.serve.web.wire import Wire
from talentwire.serve.wording import describe

router = APIRouter()
_PAGE = 100
_CLAIMS = 2_000
"""Claims of a document that are listed and marked."""


@router.get("/facts/{name}")
def fact(wire: Wire, look: Seen, name: str) -> Response:
    """What is believed, how it came about, and every claim for it and against it with its words in their context."""
    page = wire.fact(name, as_of=look.as_of or None)
    told = [(witness, wire.explain(witness.claim)) for witness in (*page.fact.supporters, *page.fact.deniers)[:_PAGE]]
    against = {witness.claim for witness in page.fact.deniers}
    return look.page("fact.html", fact=page.fact, told=told, against=against, marked=marked)


@router.get("/claims/{name}")
def claim(wire: Wire, look: Seen, name: str) -> Response:
    """Where a claim comes from."""
    found = wire.explain(name, as_of=look.as_of or None)
    try:
        believed = wire.fact(found.entry.id, as_of=look.as_of or None).fact
    except NotFoundError:  # retracted, or not known at that moment
        believed = None
    return look.page("claim.html", found=found, fact=believed, marked=marked, describe=describe)


@router.get("/documents")
def documents(wire: Wire, look: Seen, q: str = "", after: int = 0) -> Response:
    """The documents, newest first."""
    found = wire.ledger().documents(text=q or None, limit=_PAGE + 1, offset=max(0, after))
    return look.page("documents.html", found=found[:_PAGE], q=q, after=after, more=len(found) > _PAGE, page=_PAGE)


@router.get("/documents/{digest}")
def document(wire: Wire, look: Seen, digest: str) -> Response:
    """A document with its claims marked in its words, and the others of its story."""
    found = wire.ledger().document(digest)
    wanted = ClaimFilter(document=found.digest, as_of=look.as_of or None, limit=_CLAIMS)
    entries = sorted(wire.claims(wanted), key=lambda one: one.claim.span or (0, 0))
    stories: list[StoryPage] = wire.stories(found.digest, as_of=look.as_of or None)
    others = [one for story in stories for one in story.documents if one.digest != found.digest]
    spans = [(entry.claim.span.start, entry.claim.span.end) for entry in entries if entry.claim.span]
    return look.page(
        "document.html", document=found, entries=entries, others=others, describe=describe,
        pieces_of=marked(found.text, spans),
    )  # fmt: skip


@router.get("/stories")
def stories(wire: Wire, look: Seen) -> Response:
    """What several documents tell, each story once."""
    return look.page("stories.html", found=wire.stories(as_of=look.as_of or None)[:_PAGE])
