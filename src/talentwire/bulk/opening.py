"""The files of an input are opened one after the other, and what is in them goes through the stages."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

from talentwire.bulk.inputs import File, Input
from talentwire.bulk.rows import Passed
from talentwire.bulk.stages import Passage, Read
from talentwire.bulk.stores import Counted, opened
from talentwire.model.document import Document
from talentwire.read.archives import Page, open_archive
from talentwire.read.files import why
from talentwire.read.formats import Source, documents
from talentwire.read.options import ReadOptions, Skipped
from talentwire.read.parquet import documents_of_table

Item = Page | Document | Skipped


@dataclass(frozen=True)
class Opening:
    """How the files of an input are opened.

    Attributes:
        options: how they are read.
        only: places of documents that are read, all where there are none.
        missed: hears of a file that could not be read now, where others are read with it.

    """

    options: ReadOptions
    only: frozenset[str]
    missed: Callable[[File], None]

    def through(self, given: Input, passage: Passage) -> Iterator[tuple[int, Read | Passed]]:
        """What becomes of everything in an input, each with the bytes that were read so far.

        Raises:
            OSError: when a file cannot be read that is an input by itself, or breaks off for no fault of its own.

        """
        before = 0
        for file in given.files:
            here = 0
            try:
                for here, met in self._file(file, passage):
                    yield before + here, met
            except OSError:
                if len(given.files) == 1:
                    raise
                self.missed(file)
            before += here

    def _file(self, file: File, passage: Passage) -> Iterator[tuple[int, Read | Passed]]:
        with opened(file.place) as raw:
            items = _items(file, raw, self.options)
            for met in passage.through(item for item in items if not self.only or item.place in self.only):
                yield raw.count, met
            if raw.failed:
                raise OSError(raw.failed)


def _items(file: File, raw: Counted, options: ReadOptions) -> Iterator[Item]:
    """What is in a file, in order; damage in it is told and skipped."""
    stream = raw.buffered()
    try:
        if file.kind == "warc":
            yield from open_archive(Source(file.place, file.id, stream, file.kind), options)
        elif file.kind == "parquet":
            yield from documents_of_table(Source(file.place, file.id, stream, file.kind), options)
        else:
            packed = file.place.lower().endswith(".gz")
            plain = cast(BinaryIO, gzip.GzipFile(fileobj=stream)) if packed else stream
            yield from documents(Source(file.place, file.id, plain, file.kind), options)
    except (OSError, EOFError, zlib.error) as error:
        if raw.failed:
            raise OSError(raw.failed) from error
        yield Skipped(file.place, f"cannot be read: {why(error)}")
