"""Who stays how long: spells of people at houses, with what is not known of their beginnings and ends."""

from talentwire.analyse.staying.question import staying

__all__ = ["staying"]
