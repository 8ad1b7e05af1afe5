"""The ledger against a model of it in a few dictionaries, through whatever is recorded and retracted in any order."""

import os
import uuid
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from samples import TEXT, all_of, article

from talentwire.errors import NotFoundError
from talentwire.model.claims import Claim
from talentwire.model.document import Document
from talentwire.record.ledger import Ledger, Recorded
from talentwire.record.query import ClaimFilter

DOCUMENTS = [article(name, text) for name in ("nzz-1", "faz-1") for text in (TEXT, TEXT + " Berichtigt.")]
READERS = [("builtin", "1"), ("builtin", "2"), ("llm", "1"), ("editor:eve", "")]
Key = tuple[str, str]


class Model:
    """What should stand, said as plainly as possible."""

    def __init__(self) -> None:
        self.standing: dict[Key, Claim] = {}
        self.versions: dict[str, list[str]] = defaultdict(list)  # digests by document id, oldest first
        self.last: dict[Key, str] = {}  # the version that read a document last, by digest and reader
        self.barred: set[str] = set()

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
        if is_editor:
            self.barred -= read - known
        withheld = (read & self.barred) - known
        gone = []
        if not is_editor and self.last.get((document.digest, reader)) != version:
            self.last[document.digest, reader] = version
            mine = [(key, claim) for key, claim in self.standing.items() if key[1] == reader]
            gone = [key for key, claim in mine if claim.document in self.versions[document.id] and key[0] not in read]
        for key in gone:
            del self.standing[key]
        for claim in claims:
            if claim.id not in known | withheld:
                self.standing[claim.id, reader] = claim
        return Recorded(len(read - known - withheld), len(known), len(gone), len(withheld))

    def retract(self, id_: str) -> bool:
        keys = [key for key in self.standing if key[0] == id_]
        for key in keys:
            del self.standing[key]
        self.barred |= {id_} if keys else set()
        return bool(keys)


class Machine(RuleBasedStateMachine):
    """Records, records again, retracts, and reads what stands now and what stood at any time before."""

    address = "sqlite://"

    @initialize()
    def begin(self) -> None:
        self.now = datetime(2025, 7, 3, tzinfo=UTC)
        self.ledger = Ledger.open(self.address, clock=lambda: self.now)
        self.model = Model()
        self.snapshots: dict[str, dict[Key, Claim]] = {}
        self.seen: dict[str, None] = {}

    @rule(seconds=st.sampled_from([-3600, 0, 1, 86_400]))
    def let_time_pass(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule(document=st.sampled_from(DOCUMENTS), by=st.sampled_from(READERS), chosen=st.sets(st.integers(0, 2)))
    def record(self, document: Document, by: tuple[str, str], chosen: set[int]) -> None:
        reader, version = by
        claims = [all_of(document, extractor=" ".join(by).strip())[number] for number in sorted(chosen)]
        run = self.ledger.begin_run("test", reader, version)
        assert self.ledger.record(run, document, claims) == self.model.record(document, reader, version, claims)
        self.seen |= dict.fromkeys(claim.id for claim in claims)

    @precondition(lambda self: self.seen)
    @rule(data=st.data())
    def retract(self, data: st.DataObject) -> None:
        id_ = data.draw(st.sampled_from(list(self.seen)))
        try:
            assert self.ledger.retract(id_[:12], by="ada", reason="wrong").retracted_by == "ada"
        except NotFoundError:
            assert not self.model.retract(id_)
        else:
            assert self.model.retract(id_)

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

    @invariant()
    def what_stands_is_what_the_model_says(self) -> None:
        assert self.entries() == self.expected()
        assert self.ledger.counts().claims == len(self.model.standing)

    @invariant()
    def the_past_does_not_change(self) -> None:
        past = self.ledger.claims(ClaimFilter(include_retracted=True))
        moments = [moment for entry in past for moment in (entry.recorded_at, entry.retracted_at) if moment]
        if moments:
            self.snapshots[max(moments)] = self.expected()
            assert self.ledger.claims(ClaimFilter(as_of="2025-06")) == []
        for moment, standing in self.snapshots.items():
            assert self.entries(as_of=moment) == standing
        for entry in past:
            assert entry.retracted_at is None or entry.recorded_at < entry.retracted_at

    def teardown(self) -> None:
        if hasattr(self, "ledger"):
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

        super().teardown()
        if hasattr(self, "schema"):
            with psycopg.connect(os.environ["TALENTWIRE_TEST_POSTGRES"], autocommit=True) as connection:
                connection.execute(f"DROP SCHEMA {self.schema} CASCADE")


TestStates = Machine.TestCase
TestStates.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)
TestStatesOnPostgres = pytest.mark.skipif(
    not os.environ.get("TALENTWIRE_TEST_POSTGRES"),
    reason="TALENTWIRE_TEST_POSTGRES holds no address of a PostgreSQL server",
)(OnPostgres.TestCase)
TestStatesOnPostgres.settings = settings(max_examples=5, stateful_step_count=20, deadline=None)
