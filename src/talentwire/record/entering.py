"""What else is written with a document, in its transaction: its names, judgements on them, and what finds copies."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, NamedTuple, Protocol, TypeVar, cast, runtime_checkable

from sqlalchemy import Connection, RowMapping, exists, select

from talentwire.model.claims import Claim
from talentwire.model.document import Document
from talentwire.model.entities import EntityType, Feature, Node, Verdict
from talentwire.record.around import Around, Told
from talentwire.record.link_query import WORD
from talentwire.record.rows import read_claim
from talentwire.record.schema import block, claim, fold, judgement, mark, name, party, sketch
from talentwire.record.waiting import Waiting

T = TypeVar("T")


def _as_it_is(data: Any) -> Any:
    return data


class FoldRow(NamedTuple):
    """Two documents that tell one story, as the table has them: the smaller digest first."""

    left: str
    right: str
    kind: str
    part: str
    score: float


class Entering:
    """A document that is being recorded, and what its transaction may still ask and add.

    What is added is written together, by ``write``; what is asked knows of it at once.

    Attributes:
        connection: the write transaction.
        document: the document.
        claims: what stands of it, whoever read it.
        now: the moment of everything that is added.
        prepared: what the one who links made of the document before anything was locked, or None.

    """

    def __init__(
        self,
        connection: Connection,
        document: Document,
        claims: Sequence[Claim],
        now: str,
        fresh: "Fresh | None" = None,
    ) -> None:
        self.connection = connection
        self.document = document
        self.claims = claims
        self.now = now
        self.prepared = fresh.prepared if fresh else None
        self._fresh = fresh
        self._around = fresh.around if fresh else Around(connection)
        self._waiting = fresh.waiting if fresh else Waiting(connection)

    def write(self) -> None:
        """Write what was added."""
        self._waiting.write()

    # -- names

    def nodes(self) -> Mapping[Node, str]:
        """The names in slots of the document's claims, each as it is spelled first."""
        if self._fresh:
            return self._fresh.nodes
        asked = (
            select(party.c.entry, party.c.position, party.c.slot, party.c.type, party.c.key, party.c.name)
            .join(claim, claim.c.entry == party.c.entry)
            .where(claim.c.document == self.document.digest)
        )
        return nodes_of(self.connection.execute(asked).mappings().all())

    def known(self, nodes: Iterable[Node]) -> set[Node]:
        """Those that had a name in the ledger before this document."""
        wanted = {str(node): node for node in nodes}
        return {wanted[text] for text in self._around.known(wanted)}

    def add_name(self, node: Node, spelled: str, blocks: Iterable[str], words: Iterable[str]) -> None:
        """Enter a name with the rough keys by which others find it, and the words by which people do."""
        text = str(node)
        row = {"node": text, "type": node.type, "key": node.key, "name": spelled, "recorded_at": self.now}
        keys = [f"{node.type}|{key}" for key in sorted({*blocks, *(f"{WORD}{word}" for word in words)})]
        self._waiting.add(name, [row])
        self._waiting.add(block, [{"block": key, "node": text} for key in keys])
        self._around.add_name(text, spelled, keys)

    def candidates(self, node: Node, blocks: Iterable[str]) -> dict[Node, str]:
        """The names of the same type that share one of the rough keys, in the order of their nodes."""
        return self._around.sharing({f"{node.type}|{key}" for key in blocks}, str(node))

    def told(self, node: Node, limit: int) -> list[Told]:
        """What other documents say of the name, the newest first, each with its day, empty where none is known."""
        return self._around.told(node, limit, self.document.digest)

    def verdicts(self, nodes: Iterable[Node]) -> list[Verdict]:
        """The judgements that stand on the names and on all that those make the same."""
        return self._around.verdicts(nodes)

    def judge(self, verdicts: Iterable[Verdict]) -> None:
        """Enter what rules judge of names; what the same rule said before is not entered twice."""
        rows = {(str(one.left), str(one.right), one.by): one for one in verdicts}
        if not rows:
            return
        said = self._around.said(list(rows.values()), self.document.digest if self._fresh else "")
        fresh = [one for key, one in rows.items() if key not in said]
        numbered = list(enumerate(fresh, self._waiting.number(judgement.c.entry, len(fresh)) if fresh else 0))
        for entry, one in numbered:
            self._around.add_verdict(entry, one)
        said_now = {"recorded_at": self.now}
        self._waiting.add(judgement, ({**verdict_row(one), "entry": entry, **said_now} for entry, one in numbered))

    # -- stories

    def has_sketch(self) -> bool:
        """Whether the document was compared with others before."""
        if self._fresh:
            return False
        return bool(self.connection.scalar(select(exists().where(sketch.c.document == self.document.digest))))

    def add_sketch(self, by: str, data: Any, marks: Iterable[str]) -> None:
        """Enter what copies of the document are found by."""
        number = self._waiting.number(sketch.c.number)
        digest, unique = self.document.digest, sorted(set(marks))
        row = {"document": digest, "number": number, "by": by, "sketch": data, "recorded_at": self.now}
        self._waiting.add(sketch, [row])
        self._waiting.add(mark, [{"mark": one, "sketch": number} for one in unique])
        self._around.add_sketch(number, digest, by, data, unique)

    def sketches(
        self, by: str, marks: Iterable[str], kept: int, most: int, read: Callable[[Any], T] = _as_it_is
    ) -> list[T]:
        """The sketches of other documents that share a mark, as ``read`` understands them.

        Of each mark the last ones are looked at, at most ``kept``; of all of them those that share most marks come, at
        most ``most``.
        """
        return self._around.sketches(by, marks, kept, most, self.document.digest, read)

    def add_fold(self, tied: FoldRow, reasons: Iterable[Feature], by: str) -> None:
        """Enter that this document and another tell the same story."""
        row = {**tied._asdict(), "reasons": [list(one) for one in reasons], "by": by, "recorded_at": self.now}
        self._waiting.add(fold, [{**row, "entry": self._waiting.number(fold.c.entry)}])


