"""What reading cost, for extractors that ask a paid or slow service: requests, tokens, money, answers thrown away."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from talentwire.model.claims import Claim


@dataclass
class Usage:
    """What was asked of a service for one document, or for many.

    Attributes:
        requests: sent, with those that had to be repeated.
        cached: answers that were kept from an earlier time, so that nothing was sent.
        tokens_in: tokens sent, as the service counts them.
        tokens_out: tokens answered.
        cost: what they cost; None where no price is known.
        currency: of the cost.
        cut: answers that ended before their end, so that claims may be missing.
        mended: slots that were emptied, because what stood in them was no value or no name of the document.
        refused: claims that were thrown away, by reason.

    """

    requests: int = 0
    cached: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float | None = None
    currency: str = ""
    cut: int = 0
    mended: int = 0
    refused: Counter[str] = field(default_factory=Counter)

    def add(self, other: "Usage") -> None:
        """Count what another counted."""
        self.requests += other.requests
        self.cached += other.cached
        self.tokens_in += other.tokens_in
        self.tokens_out += other.tokens_out
        if other.cost is not None:
            self.cost = (self.cost or 0.0) + other.cost
        self.currency = self.currency or other.currency
        self.cut += other.cut
        self.mended += other.mended
        self.refused.update(other.refused)

    def to_json(self) -> dict[str, object]:
        """What there is to tell, for programs."""
        told: dict[str, object] = {
            "requests": self.requests,
            "cached": self.cached,
            "tokens_in": self.tokens_in,
            "tokens_out": self.tokens_out,
        }
        if self.cost is not None:
            told |= {"cost": round(self.cost, 6), "currency": self.currency}
        told |= {"cut": self.cut, "mended": self.mended, "refused": dict(self.refused)}
        return told


class CountedClaims(list[Claim]):
    """Claims with what it cost to read them; an extractor may return it in place of a plain list."""

    def __init__(self, claims: Iterable[Claim], usage: Usage) -> None:
        """Keep the claims and the usage."""
        super().__init__(claims)
        self.usage = usage
