"""What else is written with a document, in its transaction: its names, judgements on them, and what finds copies."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, cast

from sqlalchemy import Connection, Integer, RowMapping, bindparam, exists, func, insert, select

from talentwire.model.claims import Claim
from talentwire.model.document import Document
from talentwire.model.entities import EntityType, Feature, Node, Verdict
from talentwire.record import link_query
from talentwire.record.axis import chunks, next_number
from talentwire.record.link_query import CROWD, WORD
from talentwire.record.lists import among
from talentwire.record.rows import read_claim
from talentwire.record.schema import block, claim, fold, judgement, mark, name, party, sketch

_IN_BLOCK: Final = select(block.c.node).where(block.c.block == bindparam("block")).limit(CROWD + 1)
_UNDER_MARK: Final = (
    select(mark.c.sketch)
    .where(mark.c.mark == bindparam("mark"))
    .order_by(mark.c.sketch.desc())
    .limit(bindparam("kept", type_=Integer))
)
"""Asked many times for one document, and therefore built once."""


class FoldRow(NamedTuple):
    """Two documents that tell one story, as the table has them: the smaller digest first."""

    left: str
    right: str
    kind: str
    part: str
    score: float


@dataclass(frozen=True)
class Entering:
    """A document that is being recorded, and what its transaction may still ask and add.

    Attributes:
        connection: the write transaction.
        document: the document.
        claims: what stands of it, whoever read it.
        now: the moment of everything that is added.

    """

    connection: Connection
    document: Document
    claims: Sequence[Claim]
    now: str

    # -- names

    def nodes(self) -> dict[Node, str]:
        """The names in slots of the document's claims, each as it is spelled first."""
        asked = (
            select(party.c.type, party.c.key, party.c.name)
            .join(claim, claim.c.entry == party.c.entry)
            .where(claim.c.document == self.document.digest, party.c.key != "")
            .order_by(party.c.entry, party.c.position)
        )
        found: dict[Node, str] = {}
        for kind, key, spelled in self.connection.execute(asked):
            found.setdefault(Node(cast(EntityType, kind), key), spelled)
        return found

    def known(self, nodes: Iterable[Node]) -> set[Node]:
        """Those that had a name in the ledger before this document."""
        found = self.connection.scalars(select(name.c.node).where(among(name.c.node, map(str, nodes))))
        return {Node.parse(text) for text in found}

    def add_name(self, node: Node, spelled: str, blocks: Iterable[str], words: Iterable[str]) -> None:
        """Enter a name with the rough keys by which others find it, and the words by which people do."""
        row = {"node": str(node), "type": node.type, "key": node.key, "name": spelled, "recorded_at": self.now}
        self.connection.execute(insert(name).values(**row))
        rough = {*blocks, *(f"{WORD}{word}" for word in words)}
        keys = [{"block": f"{node.type}|{key}", "node": str(node)} for key in sorted(rough)]
        if keys:
            self.connection.execute(insert(block), keys)

    def candidates(self, node: Node, blocks: Iterable[str]) -> dict[Node, str]:
        """The names of the same type that share one of the rough keys, in the order of their nodes."""
        keys = sorted({f"{node.type}|{key}" for key in blocks})
        texts: set[str] = set()
        for one in keys:
            found = self.connection.scalars(_IN_BLOCK, {"block": one}).all()
            texts.update(found if len(found) <= CROWD else ())
        texts.discard(str(node))
        chosen = select(name.c.node, name.c.name).where(among(name.c.node, texts)).order_by(name.c.node)
        return {Node.parse(text): spelled for text, spelled in self.connection.execute(chosen)}

    def told(self, node: Node, limit: int) -> list[tuple[Claim, str]]:
        """What other documents say of the name, the newest first, each with its day, empty where none is known."""
        asked = (
            select(claim)
            .join(party, party.c.entry == claim.c.entry)
            .where(party.c.key == node.key, party.c.type == node.type, party.c.slot != "source")
            .where(claim.c.document != self.document.digest, claim.c.retracted_at.is_(None))
            .order_by(party.c.entry.desc())
            .limit(limit)
        )
        rows: Sequence[RowMapping] = self.connection.execute(asked).mappings().all()
        return [(read_claim(row), row["day_from"]) for row in rows]

    def verdicts(self, nodes: Iterable[Node]) -> list[Verdict]:
        """The judgements that stand on the names and on all that those make the same."""
        return [one.verdict for one in link_query.verdicts(self.connection, nodes)]

    def judge(self, verdicts: Iterable[Verdict]) -> None:
        """Enter what rules judge of names; what the same rule said before is not entered twice."""
        rows = {_said(row): row for row in map(verdict_row, verdicts)}
        if not rows:
            return
        columns = (judgement.c.left, judgement.c.right, judgement.c.by)
        known = select(*columns).where(judgement.c.retracted_at.is_(None), judgement.c.decision.is_(None))
        lefts = {row["left"] for row in rows.values()}
        said = {tuple(row) for row in self.connection.execute(known.where(among(judgement.c.left, lefts)))}
        fresh = [row for key, row in rows.items() if key not in said]
        if fresh:
            numbered = enumerate(fresh, next_number(self.connection, judgement))
            entered = [{**row, "entry": number, "recorded_at": self.now} for number, row in numbered]
            self.connection.execute(insert(judgement), entered)

    # -- stories

    def has_sketch(self) -> bool:
        """Whether the document was compared with others before."""
        return bool(self.connection.scalar(select(exists().where(sketch.c.document == self.document.digest))))

    def add_sketch(self, by: str, data: Any, marks: Iterable[str]) -> None:
        """Enter what copies of the document are found by."""
        number = (self.connection.scalar(select(func.max(sketch.c.number))) or 0) + 1
        row = {"document": self.document.digest, "number": number, "by": by, "sketch": data, "recorded_at": self.now}
        self.connection.execute(insert(sketch).values(**row))
        rows = [{"mark": one, "sketch": number} for one in sorted(set(marks))]
        if rows:
            self.connection.execute(insert(mark), rows)

    def sketches(self, by: str, marks: Iterable[str], kept: int, most: int) -> list[Any]:
        """The sketches of other documents that share a mark.

        Of each mark the last ones are looked at, at most ``kept``; of all of them those that share most marks come, at
        most ``most``.
        """
        shared: Counter[int] = Counter()
        for one in sorted(set(marks)):
            shared.update(self.connection.scalars(_UNDER_MARK, {"mark": one, "kept": kept}))
        numbers = sorted(shared, key=lambda number: (-shared[number], -number))[:most]
        chosen = select(sketch.c.sketch).where(sketch.c.by == by, sketch.c.document != self.document.digest)
        return [
            data
            for some in chunks(sorted(numbers))
            for data in self.connection.scalars(chosen.where(sketch.c.number.in_(some)).order_by(sketch.c.number))
        ]

    def add_fold(self, tied: FoldRow, reasons: Iterable[Feature], by: str) -> None:
        """Enter that this document and another tell the same story."""
        row = {**tied._asdict(), "reasons": [list(one) for one in reasons], "by": by, "recorded_at": self.now}
        self.connection.execute(insert(fold).values(**row, entry=next_number(self.connection, fold)))


def standing(connection: Connection, digest: str) -> tuple[Claim, ...]:
    """The claims of a document that stand, each once, in the order in which they were entered."""
    asked = select(claim).where(claim.c.document == digest, claim.c.retracted_at.is_(None)).order_by(claim.c.entry)
    found: dict[str, RowMapping] = {}
    for row in connection.execute(asked).mappings():
        found.setdefault(row["id"], row)
    return tuple(map(read_claim, found.values()))


def _said(row: Mapping[str, Any]) -> tuple[str, str, str]:
    return row["left"], row["right"], row["by"]


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
