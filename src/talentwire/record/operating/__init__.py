"""What the program needs to work and no answer is made of: who may ask, what is watched, who wants to be told.

Unlike the tables of ``schema.py``, these rows are rewritten and deleted as the work goes on. Each module has its tables
and all that is asked of them.
"""

from talentwire.record.operating import alerts, feeds, tokens

__all__ = ["alerts", "feeds", "tokens"]
