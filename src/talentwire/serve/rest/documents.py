"""Documents over HTTP: those in the ledger, and new ones into it."""

from http import HTTPStatus
from typing import Annotated, Any, Final

from fastapi import APIRouter, Body, Query
from fastapi import Path as InPath
from pydantic import Field, WithJsonSchema
from starlette.responses import Response

from talentwire.analyse import flat
from talentwire.errors import BadValueError, NotFoundError
from talentwire.pipeline import Done, Known, Step
from talentwire.record.answers import ClaimFilter
from talentwire.record.rows import end_of
from talentwire.serve import fact_forms, forms
from talentwire.serve.rest.fact_shapes import ListedShape
from talentwire.serve.rest.filters import AsOf, Name
from talentwire.serve.rest.giving import given, moment
from talentwire.serve.rest.list_shapes import Given, ReportShape, WholeDocument
from talentwire.serve.rest.paging import Paging, Place
from talentwire.serve.rest.shapes import Paged
from talentwire.serve.web.problems import CHANGING, described, problem
from talentwire.serve.web.wire import Wire

router = APIRouter(tags=["documents"])
MOST: Final = 100
"""Documents that may be handed over at once."""
_CLAIMS: Final = 2_000
_ONE: Final = Given.model_json_schema()
_SEVERAL: Final = {"type": "array", "minItems": 1, "maxItems": MOST, "items": _ONE}
Handed = Annotated[Any, WithJsonSchema({"anyOf": [_ONE, _SEVERAL]}), Body(examples=_ONE["examples"])]
Which = Annotated[
    str,
    InPath(
        max_length=1_000, description="its id, then the newest version of it; or its digest, or the beginning of that",
        examples=["en-wire.txt"],
    ),
]  # fmt: skip


class Listing(AsOf, Paging):
    """Which documents, and which page of them."""

    q: Name = Field("", description="only where id, title or outlet has these letters", examples=["wire"])


@router.get("/documents", response_model=Paged[ListedShape])
def documents(wire: Wire, asked: Annotated[Listing, Query()]) -> Response:
    """Documents without their texts, newest first."""
    place = Place.parse(asked.cursor)
    found = wire.ledger().documents(
        text=asked.q or None, as_of=asked.as_of or place.moment or None, limit=asked.limit + 1, offset=place.after
    )
    return given(place.page([fact_forms.listed(one) for one in found], asked.limit, moment(wire)))


@router.get("/documents/{document:path}", response_model=WholeDocument)
def document(wire: Wire, document: Which, when: Annotated[AsOf, Query()]) -> Response:
    """A document with its text, the newest 2,000 of its claims and the other documents of its story."""
    found = wire.ledger().document(document)
    (about,) = wire.ledger().listed([found.digest])
    if when.as_of and about.recorded_at > end_of(when.as_of):
        raise NotFoundError(f"document {document!r} was not known as of {when.as_of}: it came on {about.recorded_at}")
    wanted = ClaimFilter(document=found.digest, as_of=when.as_of, limit=_CLAIMS)
    entries = wire.claims(wanted)
    told = (one for story in wire.stories(found.digest, as_of=when.as_of) for one in story.documents)
    return given({
        **forms.document(found),
        "digest": found.digest,
        "recorded_at": about.recorded_at,
        "claims": [flat.entry_json(entry) for entry in entries],
        "left_out": wire.ledger().counts(wanted).claims - len(entries),
        "story": [fact_forms.listed(one) for one in told if one.digest != found.digest],
    })  # fmt: skip


@router.post("/documents", response_model=ReportShape, responses=described(*CHANGING))
def record(wire: Wire, body: Handed) -> Response:
    """Record a document, or a list of up to 100, as `talentwire ingest` does; doing it again adds nothing.

    A document that cannot be read is skipped with its reason, and the others are kept. Where none can be read, the
    problem has the report too.
    """
    items = body if isinstance(body, list) else [body]
    if not 0 < len(items) <= MOST:
        raise BadValueError(f"a list may have 1 to {MOST} documents, not {len(items)}")
    ids: list[str] = []

    def noted(step: Step) -> None:
        if isinstance(step, Done | Known):
            ids.append((step.extraction.document if isinstance(step, Done) else step.document).id)

    report = wire.take(items, on_step=noted)
    told = {"ids": ids, **forms.report(report)}
    if not ids:
        why = "; ".join(str(one) for one in report.skipped[:3])
        return problem(HTTPStatus.UNPROCESSABLE_ENTITY, f"nothing was recorded: {why}", report=told)
    return given(told)
