"""What people put right in a ledger: judgements on names, corrections of claims, and their undoing."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from talentwire.errors import BadValueError
from talentwire.model.claims import Claim
from talentwire.model.entities import Verdict
from talentwire.record import decision_query
from talentwire.record.answers import Decision, Entry, Moment, Remarked
from talentwire.record.axis import Clock, now_of
from talentwire.record.deciding import Contradicted, Deciding
from talentwire.record.entering import Enter
from talentwire.record.forgotten import without_forgotten
from talentwire.record.rows import Naming
from talentwire.record.store import Store


class Decisions:
    """The decisions of people in a ledger, each in a transaction of its own."""

    def __init__(self, store: Store, naming: Naming, clock: Clock) -> None:
        self._store = store
        self._naming = naming
        self._clock = clock

    def judge(
        self,
        verb: str,
        verdicts: Sequence[Verdict],
        contradicted: Contradicted,
        *,
        about: str,
        by: str,
        reason: str,
    ) -> Decision:
        """Record what a person judges of names: ``merge``, ``split`` or ``unsure``.

        Raises:
            ConflictError: when decisions of people say otherwise, with the chain of them.
            NotFoundError: when all of it was decided before.
            BadValueError: when it is not said by whom or why.

        """
        with self._deciding(by, reason) as making:
            return making.judge(verb, about, verdicts, contradicted)

    def retract(self, claim_id: str, *, by: str, reason: str) -> tuple[Decision, Entry]:
        """Retract a claim by its id or the beginning of it; who did it and why is kept with the entry.

        Raises:
            NotFoundError: when no claim or more than one has the id, or it is retracted already.
            BadValueError: when it is not said by whom or why.

        """
        with self._deciding(by, reason) as making:
            return making.retract(claim_id)

    def correct(
        self, claim_id: str, better: Claim, *, about: str, by: str, reason: str, enter: Enter | None = None
    ) -> tuple[Decision, Entry]:
        """Put a better claim of the same document in the place of one; ``enter`` works out whom its names mean.

        Raises:
            NotFoundError: when no claim or more than one has the id, or it is retracted already.
            GroundingError: when the better claim's evidence does not stand in the document.
            BadValueError: when it is not said by whom or why, or the better claim is another document's or the same.

        """
        with self._deciding(by, reason) as making:
            return making.correct(claim_id, about, better, self._naming, enter)

    def remark(self, claim_id: str, verdict: str, *, by: str, reason: str) -> tuple[Decision, Entry]:
        """Say of a claim that it is so (``confirm``) or is not (``deny``), and how one knows.

        Raises:
            NotFoundError: when no claim or more than one has the id, or it is retracted already.
            BadValueError: when it is not said by whom or why.

        """
        with self._deciding(by, reason) as making:
            return making.remark(claim_id, verdict)

    def undo(self, number: int | None = None, *, by: str, reason: str) -> tuple[Decision, Decision]:
        """Undo a decision, by default the person's own last; returns the new decision and the one undone.

        Raises:
            NotFoundError: when there is none of this number, or it was undone before.
            ConflictError: when it is of a kind that cannot be undone.

        """
        with self._deciding(by, reason) as making:
            return making.undo(number)

    def list(self, *, as_of: Moment | None = None, limit: int | None = None, offset: int = 0) -> Sequence[Decision]:
        """What people decided, the newest first; as of a moment without what came later."""
        with self._store.reading() as connection:
            return decision_query.decisions(connection, as_of=as_of, limit=limit, offset=offset)

    def remarks(self, claims: Iterable[str], as_of: Moment | None = None) -> Sequence[Remarked]:
        """What people said of claims, by their ids, in order: of each person the last word on a claim."""
        with self._store.reading() as connection:
            return decision_query.remarks(connection, claims, as_of)

    @contextmanager
    def _deciding(self, by: str, reason: str) -> Iterator[Deciding]:
        if not by.strip() or not reason.strip():
            raise BadValueError("a decision needs a name and a reason: say who decides (--by NAME) and why (--reason)")
        with self._store.writing() as connection:
            reason = without_forgotten(connection, self._naming, reason.strip())
            yield Deciding(connection, by.strip(), reason, now_of(connection, self._clock))
