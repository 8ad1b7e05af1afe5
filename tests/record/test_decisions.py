"""What people put right, each on both databases."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from samples import TEXT, article, grounded, move, pay, position

from talentwire.errors import BadValueError, ConflictError, GroundingError, NotFoundError
from talentwire.model.claims import Claim, Position
from talentwire.model.document import Document
from talentwire.model.entities import Feature, Judgement, Node, Party, Verdict
from talentwire.record.answers import ClaimFilter
from talentwire.record.entering import Entering
from talentwire.record.ledger import Ledger
from talentwire.resolve.identity import Identity

A, B, C = (Node("org", key) for key in ("alpha", "beta", "gamma"))
WHY = {"by": "ada", "reason": "I know them"}


def contradicted(verdict: Verdict, standing: Sequence[Verdict]) -> Sequence[Verdict]:
    return Identity.of((verdict.left, verdict.right), standing).conflict(verdict)


def judge(ledger: Ledger, left: Node, right: Node, judgement: str, by: str = "ada") -> int:
    verdict = Verdict(left, right, Judgement(judgement), "whoever")
    about = f"{left.key} and {right.key}"
    return ledger.decisions.judge(judgement, [verdict], contradicted, about=about, by=by, reason="I know them").id


def word(ledger: Ledger, left: Node, right: Node) -> str | None:
    """What people say of a pair, the last word first."""
    said = [one.verdict for one in ledger.links.verdicts([left]) if one.verdict.by_person]
    return next((str(one.judgement) for one in reversed(said) if (one.left, one.right) == (left, right)), None)


def recorded(ledger: Ledger, *claims: Claim, version: str = "1", document: Document | None = None) -> None:
    ledger.record(ledger.begin_run("ingest", "builtin", version), document or article(), claims)


def stands(ledger: Ledger, claim: Claim) -> bool:
    return ledger.entry(claim.id).retracted_at is None


# -- judgements


def test_who_was_unsure_gives_way_and_comes_back(ledger: Ledger) -> None:
    judge(ledger, A, B, "unsure")
    second = judge(ledger, A, B, "same", by="bob")
    assert word(ledger, A, B) == "same"
    ledger.decisions.undo(second, **WHY)
    assert word(ledger, A, B) == "unsure"
    judge(ledger, A, B, "different")
    assert word(ledger, A, B) == "different"


@pytest.mark.parametrize("by", ["ada", "bob"])
def test_what_was_decided_stands_until_it_is_undone(ledger: Ledger, by: str) -> None:
    first = judge(ledger, A, B, "same")
    with pytest.raises(NotFoundError, match="nothing to do: alpha and beta was decided before"):
        judge(ledger, A, B, "same", by=by)
    for other, said in (("different", "cannot be different"), ("unsure", "cannot be left open")):
        with pytest.raises(ConflictError, match=rf"{said}, for alpha and beta are same \(ada, decision {first}\)"):
            judge(ledger, A, B, other, by=by)
    assert len(ledger.decisions.list()) == 1
    ledger.decisions.undo(first, by=by, reason="no")
    judge(ledger, A, B, "different", by=by)


def test_a_judgement_against_a_chain_shows_the_chain(ledger: Ledger) -> None:
    judge(ledger, A, B, "same")
    judge(ledger, B, C, "same", by="bob")
    with pytest.raises(ConflictError, match=r"alpha and gamma cannot be different.*decision 1\).*bob, decision 2\)"):
        judge(ledger, A, C, "different")
    both = [Verdict(A, B, Judgement.DIFFERENT, ""), Verdict(B, C, Judgement.SAME, "")]
    with pytest.raises(ConflictError):
        ledger.decisions.judge("split", both, contradicted, about="all", **WHY)


def test_verdicts_of_one_decision_may_not_contradict_each_other(ledger: Ledger) -> None:
    three = [
        Verdict(A, B, Judgement.SAME, ""),
        Verdict(B, C, Judgement.SAME, ""),
        Verdict(A, C, Judgement.DIFFERENT, ""),
    ]
    with pytest.raises(ConflictError, match="alpha and gamma cannot be different"):
        ledger.decisions.judge("merge", three, contradicted, about="all", **WHY)
    assert ledger.decisions.list() == []
    assert ledger.links.verdicts() == []


def test_a_person_and_a_rule_on_one_pair(ledger: Ledger) -> None:
    rule = Verdict(A, B, Judgement.SAME, "rule:test 1", 0.9, (Feature("names", 0.9, "They are alike."),))

    def enter(entering: Entering) -> None:
        for node in (A, B):
            if node not in entering.known([node]):
                entering.add_name(node, node.key, [], [])
        entering.judge([rule, rule])

    run = ledger.begin_run("ingest", "builtin", "1")
    for _ in range(2):
        ledger.record(run, article(), [move(article())], enter)
    assert [one.verdict for one in ledger.links.verdicts()] == [rule]
    made = judge(ledger, A, B, "different")
    assert len(ledger.links.verdicts([B])) == 2
    assert word(ledger, A, B) == "different"
    ledger.decisions.undo(made, **WHY)
    assert [one.verdict for one in ledger.links.verdicts([B])] == [rule]


@pytest.mark.parametrize(("by", "reason"), [("", "x"), ("ada", " ")])
def test_a_decision_needs_a_name_and_a_reason(ledger: Ledger, by: str, reason: str) -> None:
    with pytest.raises(BadValueError, match="needs a name and a reason"):
        ledger.decisions.undo(by=by, reason=reason)


# -- claims


def test_undoing_a_retraction_brings_every_entry_back(ledger: Ledger) -> None:
    claim = move(article())
    recorded(ledger, claim)
    ledger.record(ledger.begin_run("ask", "llm", "1"), article(), [move(article(), extractor="llm 1")])
    made, gone = ledger.decisions.retract(claim.id[:8], **WHY)
    assert (made.about, gone.retracted_by) == (f"claim {claim.id}", "ada")
    undo, old = ledger.decisions.undo(by="ada", reason="it is so")
    assert (undo.verb, old.id, old.undone_by, old.undone_at) == ("undo", made.id, undo.id, undo.recorded_at)
    assert sorted(one.claim.extractor for one in ledger.claims()) == ["builtin 1", "llm 1"]
    assert len(ledger.history(claim.id)) == 4
    assert {node.key for one in ledger.claims() for nodes in one.nodes.values() for node in nodes} >= {"meta"}
    for number, said in ((None, "no decision of ada that stands"), (9, "no decision 9"), (0, "no decision 0")):
        with pytest.raises(NotFoundError, match=said):
            ledger.decisions.undo(number, **WHY)
    with pytest.raises(NotFoundError, match="undone before, by decision 2"):
        ledger.decisions.undo(made.id, **WHY)
    with pytest.raises(ConflictError, match="cannot be undone"):
        ledger.decisions.undo(undo.id, **WHY)


def test_what_came_back_is_the_extractors_again(ledger: Ledger) -> None:
    claim = move(article())
    recorded(ledger, claim)
    made, _ = ledger.decisions.retract(claim.id, **WHY)
    recorded(ledger, claim, version="2")
    assert not stands(ledger, claim)
    ledger.decisions.undo(made.id, **WHY)
    recorded(ledger, version="3")
    assert not stands(ledger, claim)  # its reading no longer holds it
    recorded(ledger, claim, version="4")
    assert stands(ledger, claim)  # nobody says that it must not


def test_what_a_second_retraction_says_holds(ledger: Ledger) -> None:
    claim = move(article())
    recorded(ledger, claim)
    first, _ = ledger.decisions.retract(claim.id, **WHY)
    eve = ledger.begin_run("correct", "editor:eve", "")
    ledger.record(eve, article(), [move(article(), extractor="editor:eve")])
    second, _ = ledger.decisions.retract(claim.id, by="bob", reason="no")
    ledger.decisions.undo(first.id, **WHY)
    assert not stands(ledger, claim)
    ledger.decisions.undo(second.id, **WHY)
    assert sorted(one.claim.extractor for one in ledger.claims()) == ["builtin 1", "editor:eve"]


def test_a_claim_of_a_replaced_version_stays_away(ledger: Ledger) -> None:
    claim, new = move(article()), article(text=TEXT + " Berichtigt.")
    recorded(ledger, claim)
    made, _ = ledger.decisions.retract(claim.id, **WHY)
    recorded(ledger, document=new)
    ledger.decisions.undo(made.id, **WHY)
    assert not stands(ledger, claim)


def test_a_correction_and_its_undoing(ledger: Ledger) -> None:
    wrong, right = position(article()), grounded(
        article(), Position(person=(Party("Ada Lovelace", "Ada"),), role="poet"), "Ada bleibt Autorin"
    )  # fmt: skip
    recorded(ledger, wrong)
    seen: list[Entering] = []
    made, entry = ledger.decisions.correct(wrong.id, right, about="her role", enter=seen.append, **WHY)
    assert (made.verb, entry.claim.content, entry.claim.extractor) == ("correct", right.content, "editor:ada")
    assert [claim.id for one in seen for claim in one.claims] == [right.id]
    assert not stands(ledger, wrong)
    recorded(ledger, wrong, version="2")
    assert not stands(ledger, wrong)
    with pytest.raises(NotFoundError, match="stands no more: ada retracted it before"):
        ledger.decisions.correct(wrong.id, right, about="again", **WHY)
    second, _ = ledger.decisions.retract(right.id, by="bob", reason="no poet")
    ledger.decisions.undo(second.id, by="bob", reason="a poet after all")
    ledger.decisions.undo(made.id, by="ada", reason="an author")
    assert (stands(ledger, wrong), stands(ledger, right)) == (True, False)
    recorded(ledger, wrong, right, version="3")
    assert stands(ledger, right)  # that it was not entered by a person is no word against it


def test_a_correction_that_another_reader_has_read_already(ledger: Ledger) -> None:
    document = article()
    recorded(ledger, move(document), position(document))
    ledger.decisions.correct(move(document).id, position(document), about="x", **WHY)
    assert sorted(one.claim.extractor for one in ledger.claims()) == ["builtin 1", "editor:ada"]
    recorded(ledger, move(document), pay(document), version="2")
    made, _ = ledger.decisions.correct(pay(document).id, position(document), about="x", **WHY)
    assert [one.claim.extractor for one in ledger.claims()] == ["editor:ada"]
    ledger.decisions.undo(made.id, **WHY)
    assert sorted(one.claim.kind for one in ledger.claims()) == ["pay", "position"]


def test_corrections_that_are_none(ledger: Ledger) -> None:
    document, other = article(), article("nzz-2")
    recorded(ledger, move(document), pay(document))
    with pytest.raises(BadValueError, match=r"says what claim .* says already"):
        ledger.decisions.correct(move(document).id, move(document), about="x", **WHY)
    with pytest.raises(BadValueError, match="stands in another document"):
        ledger.decisions.correct(move(document).id, move(other), about="x", **WHY)
    unproven = Claim(position(document).content, evidence="nowhere", document=document.digest)
    with pytest.raises(GroundingError):
        ledger.decisions.correct(move(document).id, unproven, about="x", **WHY)
    assert ledger.decisions.list() == []
    assert len(ledger.claims()) == 2
    assert len(ledger.runs()) == 1


def test_the_last_word_of_each_person_counts(ledger: Ledger) -> None:
    claim = move(article())
    recorded(ledger, claim)
    for by, verdict in (("ada", "confirm"), ("bob", "deny"), ("ada", "deny")):
        ledger.decisions.remark(claim.id[:8], verdict, by=by, reason="I was there")

    def said() -> list[tuple[str, str]]:
        return [(one.decision.by, one.verdict) for one in ledger.decisions.remarks([claim.id, "f" * 32])]

    assert said() == [("bob", "deny"), ("ada", "deny")]
    ledger.decisions.undo(by="ada", reason="I was not")
    assert said() == [("ada", "confirm"), ("bob", "deny")]
    ledger.decisions.retract(claim.id, **WHY)
    with pytest.raises(NotFoundError, match="stands no more"):
        ledger.decisions.remark(claim.id, "confirm", **WHY)


def test_the_past_knows_nothing_of_the_future(address: str) -> None:
    hours = iter(range(100))
    start = datetime(2025, 7, 3, tzinfo=UTC)
    claim = move(article())
    with Ledger.open(address, clock=lambda: start + timedelta(hours=next(hours))) as ledger:
        recorded(ledger, claim)
        ledger.decisions.remark(claim.id, "confirm", **WHY)
        judge(ledger, A, B, "same")
        then = ledger.decisions.list()[0].recorded_at

        def known() -> tuple[object, ...]:
            wanted = ClaimFilter(as_of=then, include_retracted=True)
            whole = ledger.decisions.list(as_of=then), ledger.decisions.remarks([claim.id], then)
            return (*whole, ledger.links.verdicts([A], then), ledger.claims(wanted), ledger.links.spelled([A], then))

        before = known()
        ledger.decisions.undo(1, **WHY)
        ledger.decisions.undo(2, **WHY)
        ledger.decisions.retract(claim.id, **WHY)
        assert known() == before
        assert ledger.decisions.list(as_of="2025-07-02") == []
        with pytest.raises(BadValueError):
            ledger.decisions.list(limit=-1)
        assert [one.id for one in ledger.decisions.list(limit=2, offset=1)] == [4, 3]
