"""What is left of archives that are too large, lie about lengths, or are damaged."""

import gzip
import io
import tracemalloc

import pytest
from warc_made import ALL, PLENTY, answered, html, opened, packed, page_record, reason, record, urls

from talentwire.read.archives import open_archive
from talentwire.read.formats import Source
from talentwire.read.options import ReadOptions, Skipped

# sizes


@pytest.mark.parametrize("packing", ["plain", "by-record", "as-one"])
def test_a_page_above_the_limit_is_passed_over_and_the_next_is_found(packing: str) -> None:
    rows = [PLENTY[0], record(answered(html("x" * 300_000)), "https://news.example/large"), *PLENTY[1:]]
    data = {"plain": b"".join(rows), "by-record": packed(rows), "as-one": gzip.compress(b"".join(rows))}[packing]
    pages, (skipped,), _ = opened(data, max_bytes=100_000)
    assert urls(pages) == ALL
    assert "is larger than the limit of 0.1 MB; raise max_bytes to read it" in skipped.reason


@pytest.mark.parametrize("length", [None, 500], ids=["large", "lying"])
def test_a_bomb_never_fills_memory_and_the_next_page_is_found(length: int | None) -> None:
    bomb = record(answered(html("x" * 40_000_000)), length=length)
    data = packed([PLENTY[0], bomb, *PLENTY[1:]])
    del bomb
    tracemalloc.start()
    try:
        pages, skipped, _ = opened(data, max_bytes=100_000)
        assert tracemalloc.get_traced_memory()[1] < 8_000_000
    finally:
        tracemalloc.stop()
    assert urls(pages) == ALL
    assert len(skipped) == 2
    assert "it unpacks to far more than the limit" in skipped[1].reason


def test_a_bomb_of_blank_lines_never_fills_memory() -> None:
    data = packed([PLENTY[0][:-4] + b"\n" * 30_000_000, *PLENTY[1:]])
    tracemalloc.start()
    try:
        pages, skipped, _ = opened(data, max_bytes=100_000)
        assert tracemalloc.get_traced_memory()[1] < 8_000_000
    finally:
        tracemalloc.stop()
    assert urls(pages) == ALL
    assert len(skipped) == 1


# lengths that lie


LIES = [0, 1, 50, 150, 400, 700, 1000, 5000, 10**12, -5, "many", ""]


@pytest.mark.parametrize("length", LIES)
def test_a_length_that_lies_is_put_right_in_a_packed_archive(length: object) -> None:
    rows = [PLENTY[0], page_record(1, "Words of it. " * 20, length=length), *PLENTY[2:]]
    pages, skipped, notes = opened(packed(rows))
    assert urls(pages) == ALL
    assert pages[1].data == html("This is page 1. " + "Words of it. " * 20)
    assert not skipped
    assert f"and has {len(answered(pages[1].data)):,}" in notes[0].text


@pytest.mark.parametrize("length", LIES)
def test_a_length_that_lies_costs_no_other_page_of_a_plain_archive(length: object) -> None:
    rows = [PLENTY[0], page_record(1, "Words of it. " * 20, length=length), *PLENTY[2:]]
    pages, _, _ = opened(b"".join(rows))
    assert urls(pages) == ALL
    assert pages[1].data == html("This is page 1. " + "Words of it. " * 20)


def test_a_page_may_hold_what_looks_like_a_record() -> None:
    text = html("As a record begins:\r\n\r\nWARC/1.0\r\nWARC-Type: response\r\n\r\nSo it does.")
    rows = [PLENTY[0], record(answered(text), "https://news.example/format"), PLENTY[1]]
    for data in (b"".join(rows), packed(rows)):
        pages, skipped, notes = opened(data)
        assert [len(pages), len(skipped), len(notes)] == [3, 0, 0]
        assert pages[1].data == text


def test_the_last_record_may_lack_its_blank_lines() -> None:
    for cut in (1, 2, 3, 4):
        pages, skipped, _ = opened(b"".join(PLENTY)[:-cut])
        assert urls(pages) == ALL
        assert not skipped


# damage


def test_a_damaged_member_costs_itself_alone() -> None:
    rows = [gzip.compress(one) for one in PLENTY]
    at = len(rows[0]) + len(rows[1])
    for broken in (rows[2][: len(rows[2]) // 2], rows[2][:-8] + bytes(8), b"\x1f\x8b" + b"junk" * 9, rows[2][:5]):
        pages, skipped, _ = opened(b"".join([*rows[:2], broken, *rows[3:]]))
        assert urls(pages) == [ALL[0], ALL[1], *ALL[3:]]
        assert [one.place for one in skipped] == [f"news.warc.gz@{at}"]
        assert "cannot be read: " in skipped[0].reason


def test_what_is_no_gzip_between_members_is_told_with_its_place() -> None:
    rows = [gzip.compress(one) for one in PLENTY]
    pages, skipped, _ = opened(b"".join([*rows[:2], b"what is this?" * 99, *rows[2:]]))
    assert urls(pages) == ALL
    assert skipped == [
        Skipped(f"news.warc.gz@{len(rows[0] + rows[1])}", "cannot be read: what follows is no gzip data")
    ]


def test_an_archive_that_was_cut_gives_what_it_has_and_tells() -> None:
    data = packed(PLENTY)
    pages, (skipped,), _ = opened(data[:-40])
    assert urls(pages) == ALL[:4]
    assert skipped.reason == "cannot be read: the archive ends in the middle of it"
    pages, (skipped,), _ = opened(b"".join(PLENTY)[:-40])
    assert urls(pages) == ALL[:4]
    assert "and ends nowhere near" in skipped.reason


def test_a_file_filled_up_with_zeros_is_whole() -> None:
    pages, skipped, _ = opened(packed(PLENTY) + bytes(100_000))
    assert urls(pages) == ALL
    assert not skipped


def test_members_need_not_be_records() -> None:
    data = b"".join(PLENTY)
    members = [data[at : at + 700] for at in range(0, len(data), 700)]
    pages, skipped, _ = opened(packed(members))
    assert urls(pages) == ALL
    assert not skipped


def test_what_is_no_archive_is_told_once() -> None:
    assert opened(b"") == ([], [Skipped("news.warc.gz", "is empty")], [])
    assert reason(b"What is this?\n" * 1000) == "is no WARC record"
    assert reason(gzip.compress(b"What is this?\n" * 1000)) == "is no WARC record"


def test_a_stream_that_hands_over_byte_by_byte_gives_the_same() -> None:
    class Slow(io.RawIOBase):
        def __init__(self, data: bytes) -> None:
            self._left = io.BytesIO(data)

        def read(self, size: int = -1) -> bytes:
            return self._left.read(min(size, 7) if size >= 0 else 7)

    for data in (packed(PLENTY), b"".join(PLENTY)):
        slow = list(open_archive(Source("a", "a", Slow(data)), ReadOptions()))  # type: ignore[arg-type]
        assert slow == list(open_archive(Source("a", "a", io.BytesIO(data)), ReadOptions()))
