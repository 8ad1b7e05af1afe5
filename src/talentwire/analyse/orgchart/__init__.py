"""Who reports to whom on a day, as far as anybody told: a tree, its spans and layers, and what changed."""

from talentwire.analyse.orgchart.question import org_chart

__all__ = ["org_chart"]
