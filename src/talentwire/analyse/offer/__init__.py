"""What if: an offer set beside the offers that are known, and what became of them."""

from talentwire.analyse.offer.question import offer

__all__ = ["offer"]
