"""What was told in a week, chosen and put into sentences, each with its source: the parts of a newsletter."""

from talentwire.analyse.digest.compose import compose
from talentwire.analyse.digest.issue import Digest
from talentwire.analyse.digest.week import Week

__all__ = ["Digest", "Week", "compose"]
