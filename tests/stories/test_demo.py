"""From the example documents to answers, with the built-in extractor and a ledger in a file."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from talentwire.api import IngestReport, Talentwire
from talentwire.config import Config
from talentwire.record.query import ClaimFilter

EXAMPLES = str(Path(__file__).parents[2] / "examples" / "documents")


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Talentwire, IngestReport]]:
    with Talentwire(Config(ledger=str(tmp_path_factory.mktemp("story") / "demo.db"))) as wire:
        yield wire, wire.ingest([EXAMPLES])


Story = tuple[Talentwire, IngestReport]


def test_every_document_is_read(story: Story) -> None:
    _, report = story
    assert (report.documents, report.skipped, report.unknown_language) == (22, [], [])
    assert report.refused == 0
    assert report.claims >= 100
    assert {"move", "position", "funding", "compute", "quote", "workforce"} <= report.kinds.keys()


def test_every_claim_stands_in_its_document(story: Story) -> None:
    wire, report = story
    entries = wire.claims()
    assert len(entries) == report.claims
    for entry in entries:
        found = wire.explain(entry.id)
        assert entry.claim.span
        assert entry.claim.span.cut(found.document.text) == entry.claim.evidence
        assert found.marked.cut(found.context) == entry.claim.evidence
        assert entry.claim.trigger


def test_a_document_about_sport_has_no_claims(story: Story) -> None:
    wire, _ = story
    assert wire.claims(ClaimFilter(document="de-sport.txt")) == []


def test_a_move_is_told_in_several_languages(story: Story) -> None:
    wire, _ = story
    moves = wire.claims(ClaimFilter(kind="move"))
    to_marrowgate = [e for e in moves if any("Marrowgate" in p.name for s, p in e.claim.parties() if s == "to_org")]
    assert {"en", "fr"} <= {entry.lang for entry in to_marrowgate}
    assert len({entry.document_id for entry in to_marrowgate}) >= 3


def test_rumours_are_kept_apart(story: Story) -> None:
    wire, _ = story
    statuses = {str(entry.claim.status) for entry in wire.moves()}
    assert {"asserted", "talks"} <= statuses


def test_reading_again_adds_nothing(story: Story) -> None:
    wire, first = story
    again = wire.ingest([EXAMPLES])
    assert (again.documents, again.known_documents, again.new) == (0, first.documents, 0)
    assert len(wire.claims()) == first.claims


def test_two_processes_give_the_same_ledger(story: Story, tmp_path: Path) -> None:
    wire, _ = story
    with Talentwire(Config(ledger=str(tmp_path / "two.db"), jobs=2)) as other:
        other.ingest([EXAMPLES])
        assert [entry.claim for entry in other.claims()] == [entry.claim for entry in wire.claims()]