def nodes_of(parties: Iterable[RowMapping | Mapping[str, Any]]) -> dict[Node, str]:
    """The names in rows of parties, each as it is spelled first."""
    found: dict[Node, str] = {}
    for row in sorted(parties, key=itemgetter("entry", "position", "slot")):
        if row["key"]:
            found.setdefault(Node(cast(EntityType, row["type"]), row["key"]), row["name"])
    return found


@dataclass(frozen=True)
class Fresh:
    """What there is of a document that the ledger does not know in any version; others may be recorded with it.

    Attributes:
        around: what the ledger holds, and what came with the documents before this one.
        waiting: where to put what is added.
        nodes: the names in slots of its claims, each as it is spelled first.
        prepared: what the one who links made of the document before anything was locked.

    """

    around: Around
    waiting: Waiting
    nodes: Mapping[Node, str]
    prepared: Any = None


class Enter(Protocol):
    """What works out whom the names of a document mean and which story it tells, inside its transaction."""

    def __call__(self, entering: Entering, /) -> None:
        """Link one document; what it adds is written later."""


@runtime_checkable
class Foresees(Protocol):
    """What links documents and says beforehand what it will ask, so that it is looked up for many at once."""

    def __call__(self, entering: Entering, /) -> None:
        """Link one document; what it adds is written later."""

    def prepare(self, document: Document, claims: Sequence[Claim]) -> Any:
        """What can be made of a document alone, before anything is locked."""

    def expect(self, around: Around, prepared: Sequence[Any]) -> None:
        """Look up what will be asked around documents that are linked one after the other."""


def link(enter: Enter, entering: Entering) -> None:
    """Have one document linked that stands in its tables already, and write what is added."""
    enter(entering)
    entering.write()


def standing(connection: Connection, digest: str) -> tuple[Claim, ...]:
    """The claims of a document that stand, each once, in the order in which they were entered."""
    asked = select(claim).where(claim.c.document == digest, claim.c.retracted_at.is_(None)).order_by(claim.c.entry)
    found: dict[str, RowMapping] = {}
    for row in connection.execute(asked).mappings():
        found.setdefault(row["id"], row)
    return tuple(map(read_claim, found.values()))


def verdict_row(verdict: Verdict) -> dict[str, Any]:
    """A verdict as its row, without entry, decision and moments."""
    return {
        "left": str(verdict.left),
        "right": str(verdict.right),
        "left_name": str(verdict.left.name),
        "right_name": str(verdict.right.name),
        "verdict": str(verdict.judgement),
        "score": verdict.score,
        "reasons": [list(reason) for reason in verdict.reasons] or None,
        "by": verdict.by,
    }
