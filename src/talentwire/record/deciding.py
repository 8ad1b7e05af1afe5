"""What people put right: each decision has a number, a name and a reason, and can be undone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import Connection, insert, select, update

from talentwire import __version__
from talentwire.errors import BadValueError, ConflictError, DoneError, NotFoundError
from talentwire.model.claims import Claim
from talentwire.model.entities import Judgement, Verdict
from talentwire.record.answers import Decision, Entry, Judged
from talentwire.record.axis import next_number
from talentwire.record.document_query import texts
from talentwire.record.entering import Enter, Entering, link, standing, verdict_row
from talentwire.record.forgotten import Marks, scopes_of
from talentwire.record.link_query import verdicts as standing_verdicts
from talentwire.record.query import entry as entry_of
from talentwire.record.restoring import bring_back
from talentwire.record.rows import EDITOR, Naming, check_grounded
from talentwire.record.schema import claim, decision, judgement, remark, run
from talentwire.record.writing import Retraction, enter_claims, entries_of_claim, retract

FINAL: Final = frozenset({"undo", "forget", "remember"})
"""Decisions that cannot be undone."""

Contradicted = Callable[[Verdict, Sequence[Verdict]], Sequence[Verdict]]
"""Given a new verdict and those that stand: the chain of verdicts that it contradicts, empty where there is none."""


@dataclass(frozen=True)
class Deciding:
    """A decision that is being recorded, inside its write transaction."""

    connection: Connection
    by: str
    reason: str
    now: str

    def _begin(self, verb: str, about: str) -> Decision:
        row = Decision(next_number(self.connection, decision), verb, self.by, self.reason, about, self.now)
        self.connection.execute(insert(decision).values(**vars(row)))
        return row

    def judge(self, verb: str, about: str, wanted: Sequence[Verdict], contradicted: Contradicted) -> Decision:
        """Enter verdicts of a person on names.

        Who was unsure may be followed by anybody who is not; but what says same or different stands until it is undone.

        Raises:
            ConflictError: when what people decided before says the opposite; it shows the chain.
            NotFoundError: when there is nothing to decide, for every verdict stands already.

        """
        mine = [replace(verdict, by=f"{EDITOR}{self.by}") for verdict in wanted]
        judged = standing_verdicts(self.connection, {node for one in mine for node in (one.left, one.right)})
        said = [one.verdict for one in judged]
        last = {(one.left, one.right): one for one in said if one.by_person}
        fresh = []
        for verdict in mine:
            old = last.get((verdict.left, verdict.right))
            if old and old.judgement is verdict.judgement:
                continue
            decided = [old] if old and old.judgement is not Judgement.UNSURE else []
            if chain := decided or contradicted(verdict, said):
                raise ConflictError(_against(verdict, chain, judged))
            fresh.append(verdict)
            said.append(verdict)
            last[verdict.left, verdict.right] = verdict
        if not fresh:
            raise NotFoundError(f"there is nothing to do: {about} was decided before")
        made = self._begin(verb, about)
        numbered = enumerate(fresh, next_number(self.connection, judgement))
        common = {"decision": made.id, "recorded_at": self.now}
        rows = [{**verdict_row(one), **common, "entry": number} for number, one in numbered]
        self.connection.execute(insert(judgement), rows)
        return made

    def retract(self, claim_id: str) -> tuple[Decision, Entry]:
        """Retract a claim that stands.

        Raises:
            NotFoundError: when none or several have the id, or it stands no more.

        """
        found, live = self._standing(claim_id)
        made = self._begin("retract", f"claim {found.id}")
        retract(self.connection, live, self._why(made))
        return made, entry_of(self.connection, found.id)

    def correct(
        self, claim_id: str, about: str, better: Claim, naming: Naming, enter: Enter | None
    ) -> tuple[Decision, Entry]:
        """Retract a claim and enter a better one of the same document in its place.

        Raises:
            NotFoundError: when none or several have the id, or it stands no more.
            BadValueError: when the better one is of another document, or says the same.
            GroundingError: when its evidence does not stand in the document.
            ConflictError: when it names somebody who was forgotten.

        """
        found, live = self._standing(claim_id)
        if better.document != found.claim.document:
            raise BadValueError(f"claim {found.id} stands in another document than its correction: correct it there")
        if better.id == found.id:
            raise BadValueError(f"the correction says what claim {found.id} says already: change something in it")
        read = texts(self.connection, [better.document])[better.document]
        check_grounded(better, read)
        marks = Marks.of(self.connection)
        if marks and marks.barred(scopes_of(read), naming).told(better):
            raise ConflictError(
                "the claim would name somebody who was forgotten: leave the name out,"
                " or take the mark away first with `talentwire forget NAME --remember`"
            )
        made = self._begin("correct", about)
        retract(self.connection, live, self._why(made))
        reader = f"{EDITOR}{self.by}"
        past = entries_of_claim(self.connection, better.id)
        if not any(row["reader"] == reader and row["retracted_at"] is None for row in past):
            common = {"run": self._run("correct"), "reader": reader, "recorded_at": self.now, "decision": made.id}
            enter_claims(self.connection, read, {better.id: replace(better, extractor=reader)}, naming, common)
        if enter:
            link(enter, Entering(self.connection, read, standing(self.connection, read.digest), self.now))
        return made, entry_of(self.connection, better.id)

    def remark(self, claim_id: str, verdict: str) -> tuple[Decision, Entry]:
        """Enter a person's word on a claim that stands: ``confirm`` or ``deny``.

        Raises:
            NotFoundError: when none or several have the id, or it stands no more.

        """
        found, _ = self._standing(claim_id)
        made = self._begin(verdict, f"claim {found.id}")
        row = {"claim": found.id, "verdict": verdict, "decision": made.id, "recorded_at": self.now}
        self.connection.execute(insert(remark).values(**row, entry=next_number(self.connection, remark)))
        return made, found

    def undo(self, number: int | None) -> tuple[Decision, Decision]:
        """Undo a decision, by default this person's last one that stands; what undid it, and what was undone.

        Raises:
            NotFoundError: when there is none of this number, or it was undone before.
            ConflictError: when it is of a kind that cannot be undone.

        """
        old = self._undoable(number)
        made = self._begin("undo", f"{old.verb} {old.about} ({old.id})")
        for table in (judgement, remark):
            rows = (table.c.decision == old.id, table.c.retracted_at.is_(None))
            self.connection.execute(update(table).where(*rows).values(retracted_at=self.now))
        changed = {"undone_at": self.now, "undone_by": made.id}
        self.connection.execute(update(decision).where(decision.c.id == old.id).values(changed))
        entered = select(claim.c.entry).where(claim.c.decision == old.id, claim.c.retracted_at.is_(None))
        retract(self.connection, self.connection.scalars(entered).all(), self._why(made))
        bring_back(self.connection, old.id, made)
        return made, replace(old, **changed)  # type: ignore[arg-type]

    def _undoable(self, number: int | None) -> Decision:
        asked = select(decision)
        if number is None:
            mine = (decision.c.by == self.by, decision.c.undone_at.is_(None), decision.c.verb.not_in(FINAL))
            asked = asked.where(*mine).order_by(decision.c.id.desc()).limit(1)
        else:
            asked = asked.where(decision.c.id == number)
        row = self.connection.execute(asked).mappings().first()
        if row is None:
            what = f"decision of {self.by} that stands" if number is None else f"decision {number}"
            raise NotFoundError(f"there is no {what}; `talentwire decisions` lists them")
        old = Decision(**row)
        if old.verb in FINAL:
            raise ConflictError(f"decision {old.id} ({old.verb}) cannot be undone: make a new one instead")
        if old.undone_at:
            raise DoneError(f"decision {old.id} was undone before, by decision {old.undone_by}", old.undone_at)
        return old

    def _standing(self, claim_id: str) -> tuple[Entry, list[int]]:
        found = entry_of(self.connection, claim_id)
        rows = entries_of_claim(self.connection, found.id)
        live = [row["entry"] for row in rows if row["retracted_at"] is None]
        if not live:
            raise NotFoundError(f"claim {found.id} stands no more: {found.retracted_by} retracted it before")
        return found, live

    def _why(self, made: Decision) -> Retraction:
        return Retraction(self.now, self.by, self.reason, decision=made.id)

    def _run(self, command: str) -> int:
        number = next_number(self.connection, run)
        counts: dict[str, Any] = {"documents": 0, "claims": 1, "skipped": 0, "started": self.now, "ended": self.now}
        row = {"id": number, "command": command, "program": __version__, "extractor": f"{EDITOR}{self.by}"}
        self.connection.execute(insert(run).values(**row, **counts, version=""))
        return number


def _against(verdict: Verdict, chain: Sequence[Verdict], standing: Sequence[Judged]) -> str:
    """The sentence that shows which decisions a verdict contradicts."""
    numbers = {one.verdict: one.decision for one in standing}
    links = [
        f"{one.left.key} and {one.right.key} are {one.judgement} ({one.by.removeprefix(EDITOR)}"
        + (f", decision {numbers[one]})" if numbers.get(one) else ")")
        for one in chain
    ]
    told = {Judgement.SAME: "the same", Judgement.UNSURE: "left open"}.get(verdict.judgement, str(verdict.judgement))
    return (
        f"{verdict.left.key} and {verdict.right.key} cannot be {told}, for {'; '.join(links)}: "
        "undo one of these first with `talentwire undo NUMBER`"
    )
