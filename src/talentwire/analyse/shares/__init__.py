"""Selling shares: rounds of money, what of it is new and what goes to holders, dilution, and what a house is worth."""

from talentwire.analyse.shares.question import shares

__all__ = ["shares"]
