"""Who is meant: parties as a document names them, entities as the ledger understands them."""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Literal, NamedTuple, Self, cast, get_args

from talentwire.errors import BadValueError

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


class Feature(NamedTuple):
    """One reason: its name, what it counts for (below 0 against), and the sentence that tells a person."""

    name: str
    value: float
    sentence: str


@dataclass(frozen=True, order=True, slots=True)
class Node:
    """A name that means somebody: in the whole ledger, or in one document alone.

    A name in a document means whom the name means in the whole ledger, unless a verdict tells the two apart.

    Attributes:
        type: person, org, facility or product.
        key: the key of the name, the same for spellings that differ by case, accents or a legal form.
        document: digest of the document; empty for the whole ledger.

    """

    type: EntityType
    key: str
    document: str = ""

    @property
    def name(self) -> Self:
        """The same name in the whole ledger."""
        return type(self)(self.type, self.key) if self.document else self

    def __str__(self) -> str:
        return "|".join((self.type, self.key, self.document) if self.document else (self.type, self.key))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what ``str`` wrote.

        Raises:
            BadValueError: when it is no such text.

        """
        found = _NODE.fullmatch(text)
        if not found:
            raise BadValueError(f"a name must look like person|ada lovelace, not {text!r}")
        return cls(cast(EntityType, found[1]), found[2], found[3] or "")


_NODE: Final = re.compile(rf"({'|'.join(get_args(EntityType))})\|(.+?)(?:\|([0-9a-f]{{32}}))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A judgement on two names: whether they mean the same, who says so, and why.

    Attributes:
        left: the smaller of the two.
        right: the larger.
        judgement: same, different or unsure.
        score: from 0 to 1 where the names were compared.
        reasons: what speaks for and against.
        by: ``rule:<name> <version>``, or ``editor:<name>`` of a person.

    """

    left: Node
    right: Node
    judgement: Judgement
    by: str
    score: float | None = None
    reasons: tuple[Feature, ...] = ()

    def __post_init__(self) -> None:
        if not self.left < self.right:
            raise BadValueError(f"a judgement is about two names in order, not {self.left} and {self.right}")
        if self.left.type != self.right.type:
            raise BadValueError(
                f"{self.left} is a {self.left.type}, {self.right} a {self.right.type}: they cannot be one"
            )

    @property
    def by_person(self) -> bool:
        """Whether somebody decided it, not a rule."""
        return self.by.startswith("editor:")
