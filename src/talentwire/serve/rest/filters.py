"""Which claims are wanted, as parameters of an address: the same as on the command line."""

from dataclasses import replace
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from talentwire.model.claims import KINDS, Status
from talentwire.model.values import Interval, PartialDate
from talentwire.record.answers import ClaimFilter
from talentwire.serve.rest.paging import Paging, Place

Name = Annotated[str, Field(max_length=300)]
Date = Annotated[str, Field(max_length=64)]


class AsOf(BaseModel):
    """What was known when."""

    as_of: Date | None = Field(None, description="what was known then, a day or a moment", examples=["2025-07-15"])


class When(AsOf):
    """Of which time an answer is."""

    during: Date | None = Field(None, description="what held then", examples=["2025-01..2025-06"])


class Narrowed(When):
    """The filters of claims and facts but for the words."""

    model_config = ConfigDict(extra="ignore")

    kind: list[Name] = Field([], description=f"may be repeated: {', '.join(KINDS)}", examples=[["move"]])
    person: Name = Field("", description="only with this person, in any form of the name", examples=["Ada Brandt"])
    org: Name = Field("", description="only with this organisation and what belongs to it", examples=["Brumelune"])
    status: list[Status] = Field([], description="may be repeated", examples=[["asserted", "talks"]])
    since: Date | None = Field(None, description="dated on or after", examples=["2025-07"])
    until: Date | None = Field(None, description="dated on or before", examples=["2025-08-31"])
    lang: Name = Field("", description="only documents in this language", examples=["de"])

    def wanted(self) -> ClaimFilter:
        """The same for the ledger.

        Raises:
            BadValueError: when a date, a kind or a stretch of time is none.

        """
        return ClaimFilter(
            kind=self.kind, person=self.person, org=self.org, status=[str(one) for one in self.status],
            lang=self.lang or (), since=PartialDate.parse(self.since) if self.since else None,
            until=PartialDate.parse(self.until) if self.until else None, as_of=self.as_of,
            during=Interval.parse(self.during) if self.during else None,
        )  # fmt: skip


class Filters(Narrowed):
    """The filters of claims and facts."""

    text: Name | None = Field(None, description="only where the evidence has these words", examples=["chief scientist"])

    def wanted(self) -> ClaimFilter:
        """The same for the ledger.

        Raises:
            BadValueError: when a date, a kind or a stretch of time is none.

        """
        return replace(super().wanted(), text=self.text)


class Asked(Filters, Paging):
    """Which claims or facts, and which page of them."""


def part(wanted: ClaimFilter, paging: Paging) -> tuple[Place, ClaimFilter]:
    """Where a page begins, and the filter that lets it through with one more, as of the moment of the first page.

    Raises:
        BadValueError: when the cursor is none.

    """
    place = Place.parse(paging.cursor)
    as_of = wanted.as_of or place.moment or None
    return place, replace(wanted, as_of=as_of, limit=paging.limit + 1, offset=place.after)
