"""Copies of a whole ledger: made while it is in use, and brought back without those who were forgotten since."""

from dataclasses import dataclass
from pathlib import Path

from talentwire.api.forget import Forget
from talentwire.api.state import State
from talentwire.errors import NotFoundError
from talentwire.record.copying import Copied
from talentwire.record.ledger import Ledger


@dataclass(frozen=True)
class Restored:
    """What was brought back.

    Attributes:
        copied: what, and where to.
        forgotten: how many persons were removed again, because they had been from another ledger.
        unfinished: what is still on the disk of them and why, if something is.

    """

    copied: Copied
    forgotten: int = 0
    unfinished: str | None = None


class Backups:
    """Copies of an open ledger, and what becomes of one."""

    def __init__(self, state: State) -> None:
        self._state = state

    def write(self, file: Path) -> Copied:
        """Copy the ledger into a new file, which is a ledger itself; others may read and write meanwhile.

        Raises:
            LedgerError: when something stands at the path, or the file cannot be written.

        """
        return self._state.ledger().back_up(file)

    def restore(self, file: Path, *, forgotten: str | None = None, by: str = "") -> Restored:
        """Bring everything in a backup back into the ledger, which may hold nothing yet.

        Args:
            file: a backup, or any other ledger in a file.
            forgotten: the address of a ledger, of which those who were forgotten there are forgotten here as well.
            by: who decides that.

        Raises:
            LedgerError: when the file is no ledger, the ledger holds something, or the other one cannot be opened.
            BadValueError: when somebody is to be forgotten, and it is not said by whom.

        """
        other = Ledger.open(forgotten, create=False, naming=self._state.naming) if forgotten else None
        try:
            copied = self._state.ledger(create=True).restore(file)
            self._state.close()  # opened anew, it does what an older program left undone
            return self._without(copied, other, by) if other else Restored(copied)
        finally:
            if other:
                other.close()

    def _without(self, copied: Copied, other: Ledger, by: str) -> Restored:
        """Forget whom another ledger forgot."""
        forgetting, count, unfinished = Forget(self._state), 0, None
        for node, decision in other.forgetting.known(self._state.ledger().links.all_names()):
            try:
                plan = forgetting.plan(node.key)
            except NotFoundError:  # went with another name of the same person
                continue
            if plan.removed:
                reason = f"forgotten in another copy of this ledger (decision {decision} there)"
                unfinished = forgetting.carry_out(plan, by=by, reason=reason).unfinished
                count += 1
        return Restored(copied, count, unfinished)
