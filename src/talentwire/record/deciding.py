"""What people put right: each decision has a number, a name and a reason, and can be undone."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, func, insert, select, update

from talentwire import __version__
from talentwire.errors import ConflictError, NotFoundError
from talentwire.model.claims import Claim
from talentwire.model.document import Document
from talentwire.model.entities import Verdict
from talentwire.record.answers import Decision, Entry, Judged, Moment, Remarked
from talentwire.record.axis import next_number, stood
from talentwire.record.entering import verdict_row
from talentwire.record.link_query import verdicts as standing_verdicts
from talentwire.record.query import entry as entry_of
from talentwire.record.rows import EDITOR, Naming, end_of
from talentwire.record.schema import claim, decision, judgement, party, remark, run
from talentwire.record.writing import Retraction, enter_claims, entries_of, retract

FINAL: Final = frozenset({"undo", "forget"})
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

        Raises:
            ConflictError: when what people decided before says the opposite; it shows the chain.
            NotFoundError: when there is nothing to decide, for every verdict stands already.

        """
        nodes = {node for verdict in wanted for node in (verdict.left, verdict.right)}
        standing = standing_verdicts(self.connection, nodes)
        said = [one.verdict for one in standing]
        for verdict in wanted:
            if chain := contradicted(verdict, said):
                raise ConflictError(_against(verdict, chain, standing))
        fresh = [verdict for verdict in wanted if not any(_says(old, verdict) for old in said)]
        if not fresh:
            raise NotFoundError(f"there is nothing to do: {about} was decided before")
        made = self._begin(verb, about)
        numbered = enumerate(fresh, next_number(self.connection, judgement))
        common = {"by": f"{EDITOR}{self.by}", "decision": made.id, "recorded_at": self.now}
        self._give_way(fresh)
        rows = [{**verdict_row(one), **common, "entry": number} for number, one in numbered]
        self.connection.execute(insert(judgement), rows)
        return made

    def _give_way(self, fresh: Iterable[Verdict]) -> None:
        """What the same person said of the same pair before stands no more, as when they were unsure."""
        for one in fresh:
            pair = (judgement.c.left == str(one.left), judgement.c.right == str(one.right))
            old = (*pair, judgement.c.by == f"{EDITOR}{self.by}", judgement.c.retracted_at.is_(None))
            self.connection.execute(update(judgement).where(*old).values(retracted_at=self.now))

    def retract(self, claim_id: str, about: str) -> tuple[Decision, Entry]:
        """Retract a claim that stands.

        Raises:
            NotFoundError: when none or several have the id, or it stands no more.

        """
        found, live = self._standing(claim_id)
        made = self._begin("retract", about)
        retract(self.connection, live, self._why(made))
        return made, entry_of(self.connection, found.id)

    def correct(
        self, claim_id: str, about: str, document: Document, better: Claim, naming: Naming
    ) -> tuple[Decision, Entry]:
        """Retract a claim and enter a better one in its place.

        Raises:
            NotFoundError: when none or several have the id, or it stands no more.

        """
        _, live = self._standing(claim_id)
        made = self._begin("correct", about)
        retract(self.connection, live, self._why(made))
        common = {"run": self._run("correct"), "reader": f"{EDITOR}{self.by}", "recorded_at": self.now}
        better = replace(better, extractor=f"{EDITOR}{self.by}")
        enter_claims(self.connection, document, [better], naming, {**common, "decision": made.id})
        return made, entry_of(self.connection, better.id)

    def remark(self, claim_id: str, verdict: str, about: str) -> tuple[Decision, Entry]:
        """Enter a person's word on a claim that stands: ``confirm`` or ``deny``.

        Raises:
            NotFoundError: when none or several have the id, or it stands no more.

        """
        found, _ = self._standing(claim_id)
        made = self._begin(verdict, about)
        mine = select(decision.c.id).where(decision.c.by == self.by)
        old = (remark.c.claim == found.id, remark.c.retracted_at.is_(None), remark.c.decision.in_(mine))
        self.connection.execute(update(remark).where(*old).values(retracted_at=self.now))
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
        entered = self._entries(claim.c.decision == old.id, claim.c.retracted_at.is_(None))
        retract(self.connection, [row["entry"] for row in entered], self._why(made))
        self._bring_back(self._entries(claim.c.retracted_decision == old.id), made)
        changed = {"undone_at": self.now, "undone_by": made.id}
        self.connection.execute(update(decision).where(decision.c.id == old.id).values(changed))
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
            what = f"decision {number}" if number else f"decision of {self.by} that stands"
            raise NotFoundError(f"there is no {what}; `talentwire decisions` lists them")
        old = Decision(**row)
        if old.verb in FINAL:
            raise ConflictError(f"decision {old.id} ({old.verb}) cannot be undone: make a new one instead")
        if old.undone_at:
            raise NotFoundError(f"decision {old.id} was undone before, by decision {old.undone_by}")
        return old

    def _standing(self, claim_id: str) -> tuple[Entry, list[int]]:
        found = entry_of(self.connection, claim_id)
        rows = entries_of(self.connection, found.document_id)
        live = [row["entry"] for row in rows if row["id"] == found.id and row["retracted_at"] is None]
        if not live:
            raise NotFoundError(f"claim {found.id} stands no more: {found.retracted_by} retracted it before")
        return found, live

    def _why(self, made: Decision) -> Retraction:
        return Retraction(self.now, self.by, self.reason, decision=made.id)

    def _run(self, command: str) -> int:
        number = next_number(self.connection, run)
        counts = {"documents": 0, "claims": 1, "skipped": 0, "started": self.now, "ended": self.now}
        row = {"id": number, "command": command, "program": __version__, "extractor": f"{EDITOR}{self.by}"}
        self.connection.execute(insert(run).values(**row, **counts, version=""))
        return number

    def _entries(self, *conditions: Any) -> Sequence[RowMapping]:
        return self.connection.execute(select(claim).where(*conditions).order_by(claim.c.entry)).mappings().all()

    def _bring_back(self, gone: Sequence[RowMapping], made: Decision) -> None:
        """Enter once more what a decision retracted, unless it stands again."""
        for row in gone:
            live = (claim.c.id == row["id"], claim.c.reader == row["reader"], claim.c.retracted_at.is_(None))
            if self.connection.scalar(select(func.count()).select_from(claim).where(*live)):
                continue
            number = next_number(self.connection, claim)
            kept = {key: value for key, value in row.items() if not key.startswith("retracted_")}
            again = {**kept, "entry": number, "recorded_at": self.now, "decision": made.id}
            self.connection.execute(insert(claim).values(**again))
            self._copy_parties(row["entry"], number)

    def _copy_parties(self, old: int, new: int) -> None:
        rows = self.connection.execute(select(party).where(party.c.entry == old)).mappings().all()
        if rows:
            self.connection.execute(insert(party), [{**row, "entry": new} for row in rows])


