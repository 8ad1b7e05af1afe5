"""The ledger against a model of it in a few lists, through whatever is recorded, decided and undone in any order."""

import os
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import combinations
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from samples import TEXT, all_of, article, grounded

from talentwire.errors import BadValueError, ConflictError, NotFoundError
from talentwire.model.claims import Claim, Position
from talentwire.model.document import Document
from talentwire.model.entities import Judgement, Node, Party, Verdict
from talentwire.record.answers import ClaimFilter
from talentwire.record.ledger import Ledger, Recorded
from talentwire.resolve.identity import Identity

DOCUMENTS = [article(name, text) for name in ("nzz-1", "faz-1") for text in (TEXT, TEXT + " Berichtigt.")]
READERS = [("builtin", "1"), ("builtin", "2"), ("llm", "1"), ("editor:eve", "")]
PEOPLE = ["ada", "eve"]
NODES = [Node("person", name) for name in ("ada", "adele", "adelheid")]
PAIRS = list(combinations(NODES, 2))
Key = tuple[str, str]


def claims_of(document: Document, extractor: str) -> list[Claim]:
    poet = Position(person=(Party("Ada Lovelace", "Ada"),), role="poet")
    return [*all_of(document, extractor=extractor), grounded(document, poet, "Ada bleibt Autorin", extractor=extractor)]


def contradicted(verdict: Verdict, standing: Sequence[Verdict]) -> Sequence[Verdict]:
    return Identity.of((verdict.left, verdict.right), standing).conflict(verdict)


@dataclass
class Last:
    """The last entry of a claim by a reader: the decision that it came of, and what ended it."""

    claim: Claim
    came_of: int | None = None
    gone: int | str | None = None


class Model:
    """What should stand, said as plainly as possible."""

    def __init__(self) -> None:
        self.entries: dict[Key, Last] = {}
        self.versions: dict[str, list[str]] = defaultdict(list)  # digests by document id, oldest first
        self.last: dict[Key, str] = {}  # the version that read a document last, by digest and reader
        self.words: dict[str, list[tuple[bool, int | None]]] = defaultdict(list)  # against a claim or for it, by which
        self.decided: list[tuple[str, str]] = []  # verb and person, by number
        self.undone: set[int] = set()
        self.touched: dict[int, str] = {}  # the claim that a decision took out
        self.judged: list[tuple[tuple[Node, Node], str, int]] = []
        self.said: list[tuple[str, str, str, int]] = []  # claim, person, word

    @property
    def standing(self) -> dict[Key, Claim]:
        return {key: last.claim for key, last in self.entries.items() if last.gone is None}

    def barred(self, id_: str) -> bool:
        words = [against for against, number in self.words[id_] if number not in self.undone]
        return bool(words) and words[-1]

    def has_newer(self, document: Document, reader: str) -> bool:
        known = self.versions[document.id]
        later = known[known.index(document.digest) + 1 :] if document.digest in known else []
        return any((digest, reader) in self.last for digest in later)

    def record(self, document: Document, reader: str, version: str, claims: list[Claim]) -> Recorded:
        is_editor = reader.startswith("editor:")
        if not is_editor and self.has_newer(document, reader):
            return Recorded(withheld=len(claims))
        if document.digest not in self.versions[document.id]:
            self.versions[document.id].append(document.digest)
        read = {claim.id for claim in claims}
        known = {id_ for id_ in read if (id_, reader) in self.standing}
        withheld = set() if is_editor else {id_ for id_ in read - known if self.barred(id_)}
        gone = []
        if not is_editor and self.last.get((document.digest, reader)) != version:
            self.last[document.digest, reader] = version
            mine = [(key, claim) for key, claim in self.standing.items() if key[1] == reader]
            gone = [key for key, claim in mine if claim.document in self.versions[document.id] and key[0] not in read]
        for key in gone:
            self.entries[key].gone = reader
        for claim in claims:
            if claim.id not in known | withheld:
                self.enter(claim, reader, None)
        return Recorded(len(read - known - withheld), len(known), len(gone), len(withheld))

    def enter(self, claim: Claim, reader: str, number: int | None) -> None:
        self.entries[claim.id, reader] = Last(claim, number)
        if reader.startswith("editor:"):
            self.words[claim.id].append((False, number))

    def decide(self, verb: str, by: str) -> int:
        self.decided.append((verb, by))
        return len(self.decided)

    def stands(self, id_: str) -> bool:
        return any(key[0] == id_ for key in self.standing)

    def take_out(self, id_: str, number: int) -> None:
        for key in self.standing:
            if key[0] == id_:
                self.entries[key].gone = number
        self.words[id_].append((True, number))
        self.touched[number] = id_

    def correct(self, id_: str, better: Claim, by: str) -> None:
        number = self.decide("correct", by)
        self.take_out(id_, number)
        if (better.id, better.extractor) not in self.standing:
            self.enter(better, better.extractor, number)

    def judge(self, pair: tuple[Node, Node], judgement: str, by: str) -> type[Exception] | None:
        said = {one: word for one, word, number in self.judged if number not in self.undone}
        if said.get(pair) == judgement:
            return NotFoundError
        if said.get(pair) in ("same", "different") or self.is_torn({**said, pair: judgement}):
            return ConflictError
        self.judged.append((pair, judgement, self.decide("judge", by)))
        return None

    @staticmethod
    def is_torn(said: dict[tuple[Node, Node], str]) -> bool:
        group = {node: node for node in NODES}
        for left, right in [pair for pair, word in said.items() if word == "same"]:
            group = {node: group[left] if group[node] == group[right] else group[node] for node in NODES}
        return any(word == "different" and group[left] == group[right] for (left, right), word in said.items())

    def undo(self, number: int, by: str) -> None:
        self.undone.add(number)
        self.decide("undo", by)
        for last in self.entries.values():
            if last.gone is None and last.came_of == number:
                last.gone = "undone"
        id_ = self.touched.get(number)
        if id_ is None or self.barred(id_):
            return
        for (other, reader), last in self.entries.items():
            document = next(one for one in DOCUMENTS if one.digest == last.claim.document)
            is_replaced = not reader.startswith("editor:") and self.has_newer(document, reader)
            if other == id_ and last.gone in self.undone and last.came_of not in self.undone and not is_replaced:
                last.gone = None

    def remarks(self) -> dict[Key, str]:
        return {(id_, by): word for id_, by, word, number in self.said if number not in self.undone}


