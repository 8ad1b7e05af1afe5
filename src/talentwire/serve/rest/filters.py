"""Which claims are wanted, as parameters of an address: the same as on the command line."""

from typing import Annotated

from fastapi import Query

from talentwire.model.claims import KINDS, Status
from talentwire.model.values import Interval, PartialDate
from talentwire.record.answers import ClaimFilter


def wanted(  # noqa: PLR0913 - one parameter for each of an address
    kind: Annotated[list[str], Query(description=f"may be repeated: {', '.join(KINDS)}")] = [],  # noqa: B006
    person: Annotated[str, Query(description="only with this person, in any form of the name")] = "",
    org: Annotated[str, Query(description="only with this organisation and what belongs to it")] = "",
    status: Annotated[list[Status], Query(description="may be repeated")] = [],  # noqa: B006
    since: Annotated[str | None, Query(description="dated on or after", examples=["2025-07"])] = None,
    until: Annotated[str | None, Query(description="dated on or before")] = None,
    lang: Annotated[str, Query(description="only documents in this language", examples=["de"])] = "",
    text: Annotated[str | None, Query(description="only where the evidence has these words")] = None,
    as_of: Annotated[str | None, Query(description="what was known then", examples=["2025-07-15"])] = None,
    during: Annotated[str | None, Query(description="what held then", examples=["2025-01..2025-06"])] = None,
) -> ClaimFilter:
    """The filter that an address names.

    Raises:
        BadValueError: when a date, a kind or a stretch of time is none.

    """
    return ClaimFilter(
        kind=kind, person=person, org=org, status=[str(one) for one in status], lang=lang or (), text=text,
        since=PartialDate.parse(since) if since else None, until=PartialDate.parse(until) if until else None,
        as_of=as_of, during=Interval.parse(during) if during else None,
    )  # fmt: skip
