"""From articles to answers that people put right, on both databases: names, claims, copies, every moment between."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from talentwire.analyse.facts.fact import Fact, Stage
from talentwire.api import Talentwire
from talentwire.config import Config
from talentwire.errors import BadValueError, ConflictError, GroundingError, NotFoundError
from talentwire.model.values import PartialDate
from talentwire.record.query import ClaimFilter

BEGUN = datetime(2025, 7, 1, 12, tzinfo=UTC)
MORE = (
    " The laboratory has grown fast since it was founded in a garage near the harbour, and its rivals watch it closely."
    " Nobody at the other houses wanted to be quoted on a Sunday evening, least of all about the terms of a contract."
)
NEWS = {
    "wire": "Alexander Wang joins OpenAI from Meta." + MORE,
    "reprint": "Alexander Wang joins OpenAI from Meta." + MORE + " Read more tomorrow.",
    "other": "In our own words and from our own people: Alex Wang joins OpenAI. We think that it was overdue by years.",
    "denial": "A week later all looks different. Alexander Wang did not join OpenAI, as two papers had told us here.",
}


@pytest.fixture
def later() -> dict[str, datetime]:
    return {"now": BEGUN}


@pytest.fixture
def wire(stub_package: Path, address: str, tmp_path: Path, later: dict[str, datetime]) -> Iterator[Talentwire]:
    config = Config(ledger=address, extractor="stub")

    def clock() -> datetime:
        later["now"] += timedelta(seconds=1)
        return later["now"]

    with Talentwire(config, clock=clock) as opened:
        for day, (name, text) in enumerate(NEWS.items(), start=1):
            file = tmp_path / f"{name}.txt"
            file.write_text(text)
            later["now"] = BEGUN + timedelta(days=day)
            opened.ingest([str(file)], date=PartialDate(2025, 7, day + 1))
        yield opened


def people(wire: Talentwire) -> list[str]:
    return sorted(entity.name for entity, _ in wire.entities() if entity.type == "person")


def move_of(facts: list[Fact], status: Stage | None = None) -> Fact:
    (found,) = [fact for fact in facts if fact.kind == "move" and status in (None, fact.status)]
    return found


def test_copies_count_once(wire: Talentwire) -> None:
    assert [len(page.documents) for page in wire.stories()] == [2]
    (page,) = wire.stories("reprint.txt")
    assert page.documents[0].id == "wire.txt"
    entries = wire.moves(ClaimFilter(person="Alexander Wang", status="asserted"))
    documents, stories = wire.told(entries)
    assert documents == stories + 1
    fact = move_of(wire.facts(ClaimFilter(person="Alexander Wang")))
    assert (fact.documents, fact.stories) == (documents + 1, stories + 1)  # the denial is a story too
    assert fact.deniers


def test_a_merge_joins_pages_and_rewrites_nothing(wire: Talentwire) -> None:
    before = wire.claims()
    assert people(wire) == ["Alexander Wang"]  # a short form is one already
    made = wire.decide.split("Alexander Wang", "Alex Wang", by="ada", reason="two people")
    assert people(wire) == ["Alex Wang", "Alexander Wang"]
    assert len(wire.person("Alex Wang").entries) == 1
    assert wire.claims() == before
    wire.decide.undo(made.id, by="ada")
    assert people(wire) == ["Alexander Wang"]
    assert len(wire.person("Alex Wang").entries) == 4
    assert wire.claims() == before


def test_a_name_can_mean_somebody_else_in_one_document(wire: Talentwire) -> None:
    wire.decide.split("Alexander Wang", document="denial.txt", by="ada", reason="the other Wang")
    pages = [wire.person("Alexander Wang")]
    assert len(pages[0].entries) == 3
    assert not [entry for entry in pages[0].entries if entry.document_id == "denial.txt"]
    assert not move_of(wire.facts(ClaimFilter(person="Alexander Wang"))).deniers
    (other,) = [entity for entity, _ in wire.entities() if entity.type == "person"]
    assert other.name == "Alexander Wang"
    with pytest.raises(NotFoundError, match=r"no claim of document other\.txt"):
        wire.decide.split("Alexander Wang", document="other.txt", by="ada", reason="he is not in it")


def test_what_contradicts_a_chain_is_refused_with_the_chain(wire: Talentwire) -> None:
    wire.decide.merge("Meta", "OpenAI", by="ada", reason="for the test", kind="org")
    with pytest.raises(ConflictError, match=r"meta and openai are same \(ada, decision 1\)|cannot be different"):
        wire.decide.split("OpenAI", "Meta", by="eve", reason="they are two")
    assert [one.verb for one in wire.decide.all()] == ["merge"]
    with pytest.raises(BadValueError, match="is a person and OpenAI an organisation"):
        wire.decide.merge("Alex Wang", "OpenAI", by="ada", reason="no")
    with pytest.raises(NotFoundError, match="was decided before"):
        wire.decide.merge("OpenAI", "Meta", by="ada", reason="again")


def told(facts: list[Fact]) -> list[object]:
    return [(fact.id, fact.status, fact.stories, fact.confidence) for fact in facts]


def test_the_same_question_as_of_the_same_moment_has_the_same_answer(
    wire: Talentwire, later: dict[str, datetime]
) -> None:
    moments = ["2025-07-02", "2025-07-04", "2025-07-05"]

    def answers() -> list[object]:
        return [
            (
                wire.claims(ClaimFilter(as_of=moment, person="Alexander Wang")),
                told(wire.facts(ClaimFilter(as_of=moment))),
                wire.entities(as_of=moment),
                [(page.story, page.folds) for page in wire.stories(as_of=moment)],
            )
            for moment in moments
        ]

    first = answers()
    assert len({str(answer) for answer in first}) == len(moments)
    later["now"] += timedelta(days=1)
    wire.decide.split("Alexander Wang", "Alex Wang", by="ada", reason="two people")
    claim = wire.moves(ClaimFilter(status="denied"))[0]
    wire.decide.retract(claim.id, by="ada", reason="misread")
    wire.decide.deny(wire.moves()[0].id, by="eve", reason="asked him")
    assert [strip(answer) for answer in answers()] == [strip(answer) for answer in first]
    with pytest.raises(NotFoundError, match=r"nothing was known as of 2025-06-01: this ledger began on 2025-07-02"):
        wire.claims(ClaimFilter(as_of="2025-06-01"))


def strip(answer: object) -> str:
    """An answer without what was retracted of its entries since."""
    claims, *rest = answer  # type: ignore[misc]
    return str(([entry.claim for entry in claims], rest))


def test_claims_are_corrected_confirmed_denied_and_it_is_undone(wire: Talentwire) -> None:
    denied = wire.moves(ClaimFilter(status="denied"))[0]
    before = move_of(wire.facts(ClaimFilter(person="Alexander Wang")))
    made, _ = wire.decide.retract(denied.id, by="ada", reason="misread")
    after = move_of(wire.facts(ClaimFilter(person="Alexander Wang")))
    assert before.deniers
    assert not after.deniers
    assert after.confidence.value > before.confidence.value
    with pytest.raises(NotFoundError, match="stands no more"):
        wire.decide.correct(denied.id, {"to_org": "Mistral"}, by="ada", reason="too late")
    wire.decide.undo(made.id, by="ada")
    assert move_of(wire.facts(ClaimFilter(person="Alexander Wang"))) == before

    asserted = wire.moves(ClaimFilter(status="asserted", document="other.txt"))[0]
    _, better = wire.decide.correct(asserted.id, {"to_role": "chief scientist"}, by="ada", reason="see page 2")
    assert better.claim.content.to_role == "chief scientist"  # type: ignore[union-attr]
    assert better.claim.extractor == "editor:ada"
    assert better.claim.evidence == asserted.claim.evidence
    for changes, error, words in (
        ({"to_org": "OpenAI"}, BadValueError, "nothing changes"),
        ({"colour": "red"}, BadValueError, "no slot colour"),
        ({"status": "maybe"}, BadValueError, "no such status"),
        ({"evidence": "he said so"}, GroundingError, "do not stand in document"),
    ):
        with pytest.raises(error, match=words):
            wire.decide.correct(better.id, changes, by="ada", reason="try")

    wire.decide.deny(better.id, by="eve", reason="asked him")
    assert move_of(wire.facts(ClaimFilter(person="Alexander Wang"))).status is Stage.DENIED
    wire.decide.undo(by="eve")
    wire.decide.confirm(better.id, by="eve", reason="asked him again")
    fact = move_of(wire.facts(ClaimFilter(person="Alexander Wang")))
    assert fact.status is Stage.CONFIRMED
    assert fact.slots["to_role"].value == "chief scientist"
    page = wire.fact(better.id)
    assert page.fact == fact
    assert set(page.entries) == set(fact.claims)
    with pytest.raises(NotFoundError, match="stands no more"):
        wire.fact(asserted.id)


def test_nobody_decides_without_a_name_and_a_reason(wire: Talentwire) -> None:
    claim = wire.moves()[0].id
    attempts: list[Callable[[], object]] = [
        lambda: wire.decide.retract(claim, by=" ", reason="x"),
        lambda: wire.decide.confirm(claim, by="ada", reason=""),
        lambda: wire.decide.merge("OpenAI", "Meta", by="", reason="x"),
        lambda: wire.decide.undo(by="", reason="x"),
    ]
    for attempt in attempts:
        with pytest.raises(BadValueError, match="needs a name and a reason"):
            attempt()
    assert not wire.decide.all()
    with pytest.raises(NotFoundError, match="no decision of ada that stands"):
        wire.decide.undo(by="ada")
