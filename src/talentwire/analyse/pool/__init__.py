"""How many people there are in the visible market, estimated from how often the same people are met again."""

from talentwire.analyse.pool.question import pool

__all__ = ["pool"]
