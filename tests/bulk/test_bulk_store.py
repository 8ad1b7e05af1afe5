"""Places in an object store are read as files are, with the addresses in the place of paths."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from store import Store, store
from worked import QUICK, everything, line

from talentwire.bulk.frame import Engine
from talentwire.bulk.inputs import inputs
from talentwire.bulk.run import bulk
from talentwire.read.options import Skipped

pytestmark = [
    pytest.mark.xdist_group("bulk"),
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),
]
ONE = Engine(jobs=1)


def lines_of(*numbers: int) -> bytes:
    return "".join(json.dumps(line(number)) + "\n" for number in numbers).encode()


OBJECTS = {
    "news/day 1/a.jsonl": lines_of(0, 1),
    "news/day 1/b.jsonl": lines_of(2),
    "news/day 1/deep/c.jsonl": lines_of(3),
    "news/day 2/d.jsonl": lines_of(4),
    "news/day 2/picture.png": b"\x89PNG",
    "news/locked/e.jsonl": lines_of(5),
}


@pytest.fixture(scope="module")
def there(stub_for_children: Path) -> Iterator[Store]:
    """A store, and the environment that leads there."""
    assert stub_for_children.is_dir()
    with store(OBJECTS, frozenset({"news/locked/e.jsonl"})) as found, pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", found.address)
        patch.setenv("AWS_ACCESS_KEY_ID", "reader")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "of news")
        patch.setenv("AWS_REGION", "eu-central-1")
        yield found


@pytest.mark.parametrize(
    ("address", "ids"),
    [
        ("s3://news/day 1/a.jsonl", ["d0", "d1"]),
        ("s3://news/day 1", ["d0", "d1", "d2", "d3"]),
        ("s3://news/day 1/", ["d0", "d1", "d2", "d3"]),
        ("s3://news/*/[bd].jsonl", ["d2", "d4"]),
    ],
)
def test_an_object_a_folder_and_a_glob(there: Store, tmp_path: Path, address: str, ids: list[str]) -> None:
    report = bulk([address], tmp_path / "out", QUICK, ONE)
    assert report.failed == []
    found = everything(tmp_path / "out")
    assert sorted(row["id"] for row in found["documents"]) == ids
    assert sorted(row["document"] for row in found["claims"]) == sorted(row["digest"] for row in found["documents"])
    again = bulk([address], tmp_path / "out", QUICK, ONE)
    assert (again.inputs, again.known) == (0, report.inputs)


def test_what_cannot_be_read_is_told_and_the_rest_is_read(there: Store, tmp_path: Path) -> None:
    places = [
        "s3://news/locked/e.jsonl",
        "s3://news/day 2/d.jsonl",
        "s3://news/nowhere/*.jsonl",
        "s3://nobodys/x.jsonl",
    ]
    report = bulk(places, tmp_path / "out", QUICK, ONE)
    assert [row["id"] for row in everything(tmp_path / "out")["documents"]] == ["d4"]
    assert sorted(place for place, _ in report.failed) == sorted(one for one in places if "day 2" not in one)
    assert all(reason for _, reason in report.failed)


def test_an_address_that_no_store_has(there: Store) -> None:
    (found,) = inputs(["ftp://news/a.jsonl"])
    assert isinstance(found, Skipped)
    assert "s3" in found.reason
