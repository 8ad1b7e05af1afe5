"""Pages out of archives: right ones in every packing, and what is left of wrong ones."""

import gzip
import io
import tracemalloc
import zlib
from pathlib import Path

import pytest
from fastwarc.stream_io import BrotliWriter, ZstdWriter
from warc_made import ALL, DAY, HTML, PLENTY, answered, html, only, opened, packed, page_record, reason, record, urls

from talentwire.model.document import Document
from talentwire.read.archives import Page, document_of, text_of
from talentwire.read.options import Note, ReadOptions, Skipped
from talentwire.read.sources import open_places

EXAMPLES = Path(__file__).resolve().parents[3] / "examples" / "documents"


@pytest.mark.parametrize(
    "data", [b"".join(PLENTY), packed(PLENTY), gzip.compress(b"".join(PLENTY))], ids=["plain", "by-record", "as-one"]
)
def test_every_packing_gives_the_same_pages(data: bytes) -> None:
    pages, skipped, notes = opened(data)
    assert urls(pages) == ALL
    assert [page.data for page in pages] == [html(f"This is page {n}. " + "Words of it. " * 20) for n in range(5)]
    assert not skipped and not notes
    assert {(str(page.date), page.media, page.charset, page.is_text) for page in pages} == {
        (DAY, "text/html", "utf-8", False)
    }
    assert len({page.place for page in pages}) == 5


# what is passed over


