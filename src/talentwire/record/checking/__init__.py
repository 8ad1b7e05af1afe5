"""Whether a ledger keeps what it promises: every invariant, row by row, with what is wrong and what to do about it.

One module for each part of the ledger. All of them look at one and the same state of it and change nothing; whatever
its size, they hold a page of rows at a time.
"""

from talentwire.record.checking.checker import check
from talentwire.record.checking.report import CheckReport, Finding, OnRows

__all__ = ["CheckReport", "Finding", "OnRows", "check"]
