"""A mail becomes one item: its text, whatever is broken in it. Nothing that it links to is ever fetched."""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import HeaderParseError, MessageError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses
from typing import Final

from talentwire.errors import ReadError
from talentwire.model.document import digest
from talentwire.read.encoding import decode, decode_html
from talentwire.read.feeds.item import Item, clean, day, sound
from talentwire.read.feeds.source import FeedSource
from talentwire.read.html import passage

_MOST_PARTS: Final = 500
_HEAD: Final = 100_000
_MESSAGE_ID: Final = re.compile(r"<?([\x21-\x3b\x3d\x3f-\x7e]{3,250})>?")
_FILLERS: Final = re.compile("(?:[\u00ad\u034f\u061c\u180e\u200b-\u200f\u2060-\u2064\ufeff][ \u00a0]*){2,}")
"""What letters put behind their first line so that mail programs show no more of them."""
_MUCH: Final = 0.5
_TROUBLE: Final = (
    ReadError,
    MessageError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    IndexError,
    RecursionError,
)
"""What the standard library raises over mails that are broken."""


def identity(data: bytes) -> str:
    """The key of the item that a mail becomes: of its message-id, else of all of it. Only its head is taken apart."""
    head = re.split(rb"\r?\n\r?\n", data[:_HEAD], maxsplit=1)[0]
    return digest(_identity(_parsed(head), data))


def mail(data: bytes, source: FeedSource) -> Item:
    """The item that a mail is; one without readable text says so."""
    message = _parsed(data)
    named = _identity(message, data)
    title = clean(_decoded(message, "Subject"))
    try:
        text, why = _text(message), ""
    except _TROUBLE as error:
        text, why = "", f"cannot be read: {clean(str(error), 120) or type(error).__name__}"
    if title and text and not text.lstrip().startswith(title):
        text = f"{title}\n\n{text}"
    return Item(
        key=digest(named),
        mark="",  # a mail never changes: the first one with this name is the one
        id=f"mid:{named}",
        title=title,
        date=day(_decoded(message, "Date")),
        outlet=source.outlet or _sender_name(message),
        text=text,
        refused=why or ("" if text.strip() else "holds no readable text"),
    )


def is_from(data: bytes, senders: tuple[str, ...]) -> bool:
    """Whether a mail comes from one of the addresses or domains."""
    if not senders:
        return True
    found = {address.lower() for _, address in _from(_parsed(data))}
    return any(address == one or address.endswith((f"@{one}", f".{one}")) for address in found for one in senders)


def _parsed(data: bytes) -> Message:
    try:
        return message_from_bytes(data, policy=policy.compat32)
    except _TROUBLE:  # nested too deeply to be taken apart: its head alone
        return message_from_bytes(data.partition(b"\n\n")[0][:_HEAD], policy=policy.compat32)


def _identity(message: Message, data: bytes) -> str:
    found = _MESSAGE_ID.fullmatch((clean(_decoded(message, "Message-ID"), 300) or "").strip())
    return found[1] if found else digest(data.decode("latin-1"))


def _decoded(message: Message, name: str) -> str:
    """A header as text, as far as it can be understood."""
    try:
        held = message[name]
    except _TROUBLE:
        return ""
    if held is None:
        return ""
    try:
        return "".join(_piece(*part) for part in decode_header(str(held)))
    except (HeaderParseError, *_TROUBLE):
        return str(held)


def _piece(held: bytes | str, charset: str | None) -> str:
    """A part of a header; what is no letter of its charset is marked as lost."""
    if isinstance(held, str):
        return held
    return decode(held, charset).text if held else ""


def _from(message: Message) -> list[tuple[str, str]]:
    try:
        return getaddresses([_decoded(message, "From")[:2_000]])
    except _TROUBLE:
        return []


def _sender_name(message: Message) -> str | None:
    for name, address in _from(message):
        if shown := clean(name, 120) or clean(address.rpartition("@")[2], 120):
            return shown
    return None


# -- the text


def _text(message: Message) -> str:
    plain, marked = "", ""
    for part in _parts(message):
        data = part.get_payload(decode=True)
        if not isinstance(data, bytes) or not data.strip():
            continue
        charset = clean(part.get_content_charset(), 40)
        if part.get_content_subtype() == "html":
            marked = marked or passage(sound(decode_html(_without_nul(data), charset).text))
        elif part.get_content_subtype() == "plain":
            plain = plain or sound(decode(_without_nul(data), charset).text)
    chosen = marked if len(marked) >= _MUCH * len(plain) else plain
    return sound(_FILLERS.sub(" ", chosen).replace("\r\n", "\n")).strip()


def _parts(message: Message) -> Iterator[Message]:
    """The parts that are text to be read; attachments are not even unpacked."""
    for number, part in enumerate(message.walk()):
        if number > _MOST_PARTS:
            return
        if part.get_content_maintype() == "text" and part.get_content_disposition() != "attachment":
            yield part


def _without_nul(data: bytes) -> bytes:
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    return data if wide else data.replace(b"\0", b"")
