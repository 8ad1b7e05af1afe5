"""Names, judgements and folds as they are written with documents and looked up, each on both databases."""

import time
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from samples import article, move, position
from sqlalchemy import insert

from talentwire.model.document import Document
from talentwire.model.entities import Feature, Judgement, Node, Verdict
from talentwire.model.values import PartialDate
from talentwire.record import schema
from talentwire.record.answers import ClaimFilter, Meant
from talentwire.record.entering import Entering, FoldRow, verdict_row
from talentwire.record.ledger import Ledger
from talentwire.record.link_query import CROWD

SAID = "2025-07-03T12:00:00.000000Z"
MANY = 20_000
ADA, GOOGLE, META = Node("person", "ada lovelace"), Node("org", "google"), Node("org", "meta")


def verdict(left: Node, right: Node, judgement: Judgement = Judgement.SAME) -> Verdict:
    first, second = sorted((left, right))
    return Verdict(first, second, judgement, "rule:test 1", 0.9, (Feature("names", 0.9, "They are alike."),))


def enter(entering: Entering) -> None:
    """Names with their first letters as rough keys, and folds of everything with everything."""
    nodes = entering.nodes()
    known = entering.known(nodes)
    for node, spelled in nodes.items():
        if node not in known:
            found = entering.candidates(node, [node.key[:1]])
            entering.add_name(node, spelled, [node.key[:1]], node.key.split())
            entering.judge(verdict(node, other) for other in found)
    if not entering.has_sketch():
        for other in entering.sketches("rule:test 1", ["x"], 5, 5):
            left, right = sorted((other, entering.document.digest))
            entering.add_fold(FoldRow(left, right, "copy", "", 1.0), [Feature("all", 1.0, "Equal.")], "rule:test 1")
        entering.add_sketch("rule:test 1", entering.document.digest, ["x", "x"])


def fill(ledger: Ledger, *documents: Document) -> None:
    run = ledger.begin_run("ingest", "builtin", "1")
    for document in documents:
        ledger.record(run, document, [move(document), position(document)], enter)


def test_names_are_found_by_key_beginning_and_spelling(ledger: Ledger) -> None:
    fill(ledger, article(), article("nzz-2"))
    assert ledger.links.named([ADA, META, Node("org", "nobody"), Node("org", "meta", "0" * 32)]) == {
        ADA, META, Node("org", "meta", "0" * 32)
    }  # fmt: skip
    assert ledger.links.beginning("lov", ["person", "org"]) == [ADA]
    assert ledger.links.near(["m", "g"], ["org"]) == [META, GOOGLE]
    assert set(ledger.links.all_names()) == {ADA, GOOGLE, META}
    assert ledger.links.all_names("2020") == []
    assert [(one.node, one.name, one.times) for one in ledger.links.spelled([ADA, META])] == [
        (ADA, "Ada Lovelace", 4), (META, "Meta", 2)
    ]  # fmt: skip
    assert ledger.links.spelled([ADA], "2020") == []
    digests = [article().digest, article("nzz-2").digest]
    assert ledger.links.documents_of(ADA) == digests
    assert ledger.links.documents_of(ADA, limit=1) == digests[:1]
    assert {digest: day for digest, (day, _) in ledger.links.days(digests).items()} == dict.fromkeys(
        digests, "2025-07-03"
    )


def test_a_crowded_key_says_nothing(ledger: Ledger) -> None:
    found: list[int] = []

    def crowd(entering: Entering) -> None:
        for number in range(CROWD + 2):
            node = Node("person", f"ada {number}")
            found.append(len(entering.candidates(node, ["a"])))
            entering.add_name(node, node.key, ["a"], ["ada"])

    ledger.record(ledger.begin_run("ingest", "builtin", "1"), article(), [], crowd)
    assert found == [*range(CROWD + 1), 0]
    assert len(ledger.links.near(["a"], ["person"])) == CROWD


def test_what_others_tell_comes_newest_first(ledger: Ledger) -> None:
    told: list[list[str]] = []
    run = ledger.begin_run("ingest", "builtin", "1")
    for number in range(4):
        one = article(f"nzz-{number}")
        ledger.record(run, one, [move(one)], lambda e: told.append([c.document for c, _ in e.told(ADA, 2)]))
    digests = [article(f"nzz-{number}").digest for number in range(4)]
    assert told == [[], digests[:1], digests[1::-1], digests[2:0:-1]]


def test_folds_tie_documents_that_others_tie(ledger: Ledger) -> None:
    documents = [article(f"nzz-{number}") for number in range(4)]
    fill(ledger, *documents)
    fill(ledger, *documents)  # nothing is folded twice
    digests = [document.digest for document in documents]
    for start in ([digests[0]], digests, None):
        assert len(ledger.links.folds(start)) == 6
    assert ledger.links.folds(["0" * 32]) == ledger.links.folds(digests, "2020") == []


