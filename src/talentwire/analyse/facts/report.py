"""What is weighed: entries of the ledger with whom their names mean, their story, and what people remarked on them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Final, Literal, NamedTuple

from talentwire.knowledge.atlas import Atlas
from talentwire.record.answers import Entry

Verdict = Literal["confirm", "deny"]


class Meant(NamedTuple):
    """Whom a name in a slot means: the entity's id (``person:…``, ``org:…``) and the name to show."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Remark:
    """What a person decided on a claim, with the reason; ``at`` is the moment as the ledger writes it."""

    verdict: Verdict
    by: str
    reason: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A claim of the ledger, ready to be weighed.

    Attributes:
        entry: the claim, its document and when it was recorded.
        parties: whom the names mean, by slot and position in it; the source stands under ``("source", 0)``. A name
            that is not there means whoever has this very name.
        story: the story of the document, which copies and translations share; empty for a document on its own.
        remarks: what people decided on the claim.

    """

    entry: Entry
    parties: Mapping[tuple[str, int], Meant] = field(default_factory=dict)
    story: str = ""
    remarks: tuple[Remark, ...] = ()


def _nothing(_: str) -> tuple[str, ...]:
    return ()


def _no_kind(_: Meant) -> str:
    return ""


def _nobody(_: Meant) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class World:
    """What is known beside the claims.

    Attributes:
        above: the ids of the organisations that an organisation belongs to, nearest first.
        kind_of: what sort of organisation someone is, in the words of the knowledge files (``outlet``…), or nothing.
        speaks_for: names of the organisations that someone leads, and therefore speaks for.

    """

    above: Callable[[str], tuple[str, ...]] = _nothing
    kind_of: Callable[[Meant], str] = _no_kind
    speaks_for: Callable[[Meant], tuple[str, ...]] = _nobody

    def remembering(self) -> "World":
        """The same world, which looks up everything once."""
        return World(cache(self.above), cache(self.kind_of), cache(self.speaks_for))

    @staticmethod
    def of(atlas: Atlas, above: Callable[[str], tuple[str, ...]] = _nothing) -> "World":
        """The world as the knowledge files have it; ``above`` says what belongs to what, by ids."""
        heads: dict[str, list[str]] = {}
        for org in atlas.organisations:
            for name in {*org.founders, *(leader.person for leader in org.leaders)}:
                heads.setdefault(name, []).append(org.name)

        def kind_of(whom: Meant) -> str:
            known = atlas.org(whom.name)
            return known.kind if known else ""

        def speaks_for(whom: Meant) -> tuple[str, ...]:
            return tuple(heads.get(whom.name, ()))

        return World(above, kind_of, speaks_for)


PLAIN: Final = World()
"""A world of which nothing is known."""
