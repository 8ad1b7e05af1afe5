"""All claims or facts that a filter lets through, as a file for other programs."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from enum import StrEnum
from tempfile import SpooledTemporaryFile
from typing import IO, Annotated, Any, Final

from fastapi import APIRouter, Path, Query
from pydantic import Field
from starlette.responses import StreamingResponse

from talentwire.record.answers import ClaimFilter
from talentwire.serve.exchange import ftm, jsonld
from talentwire.serve.rest.filters import Filters
from talentwire.serve.web.wire import Wire

router = APIRouter(tags=["export"])
_PIECE: Final = 256_000
_IN_MEMORY: Final = 4_000_000


class Form(StrEnum):
    """What a file is."""

    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"


Which = Annotated[Form, Path(description="what the file is", examples=["jsonl"])]
_MEDIA: Final = {
    Form.JSONL: "application/x-ndjson",
    Form.CSV: "text/csv; charset=utf-8",
    Form.PARQUET: "application/vnd.apache.parquet",
}


class Wanted(Filters):
    """Which claims or facts."""

    limit: int | None = Field(None, ge=1, le=10**9, description="at most so many, the newest", examples=[1000])

    def all_wanted(self) -> ClaimFilter:
        """The same for the ledger."""
        return replace(self.wanted(), limit=self.limit)


def _answers(media: str, what: str, form: str = "string") -> dict[int | str, dict[str, Any]]:
    schema = {"schema": {"type": form, "description": what}}
    return {200: {"description": "The file.", "content": {media: schema}}}


@router.get(
    "/export/claims.{form}",
    response_class=StreamingResponse,
    responses={
        200: {
            "description": "The file.",
            "content": {
                _MEDIA[Form.JSONL]: {"schema": {"type": "string", "description": "a claim on each line, as in a list"}},
                _MEDIA[Form.CSV].partition(";")[0]: {"schema": {"type": "string", "description": "a row for each"}},
                _MEDIA[Form.PARQUET]: {"schema": {"type": "string", "format": "binary"}},
            },
        }
    },
)
def export(wire: Wire, form: Which, asked: Annotated[Wanted, Query()]) -> StreamingResponse:
    """Claims, newest first, as JSON lines, CSV or Parquet: all of one state of the ledger, however many they are.

    A cell that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    return _sent(lambda out: wire.export(form.value, out, asked.all_wanted()), f"claims.{form}", _MEDIA[form])


@router.get(
    "/export/facts.jsonld",
    response_class=StreamingResponse,
    responses=_answers("application/ld+json", "a graph", "object"),
)
def facts(wire: Wire, asked: Annotated[Wanted, Query()]) -> StreamingResponse:
    """Facts in the vocabulary of schema.org, as JSON-LD that fetches nothing: claims with status, denials and words.

    Plain relations (`EmployeeRole`, `PayAction`…) come only of what is believed to have happened and is not contested.
    """

    def write(out: IO[bytes]) -> object:
        with wire.exports.facts(asked.all_wanted()) as found:
            return jsonld.write(found, out)

    return _sent(write, "facts.jsonld", "application/ld+json")


@router.get(
    "/export/entities.ftm.json",
    response_class=StreamingResponse,
    responses=_answers("application/x-ndjson", "an entity on each line"),
)
def entities(wire: Wire, asked: Annotated[Wanted, Query()]) -> StreamingResponse:
    """Facts as FollowTheMoney entities, with proof: edges of what is believed to have happened, notes of all else."""

    def write(out: IO[bytes]) -> object:
        with wire.exports.facts(asked.all_wanted()) as found:
            return ftm.write(found, out)

    return _sent(write, "entities.ftm.json", "application/x-ndjson")


def _sent(write: Callable[[IO[bytes]], object], name: str, media: str) -> StreamingResponse:
    """What is written at once, of one state of the ledger, and then sent as fast as it is taken."""
    spool = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed when it has been sent
    try:
        write(spool)
    except BaseException:
        spool.close()
        raise
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(_pieces(spool), media_type=media, headers=disposition)


def _pieces(spool: IO[bytes]) -> Iterator[bytes]:
    with spool:
        spool.seek(0)
        while piece := spool.read(_PIECE):
            yield piece
