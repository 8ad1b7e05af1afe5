"""A worker makes tables of an input, or tells why not, and leaves nothing half behind."""

import gzip
import json
import sys
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from worked import QUICK, done, line, lines, only_input, table

from talentwire.bulk.worker import STOP, Result, Task, Worker, in_hand
from talentwire.extract.extractor import find_extractor, read_claims
from talentwire.model.bulk_tables import TABLES
from talentwire.model.claims import Claim
from talentwire.model.document import Span
from talentwire.read.options import ReadOptions
from talentwire.read.sources import open_places

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))

import warcs

pytestmark = pytest.mark.usefixtures("stub_package")


def test_tables_hold_what_reading_gives(tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", [line(0), {"text": "Nothing at all happened on this day."}, line(2)])
    result = done(path, tmp_path / "work")
    assert result.error is None
    assert result.outcomes == {"read": 2, "no-claims": 1}
    assert result.kinds == {"move": 2}
    assert result.read == path.stat().st_size
    folder = Path(result.tables)
    for one in TABLES:
        assert pq.read_schema(folder / one.name / "part-0.parquet").names == list(one.names)
    documents = [one for one in open_places([str(path)], ReadOptions()) if one.place != f"{path}:2"]
    assert [row["digest"] for row in table(folder, "documents")] == [one.digest for one in documents]  # type: ignore[union-attr]
    assert table(folder, "skipped") == [
        {"place": f"{path}:2", "url": None, "reason": "no-claims", "detail": None},
    ]  # fmt: skip


def test_a_claim_comes_back_from_its_row(tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", [line(0)])
    (row,) = table(Path(done(path, tmp_path / "work").tables), "claims")
    back = replace(
        Claim.from_json(json.loads(row["claim"])), span=Span(row["start"], row["end"]), document=row["document"],
        extractor=row["extractor"], trigger=row["trigger"],
    )  # fmt: skip
    (document,) = open_places([str(path)], ReadOptions())
    (claim,) = read_claims(document, find_extractor("stub")).claims  # type: ignore[arg-type]
    assert back == claim
    assert back.id == claim.id == row["id"]
    assert json.loads(row["written"]) == {"person": ["Bell"], "to_org": [None], "from_org": [None]} or row["written"]
    assert (row["kind"], row["status"], row["lang"], row["document_date"]) == ("move", "asserted", "en", "2026-01-02")


def test_names_are_told_apart_and_copies_are_read_once(tmp_path: Path) -> None:
    again = {**line(1), "id": "d0"}
    path = lines(tmp_path / "a.jsonl", [line(0), again, line(0), {**line(0), "id": "copy"}])
    result = done(path, tmp_path / "work")
    assert [row["id"] for row in table(Path(result.tables), "documents")] == ["d0", "d0~2", "copy"]
    assert result.outcomes == {"read": 3, "copy": 1}
    (skipped,) = table(Path(result.tables), "skipped")
    assert skipped["detail"] == "is the same document as d0, read before"
    claims = table(Path(result.tables), "claims")
    assert len({row["id"] for row in claims}) == 3
    assert claims[2]["evidence"] == claims[0]["evidence"]


def test_a_near_copy_is_left_out_unless_it_is_asked_for(tmp_path: Path) -> None:
    words = " ".join(f"word{chr(97 + number % 26)}{chr(97 + number // 26)}" for number in range(300))
    path = lines(tmp_path / "a.jsonl", [line(0, words), {**line(0, words.replace(" wordcc ", " ")), "id": "near"}])
    assert done(path, tmp_path / "work").outcomes == {"read": 1, "copy": 1}
    assert done(path, tmp_path / "work", replace(QUICK, copies=True)).outcomes == {"read": 2}


def test_a_document_that_fails_costs_itself(tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", [line(0), line(1, "PLEASE RAISE"), line(2, "PLEASE LIE")])
    result = done(path, tmp_path / "work")
    assert result.outcomes == {"read": 2, "failed": 1}
    assert result.refused == 1
    (skipped,) = table(Path(result.tables), "skipped")
    assert skipped["place"] == f"{path}:2"
    assert "as the text asked" in skipped["detail"]


def test_a_document_that_takes_too_long_is_told(tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", [line(0), line(1, "PLEASE WAIT"), line(2)])
    result = done(path, tmp_path / "work", replace(QUICK, document_seconds=0.3))
    assert result.outcomes == {"read": 2, "timed-out": 1}
    (skipped,) = table(Path(result.tables), "skipped")
    assert skipped["detail"].startswith("took longer than 0.3 s")


def test_damage_is_told_and_what_stands_before_it_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress("".join(json.dumps(line(n)) + "\n" for n in range(400)).encode())[:-200])
    result = done(path, tmp_path / "work")
    assert result.error is None
    assert result.outcomes["read"] > 50
    assert result.outcomes["unreadable"] == 1


def test_parquet_is_read_like_json_lines(tmp_path: Path) -> None:
    rows = [line(number) for number in range(3)]
    pq.write_table(pa.Table.from_pylist([*rows, {**rows[0], "id": "d9", "text": None}]), tmp_path / "a.parquet")
    lines(tmp_path / "a.jsonl", rows)
    of_parquet = done(tmp_path / "a.parquet", tmp_path / "work")
    of_lines = done(tmp_path / "a.jsonl", tmp_path / "work")
    assert of_parquet.outcomes == {"read": 3, "unreadable": 1}
    assert table(Path(of_parquet.tables), "claims") == table(Path(of_lines.tables), "claims")


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.parquet", "a.warc.gz"])
def test_what_comes_through_the_library_s_access_is_the_same(tmp_path: Path, name: str) -> None:
    """A store's address; here one of a file, so that no server is needed."""
    found = [line(number) for number in range(3)]
    plain = lines(tmp_path / "a.jsonl", found)
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(plain.read_bytes()))
    pq.write_table(pa.Table.from_pylist(found), tmp_path / "a.parquet")
    warcs.write(tmp_path / "a.warc.gz", warcs.pages(3, 1.0))
    of_file = done(tmp_path / name, tmp_path / "one")
    of_store = done(f"file://{tmp_path / name}", tmp_path / "two")
    assert of_store.outcomes == of_file.outcomes
    assert of_store.read == (tmp_path / name).stat().st_size or name.endswith("parquet")
    for one in ("documents", "claims"):
        there, here = table(Path(of_store.tables), one), table(Path(of_file.tables), one)
        assert [{**row, "place": ""} for row in there] == [{**row, "place": ""} for row in here]


def test_a_store_that_breaks_off_is_no_finished_input(tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", [line(0)])
    task = Task(only_input(f"file://{path}"), 1, str(tmp_path / "work"))
    path.unlink()
    result = Result.from_text(Worker(QUICK).do(task.to_text()))
    assert result.error is not None
    assert "cannot be read" in result.error


def test_a_table_without_texts_is_told(tmp_path: Path) -> None:
    pq.write_table(pa.table({"words": ["a"]}), tmp_path / "a.parquet")
    (tmp_path / "b.parquet").write_bytes(b"PAR1 and no more")
    for name, reason in (("a.parquet", 'has no column "text"'), ("b.parquet", "cannot be read: ")):
        (skipped,) = table(Path(done(tmp_path / name, tmp_path / "work").tables), "skipped")
        assert skipped["detail"].startswith(reason)


def test_only_the_named_documents_are_read(tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", map(line, range(5)))
    result = done(path, tmp_path / "work", only=(f"{path}:2", f"{path}:4"))
    assert [row["id"] for row in table(Path(result.tables), "documents")] == ["d1", "d3"]


def test_a_file_that_went_away_is_no_finished_input(tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", [line(0)])
    task = Task(only_input(path), 1, str(tmp_path / "work"))
    path.unlink()
    result = Result.from_text(Worker(QUICK).do(task.to_text()))
    assert result.error is not None
    assert "No such file" in result.error
    assert not result.tables
    assert list((tmp_path / "work").rglob("*.parquet")) == []


def test_of_several_files_those_that_are_there_are_read(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / "in").mkdir(exist_ok=True)
        (tmp_path / "in" / f"{number}.txt").write_text(line(number)["text"])
    given = only_input(tmp_path / "in")
    (tmp_path / "in" / "1.txt").unlink()
    result = Result.from_text(Worker(QUICK).do(Task(given, 1, str(tmp_path / "work")).to_text()))
    assert result.outcomes == {"read": 2}
    assert result.missed == [given.files[1].key]


def test_a_run_that_is_called_off_leaves_nothing(tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", [line(0)])
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / STOP).touch()
    assert done(path, tmp_path / "work").error == "stopped"
    assert list((tmp_path / "work").rglob("*.parquet")) == []


def test_a_note_that_goes_while_somebody_looks_is_no_harm(tmp_path: Path) -> None:
    (tmp_path / "hand-0").symlink_to(tmp_path / "gone")
    (tmp_path / "hand-1").write_text("a.jsonl:7", "utf-8")
    assert in_hand(tmp_path) == ["a.jsonl:7"]
    assert in_hand(tmp_path, but=tmp_path / "hand-1") == []


def test_a_document_in_hand_of_two_lost_workers_is_left_alone(tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", map(line, range(3)))
    hands = tmp_path / "work" / only_input(path).key
    hands.mkdir(parents=True)
    for number in range(2):
        (hands / f"hand-{number}").write_text(f"{path}:2")
    (hands / "hand-2").write_text(f"{path}:3")
    result = done(path, tmp_path / "work")
    assert result.outcomes == {"read": 2, "failed": 1}
    (skipped,) = table(Path(result.tables), "skipped")
    assert (skipped["place"], skipped["detail"]) == (f"{path}:2", "ended the process that read it, twice")
