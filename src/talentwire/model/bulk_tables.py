"""The tables that bulk reading writes and loading reads, as plain names and types: no library of tables is named here.

A folder of bulk reading holds::

    bulk.json                                  one reader for the whole folder: what read it, and with what options
    inputs/<key>.json                          written last: the marker that an input is finished, with its counts
    documents/input=<key>/part-<n>.parquet     documents with at least one claim
    claims/input=<key>/part-<n>.parquet        their claims, in the order of the documents
    skipped/input=<key>/part-<n>.parquet       everything else that was met, and why it gave no claims

An input without a marker does not count, whatever stands in its folders. Inputs are to be taken in the order of
``run`` and ``order`` in their markers, parts in the order of their numbers, rows as they stand: that is the order of
the places that were given, however many processes read them. An input of which some documents were read once more has
the same key and a later ``run``.
"""

from enum import StrEnum
from typing import Final, Literal, NamedTuple

FORMAT: Final = 1
"""Of the folder; changes whenever an older program could not read it."""
ABOUT: Final = "bulk.json"
MARKERS: Final = "inputs"
COMPRESSION: Final = "zstd"

ColumnType = Literal["text", "whole"]
"""``text`` is a string, ``whole`` a signed number of 64 bits."""


class Column(NamedTuple):
    """A column: its name, what it holds, and whether it may be empty."""

    name: str
    doc: str
    type: ColumnType = "text"
    optional: bool = False


class Table(NamedTuple):
    """A table: the folder it stands in, and its columns in order."""

    name: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(column.name for column in self.columns)


DOCUMENTS: Final = Table(
    "documents",
    (
        Column("digest", "what makes it the same document: name, text and date"),
        Column("id", "the name it goes by"),
        Column("title", "its headline", optional=True),
        Column("url", "web address it can be read at", optional=True),
        Column("place", "where it was read from: file.warc.gz@12345", optional=True),
        Column("date", "day it was published, an ISO 8601 prefix", optional=True),
        Column("lang", "ISO 639-1 code", optional=True),
        Column("outlet", "who published it", optional=True),
        Column("text", "the original text"),
        Column("run", "number of the run of bulk reading in this folder", "whole"),
    ),
)
CLAIMS: Final = Table(
    "claims",
    (
        Column("id", "content hash of the claim"),
        Column("document", "digest of its document"),
        Column("kind", "one of the nine kinds"),
        Column("status", "how far the document goes"),
        Column("lang", "language of the document", optional=True),
        Column("outlet", "who published the document", optional=True),
        Column("url", "web address of the document", optional=True),
        Column("document_date", "the document's own date", optional=True),
        Column("evidence", "the words that prove it, to the letter"),
        Column("start", "first character of the evidence in the document's text", "whole"),
        Column("end", "the character after its last", "whole"),
        Column("extractor", "who read it: name and version"),
        Column("trigger", "the rule that opened it", optional=True),
        Column("claim", "the whole claim, as JSON of the gold files"),
        Column("written", "names as the document writes them, by slot, as JSON", optional=True),
        Column("run", "number of the run of bulk reading in this folder", "whole"),
    ),
)
SKIPPED: Final = Table(
    "skipped",
    (
        Column("place", "where it stands"),
        Column("url", "its web address", optional=True),
        Column("reason", "one of the words of Outcome"),
        Column("detail", "what there is to say beside the word", optional=True),
    ),
)
TABLES: Final = (DOCUMENTS, CLAIMS, SKIPPED)


class Outcome(StrEnum):
    """What became of something that was met in an input; all but ``READ`` stand in the table ``skipped``."""

    READ = "read"
    """A document with claims."""
    SIEVE = "sieve"
    """Its bytes hold no word or name of the field."""
    MEDIA = "media"
    """No page of text: a picture, a script, an answer without a page."""
    GATE = "gate"
    """Its text is of another field."""
    LANGUAGE = "language"
    """No pack reads its language."""
    COPY = "copy"
    """Nearly the same as another one, which was read; or the same document met again."""
    NO_CLAIMS = "no-claims"
    """It was read, and says nothing of what is looked for."""
    UNREADABLE = "unreadable"
    """Damaged, empty or no document at all."""
    TOO_LARGE = "too-large"
    """Above the largest size that is read."""
    FAILED = "failed"
    """The extractor failed on it."""
    TIMED_OUT = "timed-out"
    """The extractor took longer than a document may take."""
