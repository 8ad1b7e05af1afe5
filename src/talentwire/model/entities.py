"""Who is meant: parties as a document names them, entities as the ledger understands them."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

EntityType = Literal["person", "org", "facility", "product"]


@dataclass(frozen=True)
class Party:
    """Who fills a slot: the repaired, full name and the words as the document writes them."""

    name: str
    written: str | None = field(default=None, compare=False)

    @property
    def as_written(self) -> str:
        """The document's own words; the name where nothing else was noted."""
        return self.written or self.name

    def __str__(self) -> str:
        return self.name


Parties = tuple[Party, ...]


@dataclass(frozen=True)
class Entity:
    """Someone or something that names in one or more documents mean.

    Attributes:
        id: stable key: type and canonical name key.
        type: person, org, facility or product.
        name: the name to show.
        aliases: every other form seen or known.

    """

    id: str
    type: EntityType
    name: str
    aliases: tuple[str, ...] = ()


class Judgement(StrEnum):
    """A decision on two names."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"
