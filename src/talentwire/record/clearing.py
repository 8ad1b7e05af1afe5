"""What hangs on the claims and names of a person who is forgotten: names, judgements, stories and what people wrote."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, Table, delete, or_, select, update

from talentwire.model.entities import Node
from talentwire.record import renewing
from talentwire.record.axis import chunks
from talentwire.record.entering import Enter, Entering, link, standing
from talentwire.record.operating import feeds
from talentwire.record.operating.alerts import TOLD, purge
from talentwire.record.operating.feed_rows import feed_item
from talentwire.record.removing import Names, Repaired, Taken
from talentwire.record.rows import read_document
from talentwire.record.schema import (
    KEPT,
    block,
    claim,
    decision,
    document,
    fold,
    judgement,
    mark,
    name,
    party,
    remark,
    sketch,
)

TABLES: Final = (
    *("claim", "party", "document", "name", "block", "judgement"),
    *("sketch", "mark", "fold", "remark", "decision"),
    *(table.name for table in (*KEPT, *TOLD)),
    feed_item.name,
)
"""Those from which something is deleted."""
GONE: Final = "(removed with the data of a person)"
"""What stands in the place of words that told of somebody."""

Sketched = Enter
"""What enters anew by what copies of a document are found."""


@dataclass(frozen=True)
class Clearing:
    """Takes out what hangs on what was taken out.

    Attributes:
        connection: the write transaction.
        names: the person's.
        taken: what was taken out of documents and claims.
        count: what was cleared, by what it is.

    """

    connection: Connection
    names: Names
    taken: Taken
    count: Counter[str] = field(default_factory=Counter)
    _nodes: dict[Node, bool] = field(default_factory=dict)

    def clear(self, repaired: Repaired, sketched: Sketched) -> Counter[str]:
        """Clear everything; what there was of it."""
        about_claims = self._claims_and_names()
        about_names = self._judgements()
        self._decisions(about_claims, about_names)
        self._stories(repaired, sketched)
        gone = {row["id"] for row in self.taken.gone.values()}
        if told := purge(self.connection, gone, lambda text: self.cleaned(text) == text):
            self.count["alerts"] = told
        feeds.purge(self.connection, self.cleaned)
        renewing.clear(self.connection)  # names, words and reasons stand in it; the next question weighs anew
        return self.count

    def cleaned(self, text: str) -> str:
        """A text that belongs to no document, with black in the place of whole names."""
        return self.names.barred().search.cleaned(text)

    # -- claims and names

    def _claims_and_names(self) -> set[int]:
        """Delete claims with their names and remarks; the decisions that were about them."""
        gone = self.taken.gone
        said = list(self._rows(remark, remark.c.claim, sorted({row["id"] for row in gone.values()})))
        behind = [row[one] for row in gone.values() for one in ("decision", "retracted_decision")]
        behind += [row["decision"] for row in said]
        self.count["remarks"] = self._delete(remark, remark.c.entry, [row["entry"] for row in said])
        bare = {node.name for node in self.names.meant.nodes}
        held = self._rows(party, party.c.entry, sorted(gone))
        nodes = bare | {Node(row["type"], row["key"]) for row in held if self.names.means(row["name"])}
        self._delete(party, party.c.entry, sorted(gone))
        self._delete(claim, claim.c.entry, sorted(gone))
        self._nodes.update((node, self._is_borne(node)) for node in nodes)
        return {number for number in behind if number is not None}

    def _is_borne(self, node: Node) -> bool:
        """Whether somebody else has the name."""
        held = select(party.c.entry).where(party.c.type == node.type, party.c.key == node.key).limit(1)
        return self.connection.execute(held).first() is not None

    def _judgements(self) -> set[int]:
        """Delete names that nobody else has, with the judgements on them; the decisions behind those."""
        free = sorted(str(node) for node, borne in self._nodes.items() if not borne)
        borne = sorted(str(node) for node, borne in self._nodes.items() if borne)
        ends = (judgement.c.left_name, judgement.c.right_name)
        gone = {row["entry"]: row for end in ends for row in self._rows(judgement, end, free)}
        self.count["judgements"] = self._delete(judgement, judgement.c.entry, sorted(gone))
        self._delete(block, block.c.node, free)
        self.count["names"] = self._delete(name, name.c.node, free)
        for end in ends:
            self.connection.execute(update(judgement).where(end.in_(borne)).values(reasons=None))
        return {row["decision"] for row in gone.values() if row["decision"] is not None}

    # -- what people wrote

    def _decisions(self, about_claims: set[int], about_names: set[int]) -> None:
        """Reasons that told of the person go whole; elsewhere the name is blackened."""
        gone = {number: {"reason": GONE} for number in about_claims}
        gone |= {number: {"reason": GONE, "about": "a person"} for number in about_names}
        for number, values in gone.items():
            self.connection.execute(update(decision).where(decision.c.id == number).values(values))
        cleaned = self._clean(decision, decision.c.id, ("about", "reason"))
        self.count["decisions"] = len(cleaned | gone.keys())
        by_people = (claim.c.retracted_at.is_not(None), claim.c.retracted_run.is_(None))
        self._clean(claim, claim.c.entry, ("retracted_reason",), *by_people)

    def _clean(self, table: Table, number: Any, columns: Sequence[str], *conditions: Any) -> set[int]:
        done = set()
        for row in self.connection.execute(select(number, *(table.c[c] for c in columns)).where(*conditions)).all():
            old = dict(zip(columns, row[1:], strict=True))
            new = {column: text and self.cleaned(text) for column, text in old.items()}
            if new != old:
                self.connection.execute(update(table).where(number == row[0]).values(new))
                done.add(row[0])
        return done

    # -- stories

    def _stories(self, repaired: Repaired, sketched: Sketched) -> None:
        """What finds copies of a document holds names in it, and is made anew from what is left."""
        digests = sorted(self.taken.scopes)
        drawn = list(self._rows(sketch, sketch.c.document, digests))
        self._delete(mark, mark.c.sketch, [row["number"] for row in drawn])
        self.count["sketches"] = self._delete(sketch, sketch.c.document, digests)
        for some in chunks(digests):
            touched = or_(fold.c.left.in_(some), fold.c.right.in_(some))
            self.count["folds"] += self.connection.execute(update(fold).where(touched).values(reasons=None)).rowcount
        for row in self._rows(document, document.c.digest, sorted(one["document"] for one in drawn)):
            claims = standing(self.connection, row["digest"])
            link(sketched, Entering(self.connection, repaired(read_document(row)), claims, row["recorded_at"]))

    # -- many rows

    def _rows(self, table: Table, column: Any, values: Iterable[Any]) -> Iterator[RowMapping]:
        for some in chunks(list(values)):
            yield from self.connection.execute(select(table).where(column.in_(some))).mappings().all()

    def _delete(self, table: Table, column: Any, values: Sequence[Any]) -> int:
        return sum(self.connection.execute(delete(table).where(column.in_(some))).rowcount for some in chunks(values))
