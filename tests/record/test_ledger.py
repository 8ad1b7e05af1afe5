import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from samples import all_of, article, grounded, move, pay, position, readings

from talentwire.errors import BadValueError, GroundingError, NotFoundError
from talentwire.model.claims import Claim, Content, Move, Position
from talentwire.model.document import Document, Span
from talentwire.model.entities import Party
from talentwire.model.values import PartialDate
from talentwire.record.ledger import Ledger, Recorded
from talentwire.record.query import ClaimFilter
from talentwire.record.rows import Naming

STANDING = ClaimFilter()
EVERYTHING = ClaimFilter(include_retracted=True)


def shown(claims: list[Claim]) -> list[str]:
    """Claims with what equality leaves out: the written words of parties."""
    return sorted(map(repr, claims))


def test_what_goes_in_comes_out(ledger: Ledger) -> None:
    document = article(url="https://nzz.example/1", place="feeds/1.txt", outlet="NZZ")
    run = ledger.begin_run("ingest feeds", "builtin", "1", packs="abc")
    assert ledger.record(run, document, all_of(document)) == Recorded(new=3)
    entries = ledger.claims()
    assert shown([entry.claim for entry in entries]) == shown(all_of(document))
    assert {(e.document_id, e.document_title, e.url, e.outlet, e.lang, e.document_date, e.run) for e in entries} == {
        ("nzz-1", "Wechsel", "https://nzz.example/1", "NZZ", "de", PartialDate(2025, 7, 3), run.id)
    }
    assert (
        ledger.document("nzz-1") == ledger.document(document.digest) == ledger.document(document.digest[:8]) == document
    )
    assert ledger.texts([document.digest, "0" * 32]) == {document.digest: document}
    (listed,) = ledger.documents()
    assert (listed.digest, listed.claims, listed.date) == (document.digest, 3, document.date)


@given(reading=readings())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_goes_in_comes_out(reading: tuple[Document, list[Claim]]) -> None:
    document, claims = reading
    with Ledger.open("sqlite://") as ledger:
        run = ledger.begin_run("test", "builtin", "1")
        assert ledger.record(run, document, claims).new == len(claims)
        assert shown([entry.claim for entry in ledger.claims()]) == shown(claims)
        assert {entry.id for entry in ledger.claims()} == {claim.id for claim in claims}
        assert ledger.document(document.digest) == document
        assert ledger.record(run, document, claims) == Recorded(known=len(claims))


