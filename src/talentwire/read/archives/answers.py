"""What a server answered, as an archive keeps it: header and body apart, and the body as it was before its way.

Nothing is believed that the bytes do not bear out: archives undo chunks and packing and keep the header that tells of
them, or the other way round.
"""

import re
import zlib
from dataclasses import dataclass, field
from typing import Final

from talentwire.errors import ReadError

_STATUS: Final = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})\b[^\r\n]*")
_END_OF_HEAD: Final = re.compile(rb"\r?\n\r?\n")
_CHUNK: Final = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")
_CHARSET: Final = re.compile(r"""charset\s*=\s*["']?\s*([\w:.-]+)""", re.I)
_LONGEST_HEAD: Final = 1 << 16
_GZIP: Final = b"\x1f\x8b"
_NONE: Final = frozenset({"", "identity", "none"})


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer.

    Attributes:
        status: its number; None where there is no status line.
        media: the content type, in lower case and without parameters.
        charset: that the content type names.
        body: the bytes of the page.
        oddity: what was wrong with it, where it is read all the same.

    """

    status: int | None
    media: str
    charset: str | None
    body: bytes = field(repr=False)
    oddity: str | None = None


def status_of(block: bytes) -> int | None:
    """The number in its first line; None where there is none."""
    found = _STATUS.match(block)
    return int(found[1]) if found else None


def answer(block: bytes, limit: int) -> Answer:
    """Take an HTTP answer apart.

    Args:
        block: All of it. What does not begin like one is taken for the body alone.
        limit: Bytes of the largest body.

    Raises:
        ReadError: when its packed content is damaged, larger than ``limit``, or packed in a way that is not known.

    """
    if not _STATUS.match(block):
        if block.startswith(b"HTTP/"):
            raise ReadError("has an HTTP status that is none")
        return Answer(None, "", None, block)
    end = _END_OF_HEAD.search(block, 0, _LONGEST_HEAD)
    if end is None:
        raise ReadError("has an HTTP header without end")
    fields = _fields(block[: end.start()])
    body, oddity = block[end.end() :], None
    if "chunked" in fields.get("transfer-encoding", "").lower():
        body, oddity = _joined(body)
    body, cut = unpacked(body, fields.get("content-encoding", ""), limit)
    media, charset = media_type(fields.get("content-type", ""))
    return Answer(status_of(block), media, charset, body, oddity or cut)


def media_type(said: str) -> tuple[str, str | None]:
    """A content type without its parameters, in lower case; and the charset among them."""
    found = _CHARSET.search(said)
    return said.partition(";")[0].strip().lower(), found[1] if found else None


def _fields(head: bytes) -> dict[str, str]:
    fields: dict[str, str] = {}
    for line in head.splitlines()[1:]:
        name, _, value = line.partition(b":")
        fields.setdefault(name.strip().lower().decode("latin-1"), value.strip().decode("latin-1"))
    return fields


def _joined(body: bytes) -> tuple[bytes, str | None]:
    """The chunks put together; the body itself where it has none, since most archives have done so before."""
    pieces: list[bytes] = []
    here = 0
    while found := _CHUNK.match(body, here):
        size = int(found[1], 16)
        here = found.end() + size
        pieces.append(body[found.end() : here])
        if size == 0:
            return b"".join(pieces), None
        here += 2 if body.startswith(b"\r\n", here) else body.startswith(b"\n", here)
    if not pieces:
        return body, None
    whole = here == len(body)
    return b"".join(pieces), None if whole else "its chunks do not fit together; it is read as far as they do"


def unpacked(body: bytes, said: str, limit: int) -> tuple[bytes, str | None]:
    """The content as it was before it was packed, and what was wrong.

    Args:
        body: The bytes, which often are unpacked already, whatever is said.
        said: What its header says of the packing.
        limit: Bytes of the largest content.

    Raises:
        ReadError: when it is damaged, larger than ``limit``, or packed in a way that is not known.

    """
    how = [one.strip().lower() for one in said.split(",")]
    if body.startswith(_GZIP):
        return _inflated(body, zlib.MAX_WBITS | 16, limit)
    if "deflate" in how and _is_zlib(body):
        return _inflated(body, zlib.MAX_WBITS, limit)
    if "br" in how or "zstd" in how:
        return _by_fastwarc(body, "br" if "br" in how else "zstd", limit), None
    return body, None


def _is_zlib(body: bytes) -> bool:
    return len(body) > 2 and body[0] & 0x0F == 8 and int.from_bytes(body[:2]) % 31 == 0


def _inflated(body: bytes, window: int, limit: int) -> tuple[bytes, str | None]:
    inflate = zlib.decompressobj(window)
    try:
        out = inflate.decompress(body, limit + 1)
    except zlib.error as error:
        raise ReadError(f"came packed, and the packed data are damaged ({str(error).rpartition(': ')[2]})") from None
    return out, None if inflate.eof or len(out) > limit else "its packed content breaks off; it is read up to there"


def _by_fastwarc(body: bytes, how: str, limit: int) -> bytes:
    """What only the extra ``bulk`` unpacks; a page that is there already, unpacked by its archive, as it is."""
    if body.lstrip()[:1] == b"<":
        return body
    try:
        from fastwarc.stream_io import BrotliReader, ZstdReader
    except ImportError:
        raise ReadError(f"came packed as {how}; to read it, install talentwire[bulk]") from None
    import io

    try:
        with (BrotliReader if how == "br" else ZstdReader)(io.BytesIO(body)) as reader:
            return reader.read(limit + 1)
    except (OSError, ValueError, EOFError):
        raise ReadError(f"came packed as {how}, and the packed data are damaged") from None