class Machine(RuleBasedStateMachine):
    """Records, decides, undoes, and reads what stands now and what stood at any time before."""

    address = "sqlite://"

    @initialize()
    def begin(self) -> None:
        self.now = datetime(2025, 7, 3, tzinfo=UTC)
        self.ledger = Ledger.open(self.address, clock=lambda: self.now)
        self.model = Model()
        self.snapshots: dict[str, Any] = {}
        self.seen: dict[str, Claim] = {}

    @rule(seconds=st.sampled_from([-3600, 0, 1, 86_400]))
    def let_time_pass(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule(document=st.sampled_from(DOCUMENTS), by=st.sampled_from(READERS), chosen=st.sets(st.integers(0, 3)))
    def record(self, document: Document, by: tuple[str, str], chosen: set[int]) -> None:
        reader, version = by
        claims = [claims_of(document, " ".join(by).strip())[number] for number in sorted(chosen)]
        run = self.ledger.begin_run("test", reader, version)
        assert self.ledger.record(run, document, claims) == self.model.record(document, reader, version, claims)
        self.seen |= {claim.id: claim for claim in claims}

    @precondition(lambda self: self.seen)
    @rule(data=st.data(), by=st.sampled_from(PEOPLE))
    def retract(self, data: st.DataObject, by: str) -> None:
        id_ = data.draw(st.sampled_from(list(self.seen)))
        if not self.model.stands(id_):
            with pytest.raises(NotFoundError):
                self.ledger.retract(id_[:12], by=by, reason="wrong")
            return
        assert self.ledger.retract(id_[:12], by=by, reason="wrong").retracted_by == by
        self.model.take_out(id_, self.model.decide("retract", by))

    @precondition(lambda self: self.seen)
    @rule(data=st.data(), by=st.sampled_from(PEOPLE), number=st.integers(0, 3))
    def correct(self, data: st.DataObject, by: str, number: int) -> None:
        id_ = data.draw(st.sampled_from(list(self.seen)))
        document = next(one for one in DOCUMENTS if one.digest == self.seen[id_].document)
        better = claims_of(document, f"editor:{by}")[number]
        said = {"about": "it", "by": by, "reason": "better"}
        if not self.model.stands(id_) or better.id == id_:
            with pytest.raises((NotFoundError, BadValueError)):
                self.ledger.decisions.correct(id_, better, **said)
            return
        made, _ = self.ledger.decisions.correct(id_, replace(better, extractor=""), **said)
        self.model.correct(id_, better, by)
        assert made.id == len(self.model.decided)
        self.seen[better.id] = better

    @precondition(lambda self: self.seen)
    @rule(data=st.data(), by=st.sampled_from(PEOPLE), word=st.sampled_from(["confirm", "deny"]))
    def remark(self, data: st.DataObject, by: str, word: str) -> None:
        id_ = data.draw(st.sampled_from(list(self.seen)))
        if not self.model.stands(id_):
            with pytest.raises(NotFoundError):
                self.ledger.decisions.remark(id_, word, by=by, reason="so")
            return
        self.ledger.decisions.remark(id_, word, by=by, reason="so")
        self.model.said.append((id_, by, word, self.model.decide(word, by)))

    @rule(pair=st.sampled_from(PAIRS), judgement=st.sampled_from(list(Judgement)), by=st.sampled_from(PEOPLE))
    def judge(self, pair: tuple[Node, Node], judgement: Judgement, by: str) -> None:
        wanted = [Verdict(*pair, judgement, f"editor:{by}")]
        said = {"about": "them", "by": by, "reason": "so"}
        if refused := self.model.judge(pair, str(judgement), by):
            with pytest.raises(refused):
                self.ledger.decisions.judge("judge", wanted, contradicted, **said)
        else:
            self.ledger.decisions.judge("judge", wanted, contradicted, **said)

    @precondition(lambda self: self.model.decided)
    @rule(data=st.data(), by=st.sampled_from(PEOPLE))
    def undo(self, data: st.DataObject, by: str) -> None:
        number = data.draw(st.integers(1, len(self.model.decided)))
        if number in self.model.undone or self.model.decided[number - 1][0] == "undo":
            with pytest.raises((NotFoundError, ConflictError)):
                self.ledger.decisions.undo(number, by=by, reason="no")
            return
        made, old = self.ledger.decisions.undo(number, by=by, reason="no")
        self.model.undo(number, by)
        assert (made.id, old.id, old.undone_by) == (len(self.model.decided), number, made.id)

    @rule(document=st.sampled_from(DOCUMENTS), by=st.sampled_from(READERS[:3]))
    def ask_whether_it_was_read(self, document: Document, by: tuple[str, str]) -> None:
        was_read = self.model.last.get((document.digest, by[0])) == by[1]
        expected = was_read or self.model.has_newer(document, by[0])
        assert self.ledger.has(document.digest, " ".join(by)) == expected

    def entries(self, **wanted: Any) -> dict[Key, Claim]:
        found = self.ledger.claims(ClaimFilter(**wanted))
        by_key = {(entry.id, entry.claim.extractor): entry.claim for entry in found}
        assert len(by_key) == len(found)
        return by_key

    def expected(self) -> dict[Key, Claim]:
        return {(id_, claim.extractor): claim for (id_, _), claim in self.model.standing.items()}

    def known(self, as_of: str | None) -> Any:
        """All that people said, as it stood."""
        remarks = self.ledger.decisions.remarks(self.seen, as_of)
        return self.ledger.links.verdicts(NODES, as_of), remarks, self.ledger.decisions.list(as_of=as_of)

    @invariant()
    def what_stands_is_what_the_model_says(self) -> None:
        assert self.entries() == self.expected()
        assert self.ledger.counts().claims == len(self.model.standing)
        verdicts, remarks, decisions = self.known(None)
        assert {(one.claim, one.decision.by): one.verdict for one in remarks} == self.model.remarks()
        said = [((one.verdict.left, one.verdict.right), one.verdict.judgement, one.decision) for one in verdicts]
        assert said == [one for one in self.model.judged if one[2] not in self.model.undone]
        assert {one.id for one in decisions if one.undone_at} == self.model.undone
        assert len(decisions) == len(self.model.decided)

    @invariant()
    def the_past_does_not_change(self) -> None:
        past = self.ledger.claims(ClaimFilter(include_retracted=True))
        moments = [moment for entry in past for moment in (entry.recorded_at, entry.retracted_at) if moment]
        moments += [one.recorded_at for one in self.ledger.decisions.list(limit=1)]
        if moments:
            latest = max(moments)
            self.snapshots[latest] = self.expected(), self.known(latest)
            assert self.ledger.claims(ClaimFilter(as_of="2025-06")) == []
        for entry in past:
            assert entry.retracted_at is None or entry.recorded_at < entry.retracted_at
        self.look_back(list(self.snapshots)[-2:])

    def look_back(self, moments: list[str]) -> None:
        for moment in moments:
            assert (self.entries(as_of=moment), self.known(moment)) == self.snapshots[moment]

    def teardown(self) -> None:
        if hasattr(self, "ledger"):
            try:
                self.look_back(list(self.snapshots))
                assert self.ledger.check().findings == ()
            finally:
                self.ledger.close()


class OnPostgres(Machine):
    """The same on a server, in a schema of its own."""

    @initialize()
    def begin(self) -> None:
        import psycopg

        server = os.environ["TALENTWIRE_TEST_POSTGRES"]
        self.schema = f"talentwire_{uuid.uuid4().hex}"
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {self.schema}")
        self.address = f"{server}?options=-csearch_path%3D{self.schema}"
        super().begin()

    def teardown(self) -> None:
        import psycopg

        try:
            super().teardown()
        finally:
            if hasattr(self, "schema"):
                with psycopg.connect(os.environ["TALENTWIRE_TEST_POSTGRES"], autocommit=True) as connection:
                    connection.execute(f"DROP SCHEMA {self.schema} CASCADE")


TestStates = Machine.TestCase
TestStates.settings = settings(max_examples=12, stateful_step_count=20, deadline=None)
TestStatesOnPostgres = pytest.mark.skipif(
    not os.environ.get("TALENTWIRE_TEST_POSTGRES"),
    reason="TALENTWIRE_TEST_POSTGRES holds no address of a PostgreSQL server",
)(OnPostgres.TestCase)
TestStatesOnPostgres.settings = settings(max_examples=4, stateful_step_count=20, deadline=None)