def test_judgements_reach_as_far_as_same_does(odd_ledger: Ledger) -> None:
    a, b, c, d, e = (Node("person", name) for name in "abcde")
    here = Node("person", "b", "1" * 32)
    said = [verdict(a, b), verdict(here, c), verdict(c, d, Judgement.DIFFERENT), verdict(d, e)]
    odd_ledger.record(odd_ledger.begin_run("x", "builtin", "1"), article(), [], lambda entering: entering.judge(said))
    assert [one.verdict for one in odd_ledger.links.verdicts([a])] == said[:3]
    assert [one.verdict for one in odd_ledger.links.verdicts([Node("person", "b", "2" * 32)])] == said[:3]
    assert [one.verdict for one in odd_ledger.links.verdicts([e])] == said[2:]
    assert [one.verdict for one in odd_ledger.links.verdicts()] == said
    assert odd_ledger.links.verdicts([a], "2020") == odd_ledger.links.verdicts([], None) == []


def test_claims_of_a_name_that_means_somebody_else_in_many_documents(ledger: Ledger) -> None:
    documents = [article(f"nzz-{number}") for number in range(3)]
    fill(ledger, *documents)
    strangers = {Node("person", "ada lovelace", f"{number:032x}") for number in range(2_000)}
    here = {Node("person", "ada lovelace", one.digest) for one in documents[:1]}

    def documents_of(meant: Meant, **more: object) -> list[str]:
        found = ledger.claims(ClaimFilter(person=meant, kind="move", limit=50, **more))  # type: ignore[arg-type]
        return sorted(entry.document_id for entry in found)

    assert documents_of(Meant(frozenset({ADA}))) == ["nzz-0", "nzz-1", "nzz-2"]
    assert documents_of(Meant(frozenset({ADA}), frozenset(strangers | here))) == ["nzz-1", "nzz-2"]
    assert documents_of(Meant(frozenset({ADA}), frozenset(here)), as_of="2999") == ["nzz-1", "nzz-2"]
    assert documents_of(Meant(frozenset(strangers | here))) == ["nzz-0"]
    assert documents_of(Meant(frozenset(strangers | here)), as_of="2020") == documents_of(Meant(frozenset())) == []
    crowd = frozenset(Node("person", f"ada {number}") for number in range(40_000))
    assert len(documents_of(Meant(crowd | {ADA}))) == 3
    assert ledger.counts(ClaimFilter(name=Meant(crowd | {ADA}))).documents == 3
    assert len(ledger.links.named(crowd | {ADA})) == 1


def test_somebody_with_many_claims_is_asked_for_by_pages(address: str) -> None:
    start = datetime(2025, 1, 1, tzinfo=UTC)
    ticks = iter(range(10_000))
    with Ledger.open(address, clock=lambda: start + timedelta(hours=next(ticks))) as ledger:
        run = ledger.begin_run("ingest", "builtin", "1")
        for number in range(60):
            day = PartialDate(2025, 1 + number % 2, 1 + number * 7 % 28) if number % 10 else None
            one = article(f"nzz-{number}", date=day)
            ledger.record(run, one, [move(one), position(one)])
        for entry in ledger.claims(ClaimFilter(limit=80))[::2]:
            ledger.retract(entry.id, by="ada", reason="no")
        wanted = Meant(frozenset({ADA}))
        for more in ({}, {"as_of": "2025-01-03"}, {"kind": "position"}, {"include_retracted": True}):
            whole = ledger.claims(ClaimFilter(person=wanted, **more))  # type: ignore[arg-type]
            for limit in (1, 30, 500):
                for offset in (0, 40):
                    page = ledger.claims(ClaimFilter(person=wanted, limit=limit, offset=offset, **more))  # type: ignore[arg-type]
                    assert page == whole[offset : offset + limit]


@pytest.mark.parametrize("shape", ["star", "chain"])
def test_twenty_thousand_names_of_one(odd_ledger: Ledger, shape: str) -> None:
    nodes = [Node("org", f"name {number:06}") for number in range(MANY + 1)]
    pairs = pairwise(nodes) if shape == "chain" else ((nodes[0], node) for node in nodes[1:])
    rows = [
        {**verdict_row(verdict(*pair)), "entry": number, "recorded_at": SAID}
        for number, pair in enumerate(pairs, 1)
    ]  # fmt: skip
    with odd_ledger._store.writing() as connection:
        connection.execute(insert(schema.judgement), rows)
    start = time.process_time()
    assert len(odd_ledger.links.verdicts(nodes[50:51])) == MANY
    assert len(odd_ledger.links.verdicts(nodes, SAID)) == MANY
    assert time.process_time() - start < 20
