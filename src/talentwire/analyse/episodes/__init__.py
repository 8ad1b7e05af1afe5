"""Raid and answer: people who leave one house together, and what that house did next."""

from talentwire.analyse.episodes.question import episodes

__all__ = ["episodes"]
