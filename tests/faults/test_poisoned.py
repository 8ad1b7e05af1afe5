"""A document that makes an extractor hang is reported and skipped; the next run tries it again, also by name."""

from pathlib import Path

import pytest

from talentwire.api import Talentwire
from talentwire.config import Config


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.usefixtures("stub_package")
def test_the_others_are_recorded_and_it_is_tried_again(tmp_path: Path, jobs: int) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    for name in "ace":
        (folder / f"{name}.txt").write_text(f"Ada Bell joins OpenAI from Meta, says {name}.")
    poisoned = folder / "b.txt"
    poisoned.write_text("PLEASE WAIT")
    config = Config(ledger=str(tmp_path / "news.db"), extractor="stub", jobs=jobs, document_seconds=0.5)
    with Talentwire(config) as wire:
        for documents, known in ((3, 0), (0, 3)):
            report = wire.ingest([str(folder)])
            assert (report.documents, report.known_documents) == (documents, known)
            said = "took longer than 0.5 s; read it alone with --document-seconds 5"
            assert [str(one) for one in report.skipped] == [f"{poisoned} {said}"]
        assert wire.check().is_sound
        poisoned.write_text("Cleo Varga joins OpenAI from Meta.")
        assert wire.ingest([str(poisoned)]).documents == 1
        assert len(wire.claims()) == 4
