"""What changed between two moments: facts of a ledger as it was then, matched with those as it is now."""

from talentwire.analyse.difference.between import between
from talentwire.analyse.difference.question import changes

__all__ = ["between", "changes"]