def test_only_answers_that_are_pages_are_given() -> None:
    body = answered(html("Words."))
    others = [
        record(b"software: x\r\n", None, "warcinfo", media="application/warc-fields"),
        record(b"GET / HTTP/1.1\r\nHost: news.example\r\n\r\n", kind="request"),
        record(b"fetchTimeMs: 3\r\n", kind="metadata", media="application/warc-fields"),
        record(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", kind="revisit"),
        record(b"20260101 1.1.1.1", "dns:news.example", media="text/dns"),
        record(answered(html("Gone."), status="404 Not Found")),
        record(answered(html("Over there."), status="301 Moved Permanently")),
        record(answered(b"\xff\xd8\xff\xe0 and so on", "Content-Type: image/jpeg")),
        record(answered(b'{"a": 1}', "Content-Type: application/json")),
        record(answered(b"<rss><channel/></rss>", "Content-Type: application/rss+xml")),
    ]
    pages, skipped, _ = opened(packed([*others, record(body)]))
    assert urls(pages) == ["https://news.example/a"]
    assert not skipped


def test_texts_of_a_wet_file_are_pages_that_are_text() -> None:
    page = only(packed([record("Das Labor schließt.\n".encode(), kind="conversion")]))
    assert page.is_text
    assert page.data.decode() == "Das Labor schließt.\n"


def test_plain_text_and_resources_are_pages() -> None:
    assert only(record(answered(b"Words.", "Content-Type: text/plain; charset=ascii"))).is_text
    assert not only(record(html("Words."), kind="resource", media="text/html")).is_text


# addresses and days


def test_addresses_lose_their_brackets_and_fragments() -> None:
    assert only(record(answered(html("Words.")), "<https://news.example/a#top>")).url == "https://news.example/a"


@pytest.mark.parametrize("url", [None, "urn:uuid:12", "news.example/a"])
def test_a_page_without_an_address_of_the_web_goes_by_its_place(url: str | None) -> None:
    page = only(record(answered(html("Words of a page.")), url))
    assert page.url is None
    found = document_of(page, ReadOptions())
    assert isinstance(found, Document)
    assert (found.id, found.url) == ("news.warc.gz@0", None)


def test_a_day_that_is_none_is_left_out() -> None:
    assert only(page_record(1).replace(DAY.encode(), b"2026-99-99")).date is None


# headers that lie


def test_an_image_that_says_it_is_a_page_is_told() -> None:
    assert reason(record(answered(b"\x89PNG\r\n\x1a\n\x00\x00"))) == "is a PNG image, not text"


def test_a_page_that_says_it_is_an_image_is_read() -> None:
    assert only(record(answered(html("Words."), "Content-Type: image/png"))).data == html("Words.")


def test_an_empty_page_is_told() -> None:
    assert reason(record(answered(b" \r\n"))) == "is empty"


def test_a_charset_that_lies_is_seen_through() -> None:
    words = "<html><body><p>Ein Bürger aß süße Äpfel.</p>"
    page = only(record(answered(words.encode(), "Content-Type: text/html; charset=iso-8859-1")))
    found = document_of(page, ReadOptions())
    assert isinstance(found, Document)
    assert found.text == "Ein Bürger aß süße Äpfel."


@pytest.mark.parametrize("said", ["gzip", "x-gzip", "deflate", "br", "zstd", "", "identity", "aes128gcm"])
def test_content_that_is_unpacked_already_is_taken_as_it_is(said: str) -> None:
    body = html("Words.")
    assert only(record(answered(body, f"Content-Type: {HTML}\r\nContent-Encoding: {said}"))).data == body


@pytest.mark.parametrize("said", ["gzip", "GZIP", "", "br"])
def test_content_that_is_gzip_is_unpacked_whatever_is_said(said: str) -> None:
    body = gzip.compress(html("Words."))
    assert only(record(answered(body, f"Content-Type: {HTML}\r\nContent-Encoding: {said}"))).data == html("Words.")


def test_content_packed_as_deflate_brotli_and_zstandard_is_unpacked() -> None:
    body = html("Words. " * 50)
    made = {"deflate": zlib.compress(body)}
    for name, writer in (("br", BrotliWriter), ("zstd", ZstdWriter)):
        into = io.BytesIO()
        into.close = lambda: None  # type: ignore[method-assign]
        with writer(into) as packing:
            packing.write(body)
        made[name] = into.getvalue()
    for name, data in made.items():
        assert only(record(answered(data, f"Content-Type: {HTML}\r\nContent-Encoding: {name}"))).data == body


def test_packed_content_that_is_damaged_is_told_and_what_breaks_off_is_read() -> None:
    whole = gzip.compress(html("Words. " + str(list(range(400)))))
    damaged = whole[:200] + bytes(byte ^ 0xFF for byte in whole[200:240]) + whole[240:]
    assert "the packed data are damaged" in reason(record(answered(damaged)))
    (page,), _, notes = opened(record(answered(whole[:-30])))
    assert page.data.startswith(b"<!doctype html>")
    assert notes == [Note("news.warc.gz@0", "its packed content breaks off; it is read up to there")]
    assert "damaged" in reason(record(answered(b"\x00\x01junk", f"Content-Type: {HTML}\r\nContent-Encoding: br")))


def test_a_bomb_inside_an_answer_never_fills_memory() -> None:
    bomb = zlib.compressobj(9, zlib.DEFLATED, 31)
    data = bomb.compress(bytes(80_000_000)) + bomb.flush()
    tracemalloc.start()
    try:
        assert "is larger than the limit" in reason(record(answered(data)), max_bytes=500_000)
        assert tracemalloc.get_traced_memory()[1] < 8_000_000
    finally:
        tracemalloc.stop()


CHUNKS = b"5\r\n<html\r\n1; some=thing\r\n>\r\n4\r\nWord\r\n0\r\n\r\n"


@pytest.mark.parametrize(
    ("body", "data", "whole"),
    [
        (CHUNKS, b"<html>Word", True),
        (CHUNKS[:-5], b"<html>Word", True),
        (CHUNKS[:-9], b"<html>Wo", False),
        (CHUNKS.replace(b"4\r\nWord", b"4\r\nWords and more"), b"<html>Word", False),
        (b"<html>Words", b"<html>Words", True),
        (b"ffffffff\r\n<html>Words", b"<html>Words", False),
    ],
    ids=["right", "no end", "cut", "too short", "none", "too long"],
)
def test_chunks_are_put_together_as_far_as_they_fit(body: bytes, data: bytes, whole: bool) -> None:
    (page,), skipped, notes = opened(record(answered(body, f"Content-Type: {HTML}\r\nTransfer-Encoding: chunked")))
    assert page.data == data
    assert not skipped
    assert bool(notes) is not whole


def test_an_answer_without_head_is_taken_for_the_page() -> None:
    assert only(record(html("Words."))).data == html("Words.")


def test_a_head_without_end_is_told() -> None:
    assert reason(record(b"HTTP/1.1 200 OK\r\nX: y\r\n" * 2)) == "has an HTTP header without end"


# places


@pytest.mark.parametrize("packing", ["plain", "by-record", "as-one"])
def test_every_page_is_found_again_by_its_place(packing: str, tmp_path: Path) -> None:
    data = {"plain": b"".join(PLENTY), "by-record": packed(PLENTY), "as-one": gzip.compress(b"".join(PLENTY))}[packing]
    file = tmp_path / ("news.warc" if packing == "plain" else "news.warc.gz")
    file.write_bytes(data)
    every = [item for item in open_places([str(file)]) if isinstance(item, Document)]
    assert [item.id for item in every] == ALL
    assert list(open_places([str(item.place) for item in every])) == every


@pytest.mark.parametrize("at", ["3", "99999", "0+99999"])
def test_a_place_that_is_none_is_told(at: str, tmp_path: Path) -> None:
    (tmp_path / "news.warc.gz").write_bytes(packed(PLENTY))
    (skipped,) = open_places([f"{tmp_path}/news.warc.gz@{at}"])
    assert isinstance(skipped, Skipped)
    assert skipped.place == f"{tmp_path}/news.warc.gz@{at}"


# documents


def test_a_page_gives_the_document_that_its_file_and_its_address_give(tmp_path: Path) -> None:
    data = (EXAMPLES / "en-interview.html").read_bytes()
    (tmp_path / "one.warc.gz").write_bytes(packed([record(answered(data, "Content-Type: text/html"))]))
    (found,) = open_places([str(tmp_path / "one.warc.gz")])
    (beside,) = open_places([str(EXAMPLES / "en-interview.html")])
    assert isinstance(found, Document) and isinstance(beside, Document)
    assert (found.text, found.title, found.date, found.lang) == (beside.text, beside.title, beside.date, beside.lang)
    assert found.id == found.url == "https://news.example/a"
    assert str(found.date) == "2026-07-09"


def test_the_day_of_fetching_is_no_date_of_a_document(tmp_path: Path) -> None:
    (tmp_path / "one.warc").write_bytes(page_record(1))
    (found,) = open_places([str(tmp_path / "one.warc")])
    assert isinstance(found, Document)
    assert found.date is None


def test_a_page_fetched_twice_is_two_versions_of_one_document(tmp_path: Path) -> None:
    rows = [record(answered(html(words))) for words in ("The first version.", "The second version.")]
    (tmp_path / "one.warc.gz").write_bytes(packed(rows))
    found = list(open_places([str(tmp_path)]))
    assert [item.id for item in found if isinstance(item, Document)] == ["https://news.example/a"] * 2


def test_an_archive_may_be_larger_than_the_largest_page(tmp_path: Path) -> None:
    (tmp_path / "one.warc").write_bytes(b"".join(PLENTY))
    found = list(open_places([str(tmp_path / "one.warc")], ReadOptions(max_bytes=1000)))
    assert len(found) == 5
    assert all(isinstance(item, Document) for item in found)


def test_the_rough_text_has_language_and_words_and_nothing_else() -> None:
    data = (EXAMPLES / "fr-wire.html").read_bytes()
    page = only(record(answered(data, "Content-Type: text/html")))
    rough, careful = text_of(page, ReadOptions()), document_of(page, ReadOptions())
    assert isinstance(rough, Document) and isinstance(careful, Document)
    assert rough.lang == careful.lang == "fr"
    words = careful.text.split()
    assert sum(word in rough.text for word in words) > 0.9 * len(words)


def test_a_short_page_has_the_language_that_it_declares() -> None:
    page = only(record(answered(b'<!doctype html><html class="x" lang="de-AT"><body><p>Firnlicht, Kiel.</p>')))
    rough = text_of(page, ReadOptions())
    assert isinstance(rough, Document)
    assert rough.lang == "de"


@pytest.mark.parametrize("body", [b"<html><body><script>1</script>", b"<html><body>\x00\x01"])
def test_a_page_without_text_is_skipped_either_way(body: bytes) -> None:
    page = Page("a@0", None, body)
    for way in (text_of, document_of):
        assert isinstance(way(page, ReadOptions()), Skipped)
