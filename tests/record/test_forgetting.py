"""A person leaves the ledger for good, and stays away."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from samples import grounded
from sqlalchemy import create_engine, inspect, text

from talentwire.errors import BadValueError, ConflictError, NotFoundError
from talentwire.model.claims import Claim, Deal, Move, Pay, Position
from talentwire.model.document import Document
from talentwire.model.entities import Feature, Judgement, Node, Party, Verdict
from talentwire.model.values import Money, PartialDate
from talentwire.record.answers import Meant, Removed
from talentwire.record.entering import Entering, FoldRow
from talentwire.record.ledger import Ledger
from talentwire.record.query import ClaimFilter
from talentwire.record.rows import check_grounded

ADA = Node("person", "ada lovelace")
EVERYTHING = ClaimFilter(include_retracted=True)
NEWS = (
    "Ada Lovelace leaves Google for Meta. Bob Noyce follows Lovelace to Meta.\n"
    "Meta pays Ada Lovelace 3 million dollars. Google buys Brumelune, said Àda Lovelace."
)
OTHER = "Bob Noyce is chief scientist of Meta. He once worked with ADA LOVELACE."


def news(name: str = "news-1", body: str = NEWS) -> Document:
    return Document(name, body, title="Lovelace, Ada: farewell", url="https://x.example/ada-lovelace", lang="en")


def other() -> Document:
    return Document("other-1", OTHER, date=PartialDate(2026, 7, 1), lang="en")


def claims_of(document: Document, reader: str = "builtin 1") -> list[Claim]:
    ada, bob, meta = Party("Ada Lovelace"), Party("Bob Noyce"), Party("Meta")
    told = Party("Ada Lovelace", "Àda Lovelace")
    wanted: list[tuple[Any, str, dict[str, Any]]] = [
        (Move(person=(ada,), to_org=(meta,)), "Ada Lovelace leaves Google for Meta", {}),
        (Move(person=(bob,), to_org=(meta,)), "Bob Noyce follows Lovelace to Meta", {}),
        (Pay(payer=(meta,), amount=Money(3_000_000, "USD"), recipient=("Ada Lovelace",)), "Meta pays Ada Lovelace", {}),
        (Deal(buyer=(Party("Google"),), target=(Party("Brumelune"),)), "Google buys Brumelune", {"source": told}),
        (Position(person=(bob,), org=(meta,), role="chief scientist"), "Bob Noyce is chief scientist of Meta", {}),
        (Move(person=(ada, bob), to_org=(meta,)), "He once worked with ADA LOVELACE", {}),
    ]
    return [
        grounded(document, content, words, extractor=reader, **more)
        for content, words, more in wanted
        if words in document.text
    ]


def draw(entering: Entering) -> None:
    """Names, a judgement with reasons, a sketch that holds the words of the document."""
    for node, spelled in entering.nodes().items():
        if node not in entering.known([node]):
            entering.add_name(node, spelled, [node.key[:3]], node.key.split())
    if ADA in entering.nodes():
        left, right = sorted((ADA, Node("person", "bob noyce")))
        reason = Feature("letters", 0.1, "Ada Lovelace and Bob Noyce share no letter.")
        entering.judge([Verdict(left, right, Judgement.UNSURE, "rule:test 1", 0.1, (reason,))])
    if entering.has_sketch():
        return
    resketch(entering)
    if entering.document.id.startswith("other"):
        row = FoldRow(*sorted((news().digest, entering.document.digest)), "copy", entering.document.digest, 0.9)
        entering.add_fold(row, [Feature("names", 1.0, "Both name Ada Lovelace.")], "rule:test 1")


def resketch(entering: Entering) -> None:
    entering.add_sketch("rule:test 1", {"words": entering.document.text.split()}, entering.document.text.split())


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    run = ledger.begin_run("ingest", "builtin", "1")
    for document in (news(), other()):
        ledger.record(run, document, claims_of(document), draw)
    ledger.decisions.remark(first(ledger, "Bob Noyce").id, "confirm", by="cy", reason="Ada Lovelace told me")
    ledger.decisions.remark(first(ledger, "Ada Lovelace").id, "confirm", by="cy", reason="heard in the hall")
    split = Verdict(*sorted((ADA, Node("person", "bob noyce"))), Judgement.DIFFERENT, "editor:cy")
    ledger.decisions.judge(
        "split", [split], lambda *_: (), about="Ada Lovelace and Bob Noyce", by="cy", reason="she is not he"
    )
    return ledger


def first(ledger: Ledger, person: str) -> Any:
    return ledger.claims(ClaimFilter(person=person))[-1]


def forget(ledger: Ledger, meant: Meant | None = None, **more: Any) -> Removed:
    words = {"by": "bea", "reason": "a letter from Ada Lovelace"} | more
    meant = meant or Meant(frozenset({ADA}))
    return ledger.forgetting.forget(meant, **words, repaired=lambda one: one, sketched=resketch)


def dump(address: str) -> dict[str, list[str]]:
    """Every row of every table, as text."""
    url = address if "://" in address else f"sqlite:///{address}"
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    try:
        with engine.connect() as connection:
            tables = inspect(connection).get_table_names()
            return {t: sorted(map(str, connection.execute(text(f'SELECT * FROM "{t}"')).all())) for t in tables}
    finally:
        engine.dispose()


def traces(address: str, *words: str) -> list[str]:
    found = [(t, row) for t, rows in dump(address).items() for row in rows]
    return [f"{t}: {row}" for t, row in found if any(word in row.lower() for word in words)]


NAMES = ("lovelace", "ada ", "àda", "lovelacé")


def test_nothing_is_left_of_a_person(filled: Ledger, address: str) -> None:
    assert traces(address, *NAMES)
    removed = forget(filled)
    filled.forgetting.erase()
    assert traces(address, *NAMES) == []
    assert sorted(kind for kind, _ in removed.claims) == ["deal", "move", "move", "pay"]
    assert (removed.with_others, len(removed.places), removed.marks) == (1, 2, 1)
    assert dict(removed.counts) == {
        "remarks": 1, "judgements": 2, "names": 1, "decisions": 3, "sketches": 2, "folds": 1
    }  # fmt: skip


def test_other_claims_stay_grounded_under_their_ids(filled: Ledger) -> None:
    before = {entry.id: entry for entry in filled.claims()}
    removed = forget(filled)
    after = {entry.id: entry for entry in filled.claims()}
    assert before.keys() - after.keys() == {id_ for _, id_ in removed.claims}
    assert after.keys() <= before.keys()
    for id_, entry in after.items():
        check_grounded(entry.claim, filled.document(entry.claim.document))
        assert entry.claim.span == before[id_].claim.span
        assert {party.name for _, party in entry.claim.parties()} == {p.name for _, p in before[id_].claim.parties()}
    assert sorted(entry.claim.evidence for entry in after.values()) == [
        "Bob Noyce follows ████████ to Meta",
        "Bob Noyce is chief scientist of Meta",
    ]
    assert filled.claims(ClaimFilter(text="lovelace")) == []
    assert len(filled.claims(ClaimFilter(text="follows ████████ to"))) == 1


def test_the_decision_is_kept_without_the_name(filled: Ledger) -> None:
    made = forget(filled).decision
    (last, *_) = filled.decisions.list()
    assert last == made
    assert (last.verb, last.by, last.about, last.reason) == (
        "forget", "bea", "a person (4 claims)", "a letter from ████████████"
    )  # fmt: skip
    with pytest.raises(ConflictError, match="cannot be undone"):
        filled.decisions.undo(made.id, by="bea", reason="no")


def test_reading_the_same_pages_again_brings_nothing_back(filled: Ledger, address: str) -> None:
    forget(filled)
    before = dump(address)
    run = filled.begin_run("ingest", "builtin", "1")
    for document in (news(), other()):
        recorded = filled.record(run, document, claims_of(document), draw)
        assert (recorded.new, recorded.retracted) == (0, 0)
    newer = filled.begin_run("ingest", "builtin", "2")
    assert filled.record(newer, news(), claims_of(news(), "builtin 2"), draw).withheld == 3
    assert traces(address, *NAMES) == []
    assert dump(address)["claim"] == before["claim"]


def test_a_copy_elsewhere_brings_nothing_back(filled: Ledger, address: str) -> None:
    forget(filled)
    run = filled.begin_run("ingest", "builtin", "1")
    copy = news("https://copies.example/ada-lovelace-leaves", NEWS + "\n(Copied.)")
    recorded = filled.record(run, copy, claims_of(copy), draw)
    assert (recorded.new, recorded.withheld) == (1, 3)
    assert traces(address, *NAMES, "ada-lovelace") == []
    (entry,) = [one for one in filled.claims() if one.claim.document == copy.digest]
    check_grounded(entry.claim, filled.document(copy.digest))
    assert filled.has(copy.digest, "builtin 1")
    changed = news("https://copies.example/ada-lovelace-leaves", "Bob Noyce follows Lovelace to Meta, after all.")
    assert filled.record(run, changed, claims_of(changed), draw).retracted == 1, "a newer version of the same page"
    assert filled.document(changed.digest).id == entry.document_id


def test_an_editor_cannot_bring_a_person_back(filled: Ledger) -> None:
    forget(filled)
    entry = first(filled, "Bob Noyce")
    document = filled.document(entry.claim.document)
    better = grounded(document, Move(person=(Party("Ada Lovelace"),)), entry.claim.evidence, extractor="editor:cy")
    with pytest.raises(ConflictError, match="forgotten"):
        filled.decisions.correct(entry.id, better, about="it", by="cy", reason="so it was")
    assert filled.entry(entry.id).retracted_at is None


def test_a_dry_run_leaves_everything_as_it_is(filled: Ledger, address: str) -> None:
    before = dump(address)
    wouldbe = forget(filled, dry_run=True)
    assert dump(address) == before
    removed = forget(filled)
    assert (wouldbe.claims, wouldbe.places, wouldbe.counts) == (removed.claims, removed.places, removed.counts)


def test_what_was_known_then_is_forgotten_too(filled: Ledger) -> None:
    then = filled.claims()[0].recorded_at
    assert filled.claims(ClaimFilter(person="Ada Lovelace", as_of=then))
    forget(filled)
    assert not filled.claims(ClaimFilter(person="Ada Lovelace", as_of=then))
    assert len(filled.claims(ClaimFilter(as_of=then))) == 2


def test_a_namesake_stays(ledger: Ledger, address: str) -> None:
    run = ledger.begin_run("ingest", "builtin", "1")
    mine, theirs = news(), Document("poet", "Ada Lovelace is a poet in Perth.", lang="en")
    poet = grounded(theirs, Position(person=(Party("Ada Lovelace"),), role="poet"), "Ada Lovelace is a poet")
    ledger.record(run, mine, claims_of(mine), draw)
    ledger.record(run, theirs, [poet], draw)
    apart = Node("person", "ada lovelace", theirs.digest)
    forget(ledger, Meant(frozenset({ADA}), frozenset({apart})))
    assert [entry.claim.kind for entry in ledger.claims(ClaimFilter(person="Ada Lovelace"))] == ["position"]
    assert ledger.document("poet").text == theirs.text
    newer = ledger.begin_run("ingest", "builtin", "2")
    again = grounded(theirs, Position(person=(Party("Ada Lovelace"),), role="writer"), "Ada Lovelace is a poet")
    assert ledger.record(newer, theirs, [again], draw).new == 1, "the namesake may still be read there"
    assert not ledger.record(newer, mine, claims_of(mine), draw).new
    assert "share no letter" not in "".join(traces(address, "letter")), "reasons told of both"


def test_the_one_of_a_document_goes_and_the_namesake_stays(ledger: Ledger) -> None:
    run = ledger.begin_run("ingest", "builtin", "1")
    mine, theirs = news(), Document("poet", "Ada Lovelace is a poet in Perth.", lang="en")
    poet = grounded(theirs, Position(person=(Party("Ada Lovelace"),), role="poet"), "Ada Lovelace is a poet")
    ledger.record(run, mine, claims_of(mine), draw)
    ledger.record(run, theirs, [poet], draw)
    removed = forget(ledger, Meant(frozenset({Node("person", "ada lovelace", theirs.digest)})))
    assert [kind for kind, _ in removed.claims] == ["position"]
    assert ledger.document("poet").text == "████████████ is a poet in Perth."
    assert ledger.document("news-1") == mine
    newer = ledger.begin_run("ingest", "builtin", "2")
    assert not ledger.record(newer, theirs, [poet], draw).new
    reprint = Document("reprint", theirs.text, lang="en")
    again = grounded(reprint, Position(person=(Party("Ada Lovelace"),), role="poet"), "Ada Lovelace is a poet")
    assert ledger.record(newer, reprint, [again], draw).withheld == 1


def test_two_persons_one_after_the_other(filled: Ledger, address: str) -> None:
    forget(filled)
    forget(filled, Meant(frozenset({Node("person", "bob noyce")})))
    filled.forgetting.remember("Bob Noyce", by="bea", reason="Ada Lovelace asks for it")
    forget(filled, Meant(frozenset({Node("person", "bob noyce")})))
    assert traces(address, *NAMES, "noyce") == []
    run = filled.begin_run("ingest", "builtin", "2")
    for document in (news(), other(), news("copy")):
        assert not filled.record(run, document, claims_of(document, "builtin 2"), draw).new
    assert traces(address, *NAMES, "noyce") == []
    assert filled.claims(EVERYTHING) == []


def test_whoever_is_remembered_may_be_read_again(filled: Ledger) -> None:
    removed = forget(filled)
    assert filled.forgetting.decision("ADA Lovelace") == removed.decision
    made = filled.forgetting.remember("Ada Lovelace", by="bea", reason="a namesake matters")
    assert (made.verb, made.about) == ("remember", f"the person of decision {removed.decision.id}")
    assert filled.forgetting.decision("Ada Lovelace") is None
    run = filled.begin_run("ingest", "builtin", "2")
    fresh = news("fresh")
    assert filled.record(run, fresh, claims_of(fresh, "builtin 2"), draw).new == 4
    assert filled.record(run, other(), claims_of(other(), "builtin 2"), draw).new == 1
    for entry in filled.claims():
        check_grounded(entry.claim, filled.document(entry.claim.document))
    assert filled.document("other-1").text.endswith("with ████████████.")
    with pytest.raises(NotFoundError, match="nobody of this name"):
        filled.forgetting.remember("Ada Lovelace", by="bea", reason="again")


def test_who_and_why_must_be_said_and_it_must_be_a_person(filled: Ledger, address: str) -> None:
    before = dump(address)
    for more in ({"by": " "}, {"reason": ""}):
        with pytest.raises(BadValueError, match="--by NAME"):
            forget(filled, **more)
    with pytest.raises(BadValueError, match="only persons"):
        forget(filled, Meant(frozenset({Node("org", "meta")})))
    with pytest.raises(BadValueError, match="--by NAME"):
        filled.forgetting.remember("Ada Lovelace", by="", reason="x")
    assert dump(address) == before


def test_what_fails_in_the_middle_leaves_the_ledger_as_it_was(filled: Ledger, address: str) -> None:
    before = dump(address)

    def stop(_: Entering) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        filled.forgetting.forget(Meant(frozenset({ADA})), by="bea", reason="x", repaired=lambda one: one, sketched=stop)
    assert dump(address) == before
    assert forget(filled).claims


def test_two_ledgers_have_no_mark_in_common(tmp_path: Path) -> None:
    marks = []
    for name in ("one.db", "two.db"):
        with Ledger.open(str(tmp_path / name)) as ledger:
            ledger.record(ledger.begin_run("x", "builtin", "1"), news(), claims_of(news()), draw)
            forget(ledger)
        marks.append(dump(str(tmp_path / name))["forgotten"])
    assert marks[0] != marks[1]
    assert "lovelace" not in str(marks).lower()


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "raw.db"


def raw(file: Path) -> bytes:
    return b"".join(one.read_bytes() for one in sorted(file.parent.glob(f"{file.name}*")))


def test_the_files_hold_no_byte_of_the_name(file: Path) -> None:
    with Ledger.open(str(file)) as ledger:
        run = ledger.begin_run("ingest", "builtin", "1")
        for number in range(200):
            document = news(f"news-{number}", NEWS + f" {number}")
            ledger.record(run, document, claims_of(document), draw)
        assert b"Lovelace" in raw(file)
        forget(ledger)
        assert ledger.forgetting.erase() is None
        check_bytes(raw(file))
    check_bytes(raw(file))


def check_bytes(held: bytes) -> None:
    low = held.lower()
    for word in ("lovelace", "ada lovelace", "àda", "Àda"):
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            assert word.encode(encoding).lower() not in low, (word, encoding)


def test_a_reader_keeps_the_log_from_being_emptied(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sqlite3

    from talentwire.record import store

    monkeypatch.setattr(store, "_ERASING_SECONDS", 0)
    with Ledger.open(str(file)) as ledger:
        ledger.record(ledger.begin_run("x", "builtin", "1"), news(), claims_of(news()), draw)
        with closing(sqlite3.connect(file, isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM claim").fetchone()
            forget(ledger)
            assert "another program is reading" in (ledger.forgetting.erase() or "")
        assert ledger.forgetting.erase() is None
        check_bytes(raw(file))
