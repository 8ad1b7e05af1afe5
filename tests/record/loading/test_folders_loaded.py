"""Folders of bulk reading become the ledger that reading one document after the other makes; what is broken is told."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small_world import (
    by,
    claim_row,
    document,
    document_row,
    rows,
    write,
    write_input,
    write_table,
)

from talentwire import pipeline
from talentwire.api import Talentwire
from talentwire.errors import ReadError
from talentwire.linking import Link
from talentwire.model.bulk_tables import ABOUT, CLAIMS, DOCUMENTS, MARKERS
from talentwire.record.answers import ClaimFilter
from talentwire.record.loading.folder import BulkFolder
from talentwire.record.loading.loading import Loaded, Loading

Opened = Callable[..., Talentwire]
WORLD = [document(number) for number in range(17)] + [document(number, 1) for number in (2, 7, 11)]


def ingested(wire: Talentwire, world: list[Any], version: str = "1") -> dict[str, list[tuple[Any, ...]]]:
    """The ledger after documents were recorded one by one, as ``ingest`` does."""
    ledger = wire.ledger(create=True)
    run = ledger.begin_run("ingest", "builtin", version)
    for read, claims in world:
        ledger.record(run, pipeline.repaired(read), claims, wire.link)
    return rows(ledger)


def test_loading_is_ingesting(wire: Opened, fresh: Callable[[], str], tmp_path: Path) -> None:
    folder = write(tmp_path / "out", [WORLD[:10], WORLD[10:]])
    loaded, expected = wire(fresh()), ingested(wire(), WORLD)
    report = loaded.load([folder])
    assert (report.documents, report.known_documents, report.refused, report.left) == (20, 0, [], [])
    assert report.claims == sum(len(claims) for _, claims in WORLD)
    assert report.retracted
    assert rows(loaded.ledger()) == expected
    again = loaded.load([folder])
    assert (again.documents, again.known_documents, again.new) == (0, 20, 0)
    assert rows(loaded.ledger()) == expected
    first, second = reversed(loaded.ledger().runs())
    assert (first.command, first.extractor, first.version) == ("load", "builtin", "1")
    assert (first.documents, first.claims, second.documents) == (20, report.claims, 0)


def test_a_newer_reading_replaces_the_older_one(wire: Opened, tmp_path: Path) -> None:
    newer = [by(read, "2") for read in WORLD]
    one, two = write(tmp_path / "one", [WORLD]), write(tmp_path / "two", [newer], version="2")
    held, expected = wire(), wire()
    ingested(expected, WORLD)
    report = held.load([one, two])
    assert report.retracted
    assert rows(held.ledger()) == ingested(expected, newer, "2")


def test_what_a_person_retracted_does_not_come_back(wire: Opened, tmp_path: Path) -> None:
    held = wire()
    held.load([write(tmp_path / "one", [WORLD[:5]])])
    gone = held.ledger().claims(ClaimFilter())[0]
    held.decide.retract(gone.id, by="bea", reason="not so")
    before = rows(held.ledger())
    report = held.load([write(tmp_path / "two", [WORLD[:5]], version="2")])
    assert (report.refused_rows, report.documents) == (sum(len(claims) for _, claims in WORLD[:5]) + 5, 0)
    newer = [(read, [claim.__class__(**{**vars_of(claim), "extractor": "builtin 2"}) for claim in claims])
             for read, claims in WORLD[:5]]  # fmt: skip
    report = held.load([write(tmp_path / "two", [newer], version="2")])
    assert report.withheld == 1
    assert {**before, "reading": []} == {**rows(held.ledger()), "reading": []}


def vars_of(claim: Any) -> dict[str, Any]:
    return {name: getattr(claim, name) for name in claim.__dataclass_fields__}


def test_bad_rows_are_refused_and_the_others_go_on(wire: Opened, tmp_path: Path) -> None:
    folder = write(tmp_path / "out", [])
    read = [document(number) for number in (1, 2, 3, 4, 5, 6, 8)]
    documents = [document_row(one) for one, _ in read]
    claims = [claim_row(claim, one) for one, found in read for claim in found]
    first = {row["document"]: place for place, row in reversed(list(enumerate(claims)))}
    spoilt = [first[one.digest] for one, _ in read]
    documents[1]["text"] += " And more."
    claims[spoilt[0]]["start"] += 1
    claims[spoilt[2]]["id"] = "0" * 32
    claims[spoilt[3]]["claim"] = '{"type": "wedding"}'
    claims[spoilt[4]]["claim"] = claims[spoilt[4]]["claim"].replace('"type"', '"type', 1)
    claims[spoilt[5]]["extractor"] = "llm 1"
    claims[spoilt[6]]["document"] = "f" * 32
    names = claims[spoilt[6] + 1]
    names["claim"] = names["claim"].replace('"evidence"', '"source": "\\u0000", "evidence"')
    write_table(folder, DOCUMENTS, "0" * 16, documents)
    write_table(folder, CLAIMS, "0" * 16, claims)
    (folder / MARKERS).mkdir()
    (folder / MARKERS / f"{'0' * 16}.json").write_text('{"place": "x", "run": 1, "order": 0}')
    held = wire()
    report = held.load([folder])
    said = "\n".join(map(str, report.refused))
    for words in (
        f"part-0.parquet, row 2: the digest {read[1][0].digest!r} is not that of its name, text and date",
        f"row {spoilt[0] + 1}: a {claims[spoilt[0]]['kind']} of document 'report-1' has evidence that does not stand",
        f"row {spoilt[2] + 1}: its id is '{'0' * 32}', and what it says has the id",
        f"row {spoilt[3] + 1}: no such kind of claim: 'wedding'",
        f"row {spoilt[4] + 1}: JSON is malformed",
        f"row {spoilt[5] + 1}: it was read by 'llm 1', and this folder by 'builtin 1'",
        f"row {spoilt[6] + 1}: its document '{'f' * 32}' does not stand beside it",
        f"row {spoilt[6] + 2}: it holds characters that no database can store",
    ):
        assert words in said
    whole = {claim.id for one, found in read for claim in found if one.id != "report-2"}
    bad = {read[at][1][0].id for at in (0, 2, 3, 4, 5, 6)} | {names["id"]}
    assert {entry.id for entry in held.ledger().claims(ClaimFilter())} == whole - bad
    write_input(folder, "0" * 16, 0, read)  # mended, it can be loaded again, and only what was missing comes
    report = held.load([folder])
    assert (report.new, report.refused) == (len(bad) + len(read[1][1]), [])


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda folder: (folder / ABOUT).unlink(), "holds no bulk.json: give a folder that `talentwire bulk` wrote"),
        (lambda folder: (folder / ABOUT).write_text("{"), "bulk.json cannot be read"),
        (lambda folder: (folder / ABOUT).write_text('{"format": 99}'), "has format 99, and this program reads 1"),
        (lambda folder: (folder / ABOUT).write_text('{"format": 1}'), "does not say the extractor"),
    ],
)
def test_what_is_no_folder_of_bulk_reading_is_told(
    wire: Opened, tmp_path: Path, spoil: Callable[[Path], object], words: str
) -> None:
    good, folder = write(tmp_path / "good", [WORLD[:2]]), write(tmp_path / "out", [WORLD[:2]])
    spoil(folder)
    with pytest.raises(ReadError, match=words):
        wire(str(tmp_path / "new.db")).load([good, folder])
    assert not (tmp_path / "new.db").exists()  # nothing is begun where not all can be done
    with pytest.raises(ReadError, match="is no folder"):
        wire().load([tmp_path / "nowhere"])


def test_inputs_that_are_not_whole_are_left(wire: Opened, tmp_path: Path) -> None:
    folder = write(tmp_path / "out", [WORLD[:4], WORLD[4:8], WORLD[8:12], WORLD[12:14], WORLD[14:16]])
    keys = [f"{number:016x}" for number in range(5)]
    (folder / MARKERS / f"{keys[1]}.json").unlink()
    (folder / MARKERS / f"{keys[3]}.json").write_text("[]")
    torn = folder / "claims" / f"input={keys[2]}" / "part-0.parquet"
    torn.write_bytes(torn.read_bytes()[:-20])
    strange = write_table(folder, DOCUMENTS, keys[4], [])
    strange.write_bytes(write_table(tmp_path, CLAIMS, "other", []).read_bytes())
    report = wire().load([folder])
    assert report.documents == 4
    said = "\n".join(report.left)
    assert f"documents/input={keys[1]} is not loaded: its input was not read to its end" in said
    assert f"{torn} is torn or no Parquet" in said
    assert f"{keys[3]}.json is no marker of a finished input" in said
    assert f"{strange} has no column 'digest'" in said
    assert len(report.left) == 4


def test_a_file_that_is_torn_in_the_middle_is_loaded_until_there(wire: Opened, tmp_path: Path) -> None:
    folder = write(tmp_path / "out", [WORLD[:18], WORLD[18:]])
    path = folder / "documents" / f"input={'0' * 16}" / "part-0.parquet"
    data = bytearray(path.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 400] = bytes(400)
    path.write_bytes(data)
    report = wire().load([folder])
    assert 0 < report.documents < 20
    assert any("is torn" in sentence and str(path) in sentence for sentence in report.left)
    assert wire().load([write(tmp_path / "out", [WORLD[:18], WORLD[18:]])]).documents == 20


def test_ctrl_c_keeps_what_was_loaded(link: Link, wire: Opened, tmp_path: Path) -> None:
    folder = write(tmp_path / "out", [WORLD[:9], WORLD[9:]])
    held, seen = wire(), list[int]()

    def stop(step: Loaded, total: int) -> None:
        seen.append(total)
        raise KeyboardInterrupt

    report = held.load([folder], on_step=stop)
    assert report.interrupted
    assert (report.documents, seen) == (9, [20])
    assert held.ledger().runs()[0].documents == 9
    assert held.load([folder]).documents == 11
    assert rows(held.ledger()) == ingested(wire(), WORLD)


def test_two_loads_at_once_double_nothing(link: Link, wire: Opened, address: str, tmp_path: Path) -> None:
    world = [document(number) for number in range(15)]
    folder = BulkFolder.open(write(tmp_path / "out", [world]))
    wire(address).ledger(create=True)
    both = [wire(address).ledger() for _ in range(2)]
    found: list[Loaded] = []

    def load(number: int) -> None:
        ledger = both[number]
        run = ledger.begin_run("load", "builtin", "1")
        found.extend(Loading(ledger, link, pipeline.repaired, documents=3).load(folder, run))

    threads = [threading.Thread(target=load, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sum(one.done.new for one in found) == sum(len(claims) for _, claims in world)
    assert rows(both[0]) == ingested(wire(), world)


def test_blanks_that_were_lost_are_put_back_for_comparing(wire: Opened, tmp_path: Path) -> None:
    read, claims = document(12)
    glued = read.__class__(read.id, read.text.replace(". ", "."), date=read.date, lang="en")
    found = []
    for claim in claims:
        start = glued.text.find(claim.evidence)
        if start >= 0:
            moved = claim.in_document(glued.digest, claim.span.__class__(start, start + len(claim.evidence)))  # type: ignore[union-attr]
            found.append(moved)
    assert found
    assert pipeline.repaired(glued).edits
    held = wire()
    held.load([write(tmp_path / "out", [[(glued, found)]])])
    assert rows(held.ledger()) == ingested(wire(), [(glued, found)])
