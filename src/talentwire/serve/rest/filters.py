"""Which claims are wanted, as parameters of an address: the same as on the command line."""

from pydantic import BaseModel, ConfigDict, Field

from talentwire.model.claims import KINDS, Status
from talentwire.model.values import Interval, PartialDate
from talentwire.record.answers import ClaimFilter


class Filters(BaseModel):
    """The filters of claims and facts."""

    model_config = ConfigDict(extra="ignore")

    kind: list[str] = Field([], description=f"may be repeated: {', '.join(KINDS)}")
    person: str = Field("", description="only with this person, in any form of the name")
    org: str = Field("", description="only with this organisation and what belongs to it")
    status: list[Status] = Field([], description="may be repeated")
    since: str | None = Field(None, description="dated on or after", examples=["2025-07"])
    until: str | None = Field(None, description="dated on or before")
    lang: str = Field("", description="only documents in this language", examples=["de"])
    text: str | None = Field(None, description="only where the evidence has these words")
    as_of: str | None = Field(None, description="what was known then", examples=["2025-07-15"])
    during: str | None = Field(None, description="what held then", examples=["2025-01..2025-06"])

    def wanted(self) -> ClaimFilter:
        """The same for the ledger.

        Raises:
            BadValueError: when a date, a kind or a stretch of time is none.

        """
        return ClaimFilter(
            kind=self.kind, person=self.person, org=self.org, status=[str(one) for one in self.status],
            lang=self.lang or (), text=self.text, since=PartialDate.parse(self.since) if self.since else None,
            until=PartialDate.parse(self.until) if self.until else None, as_of=self.as_of,
            during=Interval.parse(self.during) if self.during else None,
        )  # fmt: skip
