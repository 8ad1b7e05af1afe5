"""What else is written with a document, in its transaction: its names, judgements on them, and what finds copies."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from sqlalchemy import Connection, RowMapping, Table, exists, insert, select

from talentwire.model.claims import Claim
from talentwire.model.document import Document
from talentwire.model.entities import EntityType, Feature, Node, Verdict
from talentwire.record.axis import next_number
from talentwire.record.rows import read_claim
from talentwire.record.schema import block, claim, document, fold, judgement, mark, name, party, sketch

CROWD: Final = 200
"""Names that share a rough key, documents that share a mark: where there are more, it says nothing and is left out."""


@dataclass(frozen=True)
class Entering:
    """A document that is being recorded, and what its transaction may still ask and add.

    Attributes:
        connection: the write transaction.
        document: the document.
        claims: what was read in it.
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
        texts = [str(node) for node in nodes]
        found = self.connection.scalars(select(name.c.node).where(name.c.node.in_(texts)))
        return {Node.parse(text) for text in found}

    def add_name(self, node: Node, spelled: str, blocks: Iterable[str]) -> None:
        """Enter a name with the rough keys by which it is found."""
        row = {"node": str(node), "type": node.type, "name": spelled, "recorded_at": self.now}
        self.connection.execute(insert(name).values(**row))
        keys = [{"block": f"{node.type}|{key}", "node": str(node)} for key in sorted(set(blocks))]
        if keys:
            self.connection.execute(insert(block), keys)

    def candidates(self, node: Node, blocks: Iterable[str]) -> dict[Node, str]:
        """The names of the same type that share one of the rough keys, in the order of their nodes."""
        keys = [f"{node.type}|{key}" for key in sorted(set(blocks))]
        texts = set(_sharing(self.connection, block, "block", "node", keys)) - {str(node)}
        chosen = select(name.c.node, name.c.name).where(name.c.node.in_(sorted(texts))).order_by(name.c.node)
        return {Node.parse(text): spelled for text, spelled in self.connection.execute(chosen)} if texts else {}

    def told(self, node: Node, limit: int) -> list[tuple[Claim, str]]:
        """What other documents say of the name, the newest first, each with its day, empty where none is known."""
        asked = (
            select(claim)
            .join(party, party.c.entry == claim.c.entry)
            .where(party.c.key == node.key, party.c.type == node.type, party.c.slot != "source")
            .where(claim.c.document != self.document.digest, claim.c.retracted_at.is_(None))
            .order_by(claim.c.entry.desc())
            .limit(limit)
        )
        rows: Sequence[RowMapping] = self.connection.execute(asked).mappings().all()
        return [(read_claim(row), row["day_from"]) for row in rows]

    def judge(self, verdicts: Iterable[Verdict]) -> None:
        """Enter what rules judge of names; what the same rule said before is not entered twice."""
        rows = [verdict_row(verdict) for verdict in dict.fromkeys(verdicts)]
        fresh = [row for row in rows if not self._is_judged(row)]
        numbered = enumerate(fresh, next_number(self.connection, judgement))
        entered = [{**row, "entry": number, "recorded_at": self.now} for number, row in numbered]
        if entered:
            self.connection.execute(insert(judgement), entered)

    def _is_judged(self, row: Mapping[str, Any]) -> bool:
        same = (judgement.c.left == row["left"], judgement.c.right == row["right"], judgement.c.by == row["by"])
        return bool(self.connection.scalar(select(exists().where(*same, judgement.c.retracted_at.is_(None)))))

    # -- stories

    def has_sketch(self) -> bool:
        """Whether the document was compared with others before."""
        return bool(self.connection.scalar(select(exists().where(sketch.c.document == self.document.digest))))

    def add_sketch(self, by: str, data: Any, marks: Iterable[str]) -> None:
        """Enter what copies of the document are found by."""
        row = {"document": self.document.digest, "by": by, "sketch": data, "recorded_at": self.now}
        self.connection.execute(insert(sketch).values(**row))
        rows = [{"mark": one, "document": self.document.digest} for one in sorted(set(marks))]
        if rows:
            self.connection.execute(insert(mark), rows)

    def sketches(self, by: str, marks: Iterable[str]) -> dict[str, Any]:
        """The sketches of other documents that share a mark, by digest."""
        found = set(_sharing(self.connection, mark, "mark", "document", sorted(set(marks)))) - {self.document.digest}
        chosen = select(sketch.c.document, sketch.c.sketch).where(sketch.c.document.in_(sorted(found)))
        asked = chosen.where(sketch.c.by == by).order_by(sketch.c.document)
        return {row[0]: row[1] for row in self.connection.execute(asked)} if found else {}

    def add_fold(self, other: str, kind: str, score: float, reasons: Iterable[Feature], by: str) -> None:
        """Enter that the document with this digest tells the same story."""
        left, right = sorted((self.document.digest, other))
        row = {"left": left, "right": right, "kind": kind, "score": score, "reasons": [list(one) for one in reasons]}
        number = next_number(self.connection, fold)
        self.connection.execute(insert(fold).values(**row, entry=number, by=by, recorded_at=self.now))

    def versions(self) -> tuple[str, ...]:
        """Digests of the other versions of the document, which are one story with it in any case."""
        asked = select(document.c.digest).where(document.c.id == self.document.id)
        return tuple(self.connection.scalars(asked.where(document.c.digest != self.document.digest)))


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


def _sharing(connection: Connection, table: Table, key: str, value: str, keys: Sequence[str]) -> Iterator[str]:
    """What stands under each of the keys; nothing under a crowded one."""
    for one in keys:
        chosen = select(table.c[value]).where(table.c[key] == one).limit(CROWD + 1)
        found = connection.scalars(chosen).all()
        if len(found) <= CROWD:
            yield from found
