"""Pages of a list that stay as they are while the ledger grows: a cursor holds the moment of the first page."""

import base64
import binascii
import json
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from pydantic import BaseModel, Field

from talentwire.errors import BadValueError
from talentwire.record.rows import end_of

MOST: Final = 500
_FARTHEST: Final = 10**9


class Paging(BaseModel):
    """Which page of a list."""

    limit: int = Field(50, ge=1, le=MOST, description="how many there are on a page", examples=[50])
    cursor: str | None = Field(
        None, description="where the page begins: `next` of the page before", max_length=200,
        examples=["WzUwLCAiMjAyNS0wNy0xNVQxMDowMDowMC4wMDAwMDBaIl0"],
    )  # fmt: skip


class Place(NamedTuple):
    """Where a page begins: after so many, as of a moment of the recorded axis; an empty moment is now."""

    after: int
    moment: str

    def __str__(self) -> str:
        return base64.urlsafe_b64encode(json.dumps(self).encode()).decode().rstrip("=")

    @classmethod
    def parse(cls, cursor: str | None) -> "Place":
        """Read a cursor.

        Raises:
            BadValueError: when it is none that a page of this server ended with.

        """
        if cursor is None:
            return cls(0, "")
        try:
            after, moment = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
            if not (type(after) is int and isinstance(moment, str) and 0 <= after <= _FARTHEST):
                raise ValueError
            if moment:
                end_of(moment)
        except (ValueError, TypeError, BadValueError, binascii.Error):
            raise BadValueError("cursor is none of this server: take `next` of the page before, as it is") from None
        return cls(after, moment)

    def page(self, found: Sequence[Any], limit: int, moment: str) -> dict[str, Any]:
        """A page made of what was found behind the place, one more than the page holds where there is another page."""
        more = Place(self.after + limit, self.moment or moment) if len(found) > limit else None
        return {"items": list(found[:limit]), "next": str(more) if more else None}
