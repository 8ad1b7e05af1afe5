"""What people put right: who is who, and what a claim should say; each decision can be undone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, TypeVar, cast

from talentwire.analyse.who import Who
from talentwire.api.state import State
from talentwire.errors import BadValueError, GroundingError, NotFoundError
from talentwire.model.claims import NAMED, Claim, filled
from talentwire.model.document import Document, Span
from talentwire.model.entities import Entity, EntityType, Judgement, Node, Party, Verdict
from talentwire.record.answers import ClaimFilter, Decision, Entry, Meant, Moment
from talentwire.resolve.identity import Identity

_KINDS: Final[tuple[EntityType, ...]] = ("person", "org", "facility", "product")
_VERBS: Final = {Judgement.SAME: "merge", Judgement.DIFFERENT: "split", Judgement.UNSURE: "unsure"}
_SHOWN: Final = 3
_FIXED: Final = frozenset({"type", "implicit", "optional"})
"""What makes a claim the claim it is, or says how it was read."""
T = TypeVar("T")


@dataclass(frozen=True)
class Side:
    """One of two names that may mean the same: whom it means now, and what the ledger says of it."""

    node: Node
    entity: Entity
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Unsure:
    """Two names of which no rule is sure whether they mean the same, with what speaks for it."""

    verdict: Verdict
    left: Side
    right: Side


class Decide:
    """Decisions of people on the names and claims of an open ledger.

    Every decision takes ``by``, the name of the person, and ``reason``; both are kept with it.
    """

    def __init__(self, state: State) -> None:
        self._state = state

    # ---- names

    def merge(
        self, a: str, b: str, *, by: str, reason: str, kind: EntityType | None = None, document: str | None = None
    ) -> Decision:
        """Say that two names mean the same; with ``document``, that the first does so in that document.

        Raises:
            NotFoundError: when the ledger does not have a name, or nothing is left to decide.
            ConflictError: when earlier decisions of people say the opposite, with the chain of them.
            BadValueError: when one is a person and the other an organisation.

        """
        left, right = self._two(a, b, kind, document)
        return self._judge(left, right, Judgement.SAME, by=by, reason=reason)

    def split(
        self, a: str, b: str | None = None, *, by: str, reason: str, kind: EntityType | None = None,
        document: str | None = None,
    ) -> Decision:  # fmt: skip
        """Say that two names do not mean the same; with ``document``, that a name means somebody else there.

        Raises:
            NotFoundError: when the ledger does not have a name, or nothing is left to decide.
            ConflictError: when earlier decisions of people say the opposite, with the chain of them.
            BadValueError: when neither a second name nor a document is given.

        """
        if b is None and document is None:
            raise BadValueError("say from what to split the name: a second name, or the document in which it differs")
        left, right = self._two(a, b or a, kind, document)
        return self._judge(left, right, Judgement.DIFFERENT, by=by, reason=reason)

    def judge(self, verdict: Verdict, judgement: Judgement, *, by: str, reason: str) -> Decision:
        """Decide a pair of names as ``unsure`` lists them."""
        return self._judge(verdict.left, verdict.right, judgement, by=by, reason=reason)

    def unsure(self, *, limit: int | None = None, which: Callable[[Verdict], bool] | None = None) -> list[Unsure]:
        """The pairs of which rules are unsure and people have not decided, the most alike first.

        Args:
            limit: how many at most.
            which: picks some of them, before anything is looked up about them.

        """
        who = self._state.who()
        said = [one.verdict for one in self._state.ledger().links.verdicts()]
        decided = {(one.left, one.right) for one in said if one.by_person}
        identity = Identity.of((), said)
        elsewhere = (one for one in said if one.right.document and one.judgement is Judgement.UNSURE)
        waiting = dict.fromkeys((*identity.open(), *(o for o in elsewhere if (o.left, o.right) not in decided)))
        wanted = filter(which, waiting) if which else waiting
        chosen = sorted(wanted, key=lambda one: (-(one.score or 0.0), one.left, one.right))[:limit]
        who.learn(node for one in chosen for node in (one.left, one.right))
        return [Unsure(one, self._side(who, one.left), self._side(who, one.right)) for one in chosen]

    def _side(self, who: Who, node: Node) -> Side:
        wanted = ClaimFilter(name=Meant(frozenset((node,))), limit=_SHOWN)
        return Side(node, who.entity(node), tuple(self._state.ledger().claims(wanted)))

    def _two(self, a: str, b: str, kind: EntityType | None, document: str | None) -> tuple[Node, Node]:
        """The nodes of two names of one type."""
        found = {name: self._kinds(name, kind) for name in (a, b)}
        both = [one for one in _KINDS if one in found[a] and one in found[b]]
        if not both:
            kinds = {name: next(iter(found[name])) for name in (a, b)}
            raise BadValueError(f"{a} is {_what(kinds[a])} and {b} {_what(kinds[b])}: they cannot be one")
        left, right = found[a][both[0]], found[b][both[0]]
        if document is not None:
            left = replace(left, document=self._in_document(left, document))
        if left == right:
            raise NotFoundError(f"{a} and {b} are one name already; name a document in which it means somebody else")
        return left, right

    def _kinds(self, name: str, kind: EntityType | None) -> dict[EntityType, Node]:
        """By type: the node of a name that the ledger has."""
        who = self._state.who()
        nodes = {one: Node(one, who.linker.key(name, one)) for one in ((kind,) if kind else _KINDS)}
        known = self._state.ledger().links.named(nodes.values())
        found = {one: node for one, node in nodes.items() if node in known}
        if not found:
            entity = who.ask(name, kind or "person")  # says who may be meant
            found = {entity.type: min(who.group(Node(entity.type, entity.id.partition(":")[2])))}
        return found

    def _in_document(self, node: Node, document: str) -> str:
        digest = self._state.ledger().document(document).digest
        if digest not in self._state.ledger().links.documents_of(node):
            raise NotFoundError(f"no claim of document {document} has the name {node.key}")
        return digest

    def _judge(self, a: Node, b: Node, judgement: Judgement, *, by: str, reason: str) -> Decision:
        left, right = sorted((a, b))
        who = self._state.who()
        names = [who.entity(node).name + (" (in one document)" if node.document else "") for node in (left, right)]
        verdict = Verdict(left, right, judgement, f"editor:{by.strip()}")
        about = f"{names[0]} and {names[1]}" if names[0] != names[1] else f"{left.key} and {right.key}"
        made = self._state.ledger().decisions.judge(
            _VERBS[judgement], [verdict], _contradicted, about=about, by=by, reason=reason
        )
        self._state.forget()
        return made

    # ---- claims

    def retract(self, claim_id: str, *, by: str, reason: str) -> tuple[Decision, Entry]:
        """Take a claim out of the ledger; the entry, its reason and its history stay.

        Raises:
            NotFoundError: when no claim or more than one has the id, or it is retracted already.

        """
        return self._changed(self._state.ledger().decisions.retract(claim_id, by=by, reason=reason))

    def confirm(self, claim_id: str, *, by: str, reason: str) -> tuple[Decision, Entry]:
        """Say that what a claim says is so.

        Raises:
            NotFoundError: when no claim or more than one has the id, or it stands no more.

        """
        return self._changed(self._state.ledger().decisions.remark(claim_id, "confirm", by=by, reason=reason))

    def deny(self, claim_id: str, *, by: str, reason: str) -> tuple[Decision, Entry]:
        """Say that what a claim says is not so; the claim stays, with the denial beside it.

        Raises:
            NotFoundError: when no claim or more than one has the id, or it stands no more.

        """
        return self._changed(self._state.ledger().decisions.remark(claim_id, "deny", by=by, reason=reason))

    def correct(self, claim_id: str, changes: Mapping[str, Any], *, by: str, reason: str) -> tuple[Decision, Entry]:
        """Put a better claim in the place of one, with the same words of the same document as evidence.

        Args:
            claim_id: its id, or the beginning of it.
            changes: by slot, ``status``, ``source``, ``date`` or ``evidence``: the right value in the form of the
                gold files, None for nothing.
            by: who says so.
            reason: why.

        Raises:
            NotFoundError: when no claim or more than one has the id, or it stands no more.
            BadValueError: when there is no such slot, a value is none, or nothing changes.
            GroundingError: when the new evidence does not stand in the document.

        """
        ledger = self._state.ledger()
        entry = ledger.entry(claim_id)
        document = ledger.document(entry.claim.document)
        better = _corrected(entry.claim, changes, document)
        about = f"claim {entry.id[:8]}: {', '.join(sorted(changes))}"
        enter = self._state.link
        return self._changed(ledger.decisions.correct(entry.id, better, about=about, by=by, reason=reason, enter=enter))

    # ---- decisions

    def undo(self, number: int | None = None, *, by: str, reason: str = "undone") -> tuple[Decision, Decision]:
        """Undo a decision, by default the person's own last; returns the new decision and the one undone.

        Raises:
            NotFoundError: when there is none of this number, or it was undone before.
            ConflictError: when it is of a kind that cannot be undone.

        """
        return self._changed(self._state.ledger().decisions.undo(number, by=by, reason=reason))

    def all(self, *, as_of: Moment | None = None, limit: int | None = None, offset: int = 0) -> Sequence[Decision]:
        """What people decided, the newest first."""
        return self._state.ledger().decisions.list(as_of=as_of, limit=limit, offset=offset)

    def _changed(self, made: T) -> T:
        self._state.forget()
        return made


def _contradicted(verdict: Verdict, standing: Sequence[Verdict]) -> Sequence[Verdict]:
    return Identity.of((verdict.left, verdict.right), standing).conflict(verdict)


def _what(kind: EntityType) -> str:
    return "an organisation" if kind == "org" else f"a {kind}"


def _corrected(claim: Claim, changes: Mapping[str, Any], document: Document) -> Claim:
    """The claim with its changes, at its place in the document.

    Raises:
        BadValueError: when there is no such slot, a value is none, or nothing changes.
        GroundingError: when the new evidence does not stand in the document.

    """
    if fixed := _FIXED & set(changes):
        raise BadValueError(f"{', '.join(sorted(fixed))} cannot be corrected: retract the claim instead")
    better = Claim.from_json({**claim.to_json(), **changes})
    known = _written(claim)
    kept = {
        slot.name: tuple(known.get(party.name, party) for party in value)
        for slot, value in filled(better.content)
        if slot.type in NAMED
    }
    better = replace(better, content=replace(better.content, **cast(dict[str, Any], kept)))
    span = claim.span
    if better.evidence != claim.evidence:
        start = document.text.find(better.evidence)
        if start < 0 or not better.evidence:
            raise GroundingError(f"these words do not stand in document {document.id!r}: {better.evidence!r}")
        span = Span(start, start + len(better.evidence))
    better = replace(better, document=document.digest, span=span, trigger=claim.trigger)
    if better.id == claim.id:
        raise BadValueError("nothing changes: the claim says this already")
    return better


def _written(claim: Claim) -> dict[str, Party]:
    """By name: the party with the words as the document has them."""
    return {party.name: party for _, party in claim.parties()}
