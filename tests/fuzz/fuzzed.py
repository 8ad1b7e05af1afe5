"""What is fuzzed: one parser, what it is given to begin with, and what may come out of it.

A parser takes bytes. It reads them, or refuses them with one of our own exceptions or as ``Skipped``; whatever else
comes out is a finding, and so is a law that does not hold, which a parser asserts itself.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Literal

from talentwire.errors import TalentwireError

Shape = Literal["json", "lines", "toml", "marks", "bytes"]


class Outcome(StrEnum):
    """What became of an input.

    Attributes:
        READ: something was read.
        REFUSED: it was refused, with a sentence.
        FOUND: either of them: an input that a longer run has found, before somebody said what should become of it.

    """

    READ = "read"
    REFUSED = "refused"
    FOUND = "found"


@dataclass(frozen=True)
class Parser:
    """One parser.

    Attributes:
        name: of its folder in the corpus.
        read: takes bytes and says whether there was anything to read; asserts what must hold.
        examples: makes sound inputs, with which mutation begins.
        shape: how inputs are taken apart for mutation.
        words: pieces that mean something to it.
        units: pieces that inputs of any length are made of, to see that work grows no faster than they do.
        frame: what stands before and behind the units.
        largest: bytes of a damaged input at most; what is long is the matter of other tests.

    """

    name: str
    read: Callable[[bytes], bool]
    examples: Callable[[], Sequence[bytes]]
    shape: Shape = "marks"
    words: tuple[bytes, ...] = ()
    units: tuple[bytes, ...] = ()
    frame: tuple[bytes, bytes] = (b"", b"")
    largest: int = 20_000

    @cached_property
    def sound(self) -> tuple[bytes, ...]:
        """The inputs that mutation begins with, made once."""
        return tuple(self.examples())

    def outcome(self, data: bytes) -> Outcome:
        """What becomes of an input; anything but our own exceptions goes on to whoever asks."""
        try:
            return Outcome.READ if self.read(data) else Outcome.REFUSED
        except TalentwireError as error:
            assert str(error).strip(), "refused without a word"
            return Outcome.REFUSED

    def of_length(self, unit: bytes, times: int) -> bytes:
        """An input of so many units."""
        return self.frame[0] + unit * times + self.frame[1]
