"""Bytes to characters: marks, declarations, legacy encodings, mixtures, and what is no text at all."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talentwire.errors import ReadError
from talentwire.read.encoding import binary_kind, decode, decode_html

GERMAN = "Müller verlässt Größe AG für 14 Mio. € – „endlich“, sagt er."
RUSSIAN = "Компания объявила о том, что директор лаборатории покидает её и переходит к конкуренту. " * 4


@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_decides_and_is_no_part_of_the_text(mark: bytes, codec: str) -> None:
    assert decode(mark + GERMAN.encode(codec), declared="koi8-r") == (GERMAN, ())


@pytest.mark.parametrize(
    "declared", [None, "utf-8", "iso-8859-1", "windows-1252", "no-such-charset", "base64", "utf-7"]
)
def test_valid_utf8_is_read_so_whatever_western_charset_is_declared(declared: str | None) -> None:
    assert decode(GERMAN.encode(), declared).text == GERMAN


def test_windows_1252_without_a_declaration() -> None:
    assert decode(GERMAN.encode("cp1252")) == (GERMAN, ())


def test_a_declared_charset_is_believed() -> None:
    assert decode(RUSSIAN.encode("koi8-r"), "KOI8-R").text == RUSSIAN
    assert decode("東京の研究者".encode("shift_jis"), "Shift_JIS").text == "東京の研究者"
    assert decode("東京の研究者".encode("iso2022_jp"), "iso-2022-jp").text == "東京の研究者"


def test_an_undeclared_other_script_is_guessed() -> None:
    assert decode(RUSSIAN.encode("cp1251")).text == RUSSIAN


def test_half_utf8_keeps_what_can_be_read_and_says_so() -> None:
    data = "Zürich und ".encode() + "Köln, ".encode("cp1252") + "Brüssel ".encode() + b"\xc3"
    decoded = decode(data)
    assert decoded.text == "Zürich und Köln, Brüssel \ufffd"
    assert decoded.warnings == (
        "2 bytes are not UTF-8 like the rest; 1 were read as Windows-1252 and 1 as \N{REPLACEMENT CHARACTER}",
    )


def test_broken_utf16_is_read_with_a_warning() -> None:
    decoded = decode(codecs.BOM_UTF16_LE + "abc".encode("utf-16-le") + b"\x00\xd8d\x00")
    assert decoded.text.startswith("abc")
    assert "UTF-16-LE" in decoded.warnings[0]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7 ...", "a PDF file"),
        (b"\x89PNG\r\n", "a PNG image"),
        (b"PK\x03\x04....", "a ZIP archive or an office document"),
        (b"{\\rtf1 text}", "a rich text file"),
        (b"\x00\x00\x00\x18ftypmp42", "a video file"),
        (b"words\x00words", "a binary file"),
        (bytes(range(1, 32)) * 10, "a binary file"),
    ],
)
def test_binary_data_is_refused_with_its_kind(data: bytes, kind: str) -> None:
    assert binary_kind(data) == kind
    with pytest.raises(ReadError, match=f"is {kind}, not text"):
        decode(data)


def test_the_html_declaration_counts_where_http_says_nothing() -> None:
    html = '<html><head><meta charset="koi8-r"></head><p>Привет всем'
    assert decode_html(html.encode("koi8-r")).text == html
    assert decode_html(html.encode("cp1251"), "windows-1251").text == html


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs", "Cc"])))
def test_utf8_comes_back_as_it_was(text: str) -> None:
    encoded = text.encode()
    if binary_kind(encoded) is None and not text.startswith("\ufeff"):
        assert decode(encoded) == (text, ())


@given(st.binary(max_size=300))
def test_any_bytes_give_text_or_a_reason(data: bytes) -> None:
    try:
        assert isinstance(decode(data).text, str)
    except ReadError as error:
        assert "not text" in str(error)


def test_many_stray_bytes_take_no_time() -> None:
    decoded = decode(b"\xff" * 400_000 + "ü".encode() * 100_000)
    assert len(decoded.text) == 500_000
