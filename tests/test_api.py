"""The one object that every front end uses: documents in, questions answered, each with its receipts."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from talentwire.api import Talentwire
from talentwire.config import Config
from talentwire.errors import ConfigError, LedgerError, NotFoundError
from talentwire.model.values import PartialDate
from talentwire.pipeline import Step
from talentwire.record.query import ClaimFilter

WIRE = "Ada Bell joins OpenAI from Meta. Ada Bell is boss of OpenAI in the new building that it has."
RUMOUR = "Our paper hears that Ada Bell may join Mistral from OpenAI in the summer of this year."
DENIAL = "It is not so: Ada Bell did not join Mistral from OpenAI, said the people who have to know."


@pytest.fixture
def wire(stub_package: Path, tmp_path: Path) -> Iterator[Talentwire]:
    folder = tmp_path / "news"
    folder.mkdir()
    for name, text in (("wire", WIRE), ("rumour", RUMOUR), ("denial", DENIAL)):
        (folder / f"{name}.txt").write_text(text)
    (folder / "empty.txt").write_text("")
    (folder / "lie.txt").write_text("PLEASE LIE, it says here, and that is what the text of this document is.")
    (folder / "finnish.txt").write_text("Tämä uutinen kertoo tekoälyn osaajista, jotka vaihtavat työpaikkaa usein.")
    with Talentwire(Config(ledger=str(tmp_path / "news.db"), extractor="stub")) as opened:
        opened.ingest([str(folder)], date=PartialDate.parse("2025-07-01"))
        yield opened


def test_ingest_counts_everything(wire: Talentwire, tmp_path: Path) -> None:
    steps: list[Step] = []
    report = wire.ingest([str(tmp_path / "news")], date=PartialDate.parse("2025-07-02"), on_step=steps.append)
    assert (report.documents, report.claims, dict(report.kinds)) == (5, 4, {"move": 3, "position": 1})
    assert report.refused == 1
    assert [Path(place).name for place in report.unknown_language] == ["finnish.txt"]
    assert [Path(skipped.place).name for skipped in report.skipped if hasattr(skipped, "place")] == ["empty.txt"]
    assert len(steps) == 6
    again = wire.ingest([str(tmp_path / "news")], date=PartialDate.parse("2025-07-02"))
    assert (again.documents, again.known_documents, again.new) == (0, 5, 0)


def test_claims_count_names_in_all_their_forms(wire: Talentwire) -> None:
    assert len(wire.claims(ClaimFilter(person="ada bell"))) == 4
    assert len(wire.claims(ClaimFilter(person="Bell"))) == 4
    assert len(wire.moves(ClaimFilter(org="Open AI, Inc."))) == 3
    assert [str(e.claim.status) for e in wire.moves(ClaimFilter(status="denied"))] == ["denied"]
    assert [entry.claim.kind for entry in wire.claims(ClaimFilter(kind="position"))] == ["position"]


def test_a_person_has_a_page(wire: Talentwire) -> None:
    page = wire.person("Ada Bell")
    assert [(section.title, len(section.entries)) for section in page.sections] == [("Moves", 3), ("Positions", 1)]


def test_an_organisation_has_a_page_with_comings_and_goings(wire: Talentwire) -> None:
    sections = {section.title: section.entries for section in wire.org("openai").sections}
    assert {title: len(entries) for title, entries in sections.items()} == {
        "Who came": 1,
        "Who went": 2,
        "Positions": 1,
    }
    assert {str(entry.claim.status) for entry in sections["Who went"]} == {"talks", "denied"}


def test_an_unknown_name_says_who_may_be_meant(wire: Talentwire) -> None:
    with pytest.raises(NotFoundError, match=r"no person called 'Ada Bel[^l]*'; did you mean Ada Bell"):
        wire.person("Ada Bele")
    with pytest.raises(NotFoundError, match=r"no organisation called 'Zzyzx'$"):
        wire.org("Zzyzx")
    with pytest.raises(NotFoundError, match="no person called 'OpenAI'"):
        wire.person("OpenAI")


def test_explain_shows_the_words_and_the_other_side(wire: Talentwire) -> None:
    (rumour,) = wire.claims(ClaimFilter(status="talks"))
    found = wire.explain(rumour.id[:8])
    assert found.document.text == RUMOUR
    assert found.marked.cut(found.context) == "Ada Bell may join Mistral from OpenAI"
    assert rumour.claim.trigger == "stub.toml:3 joins"
    assert next((n.slot, n.written, n.name, n.entity.type) for n in found.names) == (
        "person",
        "Bell",
        "Ada Bell",
        "person",
    )
    assert {str(other.claim.status) for other in found.others} == {"asserted", "denied"}
    with pytest.raises(NotFoundError):
        wire.explain("ffffffff")


def test_entities_gather_names(wire: Talentwire) -> None:
    names = {entity.name: sorted(names) for entity, names in wire.entities()}
    assert names["Ada Bell"] == ["Ada Bell"]
    assert {"OpenAI", "Meta"} <= set(names)


def test_exports_agree(wire: Talentwire) -> None:
    out = {form: io.BytesIO() for form in ("jsonl", "csv", "parquet")}
    assert [wire.export(form, stream) for form, stream in out.items()] == [4, 4, 4]  # type: ignore[arg-type]
    lines = [json.loads(line) for line in out["jsonl"].getvalue().splitlines()]
    rows = list(csv.DictReader(io.StringIO(out["csv"].getvalue().decode())))
    parquet = pytest.importorskip("pyarrow.parquet").read_table(io.BytesIO(out["parquet"].getvalue())).to_pylist()
    ids = [entry.id for entry in wire.claims()]
    assert [row["id"] for row in lines] == [row["id"] for row in rows] == [row["id"] for row in parquet] == ids
    assert [row["evidence"] for row in lines] == [row["evidence"] for row in rows]
    assert parquet[0]["person"] == ["Ada Bell"]
    assert {tuple(row) for row in parquet} == {tuple(rows[0])}


def test_extract_and_read_touch_no_ledger(stub_package: Path, tmp_path: Path) -> None:
    file = tmp_path / "wire.txt"
    file.write_text(WIRE)
    wire = Talentwire(Config(ledger=str(tmp_path / "none.db"), extractor="stub"))
    (found,) = wire.extract([str(file)])
    (document,) = wire.read([str(file)])
    assert [claim.kind for claim in found.claims] == ["move", "position"]  # type: ignore[union-attr]
    assert document.text == WIRE  # type: ignore[union-attr]
    assert wire.plan([str(file)]) == 1
    assert not (tmp_path / "none.db").exists()


def test_questions_need_a_ledger_and_make_none(tmp_path: Path) -> None:
    wire = Talentwire(Config(ledger=str(tmp_path / "none.db")))
    with pytest.raises(LedgerError, match=r"no ledger at .*none\.db"):
        wire.claims()
    assert not (tmp_path / "none.db").exists()


def test_a_wrong_extractor_leaves_no_ledger_behind(tmp_path: Path) -> None:
    wire = Talentwire(Config(ledger=str(tmp_path / "none.db"), extractor="nobody"))
    with pytest.raises(ConfigError, match="no extractor is called 'nobody'"):
        wire.ingest([str(tmp_path)])
    assert not (tmp_path / "none.db").exists()


def test_evaluate_gives_each_document_its_gold_date(stub_package: Path, tmp_path: Path) -> None:
    claim = {"type": "move", "person": "Ada Bell", "to_org": "OpenAI", "from_org": "Meta", "status": "asserted"}
    claim |= {"date": "2025-07", "evidence": "Ada Bell joins OpenAI from Meta"}
    text = f"PARIS, May 5, 2024 – {WIRE}"
    rows = [{"doc": "a", "lang": "en", "date": "2025-07", "claims": [claim]}]
    rows.append({"doc": "b", "lang": "en", "date": None, "claims": [{**claim, "date": None}]})
    (tmp_path / "gold.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    for doc in "ab":
        (tmp_path / f"{doc}.txt").write_text(text)
    found = Talentwire(Config(extractor="stub")).evaluate(tmp_path)
    assert [claims[0]["date"] for claims in found.predictions.values()] == ["2025-07", None]
    row = found.report.all
    assert (row.precision, row.recall, row.slot_f1, row.grounding) == (0.5, 1.0, 1.0, 1.0)
