"""Laws of archives: wherever a byte is flipped, cut out or put in, reading ends, tells, and loses what was touched."""

import gzip
import io
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warc_made import answered, html, packed, page_record, record

from talentwire.read.archives import Page, open_archive
from talentwire.read.formats import Source
from talentwire.read.options import ReadOptions, Skipped

CHANCE = random.Random(5)
RECORDS = [page_record(n, " ".join(str(CHANCE.getrandbits(60)) for _ in range(20 + n * 9))) for n in range(8)]
MEMBERS = [gzip.compress(one, 6, mtime=0) for one in RECORDS]
PACKED, PLAIN = b"".join(MEMBERS), b"".join(RECORDS)
LAWS = settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def read(data: bytes) -> tuple[dict[str | None, bytes], list[Skipped]]:
    options = ReadOptions(max_bytes=50_000, on_note=lambda note: None)
    found = list(open_archive(Source("a", "a", io.BytesIO(data)), options))
    assert len(found) <= 2 * len(RECORDS) + 2
    return {p.url: p.data for p in found if isinstance(p, Page)}, [s for s in found if isinstance(s, Skipped)]


WHOLE, _ = read(PACKED)


def touched(pieces: list[bytes], first: int, last: int) -> set[str]:
    """The addresses of the records that bytes ``first:last`` belong to, or stand beside."""
    found, here = set(), 0
    for number, piece in enumerate(pieces):
        if first <= here + len(piece) and here <= last:
            found.add(f"https://news.example/{number}")
        here += len(piece)
    return found


def assert_others_are_there(data: bytes, hurt: set[str]) -> None:
    pages, _ = read(data)
    assert {url: pages.get(url) for url in WHOLE.keys() - hurt} == {url: WHOLE[url] for url in WHOLE.keys() - hurt}


@LAWS
@given(st.integers(0, len(PACKED) - 1), st.integers(1, 255))
def test_a_flipped_byte_of_a_packed_archive_costs_its_record_alone(at: int, flip: int) -> None:
    data = bytearray(PACKED)
    data[at] ^= flip
    hurt = touched(MEMBERS, at, at)
    assert_others_are_there(bytes(data), hurt)
    pages, skipped = read(bytes(data))
    assert pages.items() <= WHOLE.items()  # never what the checksum refutes
    assert skipped or pages == WHOLE


@LAWS
@given(st.integers(0, len(PLAIN) - 1), st.integers(1, 255))
def test_a_flipped_byte_of_a_plain_archive_costs_its_record_alone(at: int, flip: int) -> None:
    data = bytearray(PLAIN)
    data[at] ^= flip
    assert_others_are_there(bytes(data), touched(RECORDS, at, at))


@LAWS
@given(st.integers(0, len(PACKED)))
def test_an_archive_cut_anywhere_gives_all_before(at: int) -> None:
    gone = touched(MEMBERS, at, len(PACKED)) if at < len(PACKED) else set()
    assert_others_are_there(PACKED[:at], gone)


@LAWS
@given(st.integers(0, len(PLAIN)))
def test_a_plain_archive_cut_anywhere_gives_all_before(at: int) -> None:
    gone = touched(RECORDS, at, len(PLAIN)) if at < len(PLAIN) else set()
    assert_others_are_there(PLAIN[:at], gone)


@LAWS
@given(st.integers(0, len(PACKED)), st.integers(0, 400))
def test_a_piece_cut_out_of_a_packed_archive_costs_what_it_touched(at: int, size: int) -> None:
    assert_others_are_there(PACKED[:at] + PACKED[at + size :], touched(MEMBERS, at, at + size))


@LAWS
@given(st.integers(0, len(PACKED)), st.binary(min_size=1, max_size=300))
def test_bytes_put_into_a_packed_archive_cost_what_they_touched(at: int, more: bytes) -> None:
    assert_others_are_there(PACKED[:at] + more + PACKED[at:], touched(MEMBERS, at, at))


@LAWS
@given(st.integers(0, len(PLAIN)), st.integers(0, 400))
def test_a_piece_cut_out_of_a_plain_archive_costs_what_it_touched(at: int, size: int) -> None:
    assert_others_are_there(PLAIN[:at] + PLAIN[at + size :], touched(RECORDS, at, at + size))


@LAWS
@given(st.binary(max_size=400), st.booleans(), st.booleans())
def test_any_bytes_are_read_to_their_end(data: bytes, begun: bool, zipped: bool) -> None:
    data = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9\r\n\r\n" + data if begun else data
    read(gzip.compress(data) if zipped else data)


PIECES = [
    b"WARC/1.0\r\n", b"WARC-Type: response\r\n", b"Content-Length: 5\r\n", b"Content-Length: 99999999999\r\n", b"\r\n",
    b"\n", b"HTTP/1.1 200 OK\r\n", b"Transfer-Encoding: chunked\r\n", b"5\r\n", b"<html>", b"x",
]  # fmt: skip


@LAWS
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_pieces_of_records_are_read_to_their_end(pieces: list[bytes]) -> None:
    for data in (b"".join(pieces), packed(pieces)):
        list(open_archive(Source("a", "a", io.BytesIO(data)), ReadOptions(on_note=lambda note: None)))


@LAWS
@given(st.binary(max_size=200), st.sampled_from(["gzip", "deflate", "br", "zstd", "chunked"]))
def test_any_content_under_any_header_is_a_page_or_skipped(body: bytes, said: str) -> None:
    field = "Transfer-Encoding" if said == "chunked" else "Content-Encoding"
    read(record(answered(body, f"Content-Type: text/html\r\n{field}: {said}")))


@pytest.mark.parametrize("size", [1 << 16, (1 << 16) - 1, 1 << 18, (1 << 18) + 1])
def test_the_sizes_of_windows_make_no_difference(size: int) -> None:
    fill = record(answered(html("x" * (size - 400))), "https://news.example/fill")
    rows = [record(answered(html("x" * (size - more))), f"https://news.example/{more}") for more in range(260, 330, 7)]
    for data in (b"".join([fill, *rows]), packed([fill, *rows]), gzip.compress(b"".join([fill, *rows]))):
        found = list(open_archive(Source("a", "a", io.BytesIO(data)), ReadOptions()))
        assert len(found) == len(rows) + 1
        assert all(isinstance(one, Page) for one in found)
