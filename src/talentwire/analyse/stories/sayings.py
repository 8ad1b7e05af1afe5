"""What a document claims, in a form that a translation does not change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, Self

from talentwire.analyse.stories.names import skeleton
from talentwire.lang.folding import romanise
from talentwire.model.claims import NAMED, Claim, Status, filled
from talentwire.model.values import Money

MOST_CLAIMS: Final = 60
_DENIALS: Final = frozenset({Status.DENIED, Status.FAILED})


class Said(NamedTuple):
    """A claim without its words: its kind, whether the text opens with denying it, and its names and numbers."""

    kind: str
    denied: bool
    parts: frozenset[str]

    @classmethod
    def of(cls, claim: Claim, lead: str) -> Self:
        """What is left of a claim of a text that opens with these words."""
        denied = claim.status in _DENIALS and claim.evidence in lead
        return cls(claim.kind, denied, frozenset(_parts(claim)))

    def __str__(self) -> str:
        return f"{self.kind}{'!' if self.denied else '.'}{'&'.join(sorted(self.parts))}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what ``str`` wrote."""
        head, denied, parts = re.fullmatch(r"(\w+)([.!])(.*)", text, re.DOTALL).groups()  # type: ignore[union-attr]
        return cls(head, denied == "!", frozenset(parts.split("&")) - {""})


def said(claims: Sequence[Claim], lead: str) -> tuple[Said, ...]:
    """The claims of a document that opens with these words, each once; the first ones where there are very many."""
    found = dict.fromkeys(one for one in (Said.of(claim, lead) for claim in claims) if len(one.parts) > 1)
    return tuple(found)[:MOST_CLAIMS]


def _parts(claim: Claim) -> Iterator[str]:
    for slot, value in filled(claim.content):
        if slot.type in NAMED:
            at = -1 if slot.type == "person" else 0  # a surname, or the word by which an organisation is known
            yield from (skeleton(romanise(party.name).split()[at]) for party in value if romanise(party.name))
        elif isinstance(value, Money):
            yield f"#{value.value:.4g}"
        elif slot.type == "number":
            yield f"#{value:.4g}"
