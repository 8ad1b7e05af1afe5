"""Ties that could bite: what else ties a house that somebody buys into, or whose heads somebody hires."""

from talentwire.analyse.ties.question import ties

__all__ = ["ties"]
