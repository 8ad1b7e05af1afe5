"""A person is taken out of exported files; what is no export is left alone."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from talentwire.analyse import flat
from talentwire.analyse.erasing import Cleaned, Rule, cleaning
from talentwire.errors import ReadError
from talentwire.model.claims import Claim, Move, Pay, Quote
from talentwire.model.document import Span
from talentwire.model.entities import Party
from talentwire.record.answers import Decision, Entry, Removed
from talentwire.record.blackening import Search
from talentwire.resolve.names import name_key

SEARCH = Search(lambda name: name_key(name, "person"), frozenset({"ada lovelace"}))
DECISION = Decision(1, "forget", "bea", "x", "a person", "2026")


def entry(number: int, content: Any, evidence: str, **more: Any) -> Entry:
    claim = Claim(content, evidence=evidence, span=Span(0, len(evidence)), **more)
    return Entry(claim, f"{number:032}", f"doc-{number}", "On Ada Lovelace", None, None, None, "en", 1, "2026-01-01")


ENTRIES = [
    entry(1, Move(person=(Party("Ada Lovelace"),), to_org=(Party("Meta"),)), "Ada goes"),
    entry(2, Move(person=(Party("Bob Noyce"), Party("Lovelace, Ada"))), "both go"),
    entry(3, Pay(payer=(Party("Meta"),), recipient=("ADA LOVELACE",)), "she is paid"),
    entry(4, Quote(speaker=(Party("Bob Noyce"),)), "-Ada Lovelace left, ; \"yes\"\nshe did"),
    entry(5, Move(to_org=(Party("Meta"),)), "Meta hires", source=Party("Ada Lovelace")),
    entry(6, Move(to_org=(Party("Meta"), Party("Google"))), "Meta hires Lovelace"),
]  # fmt: skip
LEFT = [ENTRIES[3], ENTRIES[5]]


def written(form: str, place: Path) -> Path:
    with place.open("wb") as out:
        flat.write(form, ENTRIES, out)
    return place


def cleaned(place: Path, rule: Rule) -> Cleaned:
    with cleaning([place], rule) as (found, put):
        put()
    return found[0]


def rows(place: Path) -> list[dict[str, Any]]:
    held = place.read_bytes()
    if held[:4] == b"PAR1":
        parquet = pytest.importorskip("pyarrow.parquet")
        return list(parquet.read_table(place).to_pylist())
    if held[:1] == b"{":
        return [json.loads(line) for line in held.splitlines()]
    import csv

    return list(csv.DictReader(io.StringIO(held.decode(), newline="")))


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_rows_go_and_names_go_black(form: str, tmp_path: Path) -> None:
    place = written(form, tmp_path / f"claims.{form}")
    place.chmod(0o640)
    before = rows(place)
    rule = Rule(SEARCH, Removed(DECISION, replaced={"Meta hires Lovelace": "Meta hires ████████"}))
    assert cleaned(place, rule) == Cleaned(place, 4, 2)
    after = rows(place)
    assert [row["id"] for row in after] == [one.id for one in LEFT]
    assert all(row["title"] == "On ████████████" for row in after)
    assert after[1]["evidence"] == "Meta hires ████████"
    assert after[0]["evidence"].removeprefix("'") == '-████████████ left, ; "yes"\nshe did'
    same = ("status", "start", "end", "document", "to_org", "lang")
    for old, new in zip([before[3], before[5]], after, strict=True):
        assert [old.get(name) for name in same] == [new.get(name) for name in same]
    assert place.stat().st_mode & 0o777 == 0o640
    assert cleaned(place, rule) == Cleaned(place, 0, 0)
    assert rows(place) == after


def test_rows_of_removed_claims_go_whatever_they_name_and_namesakes_stay(tmp_path: Path) -> None:
    place = written("jsonl", tmp_path / "claims.jsonl")
    removed = Removed(DECISION, claims=(("move", ENTRIES[5].id),), spared=frozenset({"doc-1", "doc-4"}))
    assert cleaned(place, Rule(SEARCH, removed)).removed == 4
    assert [row["document"] for row in rows(place)] == ["doc-1", "doc-4"]
    assert rows(place)[0]["person"] == "Ada Lovelace"


@pytest.mark.parametrize(
    "held",
    [
        b"", b'{"id": 1}\n', b"[1, 2]", b"{\n", b"name,age\nAda Lovelace,36\n", b"\xff\xfe\x00", b"PAR1nothing",
        b"SQLite format 3\x00", b'id,type,status,evidence,document\n1,move,asserted\n',
    ],
)  # fmt: skip
def test_what_is_no_export_is_left_untouched(held: bytes, tmp_path: Path) -> None:
    good, bad = written("jsonl", tmp_path / "good.jsonl"), tmp_path / "bad"
    bad.write_bytes(held)
    before = good.read_bytes()
    if held == b"":  # what an export of nothing writes
        assert cleaned(bad, Rule(SEARCH)) == Cleaned(bad, 0, 0)
        return
    with pytest.raises(ReadError, match="bad is no export of claims"), cleaning([good, bad], Rule(SEARCH)):
        pytest.fail("it must not come so far")
    assert (good.read_bytes(), bad.read_bytes()) == (before, held)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["bad", "good.jsonl"]


def test_a_file_that_cannot_be_changed_stops_everything(tmp_path: Path) -> None:
    place = written("csv", tmp_path / "claims.csv")
    place.chmod(0o444)
    for bad, why in ((place, "read-only"), (tmp_path, "no file"), (tmp_path / "none.csv", "No such file")):
        with pytest.raises(ReadError, match=why), cleaning([bad], Rule(SEARCH)):
            pytest.fail("it must not come so far")
    assert [one.name for one in tmp_path.iterdir()] == ["claims.csv"]


def test_a_file_named_twice_or_by_a_link_is_cleaned_once(tmp_path: Path) -> None:
    place = written("jsonl", tmp_path / "claims.jsonl")
    link = tmp_path / "link.jsonl"
    link.symlink_to(place)
    with cleaning([place, link, place], Rule(SEARCH)) as (found, put):
        put()
    assert len(found) == 1
    assert link.is_symlink()
    assert "Lovelace" not in link.read_text("utf-8").replace("Meta hires Lovelace", "")
