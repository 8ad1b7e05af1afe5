"""All resources under ``/api/v1``."""

from typing import Final

from talentwire.serve.rest import (
    alerts,
    answers,
    claims,
    deciding,
    digests,
    documents,
    exporting,
    facts,
    history,
    names,
    searching,
    sources,
)

ROUTERS: Final = tuple(
    one.router
    for one in (
        facts,
        claims,
        names,
        documents,
        searching,
        answers,
        digests,
        deciding,
        history,
        sources,
        exporting,
        alerts,
    )
)
