"""Who took whom from whom: heads that change house, counted by route, house, time and position."""

from talentwire.analyse.flows.question import flows

__all__ = ["flows"]
