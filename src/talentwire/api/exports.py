"""What the ledger gives to other programs: facts with their sources, all of one state of the ledger."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Final

from talentwire.analyse import flat
from talentwire.analyse.exchange.sourced import Sourced, sourced
from talentwire.analyse.facts.fact import Fact
from talentwire.api.kept import KeptAnswers
from talentwire.model.claims import KINDS
from talentwire.record.answers import ClaimFilter

_TRIES: Final = 3
"""How often kept facts are asked for anew while others write."""


@dataclass(frozen=True)
class Exports:
    """Facts for other programs."""

    wire: KeptAnswers

    @contextmanager
    def facts(self, wanted: ClaimFilter | None = None) -> Iterator[Iterator[Sourced]]:
        """The facts that a filter lets through, last told first, each with its sources; take them inside the block.

        Raises:
            NotFoundError: when the ledger knows no such person or organisation, or nothing as of that moment.
            BadValueError: when the filter asks for what cannot be.

        """
        wanted = wanted or ClaimFilter()
        ledger = self.wire.ledger()
        for last in (*[False] * (_TRIES - 1), True):
            kept = self._kept(wanted)  # may write, which nothing may inside of the block
            with ledger.kept.one_state():
                if kept is not None and kept[0] != ledger.kept.position() and not last:
                    continue
                self.wire.forget()  # whom names mean is to be looked up in this state too
                current = kept is not None and kept[0] == ledger.kept.position()
                found = kept[1] if kept is not None and current else self.wire.facts(wanted)
                yield sourced(found, ledger, self.wire.who(wanted.as_of))
                return

    def _kept(self, wanted: ClaimFilter) -> tuple[object, Sequence[Fact]] | None:
        """Facts that are at hand, with where the ledger stood; None where a filter has to look at claims."""
        if replace(wanted, kind=(), limit=None, offset=0) != ClaimFilter():
            return None
        held = self.wire.keeper().facts(flat.several(wanted.kind) or tuple(KINDS))
        found = sorted(held.facts(), key=lambda fact: (fact.last_seen, fact.id), reverse=True)
        return held.position, found[wanted.offset :][: wanted.limit]
