"""Whether a ledger keeps what it promises."""

from talentwire.api.state import State
from talentwire.record.checking import CheckReport, OnRows


class Checking(State):
    """A look at every row of the open ledger."""

    def check(self, *, sample: int | None = None, on_rows: OnRows | None = None, renew: bool = False) -> CheckReport:
        """See whether every invariant of the ledger holds; what it records is never changed.

        Evidence stands in its document, digests and ids are those of what they are made from, names follow from claims,
        moments rise as numbers do, judgements and stories are about names and documents that there are, what is kept
        was worked out from entries that there are, and every view can be read.

        Args:
            sample: for a quick look, how many rows of each table are looked at; None for everything.
            on_rows: hears what is looked at, how many rows of it were, and how many there are.
            renew: empty what was worked out and kept, where something of it is broken: questions work it out anew.

        Raises:
            LedgerError: when the ledger cannot be opened or read.

        """
        return self.ledger().check(sample=sample, on_rows=on_rows, renew=renew)
