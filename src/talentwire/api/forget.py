"""Forgetting a person: in the ledger, in files exported from it, and in the answers of a language model."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from talentwire import pipeline
from talentwire.analyse.erasing import Cleaned, Rule, cleaning
from talentwire.api.state import State
from talentwire.errors import BadValueError, NotFoundError
from talentwire.extract.llm.cache import holding
from talentwire.model.entities import EntityType, Node
from talentwire.record.answers import Decision, Meant, Removed
from talentwire.record.blackening import Search, is_full

_NOBODY: Final = "(not decided yet)"
_OTHERS: Final[dict[EntityType, str]] = {"org": "an organisation", "facility": "a facility", "product": "a product"}


@dataclass(frozen=True)
class Plan:
    """What forgetting a person would remove, or did.

    Attributes:
        name: the person, as the ledger calls them.
        meant: the person's names; None where the person was forgotten before.
        removed: from the ledger; None where the person was forgotten before.
        earlier: the decision by which the person was forgotten before, if so.
        exports: what became of files.
        answers: how many kept answers of a language model hold the name.
        unfinished: what is still on the disk and why, if something is.

    """

    name: str
    meant: Meant | None
    removed: Removed | None
    earlier: Decision | None
    exports: tuple[Cleaned, ...] = ()
    answers: int = 0
    unfinished: str | None = None


class Forget:
    """The removal of persons from an open ledger and from what was made of it."""

    def __init__(self, state: State) -> None:
        self._state = state

    def plan(self, name: str, exports: Sequence[Path] = ()) -> Plan:
        """What would be removed; nothing is.

        Args:
            name: one of the person's whole names; the beginning of one is not enough.
            exports: files that ``talentwire export`` wrote, from which the person shall go as well.

        Raises:
            NotFoundError: when the ledger knows nobody of this name, with who may be meant.
            BadValueError: when it is the name of an organisation, a site or a product.
            ReadError: when a file is no export of claims, or cannot be changed.

        """
        found = self._whom(name)
        with cleaning(exports, self._rule(found)) as (cleaned, _):
            return replace(found, exports=tuple(cleaned), answers=len(self._answers(found)))

    def carry_out(self, plan: Plan, exports: Sequence[Path] = (), *, by: str, reason: str) -> Plan:
        """Remove what was planned, and say what was removed.

        The ledger comes last, in one transaction: whoever stops it before can do it again with all that belongs to it.

        Raises:
            BadValueError: when it is not said by whom or why.
            ReadError: when a file is no export of claims, or cannot be changed.
            LedgerError: when the ledger cannot be written.

        """
        if not by.strip() or not reason.strip():
            raise BadValueError("forgetting needs a name and a reason: say who decides (--by NAME) and why (--reason)")
        with cleaning(exports, self._rule(plan)) as (cleaned, put):
            put()
        answers = self._answers(plan)
        for place in answers:
            place.unlink(missing_ok=True)
        removed = self._forget(plan.meant, by, reason) if plan.meant else None
        self._state.forget()
        unfinished = self._state.ledger().forgetting.erase()
        done = replace(plan, removed=removed, exports=tuple(cleaned), answers=len(answers))
        return replace(done, unfinished=unfinished)

    def remember(self, name: str, *, by: str, reason: str) -> Decision:
        """Take away the marks of a forgotten person; what was removed does not come back, but may be read again.

        Raises:
            NotFoundError: when nobody of this name was forgotten.
            BadValueError: when it is not said by whom or why.

        """
        return self._state.ledger().forgetting.remember(name, by=by, reason=reason)

    def _whom(self, name: str) -> Plan:
        who = self._state.who()
        entity = who.named(name, "person")
        if who.has(entity):
            return self._planned(entity.name, who.meant((entity,)))
        if earlier := self._state.ledger().forgetting.decision(name):
            return Plan(name, None, None, earlier)
        for kind, what in _OTHERS.items():
            other = who.named(name, kind)
            if who.has(other):
                raise BadValueError(f"{other.name} is {what}: only persons can be forgotten")
        key = who.linker.key(name, "person")
        if is_full(key):  # somebody who only stands in texts, or as a source
            plan = self._planned(name, Meant(frozenset((Node("person", key),))))
            if plan.removed and (plan.removed.claims or plan.removed.places):
                return plan
        meant = who.ask(name, "person")  # says who may be meant where that is not clear
        raise NotFoundError(f"the ledger knows no person called {name!r}; did you mean {meant.name}?")

    def _planned(self, name: str, meant: Meant) -> Plan:
        return Plan(name, meant, self._forget(meant, _NOBODY, _NOBODY, dry_run=True), None)

    def _forget(self, meant: Meant, by: str, reason: str, *, dry_run: bool = False) -> Removed:
        return self._state.ledger().forgetting.forget(
            meant,
            by=by,
            reason=reason,
            repaired=pipeline.repaired,
            sketched=self._state.link.sketch,
            dry_run=dry_run,
        )

    def _rule(self, plan: Plan) -> Rule:
        return Rule(self._search(plan), plan.removed)

    def _search(self, plan: Plan) -> Search:
        forgetting = self._state.ledger().forgetting
        found = forgetting.search_for(plan.meant) if plan.meant else forgetting.search()
        return found or forgetting.search_for(Meant(frozenset()))

    def _answers(self, plan: Plan) -> list[Path]:
        search = self._search(plan)
        return list(holding(self._state.config.llm_cache, lambda text: search.cleaned(text) != text))
