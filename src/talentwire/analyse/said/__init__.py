"""Who said what, and was it so: statements and what became of them, claims and their answers, and track records."""

from talentwire.analyse.said.question import said

__all__ = ["said"]