def _says(old: Verdict, new: Verdict) -> bool:
    """Whether a person has said the same before."""
    return (old.left, old.right, old.judgement) == (new.left, new.right, new.judgement) and old.by_person


def _against(verdict: Verdict, chain: Sequence[Verdict], standing: Sequence[Judged]) -> str:
    """The sentence that shows which decisions a verdict contradicts."""
    numbers = {one.verdict: one.decision for one in standing}
    links = [
        f"{one.left.key} and {one.right.key} are {one.judgement} ({one.by.removeprefix(EDITOR)}"
        + (f", decision {numbers[one]})" if numbers.get(one) else ")")
        for one in chain
    ]
    told = "the same" if verdict.judgement == "same" else verdict.judgement
    return (
        f"{verdict.left.key} and {verdict.right.key} cannot be {told}, for {'; '.join(links)}: "
        "undo one of these first with `talentwire undo NUMBER`"
    )


def decisions(
    connection: Connection, *, as_of: Moment | None = None, limit: int | None = None, offset: int = 0
) -> list[Decision]:
    """What people decided, the newest first; as of a moment without what came later."""
    asked = select(decision).order_by(decision.c.id.desc()).limit(limit).offset(offset or None)
    if as_of is not None:
        asked = asked.where(decision.c.recorded_at <= end_of(as_of))
    return [Decision(**row) for row in connection.execute(asked).mappings()]


def remarks(connection: Connection, claims: Iterable[str], as_of: Moment | None = None) -> list[Remarked]:
    """What people said of the claims, in order."""
    asked = select(remark.c.claim, remark.c.verdict, remark.c.recorded_at.label("said_at"), decision).join(
        decision, decision.c.id == remark.c.decision
    )
    asked = asked.where(stood(remark.c.recorded_at, remark.c.retracted_at, as_of)).order_by(remark.c.entry)
    wanted, found = sorted(set(claims)), []
    for start in range(0, len(wanted), 400):
        for row in connection.execute(asked.where(remark.c.claim.in_(wanted[start : start + 400]))).mappings():
            own = {name: row[name] for name in _OWN}
            found.append(Remarked(row["claim"], row["verdict"], Decision(**own), row["said_at"]))
    return found


_OWN: Final = tuple(column.name for column in decision.c)
