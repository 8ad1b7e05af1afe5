"""All claims that a filter lets through, as a file for other programs."""

from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum
from tempfile import SpooledTemporaryFile
from typing import IO, Annotated, Final

from fastapi import APIRouter, Path, Query
from pydantic import Field
from starlette.responses import StreamingResponse

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
    """Which claims."""

    limit: int | None = Field(None, ge=1, le=10**9, description="at most so many, the newest", examples=[1000])


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
    spool = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed when it has been sent
    try:
        wire.export(form.value, spool, replace(asked.wanted(), limit=asked.limit))
    except BaseException:
        spool.close()
        raise
    name = {"Content-Disposition": f'attachment; filename="claims.{form}"'}
    return StreamingResponse(_pieces(spool), media_type=_MEDIA[form], headers=name)


def _pieces(spool: IO[bytes]) -> Iterator[bytes]:
    with spool:
        spool.seek(0)
        while piece := spool.read(_PIECE):
            yield piece
