"""A page out of an archive."""

from dataclasses import dataclass, field

from talentwire.model.values import PartialDate


@dataclass(frozen=True, slots=True)
class Page:
    """What a server answered, or what somebody made of it, as an archive keeps it.

    Attributes:
        place: the archive and the byte at which the record begins there ("news.warc.gz@12345"), by which it can be
            read again; in a file that was packed as a whole "news.warc.gz@0+678", the second number counted in what
            is unpacked.
        url: its address; None where the record names none.
        data: the bytes of the page, with what was done to them for the way (chunks, packing) undone.
        charset: that its header names.
        media: its content type, in lower case and without parameters.
        date: the day it was fetched: not before the day it was published, and often years later.
        is_text: whether it is text and no markup.

    """

    place: str
    url: str | None
    data: bytes = field(repr=False)
    charset: str | None = None
    media: str = ""
    date: PartialDate | None = None
    is_text: bool = False
