"""What a ledger holds around documents that are being recorded: asked for many at once, and kept in mind.

What comes while they are recorded stands beside what the database had, so that each document finds what those before it
brought, as if it had been written between. All of it holds for one write transaction.
"""

from collections import Counter, OrderedDict, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from typing import Any, Final, NamedTuple, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, select

from talentwire.model.claims import Claim
from talentwire.model.entities import Judgement, Node, Verdict
from talentwire.record.axis import chunks
from talentwire.record.link_query import CROWD, by_index, verdict_of
from talentwire.record.lists import among, each_with
from talentwire.record.rows import SOURCE, read_claim
from talentwire.record.schema import block, claim, judgement, mark, name, party, sketch

T = TypeVar("T")
_SKETCHES: Final = 2_048
"""Sketches of earlier documents that are kept in mind at most."""
_MANY: Final = 100


class Told(NamedTuple):
    """A claim on somebody, with its day, empty where none is known."""

    claim: Claim
    day: str


class Around:
    """Names, rough keys, claims on names, judgements, marks and sketches around some documents.

    Everything may be asked at any time; what was expected is there without asking the database again.

    Args:
        connection: the write transaction.

    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._names: dict[str, str | None] = {}
        self._came: set[str] = set()
        self._nodes: dict[str, Node] = {}
        self._blocks: dict[str, list[str]] = {}
        self._blocks_came: defaultdict[str, list[str]] = defaultdict(list)
        self._told: dict[tuple[Node, int], list[Told]] = {}
        self._told_came: defaultdict[Node, list[Told]] = defaultdict(list)
        self._claims: dict[int, Told] = {}
        self._ties: dict[str, list[tuple[int, Verdict]]] = {}
        self._ties_came: defaultdict[str, list[tuple[int, Verdict]]] = defaultdict(list)
        self._judged_came: set[tuple[str, str, str]] = set()
        self._marks: dict[tuple[str, int], list[int]] = {}
        self._marks_came: defaultdict[str, list[int]] = defaultdict(list)
        self._sketches: OrderedDict[int, _Sketched] = OrderedDict()
        self._sketches_came: dict[int, _Sketched] = {}

    # -- names

    def known(self, nodes: Iterable[str]) -> set[str]:
        """Those of the names that the ledger has."""
        wanted = set(nodes)
        self._look_up(wanted)
        return {node for node in wanted if self._names[node] is not None}

    def add_name(self, node: str, spelled: str, blocks: Iterable[str]) -> None:
        """A name that comes, with its rough keys."""
        self._names[node] = spelled
        self._came.add(node)
        for key in blocks:
            self._blocks_came[key].append(node)

    def came(self, node: str) -> bool:
        """Whether the ledger did not have a name before."""
        return node in self._came

    def sharing(self, blocks: Iterable[str], besides: str) -> dict[Node, str]:
        """The names that have one of the rough keys, in order, but for those of a key that a crowd has."""
        keys = set(blocks)
        self.expect_blocks(keys)
        found: set[str] = set()
        for key in keys:
            held = self._blocks[key] + self._blocks_came.get(key, [])
            found.update(held if len(held) <= CROWD else ())
        found.discard(besides)
        self._look_up(found)
        named = ((text, self._names[text]) for text in sorted(found))
        return {self._node(text): spelled for text, spelled in named if spelled is not None}

    def expect_blocks(self, blocks: Iterable[str]) -> None:
        """Look up who has rough keys, and how they are spelled."""
        missing = set(blocks) - self._blocks.keys()
        if not missing:
            return
        with self._at_once(missing):
            self._blocks |= each_with(
                self._connection,
                missing,
                lambda key: select(block.c.node).where(block.c.block == key).limit(CROWD + 1),
            )
        held = (self._blocks[key] for key in missing)
        self._look_up({node for nodes in held if len(nodes) <= CROWD for node in nodes})

    def _look_up(self, nodes: set[str]) -> None:
        missing = nodes - self._names.keys()
        if not missing:
            return
        with self._at_once(missing):
            asked = select(name.c.node, name.c.name).where(among(name.c.node, missing))
            self._names |= dict.fromkeys(missing) | {row[0]: row[1] for row in self._connection.execute(asked)}

    def _node(self, text: str) -> Node:
        node = self._nodes.get(text)
        if node is None:
            node = self._nodes[text] = Node.parse(text)
        return node

    # -- what is told of names

    def told(self, node: Node, limit: int, besides: str) -> list[Told]:
        """The last claims that stand on a name, the newest first, but for those of one document."""
        came = [one for one in reversed(self._told_came.get(node, ())) if one.claim.document != besides][:limit]
        if len(came) == limit:
            return came
        if (node, limit) not in self._told:
            self._ask_told([node], limit, besides)
        return (came + self._told[node, limit])[:limit]

    def expect_told(self, nodes: Iterable[Node], limit: int) -> None:
        """Look up what is told of names by documents that were recorded before."""
        self._ask_told([node for node in set(nodes) if (node, limit) not in self._told], limit, "")

    def _ask_told(self, nodes: Sequence[Node], limit: int, besides: str) -> None:
        for kind in sorted({node.type for node in nodes}):
            keys = {node.key: node for node in nodes if node.type == kind}
            standing = (party.c.type == kind, party.c.slot != SOURCE, claim.c.retracted_at.is_(None))
            last = select(party.c.entry).join(claim, claim.c.entry == party.c.entry).where(*standing)
            last = last.where(claim.c.document != besides) if besides else last
            last = last.order_by(party.c.entry.desc()).limit(limit)

            def of(key: ColumnElement[str], last: Select[Any] = last) -> Select[Any]:
                return last.where(party.c.key == key)

            with self._at_once(keys):
                found = each_with(self._connection, keys, of)
            self._read_claims({entry for entries in found.values() for entry in entries})
            for key, entries in found.items():
                self._told[keys[key], limit] = [self._claims[entry] for entry in entries]

    def _read_claims(self, entries: set[int]) -> None:
        for some in chunks(sorted(entries - self._claims.keys())):
            for row in self._connection.execute(select(claim).where(claim.c.entry.in_(some))).mappings():
                self._claims[row["entry"]] = Told(read_claim(row), row["day_from"])

    def add_claim(self, read: Claim, day: str, nodes: Iterable[Node]) -> None:
        """A claim that comes, with the names in its slots, each as often as it stands there."""
        for node in nodes:
            self._told_came[node].append(Told(read, day))

    # -- judgements

    def verdicts(self, nodes: Iterable[Node]) -> list[Verdict]:
        """The judgements that stand on names and on all that those make the same, in the order in which they came."""
        todo = {str(node.name) for node in nodes}
        seen: set[str] = set()
        found: dict[int, Verdict] = {}
        while todo:
            self._ask_ties(todo)
            seen |= todo
            touching = [one for text in todo for one in (*self._ties[text], *self._ties_came.get(text, ()))]
            found |= dict(touching)
            tied = (verdict for _, verdict in touching if verdict.judgement is Judgement.SAME)
            todo = {str(end.name) for verdict in tied for end in (verdict.left, verdict.right)} - seen
        return [found[entry] for entry in sorted(found)]

    def _ask_ties(self, nodes: set[str]) -> None:
        missing = nodes - self._ties.keys()
        if not missing:
            return
        fresh: dict[str, dict[int, Verdict]] = {node: {} for node in missing}
        stands = select(judgement).where(judgement.c.retracted_at.is_(None))
        with self._at_once(missing):
            for column in (judgement.c.left_name, judgement.c.right_name):
                for row in self._connection.execute(stands.where(among(column, missing))).mappings():
                    fresh[row[column.name]][row["entry"]] = verdict_of(row)
        self._ties |= {node: list(rows.items()) for node, rows in fresh.items()}

    def add_verdict(self, entry: int, verdict: Verdict) -> None:
        """A rule's judgement that comes."""
        self._judged_came.add((str(verdict.left), str(verdict.right), verdict.by))
        for end in {str(verdict.left.name), str(verdict.right.name)}:
            self._ties_came[end].append((entry, verdict))

    def said(self, verdicts: Sequence[Verdict], fresh: str) -> set[tuple[str, str, str]]:
        """Which rules have said something of which names already.

        Args:
            verdicts: on the names.
            fresh: a document of which the ledger has nothing yet, or nothing.

        """
        old = {
            str(one.left)
            for one in verdicts
            if not (fresh and fresh in (one.left.document, one.right.document))
            and not (self.came(str(one.left)) or self.came(str(one.right)))
        }
        if not old:
            return self._judged_came
        columns = (judgement.c.left, judgement.c.right, judgement.c.by)
        known = select(*columns).where(judgement.c.retracted_at.is_(None), judgement.c.decision.is_(None))
        rows = self._connection.execute(known.where(among(judgement.c.left, old)))
        return self._judged_came | {(left, right, by) for left, right, by in rows}

    # -- sketches

    def sketches(
        self, by: str, marks: Iterable[str], kept: int, most: int, besides: str, read: Callable[[Any], T]
    ) -> list[T]:
        """The sketches of other documents that share a mark, in the order of their numbers.

        Of each mark the last ones are looked at, at most ``kept``; of all of them those that share most marks come, at
        most ``most``.
        """
        numbers = self._sharing_marks(marks, kept, most)
        self._read_sketches(numbers)
        held = [self._sketches_came.get(number) or self._sketches[number] for number in sorted(numbers)]
        return [one.value(read) for one in held if one.by == by and one.document != besides]

    def expect_marks(self, marks: Iterable[str], kept: int) -> None:
        """Look up which sketches have marks."""
        missing = {one for one in marks if (one, kept) not in self._marks}
        if missing:
            with self._at_once(missing):
                found = each_with(
                    self._connection,
                    missing,
                    lambda one: (
                        select(mark.c.sketch).where(mark.c.mark == one).order_by(mark.c.sketch.desc()).limit(kept)
                    ),
                )
            self._marks |= {(one, kept): numbers for one, numbers in found.items()}

    def expect_sketches(self, wanted: Iterable[Iterable[str]], kept: int, most: int) -> None:
        """Look up the sketches that share marks with documents, given the marks of each."""
        each = list(wanted)
        self.expect_marks({one for marks in each for one in marks}, kept)
        numbers: dict[int, None] = {}
        for marks in each:
            if len(numbers) < _SKETCHES // 2:
                numbers |= dict.fromkeys(self._sharing_marks(marks, kept, most))
        self._read_sketches(numbers)

    def _sharing_marks(self, marks: Iterable[str], kept: int, most: int) -> list[int]:
        unique = set(marks)
        self.expect_marks(unique, kept)
        shared: Counter[int] = Counter()
        for one in unique:
            came = self._marks_came.get(one, [])[-kept:]
            shared.update(came)
            shared.update(self._marks[one, kept][: kept - len(came)])
        return sorted(shared, key=lambda number: (-shared[number], -number))[:most]

    def _read_sketches(self, numbers: Iterable[int]) -> None:
        held = (self._sketches_came, self._sketches)
        missing = [number for number in sorted(numbers) if not any(number in some for some in held)]
        while len(self._sketches) + len(missing) > _SKETCHES and self._sketches:
            self._sketches.popitem(last=False)
        asked = select(sketch.c.number, sketch.c.document, sketch.c.by, sketch.c.sketch)
        for some in chunks(missing):
            for number, document, by, data in self._connection.execute(asked.where(sketch.c.number.in_(some))):
                self._sketches[number] = _Sketched(document, by, data)

    def add_sketch(self, number: int, document: str, by: str, data: Any, marks: Iterable[str]) -> None:
        """A sketch that comes, with its marks."""
        self._sketches_came[number] = _Sketched(document, by, data)
        for one in marks:
            self._marks_came[one].append(number)

    @contextmanager
    def _at_once(self, values: Collection[Any]) -> Iterator[None]:
        """Have a statement with many values find each by its index, whatever the database knows of the table."""
        with by_index(self._connection) if len(values) > _MANY else nullcontext():
            yield


class _Sketched:
    """A sketch as it is kept; understood once, when it is first looked at."""

    __slots__ = ("_data", "_value", "by", "document")

    def __init__(self, document: str, by: str, data: Any) -> None:
        self.document = document
        self.by = by
        self._data = data
        self._value: Any = None

    def value(self, read: Callable[[Any], T]) -> T:
        """What ``read`` makes of it."""
        if self._value is None:
            self._value = read(self._data)
        value: T = self._value
        return value