def test_gold_claims_come_out_as_they_went_in(ledger: Ledger, shared: Path) -> None:
    run = ledger.begin_run("gold", "builtin", "1")
    expected: list[Claim] = []
    for line in (shared / "gold" / "dev" / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        text = (shared / "gold" / "dev" / f"{gold['doc']}.txt").read_text(encoding="utf-8")
        document = Document(gold["doc"], text, date=PartialDate.parse(gold["date"]) if gold["date"] else None)
        claims = {}
        for data in gold["claims"]:
            claim = Claim.from_json(data)
            start = text.index(claim.evidence)
            claim = claim.in_document(document.digest, Span(start, start + len(claim.evidence)))
            claims.setdefault(claim.id, claim)
        assert ledger.record(run, document, claims.values()).new == len(claims)
        expected += claims.values()
    assert len(expected) > 1000
    assert shown([entry.claim for entry in ledger.claims()]) == shown(expected)


def test_reading_again_adds_nothing(ledger: Ledger) -> None:
    document = article()
    for number in range(2):
        run = ledger.begin_run("ingest", "builtin", "1")
        recorded = ledger.record(run, document, all_of(document))
        assert recorded == (Recorded(known=3) if number else Recorded(new=3))
    run = ledger.begin_run("ingest", "builtin", "1")
    assert ledger.record(run, document, [move(document)]) == Recorded(known=1)  # the same version takes nothing back
    assert len(ledger.claims(EVERYTHING)) == 3


def test_the_same_claim_twice_in_one_reading_is_one(ledger: Ledger) -> None:
    document = article()
    run = ledger.begin_run("ingest", "builtin", "1")
    assert ledger.record(run, document, [move(document), move(document)]) == Recorded(new=1)


def test_a_new_version_of_an_extractor_takes_back_what_it_no_longer_reads(ledger: Ledger) -> None:
    document = article()
    ledger.record(ledger.begin_run("ingest", "builtin", "1"), document, all_of(document))
    ledger.record(ledger.begin_run("ask", "llm", "1"), document, [pay(document, extractor="llm 1")])
    ledger.record(ledger.begin_run("edit", "editor:eve", ""), document, [position(document, extractor="editor:eve")])
    second = ledger.begin_run("ingest", "builtin", "2")
    assert ledger.record(second, document, [move(document, extractor="builtin 2")]) == Recorded(known=1, retracted=2)
    standing = {(entry.claim.kind, entry.claim.extractor) for entry in ledger.claims()}
    assert standing == {("move", "builtin 1"), ("pay", "llm 1"), ("position", "editor:eve")}
    gone = [entry for entry in ledger.claims(EVERYTHING) if entry.retracted_at]
    assert {(entry.retracted_by, entry.retracted_reason) for entry in gone} == {
        ("builtin 2", "its reading of the document no longer holds it")
    }


def test_going_back_to_an_older_extractor_brings_its_claims_back(ledger: Ledger) -> None:
    document = article()
    ledger.record(ledger.begin_run("ingest", "builtin", "1"), document, all_of(document))
    ledger.record(ledger.begin_run("ingest", "builtin", "2"), document, [])
    assert ledger.claims() == []
    assert not ledger.has(document.digest, "builtin 1")
    again = ledger.begin_run("ingest", "builtin", "1")
    assert ledger.record(again, document, all_of(document)) == Recorded(new=3)
    past = ledger.history(move(document).id)
    assert [entry.retracted_at is None for entry in past] == [False, True]
    assert past[0].retracted_at and past[0].recorded_at < past[0].retracted_at < past[1].recorded_at
    assert ledger.entry(move(document).id) == past[1]


def test_a_new_version_of_a_document_replaces_the_claims_of_the_old_one(ledger: Ledger) -> None:
    old, new = article(), article(text="Berichtigung: " + article().text)
    run = ledger.begin_run("ingest", "builtin", "1")
    ledger.record(run, old, all_of(old))
    ledger.record(ledger.begin_run("ask", "llm", "1"), old, [pay(old, extractor="llm 1")])
    assert ledger.record(run, new, [move(new)]) == Recorded(new=1, retracted=3)
    assert ledger.document("nzz-1") == new
    assert ledger.document(old.digest) == old
    assert {(e.claim.document, e.claim.extractor) for e in ledger.claims()} == {
        (new.digest, "builtin 1"),
        (old.digest, "llm 1"),
    }
    reasons = {entry.retracted_reason for entry in ledger.claims(EVERYTHING) if entry.retracted_at}
    assert reasons == {"the document has a newer version"}
    # an archive that holds both versions, read again, changes nothing
    assert ledger.record(run, old, all_of(old)) == Recorded(withheld=3)
    assert ledger.record(run, new, [move(new)]) == Recorded(known=1)
    assert ledger.has(old.digest, "builtin 1")
    assert ledger.has(old.digest, "builtin 2")
    assert ledger.has(old.digest, "llm 1")
    assert not ledger.has(new.digest, "llm 1")


def test_what_a_person_retracted_no_program_brings_back(ledger: Ledger) -> None:
    document = article()
    ledger.record(ledger.begin_run("ingest", "builtin", "1"), document, all_of(document))
    gone = ledger.retract(move(document).id[:6], by=" ada ", reason="she stayed")
    assert (gone.retracted_by, gone.retracted_reason, gone.id) == ("ada", "she stayed", move(document).id)
    for extractor, version in (("builtin", "1"), ("builtin", "2"), ("llm", "1")):
        run = ledger.begin_run("ingest", extractor, version)
        claims = all_of(document, extractor=f"{extractor} {version}")
        recorded = ledger.record(run, document, claims)
        assert recorded == Recorded(new=2 * (extractor == "llm"), known=2 * (extractor != "llm"), withheld=1)
    editor = ledger.begin_run("correct", "editor:eve", "")
    assert ledger.record(editor, document, [move(document, extractor="editor:eve")]) == Recorded(new=1)
    again = ledger.begin_run("ingest", "builtin", "3")
    assert ledger.record(again, document, all_of(document, extractor="builtin 3")).new == 1


def test_editors_do_not_take_back_their_own_entries(ledger: Ledger) -> None:
    document = article()
    for claim in all_of(document, extractor="editor:eve"):
        run = ledger.begin_run("correct", "editor:eve", "")
        assert ledger.record(run, document, [claim]) == Recorded(new=1)
    assert len(ledger.claims()) == 3


def test_retracting_what_is_not_there(ledger: Ledger) -> None:
    document = article()
    ledger.record(ledger.begin_run("ingest", "builtin", "1"), document, [move(document)])
    id_ = move(document).id
    for wrong in ("", "12345", "zzzzzzzz", "0" * 32, id_[:5]):
        with pytest.raises(NotFoundError):
            ledger.retract(wrong, by="ada", reason="wrong")
    for by, reason in (("", "wrong"), ("ada", " ")):
        with pytest.raises(BadValueError, match="needs a name and a reason"):
            ledger.retract(id_, by=by, reason=reason)
    ledger.retract(id_.upper(), by="ada", reason="wrong")
    with pytest.raises(NotFoundError, match="stands no more: ada"):
        ledger.retract(id_, by="ada", reason="wrong")


def test_an_ambiguous_beginning_lists_what_it_may_mean(odd_ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    document = article()
    ids = iter(f"abcdef{number:026x}" for number in range(100))
    known: dict[str, str] = {}
    monkeypatch.setattr(Claim, "id", property(lambda self: known.setdefault(self.evidence, next(ids))))
    odd_ledger.record(odd_ledger.begin_run("ingest", "builtin", "1"), document, all_of(document))
    with pytest.raises(NotFoundError, match=r"several ids: abcdef0+0, abcdef0+1, abcdef0+2; give more of it"):
        odd_ledger.entry("abcdef")
    assert odd_ledger.entry("abcdef" + "0" * 25 + "2").claim.kind == "position"


def test_claims_that_are_not_proven_are_refused(ledger: Ledger) -> None:
    document, other = article(), article("nzz-2")
    run = ledger.begin_run("ingest", "builtin", "1")
    proven = move(document)
    for claim in (
        move(other),
        replace(proven, evidence="words that stand nowhere"),
        replace(proven, span=Span(3, 9)),
        replace(proven, span=None, evidence="nowhere either"),
    ):
        with pytest.raises(GroundingError, match="a move of document 'nzz-1'"):
            ledger.record(run, document, [proven, claim])
    with pytest.raises(BadValueError, match="builtinx 1"):
        ledger.record(run, document, [move(document, extractor="builtinx 1")])
    assert ledger.documents() == []
    assert ledger.claims(EVERYTHING) == []


@pytest.mark.parametrize(
    ("content", "source", "blank"),
    [
        (Move(person=(Party("Ada"), Party(" \n"))), None, "a blank person"),
        (Position(person=(Party("Ada"),), role="\r"), None, "a blank role"),
        (Move(person=(Party("Ada"),)), Party("\t"), "a blank source"),
    ],
)
def test_a_claim_that_could_not_be_read_back_is_refused(
    ledger: Ledger, content: Content, source: Party | None, blank: str
) -> None:
    run, document = ledger.begin_run("ingest", "builtin", "1"), article()
    with pytest.raises(BadValueError, match=blank):
        ledger.record(run, document, [grounded(document, content, "Ada bleibt Autorin", source=source)])
    assert ledger.documents() == ledger.claims(EVERYTHING) == []


@pytest.mark.parametrize("text", ["half a pair \ud83d", "a NUL \0 inside"])
def test_texts_that_no_database_can_hold_are_refused(ledger: Ledger, text: str) -> None:
    run = ledger.begin_run("ingest", "builtin", "1")
    with pytest.raises(BadValueError, match="the text of document 'broken'"):
        ledger.record(run, Document("broken", text), [])
    assert ledger.documents() == []


def test_a_document_without_claims_is_remembered(ledger: Ledger) -> None:
    document = article()
    assert not ledger.has(document.digest, "builtin 1")
    ledger.record(ledger.begin_run("ingest", "builtin", "1"), document, [])
    assert ledger.has(document.digest, "builtin 1")
    assert not ledger.has(document.digest, "builtin 2")
    assert not ledger.has(document.digest, "llm 1")


def test_runs_keep_what_they_did(ledger: Ledger) -> None:
    first = ledger.begin_run("ingest a", "builtin", "1", packs="abc")
    second = ledger.begin_run("ingest b", "llm", "gpt 9")
    ended = ledger.end_run(first, documents=3, claims=7, skipped=1)
    assert ledger.runs() == [second, ended]
    assert ledger.runs(limit=1) == [second]
    assert ended.ended and (ended.packs, ended.documents, ended.claims, ended.skipped) == ("abc", 3, 7, 1)
    assert (second.ended, ended.usage) == (None, None)
    paid = ledger.end_run(second, 1, 2, 0, usage={"requests": 3, "cost": 0.0123, "refused": {"words": 1}})
    assert ledger.runs() == [paid, ended]
    assert paid.usage == {"requests": 3, "cost": 0.0123, "refused": {"words": 1}}
    for wrong in ("", "two words"):
        with pytest.raises(BadValueError, match="one word"):
            ledger.begin_run("ingest", wrong, "1")
    assert ledger.begin_run("correct", "editor:Eve Miller", "").extractor == "editor:Eve Miller"


def test_a_clock_that_is_set_back_never_reorders_the_ledger(address: str) -> None:
    hours = iter([12, 12, 9, 9, 9, 9])
    document = article()
    with Ledger.open(address, clock=lambda: datetime(2025, 7, 3, next(hours), tzinfo=UTC)) as ledger:
        ledger.record(ledger.begin_run("ingest", "builtin", "1"), document, all_of(document))
        ledger.record(ledger.begin_run("ingest", "builtin", "2"), document, [])
        (entry, *_) = ledger.claims(EVERYTHING)
    assert entry.recorded_at == "2025-07-03T12:00:00.000000Z"
    assert entry.retracted_at == "2025-07-03T12:00:00.000001Z"


def test_one_failure_leaves_nothing_of_a_document(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    document = article()
    run = ledger.begin_run("ingest", "builtin", "1")

    def fail(_name: str, _type: str) -> str:
        raise RuntimeError("in the middle")

    monkeypatch.setattr(ledger, "_naming", Naming(fail))
    with pytest.raises(RuntimeError, match="in the middle"):
        ledger.record(run, document, all_of(document))
    assert ledger.documents() == []
    assert ledger.claims(EVERYTHING) == []
    assert not ledger.has(document.digest, "builtin 1")
