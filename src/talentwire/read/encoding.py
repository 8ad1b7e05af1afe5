"""Bytes to characters: byte order marks, declared charsets, legacy encodings, files that are half one, half another.

Nothing is normalised: what was decoded is what the document says, and evidence is cut from it.
"""

import codecs
import re
from typing import Final, NamedTuple

import charset_normalizer

from talentwire.errors import ReadError

_MARKS: Final = (  # the marks of UTF-32 start like those of UTF-16
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES: Final = (
    (b"%PDF-", "a PDF file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "an image, sound or video file"),
    (b"OggS", "a sound or video file"),
    (b"ID3", "a sound file"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"{\\rtf", "a rich text file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ", "an xz file"),
    (b"\x28\xb5\x2f\xfd", "a zstandard file"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"SQLite format 3", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"\x7fELF", "a program"),
)
_CONTROLS: Final = bytes((*range(1, 9), *range(14, 27), *range(28, 32)))
_DECLARATION: Final = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w:.-]+)""", re.IGNORECASE
)
_STRAY: Final = re.compile("[\udc80-\udcff]")
_LONE_STRAY: Final = re.compile("(?<![^\x00-\x7f])[\udc80-\udcff](?=[\x00-\x7f])")
_MULTIBYTE: Final = re.compile(r"[^\x00-\x7f]")
_WESTERN: Final = frozenset(
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜßàáâãäåæçèéêëìíîïñòóôõöøùúûüŒœŸÿŠšŽž€£¥§©®°«»‹›„“”‚‘’–—…•·¿¡ºª²³½¼\xa0\xad™´"
)
_LATIN: Final = frozenset({"ascii", "iso8859-1", "cp1252"})
_NO_CHARSETS: Final = frozenset({"utf-7", "idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined"})
"""UTF-7 hides markup; the others are no charsets, raise errors of their own, and punycode takes time without bounds."""
_SAMPLE: Final = 200_000


class Decoded(NamedTuple):
    """The characters, and what could not be made of the bytes without loss."""

    text: str
    warnings: tuple[str, ...] = ()


def binary_kind(data: bytes) -> str | None:
    """What sort of binary file this is, or None for something that may be text."""
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return kind
    if data[4:8] == b"ftyp":
        return "a video file"
    if any(data.startswith(mark) for mark, _ in _MARKS):
        return None
    head = data[:_SAMPLE]
    if b"\x00" in data or (len(head) - len(head.translate(None, _CONTROLS))) * 10 > len(head):
        return "a binary file"
    return None


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Decode a document's bytes.

    Args:
        data: All the bytes.
        declared: The charset that its HTTP header or its HTML names; weaker than a byte order mark, and weaker
            than valid UTF-8 where it names a Western one, since that is what wrong declarations look like.

    Raises:
        ReadError: when the bytes are no text.

    """
    kind = binary_kind(data)
    if kind:
        raise ReadError(f"is {kind}, not text")
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _whole(data[len(mark) :], codec)
    codec_declared = _known(declared)
    certain = [codec_declared, "utf-8"] if codec_declared and codec_declared not in _LATIN else ["utf-8"]
    for codec in certain:
        try:
            return Decoded(data.decode(codec))
        except UnicodeDecodeError:
            continue
    return _mixed(data) or _legacy(data, codec_declared)


def decode_html(data: bytes, charset: str | None = None) -> Decoded:
    """Decode a page: what HTTP says, else what the page says of itself."""
    return decode(data, charset or _declared(data))


def _declared(data: bytes) -> str | None:
    found = _DECLARATION.search(data[:4096])
    return found[1].decode("ascii", "ignore") if found else None


def _known(charset: str | None) -> str | None:
    """The canonical name of a charset; none for an unknown one, and for what is no charset of a text."""
    try:
        found = codecs.lookup((charset or "").strip().strip("\"'"))
        "".encode(found.name)  # refuses the codecs that turn bytes into bytes
    except (LookupError, ValueError, TypeError, UnicodeError):
        return None
    return None if found.name in _NO_CHARSETS else found.name


def _whole(data: bytes, codec: str) -> Decoded:
    try:
        return Decoded(data.decode(codec))
    except UnicodeDecodeError:
        text = data.decode(codec, "replace")
        return Decoded(
            text,
            (f"{text.count(chr(0xFFFD))} places are no valid {codec.upper()} and read as \N{REPLACEMENT CHARACTER}",),
        )


def _mixed(data: bytes) -> Decoded | None:
    """Mostly UTF-8 with stray bytes, as when texts of two encodings were pasted together."""
    text = data.decode("utf-8", "surrogateescape")  # a stray byte becomes one lone surrogate
    strays = len(_STRAY.findall(text))
    if strays > 10 * (len(_MULTIBYTE.findall(text)) - strays):
        return None  # a legacy file in which two letters happen to look like UTF-8
    text = _LONE_STRAY.sub(_western, text)
    text, lost = _STRAY.subn("\ufffd", text)
    warning = f"{strays} bytes are not UTF-8 like the rest; {strays - lost} were read as Windows-1252"
    return Decoded(text, (f"{warning} and {lost} as \N{REPLACEMENT CHARACTER}" if lost else warning,))


def _western(stray: re.Match[str]) -> str:
    """The Western letter that a stray byte is in Windows-1252, where it is a likely one."""
    letter = bytes([ord(stray[0]) - 0xDC00]).decode("cp1252", "replace")
    return letter if letter in _WESTERN else stray[0]


def _legacy(data: bytes, declared: str | None) -> Decoded:
    if declared in _LATIN or (declared in {None, "utf-8"} and _looks_western(data)):
        return _whole(data, "cp1252")  # browsers read Latin-1 so, too
    if declared and declared != "utf-8":
        return _whole(data, declared)
    best = charset_normalizer.from_bytes(data[:_SAMPLE]).best()
    return _whole(data, best.encoding if best else "cp1252")


def _looks_western(data: bytes) -> bool:
    """Whether Windows-1252 gives letters of Western languages, and not too many outside ASCII."""
    text = data[:_SAMPLE].decode("cp1252", "replace")
    outside = [char for char in text if char > "\x7f"]
    letters = sum(char.isalpha() for char in text)
    return all(char in _WESTERN for char in outside) and len(outside) * 4 <= letters + 8
