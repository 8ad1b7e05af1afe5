"""What becomes an input, and when it is the same one again."""

import os
from pathlib import Path

from talentwire.bulk.inputs import Input, inputs
from talentwire.bulk.stores import SCHEMES
from talentwire.read.options import Skipped


def found(*places: Path | str, finished: frozenset[str] = frozenset()) -> list[Input]:
    return [one for one in inputs(map(str, places), finished) if isinstance(one, Input)]


def reasons(*places: str) -> list[str]:
    return [str(one) for one in inputs(places) if isinstance(one, Skipped)]


def test_archives_and_tables_stand_alone_and_pages_together(tmp_path: Path) -> None:
    for name in ("a.html", "b.txt", "c.warc.gz", "d.jsonl", "e.parquet", "f.html"):
        (tmp_path / name).write_text(name)
    assert [[file.id for file in one.files] for one in found(tmp_path)] == [
        ["c.warc.gz"], ["d.jsonl"], ["e.parquet"], ["a.html", "b.txt", "f.html"],
    ]  # fmt: skip


def test_many_pages_become_several_inputs(tmp_path: Path) -> None:
    for number in range(1_001):
        (tmp_path / f"{number:04}.txt").write_text("a text")
    assert [len(one.files) for one in found(tmp_path)] == [1_000, 1]


def test_a_file_keeps_its_key_until_it_changes(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text("{}")
    (before,) = found(file)
    assert found(tmp_path / "." / "a.jsonl") == found(file)
    assert found(tmp_path)[0].key == before.key
    assert found(file, finished=frozenset({before.key})) == []
    os.utime(file, ns=(1, 1))
    assert found(file)[0].key != before.key


def test_a_file_that_is_named_twice_is_one_input(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("{}")
    assert len(found(tmp_path, tmp_path / "a.jsonl", tmp_path / "*.jsonl")) == 1


def test_finished_files_are_left_out_of_a_group(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(name)
    (both,) = found(tmp_path)
    (left,) = found(tmp_path, finished=frozenset({both.files[0].key}))
    assert [file.id for file in left.files] == ["b.txt"]


def test_what_cannot_be_read_in_bulk_is_told() -> None:
    assert reasons("-", "https://n.example/a", "ftp://n.example/a", "nowhere.jsonl") == [
        "standard input is not read in bulk, since it could not be read again; write it to a file",
        "https://n.example/a is a page of the web; bulk reading takes files, folders and object stores: fetch it first",
        f"ftp://n.example/a is no address that can be read in bulk; there are {', '.join(SCHEMES)}",
        "nowhere.jsonl does not exist",
    ]


def test_addresses_are_listed_by_the_library(tmp_path: Path) -> None:
    (tmp_path / "day" / "one").mkdir(parents=True)
    for name in ("day/a.jsonl", "day/one/b.warc.gz", "day/c.bin"):
        (tmp_path / name).write_text("12345")
    address = f"file://{tmp_path}/day"
    both = found(address)
    assert [(one.files[0].id, one.files[0].kind, one.size) for one in both] == [
        ("a.jsonl", "jsonl", 5), ("one/b.warc.gz", "warc", 5),
    ]  # fmt: skip
    assert [one.files[0].id for one in found(f"{address}/*.jsonl")] == ["a.jsonl"]
    assert [one.files[0].id for one in found(f"{address}/a.jsonl")] == ["a.jsonl"]
    assert reasons(f"{address}/*.nothing") == [f"{address}/*.nothing matches no object"]
